// The one command that a step is, for doors that serve them all.
import type { CertificateState } from "#core/certificate/life.ts";
import type { Ctx } from "#modules/record/index.ts";
import type { StepKind } from "../life/steps.ts";
import { endorse } from "./endorse.ts";
import type { Issued } from "./issue.ts";
import { replace } from "./replace.ts";
import { takeStep } from "./take-step.ts";
import type { PlainStep, Step } from "./take-step.ts";

/** Of a replacement: the new certificate. */
export async function takeAnyStep(
  ctx: Ctx,
  step: Step<StepKind>,
): Promise<{ readonly state: CertificateState } | Issued> {
  if (step.kind === "endorsed") return endorse(ctx, step as Step<"endorsed">);
  if (step.kind === "replaced") return replace(ctx, step as Step<"replaced">);
  return takeStep(ctx, step as Step<PlainStep>);
}
