// Questionnaires as of now: the public list of those who do not answer, and what a focal point or an analyst may read.
import type { IsoDate } from "#core/kp/dates.ts";
import { standingOf } from "#core/statistics/reconcile/questionnaire.ts";
import type { Standing } from "#core/statistics/reconcile/questionnaire.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { ownParticipant, readerOf, todayOf } from "../returns/queries.ts";
import { mayAnalyse, maySeeReturns } from "../policy.ts";
import * as store from "./store.ts";
import type { QuestionnaireRow } from "./store.ts";

export interface ShownQuestionnaire {
  readonly row: QuestionnaireRow;
  readonly standing: Standing;
}

/** Who does not answer: nothing of what was asked. */
export interface Silence {
  readonly participant: string;
  readonly period: string;
  readonly since: IsoDate;
  readonly days: number;
  readonly questions: number;
  readonly unanswered: number;
}

/** The longest silence first. */
export async function silences(ctx: Ctx): Promise<readonly Silence[]> {
  const today = todayOf(ctx);
  return (await store.listOverdue(readerOf(ctx), today))
    .flatMap((row): readonly Silence[] => {
      const standing = shown(row, today).standing;
      return standing.kind === "SILENT"
        ? [
            {
              participant: row.participant,
              period: row.period,
              since: row.deadline,
              days: standing.days,
              questions: row.questions.length,
              unanswered: standing.open.length,
            },
          ]
        : [];
    })
    .sort((a, b) => b.days - a.days || (a.participant < b.participant ? -1 : 1));
}

/** Every one for analysts, its own for a focal point, none for others. */
export async function questionnairesOf(ctx: Ctx): Promise<readonly ShownQuestionnaire[]> {
  const own = await ownParticipant(ctx);
  const mayAll = mayAnalyse(ctx.actor);
  if (!mayAll && (own === undefined || !maySeeReturns(ctx.actor, own, own))) return [];
  const rows = await store.listQuestionnaires(readerOf(ctx), mayAll ? undefined : own);
  return rows.map((row) => shown(row, todayOf(ctx)));
}

/** How many the reader is to answer: of their own Participant, before or after the deadline. */
export async function waitingFor(ctx: Ctx): Promise<number> {
  const own = await ownParticipant(ctx);
  return (await questionnairesOf(ctx)).filter(
    ({ row, standing }) =>
      row.participant === own && (standing.kind === "WAITING" || standing.kind === "SILENT"),
  ).length;
}

/** What one may not see is not found. */
export async function getQuestionnaire(ctx: Ctx, id: string): Promise<ShownQuestionnaire> {
  const row = await store.findQuestionnaire(readerOf(ctx), id);
  refuseUnless(
    row !== undefined && maySeeReturns(ctx.actor, row.participant, await ownParticipant(ctx)),
    "not-found",
  );
  return shown(row, todayOf(ctx));
}

/** The answer that stands for each question. */
export function answersThatStand(
  row: QuestionnaireRow,
): ReadonlyMap<number, { readonly text: string; readonly at: string; readonly by: string }> {
  return new Map(
    row.answers.flatMap(({ answers, at, by_name }) =>
      answers.map(({ place, text }) => [place, { text, at, by: by_name }] as const),
    ),
  );
}

function shown(row: QuestionnaireRow, today: IsoDate): ShownQuestionnaire {
  return {
    row,
    standing: standingOf(
      {
        questions: row.questions.length,
        deadline: row.deadline,
        answers: row.answers.map(({ at, answers }) => ({ at, places: answers.map(({ place }) => place) })),
        closed: row.outcome,
      },
      today,
    ),
  };
}
