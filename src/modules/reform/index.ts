// Reform: what was asked for and what became of it, and which real cases each definition of conflict diamond would cover.
import type { Module } from "#modules/record/index.ts";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";

export const reformModule: Module = {
  name: "reform",
  actKinds: [],
  doors: pageDoors,
  routes: pageRoutes,
};
