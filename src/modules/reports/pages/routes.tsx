// The doors of the monthly file in the browser: look, download, take in, look again.
import type { Context } from "hono";
import { compareMonthly } from "#core/certificate/monthly-file.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { sourcesOf } from "#core/kp/rules.ts";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { findDocument } from "#modules/record/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { findAuthority, schemeFacts } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { takeIn } from "../commands/take-in.ts";
import { monthlyCsv, readMonthlyCsv } from "../csv.ts";
import { getMonth, isMonth, monthDue, monthlyFile } from "../month.ts";
import { mayReport, reporters } from "../policy.ts";
import { filesOf, findFile } from "../store.ts";
import { monthlyJson } from "../views.ts";
import { ComparisonTables, MonthlyPage, ResultPage } from "./monthly.tsx";

export const pageDoors: readonly Door[] = [
  { method: "GET", path: "/reports/monthly", allow: reporters },
  { method: "POST", path: "/reports/monthly", allow: reporters },
  { method: "GET", path: "/reports/monthly.csv", allow: reporters },
  { method: "GET", path: "/reports/monthly.json", allow: reporters },
  { method: "GET", path: "/reports/monthly/:digest", allow: reporters },
];

export function pageRoutes(app: App): void {
  app.get("/reports/monthly", (c) => monthPage(c, undefined));
  app.post("/reports/monthly", takeFile);
  app.get("/reports/monthly.csv", async (c) => {
    const { authority, month } = asked(c);
    return c.body(monthlyCsv(await monthlyFile(c.get("ctx"), authority, month)), 200, {
      "Content-Type": csvType,
      "Content-Disposition": `attachment; filename="${fileName(authority, month)}.csv"`,
      "Cache-Control": "no-store",
    });
  });
  app.get("/reports/monthly.json", async (c) => {
    const { authority, month } = asked(c);
    c.header("Content-Disposition", `attachment; filename="${fileName(authority, month)}.json"`);
    c.header("Cache-Control", "no-store");
    return c.json(monthlyJson(authority, month, await monthlyFile(c.get("ctx"), authority, month)));
  });
  app.get("/reports/monthly/:digest", filePage);
}

async function monthPage(c: Context<Web>, problem: Problem | undefined): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const authority = organisationOf(ctx);
  const wanted = c.req.query("month") ?? "";
  const month = isMonth(wanted) ? wanted : monthDue(ctx);
  const refusal =
    wanted === "" || isMonth(wanted)
      ? problem
      : new Problem("bad-input", {}, { fields: [{ field: "month", code: "not-a-month" }] });
  return page(
    c,
    { title: t("monthly.title"), error: refusal !== undefined },
    <MonthlyPage
      t={t}
      month={month}
      rows={await monthlyFile(ctx, authority, month)}
      files={await filesOf({ db: ctx.database.kysely }, authority)}
      source={await ruleThatAsks(ctx, authority, month)}
      problem={refusal}
    />,
    refusal?.status ?? 200,
  );
}

async function takeFile(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const form = await readForm(c);
  const file = form.file("file");
  const dryRun = form.has("dry-run");
  try {
    if (file === undefined)
      throw new Problem("bad-input", {}, { fields: [{ field: "file", code: "missing" }] });
    const month = getMonth(form.text("month"));
    const taken = await takeIn(ctx, {
      name: file.name,
      month,
      content: new Uint8Array(await file.arrayBuffer()),
      dryRun,
    });
    return page(
      c,
      { title: t("monthly.result"), back: `/reports/monthly?month=${month}` },
      <ResultPage t={t} name={file.name.slice(0, 200)} month={month} dryRun={dryRun} taken={taken} />,
      taken.comparison === null ? 422 : 200,
    );
  } catch (error) {
    if (!(error instanceof Problem) || !["bad-input", "too-large"].includes(error.code)) throw error;
    return monthPage(c, error);
  }
}

/** A file that was taken in, against the register as it is now. */
async function filePage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const hex = c.req.param("digest") ?? "";
  refuseUnless(/^[0-9a-f]{64}$/.test(hex), "not-found");
  const authority = organisationOf(ctx);
  const reader = { db: ctx.database.kysely };
  const file = await findFile(reader, authority, fromHex(hex));
  const document = await findDocument(reader, fromHex(hex));
  if (file === undefined || document === undefined) throw new Problem("not-found");
  const { formats } = await schemeFacts(ctx);
  const { rows } = readMonthlyCsv(document.content, file.month, formats);
  const comparison = compareMonthly(rows, await monthlyFile(ctx, authority, file.month));
  return page(
    c,
    { title: file.name, back: `/reports/monthly?month=${file.month}` },
    <>
      <h1>
        <bdi>{file.name}</bdi>
      </h1>
      <p>{t("monthly.recorded-by", { by: file.by_name, date: t.instant(file.at), month: file.month })}</p>
      <ComparisonTables t={t} comparison={comparison} />
    </>,
  );
}

function asked(c: Context<Web>): { readonly authority: string; readonly month: string } {
  return { authority: organisationOf(c.get("ctx")), month: getMonth(c.req.query("month")) };
}

function organisationOf({ actor }: Ctx): string {
  refuseUnless(mayReport(actor), "not-allowed");
  return actor.organisation;
}

/** The source of the rule in force that asks this authority's Participant for the file. */
async function ruleThatAsks(ctx: Ctx, authority: string, month: string): Promise<string | undefined> {
  const { rules } = await schemeFacts(ctx);
  const participant = (await findAuthority(ctx, authority))?.participant ?? "";
  const { reports } = sourcesOf(rules, participant, `${month}-01`);
  const asks = reports?.row.terms.reports?.some(({ kind }) => kind === "MONTHLY_PER_CERTIFICATE");
  return asks === true ? reports?.source : undefined;
}

function fileName(authority: string, month: string): string {
  return `kimberley-${authority}-${month}`;
}
