// Counts and totals that anybody can check: what each authority says of its own acts, and whether it fits the log.
import type { Module } from "#modules/record/index.ts";
import { totalsActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { startCounting } from "./background.ts";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";

export { actorFor, publishDue } from "./background.ts";
export type { Due } from "./background.ts";
export { correctCount } from "./commands/count.ts";
export { correctTotals } from "./commands/publish.ts";
export { configureTotals } from "./settings.ts";

export const totalsModule: Module = {
  name: "totals",
  actKinds: totalsActKinds,
  doors: [...pageDoors, ...apiDoors],
  routes(app) {
    pageRoutes(app);
    apiRoutes(app);
  },
  background: startCounting,
};
