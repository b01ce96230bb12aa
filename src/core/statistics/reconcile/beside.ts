// What certificates come to, beside what the return of the same Participant says for the same time: equal, near, apart, or
// nothing that can be compared. A return for part of a year is shown and never judged.
import { cellOf } from "../views/cells.ts";
import type { Cell, Measure } from "../views/cells.ts";
import { everything, periodSums, yearSum } from "../views/sums.ts";
import type { Scope } from "../views/sums.ts";
import type { Observation } from "../observation.ts";
import { periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import { agree, gapBetween, usualDeadZone } from "./gap.ts";
import type { Gap } from "./gap.ts";

export type Beside =
  /** The gap is what the return says less what the certificates come to. A nil return says zero. */
  | { readonly kind: "EQUAL" | "NEAR" | "APART"; readonly said: bigint; readonly gap: Gap }
  /** Returns or amounts of part of the time are missing. */
  | { readonly kind: "PARTLY"; readonly said: bigint }
  | { readonly kind: "NOT_FILED" | "WITHHELD" | "NOT_GIVEN" };

/** A calendar year, or a quarter of one. */
export type Span = Extract<Period, { kind: "YEAR" | "QUARTER" }>;

/** `returns` are the rows of one reporter and flow, of any time. */
export function besideReturn(
  certified: bigint,
  returns: readonly Observation[],
  span: Span,
  measure: Measure,
  scope: Partial<Scope> = {},
): Beside {
  const cell = saidOf(returns, span, measure, { ...everything, ...scope });
  if (cell.kind === "FIGURE" && !cell.whole) return { kind: "PARTLY", said: cell.amount };
  if (cell.kind !== "FIGURE" && cell.kind !== "NIL") return { kind: cell.kind };
  const said = cell.kind === "FIGURE" ? cell.amount : 0n;
  const kind = said === certified ? "EQUAL" : agree(certified, said, usualDeadZone) ? "NEAR" : "APART";
  return { kind, said, gap: gapBetween(certified, said) };
}

function saidOf(returns: readonly Observation[], span: Span, measure: Measure, scope: Scope): Cell {
  const within = returns.filter(({ period }) =>
    span.kind === "YEAR"
      ? period.kind !== "FISCAL" && period.year === span.year
      : periodText(period) === periodText(span),
  );
  const sum = span.kind === "YEAR" ? yearSum(within, span.year, scope) : periodSums(within, scope)[0];
  // Filed, and not told apart as it is asked.
  if (sum === undefined && within.length > 0) return { kind: "NOT_GIVEN" };
  // Nil in the quarters that were filed says nothing of the others.
  if (sum?.nil === true && sum.missing.length > 0)
    return { kind: "FIGURE", amount: 0n, whole: false, provisional: sum.provisional };
  return cellOf(sum, measure);
}
