// What the doors of data ask of the table of figures: open figures for everybody, nothing else, whoever asks. Hostile: every
// part of an address is bounded and read strictly, and what cannot be read is named.
import { findReporter } from "#core/statistics/reporters.ts";
import { flows } from "#core/statistics/observation.ts";
import type { Flow, Observation } from "#core/statistics/observation.ts";
import { daysOf, earliestYear, lastDayOf, parsePeriod } from "#core/statistics/periods.ts";
import { select } from "#core/statistics/sdmx/query.ts";
import type { QueryProblem, Wanted } from "#core/statistics/sdmx/query.ts";
import { withinAll } from "#core/statistics/sdmx/within.ts";
import { addDays } from "#core/kp/dates.ts";
import { Problem } from "#platform/http/problem.ts";
import { findObservations } from "../figures/store.ts";
import type { Asked, Reader } from "../figures/store.ts";

/** A longer answer is asked for in parts. */
export const mostFigures = 100_000;

export interface DataQuery extends Pick<
  Asked,
  "flows" | "reporters" | "sources" | "from" | "until" | "asOf" | "saidAfter" | "everyVintage"
> {
  readonly flows: readonly Flow[];
  readonly wanted: readonly Wanted[];
}

/** The table gives what is near to what is wanted, and never more than an answer may have. */
export async function openFigures(reader: Reader, query: DataQuery): Promise<readonly Observation[]> {
  const { wanted, flows: asked, reporters, sources, from, until, ...rest } = query;
  const near = withinAll([
    ...wanted.map(({ within }) => within),
    {
      flows: asked,
      ...(reporters === undefined ? {} : { reporters }),
      ...(sources === undefined ? {} : { sources }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until: addDays(until, 1) }),
    },
  ]);
  const found = await findObservations(reader, {
    ...rest,
    ...(near.flows === undefined ? {} : { flows: near.flows }),
    ...(near.reporters === undefined ? {} : { reporters: writable(near.reporters) }),
    ...(near.counterparts === undefined ? {} : { counterparts: writable(near.counterparts) }),
    ...(near.sources === undefined ? {} : { sources: writable(near.sources) }),
    ...(near.from === undefined ? {} : { from: near.from }),
    ...(near.until === undefined ? {} : { until: addDays(near.until, -1) }),
    openOnly: true,
    most: mostFigures + 1,
  });
  if (found.length > mostFigures) throw fieldProblem("key", "too-many-figures");
  return select(found, wanted);
}

/** No text of a database has the character zero, so nothing is called by it. */
function writable(values: readonly string[]): readonly string[] {
  return values.filter((value) => !value.includes("\0"));
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

export function orProblem(read: Wanted | QueryProblem): Wanted {
  if ("matches" in read) return read;
  throw fieldProblem(read.part, `sdmx-${read.code}`);
}

export function fieldProblem(field: string, code: string): Problem {
  return new Problem("bad-input", {}, { fields: [{ field, code }] });
}
