// Forms of governance as lists of questions: drawn, read back, and shown again to be checked before the act is signed.
// What was typed is kept as it was typed; everything works without script.
import type { ComponentChildren } from "preact";
import type { Form } from "#platform/http/forms.ts";
import type { Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Fieldset } from "#ui/components/fieldset/Fieldset.tsx";
import { ChoiceRow, Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** How the check of the answers calls it, where the label alone does not say enough there. */
  readonly said?: string | undefined;
  /** Questions that only this answer raises; of radios alone. */
  readonly more?: readonly Question[] | undefined;
}

/** Many answers under headings that open, such as the seats of a pillar. */
export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

export interface Question {
  readonly name: string;
  /** "hidden": what the page itself says, such as the call that it was drawn for. */
  readonly kind: "text" | "long" | "one" | "list" | "many" | "date" | "hidden";
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  /** Characters, of a long text. */
  readonly limit?: number | undefined;
  readonly rows?: number | undefined;
  readonly options?: readonly Option[] | undefined;
  /** Of "many", instead of options. */
  readonly groups?: readonly OptionGroup[] | undefined;
  /** Of a list: the words for no answer, where none is an answer. */
  readonly none?: string | undefined;
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
      kind === "many" || kind === "hidden" ? form.texts(name) : form.has(name) ? [form.text(name)] : [],
    ]),
  );
}

/** Those that the form has sent: questions of a later page may not have been asked yet. */
export function answersGiven(form: Form, questions: readonly Question[]): Answers {
  return answersFrom(
    form,
    flat(questions).filter(({ name }) => form.has(name)),
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
  /** Of a second page: what its button says of where the answers come from, beside the way back to the first. */
  step?: string | undefined;
}) {
  const { t, form, step } = props;
  const known = new Map(flat(form.questions).map(({ name, label }) => [name, label]));
  const errors = errorsOf(t, props.problem).map((error) =>
    error.field !== undefined && known.has(error.field) ? error : { text: error.text },
  );
  // Apart from its field, "Answer this" does not say what.
  const summary = errors.map(({ text, field }) => {
    const label = known.get(field ?? "") ?? "";
    return { text: label === "" ? text : `${label} – ${text}`, field };
  });
  return (
    <form method="post" action={props.action} class="prose" novalidate>
      <ErrorSummary t={t} errors={summary} />
      <h1>{form.title}</h1>
      {form.intro}
      <Questions t={t} questions={form.questions} answers={props.answers} errors={errors} />
      {hiddenAnswers(Object.entries(props.answers ?? {}).filter(([name]) => !known.has(name)))}
      {step === undefined ? (
        <Button>{t("common.button.continue")}</Button>
      ) : (
        <ButtonGroup>
          <Button name="step" value={step}>
            {t("common.button.continue")}
          </Button>
          <Button name="step" value="change" tone="secondary">
            {t("common.button.change")}
          </Button>
        </ButtonGroup>
      )}
    </form>
  );
}

function hiddenAnswers(answers: readonly (readonly [string, readonly string[]])[]) {
  return answers.flatMap(([name, values]) =>
    values.map((value) => <input type="hidden" name={name} value={value} />),
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
        const given = answers?.[name] ?? [question.value ?? []].flat();
        const error = errors.find(({ field }) => field === name)?.text;
        const common = { t, name, label, hint, optional, error };
        switch (question.kind) {
          case "text":
          case "date":
            return <TextInput {...common} value={given[0]} hint={hint ?? dateHint(t, question)} />;
          case "long":
            return <Textarea {...common} value={given[0]} rows={question.rows} limit={question.limit} />;
          case "list":
            return (
              <Select
                {...common}
                value={given[0]}
                choose={question.none === undefined}
                items={
                  question.none === undefined ? options : [{ value: "", label: question.none }, ...options]
                }
              />
            );
          case "hidden":
            return hiddenAnswers([[name, given]]);
          case "many":
            if (question.groups !== undefined)
              return <Groups {...common} groups={question.groups} values={given} />;
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

/** Groups with an answer, and the first where something is wrong, are open. The first box has the name as its id. */
function Groups(props: {
  t: T;
  name: string;
  label: string;
  hint: string | undefined;
  optional: boolean | undefined;
  error: string | undefined;
  groups: readonly OptionGroup[];
  values: readonly string[];
}) {
  const { t, name, groups, values } = props;
  const first = groups[0]?.options[0];
  return (
    <Fieldset {...props} id={name} legend={props.label}>
      <input type="hidden" name={name} value="" />
      {groups.map(({ label, options }, place) => {
        const chosen = options.filter(({ value }) => values.includes(value)).length;
        return (
          <Details
            summary={chosen === 0 ? label : `${label} (${t("item.field.chosen", { count: chosen })})`}
            open={chosen > 0 || (props.error !== undefined && place === 0)}
          >
            <div class="choices choices--names" role="group" aria-label={label}>
              {options.map((option, index) => (
                <ChoiceRow
                  type="checkbox"
                  name={name}
                  id={option === first ? name : `${name}-${place + 1}-${index + 1}`}
                  item={choice(option)}
                  checked={values.includes(option.value)}
                />
              ))}
            </div>
          </Details>
        );
      })}
    </Fieldset>
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
      {hiddenAnswers(Object.entries(answers))}
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
    if (question.kind === "hidden") return [];
    const chosen = question.options?.find(({ value }) => answers[question.name]?.includes(value) === true);
    return [question, ...asked(question.kind === "one" ? (chosen?.more ?? []) : [], answers)];
  });
}

function saidOf(t: T, question: Question, values: readonly string[]): string {
  const given = values.filter((value) => value !== "");
  if (given.length === 0) return question.none ?? "–";
  const options = question.groups?.flatMap((group) => group.options) ?? question.options;
  if (options === undefined) return given.join("\n");
  const called = (value: string): string => {
    const option = options.find((one) => one.value === value);
    return option?.said ?? option?.label ?? value;
  };
  return t.list(given.map(called));
}
