// What one source says of one Participant and one year, made of its halves, quarters or months. Never of two sources, never of
// unlike figures, never of a sum beside its parts; a year that is not whole says which of its periods are missing.
import type { Carats, Usd } from "../../kp/amounts.ts";
import { ofReleases, ofReturns } from "../observation.ts";
import type { Basis, Counterpart, Observation, Product, Valuation } from "../observation.ts";
import { daysOf, periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import type { MiningType } from "../returns.ts";
import { grouped } from "../screening/findings.ts";

export interface Sum {
  readonly source: string;
  readonly valuation: Valuation | null;
  readonly basis: Basis | null;
  /** Null: nothing in it gives that amount. */
  readonly carats: Carats | null;
  readonly usd: Usd | null;
  readonly count: bigint | null;
  /** Everything in it is said to be nothing. */
  readonly nil: boolean;
  /** Of how many figures it is made. */
  readonly figures: number;
  /** How many of its figures are withheld. */
  readonly withheld: number;
  /** Some of it is provisional or estimated. */
  readonly provisional: boolean;
  /** Amounts that some of its figures do not give. */
  readonly partly: readonly Amount[];
  /** Periods of the year for which the source has nothing: "2019-S2". */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
  /** When the newest of its figures became known. */
  readonly knownFrom: string;
}

export const amounts = ["carats", "usd", "count"] as const;
export type Amount = (typeof amounts)[number];

/** What is asked of the dimensions of a figure: "_T" and "W" are all together. */
export interface Scope {
  readonly product: Product;
  readonly counterpart: Counterpart;
  readonly mining: MiningType | "_T";
}

export const everything: Scope = { product: "_T", counterpart: "W", mining: "_T" };

/** One group for each pair of reporter and year, in the order in which they come; periods that cross years are in none. */
export function byReporterAndYear(
  observations: readonly Observation[],
): ReadonlyMap<string, ReadonlyMap<number, readonly Observation[]>> {
  const groups = new Map<string, Map<number, Observation[]>>();
  for (const one of observations) {
    if (one.period.kind === "FISCAL") continue;
    const years = groups.get(one.reporter) ?? new Map<number, Observation[]>();
    groups.set(one.reporter, years);
    const of = years.get(one.period.year);
    if (of === undefined) years.set(one.period.year, [one]);
    else of.push(one);
  }
  return groups;
}

/** Each voice on one reporter, flow and year: a source, and within it what is valued and counted alike. The best first. */
export function yearSums(
  observations: readonly Observation[],
  year: number,
  scope: Scope = everything,
): readonly Sum[] {
  return voices(observations)
    .flatMap((voice) => {
      const kind = wholestKind(voice);
      return (
        sumOf(
          voice.filter(({ period }) => period.kind === kind),
          scope,
          year,
        ) ?? []
      );
    })
    .toSorted(better);
}

/** Each voice on one reporter, flow and period, which may be a half or a quarter. */
export function periodSums(observations: readonly Observation[], scope: Scope = everything): readonly Sum[] {
  return voices(observations)
    .flatMap((voice) => sumOf(voice, scope) ?? [])
    .toSorted(better);
}

/** The one of a year that is shown where one is shown. */
export function yearSum(
  observations: readonly Observation[],
  year: number,
  scope: Scope = everything,
): Sum | undefined {
  return yearSums(observations, year, scope)[0];
}

/** What may be set side by side: the same valuation and basis, as far as both say. */
export function alike(
  a: Pick<Observation, "valuation" | "basis">,
  b: Pick<Observation, "valuation" | "basis">,
): boolean {
  return a.valuation === b.valuation && a.basis === b.basis;
}

/** A nil return is valued in no way, and is part of all that its source says. */
function voices(observations: readonly Observation[]): readonly (readonly Observation[])[] {
  return [...grouped(observations, ({ source }) => source).values()].flatMap((of) => {
    const nil = of.filter((one) => one.nil);
    const figures = of.filter((one) => !one.nil);
    const valued = grouped(figures, ({ valuation, basis }) => `${valuation ?? ""}|${basis ?? ""}`);
    return valued.size === 0 ? [nil] : [...valued.values()].map((voice) => [...voice, ...nil]);
  });
}

/** Whole years first, then returns, then releases, then what is told in more detail, then by name. */
function better(a: Sum, b: Sum): number {
  return (
    a.missing.length - b.missing.length ||
    rankOf(a.source) - rankOf(b.source) ||
    b.figures - a.figures ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  );
}

function nameOf({ source, valuation, basis, nil }: Sum): string {
  return `${source}|${valuation ?? ""}|${basis ?? ""}|${nil ? 1 : 0}`;
}

function rankOf(source: string): number {
  return source === ofReturns ? 0 : source === ofReleases ? 1 : 2;
}

const inAYear: Readonly<Record<string, number>> = { YEAR: 1, HALF: 2, QUARTER: 4, MONTH: 12 };

/** A year said once is not added to its own halves: of each kind of period the wholest, and of these the longest, counts. */
function wholestKind(voice: readonly Observation[]): Period["kind"] | undefined {
  return [...grouped(voice, ({ period }) => period.kind).values()]
    .flatMap((of) => {
      const kind = of[0]?.period.kind ?? "FISCAL";
      const parts = inAYear[kind];
      if (parts === undefined) return [];
      return [{ kind, parts, share: new Set(of.map(({ period }) => periodText(period))).size / parts }];
    })
    .toSorted((a, b) => b.share - a.share || a.parts - b.parts)[0]?.kind;
}

function sumOf(voice: readonly Observation[], scope: Scope, year?: number): Sum | undefined {
  const periods = [...grouped(voice, ({ period }) => periodText(period))].map(([text, of]) => ({
    text,
    scoped: inScope(of, scope),
  }));
  const said = periods.flatMap(({ text, scoped }) => (scoped === undefined ? [] : [{ text, scoped }]));
  const [first] = voice;
  if (first === undefined || said.length === 0) return undefined;
  const scoped = said.flatMap((one) => one.scoped);
  const figures = scoped.filter(({ nil }) => !nil);
  const withheld = figures.filter(({ status }) => status === "WITHHELD").length;
  const given = figures.filter(({ status }) => status !== "WITHHELD");
  const adding = (amount: Amount): bigint | null => {
    const values = given.flatMap((one) => (one[amount] === null ? [] : [BigInt(one[amount])]));
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0n);
  };
  const sums = { carats: adding("carats"), usd: adding("usd"), count: adding("count") };
  return {
    source: first.source,
    valuation: figures[0]?.valuation ?? null,
    basis: figures[0]?.basis ?? null,
    ...sums,
    nil: figures.length === 0,
    figures: scoped.length,
    withheld,
    provisional: scoped.some(({ status }) => status === "PROVISIONAL" || status === "ESTIMATED"),
    partly: amounts.filter(
      (amount) => sums[amount] !== null && (withheld > 0 || given.some((one) => one[amount] === null)),
    ),
    missing:
      year === undefined ? [] : missingPeriods(first.period, new Set(said.map(({ text }) => text)), year),
    notes: [...new Set(scoped.flatMap(({ note }) => note ?? []))],
    knownFrom: voice.reduce((newest, { knownFrom }) => (knownFrom > newest ? knownFrom : newest), ""),
  };
}

/** `hiding`: what may hold a part of what is asked for, so that a source which has it does not say that there is none. */
const dimensions = [
  { name: "product", all: "_T", hiding: undefined },
  { name: "counterpart", all: "W", hiding: "_O" },
  { name: "mining", all: "_T", hiding: "UNSPECIFIED" },
  { name: "origin", all: "_Z", hiding: "MIXED" },
] as const;

/**
 * Of one period, what is asked for; empty where the source tells its parts apart and has none of it, undefined where it does
 * not say. A figure for all partners, goods or mining types stands for its parts and is not added to them.
 */
function inScope(observations: readonly Observation[], scope: Scope): readonly Observation[] | undefined {
  const asked = dimensions.map((one) => ({
    ...one,
    asked: one.name === "origin" ? one.all : scope[one.name],
  }));
  let left = observations;
  for (const { name, all, hiding, asked: value } of asked.filter((one) => one.asked !== one.all)) {
    const wanted = left.filter((one) => one[name] === value || (one.nil && one[name] === all));
    const unsaid = left.every((one) => one[name] === all) || left.some((one) => one[name] === hiding);
    if (wanted.length === 0 && left.length > 0 && unsaid) return undefined;
    left = wanted;
  }
  for (const { name, all } of asked.filter((one) => one.asked === one.all)) {
    const total = left.filter((one) => one[name] === all);
    if (total.length > 0) left = total;
  }
  return left;
}

function missingPeriods(like: Period, found: ReadonlySet<string>, year: number): readonly string[] {
  const parts = inAYear[like.kind] ?? 1;
  if (parts === 1) return [];
  return Array.from({ length: parts }, (_, i) => periodText({ ...like, year, part: i + 1 } as Period)).filter(
    (text) => !found.has(text),
  );
}

/** By the first day of each, then the longer one. */
export function comparePeriods(a: Period, b: Period): number {
  const [first, second] = [daysOf(a), daysOf(b)];
  return first.from < second.from
    ? -1
    : first.from > second.from
      ? 1
      : first.until > second.until
        ? -1
        : first.until < second.until
          ? 1
          : 0;
}
