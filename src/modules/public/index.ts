// What everybody sees: the home page, checking a certificate, the record, learning, connecting.
import type { Module } from "#modules/record/index.ts";
import { pageDoors, pageRoutes } from "./routes.tsx";
import { verifyDoors, verifyRoutes } from "./verify/routes.tsx";

export { setAccessTable } from "./pages/developers.tsx";

export const publicModule: Module = {
  name: "public",
  actKinds: [],
  doors: [...pageDoors, ...verifyDoors],
  routes(app) {
    pageRoutes(app);
    verifyRoutes(app);
  },
};
