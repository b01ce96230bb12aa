// One questionnaire: each question with the answer that stands, the form of whoever may answer, and how it ends.
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { periodTextInWords } from "#ui/statistics/periods.ts";
import { longestAnswer } from "../inputs.ts";
import { answersThatStand } from "../queries.ts";
import type { ShownQuestionnaire } from "../queries.ts";
import { standingInWords, standingTones } from "./words.ts";

export interface OneView {
  readonly t: T;
  readonly shown: ShownQuestionnaire;
  readonly mayAnswer: boolean;
  readonly mayClose: boolean;
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
}

export function QuestionnairePage({ t, shown, mayAnswer, mayClose, typed, problem }: OneView) {
  const { row, standing } = shown;
  const errors = formErrors(t, problem);
  const stands = answersThatStand(row);
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("questionnaires.one.title", { who: t.country(row.participant) })}</h1>
      <SummaryList
        rows={[
          { key: t("questionnaires.column.period"), value: periodTextInWords(t, row.period) },
          {
            key: t("questionnaires.column.state"),
            value: <Tag tone={standingTones[standing.kind]}>{standingInWords(t, standing)}</Tag>,
          },
          { key: t("questionnaires.column.due"), value: t.date(row.deadline) },
          {
            key: t("questionnaires.column.asked"),
            value: t("questionnaires.one.by", { by: row.by_name, date: t.instant(row.at) }),
          },
        ]}
      />
      {row.closed_at !== null && (
        <Inset>
          {t("questionnaires.one.closed", { date: t.instant(row.closed_at) })} {row.closing}
        </Inset>
      )}
      {mayAnswer ? (
        <form method="post" action={`/statistics/questionnaires/${row.id}/answer`} class="prose" novalidate>
          <p>{t("questionnaires.answer.lede")}</p>
          {row.questions.map((question, place) => (
            <>
              <Question t={t} place={place} question={question} answer={stands.get(place)} />
              <Textarea
                t={t}
                name={`answer-${place}`}
                label={t("questionnaires.answer", { number: place + 1 })}
                value={typed[`answer-${place}`] ?? ""}
                limit={longestAnswer}
                rows={3}
                optional
                error={errors.find(({ field }) => field === `answer-${place}`)?.text}
              />
            </>
          ))}
          <Button>{t("questionnaires.answer.send")}</Button>
        </form>
      ) : (
        <div class="prose">
          {row.questions.map((question, place) => (
            <Question t={t} place={place} question={question} answer={stands.get(place)} />
          ))}
        </div>
      )}
      {mayClose && (
        <form method="post" action={`/statistics/questionnaires/${row.id}/close`} class="prose" novalidate>
          <h2>{t("questionnaires.close.title")}</h2>
          <Radios
            t={t}
            name="outcome"
            legend={t("questionnaires.close.outcome")}
            value={typed["outcome"]}
            items={[
              { value: "ACCEPTED", label: t("questionnaires.close.ACCEPTED") },
              { value: "CLOSED", label: t("questionnaires.close.CLOSED") },
            ]}
            error={errors.find(({ field }) => field === "outcome")?.text}
          />
          <Textarea
            t={t}
            name="text"
            label={t("questionnaires.close.text")}
            value={typed["text"] ?? ""}
            limit={longestAnswer}
            rows={3}
            optional
            error={errors.find(({ field }) => field === "text")?.text}
          />
          <Button tone="secondary">{t("questionnaires.close.send")}</Button>
        </form>
      )}
    </>
  );
}

function Question({
  t,
  place,
  question,
  answer,
}: {
  t: T;
  place: number;
  question: string;
  answer: { readonly text: string; readonly at: string; readonly by: string } | undefined;
}) {
  return (
    <section aria-labelledby={`q-${place}`}>
      <h2 id={`q-${place}`}>{t("questionnaires.question", { number: place + 1 })}</h2>
      <p>{question}</p>
      {answer === undefined ? (
        <p class="quiet">{t("questionnaires.one.open")}</p>
      ) : (
        <Inset>
          <p>{answer.text}</p>
          <p class="quiet">{t("questionnaires.one.by", { by: answer.by, date: t.instant(answer.at) })}</p>
        </Inset>
      )}
    </section>
  );
}
