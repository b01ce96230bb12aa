// The scheduled look at one Participant (Data Anomaly Questionnaire): second-quarter trade and certificate counts and
// first-half production against the same period a year before, and pairs whose two sides differ. What moved far is asked for.
import type { Flow, Observation } from "../observation.ts";
import { periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import { coarsest } from "./cuts.ts";
import { isOpenGap } from "./mirror.ts";
import type { MirrorLine } from "./mirror.ts";

export type DraftQuestion =
  | {
      readonly kind: "moved";
      readonly flow: Flow;
      readonly of: "carats" | "usd" | "count";
      readonly period: string;
      readonly against: string;
      readonly now: bigint;
      readonly before: bigint;
      readonly percent: number;
    }
  | { readonly kind: "not-filed"; readonly flow: Flow; readonly period: string }
  | { readonly kind: "gap"; readonly line: MirrorLine };

/** A move of more than half is asked for, above what is too little to matter. How the working group sets it is not public: assumed. */
export const askedFrom = { share: 0.5, carats: 1_000_00n, usd: 100_000_00n, count: 10n } as const;
/** The two sides of a pair, as a share of their mean. */
export const askedGap = 0.25;

export interface QuestionInput {
  readonly participant: string;
  readonly year: number;
  /** Its own, of both years. */
  readonly observations: readonly Observation[];
  readonly lines: readonly MirrorLine[];
}

/** The periods that are looked at in a year. */
export function periodsAsked(
  year: number,
): readonly { readonly flow: Flow; readonly period: Period; readonly before: Period }[] {
  const quarter = (of: number): Period => ({ kind: "QUARTER", year: of, part: 2 });
  const half = (of: number): Period => ({ kind: "HALF", year: of, part: 1 });
  return [
    ...(["EXPORT", "IMPORT", "KPC_ISSUED", "KPC_RECEIVED"] as const).map((flow) => ({
      flow,
      period: quarter(year),
      before: quarter(year - 1),
    })),
    { flow: "PRODUCTION", period: half(year), before: half(year - 1) },
  ];
}

export function draftQuestions({
  participant,
  year,
  observations,
  lines,
}: QuestionInput): readonly DraftQuestion[] {
  const moved = periodsAsked(year).flatMap(({ flow, period, before }): readonly DraftQuestion[] => {
    const [now, then] = [
      rowsOf(observations, participant, flow, period),
      rowsOf(observations, participant, flow, before),
    ];
    if (then.length > 0 && now.length === 0) return [{ kind: "not-filed", flow, period: periodText(period) }];
    const measures = flow.startsWith("KPC_") ? (["count"] as const) : (["carats", "usd"] as const);
    return measures.flatMap((of): readonly DraftQuestion[] => {
      const [a, b] = [total(now, of), total(then, of)];
      if (a === null || b === null || (a < askedFrom[of] && b < askedFrom[of])) return [];
      const share = b === 0n ? Infinity : Number(a - b) / Number(b);
      if (Math.abs(share) <= askedFrom.share) return [];
      return [
        {
          kind: "moved",
          flow,
          of,
          period: periodText(period),
          against: periodText(before),
          now: a,
          before: b,
          percent: Number.isFinite(share) ? Math.round(share * 100) : 100,
        },
      ];
    });
  });
  const quarter = `${year}-Q2`;
  const gaps = lines.filter(
    (line) =>
      periodText(line.period) === quarter &&
      line.product === "_T" &&
      (line.exporter === participant || line.importer === participant) &&
      isOpenGap(line) &&
      wide(line),
  );
  return [...moved, ...gaps.map((line): DraftQuestion => ({ kind: "gap", line }))];
}

function wide({ carats }: MirrorLine): boolean {
  return (
    (carats.kind === "DIFFERS" || carats.kind === "NIL_AGAINST_FIGURE") &&
    Math.abs(carats.gap.share) > askedGap
  );
}

function rowsOf(
  observations: readonly Observation[],
  participant: string,
  flow: Flow,
  period: Period,
): readonly Observation[] {
  return coarsest(
    observations.filter(
      (one) =>
        one.reporter === participant && one.flow === flow && periodText(one.period) === periodText(period),
    ),
  );
}

/** Null where nothing was said, or a part of it was not given. */
function total(rows: readonly Observation[], of: "carats" | "usd" | "count"): bigint | null {
  if (rows.length === 0) return null;
  return rows.reduce<bigint | null>((sum, row) => {
    const value = row.nil ? 0n : row[of];
    return sum === null || value === null ? null : sum + BigInt(value);
  }, 0n);
}
