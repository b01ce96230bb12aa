-- What desks without a network are given (the status list), and what they hand in (their scans).

create table status_list (
  version   integer primary key,
  digest    bytea not null,
  issued_at timestamptz not null,
  not_after timestamptz not null
);
comment on table status_list is 'projection: every status list that was published';

create table status_list_file (
  digest  bytea primary key,
  content bytea not null
);
comment on table status_list_file is 'working: the signed bytes of the status list in force; older ones can be made again from the acts';

create table desk_device (
  key_id       bytea primary key check (length(key_id) = 8),
  public_key   bytea not null check (length(public_key) = 65),
  organisation text not null,
  enrolled_by  text not null,
  enrolled_at  timestamptz not null
);
comment on table desk_device is 'projection: the devices whose scans an authority vouches for';

create table certificate_scan (
  id           bytea primary key check (length(id) = 16),
  certificate  bytea check (length(certificate) = 16),
  digest       bytea not null,
  scanned_at   timestamptz not null,
  answer       text not null,
  reason       text,
  trust_list   bigint not null,
  status_list  bigint not null,
  desk         text not null,
  device       bytea not null,
  organisation text not null,
  received_at  timestamptz not null
);
comment on table certificate_scan is 'projection: the scans that desks handed in';
create index certificate_scan_of on certificate_scan (certificate) where certificate is not null;
create index certificate_scan_by on certificate_scan (organisation, scanned_at);

grant select, insert, update, delete on status_list, status_list_file, desk_device, certificate_scan to kimberlite_app;
