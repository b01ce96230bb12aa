// Certificates in millions for the measurements of the summaries: rows put straight into the tables of a scratch database, as
// their acts would have left them, spread over 22 years, thirty Participants that send and twenty-five that receive. Their
// content holds what is added up and no parties, which makes the table narrower, and reading all of it quicker, than a real one.
import type pg from "pg";

export const firstYear = 2003;
export const years = 22;

/** Whose, when and what became of it, drawn for `count` certificates. */
const drawn = (count: string) => `
  select i, exporters[1 + floor(30 * r1 * r1)::int] as exporter, importers[1 + floor(25 * r2 * r2)::int] as importer,
    '${firstYear}-01-01'::date + (i::bigint * ${years * 365} / ${count})::int as day,
    '${firstYear}-01-01'::date + (i::bigint * ${years * 365} / ${count})::int + 3 + (r3 * 25)::int as arrived,
    case when r4 < 0.97 then 'CONFIRMED' when r4 < 0.982 then 'EXPORTED' when r4 < 0.995 then 'RETURNED_UNUSED' else 'SENT_BACK' end as state,
    (array['7102.31', '7102.31', '7102.10'])[1 + i % 3] as code, 20 + i % 4000 as carats, 900 + (i::bigint * 7919) % 900000 as usd
  from (select i, random() as r1, random() as r2, random() as r3, random() as r4 from generate_series(1, ${count}) as i offset 0) as chance,
    (select array_agg(chr(65 + n / 26) || chr(65 + n % 26)) as exporters from generate_series(0, 29) as n) as e,
    (select array_agg(chr(75 + n / 26) || chr(65 + n % 26)) as importers from generate_series(0, 24) as n) as m`;

/** Tables are unlogged and indexes made afterwards: only filling is made quicker, not what is measured. */
export async function fillCertificates(client: pg.Client, count: number): Promise<void> {
  await client.query("truncate certificate, certificate_event");
  for (const table of [
    "certificate",
    "certificate_event",
    "certificate_passage",
    "certificate_flow",
    "certificate_fate",
  ])
    await client.query(`alter table ${table} set unlogged`);
  await client.query(`
    alter table certificate drop constraint if exists certificate_pkey, drop constraint if exists certificate_participant_serial_key;
    drop index if exists certificate_queue, certificate_arrivals, certificate_company, certificate_asked, certificate_left, certificate_received`);
  await client.query("select setseed(0.5)");
  await client.query(
    `insert into certificate (public_id, participant, number, serial, authority, office, destination, state, content, issued_on, expires_on,
       expires_at, issued_by, issued_at, validated_at, exported_at, presented_at, importing_authority, confirmed_at, confirmation, head)
     select decode(md5(i::text), 'hex'), exporter, exporter || i, i, exporter || '-KPA', exporter || '/1', importer, state,
       jsonb_build_object('validatedOn', day::text, 'lines', case when i % 3 = 0
         then jsonb_build_array(line, jsonb_build_object('code', '7102.21', 'carats', '12.50', 'usd', '140.00')) else jsonb_build_array(line) end),
       day, day + 60, day + 61, 'bench', day + interval '9 hours', day + interval '10 hours',
       case when state not in ('RETURNED_UNUSED') then day + interval '30 hours' end,
       case when state in ('CONFIRMED', 'SENT_BACK') then arrived + interval '9 hours' end, importer || '-KPA',
       case when state = 'CONFIRMED' then arrived + interval '10 hours' end,
       case when state = 'CONFIRMED' then jsonb_build_object('receivedOn', arrived::text, 'actuals', case when i % 20 = 0
         then jsonb_build_object('lines', jsonb_build_array(line || '{"carats": "99.00"}')) else '{}' end) end,
       '\\x00'
     from (select *, jsonb_build_object('code', code, 'carats', carats || '.25', 'usd', usd || '.00') as line
       from (${drawn("$1::int")}) as each_one) as made`,
    [count],
  );
  await client.query("alter table certificate add primary key (public_id)");
  await client.query(`
    insert into certificate_event (certificate, place, act, kind, at, authority, person, name, facts)
    select public_id, 1, gen_random_uuid(), case state when 'SENT_BACK' then 'sent-back' else 'returned' end, issued_at, authority, '', '',
      jsonb_build_object('on', (issued_on + 20)::text)
    from certificate where state in ('SENT_BACK', 'RETURNED_UNUSED')`);
  // What a query over the bare tables can use best: each day's rows lie together.
  await client.query(`
    create index certificate_left on certificate using brin (issued_on, exported_at);
    create index certificate_received on certificate using brin (confirmed_at)`);
}

/**
 * Only what each certificate adds to the sums, as the view of the certificates would say it: where ten million certificates
 * themselves are more than a machine has room or time for.
 */
export async function fillPassages(client: pg.Client, count: number): Promise<void> {
  for (const table of ["certificate_passage", "certificate_flow", "certificate_fate"])
    await client.query(`alter table ${table} set unlogged`);
  await client.query("alter table certificate_passage drop constraint if exists certificate_passage_pkey");
  await client.query("drop index if exists certificate_passage_pair");
  await client.query("select setseed(0.5)");
  await client.query(
    `insert into certificate_passage
     select decode(md5(i::text), 'hex'), line.code, line.whole, exporter, importer, day, day + 60,
       case when state <> 'RETURNED_UNUSED' then day + 1 end,
       case state when 'CONFIRMED' then arrived when 'EXPORTED' then null else day + 20 end, nullif(state, 'EXPORTED'),
       line.carats, line.usd, case when state = 'CONFIRMED' then line.carats else 0 end, case when state = 'CONFIRMED' then line.usd else 0 end
     from (${drawn("$1::int")}) as made
     cross join lateral (values (1, code, carats * 100::bigint + 25, usd * 100), (0, '7102.21', 1250, 14000)) as line (whole, code, carats, usd)
     where line.whole = 1 or i % 3 = 0`,
    [count],
  );
  await client.query(
    "create index certificate_passage_pair on certificate_passage (exporter, importer, left_on)",
  );
}
