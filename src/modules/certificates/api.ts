// The machine doors of certificates: the same commands as the pages, as JSON, and their description.
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { applicationDoors, applicationRoutes } from "./api/applications.ts";
import { arrivalDoors, arrivalRoutes } from "./api/arrivals.ts";
import { certificateDoors, certificateRoutes } from "./api/certificates.ts";
import { fileDoors, fileRoutes } from "./api/files.ts";
import { checkDoors, checkRoutes } from "./api/checks.ts";
import { printingDoors, printingRoutes } from "./api/printing.ts";
import { scanApiDoors, scanApiRoutes } from "./scans/api.ts";
import { statusListDoors, statusListRoutes } from "./status-list/routes.ts";
import { lifeDoors, lifeRoutes } from "./api/life.ts";
import { documentApiDoors, documentApiRoutes } from "./api/documents.ts";
import { incomingApiDoors, incomingApiRoutes } from "./api/incoming.ts";
import { openApiDoors, openApiRoutes } from "./api/openapi.ts";

export const apiDoors: readonly Door[] = [
  ...checkDoors,
  ...applicationDoors,
  ...certificateDoors,
  ...fileDoors,
  ...printingDoors,
  ...arrivalDoors,
  ...statusListDoors,
  ...scanApiDoors,
  ...lifeDoors,
  ...incomingApiDoors,
  ...documentApiDoors,
  ...openApiDoors,
];

export function apiRoutes(app: App): void {
  checkRoutes(app);
  applicationRoutes(app);
  certificateRoutes(app);
  fileRoutes(app);
  printingRoutes(app);
  arrivalRoutes(app);
  statusListRoutes(app);
  scanApiRoutes(app);
  lifeRoutes(app);
  incomingApiRoutes(app);
  documentApiRoutes(app);
  openApiRoutes(app);
}
