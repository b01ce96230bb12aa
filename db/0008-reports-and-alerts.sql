-- Alerts: papers that are lost, stolen or forged, and trade that is stopped. Reports: monthly files per certificate.

create table alert (
  id           uuid primary key,
  kind         text not null check (kind in ('LOST', 'STOLEN', 'FAKE', 'STOPPED_TRADE')),
  country      text not null,
  numbers      jsonb not null,
  text         jsonb not null,
  picture      jsonb,
  organisation text not null,
  certificate  bytea,
  published_at timestamptz not null,
  changed_at   timestamptz not null,
  corrections  jsonb not null default '[]',
  closed_at    timestamptz,
  closed_for   text,
  head         bytea
);
comment on table alert is 'projection: alerts, those published and those that an act on a certificate made; "certificate" names the latter''s';
create index alert_order on alert (changed_at desc);
create index alert_certificate on alert (certificate) where certificate is not null;

-- Counts the acts that made or changed an alert, so that a cache knows in one row whether it is old.
create table alert_change (
  only_row boolean primary key default true check (only_row),
  acts     bigint not null
);
comment on table alert_change is 'projection: how many acts are in the alerts';

create table alert_draft (
  id           uuid primary key,
  person       text not null,
  organisation text not null,
  corrects     uuid,
  data         jsonb not null,
  picture      bytea,
  picture_type text,
  width        integer,
  height       integer,
  updated_at   timestamptz not null
);
comment on table alert_draft is 'working: alerts that are being written; proof of nothing';

create table monthly_file (
  authority   text not null,
  digest      bytea not null check (length(digest) = 32),
  name        text not null,
  month       text not null,
  rows        integer not null,
  differences jsonb not null,
  by_name     text not null,
  at          timestamptz not null,
  act         uuid not null,
  primary key (authority, digest)
);
comment on table monthly_file is 'projection: monthly files taken in, and how many of their certificates agreed with the register that day; the file is the document of that digest';
create index monthly_file_order on monthly_file (authority, at desc);

grant select, insert, update, delete on alert, alert_change, alert_draft, monthly_file to kimberlite_app;
