// What a place of a table shows: a figure, or one of the marks that are no figures. "Nil" is a return that says nothing was
// mined or traded; "not filed" is no return; "withheld" is a figure that is kept back; they are never mixed, nor shown as zero.
import { ofReleases, ofReturns } from "../observation.ts";
import type { Sum } from "./sums.ts";

/** "unit" is dollars for a carat. */
export const measures = ["carats", "usd", "unit", "count"] as const;
export type Measure = (typeof measures)[number];

export type Cell =
  | {
      readonly kind: "FIGURE";
      /** Hundredths of a carat, cents, cents for a carat, or certificates. */
      readonly amount: bigint;
      /** False: periods of the year or amounts within it are missing. */
      readonly whole: boolean;
      readonly provisional: boolean;
    }
  | { readonly kind: "NIL" | "WITHHELD" | "NOT_GIVEN" | "NOT_FILED" };

export function cellOf(sum: Sum | undefined, measure: Measure): Cell {
  if (sum === undefined) return { kind: "NOT_FILED" };
  if (sum.nil) return { kind: "NIL" };
  const amount = amountOf(sum, measure);
  if (amount === null) return { kind: sum.withheld > 0 ? "WITHHELD" : "NOT_GIVEN" };
  const needed = measure === "unit" ? (["carats", "usd"] as const) : ([measure] as const);
  return {
    kind: "FIGURE",
    amount,
    whole: sum.missing.length === 0 && !needed.some((one) => sum.partly.includes(one)),
    provisional: sum.provisional,
  };
}

/** One direction of trade beside the other: a trade return that names nothing of a direction says that there was nothing. */
export function tradeCell(own: Sum | undefined, other: Sum | undefined, measure: Measure): Cell {
  const filed =
    other !== undefined &&
    other.missing.length === 0 &&
    (other.source === ofReturns || other.source === ofReleases);
  return own === undefined && filed ? { kind: "NIL" } : cellOf(own, measure);
}

function amountOf({ carats, usd, count, partly }: Sum, measure: Measure): bigint | null {
  if (measure === "carats") return carats;
  if (measure === "usd") return usd;
  if (measure === "count") return count;
  // Dollars of some figures over the carats of others would be the price of nothing.
  if (carats === null || usd === null || carats === 0n || partly.length > 0) return null;
  return (usd * 100n + carats / 2n) / carats;
}

/** As `plotted`, and null where the figure is not whole: half a year beside whole ones would look like a fall. */
export function plottedWhole(cell: Cell, measure: Measure): number | null {
  return cell.kind === "FIGURE" && !cell.whole ? null : plotted(cell, measure);
}

/** Amounts as numbers for a picture: carats, dollars, certificates. Null where there is no figure. */
export function plotted(cell: Cell, measure: Measure): number | null {
  if (cell.kind === "NIL") return 0;
  if (cell.kind !== "FIGURE") return null;
  return measure === "count" ? Number(cell.amount) : Number(cell.amount) / 100;
}
