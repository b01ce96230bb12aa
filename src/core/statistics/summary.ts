// The annual global summary: of each Participant production, imports, exports and certificates, and the totals of what is
// shown. Nil, not filed and withheld are three marks; a figure that is kept back is in no total, so that no total gives it
// away, and where one kept back alone would follow from the rest, a second is kept back with it.
import { returnTypes } from "./calendar.ts";
import type { ReturnType } from "./calendar.ts";
import { flows } from "./observation.ts";
import type { Flow, Observation } from "./observation.ts";
import { daysOf, parsePeriod, periodText } from "./periods.ts";
import type { Period } from "./periods.ts";
import { grouped } from "./screening/findings.ts";
import { cellOf } from "./views/cells.ts";
import type { Cell, Measure } from "./views/cells.ts";
import { periodSums } from "./views/sums.ts";

/** In the order in which the summary shows them. */
export const summaryColumns = [
  { flow: "PRODUCTION", measure: "carats" },
  { flow: "PRODUCTION", measure: "usd" },
  { flow: "PRODUCTION", measure: "unit" },
  { flow: "IMPORT", measure: "carats" },
  { flow: "IMPORT", measure: "usd" },
  { flow: "IMPORT", measure: "unit" },
  { flow: "EXPORT", measure: "carats" },
  { flow: "EXPORT", measure: "usd" },
  { flow: "EXPORT", measure: "unit" },
  { flow: "KPC_ISSUED", measure: "count" },
  { flow: "KPC_RECEIVED", measure: "count" },
] as const satisfies readonly { flow: Flow; measure: Measure }[];

export interface SummaryLine {
  readonly participant: string;
  /** One for each column. */
  readonly cells: readonly Cell[];
}

export interface SummaryTotal {
  /** Null: no figure at all. */
  readonly amount: bigint | null;
  readonly withheld: number;
  readonly notFiled: number;
  /** Figures in it that are not whole. */
  readonly partly: number;
}

export interface Summary {
  readonly lines: readonly SummaryLine[];
  /** One for each column. */
  readonly totals: readonly SummaryTotal[];
}

/** A return that was owed and is not there: "GN PRODUCTION 2025-S2". */
export interface NotFiled {
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: string;
}

/** `observations` are of one source; `owing` is everybody who owed a return within the span. */
export function summaryOf(
  observations: readonly Observation[],
  span: Period,
  owing: readonly string[],
  notFiled: readonly NotFiled[],
): Summary {
  const within = observations.filter(({ period }) => contains(span, period));
  const byReporter = grouped(within, ({ reporter }) => reporter);
  const lines = [...new Set([...owing, ...byReporter.keys()])]
    .toSorted()
    .map((participant) => lineOf(participant, byReporter.get(participant) ?? [], span, notFiled));
  return { lines, totals: summaryColumns.map((_, place) => totalOf(lines, place)) };
}

/** The return type to which a flow belongs. */
export function typeOfFlow(flow: Flow): ReturnType {
  return flow === "PRODUCTION"
    ? "PRODUCTION"
    : flow === "IMPORT" || flow === "EXPORT"
      ? "TRADE"
      : "CERTIFICATES";
}

export function flowsOfType(type: ReturnType): readonly Flow[] {
  return flows.filter((flow) => typeOfFlow(flow) === type);
}

export function contains(span: Period, period: Period): boolean {
  const [outer, inner] = [daysOf(span), daysOf(period)];
  return inner.from >= outer.from && inner.until <= outer.until;
}

/** Of each type, the periods that lie within: two halves and four quarters of a year. */
export function periodsWithin(
  span: Period,
): readonly { readonly type: ReturnType; readonly period: string }[] {
  if (span.kind !== "YEAR" && span.kind !== "HALF") return [];
  return returnTypes.flatMap((type) =>
    (type === "PRODUCTION" ? ["S1", "S2"] : ["Q1", "Q2", "Q3", "Q4"]).flatMap((part) => {
      const period = parsePeriod(`${span.year}-${part}`);
      return period !== undefined && contains(span, period) ? [{ type, period: periodText(period) }] : [];
    }),
  );
}

/**
 * What a release may say: amounts of withheld figures are taken out, and where one of the parts of a total is withheld alone,
 * the total is withheld too, for it would give the part away.
 */
export function withholdDerivable(observations: readonly Observation[]): readonly Observation[] {
  const bare = observations.map((one) =>
    one.status === "WITHHELD" ? { ...one, carats: null, usd: null, count: null } : one,
  );
  const giving = new Set<Observation>();
  for (const of of grouped(bare, ({ reporter, flow, period }) =>
    [reporter, flow, periodText(period)].join("|"),
  ).values())
    for (const [part, all] of [
      ["product", "_T"],
      ["counterpart", "W"],
      ["mining", "_T"],
      ["origin", "_Z"],
    ] as const) {
      const parts = of.filter((one) => one[part] !== all);
      if (parts.filter(({ status }) => status === "WITHHELD").length !== 1) continue;
      for (const total of of.filter((one) => one[part] === all)) giving.add(total);
    }
  return bare.map((one) =>
    giving.has(one) ? { ...one, status: "WITHHELD" as const, carats: null, usd: null, count: null } : one,
  );
}

/**
 * Trade without naming the other side: bilateral figures are no part of what the scheme publishes. Figures that differ by their
 * partner alone become one; withheld where one of them is, and without an amount that one of them does not give.
 */
export function withoutPartners(observations: readonly Observation[]): readonly Observation[] {
  const alike = ({
    reporter,
    flow,
    period,
    product,
    mining,
    origin,
    valuation,
    basis,
  }: Observation): string =>
    [reporter, flow, periodText(period), product, mining, origin, valuation ?? "", basis ?? ""].join("|");
  return [...grouped(observations, alike).values()].flatMap((of) => {
    const parts = of.filter(({ counterpart }) => counterpart !== "W" && counterpart !== "_Z");
    const [first] = parts;
    // What the return itself says of all partners together stands.
    if (first === undefined || parts.length < of.length) return of.filter((one) => !parts.includes(one));
    const status = worst.find((one) => parts.some((part) => part.status === one)) ?? "NORMAL";
    const total = <Amount extends bigint | number>(
      amounts: readonly (Amount | null)[],
      add: (a: Amount, b: Amount) => Amount,
    ): Amount | null =>
      status === "WITHHELD"
        ? null
        : amounts.reduce((sum, one) => (sum === null || one === null ? null : add(sum, one)));
    return [
      {
        ...first,
        counterpart: "W",
        part: 0,
        carats: total(
          parts.map(({ carats }) => carats),
          (a, b) => a + b,
        ),
        usd: total(
          parts.map(({ usd }) => usd),
          (a, b) => a + b,
        ),
        count: total(
          parts.map(({ count }) => count),
          (a, b) => a + b,
        ),
        nil: parts.every(({ nil }) => nil),
        status,
        note: null,
      },
    ];
  });
}

const worst = ["WITHHELD", "ESTIMATED", "PROVISIONAL"] as const;

function lineOf(
  participant: string,
  own: readonly Observation[],
  span: Period,
  notFiled: readonly NotFiled[],
): SummaryLine {
  const cells = summaryColumns.map(({ flow, measure }): Cell => {
    const type = typeOfFlow(flow);
    const missing = notFiled.filter((one) => one.participant === participant && one.type === type);
    const expected = periodsWithin(span).filter((one) => one.type === type).length;
    const said = own.filter((one) => one.flow === flow);
    // A return on trade that names no imports says that there were none.
    const typeSaid = own.some((one) => typeOfFlow(one.flow) === type);
    if (said.length === 0) return { kind: typeSaid && missing.length < expected ? "NIL" : "NOT_FILED" };
    const cell = cellOf(periodSums(said)[0], measure);
    return cell.kind === "FIGURE" && missing.length > 0 ? { ...cell, whole: false } : cell;
  });
  return { participant, cells };
}

function totalOf(lines: readonly SummaryLine[], place: number): SummaryTotal {
  const cells = lines.flatMap(({ cells: own }) => own[place] ?? []);
  const figures = cells.flatMap((cell) => (cell.kind === "FIGURE" ? [cell] : []));
  const count = (kind: Cell["kind"]): number => cells.filter((cell) => cell.kind === kind).length;
  return {
    amount: summaryColumns[place]?.measure === "unit" ? unitOf(lines, place) : sumOf(figures),
    withheld: count("WITHHELD"),
    notFiled: count("NOT_FILED"),
    partly: figures.filter(({ whole }) => !whole).length,
  };
}

function sumOf(figures: readonly { readonly amount: bigint }[]): bigint | null {
  return figures.length === 0 ? null : figures.reduce((sum, { amount }) => sum + amount, 0n);
}

/** Dollars a carat of those that give both; the two columns before it are its carats and dollars. */
function unitOf(lines: readonly SummaryLine[], place: number): bigint | null {
  let [carats, usd] = [0n, 0n];
  for (const { cells } of lines) {
    const [weight, value] = [cells[place - 2], cells[place - 1]];
    if (weight?.kind !== "FIGURE" || value?.kind !== "FIGURE") continue;
    [carats, usd] = [carats + weight.amount, usd + value.amount];
  }
  return carats === 0n ? null : (usd * 100n + carats / 2n) / carats;
}
