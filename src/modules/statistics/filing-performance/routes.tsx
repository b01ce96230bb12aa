// The public page of filing performance, and the same facts as CSV.
import { stringify } from "csv-stringify/sync";
import { daysBetween } from "#core/kp/dates.ts";
import { periodText } from "#core/statistics/periods.ts";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { figuresTrail } from "#ui/statistics/trail.ts";
import { FilingPage } from "./page.tsx";
import { lastPeriods, owedReturns, yearsOfFiling } from "./queries.ts";
import type { OwedReturn } from "./queries.ts";

export const filingPerformanceDoors: readonly Door[] = [
  { method: "GET", path: "/statistics/filing", allow: "everyone" },
  { method: "GET", path: "/statistics/filing.csv", allow: "everyone" },
];

export function filingPerformanceRoutes(app: App): void {
  app.get("/statistics/filing", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const owed = await owedReturns(ctx);
    return page(
      c,
      { title: t("filing.title"), description: t("filing.lede"), breadcrumbs: figuresTrail(t) },
      <FilingPage
        t={t}
        asOf={new Date(ctx.clock()).toISOString()}
        last={lastPeriods(owed)}
        owed={owed}
        years={await yearsOfFiling(ctx)}
      />,
    );
  });

  app.get("/statistics/filing.csv", async (c) =>
    c.body(filingCsv(await owedReturns(c.get("ctx"))), 200, {
      "Content-Type": csvType,
      "Content-Disposition": 'attachment; filename="kimberley-filing.csv"',
    }),
  );
}

function filingCsv(owed: readonly OwedReturn[]): string {
  return stringify(
    owed.map(({ participant, type, period, due, filedOn, state }) => [
      participant,
      type,
      periodText(period),
      due,
      filedOn ?? "",
      filedOn === null ? "" : String(daysBetween(due, filedOn)),
      state.kind === "FILED" ? (state.nil ? "NIL" : "FIGURE") : "",
      state.kind === "FILED" ? String(state.version) : "",
    ]),
    {
      header: true,
      columns: ["REPORTER", "TYPE", "TIME_PERIOD", "DUE", "FILED", "DAYS_AFTER_DUE", "KIND", "VERSION"],
      record_delimiter: "windows",
    },
  );
}
