-- Releases of statistics: what was published when, and the files of each, which never change.

create table release (
  id        text primary key,
  act       uuid not null unique,
  period    text not null,
  edition   integer not null check (edition > 0),
  note      text not null,
  cut_off   timestamptz not null,
  types     text[] not null,
  rows      integer not null,
  restated  integer not null,
  owing     text[] not null,
  not_filed text[] not null,
  files     jsonb not null,
  by_name   text not null,
  at        timestamptz not null,
  unique (period, edition)
);
comment on table release is 'projection: every release; its figures are observations of the same act, its files documents of the record';
create index release_order on release (at desc);

grant select, insert, update, delete on release to kimberlite_app;
