// One way for every change of the scheme: a form, "check your answers", then the act. Works without script; a refusal
// shows the form again with what was entered and where it is wrong.
import type { Context } from "hono";
import type { z } from "@hono/zod-openapi";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Ctx, Web } from "#modules/record/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { page } from "#ui/layout/respond.tsx";
import { schemeFacts } from "../queries.ts";
import type { SchemeFacts } from "../queries.ts";
import type { FieldName, FormName } from "./form-names.ts";
import { errorsOf } from "./words.ts";
import type { ShownError } from "./words.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export type FieldDef = { readonly name: FieldName; readonly hint?: string; readonly optional?: boolean } & (
  | { readonly as: "text"; readonly code?: boolean; readonly width?: 4 | 5 | 10 | 20 | 30 }
  | { readonly as: "lines" }
  | { readonly as: "date" }
  | { readonly as: "select" | "radios" | "checkboxes"; readonly items: readonly Option[] }
);

export interface Asked {
  readonly t: T;
  readonly facts: SchemeFacts;
  readonly ctx: Ctx;
  /** Parameters of the address. */
  readonly params: Readonly<Record<string, string>>;
}

export interface SchemeForm {
  readonly name: FormName;
  /** As the router knows it. */
  readonly path: string;
  /** Where it was come from, and where it leads when left. */
  readonly parent: string;
  readonly role: "secretariat" | "authority-administrator";
  /** Cannot be undone. */
  readonly grave?: boolean;
  readonly fields: (asked: Asked) => readonly FieldDef[];
  readonly initial?: (asked: Asked) => Readonly<Record<string, string>>;
  /** Field of the input → control that shows it, where the names differ. */
  readonly shownAt?: Readonly<Record<string, FieldName>>;
  /** Checks the shape. Throws the refusal. */
  readonly check: (form: Form, asked: Asked) => void;
  /** Does it; answers where to go. */
  readonly act: (form: Form, asked: Asked) => Promise<string>;
}

export function schemeForm<Schema extends z.ZodType>(
  definition: Omit<SchemeForm, "check" | "act"> & {
    readonly schema: Schema;
    readonly read: (form: Form, asked: Asked) => unknown;
    readonly run: (ctx: Ctx, input: z.infer<Schema>) => Promise<string>;
  },
): SchemeForm {
  const { schema, read, run, ...rest } = definition;
  const parse = (form: Form, asked: Asked): z.infer<Schema> => {
    const raw = read(form, asked);
    const result = schema.safeParse(raw);
    if (result.success) return result.data;
    throw new Problem(
      "bad-input",
      {},
      { fields: result.error.issues.map((issue) => fieldProblem(issue, raw)) },
    );
  };
  return {
    ...rest,
    check: (form, asked) => void parse(form, asked),
    act: (form, asked) => run(asked.ctx, parse(form, asked)),
  };
}

export async function showForm(c: Context<Web>, form: SchemeForm): Promise<Response> {
  const asked = await askedOf(c);
  const initial = form.initial?.(asked) ?? {};
  return formPage(
    c,
    form,
    asked,
    { text: (name) => initial[name] ?? c.req.query(name) ?? "", texts: (name) => [initial[name] ?? ""] },
    [],
  );
}

export async function takeForm(c: Context<Web>, form: SchemeForm): Promise<Response> {
  const asked = await askedOf(c);
  const values = await readForm(c);
  if (values.has("change")) return formPage(c, form, asked, values, []);
  try {
    form.check(values, asked);
    if (!values.has("confirmed")) return checkPage(c, form, asked, values);
    return c.redirect(await form.act(values, asked), 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === "not-allowed") throw error;
    const controls = new Set<string>(form.fields(asked).map(({ name }) => name));
    const shown = (field: string): string | undefined => {
      const top = field.split(".")[0] ?? "";
      return [form.shownAt?.[field], form.shownAt?.[top], field, top].find(
        (name) => name !== undefined && controls.has(name),
      );
    };
    return formPage(c, form, asked, values, errorsOf(asked.t, error, shown), error.status);
  }
}

type Values = Pick<Form, "text" | "texts">;

function formPage(
  c: Context<Web>,
  form: SchemeForm,
  asked: Asked,
  values: Values,
  errors: readonly ShownError[],
  status = 200,
): Promise<Response> {
  const { t } = asked;
  const title = t(`scheme.form.${form.name}.title`);
  return page(
    c,
    { title, error: errors.length > 0, back: form.parent },
    <form method="post" action={c.req.path} novalidate class="prose">
      <ErrorSummary t={t} errors={errors} />
      <h1>{title}</h1>
      <p>{t(`scheme.form.${form.name}.intro`)}</p>
      {form.fields(asked).map((field) => (
        <Control
          t={t}
          field={field}
          values={values}
          error={errors.find((error) => error.field === field.name)?.text}
        />
      ))}
      <Button>{t("common.button.continue")}</Button>
    </form>,
    status,
  );
}

function checkPage(c: Context<Web>, form: SchemeForm, asked: Asked, values: Form): Promise<Response> {
  const { t } = asked;
  const fields = form.fields(asked);
  return page(
    c,
    { title: t("scheme.check-answers") },
    <form method="post" action={c.req.path} class="prose">
      <h1>{t("scheme.check-answers")}</h1>
      <p>{t(`scheme.form.${form.name}.title`)}</p>
      <SummaryList
        rows={fields
          .filter(({ name }) => values.texts(name).some((text) => text !== ""))
          .map((field) => ({ key: t(`scheme.label.${field.name}`), value: shownAnswer(t, field, values) }))}
      />
      {fields.flatMap(({ name }) =>
        values.texts(name).map((text) => <input type="hidden" name={name} value={text} />),
      )}
      <WarningText t={t}>
        {t(form.grave === true ? "scheme.consequence-grave" : "scheme.consequence")}
      </WarningText>
      <ButtonGroup>
        <Button name="confirmed" value="yes" tone={form.grave === true ? "warning" : "primary"}>
          {t(`scheme.form.${form.name}.submit`)}
        </Button>
        <Button name="change" value="yes" tone="secondary">
          {t("common.button.change")}
        </Button>
      </ButtonGroup>
    </form>,
  );
}

function shownAnswer(t: T, field: FieldDef, values: Values): string {
  const texts = values.texts(field.name);
  if ("items" in field)
    return t.list(texts.map((text) => field.items.find(({ value }) => value === text)?.label ?? text));
  const [text = ""] = texts;
  return field.as === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text) ? t.date(text) : text;
}

function Control({
  t,
  field,
  values,
  error,
}: {
  t: T;
  field: FieldDef;
  values: Values;
  error: string | undefined;
}) {
  const value = values.text(field.name);
  const label = t(`scheme.label.${field.name}`);
  const shared = { t, name: field.name, hint: field.hint, error, optional: field.optional };
  switch (field.as) {
    case "text":
      return <TextInput {...shared} label={label} value={value} code={field.code} width={field.width} />;
    case "lines":
      return <Textarea {...shared} label={label} value={value} rows={4} />;
    case "date":
      return <DateInput {...shared} label={label} value={value} />;
    case "select":
      return <Select {...shared} label={label} value={value} items={field.items} />;
    case "radios":
      return <Radios {...shared} legend={label} value={value} items={field.items} />;
    default:
      return <Checkboxes {...shared} legend={label} values={values.texts(field.name)} items={field.items} />;
  }
}

async function askedOf(c: Context<Web>): Promise<Asked> {
  const ctx = c.get("ctx");
  return { t: c.get("t"), ctx, facts: await schemeFacts(ctx), params: c.req.param() };
}

/** What the schema refused, as a person would say it: nothing was entered, or not in the form that was asked for. */
function fieldProblem(issue: z.core.$ZodIssue, raw: unknown): FieldProblem {
  const field = issue.path.map(String).join(".");
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key as string],
    raw,
  );
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return { field, code: "missing" };
  if (issue.code === "custom") return { field, code: String(issue.params?.["code"] ?? "invalid") };
  return { field, code: issue.code === "too_big" ? "too-long" : "invalid" };
}
