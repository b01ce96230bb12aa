// The machine doors of this module.
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { batchDoors, batchRoutes } from "./api/batches.ts";
import { validatorDoors, validatorRoutes } from "./api/validator.ts";
import { webhookDoors, webhookRoutes } from "./api/webhooks.ts";

export const apiDoors: readonly Door[] = [...batchDoors, ...webhookDoors, ...validatorDoors];

export function apiRoutes(app: App): void {
  batchRoutes(app);
  webhookRoutes(app);
  validatorRoutes(app);
}
