// Forms of governance as lists of questions: drawn, read back, and shown again to be checked before the act is signed.
// What was typed is kept as it was typed; everything works without script.
import type { ComponentChildren } from "preact";
import type { Form } from "#platform/http/forms.ts";
import type { Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Questions that only this answer raises; of radios alone. */
  readonly more?: readonly Question[] | undefined;
}

export interface Question {
  readonly name: string;
  readonly kind: "text" | "long" | "one" | "list" | "many" | "date";
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  /** Characters, of a long text. */
  readonly limit?: number | undefined;
  readonly rows?: number | undefined;
  readonly options?: readonly Option[] | undefined;
  /** Of the language in which it is answered, where that is not the reader's. */
  readonly value?: string | readonly string[] | undefined;
}

export interface FormOf {
  readonly title: string;
  readonly intro?: ComponentChildren;
  readonly questions: readonly Question[];
  readonly button: string;
  /** What cannot be undone; said before the act is signed. */
  readonly warning?: string | undefined;
}

export type Answers = Readonly<Record<string, readonly string[]>>;

export function flat(questions: readonly Question[]): readonly Question[] {
  return questions.flatMap((question) => [
    question,
    ...(question.options ?? []).flatMap(({ more }) => flat(more ?? [])),
  ]);
}

export function answersFrom(form: Form, questions: readonly Question[]): Answers {
  return Object.fromEntries(
    flat(questions).map(({ name, kind }) => [
      name,
      kind === "many" ? form.texts(name) : form.has(name) ? [form.text(name)] : [],
    ]),
  );
}

export function answer(answers: Answers, name: string): string {
  return answers[name]?.[0] ?? "";
}

export function errorsOf(t: T, problem: Problem | undefined): readonly { text: string; field?: string }[] {
  if (problem === undefined) return [];
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((one) => ({
    text: fieldSentence(t, one),
    field: one.field.split(".")[0] ?? one.field,
  }));
}

export function QuestionForm(props: {
  t: T;
  action: string;
  form: FormOf;
  answers: Answers | undefined;
  problem: Problem | undefined;
}) {
  const { t, form } = props;
  const known = new Set(flat(form.questions).map(({ name }) => name));
  const errors = errorsOf(t, props.problem).map((error) =>
    error.field !== undefined && known.has(error.field) ? error : { text: error.text },
  );
  return (
    <form method="post" action={props.action} class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{form.title}</h1>
      {form.intro}
      <Questions t={t} questions={form.questions} answers={props.answers} errors={errors} />
      <Button>{t("common.button.continue")}</Button>
    </form>
  );
}

function Questions(props: {
  t: T;
  questions: readonly Question[];
  answers: Answers | undefined;
  errors: readonly { text: string; field?: string }[];
}) {
  const { t, answers, errors } = props;
  return (
    <>
      {props.questions.map((question) => {
        const { name, label, hint, optional, options = [] } = question;
        const given = answers === undefined ? [question.value ?? []].flat() : (answers[name] ?? []);
        const error = errors.find(({ field }) => field === name)?.text;
        const common = { t, name, label, hint, optional, error };
        switch (question.kind) {
          case "text":
          case "date":
            return <TextInput {...common} value={given[0]} hint={hint ?? dateHint(t, question)} />;
          case "long":
            return <Textarea {...common} value={given[0]} rows={question.rows} limit={question.limit} />;
          case "list":
            return <Select {...common} value={given[0]} items={options} />;
          case "many":
            return <Checkboxes {...common} legend={label} values={given} items={options.map(choice)} />;
          case "one":
            return (
              <Radios
                {...common}
                legend={label}
                value={given[0]}
                items={options.map((option) => ({
                  ...choice(option),
                  ...(option.more === undefined
                    ? {}
                    : { more: <Questions {...props} questions={option.more} /> }),
                }))}
              />
            );
        }
      })}
    </>
  );
}

function choice({ value, label, hint }: Option) {
  return { value, label, hint };
}

function dateHint(t: T, { kind }: Question): string | undefined {
  return kind === "date" ? t("ui.date.hint") : undefined;
}

/** The same answers once more, in words, with the button that signs; what was answered travels in the page itself. */
export function CheckAnswers(props: {
  t: T;
  action: string;
  form: FormOf;
  answers: Answers;
  children?: ComponentChildren;
}) {
  const { t, form, answers } = props;
  return (
    <form method="post" action={props.action} class="prose">
      <h1>{t("item.check.title")}</h1>
      <p>{form.title}</p>
      {props.children}
      <SummaryList
        rows={asked(form.questions, answers).map((question) => ({
          key: question.label,
          value: <span class="clause__text">{saidOf(t, question, answers[question.name] ?? [])}</span>,
        }))}
      />
      {Object.entries(answers).flatMap(([name, values]) =>
        values.map((value) => <input type="hidden" name={name} value={value} />),
      )}
      {form.warning !== undefined && <WarningText t={t}>{form.warning}</WarningText>}
      <ButtonGroup>
        <Button name="step" value="sign">
          {form.button}
        </Button>
        <Button name="step" value="change" tone="secondary">
          {t("common.button.change")}
        </Button>
      </ButtonGroup>
    </form>
  );
}

/** Questions that were raised by the answers given. */
export function asked(questions: readonly Question[], answers: Answers): readonly Question[] {
  return questions.flatMap((question) => {
    const chosen = question.options?.find(({ value }) => answers[question.name]?.includes(value) === true);
    return [question, ...asked(question.kind === "one" ? (chosen?.more ?? []) : [], answers)];
  });
}

function saidOf(t: T, { options }: Question, values: readonly string[]): string {
  const given = values.filter((value) => value !== "");
  if (given.length === 0) return "–";
  if (options === undefined) return given.join("\n");
  return t.list(given.map((value) => options.find((option) => option.value === value)?.label ?? value));
}
