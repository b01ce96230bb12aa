-- Summaries of certificates in two shapes, each as small as its questions allow: what happened in a quarter, and what became of
-- what left in a quarter. One table for both had five times the rows, and ten million certificates took seconds.

drop table certificate_flow;
delete from summary_cursor;

create table certificate_flow (
  cell                   bigint generated always as identity primary key,
  exporter               text not null,
  importer               text not null,
  code                   text not null,
  -- First day of the quarter in which it happened.
  quarter                date not null,
  -- A certificate of several codes is one of `certificates`, and a line with each of them.
  issued_certificates    bigint not null,
  issued_lines           bigint not null,
  issued_carats          bigint not null,
  issued_usd             bigint not null,
  exported_certificates  bigint not null,
  exported_lines         bigint not null,
  exported_carats        bigint not null,
  exported_usd           bigint not null,
  -- With what was found, and with what was sealed.
  received_certificates  bigint not null,
  received_lines         bigint not null,
  received_carats        bigint not null,
  received_usd           bigint not null,
  received_sealed_carats bigint not null,
  received_sealed_usd    bigint not null,
  withdrawn_certificates bigint not null,
  withdrawn_lines        bigint not null,
  withdrawn_carats       bigint not null,
  withdrawn_usd          bigint not null,
  unique (exporter, importer, code, quarter)
) with (fillfactor = 80);
comment on table certificate_flow is 'working: what was issued, exported, received and withdrawn between two Participants in a quarter, kept from the acts in the order of the log';
create index certificate_flow_quarter on certificate_flow (quarter);
create index certificate_flow_importer on certificate_flow (importer);

create table certificate_fate (
  cell         bigint generated always as identity primary key,
  exporter     text not null,
  importer     text not null,
  code         text not null,
  -- First days of quarters.
  left_in      date not null,
  ended_in     date,
  ending       text,
  -- Of those on the way, whose last day still decides.
  due          date,
  certificates bigint not null,
  lines        bigint not null,
  carats_out   bigint not null,
  usd_out      bigint not null,
  carats_in    bigint not null,
  usd_in       bigint not null
) with (fillfactor = 80);
comment on table certificate_fate is 'working: what became of the certificates that left in a quarter, kept from the acts in the order of the log';
create unique index certificate_fate_cell on certificate_fate (exporter, importer, code, left_in, ended_in, ending, due) nulls not distinct;
create index certificate_fate_left on certificate_fate (left_in);
-- What was on the way when a quarter ended; most arrive in the quarter in which they left.
create index certificate_fate_later on certificate_fate (left_in) where ended_in is distinct from left_in;

grant select, insert, update, delete on certificate_flow, certificate_fate to kimberlite_app;
