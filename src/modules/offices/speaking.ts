// For which seat somebody speaks here, and how this module refuses.
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { delegationOf } from "#modules/governance/index.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";

/** The seat of a delegate whose accreditation is valid; undefined for everybody else. */
export async function seatOf(source: Ctx | Tx, about: string): Promise<SeatOnDay | undefined> {
  const delegation = await delegationOf(source, source.actor, ["body:PLENARY", about]);
  return delegation?.credential === "VALID" ? delegation.seat : undefined;
}

export async function getSeat(source: Ctx | Tx, about: string): Promise<SeatOnDay> {
  const seat = await seatOf(source, about);
  if (seat === undefined) throw new Problem("not-allowed");
  return seat;
}

/** Refuses the input because of these fields, if there are any. */
export function refuseFields(...problems: readonly (FieldProblem | false)[]): void {
  const fields = problems.filter((problem) => problem !== false);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}
