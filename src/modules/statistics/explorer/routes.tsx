// The public pages of figures, and each as CSV. A page works without a script; every state has one address: what a form sends
// with empty fields or in another order leads to it.
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { traders } from "#core/kp/participants.ts";
import { statusOn } from "#core/kp/statuses.ts";
import type { Flow } from "#core/statistics/observation.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import { knownAt, ladders } from "#core/statistics/views/ladder.ts";
import { codeMix, linksOf } from "#core/statistics/views/partners.ts";
import { rank } from "#core/statistics/views/ranking.ts";
import { yearsBetween } from "#core/statistics/views/series.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { lastPeriods, owedReturns } from "../filing-performance/queries.ts";
import { mayAnalyse } from "../policy.ts";
import { allReleases } from "../releases/queries.ts";
import { factsCsv } from "./csv.ts";
import { known, load, seesReturns, usualYear, yearsOf } from "./data.ts";
import type { Known } from "./data.ts";
import { CodesFigures, codesFacts } from "./pages/codes.tsx";
import { CompareFigures, compareFacts, comparedOf } from "./pages/compare.tsx";
import { FlowsFigures, flowsFacts } from "./pages/flows.tsx";
import { NotPublic, Question } from "./pages/frame.tsx";
import type { Page } from "./pages/frame.tsx";
import { HubPage } from "./pages/hub.tsx";
import { MapFigures } from "./pages/map.tsx";
import { MirrorFigures, mirrorCsv, mirrorOf } from "./pages/mirror.tsx";
import { ParticipantFigures, participantFacts } from "./pages/participant.tsx";
import { RankingFigures, rankingFacts } from "./pages/ranking.tsx";
import type { RankingView } from "./pages/ranking.tsx";
import { instantOf, readAsked, searchOf } from "./query.ts";
import type { Asked, FieldName } from "./query.ts";
import { nameOf } from "./words.ts";

/** What a view makes of a question. */
interface Answer {
  readonly title: string;
  readonly lede: string;
  readonly shown: Partial<Asked>;
  readonly flows: readonly Flow[];
  /** How many Participants can be asked for; six where nothing is said. */
  readonly places?: number;
  /** Where not all that the flow has make sense. */
  readonly measures?: readonly Measure[];
  readonly content: ComponentChildren;
  readonly csv: () => string;
}

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
      breadcrumbs: [{ text: t("explorer.hub.title"), href: "/statistics" }],
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
    "Content-Type": "text/csv; charset=utf-8; header=present",
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

const counted: ReadonlySet<Flow> = new Set<Flow>(["KPC_ISSUED", "KPC_RECEIVED"]);

/** Certificates are counted; everything else is weighed and valued. */
function measureFor(flow: Flow, asked: Measure | undefined): Measure {
  if (counted.has(flow)) return "count";
  return asked === undefined || asked === "count" ? "carats" : asked;
}

function yearFor({ coverage }: Known, flows: readonly Flow[], asked: Asked, now: string): number {
  return asked.year ?? usualYear(coverage, flows) ?? Number(now.slice(0, 4));
}

async function rankingAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t } = state;
  const view = await rankingView(ctx, state);
  return {
    ...rankingCommon(view),
    title: t("explorer.ranking.name"),
    lede: t("explorer.ranking.question"),
    content: <RankingFigures {...view} />,
  };
}

async function mapAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t } = state;
  const view = await rankingView(ctx, state);
  return {
    ...rankingCommon(view),
    title: t("explorer.map.name"),
    lede: t("explorer.map.question"),
    content: <MapFigures {...view} />,
  };
}

async function rankingView(ctx: Ctx, state: Page): Promise<RankingView> {
  const { asked, now } = state;
  const flow = asked.flow ?? "PRODUCTION";
  const measure = measureFor(flow, asked.measure);
  const year = yearFor(state.known, [flow], asked, now);
  const observations = await load(ctx, asked, { flows: [flow], years: [year, year] });
  const ranking = rank(observations, year, measure, await onTheList(ctx, year, now));
  return { page: state, flow, measure, year, ranking };
}

function rankingCommon(view: RankingView): Pick<Answer, "shown" | "flows" | "csv"> {
  const { page: state, flow, measure, year } = view;
  return {
    shown: { flow, measure, year },
    flows: [flow],
    csv: () => factsCsv(state.t, rankingFacts(view)),
  };
}

/** Who reports for a year: on the list at its end, or today while it runs. */
async function onTheList(ctx: Ctx, year: number, now: string): Promise<readonly string[]> {
  const { statuses } = await schemeFacts(ctx);
  const today = now.slice(0, 10);
  const day = `${year}-12-31` < today ? `${year}-12-31` : today;
  return traders
    .map(({ code }) => code)
    .filter((code) => !["NOT_PARTICIPANT", "UNKNOWN"].includes(statusOn(statuses, code, day).status));
}

async function compareAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t, asked, now } = state;
  const flow = asked.flow ?? "PRODUCTION";
  const measure = measureFor(flow, asked.measure);
  const [first, last] = yearsOf(state.known.coverage, [flow]) ?? [1, 0];
  const participants =
    asked.participants.length > 0 ? asked.participants : await largestOf(ctx, state, flow, measure, now);
  const observations = await load(ctx, asked, { flows: [flow], reporters: participants });
  const years = yearsBetween(first, last);
  const view = { flow, measure, years, compared: comparedOf(observations, participants, measure, years) };
  return {
    title: t("explorer.compare.name"),
    lede: t("explorer.compare.question"),
    shown: { flow, measure, participants },
    flows: [flow],
    content: <CompareFigures page={state} {...view} />,
    csv: () => factsCsv(t, compareFacts(view)),
  };
}

/** Where nobody is named: the four with the most in the usual year. */
async function largestOf(
  ctx: Ctx,
  { asked, known: { coverage } }: Page,
  flow: Flow,
  measure: Measure,
  now: string,
): Promise<readonly string[]> {
  const year = usualYear(coverage, [flow]) ?? Number(now.slice(0, 4));
  const observations = await load(ctx, asked, { flows: [flow], years: [year, year] });
  return rank(observations, year, measure)
    .ranked.slice(0, 4)
    .map(({ reporter }) => reporter);
}

async function flowsAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t, asked, now } = state;
  const side = asked.side ?? "EXPORT";
  const measure = measureFor(side, asked.measure ?? "usd");
  const product = asked.product ?? "_T";
  const year = yearFor(state.known, [side], asked, now);
  const observations = await load(ctx, asked, { flows: [side, "PRODUCTION"], years: [year, year] });
  const mined = rank(
    observations.filter(({ flow }) => flow === "PRODUCTION"),
    year,
    "carats",
  );
  const view = {
    side,
    measure,
    year,
    links: linksOf(observations, year, side, measure, { product }),
    producers: mined.ranked.map(({ reporter }) => reporter),
  };
  return {
    title: t("explorer.flows.name"),
    lede: t("explorer.flows.question"),
    shown: { side, measure, product, year },
    flows: [side],
    content: <FlowsFigures page={state} {...view} />,
    csv: () => factsCsv(t, flowsFacts(view)),
  };
}

async function mirrorAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t, asked, now } = state;
  const flows: readonly Flow[] = ["EXPORT", "IMPORT"];
  const measure = asked.measure === "usd" ? "usd" : "carats";
  const year = yearFor(state.known, flows, asked, now);
  const observations = await load(ctx, asked, { flows, years: [year, year] });
  const source = asked.source ?? richest(state.known, flows, year);
  const view = { measure, year, source, lines: mirrorOf(observations, year, source, measure) } as const;
  return {
    title: t("explorer.mirror.name"),
    lede: t("explorer.mirror.question"),
    shown: { measure, year },
    flows,
    measures: ["carats", "usd"],
    content: <MirrorFigures page={state} {...view} />,
    csv: () => mirrorCsv(view.lines),
  };
}

/** Two sides are compared within one source: the one with most figures of the year. */
function richest({ coverage }: Known, flows: readonly Flow[], year: number): string | undefined {
  const of = coverage.filter((one) => one.year === year && flows.includes(one.flow));
  return [...grouped(of, ({ source }) => source)]
    .map(([source, rows]) => ({ source, figures: rows.reduce((sum, { figures }) => sum + figures, 0) }))
    .toSorted((a, b) => b.figures - a.figures)[0]?.source;
}

async function codesAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t, asked, now } = state;
  const flows: readonly Flow[] = ["EXPORT", "IMPORT"];
  const measure = measureFor("EXPORT", asked.measure ?? "usd");
  const year = yearFor(state.known, flows, asked, now);
  const from = asked.participants[0] ?? (await largestOf(ctx, state, "EXPORT", "usd", now))[0] ?? "BW";
  const to = asked.partner;
  const observations = [
    ...(await load(ctx, asked, { flows: ["EXPORT"], reporters: [from], years: [year, year] })),
    ...(await load(ctx, asked, { flows: ["IMPORT"], counterparts: [from], years: [year, year] })),
  ];
  const mix = codeMix(observations, { from, year, measure, ...(to === undefined ? {} : { to }) });
  const view = { from, to, measure, year, mix };
  return {
    title: t("explorer.codes.name"),
    lede: t("explorer.codes.question"),
    shown: { participants: [from], partner: to, measure, year },
    flows,
    places: 1,
    measures: ["carats", "usd"],
    content: <CodesFigures page={state} {...view} />,
    csv: () => factsCsv(t, codesFacts(view)),
  };
}

async function participantAnswer(ctx: Ctx, state: Page, c: Context<Web>): Promise<Answer> {
  const { t, asked, now, known: what } = state;
  const code = c.req.param("code") ?? "";
  refuseUnless(
    traders.some((one) => one.code === code),
    "not-found",
  );
  const vintages = await load(ctx, asked, { reporters: [code], everyVintage: true });
  const standing = knownAt(vintages, instantOf(asked.asOf) ?? now);
  const flow = asked.flow ?? "PRODUCTION";
  const measure = measureFor(flow, asked.measure);
  const tradeFlows: readonly Flow[] = ["EXPORT", "IMPORT"];
  const own = standing.flatMap(({ period }) => (period.kind === "FISCAL" ? [] : [period.year]));
  const year = asked.year ?? usualYear(what.coverage, [flow]) ?? Number(now.slice(0, 4));
  const others = await load(ctx, asked, { flows: tradeFlows, counterparts: [code], years: [year, year] });
  const owed = await owedReturns(ctx);
  const source = asked.source ?? richest(what, tradeFlows, year);
  const view = {
    code,
    observations: standing,
    owed: owed.filter(({ participant }) => participant === code),
    years: own.length === 0 ? [] : yearsBetween(Math.min(...own), Math.max(...own)),
    year,
    flow,
    measure,
    ladders: ladders(
      vintages.filter((one) => one.flow === flow && one.period.kind !== "FISCAL" && one.period.year === year),
      year,
      measure,
    ),
    exports: linksOf(standing, year, "EXPORT", "usd").links,
    imports: linksOf(standing, year, "IMPORT", "usd").links,
    mirror: mirrorOf([...standing, ...others], year, source, "carats").filter(
      ({ exporter, importer }) => exporter === code || importer === code,
    ),
  };
  return {
    title: t("explorer.participant.name", { name: nameOf(t, code) }),
    lede: t("explorer.participant.question"),
    shown: { flow, measure, year },
    flows: [flow],
    content: (
      <>
        <p>
          <a href={`/participants/${code}`}>{t("explorer.participant.scheme", { name: nameOf(t, code) })}</a>
        </p>
        <ParticipantFigures page={state} {...view} />
      </>
    ),
    csv: () => factsCsv(t, participantFacts(view)),
  };
}
