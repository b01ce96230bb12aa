// The way of every form of governance: the questions; the same answers once more, to be checked; then the act is signed.
// Between the two nothing is kept: the answers travel in the page. What is refused comes back as it was typed.
import type { Context } from "hono";
import { checkObjection } from "#core/decisions/index.ts";
import type { Objection } from "#core/decisions/index.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { page } from "#ui/layout/respond.tsx";
import { clauseName } from "#ui/decisions/words.ts";
import { partAddress, stateOf } from "../item-frame.tsx";
import type { Doing, ShownItem } from "../item-frame.tsx";
import { seatOfReader } from "../reading.ts";
import { formOf } from "./forms.ts";
import { isAnswerable } from "./parsed.ts";
import { objectionsSaid, reasonQuestions } from "./positions.ts";
import { answersFrom, answersGiven, CheckAnswers, flat, QuestionForm } from "./questions.tsx";
import type { Answers, FormOf, Question } from "./questions.tsx";
import { readied } from "./sign.ts";

type C = Context<Web>;

export async function actForm(c: C, view: ShownItem, doing: Doing): Promise<Response> {
  return questionsPage(c, view, doing, undefined, undefined);
}

export async function takeAct(c: C, view: ShownItem, doing: Doing): Promise<Response> {
  const form = formOf(view, doing);
  const posted = await readForm(c);
  const first = answersFrom(posted, form.questions);
  const reasons = doing === "position" ? reasonQuestions(view, first) : [];
  const answers = { ...first, ...answersGiven(posted, reasons) };
  const step = posted.text("step");
  if (step === "change") return questionsPage(c, view, doing, answers, undefined);
  if (step === "" && reasons.length > 0) return reasonsPage(c, view, reasons, answers, undefined);
  try {
    const sign = readied(view, doing, answers);
    if (step !== "sign") {
      const whole = { ...form, questions: [...form.questions, ...reasons] };
      return await checkPage(c, view, doing, whole, answers);
    }
    await sign(c.get("ctx"));
    return c.redirect(afterwards(view.id, doing), 303);
  } catch (error) {
    if (!isAnswerable(error)) throw error;
    const asked = new Set(flat(reasons).map(({ name }) => name));
    return error.fields.some(({ field }) => asked.has(field))
      ? reasonsPage(c, view, reasons, answers, error)
      : questionsPage(c, view, doing, answers, error);
  }
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

/** The second page of positions: the words that the choices on the first one need. */
function reasonsPage(
  c: C,
  view: ShownItem,
  questions: readonly Question[],
  answers: Answers,
  problem: Problem | undefined,
): Promise<Response> {
  const { t, id } = view;
  const title = t("item.reasons.title", { item: view.title });
  return page(
    c,
    { title, error: problem !== undefined, back: `/items/${id}/position`, islands: ["forms"] },
    <QuestionForm
      t={t}
      action={`/items/${id}/position`}
      form={{ ...formOf(view, "position"), title, questions }}
      answers={answers}
      problem={problem}
      step="reasons"
    />,
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
      {doing === "position" &&
        seat !== undefined &&
        objectionsSaid(view, answers).map((one) => (
          <ObjectionChecks t={t} view={view} seat={seat} {...one} />
        ))}
    </CheckAnswers>,
  );
}

const checks = ["V1", "V2", "V3", "V4", "V5", "V6"] as const;

/** The six checks of an objection, by the engine's own function. */
function ObjectionChecks(props: {
  t: T;
  view: ShownItem;
  seat: string;
  clauses: readonly string[];
  objection: Objection;
}) {
  const { t, view, seat, clauses, objection } = props;
  const state = stateOf(view);
  const found = clauses.map((clause) =>
    checkObjection(state, { seat, clause, objection, accredited: true, at: view.now }),
  );
  const holds = (one: (typeof checks)[number]): boolean =>
    found.length > 0 && found.every((check) => check[one]);
  return (
    <>
      <h2>
        {t("item.check.objection-to", { clauses: t.list(clauses.map((clause) => clauseName(t, clause))) })}
      </h2>
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
