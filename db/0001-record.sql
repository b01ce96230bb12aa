-- The record: acts, their private parts, documents they name, their places in the log, and the signed checkpoints.
-- Every table says in its comment what it is: "record" may only grow, "projection" can be made again from the acts,
-- "working" is neither (drafts, sessions) and is not proof of anything.

do $$ begin
  if not exists (select from pg_roles where rolname = 'kimberlite_app') then create role kimberlite_app nologin; end if;
end $$;
do $$ begin execute format('grant kimberlite_app to %I', current_user); end $$;
grant usage on schema public to kimberlite_app;

create table act (
  serial       bigint generated always as identity primary key,
  id           uuid not null unique,
  type         text not null,
  subject      text not null,
  organisation text not null,
  at           timestamptz not null,
  previous     bytea unique,
  leaf         bytea not null check (length(leaf) <= 65535),
  leaf_hash    bytea not null unique check (length(leaf_hash) = 32)
);
comment on table act is 'record: one row per act; the leaf is the signed public part';
-- Two acts cannot follow the same one, and a subject begins once: a fork is impossible, not merely unlikely.
create unique index act_first on act (subject) where previous is null;
create index act_subject on act (subject, serial);
create index act_organisation on act (organisation, serial);

create table act_private (
  act    bigint primary key references act (serial),
  claims bytea not null
);
comment on table act_private is 'record: salted private claims, committed to by the leaf';

create table document (
  digest     bytea primary key check (length(digest) = 32),
  media_type text not null,
  content    bytea not null
);
comment on table document is 'record: files that acts name by their SHA-256';

create table log_entry (
  position bigint primary key check (position >= 0),
  act      bigint not null unique references act (serial)
);
comment on table log_entry is 'record: the gapless position of each act, given by the sequencer after the act is committed';

create table checkpoint (
  size bigint primary key,
  note text not null,
  at   timestamptz not null
);
comment on table checkpoint is 'record: signed heads of the log, C2SP tlog-checkpoint';

create table log_tile (
  level  smallint not null,
  index  bigint not null,
  hashes bytea not null,
  primary key (level, index)
);
comment on table log_tile is 'working: the widest form of each Merkle tile, derived from log_entry and checked by the audit';

create table idempotency (
  organisation text not null,
  key          text not null,
  request_hash bytea not null,
  response     jsonb not null,
  at           timestamptz not null,
  primary key (organisation, key)
);
comment on table idempotency is 'working: answers already given, stored in the transaction that earned them';

create table organisation_key (
  organisation text not null,
  key_id       bytea not null check (length(key_id) = 8),
  public_key   bytea not null check (length(public_key) = 65),
  added_at     timestamptz not null,
  revoked_at   timestamptz,
  primary key (organisation, key_id)
);
comment on table organisation_key is 'projection: whose key may sign acts';
grant select, insert, update on organisation_key to kimberlite_app;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record only grows: % on % is refused', tg_op, tg_table_name using errcode = '0A000';
end $$;

do $$ declare name text; begin
  foreach name in array array['act', 'act_private', 'document', 'log_entry', 'checkpoint'] loop
    execute format('create trigger only_grows before update or delete or truncate on %I for each statement execute function refuse_change()', name);
    execute format('grant select, insert on %I to kimberlite_app', name);
  end loop;
end $$;
grant select, insert, update on log_tile to kimberlite_app;
grant select, insert, delete on idempotency to kimberlite_app;
