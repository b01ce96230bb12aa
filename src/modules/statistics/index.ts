// Statistics: returns filed and data sets taken in, what does not fit in them, their reconciliation, and what is published.
import type { Module } from "#modules/record/index.ts";
import { repeatedly } from "#modules/record/index.ts";
import { sideBySide } from "#platform/work/background.ts";
import { statisticsActKinds } from "./acts.ts";
import { datasetDoors, datasetRoutes } from "./datasets/routes.ts";
import { explorerDoors, explorerRoutes } from "./explorer/routes.tsx";
import { filingPerformanceDoors, filingPerformanceRoutes } from "./filing-performance/routes.tsx";
import { questionnaireDoors, questionnaireRoutes } from "./questionnaires/routes.tsx";
import { reconciliationDoors, reconciliationRoutes } from "./reconciliation/routes.tsx";
import { registerDoors, registerRoutes } from "./register/routes.tsx";
import { catalogueDoors, catalogueRoutes } from "./releases/catalogue.tsx";
import { releaseDoors, releaseRoutes } from "./releases/routes.tsx";
import { returnApiDoors, returnApiRoutes } from "./returns/api.ts";
import { returnPageDoors, returnPageRoutes } from "./returns/pages/routes.tsx";
import { sdmxDoors, sdmxRoutes } from "./releases/sdmx-routes.ts";
import { seedDemonstrationStatistics } from "./seed/seed.ts";
import { keepSummaries } from "./summaries/keep.ts";

export { checkSummaries, makeSummariesAgain } from "./summaries/keep.ts";

export { dataPath, figuresFile } from "./releases/data-file.ts";
export { formats as figureFormats, releaseFileNames } from "./releases/files.ts";
export { releaseFile } from "./releases/queries.ts";

export { receiveDataset } from "./datasets/receive.ts";
export type { DatasetInput, Received } from "./datasets/receive.ts";
export { usualOf } from "./datasets/kinds.ts";
export * as datasetWords from "./datasets/words.ts";

/** Each part with its doors; a new one is a line here. */
const parts: readonly Pick<Module, "doors" | "routes">[] = [
  { doors: datasetDoors, routes: datasetRoutes },
  { doors: explorerDoors, routes: explorerRoutes },
  { doors: filingPerformanceDoors, routes: filingPerformanceRoutes },
  { doors: releaseDoors, routes: releaseRoutes },
  { doors: sdmxDoors, routes: sdmxRoutes },
  { doors: catalogueDoors, routes: catalogueRoutes },
  { doors: returnPageDoors, routes: returnPageRoutes },
  { doors: returnApiDoors, routes: returnApiRoutes },
  { doors: registerDoors, routes: registerRoutes },
  { doors: reconciliationDoors, routes: reconciliationRoutes },
  { doors: questionnaireDoors, routes: questionnaireRoutes },
];

export const statisticsModule: Module = {
  name: "statistics",
  actKinds: statisticsActKinds,
  doors: parts.flatMap(({ doors }) => doors),
  routes(app) {
    for (const part of parts) part.routes(app);
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
