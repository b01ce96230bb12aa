-- Reconciliation: explanations of gaps between two sides of a trade, and questionnaires about what does not fit.

create table gap_explanation (
  act         uuid primary key,
  exporter    text not null,
  importer    text not null,
  period      text not null,
  product     text not null,
  -- Whose explanation it is: one of the two sides.
  participant text not null,
  cause       text not null,
  text        text not null,
  language    text not null,
  authority   text not null,
  by_name     text not null,
  at          timestamptz not null
);
comment on table gap_explanation is 'projection: what either side of a pair says about a gap; read by both and by analysts';
create index gap_explanation_pair on gap_explanation (exporter, importer, period, at);

create table questionnaire (
  id          uuid primary key,
  participant text not null,
  period      text not null,
  deadline    date not null,
  questions   jsonb not null,
  language    text not null,
  by_name     text not null,
  at          timestamptz not null,
  outcome     text check (outcome in ('ACCEPTED', 'CLOSED')),
  closing     text,
  closed_at   timestamptz
);
comment on table questionnaire is 'projection: questions to one Participant about one period; who was asked and until when is public, the questions are not';
create index questionnaire_participant on questionnaire (participant, at);

create table questionnaire_answer (
  act           uuid primary key,
  questionnaire uuid not null,
  place         integer not null,
  answers       jsonb not null,
  language      text not null,
  by_name       text not null,
  at            timestamptz not null,
  unique (questionnaire, place)
);
comment on table questionnaire_answer is 'projection: answers to questionnaires, some or all of the questions at a time; the last to a question stands';

grant select, insert, update, delete on gap_explanation, questionnaire, questionnaire_answer to kimberlite_app;

-- Shipments of one pair, certificate by certificate.
create index certificate_exports on certificate (participant, destination, exported_at) where exported_at is not null;
