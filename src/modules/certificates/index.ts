// Certificates: from an application to a confirmed import.
import type { Module } from "#modules/record/index.ts";
import { certificateActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { quickLookUp } from "./api/checks.ts";
import { exporterDoors, exporterRoutes } from "./pages/exporter/routes.tsx";
import { documentDoors, documentRoutes } from "./documents/pages.tsx";
import { incomingDoors, incomingRoutes } from "./pages/officer/incoming.tsx";
import { lifePageDoors, lifePageRoutes } from "./pages/life/routes.tsx";
import { arrivalPageDoors, arrivalPageRoutes } from "./pages/officer/arrival-routes.tsx";
import { specimenDoors, specimenRoutes } from "./pages/everyone/specimens.tsx";
import { filePageDoors, filePageRoutes } from "./pages/file/routes.tsx";
import { paperDoors, paperRoutes } from "./pages/officer/paper-routes.tsx";
import { officerDoors, officerRoutes } from "./pages/officer/routes.tsx";
import { scanDoors, scanRoutes } from "./scans/routes.tsx";
import { keepStatusListCurrent } from "./status-list/keep-current.ts";

export { CertificateJson, ContainerInput, GoodsInput, goodsOf } from "./content.ts";
export { ConfirmInput as ConfirmBody } from "./api/schemas/arrivals.ts";
export { confirmInputOf } from "./api/arrivals.ts";
export {
  anybody,
  answer,
  body,
  idempotencyKey,
  once,
  organisationOf,
  readsJson,
  refused,
  signedIn,
  uuidOf,
} from "./api/operation.ts";
export { goodsProblems } from "./goods-check.ts";
export { certificateNumbered, concernOf } from "./concern.ts";
export type { Concern } from "./concern.ts";
export { apply } from "./commands/apply.ts";
export { review, putBack, takeInHand } from "./commands/review.ts";
export { certificatesOfMonth } from "./month.ts";
export { shipmentsBetween } from "./shipments/find.ts";
export { certifiedIn } from "./flows.ts";
export { issue, issueAll } from "./commands/issue.ts";
export type { Issued } from "./commands/issue.ts";
export { validate, validateAll } from "./commands/validate.ts";
export { print } from "./commands/print.ts";
export { sealFile } from "./commands/seal-file.ts";
export type { CertificateFile } from "./commands/seal-file.ts";
export { answerPrint } from "./commands/answer-print.ts";
export { receiveSheets } from "./commands/receive-sheets.ts";
export { dispatch } from "./commands/dispatch.ts";
export { confirm, present } from "./commands/receive.ts";
export { takeAnyStep } from "./commands/take-any-step.ts";
export { steps, stepKinds } from "./life/steps.ts";
export type { StepInput, StepKind } from "./life/steps.ts";
export { listNotices, noticeKinds } from "./life/store.ts";
export type { NoticeFilter, NoticeKind, NoticeRow } from "./life/store.ts";
export { checkNumber, checkText, findStatus, forgetAnswers } from "./check.ts";
export type { CheckAnswer, PublicStatus, ReceiptToJudge } from "./check.ts";
export { quickLookUp } from "./api/checks.ts";
export { renewStatusList } from "./status-list/publish.ts";
export { seedDemonstrationCertificates } from "./seed.ts";

/** What may happen to a certificate, as its acts are called: "certificate.confirmed". */
export const certificateEvents: readonly string[] = certificateActKinds
  .map(({ type }) => type)
  .filter((type) => type.startsWith("certificate."));

export const certificatesModule: Module = {
  name: "certificates",
  actKinds: certificateActKinds,
  doors: [
    ...scanDoors,
    ...apiDoors,
    ...exporterDoors,
    ...officerDoors,
    ...arrivalPageDoors,
    ...incomingDoors,
    ...documentDoors,
    ...paperDoors,
    ...specimenDoors,
    ...filePageDoors,
    ...lifePageDoors,
  ],
  quick: quickLookUp,
  background: keepStatusListCurrent,
  routes(app) {
    scanRoutes(app);
    apiRoutes(app);
    exporterRoutes(app);
    officerRoutes(app);
    arrivalPageRoutes(app);
    incomingRoutes(app);
    documentRoutes(app);
    paperRoutes(app);
    specimenRoutes(app);
    filePageRoutes(app);
    lifePageRoutes(app);
  },
};
