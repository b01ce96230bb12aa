// Statistics: returns filed and data sets taken in, what does not fit in them, their reconciliation, and what is published.
import type { Module } from "#modules/record/index.ts";
import { statisticsActKinds } from "./acts.ts";

export const statisticsModule: Module = {
  name: "statistics",
  actKinds: statisticsActKinds,
  doors: [],
  routes() {},
};
