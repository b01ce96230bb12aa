// The forms by which a seat makes a demand or a commitment, and by which the chair or the Secretariat opens a cycle. What was
// typed is kept as it was typed.
import { demandIds } from "#core/reform/history.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { longestText } from "../inputs.ts";

interface FormView {
  readonly t: T;
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
}

export function RaisePage({ t, typed, problem }: FormView) {
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <form method="post" action="/reform/raise" class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("reform.record.raise")}</h1>
      <TextInput
        t={t}
        name="title"
        label={t("reform.raise.title-field")}
        value={typed["title"]}
        maxlength={200}
        error={errorAt("title")}
      />
      <Textarea
        t={t}
        name="text"
        label={t("reform.raise.text-field")}
        value={typed["text"] ?? ""}
        limit={longestText}
        rows={6}
        error={errorAt("text")}
      />
      <Select
        t={t}
        name="history"
        label={t("reform.raise.history-field")}
        choose={false}
        value={typed["history"] ?? ""}
        items={[
          { value: "", label: t("reform.raise.history-none") },
          ...demandIds.map((id) => ({ value: id, label: t(`reform.demand.${id}`) })),
        ]}
        error={errorAt("history")}
      />
      <WarningText t={t}>{t("reform.record.public")}</WarningText>
      <Button>{t("reform.raise.send")}</Button>
    </form>
  );
}

export function CommitPage({ t, typed, problem }: FormView) {
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <form method="post" action="/reform/commit" class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("reform.record.commit")}</h1>
      <Textarea
        t={t}
        name="text"
        label={t("reform.commit.text-field")}
        value={typed["text"] ?? ""}
        limit={1_000}
        rows={4}
        error={errorAt("text")}
      />
      <DateInput
        t={t}
        name="due"
        label={t("reform.commit.due-field")}
        value={typed["due"]}
        optional
        error={errorAt("due")}
      />
      <WarningText t={t}>{t("reform.record.public")}</WarningText>
      <Button>{t("reform.commit.send")}</Button>
    </form>
  );
}

export function OpenCyclePage({ t, typed, problem }: FormView) {
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <form method="post" action="/reform/open-cycle" class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("reform.record.cycle")}</h1>
      <TextInput
        t={t}
        name="title"
        label={t("reform.open-cycle.title-field")}
        value={typed["title"]}
        error={errorAt("title")}
      />
      <TextInput
        t={t}
        name="body"
        label={t("reform.open-cycle.body-field")}
        value={typed["body"]}
        width={10}
        code
        error={errorAt("body")}
      />
      <DateInput
        t={t}
        name="from"
        label={t("reform.open-cycle.from-field")}
        value={typed["from"]}
        error={errorAt("from")}
      />
      <DateInput
        t={t}
        name="until"
        label={t("reform.open-cycle.until-field")}
        value={typed["until"]}
        error={errorAt("until")}
      />
      <Textarea
        t={t}
        name="topics"
        label={t("reform.open-cycle.topics-field")}
        hint={t("reform.open-cycle.topics-hint")}
        value={typed["topics"] ?? ""}
        rows={6}
        error={errorAt("topics")}
      />
      <WarningText t={t}>{t("reform.record.public")}</WarningText>
      <Button>{t("reform.open-cycle.send")}</Button>
    </form>
  );
}
