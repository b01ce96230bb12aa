// The way of every form of governance: the questions; the same answers once more, to be checked; then the act is signed.
// Between the two nothing is kept: the answers travel in the page. What is refused comes back as it was typed.
import type { Context } from "hono";
import { checkObjection, itemClasses } from "#core/decisions/index.ts";
import type { Objection } from "#core/decisions/index.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { page } from "#ui/layout/respond.tsx";
import { submitItem } from "../../items/commands/submit-item.ts";
import { ItemInput } from "../../items/inputs.ts";
import { bodiesOn } from "../../seats/queries.ts";
import { clausesShown } from "../faces.ts";
import { partAddress, stateOf } from "../item-frame.tsx";
import type { Doing, ShownItem } from "../item-frame.tsx";
import { nowOf, seatOfReader } from "../reading.ts";
import { clausesOf } from "./clauses.ts";
import { formOf } from "./forms.ts";
import { answer, answersFrom, CheckAnswers, QuestionForm } from "./questions.tsx";
import type { Answers, FormOf } from "./questions.tsx";
import { objectionFrom, parsed, readied } from "./sign.ts";

type C = Context<Web>;

export async function actForm(c: C, view: ShownItem, doing: Doing): Promise<Response> {
  return questionsPage(c, view, doing, undefined, undefined);
}

export async function takeAct(c: C, view: ShownItem, doing: Doing): Promise<Response> {
  const form = formOf(view, doing);
  const posted = await readForm(c);
  const answers = answersFrom(posted, form.questions);
  const step = posted.text("step");
  if (step === "change") return questionsPage(c, view, doing, answers, undefined);
  try {
    const sign = readied(view, doing, answers);
    if (step !== "sign") return await checkPage(c, view, doing, form, answers);
    await sign(c.get("ctx"));
    return c.redirect(afterwards(view.id, doing), 303);
  } catch (error) {
    if (!isAnswerable(error)) throw error;
    return questionsPage(c, view, doing, answers, error);
  }
}

/** What the person can put right at the form; everything else is a page of its own. */
function isAnswerable(error: unknown): error is Problem {
  return (
    error instanceof Problem &&
    error.status < 500 &&
    !["not-allowed", "not-found", "not-signed-in"].includes(error.code)
  );
}

function afterwards(id: string, doing: Doing): string {
  switch (doing) {
    case "position":
      return partAddress(id, "positions");
    case "statement":
    case "object-to-discussing":
      return `${partAddress(id, "objections")}#statements`;
    case "amend":
      return `${partAddress(id, "text")}#amendments`;
    default:
      return partAddress(id, "overview");
  }
}

function questionsPage(
  c: C,
  view: ShownItem,
  doing: Doing,
  answers: Answers | undefined,
  problem: Problem | undefined,
): Promise<Response> {
  const { t, id } = view;
  const form = formOf(view, doing);
  return page(
    c,
    {
      title: form.title,
      error: problem !== undefined,
      back: `/items/${id}`,
      islands: ["forms"],
    },
    <QuestionForm t={t} action={`/items/${id}/${doing}`} form={form} answers={answers} problem={problem} />,
    problem === undefined ? 200 : problem.status,
  );
}

async function checkPage(
  c: C,
  view: ShownItem,
  doing: Doing,
  form: FormOf,
  answers: Answers,
): Promise<Response> {
  const { t, id } = view;
  const seat = await seatOfReader(c.get("ctx"));
  return page(
    c,
    { title: t("item.check.title"), back: `/items/${id}/${doing}` },
    <CheckAnswers t={t} action={`/items/${id}/${doing}`} form={form} answers={answers}>
      {doing === "position" && answer(answers, "code") === "O" && seat !== undefined && (
        <ObjectionChecks t={t} view={view} seat={seat} answers={answers} />
      )}
    </CheckAnswers>,
  );
}

const checks = ["V1", "V2", "V3", "V4", "V5", "V6"] as const;

/** The six checks of an objection, by the engine's own function. */
function ObjectionChecks(props: { t: T; view: ShownItem; seat: string; answers: Answers }) {
  const { t, view, seat, answers } = props;
  const state = stateOf(view);
  const clauses =
    answer(answers, "on") === "SOME" ? (answers["clause"] ?? []) : clausesShown(state).map(({ id }) => id);
  const found = clauses.map((clause) =>
    checkObjection(state, {
      seat,
      clause,
      objection: objectionFrom(answers) as Objection,
      accredited: true,
      at: view.now,
    }),
  );
  const holds = (one: (typeof checks)[number]): boolean =>
    found.length > 0 && found.every((check) => check[one]);
  return (
    <>
      <h2>{t("item.check.objection")}</h2>
      <SummaryList
        rows={checks.map((one) => ({
          key: t(`item.check.${one}`),
          value: t(holds(one) ? "item.check.yes" : "item.check.no"),
        }))}
      />
      <p>
        <strong>{t(checks.every(holds) ? "item.check.counts" : "item.check.counts-not")}</strong>
      </p>
    </>
  );
}

export async function newItemForm(c: C): Promise<Response> {
  return newItemPage(c, undefined, undefined);
}

export async function takeNewItem(c: C): Promise<Response> {
  const t = c.get("t");
  const form = await newItemQuestions(c);
  const posted = await readForm(c);
  const answers = answersFrom(posted, form.questions);
  const step = posted.text("step");
  if (step === "change") return newItemPage(c, answers, undefined);
  try {
    const input = parsed(ItemInput, itemFrom(t, answers), {
      "title.fr": "titleFr",
      summary: "explanation",
    });
    if (step !== "sign")
      return await page(
        c,
        { title: t("item.check.title"), back: "/items/new" },
        <CheckAnswers t={t} action="/items/new" form={form} answers={answers} />,
      );
    const { item } = await submitItem(c.get("ctx"), input);
    return c.redirect(`/items/${item}`, 303);
  } catch (error) {
    if (!isAnswerable(error)) throw error;
    return newItemPage(c, answers, error);
  }
}

async function newItemPage(
  c: C,
  answers: Answers | undefined,
  problem: Problem | undefined,
): Promise<Response> {
  const t = c.get("t");
  refuseUnless((await seatOfReader(c.get("ctx"))) !== undefined, "not-allowed");
  const form = await newItemQuestions(c);
  return page(
    c,
    { title: t("item.new.title"), error: problem !== undefined, back: "/items", islands: ["forms"] },
    <QuestionForm t={t} action="/items/new" form={form} answers={answers} problem={problem} />,
    problem === undefined ? 200 : problem.status,
  );
}

/** The text is asked of everything but a discussion, which has none. */
async function newItemQuestions(c: C): Promise<FormOf> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const bodies = await bodiesOn(ctx, nowOf(ctx).slice(0, 10));
  return {
    title: t("item.new.title"),
    intro: <p>{t("item.new.intro")}</p>,
    button: t("item.new.button"),
    warning: t("item.check.warning"),
    questions: [
      { name: "title", kind: "text", label: t("item.new.field.title") },
      { name: "titleFr", kind: "text", label: t("item.new.field.title-fr"), optional: true },
      {
        name: "class",
        kind: "one",
        label: t("item.new.field.class"),
        options: itemClasses.map((value) => ({
          value,
          label: t(`item.class.${value}`),
          hint: t(`item.new.class.${value}.hint`),
        })),
      },
      {
        name: "body",
        kind: "list",
        label: t("item.new.field.body"),
        value: bodies[0]?.code,
        options: bodies.map(({ code, names }) => ({
          value: code,
          label: names?.[t.locale] ?? names?.["en"] ?? t("item.body.plenary"),
        })),
      },
      {
        name: "explanation",
        kind: "long",
        label: t("item.new.field.explanation"),
        optional: true,
        rows: 5,
        limit: 2_000,
      },
      {
        name: "clauses",
        kind: "long",
        label: t("item.field.clauses"),
        hint: `${t("item.new.field.clauses.hint")} ${t("item.field.clauses.hint")}`,
        optional: true,
        rows: 12,
      },
      {
        name: "coSponsors",
        kind: "text",
        label: t("item.new.field.co-sponsors"),
        hint: t("item.new.field.co-sponsors.hint"),
        optional: true,
      },
      {
        name: "subjects",
        kind: "text",
        label: t("item.new.field.subjects"),
        hint: t("item.new.field.subjects.hint"),
        optional: true,
      },
    ],
  };
}

/** Where the French title is missing, the item is called by the other one there as well. */
function itemFrom(t: T, answers: Answers): unknown {
  const said = (name: string): string => answer(answers, name);
  const [title, titleFr] = [said("title"), said("titleFr")];
  const clauses = clausesOf(said("clauses"));
  const language = t.locale === "fr" && titleFr !== "" && title === "" ? "fr" : "en";
  return {
    body: said("body"),
    class: said("class"),
    language,
    title: {
      ...(title === "" && language === "fr" ? {} : { en: title }),
      ...(titleFr === "" ? {} : { fr: titleFr }),
    },
    ...(said("explanation") === "" ? {} : { summary: { [language]: said("explanation") } }),
    ...(clauses.length === 0 ? {} : { clauses }),
    coSponsors: codesIn(said("coSponsors")),
    subjects: codesIn(said("subjects")),
  };
}

function codesIn(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .filter((code) => code !== "")
    .map((code) => code.toUpperCase());
}
