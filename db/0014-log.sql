-- The public log: who must have seen its heads, who has, and what keeps it from going on.

create table log_policy (
  number integer primary key,
  text   text not null,
  at     timestamptz not null
);
comment on table log_policy is 'projection: C2SP tlog-policy texts, one for each act log.policy-set; the highest number counts';
grant select, insert on log_policy to kimberlite_app;

create table cosignature (
  size     bigint not null references checkpoint (size),
  key_name text not null,
  key_id   bigint not null check (key_id between 0 and 4294967295),
  line     text not null,
  seconds  bigint not null check (seconds >= 0),
  at       timestamptz not null,
  primary key (size, key_name, key_id)
);
comment on table cosignature is 'record: what witnesses have signed, as C2SP signature lines, each verified before it was kept';
create index cosignature_of_key on cosignature (key_name, key_id, size desc);
create trigger only_grows before update or delete or truncate on cosignature
  for each statement execute function refuse_change();
grant select, insert on cosignature to kimberlite_app;

create table log_trouble (
  code   text primary key,
  detail text not null,
  since  timestamptz not null
);
comment on table log_trouble is 'working: why the log does not sign or publish now; empty when it does';
grant select, insert, update, delete on log_trouble to kimberlite_app;

create table witness_contact (
  key_name    text not null,
  key_id      bigint not null,
  answered_at timestamptz,
  failure     text,
  failed_at   timestamptz,
  primary key (key_name, key_id)
);
comment on table witness_contact is 'working: when each witness last answered, and what was wrong the last time';
grant select, insert, update, delete on witness_contact to kimberlite_app;
