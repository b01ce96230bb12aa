// The table of all figures: observation, a projection of the acts that file, take in and publish them.
import { sql } from "kysely";
import type { Kysely, RawBuilder } from "kysely";
import type { IsoDate } from "#core/kp/dates.ts";
import { daysOf, earliestYear, parsePeriod, periodText } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import type { Flow, Observation } from "#core/statistics/observation.ts";
import type { Projection } from "#modules/record/index.ts";
import { int8Array, textArray } from "#platform/db/arrays.ts";

export type Reader = { readonly db: Kysely<unknown> };

/** An observation as an act brings it: the act says who says so, and since when. */
export interface NewObservation extends Omit<Observation, "knownUntil"> {
  /** The day from which the source of a data set itself says so, where it names one. */
  readonly vintage?: IsoDate | null;
}

/**
 * `first` is the place of the first among the figures of the act. Many figures share all but partners and amounts: what they
 * share goes to the database once, as a frame, and each figure names its frame.
 */
export async function insertObservations(
  tx: Projection,
  act: string,
  observations: readonly NewObservation[],
  first = 0,
): Promise<void> {
  if (observations.length === 0) return;
  const { frames, frameOf } = framesOf(observations);
  const frame = (of: (one: Frame) => string | null): Buffer => textArray(frames.map(of));
  const column = (of: (one: NewObservation) => string | null): Buffer => textArray(observations.map(of));
  const amount = (of: (one: NewObservation) => bigint | null): Buffer => int8Array(observations.map(of));
  await sql`
    insert into observation (act, place, source, reporter, flow, counterpart, product, mining, origin, period,
      period_from, period_until, part, carats, usd, count, nil, status, valuation, basis, note, entered, changed, known_from, open, vintage)
    select ${act}::uuid, ${first} + place - 1, source, reporter, flow, counterpart, product, mining, origin, period,
      period_from, period_until, part, carats, usd, count, nil, status,
      valuation, basis, note, entered, changed, known_from, open, vintage
    from unnest(
      ${int8Array(frameOf)}::bigint[], ${column((one) => one.reporter)}::text[], ${column((one) => one.counterpart)}::text[],
      ${amount((one) => one.carats)}::bigint[], ${amount((one) => one.usd)}::bigint[],
      ${amount(({ count }) => (count === null ? null : BigInt(count)))}::bigint[], ${column((one) => one.note)}::text[],
      ${column((one) => one.entered)}::text[], ${column((one) => one.changed)}::text[]
    ) with ordinality as t (frame, reporter, counterpart, carats, usd, count, note, entered, changed, place)
    join (
      select number as frame, source, flow, product, mining, origin, period, period_from::date, period_until::date,
        part::smallint, nil::boolean, status, valuation, basis, known_from::timestamptz, open::boolean, vintage::date
      from unnest(
        ${frame(({ one }) => one.source)}::text[], ${frame(({ one }) => one.flow)}::text[], ${frame(({ one }) => one.product)}::text[],
        ${frame(({ one }) => one.mining)}::text[], ${frame(({ one }) => one.origin)}::text[], ${frame(({ period }) => period)}::text[],
        ${frame(({ one }) => daysOf(one.period).from)}::text[], ${frame(({ one }) => daysOf(one.period).until)}::text[],
        ${frame(({ one }) => String(one.part))}::text[], ${frame(({ one }) => String(one.nil))}::text[],
        ${frame(({ one }) => one.status)}::text[], ${frame(({ one }) => one.valuation)}::text[], ${frame(({ one }) => one.basis)}::text[],
        ${frame(({ one }) => one.knownFrom)}::text[], ${frame(({ one }) => String(one.open))}::text[],
        ${frame(({ one }) => one.vintage ?? null)}::text[]
      ) with ordinality as f (source, flow, product, mining, origin, period, period_from, period_until, part, nil, status,
        valuation, basis, known_from, open, vintage, number)
    ) as f using (frame)`.execute(tx.db);
}

interface Frame {
  /** Any figure of the frame. */
  readonly one: NewObservation;
  readonly period: string;
  readonly number: bigint;
}

function framesOf(observations: readonly NewObservation[]): {
  readonly frames: readonly Frame[];
  /** Of each figure, the number of its frame, from 1 on. */
  readonly frameOf: readonly bigint[];
} {
  const frames: Frame[] = [];
  // By a short key, of which nearly always one frame is there: the whole key of each figure would be long to make.
  const known = new Map<string, Frame[]>();
  const frameOf = observations.map((one) => {
    const period = periodText(one.period);
    const key = `${one.flow}${one.product}${period}`;
    const some = known.get(key);
    const found = some?.find((frame) => frame.period === period && isOfFrame(one, frame.one));
    if (found !== undefined) return found.number;
    const frame = { one, period, number: BigInt(frames.length + 1) };
    frames.push(frame);
    if (some === undefined) known.set(key, [frame]);
    else some.push(frame);
    return frame.number;
  });
  return { frames, frameOf };
}

function isOfFrame(a: NewObservation, b: NewObservation): boolean {
  return (
    a.flow === b.flow &&
    a.product === b.product &&
    a.part === b.part &&
    a.mining === b.mining &&
    a.origin === b.origin &&
    a.source === b.source &&
    a.nil === b.nil &&
    a.status === b.status &&
    a.valuation === b.valuation &&
    a.basis === b.basis &&
    a.knownFrom === b.knownFrom &&
    a.open === b.open &&
    (a.vintage ?? null) === (b.vintage ?? null) &&
    fiscalDays(a.period) === fiscalDays(b.period)
  );
}

const fiscalDays = (period: Period): string =>
  period.kind === "FISCAL" ? `${period.from}/${period.until}` : "";
/** What an act said stands no longer from `at` on. */
export async function closeObservations(tx: Projection, act: string, at: string): Promise<void> {
  await sql`update observation set known_until = ${at} where act = ${act}::uuid and known_until is null`.execute(
    tx.db,
  );
}

export interface Asked {
  readonly flows?: readonly Flow[];
  readonly reporters?: readonly string[];
  readonly counterparts?: readonly string[];
  readonly sources?: readonly string[];
  /** Said by this one, or by another about it. */
  readonly concerning?: string;
  /** Periods that begin on or after the first and end before or with the last day. */
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  /** Only what anybody may see. */
  readonly openOnly: boolean;
  /** As it was known at that instant; what stands now when absent. */
  readonly asOf?: string;
  /** Every vintage: the revision ladder. */
  readonly everyVintage?: true;
  /** Said after that instant. */
  readonly saidAfter?: string;
  /** No more than so many, the first in their order. */
  readonly most?: number;
}

interface Row extends Omit<Observation, "period" | "knownFrom" | "knownUntil" | "count"> {
  readonly period: string;
  readonly period_from: IsoDate;
  readonly period_until: IsoDate;
  readonly count: bigint | null;
  readonly known_from: string;
  readonly known_until: string | null;
}

/** In the order of reporter, period and flow; vintages of one key oldest first. */
export async function findObservations(reader: Reader, asked: Asked): Promise<readonly Observation[]> {
  const wanted: RawBuilder<unknown>[] = [];
  if (asked.flows !== undefined) wanted.push(sql`flow = any(${asked.flows}::text[])`);
  if (asked.reporters !== undefined) wanted.push(sql`reporter = any(${asked.reporters}::text[])`);
  if (asked.counterparts !== undefined) wanted.push(sql`counterpart = any(${asked.counterparts}::text[])`);
  if (asked.sources !== undefined) wanted.push(sql`source = any(${asked.sources}::text[])`);
  if (asked.concerning !== undefined)
    wanted.push(sql`(reporter = ${asked.concerning} or counterpart = ${asked.concerning})`);
  if (asked.from !== undefined) wanted.push(sql`period_from >= ${asked.from}`);
  if (asked.until !== undefined) wanted.push(sql`period_until <= ${asked.until}::date + 1`);
  if (asked.saidAfter !== undefined) wanted.push(sql`known_from > ${asked.saidAfter}`);
  if (asked.openOnly) wanted.push(sql`open`);
  if (asked.everyVintage === true) wanted.push(sql`true`);
  else if (asked.asOf === undefined) wanted.push(sql`known_until is null`);
  else wanted.push(sql`known_from <= ${asked.asOf} and (known_until is null or known_until > ${asked.asOf})`);
  const { rows } = await sql<Row>`
    select source, reporter, flow, counterpart, product, mining, origin, period, period_from, period_until, part, carats, usd,
      count, nil, status, valuation, basis, note, entered, changed, known_from, known_until, open
    from observation where ${sql.join(wanted, sql` and `)}
    order by reporter, period_from, period_until, flow, source, counterpart, product, mining, origin, part, known_from
    limit ${asked.most ?? null}`.execute(reader.db);
  return rows.map(observationOf);
}

function observationOf(row: Row): Observation {
  const { period, period_from, period_until, count, known_from, known_until, ...rest } = row;
  const read: Period = parsePeriod(period, earliestYear) ?? {
    kind: "FISCAL",
    original: period,
    from: period_from,
    until: period_until,
  };
  return {
    ...rest,
    period: read,
    count: count === null ? null : Number(count),
    knownFrom: known_from,
    knownUntil: known_until,
  };
}
