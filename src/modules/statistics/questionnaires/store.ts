// The tables of questionnaires: questionnaire, questionnaire_answer (projections of acts).
import { sql } from "kysely";
import type { IsoDate } from "#core/kp/dates.ts";
import type { Outcome } from "#core/statistics/reconcile/questionnaire.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { Reader } from "../figures/store.ts";
import type {
  AnsweredPrivate,
  AnsweredPublic,
  ClosedPrivate,
  ClosedPublic,
  OpenedPrivate,
  OpenedPublic,
} from "./facts.ts";

export interface AnswerRow {
  readonly answers: readonly { readonly place: number; readonly text: string }[];
  readonly language: string;
  readonly by_name: string;
  readonly at: string;
}

export interface QuestionnaireRow {
  readonly id: string;
  readonly participant: string;
  readonly period: string;
  readonly deadline: IsoDate;
  readonly questions: readonly string[];
  readonly language: string;
  readonly by_name: string;
  readonly at: string;
  readonly outcome: Outcome | null;
  readonly closing: string | null;
  readonly closed_at: string | null;
  /** Oldest first. */
  readonly answers: readonly AnswerRow[];
}

const idOf = ({ subject }: { subject: string }): string => subject.slice(subject.indexOf(":") + 1);

export async function projectOpened(
  tx: Projection,
  acts: readonly ProjectedAct<OpenedPublic, OpenedPrivate>[],
): Promise<void> {
  for (const act of acts)
    await sql`
      insert into questionnaire (id, participant, period, deadline, questions, language, by_name, at)
      values (${idOf(act)}, ${act.public.participant}, ${act.public.period}, ${act.public.deadline},
        ${JSON.stringify(act.private.questions)}, ${act.private.language}, ${act.private.actor.name}, ${act.at})`.execute(
      tx.db,
    );
}

export async function projectAnswered(
  tx: Projection,
  acts: readonly ProjectedAct<AnsweredPublic, AnsweredPrivate>[],
): Promise<void> {
  for (const act of acts)
    await sql`
      insert into questionnaire_answer (act, questionnaire, place, answers, language, by_name, at)
      select ${act.id}, ${idOf(act)}, count(*) + 1, ${JSON.stringify(act.private.answers)}, ${act.private.language},
        ${act.private.actor.name}, ${act.at}
      from questionnaire_answer where questionnaire = ${idOf(act)}`.execute(tx.db);
}

export async function projectClosed(
  tx: Projection,
  acts: readonly ProjectedAct<ClosedPublic, ClosedPrivate>[],
): Promise<void> {
  for (const act of acts)
    await sql`
      update questionnaire set outcome = ${act.public.outcome}, closing = ${act.private.text}, closed_at = ${act.at}
      where id = ${idOf(act)}`.execute(tx.db);
}

/** Locked for the transaction. */
export async function lockQuestionnaire(reader: Reader, id: string): Promise<QuestionnaireRow | undefined> {
  await sql`select from questionnaire where id = ${id} for update`.execute(reader.db);
  return findQuestionnaire(reader, id);
}

export async function findQuestionnaire(reader: Reader, id: string): Promise<QuestionnaireRow | undefined> {
  return (await withAnswers(reader, sql`q.id = ${id}`, 1))[0];
}

/** Newest first; of one Participant, or of all. */
export async function listQuestionnaires(
  reader: Reader,
  participant?: string,
): Promise<readonly QuestionnaireRow[]> {
  return withAnswers(
    reader,
    participant === undefined ? sql`true` : sql`q.participant = ${participant}`,
    500,
  );
}

/** Those that nobody closed and whose deadline is before that day. */
export async function listOverdue(reader: Reader, today: IsoDate): Promise<readonly QuestionnaireRow[]> {
  return withAnswers(reader, sql`q.outcome is null and q.deadline < ${today}::date`, 2_000);
}

async function withAnswers(
  reader: Reader,
  wanted: ReturnType<typeof sql>,
  most: number,
): Promise<readonly QuestionnaireRow[]> {
  const { rows } = await sql<Omit<QuestionnaireRow, "answers">>`
    select q.id, q.participant, q.period, q.deadline, q.questions, q.language, q.by_name, q.at, q.outcome, q.closing, q.closed_at
    from questionnaire q where ${wanted} order by q.at desc, q.id desc limit ${most}`.execute(reader.db);
  const { rows: answers } = await sql<AnswerRow & { questionnaire: string }>`
    select questionnaire, answers, language, by_name, at from questionnaire_answer
    where questionnaire = any(${rows.map(({ id }) => id)}::uuid[]) order by place`.execute(reader.db);
  return rows.map((row) => ({
    ...row,
    answers: answers.filter(({ questionnaire }) => questionnaire === row.id),
  }));
}
