-- Certificates that desks of two authorities used, and an index for the list of those that have not run out.

create table scanned_twice (
  act         uuid primary key,
  certificate bytea not null check (length(certificate) = 16),
  authorities text[] not null,
  found_at    timestamptz not null
);
comment on table scanned_twice is 'projection: alerts that authorities which do not share a shipment used one certificate, one for each act certificate.scanned-twice';
create index scanned_twice_of on scanned_twice (certificate);
create index scanned_twice_by on scanned_twice using gin (authorities);
grant select, insert, delete on scanned_twice to kimberlite_app;

create index certificate_expiring on certificate (expires_at);
