// Screening of one return while it is being filed, whatever its type: what does not fit in it, beside what its filer said
// before. Pure. The rules of production are those that screen whole files; here they speak of the new rows alone.
import type { Observation } from "../observation.ts";
import { ofReleases, ofReturns } from "../observation.ts";
import type { Half } from "../periods.ts";
import { periodText } from "../periods.ts";
import type { ReturnType } from "../calendar.ts";
import type { ProductionReturn, PublishedFigure } from "../returns.ts";
import { countDepartures, flowDepartures } from "./certified.ts";
import type { Finding } from "./findings.ts";
import { screen } from "./screen.ts";
import { tradeFindings } from "./trade.ts";
import type { TradeFinding, TradeScreening } from "./trade.ts";

export type FilingFinding = Finding | TradeFinding;

/** From here on a finding asks for the filer's own words; below it only shows. */
export const reasonStrength = 2;

export interface FilingScreening extends TradeScreening {
  readonly type: ReturnType;
  readonly kind: "FIGURE" | "NIL";
  /** The instant of filing, UTC. */
  readonly now: string;
  /** Open figures of others, from which a filer with few returns borrows its band. */
  readonly others: readonly Observation[];
}

/** Findings of rows of this return, by their places in it, the strongest first. */
export function screenReturn(screening: FilingScreening): readonly FilingFinding[] {
  const { type, kind, period } = screening;
  const past = oneOfEach(screening.history).filter((one) => periodText(one.period) !== periodText(period));
  if (type !== "PRODUCTION")
    return kind === "NIL" ? nilBesideCertificates(screening) : tradeFindings({ ...screening, history: past });
  if (period.kind !== "HALF") return [];
  const candidates = candidateRows(screening, period);
  const history = [...past, ...oneOfEach(screening.others)].flatMap(
    (one, place) => productionReturn(one, firstOfHistory + place) ?? [],
  );
  const { warnings, remarks } = screen([...history, ...candidates], publishedOf(screening), 1);
  return [...warnings, ...remarks]
    .map((finding) => ({ ...finding, rows: finding.rows.filter((row) => row < firstOfHistory) }))
    .filter(({ rows }) => rows.length > 0)
    .toSorted((a, b) => b.strength - a.strength);
}

export function needsReason(findings: readonly FilingFinding[]): boolean {
  return findings.some(({ strength }) => strength >= reasonStrength);
}

/** Too weak to be shown to a person who is filling in a form. */
export function worthShowing(findings: readonly FilingFinding[]): readonly FilingFinding[] {
  return findings.filter(({ strength }) => strength >= 0.3);
}

/** Numbers of rows that are not of the return itself. */
const firstOfHistory = 1_000_000;

/** Nil where certificates say otherwise. */
function nilBesideCertificates({ type, rows, certified }: FilingScreening): readonly FilingFinding[] {
  if (certified === undefined) return [];
  return type === "TRADE" ? flowDepartures([], certified) : countDepartures(rows, certified);
}

function candidateRows({ rows, kind, participant, now }: FilingScreening, half: Half): ProductionReturn[] {
  const entered = now.slice(0, 19);
  const common = { participant, half, entered, changed: null, source: ofReturns, asOf: now.slice(0, 10) };
  if (kind === "NIL") return [{ ...common, row: 0, filed: { kind: "NIL" }, status: "NORMAL" }];
  return rows.map(({ mining, carats, usd, status }, row) => ({
    ...common,
    row,
    filed: { kind: "FIGURE", mining: mining === "_T" ? "UNSPECIFIED" : mining, carats, usd },
    status,
  }));
}

function productionReturn(one: Observation, row: number): ProductionReturn | undefined {
  const { reporter, period, mining, carats, usd, nil, status, source, entered, changed } = one;
  if (one.flow !== "PRODUCTION" || period.kind !== "HALF") return undefined;
  return {
    row,
    participant: reporter,
    half: period,
    filed: nil
      ? { kind: "NIL" }
      : { kind: "FIGURE", mining: mining === "_T" ? "UNSPECIFIED" : mining, carats, usd },
    status,
    entered,
    changed,
    source,
    asOf: null,
  };
}

/** Several sources say one half: the filer's own return before a release, a release before a data set, the newer of two. */
function oneOfEach(all: readonly Observation[]): readonly Observation[] {
  const rank = ({ source }: Observation): number =>
    source === ofReturns ? 2 : source === ofReleases ? 1 : 0;
  const chosen = new Map<string, Observation>();
  const halves = new Map<string, Observation[]>();
  for (const one of all) {
    const key = `${one.reporter} ${one.flow} ${periodText(one.period)}`;
    const best = chosen.get(key);
    if (
      best === undefined ||
      rank(one) > rank(best) ||
      (rank(one) === rank(best) && one.source > best.source)
    )
      chosen.set(key, one);
    halves.set(key, [...(halves.get(key) ?? []), one]);
  }
  return [...halves].flatMap(([key, rows]) =>
    rows.filter(({ source }) => source === chosen.get(key)?.source),
  );
}

/** What was published of this very half: a correction of it is a restatement, and is told as one. */
function publishedOf({ history, period, participant }: FilingScreening): readonly PublishedFigure[] {
  const released = history.filter(
    (one) =>
      one.source === ofReleases && one.flow === "PRODUCTION" && periodText(one.period) === periodText(period),
  );
  if (released.length === 0 || period.kind !== "HALF") return [];
  const sum = (of: "carats" | "usd"): bigint => released.reduce((total, one) => total + (one[of] ?? 0n), 0n);
  return [
    {
      id: ofReleases,
      reporter: participant,
      year: period.year,
      part: period.part,
      flow: "PRODUCTION",
      carats: { value: sum("carats"), give: 0n },
      usd: { value: sum("usd"), give: 0n },
      published: released[0]?.knownFrom.slice(0, 10) ?? "",
      source: "the latest release of this record",
    },
  ];
}
