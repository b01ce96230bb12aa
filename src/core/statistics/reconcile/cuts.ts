// Which rows of a year add up to it, where a source gives a figure in more than one cut: the world and its partners, all codes
// and each, the year and its quarters. Nothing is added to a row that already holds it.
import type { Observation } from "../observation.ts";
import { periodText } from "../periods.ts";

export interface YearRows {
  readonly counted: readonly Observation[];
  /** Halves or quarters of which nothing was said. */
  readonly gaps: readonly string[];
}

export function rowsOfYear(rows: readonly Observation[], year: number, flow: Observation["flow"]): YearRows {
  const whole = rows.filter(({ period }) => period.kind === "YEAR");
  if (whole.length > 0) return { counted: coarsest(whole), gaps: [] };
  const parts =
    flow === "PRODUCTION" ? [`${year}-S1`, `${year}-S2`] : [1, 2, 3, 4].map((part) => `${year}-Q${part}`);
  const known = parts.map((part) => rows.filter(({ period }) => periodText(period) === part));
  return {
    counted: known.flatMap(coarsest),
    gaps: parts.filter((_, i) => known[i]?.length === 0),
  };
}

/** Of one period and flow: without what another row already holds. Rows of two origins are parts, never one of the other. */
export function coarsest(rows: readonly Observation[]): readonly Observation[] {
  return rows.filter((row) => !rows.some((other) => other !== row && holds(other, row)));
}

const totals = { counterpart: "W", product: "_T", mining: "_T" } as const;

function holds(whole: Observation, part: Observation): boolean {
  const names = ["counterpart", "product", "mining"] as const;
  return (
    names.every((name) => whole[name] === part[name] || whole[name] === totals[name]) &&
    names.some((name) => whole[name] !== part[name])
  );
}
