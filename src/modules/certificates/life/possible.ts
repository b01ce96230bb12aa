// Which steps this officer can take on a certificate now: those that the role allows and the life of the certificate has
// room for. The same two questions as the step itself asks, so that no page offers what would be refused.
import { decideNext } from "#core/certificate/life.ts";
import type { Actor } from "#modules/record/index.ts";
import { factsOfRow, lifeOfRow } from "../life-of-row.ts";
import type { Around } from "../life-of-row.ts";
import { mayTakeStep } from "../policy.ts";
import type { CertificateRow } from "../store.ts";
import { stepKinds } from "./steps.ts";
import type { StepKind } from "./steps.ts";

export function possibleSteps(
  actor: Actor,
  row: CertificateRow,
  around: Around,
  now: string,
): readonly StepKind[] {
  const life = lifeOfRow(row, around.events);
  const facts = factsOfRow(row, around.importers);
  return stepKinds.filter(
    (kind) =>
      mayTakeStep(actor, kind, row, around) &&
      decideNext(life, { kind, at: now, person: actor.id, authority: actor.organisation ?? "" }, facts).ok,
  );
}
