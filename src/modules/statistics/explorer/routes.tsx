// The public pages of figures, and each as CSV. A page works without a script; every state has one address: what a form sends
// with empty fields or in another order leads to it.
import type { Context } from "hono";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { figuresTrail } from "#ui/statistics/trail.ts";
import { lastPeriods, owedReturns } from "../filing-performance/queries.ts";
import { mayAnalyse } from "../policy.ts";
import { allReleases } from "../releases/queries.ts";
import { known, seesReturns } from "./data.ts";
import { NotPublic, Question } from "./pages/frame.tsx";
import type { Page } from "./pages/frame.tsx";
import { HubPage } from "./pages/hub.tsx";
import { readAsked, searchOf } from "./query.ts";
import type { Asked, FieldName } from "./query.ts";
import {
  codesAnswer,
  compareAnswer,
  flowsAnswer,
  mapAnswer,
  mirrorAnswer,
  rankingAnswer,
} from "./answers.tsx";
import type { Answer } from "./answers.tsx";
import { participantAnswer } from "./participant-answer.tsx";

interface View {
  readonly path: string;
  readonly fields: readonly FieldName[];
  readonly answer: (ctx: Ctx, page: Page, c: Context<Web>) => Promise<Answer>;
}

const common = ["source", "as-of", "returns"] as const;

const allViews: readonly View[] = [
  { path: "/statistics/ranking", fields: ["flow", "measure", "year", ...common], answer: rankingAnswer },
  { path: "/statistics/map", fields: ["flow", "measure", "year", ...common], answer: mapAnswer },
  { path: "/statistics/compare", fields: ["p", "flow", "measure", ...common], answer: compareAnswer },
  {
    path: "/statistics/flows",
    fields: ["side", "product", "measure", "year", ...common],
    answer: flowsAnswer,
  },
  { path: "/statistics/mirror", fields: ["measure", "year", ...common], answer: mirrorAnswer },
  { path: "/statistics/codes", fields: ["p", "partner", "measure", "year", ...common], answer: codesAnswer },
  {
    path: "/statistics/participants/:code",
    fields: ["flow", "measure", "year", ...common],
    answer: participantAnswer,
  },
];

export const explorerDoors: readonly Door[] = [
  { method: "GET", path: "/statistics", allow: "everyone" },
  ...allViews.flatMap(({ path }): readonly Door[] => [
    { method: "GET", path, allow: "everyone" },
    { method: "GET", path: csvPath(path), allow: "everyone" },
  ]),
];

export function explorerRoutes(app: App): void {
  app.get("/statistics", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    return page(
      c,
      { title: t("explorer.hub.title"), description: t("explorer.hub.lede") },
      <HubPage
        t={t}
        known={await known(ctx, true)}
        last={lastPeriods(await owedReturns(ctx))}
        release={(await allReleases(ctx))[0]}
      />,
    );
  });
  for (const view of allViews) {
    app.get(csvPath(view.path), (c) => csvOf(c, view));
    app.get(view.path, (c) => pageOf(c, view));
  }
}

/** "/statistics/participants/:code" has its file beside it: a name with a dot in it is no code. */
function csvPath(path: string): string {
  return path.startsWith("/statistics/participants/") ? `${path}/figures.csv` : `${path}.csv`;
}

async function pageOf(c: Context<Web>, view: View): Promise<Response> {
  const asked = askedOf(c, view);
  const search = searchOf(asked);
  const url = new URL(c.req.url);
  if (withoutLanguage(url.search) !== search) {
    const language = url.searchParams.get("lang");
    return c.redirect(
      language === null
        ? `${url.pathname}${search}`
        : `${url.pathname}${search === "" ? "?" : `${search}&`}lang=${encodeURIComponent(language)}`,
      302,
    );
  }
  const [t, state] = [c.get("t"), await pageState(c, asked, search)];
  const { title, lede, shown, content, ...offered } = await view.answer(c.get("ctx"), state, c);
  return page(
    c,
    {
      title,
      description: lede,
      breadcrumbs: figuresTrail(t),
      alternates: [{ href: `${state.file}${search}`, type: "text/csv", title: "CSV" }],
    },
    <>
      <h1>{title}</h1>
      <p class="lede">{lede}</p>
      <Question page={state} fields={view.fields} shown={{ ...asked, ...shown }} {...offered} />
      <NotPublic page={state} />
      {content}
    </>,
  );
}

async function csvOf(c: Context<Web>, view: View): Promise<Response> {
  const asked = askedOf(c, view);
  const { csv } = await view.answer(c.get("ctx"), await pageState(c, asked, searchOf(asked)), c);
  return c.body(csv(), 200, {
    "Content-Type": csvType,
    "Content-Language": c.get("t").locale,
    "Cache-Control": "no-cache",
    Vary: "Accept-Language, Cookie",
  });
}

function askedOf(c: Context<Web>, view: View): Asked {
  return readAsked(new URL(c.req.url).searchParams, view.fields);
}

function withoutLanguage(search: string): string {
  const left = new URLSearchParams(search);
  left.delete("lang");
  return left.size === 0 ? "" : `?${left.toString()}`;
}

async function pageState(c: Context<Web>, asked: Asked, search: string): Promise<Page> {
  const ctx = c.get("ctx");
  const path = new URL(c.req.url).pathname.replace(/(\/figures)?\.csv$/, "");
  return {
    t: c.get("t"),
    asked,
    known: await known(ctx, !seesReturns(ctx, asked)),
    now: new Date(ctx.clock()).toISOString(),
    path,
    file: csvPath(path),
    search,
    analyst: mayAnalyse(ctx.actor),
  };
}
