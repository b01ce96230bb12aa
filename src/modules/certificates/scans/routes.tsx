// The door of the page that shows an authority what its desks scanned.
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { namesOfAuthorities, organisationOf } from "../pages/officer/asking.ts";
import { ScansPage } from "./page.tsx";
import * as store from "./store.ts";

export const scanDoors: readonly Door[] = [
  {
    method: "GET",
    path: "/scans",
    allow: ["issuing-officer", "validating-officer", "importing-officer", "authority-administrator"],
  },
];

const days = 90;
const scansShown = 100;

export function scanRoutes(app: App): void {
  app.get("/scans", async (c) => {
    const [ctx, t, organisation] = [c.get("ctx"), c.get("t"), organisationOf(c)];
    const reader = { db: ctx.database.kysely };
    const since = new Date(ctx.clock() - days * 86_400_000).toISOString();
    const [alerts, scans, twice, coverage, nameOf] = await Promise.all([
      store.twiceConcerning(reader, organisation, since),
      store.scansBy(reader, organisation, scansShown),
      store.scannedTwice(reader, organisation, since),
      store.coverage(reader, organisation, since),
      namesOfAuthorities(c),
    ]);
    return page(
      c,
      { title: t("scan.title") },
      <ScansPage
        t={t}
        alerts={alerts}
        scans={scans}
        twice={twice}
        coverage={coverage}
        days={days}
        nameOf={nameOf}
      />,
    );
  });
}
