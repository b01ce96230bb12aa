// The machine doors of this module.
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { batchDoors, batchRoutes } from "./api/batches.ts";

export const apiDoors: readonly Door[] = [...batchDoors];

export function apiRoutes(app: App): void {
  batchRoutes(app);
}
