// What the doors of data ask of the table of figures: open figures for everybody, nothing else, whoever asks. Hostile: every
// part of an address is bounded and read strictly, and what cannot be read is named.
import { findReporter } from "#core/statistics/reporters.ts";
import { flows } from "#core/statistics/observation.ts";
import type { Flow, Observation } from "#core/statistics/observation.ts";
import { daysOf, earliestYear, lastDayOf, parsePeriod } from "#core/statistics/periods.ts";
import { select } from "#core/statistics/sdmx/query.ts";
import type { Matches, QueryProblem } from "#core/statistics/sdmx/query.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findObservations } from "../figures/store.ts";
import type { Asked } from "../figures/store.ts";

/** A longer answer is asked for in parts. */
export const mostFigures = 100_000;

export interface DataQuery {
  readonly flows: readonly Flow[];
  readonly reporters?: readonly string[];
  readonly sources?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly asOf?: string;
  readonly updatedAfter?: string;
  readonly everyVintage?: boolean;
  readonly wanted: readonly Matches[];
}

export async function openFigures(ctx: Ctx, query: DataQuery): Promise<readonly Observation[]> {
  const { reporters, sources, from, until, asOf, updatedAfter, everyVintage = false } = query;
  const asked: Asked = {
    flows: query.flows,
    openOnly: true,
    ...(reporters === undefined ? {} : { reporters }),
    ...(sources === undefined ? {} : { sources }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(everyVintage ? { everyVintage: true } : {}),
  };
  const found = await findObservations({ db: ctx.database.kysely }, asked);
  const recent =
    updatedAfter === undefined ? found : found.filter(({ knownFrom }) => knownFrom > updatedAfter);
  const figures = select(recent, query.wanted);
  if (figures.length > mostFigures) throw fieldProblem("key", "too-many-figures");
  return figures;
}

/** "2026-03-15" is its end; an instant is itself. */
export function readInstant(name: string, text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59.999Z` : text;
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]{5,12}(Z|[+-]\d{2}:\d{2})$/.test(whole))
    throw fieldProblem(name, "not-an-instant");
  const millis = Date.parse(whole);
  if (Number.isNaN(millis)) throw fieldProblem(name, "not-an-instant");
  return new Date(millis).toISOString();
}

export function readFlows(texts: readonly string[]): readonly Flow[] {
  const found = texts.map((text) => flows.find((flow) => flow === text));
  if (found.includes(undefined)) throw fieldProblem("flow", "unknown-flow");
  return found.length === 0 ? flows : found.flatMap((flow) => flow ?? []);
}

export function readReporters(texts: readonly string[]): readonly string[] | undefined {
  if (texts.length === 0) return undefined;
  return texts.map((text) => {
    const found = findReporter(text);
    if (found === undefined) throw fieldProblem("reporter", "unknown-country");
    return found.code;
  });
}

/** The first day of a period, or its last. */
export function readEnd(name: "from" | "until", text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const period = parsePeriod(text, earliestYear);
  if (period === undefined) throw fieldProblem(name, "not-a-period");
  return name === "from" ? daysOf(period).from : lastDayOf(period);
}

export function orProblem(read: Matches | QueryProblem): Matches {
  if (typeof read === "function") return read;
  throw fieldProblem(read.part, `sdmx-${read.code}`);
}

export function fieldProblem(field: string, code: string): Problem {
  return new Problem("bad-input", {}, { fields: [{ field, code }] });
}
