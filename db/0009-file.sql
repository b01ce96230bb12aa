-- The file form of a certificate: one for each that was validated, made when it is first needed.

create table certificate_file (
  public_id bytea primary key check (length(public_id) = 16),
  file      text not null,
  signer    bytea not null,
  sealed_at timestamptz not null
);
comment on table certificate_file is 'projection: the file of each certificate that was asked for, with everything it can show';

grant select, insert, update, delete on certificate_file to kimberlite_app;
