// The table of releases, a projection of the acts that publish them. Their figures are observations: those that a release says
// otherwise than before close the earlier ones, so that the ladder of revisions is in the one table.
import { sql } from "kysely";
import { equalBytes, fromHex, toHex } from "#core/encoding/bytes.ts";
import { ofReleases } from "#core/statistics/observation.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { addDays } from "#core/kp/dates.ts";
import { daysOf, parsePeriod, periodText } from "#core/statistics/periods.ts";
import { restatements } from "#core/statistics/restatements.ts";
import { flowsOfType } from "#core/statistics/summary.ts";
import { readSdmxCsv } from "#core/statistics/sdmx/read-csv.ts";
import type { ReturnType } from "#core/statistics/calendar.ts";
import { textArray } from "#platform/db/arrays.ts";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import { sha256 } from "#platform/keys/random.ts";
import { findDocument } from "#modules/record/index.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { Facts } from "#core/act/act.ts";
import { findObservations, insertObservations } from "../figures/store.ts";
import type { Asked, Reader } from "../figures/store.ts";
import { figuresFile } from "./facts.ts";
import type { ReleasePublic } from "./facts.ts";

export interface ReleaseRow {
  readonly id: string;
  readonly act: string;
  readonly period: string;
  readonly edition: number;
  readonly note: string;
  readonly cut_off: string;
  readonly types: readonly ReturnType[];
  readonly rows: number;
  readonly restated: number;
  readonly owing: readonly string[];
  readonly not_filed: readonly string[];
  readonly files: readonly StoredFile[];
  readonly by_name: string;
  readonly at: string;
}

export interface StoredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly digest: string;
}

export async function projectRelease(
  tx: Projection,
  acts: readonly ProjectedAct<ReleasePublic, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { id, period, edition, note, cutOff, types, rows, restated, owing, notFiled, files } = act.public;
    const stored = files.map(({ name, mediaType, bytes, digest }): StoredFile => ({
      name,
      mediaType,
      bytes,
      digest: toHex(digest),
    }));
    await sql`
      insert into release (id, act, period, edition, note, cut_off, types, rows, restated, owing, not_filed, files, by_name, at)
      values (${id}, ${act.id}, ${period}, ${edition}, ${note}, ${cutOff}, ${types}, ${rows}, ${restated}, ${owing}, ${notFiled},
        ${JSON.stringify(stored)}, ${act.private.actor.name}, ${act.at})`.execute(tx.db);
    await restate(tx, act.id, act.at, await figuresOf(tx, stored), standingOf(period, types as ReturnType[]));
  }
}

/** What the releases say now within a period. */
export function standingOf(period: string, types: readonly ReturnType[]): Asked {
  const { from, until } = daysOf(parsePeriod(period) ?? { kind: "YEAR", year: 0 });
  return {
    sources: [ofReleases],
    flows: types.flatMap(flowsOfType),
    from,
    until: addDays(until, -1),
    openOnly: false,
  };
}

/** From the file that the act names. */
export async function figuresOf(
  reader: Reader,
  files: readonly StoredFile[],
): Promise<readonly Observation[]> {
  const content = await contentOf(reader, files.find(({ name }) => name === figuresFile)?.digest ?? "");
  const sheet = readDelimited(content);
  // A release may be of nobody's return: then there is only the head.
  const reading = sheet.ok ? readSdmxCsv(sheet.rows, true) : undefined;
  if (reading?.ok !== true)
    throw new Error(`a release whose figures cannot be read: ${JSON.stringify(reading)}`);
  return reading.observations;
}

export async function contentOf(reader: Reader, digest: string): Promise<Buffer> {
  const document = await findDocument(reader, fromHex(digest));
  if (document === undefined || !equalBytes(sha256(document.content), fromHex(digest)))
    throw new Error(`the document ${digest} of a release is not as it was published`);
  return document.content;
}

async function restate(
  tx: Projection,
  act: string,
  at: string,
  figures: readonly Observation[],
  standing: Asked,
): Promise<void> {
  const changed = restatements(await findObservations(tx, standing), figures);
  const closed = changed.flatMap(({ before }) => before ?? []);
  if (closed.length > 0) {
    const column = (of: (one: Observation) => string): Buffer => textArray(closed.map(of));
    await sql`
      update observation o set known_until = ${at}
      from unnest(${column(({ reporter }) => reporter)}::text[], ${column(({ flow }) => flow)}::text[],
        ${column(({ period }) => periodText(period))}::text[], ${column(({ counterpart }) => counterpart)}::text[],
        ${column(({ product }) => product)}::text[], ${column(({ mining }) => mining)}::text[],
        ${column(({ origin }) => origin)}::text[], ${column(({ part }) => String(part))}::text[])
        as k (reporter, flow, period, counterpart, product, mining, origin, part)
      where o.source = ${ofReleases} and o.known_until is null and o.reporter = k.reporter and o.flow = k.flow
        and o.period = k.period and o.counterpart = k.counterpart and o.product = k.product and o.mining = k.mining
        and o.origin = k.origin and o.part = k.part::smallint`.execute(tx.db);
  }
  await insertObservations(
    tx,
    act,
    changed.flatMap(({ after }) => (after === undefined ? [] : [{ ...after, knownFrom: at }])),
  );
}

/** Returns for periods of a year that were filed by an instant: "GN PRODUCTION 2025-S2". */
export async function filedWithin(reader: Reader, year: number, at: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct participant || ' ' || type || ' ' || period as key from return_filing
    where at <= ${at} and period like ${`${year}-%`}`.execute(reader.db);
  return new Set(rows.map(({ key }) => key));
}

export async function releases(reader: Reader, limit = 500): Promise<readonly ReleaseRow[]> {
  const { rows } = await sql<ReleaseRow>`
    select * from release order by at desc, id desc limit ${limit}`.execute(reader.db);
  return rows;
}

export async function findRelease(reader: Reader, id: string): Promise<ReleaseRow | undefined> {
  const { rows } = await sql<ReleaseRow>`select * from release where id = ${id}`.execute(reader.db);
  return rows[0];
}

/** The last edition for a period. */
export async function lastEdition(reader: Reader, period: string): Promise<ReleaseRow | undefined> {
  const { rows } = await sql<ReleaseRow>`
    select * from release where period = ${period} order by edition desc limit 1`.execute(reader.db);
  return rows[0];
}

/** The edition after one, where there is one. */
export async function editionAfter(reader: Reader, row: ReleaseRow): Promise<ReleaseRow | undefined> {
  return findRelease(reader, `${row.period}-${row.edition + 1}`);
}
