// Reform: what was asked for and what became of it, and which real cases each definition of conflict diamond would cover.
import type { Module } from "#modules/record/index.ts";
import { reformActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { recordDoors, recordRoutes } from "./pages/record-routes.tsx";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";

export { seedDemonstrationReform } from "./seed.ts";

export const reformModule: Module = {
  name: "reform",
  actKinds: reformActKinds,
  doors: [...pageDoors, ...recordDoors, ...apiDoors],
  routes(app) {
    recordRoutes(app);
    pageRoutes(app);
    apiRoutes(app);
  },
};
