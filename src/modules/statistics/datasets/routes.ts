// All doors of data sets, of people and of programs.
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { datasetApiDoors, datasetApiRoutes } from "./api.ts";
import { datasetPageDoors, datasetPageRoutes } from "./pages/routes.tsx";

export const datasetDoors: readonly Door[] = [...datasetPageDoors, ...datasetApiDoors];

export function datasetRoutes(app: App): void {
  datasetPageRoutes(app);
  datasetApiRoutes(app);
}
