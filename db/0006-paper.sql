-- Paper: numbered security paper in the offices, what became of each sheet, and the file of a print not yet answered for.

create table sheet_lot (
  id          uuid primary key,
  authority   text not null,
  office      text not null,
  prefix      text not null,
  digits      smallint not null check (digits between 1 and 18),
  first       bigint not null check (first >= 0),
  last        bigint not null,
  received_on date not null,
  note        text,
  at          timestamptz not null,
  check (last >= first)
);
comment on table sheet_lot is 'projection: numbered security paper that an office received';
create index sheet_lot_office on sheet_lot (office);

create table sheet (
  authority   text not null,
  office      text not null,
  prefix      text not null,
  number      bigint not null,
  digits      smallint not null,
  state       text not null check (state in ('PRINTED', 'USED', 'SPOILED')),
  certificate bytea not null,
  reason      text,
  by_name     text not null,
  at          timestamptz not null,
  primary key (authority, prefix, number)
);
comment on table sheet is 'projection: sheets no longer in the stock; PRINTED is a print that nobody has answered for yet';
create index sheet_office on sheet (office, at);

create table print_file (
  certificate bytea primary key,
  name        text not null,
  pdf         bytea not null,
  at          timestamptz not null
);
comment on table print_file is 'working: the very file to print, kept until somebody says how it came out';

-- Prints made before this release have no answer yet: it is asked for like any other.
update certificate set prints = (
  select coalesce(jsonb_agg(print || '{"sheet": null, "outcome": null, "reason": null}' order by place), '[]')
  from jsonb_array_elements(prints) with ordinality as t (print, place)
) where prints <> '[]';

grant select, insert, update, delete on sheet_lot, sheet, print_file to kimberlite_app;
