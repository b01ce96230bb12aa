// The scheme as the program sees it: its acts, its doors, its pages and its machine door.
import type { Door } from "#platform/http/access.ts";
import type { App, Module } from "#modules/record/index.ts";
import { schemeActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { authorityForms, authorityPage } from "./pages/authority.tsx";
import { showForm, takeForm } from "./pages/forms.tsx";
import { participantPage } from "./pages/participant.tsx";
import { participantsPage } from "./pages/participants.tsx";
import { rulesPage } from "./pages/rules.tsx";
import { secretariatForms, secretariatPage } from "./pages/secretariat.tsx";
import {
  currentTrustListFile,
  currentTrustListJson,
  olderTrustListFile,
  trustListPage,
} from "./pages/trust-list.tsx";

const forms = [...secretariatForms, ...authorityForms];

export const schemeModule: Module = {
  name: "scheme",
  actKinds: schemeActKinds,
  doors: [
    { method: "GET", path: "/participants", allow: "everyone" },
    { method: "GET", path: "/participants/:code", allow: "everyone" },
    { method: "GET", path: "/rules", allow: "everyone" },
    { method: "GET", path: "/trust-list", allow: "everyone" },
    { method: "GET", path: "/trust-list.cose", allow: "everyone" },
    { method: "GET", path: "/trust-list.json", allow: "everyone" },
    { method: "GET", path: "/trust-list/:file", allow: "everyone" },
    { method: "GET", path: "/scheme", allow: ["secretariat"] },
    { method: "GET", path: "/authority", allow: ["authority-administrator"] },
    ...forms.flatMap(({ path, role }): Door[] => [
      { method: "GET", path, allow: [role] },
      { method: "POST", path, allow: [role] },
    ]),
    ...apiDoors,
  ],
  routes(app: App) {
    app.get("/participants", participantsPage);
    app.get("/participants/:code", participantPage);
    app.get("/rules", rulesPage);
    app.get("/trust-list", trustListPage);
    app.get("/trust-list.cose", currentTrustListFile);
    app.get("/trust-list.json", currentTrustListJson);
    app.get("/trust-list/:file", olderTrustListFile);
    app.get("/scheme", secretariatPage);
    app.get("/authority", authorityPage);
    for (const form of forms) {
      app.get(form.path, (c) => showForm(c, form));
      app.post(form.path, (c) => takeForm(c, form));
    }
    apiRoutes(app);
  },
};
