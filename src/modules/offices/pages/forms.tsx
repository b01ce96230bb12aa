// One way for every change of this module: a form, "check your answers", then the act. Works without script; a refusal shows
// the form again with what was entered and where it is wrong.
import type { Context } from "hono";
import type { z } from "@hono/zod-openapi";
import type { Role } from "#core/kp/roles.ts";
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
import type { FieldName, FormName } from "./form-names.ts";
import { errorsOf } from "./words.ts";
import type { ShownError } from "./words.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export type FieldDef = {
  readonly name: FieldName;
  /** In place of the field's own word: the wording of a criterion. */
  readonly label?: string;
  readonly hint?: string;
  readonly optional?: boolean;
} & (
  | { readonly as: "text"; readonly width?: 4 | 5 | 10 | 20 | 30 }
  | { readonly as: "lines"; readonly rows?: number }
  | { readonly as: "date" }
  | { readonly as: "select" | "radios" | "checkboxes"; readonly items: readonly Option[] }
);

export interface Asked {
  readonly t: T;
  readonly ctx: Ctx;
  /** The id in the address; empty where there is none. */
  readonly id: string;
  /** What is answered already: the choices of one question may depend on another's answer. */
  readonly answered: (name: FieldName) => string;
}

export interface OfficesForm {
  readonly name: FormName;
  /** As the router knows it. */
  readonly path: string;
  /** Where it was come from. */
  readonly parent: (id: string) => string;
  readonly allow: readonly Role[];
  /** Cannot be undone. */
  readonly grave?: boolean;
  readonly fields: (asked: Asked) => Promise<readonly FieldDef[]>;
  readonly initial?: Readonly<Partial<Record<FieldName, string>>>;
  readonly act: (form: Form, asked: Asked, confirmed: boolean) => Promise<string>;
}

export function officesForm<Schema extends z.ZodType>(
  definition: Omit<OfficesForm, "act"> & {
    readonly schema: Schema;
    readonly read: (form: Form) => unknown;
    /** Refuses, before answers are shown for a last look, what cannot be shown in words there. */
    readonly check?: (ctx: Ctx, input: z.infer<Schema>) => Promise<void>;
    /** Does it; answers where to go. */
    readonly run: (ctx: Ctx, id: string, input: z.infer<Schema>) => Promise<string>;
  },
): OfficesForm {
  const { schema, read, check, run, ...rest } = definition;
  return {
    ...rest,
    async act(form, { ctx, id }, confirmed) {
      const raw = read(form);
      const result = schema.safeParse(raw);
      if (!result.success)
        throw new Problem(
          "bad-input",
          {},
          { fields: result.error.issues.map((issue) => fieldProblem(issue, raw)) },
        );
      await check?.(ctx, result.data);
      return confirmed ? run(ctx, id, result.data) : "";
    },
  };
}

export async function showForm(c: Context<Web>, form: OfficesForm): Promise<Response> {
  const initial = (form.initial ?? {}) as Readonly<Record<string, string>>;
  const given = (name: string): string => c.req.query(name)?.slice(0, 200) ?? initial[name] ?? "";
  return formPage(c, form, { text: given, texts: (name) => [given(name)] }, []);
}

export async function takeForm(c: Context<Web>, form: OfficesForm): Promise<Response> {
  const values = await readForm(c);
  const asked = askedOf(c, values);
  if (values.has("change")) return formPage(c, form, values, []);
  try {
    const confirmed = values.has("confirmed");
    const place = await form.act(values, asked, confirmed);
    return confirmed ? c.redirect(place, 303) : await checkPage(c, form, values);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === "not-allowed") throw error;
    const controls = new Set<string>((await form.fields(asked)).map(({ name }) => name));
    const shown = (field: string): string | undefined =>
      [field.replace(/^names\./, "name-").replace(".", "-"), field.split(".")[0] ?? ""].find((name) =>
        controls.has(name),
      );
    return formPage(c, form, values, errorsOf(asked.t, error, shown), error.status);
  }
}

type Values = Pick<Form, "text" | "texts">;

async function formPage(
  c: Context<Web>,
  form: OfficesForm,
  values: Values,
  errors: readonly ShownError[],
  status = 200,
): Promise<Response> {
  const asked = askedOf(c, values);
  const { t } = asked;
  const title = t(`offices.form.${form.name}.title`);
  return page(
    c,
    { title, error: errors.length > 0, back: form.parent(asked.id) },
    <form method="post" action={c.req.path} novalidate class="prose">
      <ErrorSummary t={t} errors={errors} />
      <h1>{title}</h1>
      <p>{t(`offices.form.${form.name}.intro`)}</p>
      {(await form.fields(asked)).map((field) => (
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

async function checkPage(c: Context<Web>, form: OfficesForm, values: Form): Promise<Response> {
  const asked = askedOf(c, values);
  const { t } = asked;
  const fields = await form.fields(asked);
  return page(
    c,
    { title: t("offices.check-answers") },
    <form method="post" action={c.req.path} class="prose">
      <h1>{t("offices.check-answers")}</h1>
      <p>{t(`offices.form.${form.name}.title`)}</p>
      <SummaryList
        rows={fields
          .filter(({ name }) => values.texts(name).some((text) => text !== ""))
          .map((field) => ({ key: labelOf(t, field), value: shownAnswer(t, field, values) }))}
      />
      {fields.flatMap(({ name }) =>
        values.texts(name).map((text) => <input type="hidden" name={name} value={text} />),
      )}
      <WarningText t={t}>{t("offices.consequence")}</WarningText>
      <ButtonGroup>
        <Button name="confirmed" value="yes" tone={form.grave === true ? "warning" : "primary"}>
          {t(`offices.form.${form.name}.submit`)}
        </Button>
        <Button name="change" value="yes" tone="secondary">
          {t("common.button.change")}
        </Button>
      </ButtonGroup>
    </form>,
  );
}

function labelOf(t: T, field: FieldDef): string {
  return field.label ?? t(`offices.label.${nameOf(field.name)}`);
}

function nameOf(name: FieldName) {
  return name.startsWith("answers-")
    ? ("answers" as const)
    : (name as Exclude<FieldName, `answers-${number}`>);
}

function shownAnswer(t: T, field: FieldDef, values: Values) {
  const texts = values.texts(field.name);
  if ("items" in field)
    return t.list(texts.map((text) => field.items.find(({ value }) => value === text)?.label ?? text));
  const [text = ""] = texts;
  if (field.as === "lines") return <span class="written">{text}</span>;
  return field.as === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text) ? t.date(text) : text;
}

function Control(props: { t: T; field: FieldDef; values: Values; error: string | undefined }) {
  const { t, field, values, error } = props;
  const value = values.text(field.name);
  const label = labelOf(t, field);
  const shared = { t, name: field.name, hint: field.hint, error, optional: field.optional };
  switch (field.as) {
    case "text":
      return <TextInput {...shared} label={label} value={value} width={field.width} />;
    case "lines":
      return <Textarea {...shared} label={label} value={value} rows={field.rows ?? 6} />;
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

function askedOf(c: Context<Web>, values: Values): Asked {
  return {
    t: c.get("t"),
    ctx: c.get("ctx"),
    id: c.req.param("id") ?? "",
    answered: (name) => values.text(name),
  };
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
