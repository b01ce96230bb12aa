// Puts a minor error right on a certificate that keeps its number: an address, the reference of a container. The code
// still says what was sealed, so every answer tells of it. Anything else is refused with "replace it".
import type { CertificateState } from "#core/certificate/life.ts";
import { decideEndorsement } from "#core/certificate/endorsements.ts";
import type { EndorsableField, Endorsement } from "#core/certificate/endorsements.ts";
import { Problem } from "#platform/http/problem.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { contentFromJson } from "../content.ts";
import type { EventRow } from "../life/store.ts";
import { openEvidence, recordStep, standingFor } from "./take-step.ts";
import type { Step } from "./take-step.ts";

export async function endorse(ctx: Ctx, step: Step<"endorsed">): Promise<{ state: CertificateState }> {
  const evidence = await openEvidence(step.evidence ?? []);
  return inTransaction(ctx, async (tx) => {
    const standing = await standingFor(tx, step);
    const content = contentFromJson(standing.row.content, standing.row.public_id);
    const { field, seal, value, note } = step.input;
    const decision = decideEndorsement(content, endorsementsIn(standing.events), {
      field,
      value,
      ...(seal === undefined ? {} : { seal }),
    });
    if (!decision.ok)
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: "value", code: `ENDORSEMENT_${decision.reason}` }] },
      );
    const { endorsement, before } = decision;
    const facts = { ...endorsement, before, note };
    return { state: await recordStep(tx, "endorsed", standing, facts, evidence) };
  });
}

/** What was put right before, oldest first. */
export function endorsementsIn(events: readonly EventRow[]): readonly Endorsement[] {
  return events.flatMap(({ kind, facts }): Endorsement[] =>
    kind === "endorsed"
      ? [
          {
            field: facts["field"] as EndorsableField,
            value: String(facts["value"]),
            ...(typeof facts["seal"] === "string" ? { seal: facts["seal"] } : {}),
          },
        ]
      : [],
  );
}
