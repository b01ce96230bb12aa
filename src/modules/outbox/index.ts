// What waits on a device: the outbox page, and the service worker that keeps pages and forms of offices with weak networks.
import type { Module } from "#modules/record/index.ts";
import { outboxDoors, outboxRoutes } from "./routes.tsx";

export const outboxModule: Module = {
  name: "outbox",
  actKinds: [],
  doors: outboxDoors,
  routes: outboxRoutes,
};
