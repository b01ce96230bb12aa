// What is asked of the summaries of certificates: flows by Participant, code and quarter, what became of what left, what is on
// the way, and the certificates behind a cell. Nothing here is public: a cell may be the trade of one company. Whoever asks
// sees to it that an analyst, the Secretariat, or a Participant about its own goods is answered.
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { Carats, Usd } from "#core/kp/amounts.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { daysOfQuarter, quarterOf } from "#core/totals/periods.ts";
import type { Quarter } from "#core/totals/periods.ts";
import type { Reader } from "../store.ts";

export const dimensions = ["exporter", "importer", "code", "quarter"] as const;
/** Quarters are those of the step: of the issue, of the departure, of the confirmed arrival. */
export type Dimension = (typeof dimensions)[number];

export interface Selection {
  readonly exporter?: string;
  readonly importer?: string;
  /** With a code, certificates are those that have such goods, however many codes they have. */
  readonly code?: RoughCode;
}

type Divided = Selection & { readonly by: readonly Dimension[] };

export interface FlowsAsked extends Selection {
  /** Both included. */
  readonly from: Quarter;
  readonly until: Quarter;
  readonly by: readonly Dimension[];
}

export interface Amounts {
  readonly certificates: number;
  readonly carats: Carats;
  readonly usd: Usd;
}

/** What a row is about; what it was not divided by is absent. */
export interface Cell {
  readonly exporter?: string;
  readonly importer?: string;
  readonly code?: RoughCode;
  readonly quarter?: Quarter;
}

export interface CertificateFlow extends Cell {
  readonly issued: Amounts;
  readonly exported: Amounts;
  /** Confirmed on arrival: with what was found, and with what was sealed. */
  readonly received: Amounts;
  readonly receivedAsSealed: Amounts;
  /** Returned, replaced, invalidated, lost, stolen, sent back, forfeited. */
  readonly withdrawn: Amounts;
}

/** In the order of what they are divided by. Each step is counted in the quarter in which it happened. */
export async function certificateFlows(
  reader: Reader,
  asked: FlowsAsked,
): Promise<readonly CertificateFlow[]> {
  const dims = columnsOf(asked.by);
  const count = sql.raw(countedAs(asked));
  const { rows } = await sql<CellRow & Record<string, string>>`
    select ${list([...dims, "nothing"])},
      sum(issued_${count}) as issued, sum(issued_carats) as issued_carats, sum(issued_usd) as issued_usd,
      sum(exported_${count}) as exported, sum(exported_carats) as exported_carats, sum(exported_usd) as exported_usd,
      sum(received_${count}) as received, sum(received_carats) as received_carats, sum(received_usd) as received_usd,
      sum(received_sealed_carats) as received_sealed_carats, sum(received_sealed_usd) as received_sealed_usd,
      sum(withdrawn_${count}) as withdrawn, sum(withdrawn_carats) as withdrawn_carats, sum(withdrawn_usd) as withdrawn_usd
    from (select *, null as nothing from certificate_flow
      where quarter between ${daysOfQuarter(asked.from).from} and ${daysOfQuarter(asked.until).from} and ${selected(asked)}) as happened
    group by ${list([...dims, "nothing"])}`.execute(reader.db);
  const flows = rows.map((row) => {
    const cell = cellOf(row, asked.by);
    const flow: CertificateFlow = {
      ...cell,
      issued: amountsOf(row, "issued"),
      exported: amountsOf(row, "exported"),
      received: amountsOf(row, "received"),
      receivedAsSealed: amountsOf(row, "received", "received_sealed"),
      withdrawn: amountsOf(row, "withdrawn"),
    };
    return [nameOf(cell), flow] as const;
  });
  return inOrder(new Map(flows));
}

export interface PassagesAsked extends FlowsAsked {
  /** The day by which those on the way have expired or not. */
  readonly on: IsoDate;
}

/** What became of the certificates that left in a quarter. */
export interface Passages extends Cell {
  readonly exported: Amounts;
  /** Confirmed in the quarter in which they left, and later: with what was found. */
  readonly receivedAtOnce: Amounts;
  readonly receivedLater: Amounts;
  /** The same certificates with what was sealed. */
  readonly receivedAsSealed: Amounts;
  readonly onTheWay: Amounts;
  /** Neither confirmed nor withdrawn, and past their last day. */
  readonly expired: Amounts;
  readonly withdrawn: Amounts;
}

/** By the quarter of departure. */
export async function certificatePassages(
  reader: Reader,
  asked: PassagesAsked,
): Promise<readonly Passages[]> {
  const dims = columnsOf(asked.by);
  const count = sql.ref(countedAs(asked));
  const sums = (name: string, side: "out" | "in", fate: RawBuilder<unknown>) => sql`
    sum(${count}) filter (where ${fate}) as ${sql.ref(name)}, sum(${sql.ref(`carats_${side}`)}) filter (where ${fate}) as ${sql.ref(`${name}_carats`)},
    sum(${sql.ref(`usd_${side}`)}) filter (where ${fate}) as ${sql.ref(`${name}_usd`)}`;
  const confirmed = sql`ending = 'CONFIRMED'`;
  const { rows } = await sql<CellRow & Record<string, string>>`
    select ${list([...dims, "nothing"])}, ${sql.join([
      sums("exported", "out", sql`true`),
      sums("at_once", "in", sql`${confirmed} and ended_in <= left_in`),
      sums("later", "in", sql`${confirmed} and ended_in > left_in`),
      sums("sealed", "out", confirmed),
      sums("on_the_way", "out", sql`ending is null and due >= ${asked.on}`),
      sums("expired", "out", sql`ending is null and due < ${asked.on}`),
      sums("withdrawn", "out", sql`ending <> 'CONFIRMED'`),
    ])}
    from (select *, left_in as quarter, null as nothing from certificate_fate
      where left_in between ${daysOfQuarter(asked.from).from} and ${daysOfQuarter(asked.until).from} and ${selected(asked)}) as departed
    group by ${list([...dims, "nothing"])}`.execute(reader.db);
  const passages = rows.map((row) => {
    const cell = cellOf(row, asked.by);
    const passage: Passages = {
      ...cell,
      exported: amountsOf(row, "exported"),
      receivedAtOnce: amountsOf(row, "at_once"),
      receivedLater: amountsOf(row, "later"),
      receivedAsSealed: amountsOf(row, "sealed"),
      onTheWay: amountsOf(row, "on_the_way"),
      expired: amountsOf(row, "expired"),
      withdrawn: amountsOf(row, "withdrawn"),
    };
    return [nameOf(cell), passage] as const;
  });
  return inOrder(new Map(passages));
}

export interface OnTheWay extends Cell {
  readonly onTheWay: Amounts;
}

/** What had left and not arrived when a quarter ended; the quarter of a row is that of the departure. */
export async function certificatesOnTheWay(
  reader: Reader,
  asked: Selection & { readonly at: Quarter; readonly by: readonly Dimension[] },
): Promise<readonly OnTheWay[]> {
  const last = daysOfQuarter(asked.at).from;
  const dims = columnsOf(asked.by);
  const { rows } = await sql<CellRow & Record<string, string>>`
    select ${list([...dims, "nothing"])}, sum(${sql.ref(countedAs(asked))}) as gone, sum(carats_out) as gone_carats, sum(usd_out) as gone_usd
    from (select *, left_in as quarter, null as nothing from certificate_fate
      where left_in <= ${last} and ended_in is distinct from left_in and (ended_in is null or ended_in > ${last}) and ${selected(asked)}
    ) as gone group by ${list([...dims, "nothing"])}`.execute(reader.db);
  const gone = new Map(
    rows.map((row) => {
      const cell = cellOf(row, asked.by);
      return [nameOf(cell), { ...cell, onTheWay: amountsOf(row, "gone") }] as const;
    }),
  );
  return inOrder(gone);
}

/** A Participant's year as its certificates tell it. */
export interface CertificateYear {
  readonly participant: string;
  readonly issued: Amounts;
  readonly exported: Amounts;
  readonly received: Amounts;
}

/** Every Participant that issued, sent or received in the year, by code. */
export async function annualCertificates(
  reader: Reader,
  year: number,
  code?: RoughCode,
): Promise<readonly CertificateYear[]> {
  const asked = { from: `${year}-Q1`, until: `${year}-Q4`, ...(code === undefined ? {} : { code }) };
  const sent = await certificateFlows(reader, { ...asked, by: ["exporter"] });
  const taken = await certificateFlows(reader, { ...asked, by: ["importer"] });
  const years = new Map<string, CertificateYear>();
  const yearOf = (participant: string): CertificateYear =>
    years.get(participant) ?? { participant, issued: none, exported: none, received: none };
  for (const { exporter = "", issued, exported } of sent)
    years.set(exporter, { ...yearOf(exporter), issued, exported });
  for (const { importer = "", received } of taken) years.set(importer, { ...yearOf(importer), received });
  const moved = [...years.values()].filter(
    ({ issued, exported, received }) =>
      issued.certificates + exported.certificates + received.certificates > 0,
  );
  return moved.sort((a, b) => (a.participant < b.participant ? -1 : 1));
}

/** One code of one certificate between two Participants. */
export interface PassageLine {
  /** Public id, hexadecimal. */
  readonly certificate: string;
  readonly code: RoughCode;
  readonly leftOn: IsoDate;
  readonly expiresOn: IsoDate;
  readonly endedOn: IsoDate | null;
  /** "CONFIRMED", a state in which it was withdrawn, or null while it is on the way. */
  readonly ending: string | null;
  readonly carats: Carats;
  readonly usd: Usd;
  readonly caratsFound: Carats;
  readonly usdFound: Usd;
}

/** Those behind the difference of a pair in a quarter of departure, what is missing most first. */
export async function certificatesBehind(
  reader: Reader,
  asked: {
    readonly exporter: string;
    readonly importer: string;
    readonly quarter: Quarter;
    readonly code?: RoughCode;
  },
  limit: number,
): Promise<readonly PassageLine[]> {
  const { from, until } = daysOfQuarter(asked.quarter);
  const { rows } = await sql<PassageLine>`
    select encode(certificate, 'hex') as certificate, code, left_on as "leftOn", expires_on as "expiresOn", ended_on as "endedOn", ending,
      carats_out as carats, usd_out as usd, carats_in as "caratsFound", usd_in as "usdFound"
    from certificate_passage
    where left_on >= ${from} and left_on < ${until} and ${selected(asked)}
    order by abs(carats_out - carats_in) desc, abs(usd_out - usd_in) desc, certificate, code limit ${limit}`.execute(
    reader.db,
  );
  return rows;
}

interface CellRow {
  readonly exporter?: string;
  readonly importer?: string;
  readonly code?: RoughCode;
  readonly quarter?: IsoDate;
}

function selected({ exporter, importer, code }: Selection): RawBuilder<unknown> {
  const wanted = [sql`true`];
  if (exporter !== undefined) wanted.push(sql`exporter = ${exporter}`);
  if (importer !== undefined) wanted.push(sql`importer = ${importer}`);
  if (code !== undefined) wanted.push(sql`code = ${code}`);
  return sql`(${sql.join(wanted, sql` and `)})`;
}

/** Divided by code, a certificate of two codes counts with each; else once. */
function countedAs({ code, by }: Divided): "lines" | "certificates" {
  return code !== undefined || by.includes("code") ? "lines" : "certificates";
}

const list = (names: readonly string[]): RawBuilder<unknown> => sql.join(names.map((name) => sql.ref(name)));

function columnsOf(by: readonly Dimension[]): readonly Dimension[] {
  return dimensions.filter((dimension) => by.includes(dimension));
}

function cellOf(row: CellRow, by: readonly Dimension[]): Cell {
  return Object.fromEntries(
    columnsOf(by).map((name) => [name, name === "quarter" ? quarterOf(row.quarter ?? "") : row[name]]),
  );
}

const nameOf = (cell: Cell): string => dimensions.map((dimension) => cell[dimension] ?? "").join("|");

function inOrder<T>(found: ReadonlyMap<string, T>): readonly T[] {
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** Of sums, which arrive as text, and as null where there was nothing to add up. */
function amountsOf(row: Readonly<Record<string, string | null>>, count: string, sums = count): Amounts {
  return {
    certificates: Number(row[count] ?? 0),
    carats: BigInt(row[`${sums}_carats`] ?? 0),
    usd: BigInt(row[`${sums}_usd`] ?? 0),
  };
}

const none: Amounts = { certificates: 0, carats: 0n, usd: 0n };
