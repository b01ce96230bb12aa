-- Governance: who has a seat, who may speak for it, and the items that seats table, discuss and decide.

create table pillar (
  code  text primary key,
  names jsonb not null,
  act   uuid not null,
  at    timestamptz not null
);
comment on table pillar is 'projection: pillars beyond governments, industry and civil society, which always are';

create table seat (
  code         text primary key,
  pillar       text not null,
  organisation text not null,
  names        jsonb not null,
  from_date    date not null,
  until_date   date,
  basis        text not null,
  act          uuid not null,
  at           timestamptz not null,
  check (until_date is null or from_date < until_date)
);
comment on table seat is 'projection: accredited seats of organisations; the seats of governments follow from the statuses of Participants';
create index seat_organisation on seat (organisation);

create table seat_entrusted (
  participant  text not null,
  from_date    date not null,
  organisation text not null,
  act          uuid not null,
  at           timestamptz not null,
  primary key (participant, from_date)
);
comment on table seat_entrusted is 'projection: which organisation speaks for a Participant that has not exactly one authority';

create table delegate (
  id           uuid primary key,
  seat         text not null,
  organisation text not null,
  person       uuid not null,
  name         text not null,
  scope        jsonb not null,
  from_at      timestamptz not null,
  until_at     timestamptz,
  key_id       bytea,
  public_key   bytea,
  duress       bytea,
  act          uuid not null,
  at           timestamptz not null,
  revoked_at   timestamptz,
  revoked_for  text
);
comment on table delegate is 'projection: who was accredited to speak for a seat, for what, from when to when';
create index delegate_seat on delegate (seat);
create index delegate_person on delegate (person);
create index delegate_key on delegate (key_id) where key_id is not null;

create table representation_contest (
  act      uuid primary key,
  seat     text not null,
  delegate uuid,
  by_seat  text not null,
  reason   text not null,
  at       timestamptz not null
);
comment on table representation_contest is 'projection: who said that somebody does not speak for a seat';
create index representation_contest_seat on representation_contest (seat);

create table body_rules (
  body      text not null,
  from_date date not null,
  rule_set  text not null,
  time_zone text not null,
  names     jsonb not null,
  basis     text not null,
  act       uuid not null,
  at        timestamptz not null,
  primary key (body, from_date)
);
comment on table body_rules is 'projection: under which rules a body decides from a day on, and by whose clock its nights are told';

grant select, insert, update, delete on pillar, seat, seat_entrusted, delegate, representation_contest, body_rules to kimberlite_app;
