// Reports that a rule asks of an authority: the monthly file per certificate of the European Union, out and in.
import type { Module } from "#modules/record/index.ts";
import { reportActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";

export const reportsModule: Module = {
  name: "reports",
  actKinds: reportActKinds,
  doors: [...pageDoors, ...apiDoors],
  routes(app) {
    pageRoutes(app);
    apiRoutes(app);
  },
};
