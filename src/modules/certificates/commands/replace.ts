// Replaces a certificate that has not left: a new one with a new number, and a link both ways. The old one is withdrawn
// for good and its number is never used again. The new one is validated like any other, by another person.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { mayIssue } from "../policy.ts";
import { issueInPlaceOf } from "./issue.ts";
import type { Issued } from "./issue.ts";
import { openEvidence, recordStep, standingFor } from "./take-step.ts";
import type { Step } from "./take-step.ts";

export async function replace(ctx: Ctx, step: Step<"replaced">): Promise<Issued> {
  const evidence = await openEvidence(step.evidence ?? []);
  return inTransaction(ctx, async (tx) => {
    const standing = await standingFor(tx, step);
    const { row, rules, today } = standing;
    refuseUnless(mayIssue(tx.actor, row.authority), "not-found");
    const { reason, note, enclosed, goods } = step.input;
    const gone = row.state === "LOST" || row.state === "STOLEN";
    // Canada: SOR/2003-15. What is lost cannot be enclosed.
    if (rules.rule(today).replacement?.oldEnclosed === true && !enclosed && !gone)
      throw new Problem("bad-input", {}, { fields: [{ field: "enclosed", code: "OLD_NOT_ENCLOSED" }] });
    const replacement = await issueInPlaceOf(tx, row, goods ?? row.content);
    const facts = { reason, enclosed, ...(note === undefined ? {} : { note }) };
    await recordStep(tx, "replaced", standing, facts, evidence, { replacement: fromHex(replacement.id) });
    return replacement;
  });
}
