-- The scheme: who takes part and since when, whose authorities, offices, number blocks and keys, which national rules.
-- Every table is a projection of this module's acts; "act" is the act that a row comes from, "at" its time.

create table participant (
  code  text primary key,
  kind  text not null check (kind in ('STATE', 'REIO', 'TRADING_ENTITY')),
  names jsonb not null,
  act   uuid not null,
  at    timestamptz not null
);
comment on table participant is 'projection: everybody a certificate may come from or go to';

-- Not bound to "participant": states that acceded to the European Union have statuses and are listed no more.
create table participant_status (
  participant text not null,
  from_date   date not null,
  row         jsonb not null,
  act         uuid not null,
  at          timestamptz not null,
  primary key (participant, from_date)
);
comment on table participant_status is 'projection: what each Participant was under the scheme from which day; the row as core/kp/statuses.ts reads it';

create table recognition (
  jurisdiction text not null,
  participant  text not null,
  from_date    date not null,
  row          jsonb not null,
  act          uuid not null,
  at           timestamptz not null,
  primary key (jurisdiction, participant, from_date)
);
comment on table recognition is 'projection: from which day one jurisdiction''s own law recognises another Participant; the row as core/kp/statuses.ts reads it';

create table observer (
  code text primary key,
  row  jsonb not null,
  act  uuid not null,
  at   timestamptz not null
);
comment on table observer is 'projection: who is invited to Plenary without deciding';

create table applicant (
  code text primary key,
  row  jsonb not null,
  act  uuid not null,
  at   timestamptz not null
);
comment on table applicant is 'projection: who has asked to join (Core Document VI 9)';

create table authority (
  code         text primary key,
  participant  text not null references participant (code),
  member_state text,
  names        jsonb not null,
  roles        text[] not null,
  contact      text not null,
  register     text not null check (register in ('published', 'paper-only')),
  from_date    date not null,
  until_date   date,
  act          uuid not null,
  at           timestamptz not null
);
comment on table authority is 'projection: Importing and Exporting Authorities';
create index authority_participant on authority (participant);

create table office (
  code      text primary key,
  authority text not null references authority (code),
  name      text not null,
  place     text not null,
  country   text not null,
  from_date date not null,
  act       uuid not null,
  at        timestamptz not null
);
comment on table office is 'projection: offices of an authority, each with its own number blocks and desk';
create index office_authority on office (authority);

create table number_block (
  participant text not null references participant (code),
  authority   text not null references authority (code),
  office      text not null references office (code),
  year        smallint,
  first       bigint not null check (first >= 0),
  last        bigint not null,
  act         uuid not null,
  at          timestamptz not null,
  primary key (participant, first),
  check (last >= first)
);
comment on table number_block is 'projection: which certificate numbers an office may use; no two blocks of a Participant share a number';
create index number_block_office on number_block (office);

create table desk_signer (
  key_id     bytea primary key check (length(key_id) = 8),
  public_key bytea not null unique check (length(public_key) = 65),
  authority  text not null references authority (code),
  office     text not null references office (code),
  numbers    jsonb not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  revoked_at timestamptz,
  revoked_for text,
  act        uuid not null,
  at         timestamptz not null,
  check (until_at > from_at)
);
comment on table desk_signer is 'projection: keys that may sign certificates, for which numbers and from when to when';
create index desk_signer_office on desk_signer (office);

create table national_rule (
  participant text not null,
  from_date   date not null,
  row         jsonb not null,
  act         uuid not null,
  at          timestamptz not null,
  primary key (participant, from_date)
);
comment on table national_rule is 'projection: dated national rules; the row as core/kp/rules.ts reads it';

create table number_format (
  participant text primary key,
  row         jsonb not null,
  act         uuid not null,
  at          timestamptz not null
);
comment on table number_format is 'projection: how a Participant''s certificate numbers are printed; the row as core/kp/numbers.ts reads it';

create table trust_list (
  version   bigint primary key,
  digest    bytea not null check (length(digest) = 32),
  issued_at timestamptz not null,
  not_after timestamptz not null,
  act       uuid not null,
  at        timestamptz not null
);
comment on table trust_list is 'projection: published trust lists; the signed bytes are the document of that digest';

-- Counts this module's acts, so that a cache knows in one row whether it is old. A count is the same in whatever
-- order concurrent acts are projected again; a "latest" would not be.
create table scheme_change (
  only_row boolean primary key default true check (only_row),
  acts     bigint not null
);
comment on table scheme_change is 'projection: how many acts of this module are in the tables';

grant select, insert, update, delete on participant, participant_status, recognition, observer, applicant, authority, office, number_block,
  desk_signer, national_rule, number_format, trust_list, scheme_change to kimberlite_app;
