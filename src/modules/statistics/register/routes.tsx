// The doors of what the certificates themselves tell: a page, and its finest cells as CSV. Not public; who sees what is said in
// queries.ts. What is chosen stands in the address.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { participants } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { analysts, filers } from "../policy.ts";
import { lastDue } from "../reconciliation/queries.ts";
import { todayOf } from "../returns/queries.ts";
import { readAsked, searchOf } from "./asked.ts";
import type { Asked } from "./asked.ts";
import { registerCsv } from "./csv.ts";
import { RegisterPage } from "./pages/register.tsx";
import { finestOf, registerOf } from "./queries.ts";

const readers = [...filers, ...analysts] as const;

export const registerDoors: readonly Door[] = [
  { method: "GET", path: "/reconcile/register", allow: readers },
  { method: "GET", path: "/reconcile/register.csv", allow: readers },
];

export function registerRoutes(app: App): void {
  app.get("/reconcile/register", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const register = await registerOf(ctx, askedOf(c));
    const csv = `/reconcile/register.csv${searchOf(register.asked)}`;
    return page(
      c,
      {
        title: t("reconcile.certified.title"),
        breadcrumbs: [{ text: t("reconcile.title"), href: "/reconcile" }],
        alternates: [{ href: csv, type: "text/csv", title: "CSV" }],
      },
      <RegisterPage
        t={t}
        register={register}
        participants={register.sight.all ? await participants(ctx) : []}
        now={new Date(ctx.clock()).toISOString()}
        csv={csv}
      />,
    );
  });

  app.get("/reconcile/register.csv", async (c) => {
    const asked = askedOf(c);
    return c.body(registerCsv(await finestOf(c.get("ctx"), asked), asked.measure), 200, {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Cache-Control": "private, no-cache",
    });
  });
}

function askedOf(c: Context<Web>): Asked {
  const today = todayOf(c.get("ctx"));
  return readAsked(c.req.query(), lastDue(today).year, Number(today.slice(0, 4)));
}
