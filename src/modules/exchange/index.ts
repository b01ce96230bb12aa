// Exchange: how national systems connect. Files with a dry run, webhooks, a sandbox, a page that checks messages.
import { Problem } from "#platform/http/problem.ts";
import type { Background, Ctx, Module } from "#modules/record/index.ts";
import { mayTry } from "#modules/identity/index.ts";
import type { Limit } from "#modules/identity/index.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { batchPageDoors, batchPageRoutes } from "./pages/batch-routes.tsx";
import { tryDoors, tryRoutes } from "./pages/try-routes.tsx";
import { webhookPageDoors, webhookPageRoutes } from "./pages/webhook-routes.tsx";
import { endSandboxKeys, sandboxName } from "./sandbox/make-keys.ts";
import { webhookActKinds } from "./webhooks/acts.ts";
import { startWebhooks } from "./webhooks/deliver.ts";

export { samples as sampleMessages } from "./messages/samples.ts";
export { firstRow } from "./sandbox/first-steps.ts";
export { endSandboxKeys } from "./sandbox/make-keys.ts";
export { builtInProblems } from "./validator/built-in.ts";
export { fileReport } from "./validator/report.ts";
export type { ValidationReport } from "./validator/report.ts";
export { validateFile } from "./validator/validate.ts";

/** A burst of a hundred and twenty requests, then two a second, for each key of the sandbox. */
const perSandboxKey: Limit = { tries: 120, refill: 500 };
const sweepMillis = 10 * 60_000;

export const exchangeModule: Module = {
  name: "exchange",
  actKinds: webhookActKinds,
  doors: [...apiDoors, ...batchPageDoors, ...webhookPageDoors, ...tryDoors],
  routes(app) {
    apiRoutes(app);
    batchPageRoutes(app);
    webhookPageRoutes(app);
    tryRoutes(app);
  },
  guard({ actor, clock }: Ctx) {
    if (actor.kind !== "api-key" || !actor.name.startsWith(`${sandboxName} `)) return;
    if (!mayTry(perSandboxKey, `sandbox key ${actor.id}`, clock())) throw new Problem("too-many-requests");
  },
  background(base, onError): Background {
    const webhooks = startWebhooks(base, onError);
    const sweep = (): void => void endSandboxKeys(base).catch(onError);
    sweep();
    const sweeping = setInterval(sweep, sweepMillis).unref();
    return {
      async stop() {
        clearInterval(sweeping);
        await webhooks.stop();
      },
    };
  },
};
