// What the page of one Participant answers: all that it and its partners report of it, as it was known on the day asked for.
import type { Context } from "hono";
import { traders } from "#core/kp/participants.ts";
import type { Flow } from "#core/statistics/observation.ts";
import { knownAt, ladders } from "#core/statistics/views/ladder.ts";
import { linksOf } from "#core/statistics/views/partners.ts";
import { yearsBetween } from "#core/statistics/views/series.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { Ctx } from "#modules/record/index.ts";
import { owedReturns } from "../filing-performance/queries.ts";
import { factsCsv } from "./csv.ts";
import { load, usualYear } from "./data.ts";
import type { Page } from "./pages/frame.tsx";
import { mirrorOf } from "./pages/mirror.tsx";
import { ParticipantFigures, participantFacts } from "./pages/participant/figures.tsx";
import { instantOf } from "./query.ts";
import { nameOf } from "./words.ts";
import { measureFor, richest } from "./answers.tsx";
import type { Answer } from "./answers.tsx";

export async function participantAnswer(ctx: Ctx, state: Page, c: Context<Web>): Promise<Answer> {
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
