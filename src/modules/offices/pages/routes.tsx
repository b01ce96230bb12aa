// The pages of this module and who may open them. Everything is public but the forms.
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { writeElectionFile } from "#core/ballot/index.ts";
import { fileOfElection } from "#core/offices/election.ts";
import { getElection } from "../elections.ts";
import { delegates } from "../policy.ts";
import { ballotPage, takeBallot, takeTrustee, trusteePage } from "./ballot.tsx";
import { electionPage, electionsPage } from "./elections.tsx";
import { forms } from "./form-definitions.ts";
import { showForm, takeForm } from "./forms.tsx";
import { handoverFile, officesPage } from "./offices.tsx";
import {
  admissionPage,
  admissionsPage,
  hostPage,
  hostsPage,
  measurePage,
  measuresPage,
} from "./procedures.tsx";

const everyone = (path: string): Door => ({ method: "GET", path, allow: "everyone" });

export const pageDoors: readonly Door[] = [
  everyone("/offices"),
  everyone("/offices/handover.json"),
  everyone("/elections"),
  everyone("/elections/:id"),
  everyone("/elections/:id/file"),
  everyone("/secretariat-host"),
  everyone("/secretariat-host/:id"),
  everyone("/admissions"),
  everyone("/admissions/:id"),
  everyone("/measures"),
  everyone("/measures/:id"),
  { method: "GET", path: "/elections/:id/ballot", allow: delegates },
  { method: "POST", path: "/elections/:id/ballot", allow: delegates },
  { method: "GET", path: "/elections/:id/trustee", allow: delegates },
  { method: "POST", path: "/elections/:id/trustee", allow: delegates },
  ...forms.flatMap(({ path, allow }): Door[] => [
    { method: "GET", path, allow },
    { method: "POST", path, allow },
  ]),
];

export function pageRoutes(app: App): void {
  for (const form of forms) {
    app.get(form.path, (c) => showForm(c, form));
    app.post(form.path, (c) => takeForm(c, form));
  }
  app.get("/offices", officesPage);
  app.get("/offices/handover.json", handoverFile);
  app.get("/elections", electionsPage);
  app.get("/elections/:id", electionPage);
  app.get("/elections/:id/file", async (c) => {
    const { state } = await getElection(c.get("ctx"), c.req.param("id"));
    return c.body(writeElectionFile(fileOfElection(state)), 200, { "Content-Type": "application/json" });
  });
  app.get("/elections/:id/ballot", (c) => ballotPage(c));
  app.post("/elections/:id/ballot", takeBallot);
  app.get("/elections/:id/trustee", (c) => trusteePage(c));
  app.post("/elections/:id/trustee", takeTrustee);
  app.get("/secretariat-host", hostsPage);
  app.get("/secretariat-host/:id", hostPage);
  app.get("/admissions", admissionsPage);
  app.get("/admissions/:id", admissionPage);
  app.get("/measures", measuresPage);
  app.get("/measures/:id", measurePage);
}
