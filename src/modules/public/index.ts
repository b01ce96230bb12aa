// What everybody sees: the home page, checking a certificate, the public log, learning, connecting.
import type { Module } from "#modules/record/index.ts";
import { logDoors, logRoutes } from "./log/routes.tsx";
import { pageDoors, pageRoutes } from "./routes.tsx";
import { verifyDoors, verifyRoutes } from "./verify/routes.tsx";

export { setAccessTable } from "./pages/developers.tsx";

export const publicModule: Module = {
  name: "public",
  actKinds: [],
  doors: [...pageDoors, ...logDoors, ...verifyDoors],
  routes(app) {
    pageRoutes(app);
    logRoutes(app);
    verifyRoutes(app);
  },
};
