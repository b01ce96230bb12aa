// Mirror comparison: what one Participant says it exported to another against what that one says it imported from it, for each
// pair, period and code. What cannot be compared says so: figure, nil and no return are never mixed, nor are unlike figures.
import type { Flow, Observation, Product, Valuation } from "../observation.ts";
import { daysOf, periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import { gapBetween, usualDeadZone } from "./gap.ts";
import type { Gap } from "./gap.ts";

export type Side =
  | {
      readonly kind: "FIGURE";
      /** Null where it is not given. */
      readonly carats: bigint | null;
      readonly usd: bigint | null;
      readonly valuation: Valuation | null;
      readonly basis: Observation["basis"];
    }
  /** Said to be nothing, or a return that names other partners and codes and not this one. */
  | { readonly kind: "NIL"; readonly named: boolean }
  /** There is a figure, and it is not shown. */
  | { readonly kind: "WITHHELD" }
  | { readonly kind: "NONE" };

export type Unlike = "VALUATION" | "BASIS" | "PERIOD";

export type Verdict =
  | { readonly kind: "AGREES" | "DIFFERS"; readonly gap: Gap; readonly assumed: readonly Unlike[] }
  | { readonly kind: "NIL_AGAINST_FIGURE"; readonly nil: "EXPORTER" | "IMPORTER"; readonly gap: Gap }
  | { readonly kind: "ONE_MISSING"; readonly missing: "EXPORTER" | "IMPORTER" }
  | { readonly kind: "UNLIKE"; readonly why: readonly Unlike[] }
  | { readonly kind: "BOTH_NIL" | "BOTH_MISSING" | "WITHHELD" | "NOT_GIVEN" };

export interface MirrorLine {
  readonly exporter: string;
  readonly importer: string;
  readonly period: Period;
  readonly product: Product;
  readonly exported: Side;
  readonly imported: Side;
  readonly carats: Verdict;
  readonly usd: Verdict;
}

export interface MirrorInput {
  /** Trade rows of one source, as one reader may see them; others are passed over. */
  readonly observations: readonly Observation[];
  /** `filedKey` of every return that stands: in those, who is not named is nil and not missing. */
  readonly filed: ReadonlySet<string>;
  readonly deadZone?: number;
  /** Pairs that are told even where neither side said anything. */
  readonly expected?: readonly {
    readonly exporter: string;
    readonly importer: string;
    readonly period: Period;
  }[];
}

export const filedKey = (reporter: string, period: string): string => `${reporter}|${period}`;

/** In the order of exporter, importer, period and code; the sum of all codes ("_T") before its parts. */
export function mirrorLines({
  observations,
  filed,
  deadZone = usualDeadZone,
  expected = [],
}: MirrorInput): readonly MirrorLine[] {
  const sides = sidesOf(observations);
  const pairs = new Map<
    string,
    { exporter: string; importer: string; period: Period; products: Set<Product> }
  >();
  const pair = (exporter: string, importer: string, period: Period): Set<Product> => {
    const key = pairKey(exporter, importer, periodText(period));
    const known = pairs.get(key) ?? { exporter, importer, period, products: new Set<Product>(["_T"]) };
    pairs.set(key, known);
    return known.products;
  };
  for (const { exporter, importer, period } of expected) pair(exporter, importer, period);
  for (const one of observations) {
    if (!isTrade(one.flow) || !isPartner(one.counterpart)) continue;
    pair(...endsOf(one), one.period).add(one.product);
  }
  const fiscal = observations.filter(({ flow, period }) => isTrade(flow) && period.kind === "FISCAL");
  return [...pairs.values()]
    .flatMap(({ exporter, importer, period, products }) =>
      [...products].sort(byProduct).map((product): MirrorLine => {
        const said = (flow: "EXPORT" | "IMPORT"): Side => {
          const [reporter, partner] = flow === "EXPORT" ? [exporter, importer] : [importer, exporter];
          return (
            sides.get(sideKey(reporter, flow, partner, periodText(period), product)) ??
            (filed.has(filedKey(reporter, periodText(period)))
              ? { kind: "NIL", named: false }
              : { kind: "NONE" })
          );
        };
        const [exported, imported] = [said("EXPORT"), said("IMPORT")];
        const verdict = (of: "carats" | "usd"): Verdict => {
          const judged = verdictOf(exported, imported, of, deadZone);
          // A fiscal year of the one over the calendar period of the other: neither is missing, and neither fits.
          return judged.kind === "ONE_MISSING" &&
            overlapsFiscal(fiscal, { exporter, importer, period }, judged.missing)
            ? { kind: "UNLIKE", why: ["PERIOD"] }
            : judged;
        };
        return {
          exporter,
          importer,
          period,
          product,
          exported,
          imported,
          carats: verdict("carats"),
          usd: verdict("usd"),
        };
      }),
    )
    .sort(
      (a, b) =>
        compare(a.exporter, b.exporter) ||
        compare(a.importer, b.importer) ||
        compare(daysOf(a.period).from, daysOf(b.period).from) ||
        compare(periodText(a.period), periodText(b.period)) ||
        byProduct(a.product, b.product),
    );
}

/** The line of a pair as text, by which it is found and explained. */
export function lineKey(
  line: Pick<MirrorLine, "exporter" | "importer" | "product"> & { readonly period: string },
): string {
  return `${pairKey(line.exporter, line.importer, line.period)}|${line.product}`;
}

export function keyOf(line: MirrorLine): string {
  return lineKey({ ...line, period: periodText(line.period) });
}

/** Whether somebody should look: the two say different things, or only one says something. */
export function isOpenGap({ carats, usd }: Pick<MirrorLine, "carats" | "usd">): boolean {
  return [carats, usd].some(
    ({ kind }) => kind === "DIFFERS" || kind === "NIL_AGAINST_FIGURE" || kind === "ONE_MISSING",
  );
}

export function isTrade(flow: Flow): flow is "IMPORT" | "EXPORT" {
  return flow === "IMPORT" || flow === "EXPORT";
}

export function verdictOf(exported: Side, imported: Side, of: "carats" | "usd", deadZone: number): Verdict {
  if (exported.kind === "WITHHELD" || imported.kind === "WITHHELD") return { kind: "WITHHELD" };
  if (exported.kind === "NONE")
    return imported.kind === "NONE" ? { kind: "BOTH_MISSING" } : { kind: "ONE_MISSING", missing: "EXPORTER" };
  if (imported.kind === "NONE") return { kind: "ONE_MISSING", missing: "IMPORTER" };
  if (exported.kind === "NIL" && imported.kind === "NIL") return { kind: "BOTH_NIL" };
  const [out, into] = [
    exported.kind === "NIL" ? 0n : exported[of],
    imported.kind === "NIL" ? 0n : imported[of],
  ];
  if (out === null || into === null) return { kind: "NOT_GIVEN" };
  const gap = gapBetween(out, into);
  if (exported.kind === "NIL" || imported.kind === "NIL")
    return { kind: "NIL_AGAINST_FIGURE", nil: exported.kind === "NIL" ? "EXPORTER" : "IMPORTER", gap };
  const why = unlike(exported, imported, of, (a, b) => a !== null && b !== null && a !== b);
  if (why.length > 0) return { kind: "UNLIKE", why };
  const assumed = unlike(exported, imported, of, (a, b) => (a === null) !== (b === null));
  return { kind: Math.abs(gap.share) <= deadZone ? "AGREES" : "DIFFERS", gap, assumed };
}

type Figure = Extract<Side, { kind: "FIGURE" }>;

/** Freight and insurance change a value and no weight; gross against net changes both. */
function unlike(
  exported: Figure,
  imported: Figure,
  of: "carats" | "usd",
  differ: (a: string | null, b: string | null) => boolean,
): readonly Unlike[] {
  return [
    ...(of === "usd" && differ(exported.valuation, imported.valuation) ? (["VALUATION"] as const) : []),
    ...(differ(exported.basis, imported.basis) ? (["BASIS"] as const) : []),
  ];
}

const pairKey = (exporter: string, importer: string, period: string): string =>
  `${exporter}|${importer}|${period}`;
const sideKey = (reporter: string, flow: Flow, partner: string, period: string, product: Product): string =>
  `${reporter}|${flow}|${partner}|${period}|${product}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byProduct = (a: Product, b: Product): number => compare(a === "_T" ? "" : a, b === "_T" ? "" : b);
const isPartner = (counterpart: string): boolean => !["W", "_O", "_Z"].includes(counterpart);

function endsOf({ reporter, counterpart, flow }: Observation): [exporter: string, importer: string] {
  return flow === "EXPORT" ? [reporter, counterpart] : [counterpart, reporter];
}

function overlapsFiscal(
  fiscal: readonly Observation[],
  { exporter, importer, period }: { exporter: string; importer: string; period: Period },
  missing: "EXPORTER" | "IMPORTER",
): boolean {
  if (period.kind === "FISCAL") return true;
  const { from, until } = daysOf(period);
  return fiscal.some((one) => {
    const [out, into] = endsOf(one);
    const days = daysOf(one.period);
    const reporter = missing === "EXPORTER" ? exporter : importer;
    return (
      one.reporter === reporter &&
      out === exporter &&
      into === importer &&
      days.from < until &&
      from < days.until
    );
  });
}

/** Rows of several origins and parts together; the sum of the codes where a source gives no sum itself. */
function sidesOf(observations: readonly Observation[]): ReadonlyMap<string, Side> {
  const rows = new Map<string, Observation[]>();
  const put = (one: Observation, product: Product): void => {
    const key = sideKey(one.reporter, one.flow, one.counterpart, periodText(one.period), product);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [one]);
    else known.push(one);
  };
  const trade = observations.filter(({ flow, counterpart }) => isTrade(flow) && isPartner(counterpart));
  for (const one of trade) put(one, one.product);
  const own = new Set(rows.keys());
  for (const one of trade)
    if (
      one.product !== "_T" &&
      !own.has(sideKey(one.reporter, one.flow, one.counterpart, periodText(one.period), "_T"))
    )
      put(one, "_T");
  return new Map([...rows].map(([key, all]) => [key, sideOf(all)]));
}

function sideOf(rows: readonly Observation[]): Side {
  if (rows.some(({ status, carats, usd }) => status === "WITHHELD" && carats === null && usd === null))
    return { kind: "WITHHELD" };
  if (rows.every(({ nil }) => nil)) return { kind: "NIL", named: true };
  const total = (of: "carats" | "usd"): bigint | null =>
    rows.reduce<bigint | null>((sum, row) => {
      const value = row.nil ? 0n : row[of];
      return sum === null || value === null ? null : sum + value;
    }, 0n);
  const same = <Value>(of: (row: Observation) => Value): Value | null => {
    const [first, ...others] = rows.map(of);
    return first !== undefined && others.every((other) => other === first) ? first : null;
  };
  return {
    kind: "FIGURE",
    carats: total("carats"),
    usd: total("usd"),
    valuation: same(({ valuation }) => valuation),
    basis: same(({ basis }) => basis),
  };
}
