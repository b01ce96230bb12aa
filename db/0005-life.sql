-- What else happens to certificates: pre-alerts, transit, endorsements, losses, detention, replacement, forgeries.

create table certificate_event (
  act         uuid primary key,
  certificate bytea not null,
  kind        text not null,
  at          timestamptz not null,
  authority   text not null,
  person      text not null,
  name        text not null,
  facts       jsonb not null
);
comment on table certificate_event is 'projection: everything that happened to a certificate beyond issue, validation, print, export and confirmation';
create index certificate_event_of on certificate_event (certificate, at, act);
create index certificate_event_kind on certificate_event (kind, at);

-- What these events left on the certificate, so that looking one up stays one row; see life/marks.ts.
alter table certificate add column marks jsonb not null default '{}';
create index certificate_asked on certificate (authority) where marks ? 'asked';

grant select, insert, update, delete on certificate_event to kimberlite_app;
