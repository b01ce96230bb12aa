// What each page of figures answers: the figures that its question asks for, in words, as a picture with its table, and as CSV.
import type { ComponentChildren } from "preact";
import { traders } from "#core/kp/participants.ts";
import { statusOn } from "#core/kp/statuses.ts";
import type { Flow } from "#core/statistics/observation.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import { codeMix, linksOf } from "#core/statistics/views/partners.ts";
import { rank } from "#core/statistics/views/ranking.ts";
import { yearsBetween } from "#core/statistics/views/series.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { factsCsv } from "./csv.ts";
import { load, usualYear, yearsOf } from "./data.ts";
import type { Known } from "./data.ts";
import { CodesFigures, codesFacts } from "./pages/codes.tsx";
import { CompareFigures, compareFacts, comparedOf } from "./pages/compare.tsx";
import { FlowsFigures, flowsFacts } from "./pages/flows.tsx";
import type { Page } from "./pages/frame.tsx";
import { MapFigures } from "./pages/map.tsx";
import { MirrorFigures, mirrorCsv, mirrorOf } from "./pages/mirror.tsx";
import { RankingFigures, rankingFacts } from "./pages/ranking.tsx";
import type { RankingView } from "./pages/ranking.tsx";
import type { Asked } from "./query.ts";

/** What a view makes of a question. */
export interface Answer {
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

const counted: ReadonlySet<Flow> = new Set<Flow>(["KPC_ISSUED", "KPC_RECEIVED"]);

/** Certificates are counted; everything else is weighed and valued. */
export function measureFor(flow: Flow, asked: Measure | undefined): Measure {
  if (counted.has(flow)) return "count";
  return asked === undefined || asked === "count" ? "carats" : asked;
}

function yearFor({ coverage }: Known, flows: readonly Flow[], asked: Asked, now: string): number {
  return asked.year ?? usualYear(coverage, flows) ?? Number(now.slice(0, 4));
}

export async function rankingAnswer(ctx: Ctx, state: Page): Promise<Answer> {
  const { t } = state;
  const view = await rankingView(ctx, state);
  return {
    ...rankingCommon(view),
    title: t("explorer.ranking.name"),
    lede: t("explorer.ranking.question"),
    content: <RankingFigures {...view} />,
  };
}

export async function mapAnswer(ctx: Ctx, state: Page): Promise<Answer> {
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

export async function compareAnswer(ctx: Ctx, state: Page): Promise<Answer> {
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

export async function flowsAnswer(ctx: Ctx, state: Page): Promise<Answer> {
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

export async function mirrorAnswer(ctx: Ctx, state: Page): Promise<Answer> {
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
export function richest({ coverage }: Known, flows: readonly Flow[], year: number): string | undefined {
  const of = coverage.filter((one) => one.year === year && flows.includes(one.flow));
  return [...grouped(of, ({ source }) => source)]
    .map(([source, rows]) => ({ source, figures: rows.reduce((sum, { figures }) => sum + figures, 0) }))
    .toSorted((a, b) => b.figures - a.figures)[0]?.source;
}

export async function codesAnswer(ctx: Ctx, state: Page): Promise<Answer> {
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
