// An outcome exists only if the procedure's record proves it: what an item's own acts come to, never what somebody says of it.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findItem } from "#modules/governance/index.ts";

export interface Decided {
  readonly reference: string;
  readonly title: Readonly<Record<string, string>>;
  readonly outcome: string | null;
  /** When it came to that. */
  readonly outcomeAt: string | null;
  readonly adopted: boolean;
  /** Actors that the item is about. */
  readonly subjects: readonly string[];
}

export async function decidedBy(ctx: Ctx, item: string): Promise<Decided | undefined> {
  const found = await findItem(ctx, item);
  if (found === undefined) return undefined;
  const { outcome, outcomeAt, subjects } = found.row;
  return {
    reference: found.reference,
    title: found.title,
    outcome,
    outcomeAt,
    adopted: outcome?.startsWith("ADOPTED") === true,
    subjects,
  };
}

/** Refuses the field where the item is not about this actor. */
export async function getAbout(ctx: Ctx, item: string, actor: string, field: string): Promise<Decided> {
  const decided = await decidedBy(ctx, item);
  if (decided === undefined)
    throw new Problem("bad-input", {}, { fields: [{ field, code: "unknown-item" }] });
  if (!decided.subjects.includes(actor))
    throw new Problem("bad-input", {}, { fields: [{ field, code: "not-about-them" }] });
  return decided;
}

/** Refuses the field while the item is not adopted. */
export async function getAdopted(ctx: Ctx, item: string, field: string): Promise<Decided> {
  const decided = await decidedBy(ctx, item);
  if (decided === undefined)
    throw new Problem("bad-input", {}, { fields: [{ field, code: "unknown-item" }] });
  if (!decided.adopted) throw new Problem("bad-input", {}, { fields: [{ field, code: "not-adopted" }] });
  refuseUnless(decided.outcome !== null, "wrong-state");
  return decided;
}
