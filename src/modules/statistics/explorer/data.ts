// Loads what a page of figures shows. Everybody sees open figures; analysts see all sources where they ask for them.
import type { Flow, Observation } from "#core/statistics/observation.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findObservations } from "../figures/store.ts";
import { mayAnalyse } from "../policy.ts";
import { instantOf } from "./query.ts";
import type { Asked } from "./query.ts";
import { coverageOf, datasetNames } from "./store.ts";
import type { Coverage, SourceRow } from "./store.ts";

export interface Known {
  readonly coverage: readonly Coverage[];
  readonly sources: readonly SourceRow[];
}

const keptMillis = 5_000;
const kept = new WeakMap<
  Ctx["database"],
  Map<boolean, { readonly at: number; readonly known: Promise<Known> }>
>();

/** Asked on each page and seldom different: kept for five seconds. */
export function known(ctx: Ctx, openOnly: boolean): Promise<Known> {
  const at = ctx.clock();
  const both = kept.get(ctx.database) ?? new Map<boolean, { at: number; known: Promise<Known> }>();
  kept.set(ctx.database, both);
  const before = both.get(openOnly);
  if (before !== undefined && Math.abs(at - before.at) < keptMillis) return before.known;
  const reader = { db: ctx.database.kysely };
  const loaded = Promise.all([coverageOf(reader, openOnly), datasetNames(reader)]).then(
    ([coverage, sources]) => ({ coverage, sources }),
  );
  both.set(openOnly, { at, known: loaded });
  // A failure is told once and not kept.
  loaded.catch(() => both.delete(openOnly));
  return loaded;
}

export function seesReturns(ctx: Ctx, asked: Asked): boolean {
  return asked.returns && mayAnalyse(ctx.actor);
}

interface Wanted {
  readonly flows?: readonly Flow[];
  readonly reporters?: readonly string[];
  readonly counterparts?: readonly string[];
  /** First and last year. */
  readonly years?: readonly [first: number, last: number];
  readonly everyVintage?: true;
}

export function load(ctx: Ctx, asked: Asked, wanted: Wanted): Promise<readonly Observation[]> {
  const { flows, reporters, counterparts, years, everyVintage } = wanted;
  const asOf = instantOf(asked.asOf);
  return findObservations(
    { db: ctx.database.kysely },
    {
      openOnly: !seesReturns(ctx, asked),
      ...(flows === undefined ? {} : { flows }),
      ...(reporters === undefined ? {} : { reporters }),
      ...(counterparts === undefined ? {} : { counterparts }),
      ...(years === undefined ? {} : { from: `${years[0]}-01-01`, until: `${years[1]}-12-31` }),
      ...(asked.source === undefined ? {} : { sources: [asked.source] }),
      ...(everyVintage === true ? { everyVintage } : asOf === undefined ? {} : { asOf }),
    },
  );
}

/** The newest year for which there is about as much as for others: the last one often holds a few early returns. */
export function usualYear(coverage: readonly Coverage[], flows: readonly Flow[]): number | undefined {
  const years = [
    ...grouped(
      coverage.filter(({ flow }) => flows.includes(flow)),
      ({ year }) => String(year),
    ),
  ].map(([year, of]) => ({ year: Number(year), figures: of.reduce((sum, { figures }) => sum + figures, 0) }));
  const most = Math.max(0, ...years.map(({ figures }) => figures));
  return years.filter(({ figures }) => figures * 2 >= most).toSorted((a, b) => b.year - a.year)[0]?.year;
}

/** First and last year of these flows. */
export function yearsOf(
  coverage: readonly Coverage[],
  flows: readonly Flow[],
): readonly [first: number, last: number] | undefined {
  const years = coverage.filter(({ flow }) => flows.includes(flow)).map(({ year }) => year);
  return years.length === 0 ? undefined : [Math.min(...years), Math.max(...years)];
}

/** Whether there is anything of returns that is not open to all. */
export function hasReturns({ coverage }: Known): boolean {
  return coverage.some(({ source }) => source === ofReturns);
}
