-- Offices: elections with secret ballots, who holds an office, the Secretariat's host, admission and measures. Where each
-- procedure stands is a fold of its acts; this table keeps them at hand.

create table procedure_act (
  act          uuid primary key,
  subject      text not null,
  kind         text not null,
  organisation text not null,
  at           timestamptz not null,
  facts        jsonb not null,
  leaf_hash    bytea not null
);
comment on table procedure_act is 'projection: the public part of every act about an election, an office, a host, an admission or a measure';
create index procedure_act_subject on procedure_act (subject);
create index procedure_act_kind on procedure_act (kind);

grant select, insert, update, delete on procedure_act to kimberlite_app;
