// The tables of data sets: dataset, a projection, and dataset_upload. Their figures are observations of the source
// "<data set>", or "<data set>.<voice>" where a file speaks with several voices.
import { sql } from "kysely";
import type { FigureRow } from "#core/statistics/reading/figures.ts";
import { periodFrom } from "#core/statistics/reading/lines.ts";
import type { ProjectedAct, Projection, Tx } from "#modules/record/index.ts";
import { periodText } from "#core/statistics/periods.ts";
import { textArray } from "#platform/db/arrays.ts";
import type { DatasetPrivate, DatasetPublic } from "../facts.ts";
import type { Reader } from "../figures/store.ts";

export interface DatasetRow {
  readonly id: string;
  readonly edition: number;
  readonly act: string;
  readonly title: string;
  readonly kind: string;
  readonly licence: string;
  readonly attribution: string;
  readonly open: boolean;
  readonly name: string;
  /** SHA-256 of the file as it came, and of the lists of its pieces and of its changed rows. */
  readonly file: Buffer;
  readonly kept: Buffer;
  readonly rows_file: Buffer;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly as_of: string;
  readonly by_name: string;
  readonly at: string;
}

export function sourceOf(dataset: string, voice: string): string {
  return voice === "" ? dataset : `${dataset}.${voice}`;
}

/** Newest edition first. */
export async function editionsOf(reader: Reader, id: string): Promise<readonly DatasetRow[]> {
  const { rows } = await sql<DatasetRow>`
    select * from dataset where id = ${id} order by edition desc`.execute(reader.db);
  return rows;
}

/** The newest edition of each, by title. */
export async function findDatasets(reader: Reader, openOnly: boolean): Promise<readonly DatasetRow[]> {
  const { rows } = await sql<DatasetRow>`
    select * from (select distinct on (id) * from dataset order by id, edition desc) as newest
    where open or not ${openOnly} order by title, id`.execute(reader.db);
  return rows;
}

export async function insertDataset(
  tx: Projection,
  act: ProjectedAct<DatasetPublic, DatasetPrivate>,
): Promise<void> {
  const { id, edition, title, kind, licence, attribution, open, file, kept, rowsFile } = act.public;
  const { rows, added, changed, withdrawn, asOf } = act.public;
  const { name, decimal, actor } = act.private;
  await sql`
    insert into dataset (id, edition, act, title, kind, licence, attribution, open, name, decimal_sign, file, kept, rows_file, rows,
      added, changed, withdrawn, as_of, by_name, at)
    values (${id}, ${edition}, ${act.id}, ${title}, ${kind}, ${licence}, ${attribution}, ${open}, ${name}, ${decimal}, ${file}, ${kept},
      ${rowsFile}, ${rows}, ${added}, ${changed}, ${withdrawn}, ${asOf}, ${actor.name}, ${act.at})`.execute(
    tx.db,
  );
}

/** What stands of these keys stands no longer: from `at` on, or, where its source dated it, as if it had never stood. */
export async function closeFigures(
  tx: Projection,
  dataset: string,
  keys: readonly FigureRow[],
  at: string,
): Promise<void> {
  if (keys.length === 0) return;
  const column = (of: (one: FigureRow) => string | null): Buffer => textArray(keys.map(of));
  await sql`
    update observation o set known_until = case when o.vintage is null then ${at}::timestamptz else o.known_from end
    from unnest(
      ${column((one) => sourceOf(dataset, one.voice))}::text[], ${column((one) => one.reporter)}::text[],
      ${column((one) => one.flow)}::text[], ${column((one) => one.counterpart)}::text[], ${column((one) => one.product)}::text[],
      ${column((one) => one.mining)}::text[], ${column((one) => one.origin)}::text[], ${column((one) => periodText(one.period))}::text[],
      ${column((one) => String(one.part))}::text[], ${column((one) => one.vintage)}::text[]
    ) as k (source, reporter, flow, counterpart, product, mining, origin, period, part, vintage)
    where o.source = k.source and o.reporter = k.reporter and o.flow = k.flow and o.counterpart = k.counterpart
      and o.product = k.product and o.mining = k.mining and o.origin = k.origin and o.period = k.period
      and o.part = k.part::smallint and o.vintage is not distinct from k.vintage::date
      and (o.known_until is null or (o.vintage is not null and o.known_until > o.known_from))`.execute(tx.db);
}

/** Of figures that their source dates, each stands until the next of its key. */
export async function settleVintages(tx: Projection, dataset: string): Promise<void> {
  await sql`
    with ladder as (
      select act, place, lead(known_from) over (
        partition by source, reporter, flow, counterpart, product, mining, origin, period, part order by known_from, act, place
      ) as next
      from observation
      where (source = ${dataset} or starts_with(source, ${`${dataset}.`}))
        and (known_until is null or known_until > known_from)
    )
    update observation o set known_until = l.next from ladder l
    where o.act = l.act and o.place = l.place and o.known_until is distinct from l.next`.execute(tx.db);
}

export interface Upload {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

/** Keeps a file until the person who sent it has looked at what was understood; what is a day old goes. */
export async function saveUpload(tx: Tx, upload: Omit<Upload, "id">): Promise<string> {
  const id = tx.newId();
  await sql`delete from dataset_upload where at < ${tx.now}::timestamptz - interval '1 day'`.execute(tx.db);
  await sql`
    insert into dataset_upload (id, person, name, options, content, at)
    values (${id}, ${upload.person}, ${upload.name}, ${JSON.stringify(upload.options)}, ${upload.content}, ${tx.now})`.execute(
    tx.db,
  );
  return id;
}

export async function findUpload(reader: Reader, id: string, person: string): Promise<Upload | undefined> {
  const { rows } = await sql<Upload>`
    select id, person, name, options, content from dataset_upload where id = ${id} and person = ${person}`.execute(
    reader.db,
  );
  return rows[0];
}

export async function dropUpload(tx: Tx, id: string): Promise<void> {
  await sql`delete from dataset_upload where id = ${id}`.execute(tx.db);
}

interface StandingRow extends Omit<FigureRow, "period" | "count" | "voice"> {
  readonly source: string;
  readonly period: string;
  readonly period_from: string;
  readonly period_until: string;
  readonly count: bigint | null;
}

/** What stands of a data set: of dated figures every vintage that was not taken back. In pieces, through a cursor. */
export async function* standingFigures(tx: Tx, dataset: string): AsyncGenerator<readonly FigureRow[]> {
  const cursor = sql.id("standing_figures");
  await sql`
    declare ${cursor} no scroll cursor for
    select source, reporter, flow, counterpart, product, mining, origin, period, period_from, period_until, part, carats, usd, count,
      nil, status, valuation, basis, note, entered, changed, vintage
    from observation
    where (source = ${dataset} or starts_with(source, ${`${dataset}.`}))
      and (known_until is null or (vintage is not null and known_until > known_from))`.execute(tx.db);
  for (;;) {
    const { rows } = await sql<StandingRow>`fetch 1000 from ${cursor}`.execute(tx.db);
    if (rows.length === 0) break;
    yield rows.map(({ source, period, period_from, period_until, count, ...rest }) => ({
      ...rest,
      voice: source.slice(dataset.length + 1),
      period: periodFrom(period, period_from, period_until),
      count: count === null ? null : Number(count),
    }));
  }
  await sql`close ${cursor}`.execute(tx.db);
}
