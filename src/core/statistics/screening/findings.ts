// What screening can find: rules with their arguments, the likely cause, and how strongly it speaks. Words are made of this
// elsewhere, in the reader's language. A finding says what does not fit; it never says that anybody was wrong.
import type { Half } from "../periods.ts";
import type { MiningType, ProductionReturn } from "../returns.ts";

export type Cause =
  | "wrong-year"
  | "wrong-half"
  | "early-estimate"
  | "nil-foreseen"
  | "entered-twice"
  | "later-return-under-this-key"
  | "parts-or-versions"
  | "nil-then-found"
  | "value-forgotten"
  | "carats-forgotten"
  | "carats-slip"
  | "value-slip"
  | "both-slip"
  | "swapped"
  | "stale-copy"
  | "year-split-in-two"
  | "year-as-half"
  | "other-goods-or-price"
  | "mine-or-law"
  | "stopped"
  | "restated"
  | "not-counted-or-not-mined";

interface Common {
  readonly participant: string;
  readonly half: Half;
  /** As the file numbers them. */
  readonly rows: readonly number[];
  /** 1 is where a rule begins to speak; findings are shown, and held to a share of the rows, by it. */
  readonly strength: number;
  readonly cause: Cause;
}

export type Finding = Common &
  (
    | { readonly rule: "same-key"; readonly times: number; readonly mining: MiningType | "NIL" }
    | { readonly rule: "nil-with-figures" }
    | { readonly rule: "carats-without-value"; readonly carats: bigint }
    | { readonly rule: "value-without-carats"; readonly usd: bigint }
    | { readonly rule: "before-the-end"; readonly days: number; readonly goneOver: boolean }
    | { readonly rule: "nil-in-advance"; readonly days: number }
    | { readonly rule: "years-late"; readonly years: number; readonly beforeJoining: boolean }
    | { readonly rule: "same-carats"; readonly carats: bigint; readonly other: Half }
    | { readonly rule: "same-value"; readonly usd: bigint; readonly other: Half }
    | { readonly rule: "sum-of-others"; readonly carats: bigint; readonly other: number }
    | {
        readonly rule: "unit-value";
        readonly mining: MiningType;
        /** Dollars for a carat, in cents: as filed, usual, and the edges of the band. */
        readonly filed: bigint;
        readonly usual: bigint;
        readonly low: bigint;
        readonly high: bigint;
        readonly times: number;
        /** How many returns the band was made of. */
        readonly returns: number;
        /** What a slip of the keyboard would have made of, where one fits. */
        readonly perhaps: { readonly carats: bigint; readonly usd: bigint } | null;
      }
    | {
        readonly rule: "volume";
        readonly carats: bigint;
        readonly before: bigint;
        readonly against: Half;
        readonly times: number;
      }
    | {
        readonly rule: "published-otherwise";
        readonly of: "carats" | "usd";
        readonly filed: bigint;
        readonly published: bigint;
        readonly percent: number;
        /** The whole year, or this half. */
        readonly whole: boolean;
        readonly source: string;
      }
    | { readonly rule: "changed-after-publication"; readonly days: number; readonly on: string }
    | {
        readonly rule: "exports-beyond";
        readonly exports: bigint;
        readonly available: bigint;
        readonly importsKnown: boolean;
        readonly times: number;
      }
  );

export type RuleCode = Finding["rule"];

/** A figure that was filed, taken apart once so that rules need not ask again. */
export interface FigureRow {
  readonly row: number;
  readonly participant: string;
  readonly half: Half;
  readonly mining: MiningType;
  readonly carats: bigint;
  readonly usd: bigint;
  readonly entered: string | null;
  readonly changed: string | null;
}

export function figuresOf(returns: readonly ProductionReturn[]): readonly FigureRow[] {
  return returns.flatMap(({ filed, row, participant, half, entered, changed }) =>
    filed.kind === "FIGURE"
      ? [
          {
            row,
            participant,
            half,
            mining: filed.mining,
            carats: filed.carats ?? 0n,
            usd: filed.usd ?? 0n,
            entered,
            changed,
          },
        ]
      : [],
  );
}

export function grouped<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function halfKey(participant: string, { year, part }: Half): string {
  return `${participant} ${year} ${part}`;
}
