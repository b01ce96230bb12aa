// The form that tables an item. Seats and earlier items are chosen by their names; which clauses stand only together is asked
// on a second page, once the clauses are written. Nothing is kept between the pages: the answers travel in them.
import type { Context } from "hono";
import { clauseProblem, itemClasses } from "#core/decisions/index.ts";
import type { Clause } from "#core/decisions/index.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { clauseName, pillarName, seatName } from "#ui/decisions/words.ts";
import { page } from "#ui/layout/respond.tsx";
import { submitItem } from "../../items/commands/submit-item.ts";
import { ItemInput } from "../../items/inputs.ts";
import { listItems } from "../../items/queries.ts";
import { bodiesOn, pillarsKnown, seatsNow } from "../../seats/queries.ts";
import { namesFor, nowOf, seatOfReader, titleIn } from "../reading.ts";
import { clausesOf, opening } from "./clauses.ts";
import { isAnswerable, parsed } from "./parsed.ts";
import { answer, answersFrom, answersGiven, CheckAnswers, QuestionForm } from "./questions.tsx";
import type { Answers, FormOf, OptionGroup, Question } from "./questions.tsx";

type C = Context<Web>;

const address = "/items/new";
/** Of more clauses, who stands with whom is written in the text, as "2 [1] …". */
const mostAsked = 20;
/** Newest first; an older item is followed through the API. */
const mostItems = 300;

export async function newItemForm(c: C): Promise<Response> {
  return questionsPage(c, await newItemQuestions(c), undefined, undefined);
}

export async function takeNewItem(c: C): Promise<Response> {
  const t = c.get("t");
  const form = await newItemQuestions(c);
  const posted = await readForm(c);
  const first = answersFrom(posted, form.questions);
  const together = togetherQuestions(t, first);
  // Kept while the person goes back and forth, also when the clauses are being written anew.
  const answers = { ...first, ...answersGiven(posted, [{ name: "together", kind: "many", label: "" }]) };
  const step = posted.text("step");
  if (step === "change") return questionsPage(c, form, answers, undefined);
  try {
    const input = parsed(ItemInput, itemFrom(t, answers), { "title.fr": "titleFr", summary: "explanation" });
    if (together.length > 0 && step !== "sign") {
      if (step !== "together") return await togetherPage(c, form, together, answers, undefined);
      const fault = clauseProblem(clausesFrom(answers));
      if (fault !== null)
        return await togetherPage(
          c,
          form,
          together,
          answers,
          new Problem("bad-input", {}, { fields: [{ field: "together", code: `item-${fault}` }] }),
        );
    }
    if (step !== "sign")
      return await page(
        c,
        { title: t("item.check.title"), back: address },
        <CheckAnswers
          t={t}
          action={address}
          form={{ ...form, questions: [...form.questions, ...together] }}
          answers={answers}
        />,
      );
    const { item } = await submitItem(c.get("ctx"), input);
    return c.redirect(`/items/${item}`, 303);
  } catch (error) {
    if (!isAnswerable(error)) throw error;
    return questionsPage(c, form, answers, error);
  }
}

async function questionsPage(
  c: C,
  form: FormOf,
  answers: Answers | undefined,
  problem: Problem | undefined,
): Promise<Response> {
  const t = c.get("t");
  refuseUnless((await seatOfReader(c.get("ctx"))) !== undefined, "not-allowed");
  return page(
    c,
    { title: form.title, error: problem !== undefined, back: "/items", islands: ["forms"] },
    <QuestionForm t={t} action={address} form={form} answers={answers} problem={problem} />,
    problem === undefined ? 200 : problem.status,
  );
}

async function togetherPage(
  c: C,
  form: FormOf,
  questions: readonly Question[],
  answers: Answers,
  problem: Problem | undefined,
): Promise<Response> {
  const t = c.get("t");
  const title = t("item.new.together.title");
  return page(
    c,
    { title, error: problem !== undefined, back: address, islands: ["forms"] },
    <QuestionForm
      t={t}
      action={address}
      form={{ ...form, title, intro: <p>{t("item.new.together.intro")}</p>, questions }}
      answers={answers}
      problem={problem}
      step="together"
    />,
    problem === undefined ? 200 : problem.status,
  );
}

/** The text is asked of everything but a discussion, which has none. */
async function newItemQuestions(c: C): Promise<FormOf> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const bodies = await bodiesOn(ctx, nowOf(ctx).slice(0, 10));
  const seats = await seatGroups(c);
  const own = await seatOfReader(ctx);
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
          ...(value === "K4" ? { more: [severableQuestion(t)] } : {}),
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
        hint: `${t("item.new.field.clauses.hint")} ${t("item.new.field.clauses.how", { most: mostAsked })}`,
        optional: true,
        rows: 12,
      },
      {
        name: "coSponsors",
        kind: "many",
        label: t("item.new.field.co-sponsors"),
        hint: t("item.new.field.co-sponsors.hint"),
        optional: true,
        groups: seats.seated
          .map(({ label, options }) => ({ label, options: options.filter(({ value }) => value !== own) }))
          .filter(({ options }) => options.length > 0),
      },
      {
        name: "subjects",
        kind: "many",
        label: t("item.new.field.subjects"),
        hint: t("item.new.field.subjects.hint"),
        optional: true,
        groups: [...seats.seated, ...seats.others, ...seats.applicants],
      },
      ...(await itemQuestions(c)),
    ],
  };
}

function severableQuestion(t: T): Question {
  return {
    name: "severable",
    kind: "one",
    label: t("item.new.field.severable"),
    hint: t("item.new.field.severable.hint"),
    value: "yes",
    options: (["yes", "no"] as const).map((value) => ({
      value,
      label: t(`item.new.field.severable.${value}`),
    })),
  };
}

/** Who may be named, by pillar and name; then Participants without a seat, and who asks to take part. */
async function seatGroups(c: C): Promise<Record<"seated" | "others" | "applicants", readonly OptionGroup[]>> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const names = await namesFor(ctx, t);
  const seats = await seatsNow(ctx);
  const { compare } = new Intl.Collator(t.locale);
  const group = (label: string, options: readonly { value: string; label: string }[]): OptionGroup[] =>
    options.length === 0 ? [] : [{ label, options: options.toSorted((a, b) => compare(a.label, b.label)) }];
  const { participants, applicants } = await schemeFacts(ctx);
  const known = new Set(seats.map(({ code }) => code));
  const listed = new Set(participants.map(({ code }) => code));
  const named = ({ code, names: called }: (typeof applicants)[number] | (typeof participants)[number]) => ({
    value: code,
    label: called[t.locale] ?? called.en,
  });
  return {
    seated: (await pillarsKnown(ctx)).flatMap(({ code: pillar }) =>
      group(
        pillarName(t, names, pillar),
        seats
          .filter((seat) => seat.pillar === pillar)
          .map(({ code }) => ({ value: code, label: seatName(names, code) })),
      ),
    ),
    others: group(
      t("item.new.field.subjects.others"),
      participants.filter(({ code }) => !known.has(code)).map(named),
    ),
    applicants: group(
      t("item.new.field.subjects.applicants"),
      applicants.filter(({ code }) => !listed.has(code)).map(named),
    ),
  };
}

/** Nothing is asked where there is no earlier item. */
async function itemQuestions(c: C): Promise<readonly Question[]> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const items = await listItems(ctx, {}, mostItems);
  const option = ({ id, reference, title }: (typeof items)[number]) => ({
    value: id,
    label: `${reference} ${titleIn(t, title).title}`,
  });
  const open = items.filter(({ outcomeAt }) => outcomeAt === null);
  return [
    ...(items.length === 0
      ? []
      : [
          {
            name: "follows",
            kind: "list" as const,
            label: t("item.new.field.follows"),
            hint: t("item.new.field.follows.hint"),
            optional: true,
            none: t("item.new.field.follows.none"),
            options: items.map(option),
          },
        ]),
    ...(open.length === 0
      ? []
      : [
          {
            name: "competesWith",
            kind: "many" as const,
            label: t("item.new.field.competes"),
            hint: t("item.new.field.competes.hint"),
            optional: true,
            groups: [{ label: t("item.new.field.competes.open"), options: open.map(option) }],
          },
        ]),
  ];
}

/** "2 1": clause 2 stands only together with clause 1. */
function togetherQuestions(t: T, answers: Answers): readonly Question[] {
  const clauses = clausesOf(answer(answers, "clauses"));
  if (answer(answers, "class") === "K0" || clauses.length < 2 || clauses.length > mostAsked) return [];
  return [
    {
      name: "together",
      kind: "many",
      label: t("item.new.together.label"),
      optional: true,
      value: clauses.flatMap(({ id, dependsOn }) => dependsOn.map((other) => `${id} ${other}`)),
      groups: clauses.map(({ id, text }) => ({
        label: `${clauseName(t, id)}: ${opening(text)}`,
        options: clauses
          .filter((other) => other.id !== id)
          .map((other) => ({
            value: `${id} ${other.id}`,
            label: clauseName(t, other.id),
            hint: opening(other.text),
            said: t("item.new.together.said", { clause: clauseName(t, id), other: clauseName(t, other.id) }),
          })),
      })),
    },
  ];
}

/** As the second page says; before it was answered, and for long texts, as the text itself says. */
function clausesFrom(answers: Answers): readonly Clause[] {
  const clauses = clausesOf(answer(answers, "clauses"));
  const pairs = answers["together"];
  if (pairs === undefined || clauses.length > mostAsked) return clauses;
  return clauses.map((clause) => ({
    ...clause,
    dependsOn: clauses.map(({ id }) => id).filter((id) => pairs.includes(`${clause.id} ${id}`)),
  }));
}

/** Where the French title is missing, the item is called by the other one there as well. */
function itemFrom(t: T, answers: Answers): unknown {
  const said = (name: string): string => answer(answers, name);
  const chosen = (name: string): readonly string[] => (answers[name] ?? []).filter((one) => one !== "");
  const [title, titleFr] = [said("title"), said("titleFr")];
  const clauses = clausesFrom(answers);
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
    // Asked of changes to the constitution alone.
    severable: said("class") !== "K4" || said("severable") !== "no",
    coSponsors: chosen("coSponsors"),
    subjects: chosen("subjects"),
    competesWith: chosen("competesWith"),
    ...(said("follows") === "" ? {} : { follows: said("follows") }),
  };
}
