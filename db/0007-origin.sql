-- Where goods come from: what applications and certificates say of it, incoming certificates of no register here, what
-- was drawn from each incoming certificate, and what was lost or stayed.

create table application_sourcing (
  application uuid primary key,
  mined       text not null,
  zone        text,
  sources     jsonb not null
);
comment on table application_sourcing is 'projection: whether an application''s goods were mined here or imported, and which incoming certificates it names';

create table certificate_sourcing (
  certificate bytea primary key,
  mined       text not null,
  zone        text,
  provenance  text[] not null
);
comment on table certificate_sourcing is 'projection: where a certificate''s goods were mined, and the Participants they came from';

create table incoming (
  id          uuid primary key,
  participant text not null,
  number      text not null,
  authority   text not null,
  company     text,
  issued_on   date not null,
  expires_on  date,
  received_on date not null,
  origin      jsonb not null,
  lines       jsonb not null,
  evidence    text[] not null,
  recorded_at timestamptz not null,
  -- A paper arrives once; whoever names it again draws on the same balance.
  unique (participant, number)
);
comment on table incoming is 'projection: incoming certificates that are not on this register, as their evidence shows them';

create table draw (
  certificate bytea not null,
  place       smallint not null,
  -- Public id of a certificate in hexadecimal, or the id of an incoming one.
  source      text not null,
  code        text not null,
  becomes     text not null,
  origin      text,
  carats      bigint not null check (carats > 0),
  primary key (certificate, place)
);
comment on table draw is 'projection: carats that a certificate draws from an incoming one';
create index draw_source on draw (source);

create table loss (
  act         uuid primary key,
  source      text not null,
  authority   text not null,
  code        text not null,
  origin      text,
  carats      bigint not null check (carats > 0),
  kind        text not null,
  reason      text not null,
  recorded_at timestamptz not null
);
comment on table loss is 'projection: carats of an incoming certificate that were lost or stayed';
create index loss_source on loss (source);

create table short_document (
  id          uuid primary key,
  kind        text not null,
  number      text not null,
  serial      integer not null,
  year        smallint not null,
  authority   text not null,
  receiver    text not null,
  state       text not null,
  content     jsonb not null,
  certificate bytea,
  issued_on   date not null,
  history     jsonb not null,
  head        bytea not null,
  unique (authority, kind, year, serial)
);
comment on table short_document is 'projection: technical certificates and letters of comfort';
create index short_document_receiver on short_document (receiver, issued_on);

grant select, insert, update, delete on application_sourcing, certificate_sourcing, incoming, draw, loss, short_document to kimberlite_app;
