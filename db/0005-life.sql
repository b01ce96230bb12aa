-- What else happens to certificates: pre-alerts, transit, endorsements, losses, detention, replacement, forgeries.

create table certificate_event (
  certificate bytea not null,
  -- Counted for each certificate: two acts of one millisecond keep their order.
  place       integer not null,
  act         uuid not null unique,
  kind        text not null,
  at          timestamptz not null,
  authority   text not null,
  person      text not null,
  name        text not null,
  facts       jsonb not null,
  primary key (certificate, place)
);
comment on table certificate_event is 'projection: everything that happened to a certificate beyond issue, validation, print, export and confirmation';
create index certificate_event_kind on certificate_event (kind, at);

-- What these events left on the certificate, so that looking one up stays one row; see life/marks.ts.
alter table certificate add column marks jsonb not null default '{}';
create index certificate_asked on certificate (authority) where marks ? 'asked';

grant select, insert, update, delete on certificate_event to kimberlite_app;
