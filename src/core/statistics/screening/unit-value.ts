// Dollars for a carat against the band of the filer and mining type, on logarithms, each return left out of its own band. A
// filer with few returns borrows from its other goods, or from what others of that mining type get; how much is measured on
// the returns themselves. Where a slip of the keyboard explains what does not fit, the amounts it was made of are offered.
import { halfNumber } from "../periods.ts";
import { grouped } from "./findings.ts";
import type { Cause, FigureRow, Finding } from "./findings.ts";
import { logLikelihood, medianOf, mediansWithoutEach, spreadOf } from "./robust.ts";

/** Spreads away from the band's middle, and times: both are needed, or a steady filer is asked for nothing. */
export const askedSpreads = 3.5;
export const askedFactor = 2.5;

/** Nearer than so many spreads to the band, or to the level of its neighbours, nothing is a slip. */
const leastForSlip = 1.5;

/** A band of its own weighs against the usual spread as so many returns do. */
const borrowed = 4;
const fewest = 5;
const largestLeftOut = 1_000;

interface Priced extends FigureRow {
  /** Logarithms of dollars for a carat, and of carats. */
  readonly u: number;
  readonly c: number;
}

interface Usual {
  /** Spread of unit values within a filer's goods, of carats from one half to the next. */
  readonly spread: number;
  readonly volume: number;
  /** How far a filer's own types lie apart, and filers of one type. */
  readonly betweenTypes: number;
  readonly betweenFilers: number;
  /** The middle of each filer's goods of a type. */
  readonly byType: ReadonlyMap<string, readonly { readonly participant: string; readonly center: number }[]>;
}

export interface Band {
  readonly center: number;
  readonly spread: number;
  readonly returns: number;
}

export function unitValueFindings(figures: readonly FigureRow[]): readonly Finding[] {
  const priced = figures.flatMap((row): readonly Priced[] =>
    row.carats > 0n && row.usd > 0n
      ? [{ ...row, u: Math.log(Number(row.usd) / Number(row.carats)), c: Math.log(Number(row.carats)) }]
      : [],
  );
  const groups = grouped(priced, ({ participant, mining }) => `${participant} ${mining}`);
  for (const group of groups.values())
    group.sort((a, b) => halfNumber(a.half) - halfNumber(b.half) || a.row - b.row);
  const byFiler = grouped(priced, ({ participant }) => participant);
  const usual = usualOf(groups, byFiler);
  return [...groups.values()].flatMap((group) => findingsIn(group, otherGoods(group[0], byFiler), usual));
}

function findingsIn(group: readonly Priced[], others: readonly number[], usual: Usual): readonly Finding[] {
  const [first] = group;
  if (first === undefined) return [];
  const prior = priorOf(first, others, usual);
  const units = group.map(({ u }) => u);
  const centers = mediansWithoutEach(units);
  const findings: Finding[] = [];
  // Of so many returns one does not move the band: it is made once, or a file of one filer would take for ever.
  const shared = group.length > largestLeftOut ? bandOf(units, medianOf(units), prior, usual) : undefined;
  for (const [place, row] of group.entries()) {
    const band = shared ?? bandOf(units.toSpliced(place, 1), centers[place] ?? Number.NaN, prior, usual);
    if (band === null) continue;
    const near = neighbours(group, place);
    const z = spreadsAway(row.u, band, near);
    const slip = Math.abs(z) < leastForSlip ? null : slipOf(row, band, near, usual);
    const factor = Math.exp(Math.abs(row.u - band.center));
    const outside = Math.abs(z) / askedSpreads;
    const strength = Math.max(factor < askedFactor ? 0 : outside, slip?.strength ?? 0);
    if (strength < 1) continue;
    const atCenter = (spreads: number): bigint =>
      BigInt(Math.round(Math.exp(band.center + spreads * band.spread) * 100));
    findings.push({
      participant: row.participant,
      half: row.half,
      rows: [row.row],
      rule: "unit-value",
      mining: row.mining,
      filed: BigInt(Math.round(Math.exp(row.u) * 100)),
      usual: atCenter(0),
      low: atCenter(-askedSpreads),
      high: atCenter(askedSpreads),
      times: factor,
      returns: band.returns,
      perhaps: slip === null ? null : { carats: slip.carats, usd: slip.usd },
      strength: Math.min(strength, 7),
      cause: slip?.cause ?? "other-goods-or-price",
    });
  }
  return findings;
}

interface Prior {
  readonly center: number;
  readonly spread: number;
}

/** What is expected of a filer's goods before its returns of them are seen; null where there is nobody to learn from. */
function priorOf({ participant, mining }: Priced, others: readonly number[], usual: Usual): Prior | null {
  if (others.length >= fewest) return { center: medianOf(others), spread: usual.betweenTypes };
  const filers = (usual.byType.get(mining) ?? []).filter((one) => one.participant !== participant);
  if (filers.length === 0) return null;
  return { center: medianOf(filers.map(({ center }) => center)), spread: usual.betweenFilers };
}

function bandOf(rest: readonly number[], center: number, prior: Prior | null, usual: Usual): Band | null {
  if (rest.length === 0)
    return prior === null
      ? null
      : { center: prior.center, spread: Math.hypot(prior.spread, usual.spread), returns: 0 };
  const own = spreadOf(rest, center);
  const squared =
    (rest.length * own * own + borrowed * usual.spread * usual.spread) / (rest.length + borrowed);
  const weight = rest.length / squared;
  const priorWeight = prior === null ? 0 : 1 / (prior.spread * prior.spread);
  return {
    center: (weight * center + priorWeight * (prior?.center ?? 0)) / (weight + priorWeight),
    spread: Math.sqrt(squared + 1 / (weight + priorWeight)),
    returns: rest.length,
  };
}

/** The four nearest returns, on both sides where there are such: a level that lasts is a change of goods or price, and no slip. */
function neighbours(group: readonly Priced[], place: number): readonly Priced[] {
  const from = Math.max(0, Math.min(place - 2, group.length - 5));
  return group.slice(from, from + 5).filter((_, i) => from + i !== place);
}

function spreadsAway(u: number, band: Band, near: readonly Priced[]): number {
  const z = (u - band.center) / band.spread;
  if (near.length < 3) return z;
  const local = (u - medianOf(near.map((one) => one.u))) / band.spread;
  if (local * z <= 0) return 0;
  return Math.abs(local) < Math.abs(z) ? local : z;
}

interface Slip {
  readonly cause: Cause;
  readonly carats: bigint;
  readonly usd: bigint;
  readonly strength: number;
}

const powers = [1, 2, 3, 6] as const;
/** So much more likely, as logarithm, must the return be without the slip: to name it as cause, and to ask for it alone. */
const [named, asked] = [2.5, 5];

/** What most likely was meant, where one slip brings both amounts back to what is usual. */
function slipOf(row: Priced, band: Band, near: readonly Priced[], usual: Usual): Slip | null {
  if (Math.abs(row.u - band.center) < Math.log(4) || near.length < 2) return null;
  const volumes = near.map(({ c }) => c);
  const center = medianOf(volumes);
  const spread = Math.max(usual.volume, spreadOf(volumes, center));
  const fit = (u: number, c: number): number =>
    logLikelihood((u - band.center) / band.spread) + logLikelihood((c - center) / spread);
  const asFiled = fit(row.u, row.c);
  let best: Slip | null = null;
  const consider = (cause: Cause, carats: bigint, usd: bigint): void => {
    if (carats <= 0n || usd <= 0n) return;
    const [u, c] = [Math.log(Number(usd) / Number(carats)), Math.log(Number(carats))];
    const gain = fit(u, c) - asFiled;
    const strength = gain / asked;
    if (gain < named || Math.abs(u - band.center) > 2 * band.spread) return;
    if (best === null || strength > best.strength) best = { cause, carats, usd, strength };
  };
  consider("swapped", row.usd, row.carats);
  for (const power of powers) {
    const times = 10n ** BigInt(power);
    consider("carats-slip", row.carats / times, row.usd);
    consider("carats-slip", row.carats * times, row.usd);
    consider("value-slip", row.carats, row.usd / times);
    consider("value-slip", row.carats, row.usd * times);
  }
  return best;
}

function otherGoods(
  row: Priced | undefined,
  byFiler: ReadonlyMap<string, readonly Priced[]>,
): readonly number[] {
  if (row === undefined) return [];
  return (byFiler.get(row.participant) ?? []).filter(({ mining }) => mining !== row.mining).map(({ u }) => u);
}

/** Measured on the returns themselves; the floors keep a handful of equal numbers from making everything unusual. */
function usualOf(
  groups: ReadonlyMap<string, readonly Priced[]>,
  byFiler: ReadonlyMap<string, readonly Priced[]>,
): Usual {
  const large = [...groups.values()].filter((group) => group.length >= fewest);
  const centers = large.map((group) => ({
    mining: (group[0] as Priced).mining,
    center: medianOf(group.map(({ u }) => u)),
  }));
  const spreads = large.map((group, i) =>
    spreadOf(
      group.map(({ u }) => u),
      centers[i]?.center ?? 0,
    ),
  );
  const steps = large.map((group) =>
    medianOf(group.slice(1).map(({ c }, i) => Math.abs(c - (group[i]?.c ?? c)))),
  );
  const byType = new Map(
    [...grouped(groups.values(), (group) => (group[0] as Priced).mining)].map(([mining, all]) => [
      mining,
      all.map((group) => ({
        participant: (group[0] as Priced).participant,
        center: medianOf(group.map(({ u }) => u)),
      })),
    ]),
  );
  // How far filers lie apart is measured on those with a band of their own.
  const middle = new Map(
    [...grouped(centers, ({ mining }) => mining)].map(([mining, all]) => [
      mining,
      medianOf(all.map(({ center }) => center)),
    ]),
  );
  const between = centers.map(({ mining, center }) => center - (middle.get(mining) ?? center));
  const apart = [...byFiler.values()].flatMap((all) => {
    const own = [...grouped(all, ({ mining }) => mining).values()].map((group) =>
      medianOf(group.map(({ u }) => u)),
    );
    return own.slice(1).map((center, i) => Math.abs(center - (own[i] ?? center)));
  });
  const atLeast = (value: number, least: number): number => (value > least ? value : least);
  return {
    spread: atLeast(medianOf(spreads), 0.2),
    volume: atLeast(medianOf(steps) * 1.4826, 0.4),
    betweenTypes: atLeast(medianOf(apart) * 1.4826, 0.5),
    betweenFilers: atLeast(spreadOf(between, 0), 0.8),
    byType,
  };
}
