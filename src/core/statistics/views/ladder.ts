// How one figure was restated: what each source said of it from which day on. Made of every vintage; what stayed the same when
// something else of its year changed is no step.
import type { Observation } from "../observation.ts";
import { grouped } from "../screening/findings.ts";
import { cellOf } from "./cells.ts";
import type { Cell, Measure } from "./cells.ts";
import { everything, yearSum } from "./sums.ts";
import type { Scope, Sum } from "./sums.ts";

export interface Step {
  /** The instant from which the source said so. */
  readonly at: string;
  /** Undefined: it was withdrawn. */
  readonly sum: Sum | undefined;
  readonly cell: Cell;
}

export interface Ladder {
  readonly source: string;
  readonly steps: readonly Step[];
}

/** `vintages`: all of one reporter, flow and year. Sources in the order of their first word. */
export function ladders(
  vintages: readonly Observation[],
  year: number,
  measure: Measure,
  scope: Scope = everything,
): readonly Ladder[] {
  return [...grouped(vintages, ({ source }) => source)]
    .map(([source, of]) => ({ source, steps: stepsOf(of, year, measure, scope) }))
    .filter(({ steps }) => steps.length > 0)
    .toSorted((a, b) => ((a.steps[0]?.at ?? "") < (b.steps[0]?.at ?? "") ? -1 : 1));
}

/** What stood at an instant. */
export function knownAt(vintages: readonly Observation[], at: string): readonly Observation[] {
  return vintages.filter(
    ({ knownFrom, knownUntil }) => knownFrom <= at && (knownUntil === null || knownUntil > at),
  );
}

function stepsOf(
  vintages: readonly Observation[],
  year: number,
  measure: Measure,
  scope: Scope,
): readonly Step[] {
  const instants = new Set(
    vintages.flatMap(({ knownFrom, knownUntil }) =>
      knownUntil === null ? [knownFrom] : [knownFrom, knownUntil],
    ),
  );
  const steps: Step[] = [];
  for (const at of [...instants].toSorted()) {
    const sum = yearSum(knownAt(vintages, at), year, scope);
    const cell = cellOf(sum, measure);
    const before = steps.at(-1);
    if (before === undefined ? sum !== undefined : !same(before.cell, cell)) steps.push({ at, sum, cell });
  }
  return steps;
}

function same(a: Cell, b: Cell): boolean {
  if (a.kind !== "FIGURE" || b.kind !== "FIGURE") return a.kind === b.kind;
  return a.amount === b.amount && a.whole === b.whole && a.provisional === b.provisional;
}
