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

create table item (
  id             uuid primary key,
  number         integer not null,
  year           smallint not null,
  body           text not null,
  rule_set       text not null,
  class          text not null,
  kind           text not null,
  title          jsonb not null,
  subjects       text[] not null,
  competes_with  uuid[] not null,
  follows        uuid,
  submitted_by   text not null,
  submitted_at   timestamptz not null,
  stage          text not null,
  since          timestamptz,
  deadline_at    timestamptz,
  deadline_event text,
  call           smallint not null default 0,
  round          smallint not null default 0,
  outcome        text,
  outcome_reason text,
  outcome_at     timestamptz,
  adopted        jsonb not null default '[]',
  shadows        jsonb not null default '[]',
  last_act       uuid not null,
  last_at        timestamptz not null,
  acts           integer not null default 1,
  unique (year, number)
);
comment on table item is 'projection: every item with where it stands, as its acts say; the acts themselves are folded for all else';
create index item_deadline on item (deadline_at) where outcome is null;
create index item_outcome on item (outcome_at desc) where outcome is not null;
create index item_open on item (submitted_at desc) where outcome is null;

create table item_sponsor (
  item uuid not null,
  seat text not null,
  kind text not null check (kind in ('SPONSOR', 'SECONDER')),
  act  uuid not null,
  at   timestamptz not null,
  primary key (item, seat)
);
comment on table item_sponsor is 'projection: which seats table an item, and which second it';
create index item_sponsor_seat on item_sponsor (seat);

create table item_position (
  act      uuid primary key,
  item     uuid not null,
  call     smallint not null,
  seat     text not null,
  delegate text not null,
  clauses  jsonb not null,
  code     text not null check (code in ('S', 'R', 'A', 'P', 'O', 'U', 'N')),
  ground   text,
  reasoned boolean not null,
  at       timestamptz not null
);
comment on table item_position is 'projection: every position recorded, replaced ones too; null clauses: all of them';
create index item_position_item on item_position (item, call);
create index item_position_seat on item_position (seat);

create table item_silence (
  item   uuid not null,
  call   smallint not null,
  seat   text not null,
  silent boolean not null,
  at     timestamptz not null,
  primary key (item, call, seat)
);
comment on table item_silence is 'projection: of each call that closed, who was asked and who recorded nothing';
create index item_silence_seat on item_silence (seat);

grant select, insert, update, delete on pillar, seat, seat_entrusted, delegate, representation_contest, body_rules, item, item_sponsor,
  item_position, item_silence to kimberlite_app;
