// Statistics: returns filed and data sets taken in, what does not fit in them, their reconciliation, and what is published.
import type { Module } from "#modules/record/index.ts";
import { repeatedly } from "#modules/record/index.ts";
import { statisticsActKinds } from "./acts.ts";
import { filingPerformanceDoors, filingPerformanceRoutes } from "./filing-performance/routes.tsx";
import { seedDemonstrationStatistics } from "./seed/seed.ts";

export const statisticsModule: Module = {
  name: "statistics",
  actKinds: statisticsActKinds,
  doors: [...filingPerformanceDoors],
  routes(app) {
    filingPerformanceRoutes(app);
  },
  background: (base, onError) =>
    repeatedly(
      () => seedDemonstrationStatistics(base),
      { firstMillis: 1_500, restMillis: 86_400_000 },
      onError,
    ),
};
