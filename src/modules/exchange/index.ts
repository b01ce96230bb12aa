// Exchange: how national systems connect. Files with a dry run, webhooks, a sandbox, a page that checks messages.
import type { Module } from "#modules/record/index.ts";
import { apiDoors, apiRoutes } from "./api.ts";

export const exchangeModule: Module = {
  name: "exchange",
  actKinds: [],
  doors: [...apiDoors],
  routes(app) {
    apiRoutes(app);
  },
};
