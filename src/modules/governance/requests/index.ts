// Requests of seats: information, fact-finding, stock-takes. A module of its own for the program, behind governance's door.
import type { Module } from "#modules/record/index.ts";
import { requestActKinds } from "./acts.ts";
import { requestApiDoors, requestApiRoutes } from "./api.ts";
import { startRequestClocks } from "./background.ts";
import { requestPageDoors, requestPageRoutes } from "./pages/routes.tsx";

export const requestsModule: Module = {
  name: "requests",
  actKinds: requestActKinds,
  doors: [...requestPageDoors, ...requestApiDoors],
  routes(app) {
    requestPageRoutes(app);
    requestApiRoutes(app);
  },
  background: startRequestClocks,
};
