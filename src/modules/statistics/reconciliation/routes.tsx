// The doors of reconciliation in the browser. Focal points see the pairs of their own Participant, analysts all; what one may
// not see is not found. What is chosen stands in the address.
import type { Context } from "hono";
import { periodBefore } from "#core/statistics/calendar.ts";
import { firstYear, periodText } from "#core/statistics/periods.ts";
import type { Quarter } from "#core/statistics/periods.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { readInput } from "#platform/http/inputs.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { participants } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { analysts, filers } from "../policy.ts";
import { todayOf } from "../returns/queries.ts";
import { reconciliationApiDoors, reconciliationApiRoutes } from "./api.ts";
import { explainGap } from "./explain.ts";
import { ExplanationInput } from "./inputs.ts";
import { BalancePage } from "./pages/balance.tsx";
import { PairPage } from "./pages/pair.tsx";
import { PairsPage } from "./pages/pairs.tsx";
import { balanceOf, getPair, lastDue, pairsOf, readQuarter, sightOf } from "./queries.ts";

const readers = [...filers, ...analysts] as const;

export const reconciliationDoors: readonly Door[] = [
  { method: "GET", path: "/reconcile", allow: readers },
  { method: "GET", path: "/reconcile/balance", allow: readers },
  { method: "GET", path: "/reconcile/:exporter/:importer/:period", allow: readers },
  { method: "POST", path: "/reconcile/:exporter/:importer/:period/explain", allow: filers },
  ...reconciliationApiDoors,
];

export function reconciliationRoutes(app: App): void {
  app.get("/reconcile", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const { period, participant, show } = c.req.query();
    const last = lastDue(todayOf(ctx));
    const asked = period === undefined ? last : readQuarter(period);
    return page(
      c,
      { title: t("reconcile.title") },
      <PairsPage
        t={t}
        pairs={await pairsOf(ctx, asked, participant === "" ? undefined : participant)}
        sight={await sightOf(ctx)}
        quarters={quartersBack(last, asked)}
        participants={await participants(ctx)}
        show={show === "all" ? "all" : "gaps"}
      />,
    );
  });

  app.get("/reconcile/balance", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const sight = await sightOf(ctx);
    const last = lastDue(todayOf(ctx)).year;
    const [from, to] = [readYear(c.req.query("from"), last), readYear(c.req.query("to"), last)];
    const participant = c.req.query("participant") ?? sight.own ?? "";
    return page(
      c,
      { title: t("reconcile.balance.title"), breadcrumbs: trail(c) },
      <BalancePage
        t={t}
        sight={sight}
        participants={await participants(ctx)}
        years={Array.from({ length: last - firstYear + 1 }, (_, back) => last - back)}
        balance={
          participant === ""
            ? undefined
            : await balanceOf(ctx, participant, { from: Math.min(from, to), to: Math.max(from, to) })
        }
        from={Math.min(from, to)}
        to={Math.max(from, to)}
      />,
    );
  });

  app.get("/reconcile/:exporter/:importer/:period", (c) => pairPage(c));
  app.post("/reconcile/:exporter/:importer/:period/explain", async (c) => {
    const typed = Object.fromEntries((await readForm(c)).all());
    const asked = pairAsked(c);
    try {
      const { product = "_T", cause = "", text = "" } = typed;
      const input = readInput(ExplanationInput, { product, cause, text, language: c.get("t").locale });
      await explainGap(c.get("ctx"), asked, input);
      return c.redirect(`/reconcile/${asked.exporter}/${asked.importer}/${periodText(asked.period)}`, 303);
    } catch (error) {
      if (error instanceof Problem && error.code === "bad-input")
        return pairPage(c, { typed, problem: error });
      throw error;
    }
  });
  reconciliationApiRoutes(app);
}

async function pairPage(
  c: Context<Web>,
  refused?: { readonly typed: Readonly<Record<string, string>>; readonly problem: Problem },
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { exporter, importer, period } = pairAsked(c);
  const pair = await getPair(ctx, exporter, importer, period);
  return page(
    c,
    {
      title: t("reconcile.pair", { exporter: t.country(exporter), importer: t.country(importer) }),
      breadcrumbs: trail(c),
      error: refused !== undefined,
    },
    <PairPage t={t} pair={pair} typed={refused?.typed ?? {}} problem={refused?.problem} />,
    refused?.problem.status ?? 200,
  );
}

/** Hostile: from an address. */
function pairAsked(c: Context<Web>): { exporter: string; importer: string; period: Quarter } {
  const [exporter = "", importer = ""] = [c.req.param("exporter"), c.req.param("importer")];
  refuseUnless(/^[A-Z]{2}$/.test(exporter) && /^[A-Z]{2}$/.test(importer), "not-found");
  return { exporter, importer, period: readQuarter(c.req.param("period") ?? "") };
}

/** The last twelve that were due, and the one that is looked at. */
function quartersBack(last: Quarter, asked: Quarter): readonly Quarter[] {
  const quarters: Quarter[] = [];
  for (let quarter = last; quarters.length < 12; quarter = periodBefore(quarter) as Quarter)
    quarters.push(quarter);
  const known = quarters.some((quarter) => periodText(quarter) === periodText(asked));
  return known ? quarters : [asked, ...quarters];
}

function readYear(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === "") return otherwise;
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  refuseUnless(year >= firstYear && year <= otherwise + 1, "not-found");
  return year;
}

function trail(c: Context<Web>) {
  return [{ text: c.get("t")("reconcile.title"), href: "/reconcile" }];
}
