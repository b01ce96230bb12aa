// What a Participant reports for a half-year: its production, or that there was none. Three states that are never mixed:
// a figure, nil, and no return at all (then there is no object here).
import type { Carats, Usd } from "../kp/amounts.ts";
import type { IsoDate } from "../kp/dates.ts";
import type { Half } from "./periods.ts";

/** Artisanal and small-scale, or large-scale; returns say which from 2020 on. */
export const miningTypes = ["ASM", "LSM", "UNSPECIFIED"] as const;
export type MiningType = (typeof miningTypes)[number];

export const returnStatuses = ["NORMAL", "PROVISIONAL", "ESTIMATED", "WITHHELD"] as const;
export type ReturnStatus = (typeof returnStatuses)[number];

/** "2013-03-18T06:01:19": the export gives no zone, so none is claimed. */
export type Stamp = string;

export type Filed =
  /** An amount that is not given is null; one that is given as zero is 0n. */
  | {
      readonly kind: "FIGURE";
      readonly mining: MiningType;
      readonly carats: Carats | null;
      readonly usd: Usd | null;
    }
  | { readonly kind: "NIL" };

export interface ProductionReturn {
  /** As its source numbers it. */
  readonly row: number;
  readonly participant: string;
  readonly half: Half;
  readonly filed: Filed;
  readonly status: ReturnStatus;
  readonly entered: Stamp | null;
  readonly changed: Stamp | null;
  /** Where the figure was read: two sources may disagree on one fact. */
  readonly source: string;
  /** The day for which the source speaks; null where it does not say. */
  readonly asOf: IsoDate | null;
}

export interface Figure {
  readonly carats: Carats;
  readonly usd: Usd;
}

/** Totals of what was filed: amounts not given add nothing. */
export function totalOf(returns: readonly ProductionReturn[]): Figure {
  let [carats, usd] = [0n, 0n];
  for (const { filed } of returns)
    if (filed.kind === "FIGURE") [carats, usd] = [carats + (filed.carats ?? 0n), usd + (filed.usd ?? 0n)];
  return { carats, usd };
}

/** A published figure that stands beside the returns: an article, a release, another authority. */
export interface PublishedFigure {
  readonly id: string;
  readonly reporter: string;
  readonly year: number;
  /** A half of the year, or the whole. */
  readonly part: 1 | 2 | null;
  readonly flow: "PRODUCTION" | "IMPORT" | "EXPORT";
  /** With the half of its last digit: an article that prints 8.33 million carats means ± 5,000. */
  readonly carats: Rounded | null;
  readonly usd: Rounded | null;
  readonly published: string;
  readonly source: string;
}

export interface Rounded {
  readonly value: bigint;
  readonly give: bigint;
}
