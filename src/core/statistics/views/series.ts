// One flow of one or a few reporters over the years or periods, gaps kept as gaps, and each period told apart by mining type
// with its dollars for a carat against the filer's own band: the middle eight tenths of all that it reported of that type.
import type { Flow, Observation } from "../observation.ts";
import { periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import { miningTypes } from "../returns.ts";
import type { MiningType } from "../returns.ts";
import { grouped } from "../screening/findings.ts";
import { cellOf } from "./cells.ts";
import type { Cell, Measure } from "./cells.ts";
import { byReporterAndYear, comparePeriods, everything, periodSums, yearSum, yearSums } from "./sums.ts";
import type { Scope, Sum } from "./sums.ts";

export interface YearPoint {
  readonly year: number;
  readonly sum: Sum | undefined;
  readonly cell: Cell;
}

/** Of one reporter and flow, every year from the first to the last. */
export function yearly(
  observations: readonly Observation[],
  measure: Measure,
  years: readonly number[],
  scope: Scope = everything,
): readonly YearPoint[] {
  const [own] = byReporterAndYear(observations).values();
  return years.map((year) => {
    const sum = yearSum(own?.get(year) ?? [], year, scope);
    return { year, sum, cell: cellOf(sum, measure) };
  });
}

/** Each from the first to the last, without a gap. */
export function yearsBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

export interface PeriodPoint {
  readonly period: Period;
  readonly mining: MiningType | "_T";
  readonly sum: Sum;
}

/** Production as it was reported, period by period and mining type by mining type; one voice for each period. */
export function byMining(observations: readonly Observation[]): readonly PeriodPoint[] {
  return [...grouped(observations, ({ period }) => periodText(period)).values()]
    .flatMap((of): readonly PeriodPoint[] => {
      const [whole] = periodSums(of);
      const [first] = of;
      if (whole === undefined || first === undefined) return [];
      const { period } = first;
      const parts = miningTypes.flatMap((mining): readonly PeriodPoint[] => {
        const own = of.filter((one) => one.mining === mining && !one.nil && one.source === whole.source);
        const [sum] = periodSums(own, { ...everything, mining });
        return sum === undefined ? [] : [{ period, mining, sum }];
      });
      return parts.length > 0 ? parts : [{ period, mining: "_T", sum: whole }];
    })
    .toSorted((a, b) => comparePeriods(a.period, b.period));
}

export interface UnitValues {
  readonly mining: MiningType | "_T";
  readonly points: readonly { readonly period: Period; readonly unit: bigint; readonly sum: Sum }[];
  /** In cents a carat; null while there are too few to speak of a band. */
  readonly band: { readonly low: bigint; readonly high: bigint } | null;
}

const fewestForBand = 5;

export function unitValues(points: readonly PeriodPoint[]): readonly UnitValues[] {
  return [...grouped(points, ({ mining }) => mining).values()].flatMap((of): readonly UnitValues[] => {
    const priced = of.flatMap(({ period, sum }) => {
      const cell = cellOf(sum, "unit");
      return cell.kind === "FIGURE" && cell.amount > 0n ? [{ period, unit: cell.amount, sum }] : [];
    });
    const [first] = of;
    if (first === undefined || priced.length === 0) return [];
    return [{ mining: first.mining, points: priced, band: bandOf(priced.map(({ unit }) => unit)) }];
  });
}

function bandOf(units: readonly bigint[]): UnitValues["band"] {
  if (units.length < fewestForBand) return null;
  const sorted = units.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const at = (share: number): bigint => sorted[Math.round((sorted.length - 1) * share)] ?? 0n;
  return { low: at(0.1), high: at(0.9) };
}

export interface Disagreement {
  readonly flow: Flow;
  readonly year: number;
  /** Two or more, each of another source, whole and alike. */
  readonly sums: readonly Sum[];
}

/** Years of one reporter on which sources that mean the same do not say the same; the newest first. */
export function disagreements(
  observations: readonly Observation[],
  measure: "carats" | "usd",
): readonly Disagreement[] {
  return [...grouped(observations, ({ flow }) => flow).values()]
    .flatMap((of): readonly Disagreement[] => {
      const flow = of[0]?.flow;
      const [years] = byReporterAndYear(of).values();
      if (flow === undefined || years === undefined) return [];
      return [...years].flatMap(([year, all]): readonly Disagreement[] => {
        const whole = yearSums(all, year).filter((sum) => {
          const cell = cellOf(sum, measure);
          return cell.kind === "NIL" || (cell.kind === "FIGURE" && cell.whole);
        });
        const [first] = whole;
        if (first === undefined) return [];
        const sums = whole.filter((one) => one.valuation === first.valuation && one.basis === first.basis);
        const said = new Set(sums.map((sum) => sum[measure] ?? 0n));
        return said.size > 1 ? [{ flow, year, sums }] : [];
      });
    })
    .toSorted((a, b) => b.year - a.year);
}
