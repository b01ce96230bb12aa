// Who reports how much of one flow in one year, the most first. A sum that a source carries stands apart and is not ranked;
// what is valued or counted otherwise than with most is named and not ranked among them.
import type { Observation } from "../observation.ts";
import { aggregates } from "../reporters.ts";
import { cellOf } from "./cells.ts";
import type { Cell, Measure } from "./cells.ts";
import { alike, byReporterAndYear, everything, yearSum } from "./sums.ts";
import type { Scope, Sum } from "./sums.ts";

export interface ReporterFigure {
  readonly reporter: string;
  readonly sum: Sum | undefined;
  readonly cell: Cell;
}

export interface Ranking {
  readonly ranked: readonly ReporterFigure[];
  /** Nil, withheld, or filed without this amount. */
  readonly unranked: readonly ReporterFigure[];
  /** Valued or counted in another way. */
  readonly unlike: readonly ReporterFigure[];
  /** Sums that sources carry themselves. */
  readonly aggregates: readonly ReporterFigure[];
  /** Of those ranked; null for dollars a carat, which cannot be added. */
  readonly total: bigint | null;
  /** Of those asked about, who says nothing of the year. */
  readonly silent: readonly string[];
}

/** `expected`: of whom a figure is expected, and named when there is none. */
export function rank(
  observations: readonly Observation[],
  year: number,
  measure: Measure,
  expected: readonly string[] = [],
  scope: Scope = everything,
): Ranking {
  const figures = [...byReporterAndYear(observations)].flatMap(
    ([reporter, years]): readonly ReporterFigure[] => {
      const sum = yearSum(years.get(year) ?? [], year, scope);
      return sum === undefined ? [] : [{ reporter, sum, cell: cellOf(sum, measure) }];
    },
  );
  const own = figures.filter(({ reporter }) => !isAggregate(reporter));
  const usual = usualVoice(own);
  const comparable = own.filter(
    ({ sum }) => sum?.nil === true || (sum !== undefined && (usual === undefined || alike(sum, usual))),
  );
  const ranked = comparable
    .filter(({ cell }) => cell.kind === "FIGURE")
    .toSorted((a, b) => (amountIn(b) > amountIn(a) ? 1 : amountIn(b) < amountIn(a) ? -1 : order(a, b)));
  const heard = new Set(own.map(({ reporter }) => reporter));
  return {
    ranked,
    unranked: comparable.filter(({ cell }) => cell.kind !== "FIGURE").toSorted(order),
    unlike: own.filter((one) => !comparable.includes(one)).toSorted(order),
    aggregates: figures.filter(({ reporter }) => isAggregate(reporter)).toSorted(order),
    total: measure === "unit" ? null : ranked.reduce((sum, one) => sum + amountIn(one), 0n),
    silent: expected.filter((code) => !heard.has(code)),
  };
}

export function isAggregate(reporter: string): boolean {
  return (aggregates as readonly string[]).includes(reporter);
}

function amountIn({ cell }: ReporterFigure): bigint {
  return cell.kind === "FIGURE" ? cell.amount : 0n;
}

function order(a: ReporterFigure, b: ReporterFigure): number {
  return a.reporter < b.reporter ? -1 : 1;
}

/** The valuation and basis that most have. */
function usualVoice(figures: readonly ReporterFigure[]): Sum | undefined {
  const sums = figures.flatMap(({ sum }) => (sum === undefined || sum.nil ? [] : [sum]));
  const shared = (one: Sum): number => sums.filter((other) => alike(one, other)).length;
  return sums.reduce<Sum | undefined>(
    (best, one) => (best === undefined || shared(one) > shared(best) ? one : best),
    undefined,
  );
}
