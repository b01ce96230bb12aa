-- Statistics: data sets taken in, returns filed, and the figures of both, each with the time from which it was known.

create table observation (
  act         uuid not null,
  place       integer not null,
  source      text not null,
  reporter    text not null,
  flow        text not null check (flow in ('PRODUCTION', 'IMPORT', 'EXPORT', 'KPC_ISSUED', 'KPC_RECEIVED')),
  counterpart text not null,
  product     text not null,
  mining      text not null,
  origin      text not null,
  period      text not null,
  period_from date not null,
  period_until date not null,
  part        smallint not null default 0,
  -- Hundredths of a carat and cents.
  carats      bigint,
  usd         bigint,
  count       bigint,
  nil         boolean not null default false,
  status      text not null check (status in ('NORMAL', 'PROVISIONAL', 'ESTIMATED', 'WITHHELD')),
  valuation   text,
  basis       text,
  note        text,
  entered     text,
  changed     text,
  known_from  timestamptz not null,
  known_until timestamptz,
  open        boolean not null,
  primary key (act, place)
);
comment on table observation is 'projection: every figure that a return, a data set or a release says, in every vintage';
-- What stands, by what is asked for most; older vintages are few and are read with it.
create index observation_series on observation (flow, reporter, period_from);
create index observation_source on observation (source, flow, reporter) where known_until is null;

create table return_filing (
  act         uuid primary key,
  participant text not null,
  type        text not null check (type in ('PRODUCTION', 'TRADE', 'CERTIFICATES')),
  period      text not null,
  version     integer not null check (version > 0),
  kind        text not null check (kind in ('FIGURE', 'NIL')),
  status      text not null,
  authority   text not null,
  by_name     text not null,
  why         text not null,
  findings    jsonb not null,
  file        bytea,
  leaf_hash   bytea not null,
  at          timestamptz not null,
  unique (participant, type, period, version)
);
comment on table return_filing is 'projection: each version of each return; the figures are observations of the same act';
create index return_filing_order on return_filing (at desc);

create table dataset (
  id          text not null,
  edition     integer not null check (edition > 0),
  act         uuid not null unique,
  title       text not null,
  kind        text not null,
  licence     text not null,
  attribution text not null,
  open        boolean not null,
  name        text not null,
  file        bytea not null,
  rows_file   bytea not null,
  rows        integer not null,
  added       integer not null,
  changed     integer not null,
  withdrawn   integer not null,
  as_of       date not null,
  by_name     text not null,
  at          timestamptz not null,
  primary key (id, edition)
);
comment on table dataset is 'projection: files of figures taken in whole, edition by edition';

grant select, insert, update, delete on observation, return_filing, dataset to kimberlite_app;
