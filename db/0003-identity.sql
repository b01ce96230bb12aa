-- Identity: people, the roles they hold for organisations, the means by which they sign in, and keys for programs.
-- Projections come from this module's acts. What only serves the moment (sessions, challenges, counters) is working:
-- losing it signs people out and proves nothing.

create table person (
  id            uuid primary key,
  name          text not null,
  email         text,
  locale        text not null,
  organisation  text not null,
  demonstration boolean not null,
  invited_at    timestamptz not null
);
comment on table person is 'projection: people who may act, as they were invited; organisation is the one that invited them in';
create index person_organisation on person (organisation);

create table role_grant (
  id           uuid primary key,
  person       uuid not null references person (id),
  organisation text not null,
  role         text not null,
  company      text,
  company_name text,
  granted_at   timestamptz not null,
  withdrawn_at timestamptz
);
comment on table role_grant is 'projection: which role a person holds for which organisation (and company), from when to when; the id is that of the granting act';
create unique index role_grant_once on role_grant (person, organisation, role, coalesce(company, '')) where withdrawn_at is null;
create index role_grant_organisation on role_grant (organisation, role) where withdrawn_at is null;

create table passkey (
  credential    bytea primary key,
  person        uuid not null references person (id),
  name          text not null,
  public_key    bytea not null,
  counter       bigint not null,
  transports    text[] not null,
  synced        boolean not null,
  registered_at timestamptz not null,
  removed_at    timestamptz
);
comment on table passkey is 'projection: WebAuthn credentials; the counter is that of the registration';
create index passkey_person on passkey (person);

create table recovery_code (
  reference text not null,
  place     smallint not null,
  person    uuid not null references person (id),
  salt      bytea not null,
  hash      bytea not null,
  made_at   timestamptz not null,
  used_at   timestamptz,
  primary key (reference, place)
);
comment on table recovery_code is 'projection: scrypt of each single-use recovery code; a new set replaces the old';
create index recovery_code_person on recovery_code (person);

create table external_login (
  issuer       text not null,
  login        text not null,
  person       uuid not null references person (id),
  organisation text not null,
  linked_at    timestamptz not null,
  primary key (issuer, login)
);
comment on table external_login is 'projection: which login of a ministry''s OpenID provider is which person';
create index external_login_person on external_login (person);

create table api_key (
  id           uuid primary key,
  organisation text not null,
  name         text not null,
  hash         bytea not null check (length(hash) = 32),
  roles        text[] not null,
  made_by      text not null,
  made_at      timestamptz not null,
  ended_at     timestamptz
);
comment on table api_key is 'projection: keys with which an organisation''s programs act; only the SHA-256 of a key is kept';
create index api_key_organisation on api_key (organisation);

create table session (
  id           uuid primary key,
  token_hash   bytea not null unique check (length(token_hash) = 32),
  person       uuid not null,
  organisation text not null,
  company      text,
  method       text not null check (method in ('passkey', 'recovery-code', 'external-login', 'demonstration')),
  user_agent   text not null,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  ends_at      timestamptz not null
);
comment on table session is 'working: who is signed in, for which organisation; only the SHA-256 of the token is kept';
create index session_person on session (person);
create index session_ends on session (ends_at);

create table challenge (
  id      bytea primary key,
  purpose text not null,
  data    jsonb not null,
  ends_at timestamptz not null
);
comment on table challenge is 'working: single-use challenges of sign-in ceremonies, a few minutes long; the id is a SHA-256';
create index challenge_ends on challenge (ends_at);

create table invitation (
  token_hash   bytea primary key check (length(token_hash) = 32),
  person       uuid not null,
  organisation text not null,
  made_at      timestamptz not null,
  ends_at      timestamptz not null,
  used_at      timestamptz
);
comment on table invitation is 'working: one-time links by which invited people register their first means of sign-in';
create index invitation_person on invitation (person);

create table passkey_use (
  credential bytea primary key,
  counter    bigint not null,
  used_at    timestamptz not null
);
comment on table passkey_use is 'working: the newest signature counter of each passkey; going back means a copy';

create table api_key_use (
  id      uuid primary key,
  used_at timestamptz not null
);
comment on table api_key_use is 'working: when each key was last used, to the minute';

grant select, insert, update, delete on
  person, role_grant, passkey, recovery_code, external_login, api_key,
  session, challenge, invitation, passkey_use, api_key_use to kimberlite_app;
