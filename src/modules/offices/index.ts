// Offices: elections that anybody can verify and that always end, who chairs and what a chair owes, where the Secretariat sits,
// who is admitted, and measures on a Participant.
import type { Module } from "#modules/record/index.ts";
import { officesActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { startElections } from "./background.ts";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";

export const officesModule: Module = {
  name: "offices",
  actKinds: officesActKinds,
  doors: [...pageDoors, ...apiDoors],
  routes(app) {
    pageRoutes(app);
    apiRoutes(app);
  },
  background: startElections,
};
