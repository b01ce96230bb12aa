-- Certificates: applications, the certificates themselves, and what arrives.

create table application (
  id            uuid primary key,
  reference     text not null unique,
  authority     text not null,
  office        text not null,
  company       text not null,
  state         text not null,
  content       jsonb not null,
  evidence      jsonb not null,
  submitted_at  timestamptz not null,
  decided_at    timestamptz,
  reason        text,
  applicants    text[] not null,
  certificate   bytea,
  status_secret bytea not null,
  head          bytea not null
);
comment on table application is 'projection: what exporters asked for, and what the desk decided';
create index application_queue on application (authority, state, submitted_at);
create index application_company on application (company, submitted_at);

create table certificate (
  public_id    bytea primary key check (length(public_id) = 16),
  participant  text not null,
  number       text not null,
  serial       bigint not null,
  authority    text not null,
  office       text not null,
  destination  text not null,
  company      text,
  application  uuid,
  state        text not null,
  content      jsonb not null,
  issued_on    date not null,
  expires_on   date not null,
  expires_at   timestamptz not null,
  issued_by    text not null,
  issued_at    timestamptz not null,
  validated_at timestamptz,
  qr_text      text,
  prints       jsonb not null default '[]',
  exported_at  timestamptz,
  presented_at timestamptz,
  importing_authority text,
  confirmed_at timestamptz,
  confirmation jsonb,
  confirmation_due date,
  head         bytea not null,
  -- A number is never used twice (Annex I A 4); the same digits of another year's range are the same number.
  unique (participant, serial)
);
comment on table certificate is 'projection: each certificate and where it stands';
create index certificate_queue on certificate (authority, state, issued_at);
create index certificate_arrivals on certificate (destination, state, exported_at);
create index certificate_company on certificate (company, issued_at) where company is not null;

create table number_use (
  office text not null,
  year   smallint not null,
  next   bigint not null,
  primary key (office, year)
);
comment on table number_use is 'projection: the number after the last one issued by an office in a year''s range';

create table application_draft (
  id         uuid primary key,
  person     text not null,
  company    text not null,
  authority  text not null,
  data       jsonb not null,
  updated_at timestamptz not null
);
comment on table application_draft is 'working: applications not yet submitted';

create table draft_file (
  id         uuid primary key,
  draft      uuid not null references application_draft (id) on delete cascade,
  name       text not null,
  kind       text not null,
  media_type text not null,
  carats     bigint not null,
  code       text,
  content    bytea not null
);
comment on table draft_file is 'working: evidence of applications not yet submitted';

create table application_hold (
  application uuid primary key,
  person      text not null,
  name        text not null,
  since       timestamptz not null
);
comment on table application_hold is 'working: which officer has an application open';

create table party (
  id      uuid primary key,
  company text not null,
  name    text not null,
  address text not null,
  country text not null,
  unique (company, name, address, country)
);
comment on table party is 'working: each company''s saved parties';

grant select, insert, update, delete on application, certificate, number_use, application_draft, draft_file, application_hold, party to kimberlite_app;
