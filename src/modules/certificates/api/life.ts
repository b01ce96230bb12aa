// The machine door of everything that happens to a certificate after its sealing: one operation for each step.
import { createRoute, z } from "@hono/zod-openapi";
import { certificateStates } from "#core/certificate/life.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { takeAnyStep } from "../commands/take-any-step.ts";
import type { EvidenceInput } from "../commands/take-step.ts";
import { stepKinds, steps } from "../life/steps.ts";
import {
  answer,
  body,
  certificateId,
  idempotencyKey,
  once,
  publicIdOf,
  readsJson,
  refused,
  signedIn,
} from "./operation.ts";
import { Issued } from "./schemas/certificates.ts";
import { stepExamples, stepSummaries } from "./schemas/life.ts";

export const lifeDoors: readonly Door[] = stepKinds.map((kind) => ({
  method: "POST",
  path: `/api/certificates/:id/${steps[kind].verb}`,
  allow: steps[kind].roles,
}));

/** 10 MB of evidence as base64. */
const File = z
  .strictObject({
    name: z.string().min(1).max(120),
    mediaType: z.enum(["application/pdf", "image/png", "image/jpeg"]),
    content: z.base64().max(14_000_000),
  })
  .openapi("StepEvidence");

const StateAfter = z
  .object({ state: z.enum(certificateStates) })
  .openapi("StateAfter", { example: { state: "INVALIDATED" } });

export function lifeRoutes(app: App): void {
  for (const kind of stepKinds) {
    const { verb, input } = steps[kind];
    const route = createRoute({
      method: "post",
      path: `/api/certificates/{id}/${verb}`,
      tags: ["Life of a certificate"],
      summary: stepSummaries[kind],
      security: signedIn,
      middleware: readsJson,
      request: {
        params: certificateId,
        headers: idempotencyKey,
        body: body(
          (input as z.ZodObject).extend({ evidence: z.array(File).max(5).optional() }).openapi(nameOf(verb), {
            example: stepExamples[kind],
          }),
        ),
      },
      responses: {
        200:
          kind === "replaced"
            ? answer(Issued, "The certificate that takes its place; it is validated like any other")
            : answer(StateAfter, "Its state now"),
        ...refused,
      },
    });
    app.openapi(route, async (c) => {
      const ctx = c.get("ctx");
      const { evidence = [], ...facts } = c.req.valid("json") as {
        evidence?: readonly z.infer<typeof File>[];
      };
      const step = {
        certificate: toHex(publicIdOf(c.req.valid("param").id)),
        kind,
        input: facts,
        evidence: evidence.map(opened),
      };
      const { value, headers } = await once<unknown>(() => takeAnyStep(ctx, step));
      return c.json(value as { state: "ISSUED" }, 200, headers);
    });
  }
}

function opened({ name, mediaType, content }: z.infer<typeof File>): EvidenceInput {
  return { name, mediaType, content: new Uint8Array(Buffer.from(content, "base64")) };
}

/** "report-lost" → "ReportLostInput" */
function nameOf(verb: string): string {
  return `${verb.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Input`;
}
