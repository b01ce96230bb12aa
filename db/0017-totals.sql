-- What authorities say of their own acts: counts of each day, commitments to each certificate's carats and value, and the
-- totals of each quarter, which anybody can check against the commitments.

create table certificate_count (
  act       uuid primary key,
  authority text not null,
  from_day  date not null,
  to_day    date not null check (from_day <= to_day),
  counts    jsonb not null,
  totals    jsonb not null,
  corrects  bytea,
  leaf_hash bytea not null,
  at        timestamptz not null
);
comment on table certificate_count is 'projection: how many acts of each kind an authority counted for a day or a run of days without any';
-- Never two for one day; a correction names the one that it corrects.
create unique index certificate_count_once on certificate_count (authority, from_day) where corrects is null;
create index certificate_count_order on certificate_count (authority, to_day desc);

create table certificate_commitment (
  certificate bytea primary key check (length(certificate) = 16),
  authority   text not null,
  carats      bytea not null check (length(carats) = 32),
  usd         bytea not null check (length(usd) = 32),
  act         uuid not null
);
comment on table certificate_commitment is 'projection: the published commitments to the carats and US dollars of each certificate';

create table totals_published (
  act         uuid primary key,
  authority   text not null,
  quarter     text not null,
  participant text not null,
  corrects    bytea,
  leaf_hash   bytea not null,
  at          timestamptz not null
);
comment on table totals_published is 'projection: which act publishes the totals of an authority for a quarter';
create unique index totals_published_once on totals_published (authority, quarter) where corrects is null;
create index totals_published_quarter on totals_published (quarter);

grant select, insert, update, delete on certificate_count, certificate_commitment, totals_published to kimberlite_app;
