-- What seats ask of Participants: information, fact-finding, a stock-take of positions; and the roster of experts.

create table request_act (
  act     uuid primary key,
  request uuid not null,
  place   integer not null,
  type    text not null,
  by_seat text,
  facts   jsonb not null,
  at      timestamptz not null,
  unique (request, place)
);
comment on table request_act is 'projection: the acts of each request, in their order';

create table request (
  id        uuid primary key,
  kind      text not null,
  by_seat   text not null,
  about     text,
  stage     text not null,
  missed    boolean not null,
  due_at    timestamptz,
  due_tick  text,
  opened_at timestamptz not null,
  changed_at timestamptz not null
);
comment on table request is 'projection: where each request stands, and its next clock';
create index request_due on request (due_at) where due_at is not null;
create index request_seat on request (by_seat);
create index request_about on request (about);

create table expert (
  id           uuid primary key,
  name         text not null,
  country      text not null,
  fields       text not null,
  proposed_by  text not null,
  listed_at    timestamptz not null,
  withdrawn_at timestamptz,
  act          uuid not null
);
comment on table expert is 'projection: experts of fact-finding, listed before they are needed';

grant select, insert, update, delete on request_act, request, expert to kimberlite_app;
