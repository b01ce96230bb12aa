// Statistics: returns filed and data sets taken in, what does not fit in them, their reconciliation, and what is published.
import type { Module } from "#modules/record/index.ts";
import { repeatedly } from "#modules/record/index.ts";
import { sideBySide } from "#platform/work/background.ts";
import { statisticsActKinds } from "./acts.ts";
import { filingPerformanceDoors, filingPerformanceRoutes } from "./filing-performance/routes.tsx";
import { releaseDoors, releaseRoutes } from "./releases/routes.tsx";
import { seedDemonstrationStatistics } from "./seed/seed.ts";
import { keepSummaries } from "./summaries/keep.ts";

export { checkSummaries, makeSummariesAgain } from "./summaries/keep.ts";

export const statisticsModule: Module = {
  name: "statistics",
  actKinds: statisticsActKinds,
  doors: [...releaseDoors, ...filingPerformanceDoors],
  routes(app) {
    releaseRoutes(app);
    filingPerformanceRoutes(app);
  },
  background: (base, onError) =>
    sideBySide([
      repeatedly(
        () => seedDemonstrationStatistics(base),
        { firstMillis: 1_500, restMillis: 86_400_000 },
        onError,
      ),
      keepSummaries(base, onError),
    ]),
};
