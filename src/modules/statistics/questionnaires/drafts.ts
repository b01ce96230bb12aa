// Questions drafted for the scheduled look at one Participant and year, as sentences in the analyst's language: to be edited
// before they are sent. What they are drawn from is in core/statistics/reconcile/questions.ts and in screening.
import { ofReturns } from "#core/statistics/observation.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import { draftQuestions } from "#core/statistics/reconcile/questions.ts";
import type { DraftQuestion } from "#core/statistics/reconcile/questions.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findingInWords } from "#ui/statistics/findings.ts";
import { periodTextInWords } from "#ui/statistics/periods.ts";
import { findObservations } from "../figures/store.ts";
import { mayAnalyse } from "../policy.ts";
import { readerOf, screenGiven } from "../returns/queries.ts";
import { findStanding, rowsOfFiling } from "../returns/store.ts";
import { pairsOf, readQuarter } from "../reconciliation/queries.ts";
import { mostQuestions } from "./inputs.ts";

export async function draftFor(
  ctx: Ctx,
  t: T,
  participant: string,
  year: number,
): Promise<readonly string[]> {
  refuseUnless(mayAnalyse(ctx.actor), "not-allowed");
  const observations = await findObservations(readerOf(ctx), {
    sources: [ofReturns],
    reporters: [participant],
    from: `${year - 1}-01-01`,
    until: `${year}-12-31`,
    openOnly: false,
  });
  const { lines } = await pairsOf(ctx, readQuarter(`${year}-Q2`), participant);
  return [
    ...draftQuestions({ participant, year, observations, lines }).map((question) =>
      questionInWords(t, question),
    ),
    ...(await findingsOfProduction(ctx, t, participant, year)),
  ].slice(0, mostQuestions);
}

/** What screening says of the first half's production as it stands. */
async function findingsOfProduction(
  ctx: Ctx,
  t: T,
  participant: string,
  year: number,
): Promise<readonly string[]> {
  const period = parsePeriod(`${year}-S1`);
  const standing = await findStanding(readerOf(ctx), participant, "PRODUCTION", `${year}-S1`);
  if (standing === undefined || period?.kind !== "HALF") return [];
  const findings = await screenGiven(ctx, {
    key: { participant, type: "PRODUCTION", period },
    kind: standing.kind,
    rows: await rowsOfFiling(readerOf(ctx), standing.act),
  });
  return findings.flatMap((finding) =>
    finding.strength >= 1 && "half" in finding ? [findingInWords(t, finding)] : [],
  );
}

function questionInWords(t: T, question: DraftQuestion): string {
  switch (question.kind) {
    case "moved": {
      const amount = (value: bigint): string =>
        question.of === "count"
          ? t("questionnaires.certificates", { count: Number(value) })
          : question.of === "carats"
            ? t.carats(value)
            : t.usd(value);
      return t("questionnaires.draft.moved", {
        flow: t(`questionnaires.flow.${question.flow}`),
        period: periodTextInWords(t, question.period),
        against: periodTextInWords(t, question.against),
        now: amount(question.now),
        before: amount(question.before),
        percent: t.number(Math.abs(question.percent)),
        direction: question.percent < 0 ? "down" : "up",
      });
    }
    case "not-filed":
      return t("questionnaires.draft.not-filed", {
        flow: t(`questionnaires.flow.${question.flow}`),
        period: periodTextInWords(t, question.period),
      });
    case "gap": {
      const { exporter, importer, exported, imported } = question.line;
      const side = (one: typeof exported): string =>
        one.kind === "FIGURE" && one.carats !== null ? t.carats(one.carats) : t.carats(0n);
      return t("questionnaires.draft.gap", {
        exporter: t.country(exporter),
        importer: t.country(importer),
        exported: side(exported),
        imported: side(imported),
      });
    }
  }
}
