-- Whether an authority prints the receipt of the public log as a second code, on a sheet that travels with the certificate.

create table authority_paper (
  authority    text primary key references authority (code),
  receipt_code boolean not null,
  act          uuid not null,
  at           timestamptz not null
);
comment on table authority_paper is 'projection: what an authority adds to its certificates'' paper; no row: nothing';
grant select, insert, update, delete on authority_paper to kimberlite_app;
