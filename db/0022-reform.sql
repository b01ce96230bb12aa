-- Reform as acts on this record: cycles, demands with their repetitions and answers, commitments with their progress.

create table reform_act (
  act     uuid primary key,
  subject text not null,
  place   integer not null,
  type    text not null,
  by_seat text,
  facts   jsonb not null,
  at      timestamptz not null,
  unique (subject, place)
);
comment on table reform_act is 'projection: the acts of each reform cycle, demand and commitment, in their order';
create index reform_act_type on reform_act (type, at);
create index reform_act_seat on reform_act (by_seat, at) where by_seat is not null;

grant select, insert, update, delete on reform_act to kimberlite_app;
