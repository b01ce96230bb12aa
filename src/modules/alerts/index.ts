// Alerts: papers that are lost, stolen or forged, and trade that is stopped, told to everybody at once.
import type { Door } from "#platform/http/access.ts";
import type { Module } from "#modules/record/index.ts";
import { alertActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { alertPage, alertPicture, alertsPage, allAsAtom, allAsJson, countryPage } from "./pages/read.tsx";
import {
  closeForm,
  correctForm,
  draftForm,
  draftPicture,
  draftPreview,
  newForm,
  publishDraft,
  takeClosing,
  takeCorrection,
  takeDraftAgain,
  takeNew,
} from "./pages/write.tsx";
import { alertKeepers } from "./policy.ts";

export { closeAlert } from "./commands/close.ts";
export { correctAlert } from "./commands/correct.ts";
export { publishAlert } from "./commands/publish.ts";
export { seedDemonstrationAlerts } from "./seed.ts";
export { alertsOnNumber, stoppedTrade } from "./queries.ts";
export { closeCertificateAlerts, projectCertificateAlerts } from "./store.ts";
export type { AlertRow, CertificateAlert } from "./store.ts";

const keepers = (method: Door["method"], path: string): Door => ({ method, path, allow: alertKeepers });
const everyone = (path: string): Door => ({ method: "GET", path, allow: "everyone" });

export const alertsModule: Module = {
  name: "alerts",
  actKinds: alertActKinds,
  doors: [
    everyone("/alerts"),
    everyone("/alerts.atom"),
    everyone("/alerts.json"),
    everyone("/alerts/country/:code"),
    everyone("/alerts/:id"),
    everyone("/alerts/:id/picture"),
    keepers("GET", "/alerts/new"),
    keepers("POST", "/alerts/new"),
    keepers("GET", "/alerts/drafts/:id"),
    keepers("POST", "/alerts/drafts/:id"),
    keepers("GET", "/alerts/drafts/:id/edit"),
    keepers("POST", "/alerts/drafts/:id/edit"),
    keepers("GET", "/alerts/drafts/:id/picture"),
    keepers("GET", "/alerts/:id/correct"),
    keepers("POST", "/alerts/:id/correct"),
    keepers("GET", "/alerts/:id/close"),
    keepers("POST", "/alerts/:id/close"),
    ...apiDoors,
  ],
  routes(app) {
    app.get("/alerts", alertsPage);
    app.get("/alerts.atom", allAsAtom);
    app.get("/alerts.json", allAsJson);
    app.get("/alerts/country/:code", countryPage);
    app.get("/alerts/new", newForm);
    app.post("/alerts/new", takeNew);
    app.get("/alerts/drafts/:id", draftPreview);
    app.post("/alerts/drafts/:id", publishDraft);
    app.get("/alerts/drafts/:id/edit", draftForm);
    app.post("/alerts/drafts/:id/edit", takeDraftAgain);
    app.get("/alerts/drafts/:id/picture", draftPicture);
    app.get("/alerts/:id", alertPage);
    app.get("/alerts/:id/picture", alertPicture);
    app.get("/alerts/:id/correct", correctForm);
    app.post("/alerts/:id/correct", takeCorrection);
    app.get("/alerts/:id/close", closeForm);
    app.post("/alerts/:id/close", takeClosing);
    apiRoutes(app);
  },
};
