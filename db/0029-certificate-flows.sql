-- Summaries of certificates: which went where, when, and what became of them, added up so that ten million answer like ten.

-- The one definition of what a certificate adds to the sums: a row for each of its codes. Days are those on the papers;
-- of an export the day of its act in UTC. A paper that arrived although nobody recorded its departure left when it was sealed.
create view certificate_standing as
select
  c.public_id as certificate, goods.code, goods.whole, c.participant as exporter, c.destination as importer,
  c.issued_on, c.expires_on,
  case
    when c.exported_at is not null then greatest(c.issued_on, (c.exported_at at time zone 'UTC')::date)
    when c.presented_at is not null and c.state in ('PRESENTED', 'CONFIRMED', 'DETAINED', 'SENT_BACK', 'FORFEITED')
      then coalesce((c.content ->> 'validatedOn')::date, c.issued_on)
  end as left_on,
  case
    when c.state = 'CONFIRMED' then (c.confirmation ->> 'receivedOn')::date
    when c.state in ('RETURNED_UNUSED', 'REPLACED', 'INVALIDATED', 'LOST', 'STOLEN', 'SENT_BACK', 'FORFEITED') then (
      select (e.facts ->> 'on')::date from certificate_event e
      where e.certificate = c.public_id and e.kind = case c.state
        when 'RETURNED_UNUSED' then 'returned' when 'SENT_BACK' then 'sent-back' else lower(c.state) end
      order by e.place desc limit 1)
  end as ended_on,
  case when c.state in ('CONFIRMED', 'RETURNED_UNUSED', 'REPLACED', 'INVALIDATED', 'LOST', 'STOLEN', 'SENT_BACK', 'FORFEITED')
    then c.state end as ending,
  goods.carats_out, goods.usd_out, goods.carats_in, goods.usd_in
from certificate c
cross join lateral (
  -- Counted once, with the first of its codes.
  select code, (row_number() over (order by code) = 1)::int as whole,
    sum(carats_out)::bigint as carats_out, sum(usd_out)::bigint as usd_out,
    sum(carats_in)::bigint as carats_in, sum(usd_in)::bigint as usd_in
  from (
    select line ->> 'code' as code, (line ->> 'carats')::numeric * 100 as carats_out, (line ->> 'usd')::numeric * 100 as usd_out,
      0 as carats_in, 0 as usd_in
    from jsonb_array_elements(c.content -> 'lines') as line
    union all
    -- What was found; what was sealed, where it was not weighed.
    select line ->> 'code', 0, 0, (line ->> 'carats')::numeric * 100, (line ->> 'usd')::numeric * 100
    from jsonb_array_elements(case when c.state = 'CONFIRMED'
      then coalesce(c.confirmation #> '{actuals,lines}', c.content -> 'lines') end) as line
  ) as lines group by code
) as goods;

create table certificate_passage (
  certificate bytea not null,
  code        text not null,
  whole       integer not null,
  exporter    text not null,
  importer    text not null,
  issued_on   date not null,
  expires_on  date not null,
  left_on     date,
  ended_on    date,
  ending      text,
  carats_out  bigint not null,
  usd_out     bigint not null,
  carats_in   bigint not null,
  usd_in      bigint not null,
  primary key (certificate, code)
);
comment on table certificate_passage is 'working: what each certificate adds to certificate_flow, as certificate_standing said when its acts were last followed';
create index certificate_passage_pair on certificate_passage (exporter, importer, left_on);

create table certificate_flow (
  cell         bigint generated always as identity primary key,
  exporter     text not null,
  importer     text not null,
  code         text not null,
  -- First days of quarters.
  issued_in    date not null,
  left_in      date,
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
comment on table certificate_flow is 'working: certificates added up by Participants, code, quarters and what became of them, kept from the acts in the order of the log';
create unique index certificate_flow_cell on certificate_flow (exporter, importer, code, issued_in, left_in, ended_in, ending, due) nulls not distinct;
create index certificate_flow_importer on certificate_flow (importer);

create table summary_cursor (
  summary  text primary key,
  position bigint not null
);
comment on table summary_cursor is 'working: the first position of the log that a summary has not counted yet';

grant select on certificate_standing to kimberlite_app;
grant select, insert, update, delete on certificate_passage, certificate_flow, summary_cursor to kimberlite_app;
