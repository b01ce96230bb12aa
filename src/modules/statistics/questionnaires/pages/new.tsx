// The form by which an analyst asks: first whom and about which year, then the drafted questions, each to be edited or emptied.
import type { Participant } from "#core/kp/participants.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { longestQuestion } from "../inputs.ts";

export interface ChooseView {
  readonly t: T;
  readonly participants: readonly Participant[];
  readonly years: readonly number[];
}

export function ChoosePage({ t, participants, years }: ChooseView) {
  const items = participants
    .map(({ code }) => ({ value: code, label: t.country(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, t.locale));
  return (
    <form method="get" action="/statistics/questionnaires/new" class="prose" novalidate>
      <h1>{t("questionnaires.new")}</h1>
      <p>{t("questionnaires.new.lede")}</p>
      <Select t={t} name="participant" label={t("questionnaires.column.participant")} items={items} />
      <Select
        t={t}
        name="year"
        label={t("questionnaires.new.year")}
        choose={false}
        items={years.map((year) => ({ value: String(year), label: String(year) }))}
      />
      <Button>{t("questionnaires.new.draft")}</Button>
    </form>
  );
}

export interface AskView {
  readonly t: T;
  readonly participant: string;
  readonly year: number;
  readonly deadline: string;
  readonly questions: readonly string[];
  /** How many of them were drafted here. */
  readonly drafted: number;
  readonly problem: Problem | undefined;
}

export function AskPage({ t, participant, year, deadline, questions, drafted, problem }: AskView) {
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <form method="post" action="/statistics/questionnaires/new" class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("questionnaires.ask.title", { who: t.country(participant), year: String(year) })}</h1>
      <Inset>{t("questionnaires.ask.drafted", { count: drafted })}</Inset>
      <input type="hidden" name="participant" value={participant} />
      <input type="hidden" name="year" value={String(year)} />
      {questions.map((question, place) => (
        <Textarea
          t={t}
          id={place === 0 ? "questions" : `question-${place}`}
          name="question"
          label={t("questionnaires.question", { number: place + 1 })}
          value={question}
          limit={longestQuestion}
          rows={3}
          optional={place > 0}
          error={place === 0 ? errorAt("questions") : undefined}
        />
      ))}
      <DateInput
        t={t}
        name="deadline"
        label={t("questionnaires.ask.deadline")}
        hint={t("questionnaires.ask.deadline-hint")}
        value={deadline}
        error={errorAt("deadline")}
      />
      <WarningText t={t}>{t("questionnaires.ask.public")}</WarningText>
      <Button>{t("questionnaires.ask.send")}</Button>
    </form>
  );
}
