// The doors of questionnaires in the browser. Every form works without script; a refusal shows it again with what was typed.
import type { Context } from "hono";
import { addDays } from "#core/kp/dates.ts";
import type { Door } from "#platform/http/access.ts";
import { afterForm, readForm, typedIn } from "#platform/http/forms.ts";
import { readInput } from "#platform/http/inputs.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { getParticipant, participants } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { figuresTrail } from "#ui/statistics/trail.ts";
import { analysts, filers, mayAnalyse, mayFile } from "../policy.ts";
import { ownParticipant, todayOf } from "../returns/queries.ts";
import { questionnaireApiDoors, questionnaireApiRoutes } from "./api.ts";
import { answerQuestionnaire } from "./commands/answer.ts";
import { closeQuestionnaire } from "./commands/close.ts";
import { openQuestionnaire } from "./commands/open.ts";
import { draftFor } from "./drafts.ts";
import { AnswersInput, CloseInput, QuestionnaireInput } from "./inputs.ts";
import { ListPage } from "./pages/list.tsx";
import { AskPage, ChoosePage } from "./pages/new.tsx";
import { QuestionnairePage } from "./pages/one.tsx";
import { getQuestionnaire, questionnairesOf, silences } from "./queries.ts";

const readers = [...filers, ...analysts] as const;

export const questionnaireDoors: readonly Door[] = [
  { method: "GET", path: "/statistics/questionnaires", allow: "everyone" },
  { method: "GET", path: "/statistics/questionnaires/new", allow: analysts },
  { method: "POST", path: "/statistics/questionnaires/new", allow: analysts },
  { method: "GET", path: "/statistics/questionnaires/:id", allow: readers },
  { method: "POST", path: "/statistics/questionnaires/:id/answer", allow: filers },
  { method: "POST", path: "/statistics/questionnaires/:id/close", allow: analysts },
  ...questionnaireApiDoors,
];

export function questionnaireRoutes(app: App): void {
  app.get("/statistics/questionnaires", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const reads = readers.some((role) => ctx.actor.roles.includes(role));
    return page(
      c,
      {
        title: t("questionnaires.title"),
        description: t("questionnaires.lede"),
        breadcrumbs: figuresTrail(t),
      },
      <ListPage
        t={t}
        today={todayOf(ctx)}
        silent={await silences(ctx)}
        own={reads ? await questionnairesOf(ctx) : undefined}
        mayAsk={mayAnalyse(ctx.actor)}
      />,
    );
  });
  app.get("/statistics/questionnaires/new", newPage);
  app.post("/statistics/questionnaires/new", ask);
  app.get("/statistics/questionnaires/:id", (c) => onePage(c, idOf(c)));
  app.post("/statistics/questionnaires/:id/answer", async (c) => {
    const typed = await typedIn(c);
    const id = idOf(c);
    return afterForm(
      c,
      async () => {
        const answers = Object.entries(typed).flatMap(([name, text]) => {
          const [, place] = /^answer-(\d{1,2})$/.exec(name) ?? [];
          return place === undefined || text === "" ? [] : [{ place: Number(place), text }];
        });
        if (answers.length === 0)
          throw new Problem("bad-input", {}, { fields: [{ field: "answer-0", code: "missing" }] });
        await answerQuestionnaire(
          c.get("ctx"),
          id,
          readInput(AnswersInput, { answers, language: c.get("t").locale }),
        );
        return `/statistics/questionnaires/${id}`;
      },
      (problem) => onePage(c, id, { typed, problem }),
    );
  });
  app.post("/statistics/questionnaires/:id/close", async (c) => {
    const typed = await typedIn(c);
    const id = idOf(c);
    return afterForm(
      c,
      async () => {
        const { outcome = "", text = "" } = typed;
        await closeQuestionnaire(c.get("ctx"), id, readInput(CloseInput, { outcome, text }));
        return `/statistics/questionnaires/${id}`;
      },
      (problem) => onePage(c, id, { typed, problem }),
    );
  });
  questionnaireApiRoutes(app);
}

type Refused = { readonly typed: Readonly<Record<string, string>>; readonly problem: Problem };

async function newPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const asked = c.req.query("participant") ?? "";
  if (asked === "") {
    const year = Number(todayOf(ctx).slice(0, 4));
    return page(
      c,
      { title: t("questionnaires.new"), breadcrumbs: trail(c) },
      <ChoosePage t={t} participants={await participants(ctx)} years={[year, year - 1, year - 2]} />,
    );
  }
  const { code } = await getParticipant(ctx, asked);
  const year = readYear(c.req.query("year"));
  const drafted = await draftFor(ctx, t, code, year);
  return page(
    c,
    { title: t("questionnaires.new"), breadcrumbs: trail(c) },
    <AskPage
      t={t}
      participant={code}
      year={year}
      deadline={addDays(todayOf(ctx), usualDays)}
      // Two more, for what no rule sees.
      questions={[...drafted, "", ""]}
      drafted={drafted.length}
      problem={undefined}
    />,
  );
}

/** Proposed for an answer; the analyst sets it. */
const usualDays = 30;

async function ask(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const form = await readForm(c);
  const [participant, deadline] = [form.text("participant"), form.text("deadline")];
  const year = readYear(form.text("year"));
  const questions = form.texts("question");
  return afterForm(
    c,
    async () => {
      const { id } = await openQuestionnaire(
        ctx,
        readInput(QuestionnaireInput, {
          participant,
          period: `${year}-Q2`,
          deadline,
          questions: questions.filter((question) => question !== ""),
          language: t.locale,
        }),
      );
      return `/statistics/questionnaires/${id}`;
    },
    async (problem) =>
      page(
        c,
        { title: t("questionnaires.new"), breadcrumbs: trail(c), error: true },
        <AskPage
          t={t}
          participant={(await getParticipant(ctx, participant)).code}
          year={year}
          deadline={deadline}
          questions={questions}
          drafted={questions.filter((question) => question !== "").length}
          problem={problem}
        />,
        problem.status,
      ),
  );
}

async function onePage(c: Context<Web>, id: string, refused?: Refused): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const shown = await getQuestionnaire(ctx, id);
  const open = shown.row.outcome === null;
  return page(
    c,
    {
      title: t("questionnaires.one.title", { who: t.country(shown.row.participant) }),
      breadcrumbs: trail(c),
      error: refused !== undefined,
    },
    <QuestionnairePage
      t={t}
      shown={shown}
      mayAnswer={open && mayFile(ctx.actor, shown.row.participant, await ownParticipant(ctx))}
      mayClose={open && mayAnalyse(ctx.actor)}
      typed={refused?.typed ?? {}}
      problem={refused?.problem}
    />,
    refused?.problem.status ?? 200,
  );
}

/** Hostile: from an address or a form. */
function readYear(text: string | undefined): number {
  refuseUnless(text !== undefined && /^2[01]\d\d$/.test(text), "not-found");
  return Number(text);
}

function idOf(c: Context<Web>): string {
  const id = c.req.param("id") ?? "";
  refuseUnless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), "not-found");
  return id;
}

function trail(c: Context<Web>) {
  const t = c.get("t");
  return figuresTrail(t, { text: t("questionnaires.title"), href: "/statistics/questionnaires" });
}
