// The routes of requests: everybody reads; delegates ask, support, answer; each form works without script.
import type { Context } from "hono";
import { countryCodes } from "#core/kp/countries.ts";
import { requestKinds } from "#core/decisions/requests.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { findFounding } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { delegates, isSecretariat, secretariat } from "../../policy.ts";
import { readInput } from "#platform/http/inputs.ts";
import { bodiesOn, delegationOf, plenary, readerOf, seatsNow, today } from "../../seats/queries.ts";
import { answerRequest } from "../commands/answer.ts";
import { nameExpert } from "../commands/name-expert.ts";
import { openRequest } from "../commands/open.ts";
import { reportFacts } from "../commands/report.ts";
import { listExpert, withdrawExpert } from "../commands/roster.ts";
import { supportRequest } from "../commands/support.ts";
import { AnswerInput, ExpertInput, NameInput, OpenInput, ReportInput, WithdrawInput } from "../inputs.ts";
import { findRequest, mayDo, requestsShown, silentSoFar } from "../queries.ts";
import type { RequestView } from "../queries.ts";
import * as store from "../store.ts";
import { requestFeed } from "./feed.ts";
import { ExpertsPage, NewRequestPage, RequestsPage } from "./list.tsx";
import { RequestPage } from "./one.tsx";
import { requestName } from "./words.ts";

const mostShown = 200;
const everyone = (path: string): Door => ({ method: "GET", path, allow: "everyone" });
const byDelegates = (method: Door["method"], path: string): Door => ({ method, path, allow: delegates });
const eitherOf = [...delegates, ...secretariat];

export const requestPageDoors: readonly Door[] = [
  everyone("/requests"),
  everyone("/requests.atom"),
  everyone("/requests/experts"),
  everyone("/requests/:id"),
  byDelegates("GET", "/requests/new"),
  byDelegates("POST", "/requests/new"),
  byDelegates("POST", "/requests/:id/support"),
  byDelegates("POST", "/requests/:id/answer"),
  byDelegates("POST", "/requests/:id/expert"),
  { method: "POST", path: "/requests/:id/report", allow: eitherOf },
  byDelegates("POST", "/requests/experts"),
  { method: "POST", path: "/requests/experts/withdrawals", allow: eitherOf },
];

export function requestPageRoutes(app: App): void {
  app.get("/requests", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const kind = requestKinds.find((one) => one === c.req.query("kind"));
    const about = c.req.query("about")?.slice(0, 40);
    const rules = (await bodiesOn(ctx, today(ctx))).find(({ code }) => code === plenary.code) ?? plenary;
    return page(
      c,
      {
        title: t("requests.title"),
        description: t("requests.lede"),
        alternates: [
          {
            href: `/requests.atom?lang=${t.locale}`,
            type: "application/atom+xml",
            title: t("requests.feed"),
          },
        ],
      },
      <RequestsPage
        t={t}
        requests={await requestsShown(ctx, { kind, about }, mostShown)}
        seats={await seatsNow(ctx)}
        kind={kind}
        mayAsk={await isDelegate(c)}
        official={!rules.ruleSet.startsWith("kp-strict")}
        demonstration={c.get("frame").demonstration}
      />,
    );
  });

  app.get("/requests.atom", async (c) => {
    const ctx = c.get("ctx");
    const founding = await findFounding(readerOf(ctx));
    return requestFeed(
      c,
      await requestsShown(ctx, {}, mostShown),
      await seatsNow(ctx),
      founding?.at ?? new Date(ctx.clock()).toISOString(),
    );
  });

  app.get("/requests/new", (c) => newPage(c, undefined));
  app.post("/requests/new", async (c) => {
    const form = await readForm(c);
    const data = {
      kind: form.text("kind"),
      about: form.text("about"),
      questions: form.text("questions"),
    };
    try {
      const questions = data.kind === "STOCK_TAKE" ? data.questions.split(/(?:\r?\n){2,}/) : [data.questions];
      const { id } = await openRequest(
        c.get("ctx"),
        readInput(OpenInput, {
          kind: data.kind,
          about: data.about === "" ? null : data.about,
          questions,
          language: c.get("t").locale,
        }),
      );
      return c.redirect(`/requests/${id}`, 303);
    } catch (error) {
      return newPage(c, toShow(error), data);
    }
  });

  app.get("/requests/experts", (c) => expertsPage(c, undefined));
  app.post("/requests/experts", async (c) => {
    const form = await readForm(c);
    const data = { name: form.text("name"), country: form.text("country"), fields: form.text("fields") };
    try {
      await listExpert(c.get("ctx"), readInput(ExpertInput, data));
      return c.redirect("/requests/experts", 303);
    } catch (error) {
      return expertsPage(c, toShow(error), data);
    }
  });
  app.post("/requests/experts/withdrawals", async (c) => {
    const form = await readForm(c);
    try {
      const { expert } = readInput(NameInput, { expert: form.text("expert") });
      await withdrawExpert(c.get("ctx"), expert, readInput(WithdrawInput, { reason: form.text("reason") }));
      return c.redirect("/requests/experts", 303);
    } catch (error) {
      return expertsPage(c, toShow(error));
    }
  });

  app.get("/requests/:id", async (c) => onePage(c, await getShown(c), undefined));
  app.post("/requests/:id/support", (c) => taken(c, [], (id) => supportRequest(c.get("ctx"), id)));
  app.post("/requests/:id/answer", async (c) => {
    const form = await readForm(c);
    const { state } = await getShown(c);
    const answers = (state.kind === "STOCK_TAKE" ? state.questions : [""]).map((_, index) =>
      form.text(`answers.${index}`),
    );
    return taken(c, answers, (id) =>
      answerRequest(c.get("ctx"), id, readInput(AnswerInput, { answers, language: c.get("t").locale })),
    );
  });
  app.post("/requests/:id/expert", async (c) => {
    const form = await readForm(c);
    return taken(c, [], (id) =>
      nameExpert(c.get("ctx"), id, readInput(NameInput, { expert: form.text("expert") })),
    );
  });
  app.post("/requests/:id/report", async (c) => {
    const form = await readForm(c);
    const report = form.text("report");
    return taken(c, [report], (id) =>
      reportFacts(c.get("ctx"), id, readInput(ReportInput, { report, language: c.get("t").locale })),
    );
  });
}

/** Back to the request; a refusal shows it with what was typed and why not. */
async function taken(
  c: Context<Web>,
  typed: readonly string[],
  work: (id: string) => Promise<{ readonly id: string }>,
): Promise<Response> {
  const request = await getShown(c);
  try {
    await work(request.row.id);
    return c.redirect(`/requests/${request.row.id}`, 303);
  } catch (error) {
    return onePage(c, await getShown(c), toShow(error), typed);
  }
}

async function getShown(c: Context<Web>): Promise<RequestView> {
  const id = c.req.param("id") ?? "";
  refuseUnless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), "not-found");
  const request = await findRequest(c.get("ctx"), id);
  refuseUnless(request !== undefined, "not-found");
  return request;
}

async function onePage(
  c: Context<Web>,
  request: RequestView,
  problem: Problem | undefined,
  typed: readonly string[] = [],
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const seats = await seatsNow(ctx);
  return page(
    c,
    {
      title: requestName(t, seats, request.state),
      breadcrumbs: [{ text: t("requests.title"), href: "/requests" }],
      error: problem !== undefined,
    },
    <RequestPage
      t={t}
      request={request}
      seats={seats}
      experts={await store.experts(readerOf(ctx))}
      silent={await silentSoFar(ctx, request.state)}
      may={await mayDo(ctx, request.row.id, request.state)}
      typed={typed}
      problem={problem}
    />,
    problem?.status ?? 200,
  );
}

async function newPage(
  c: Context<Web>,
  problem: Problem | undefined,
  data = { kind: "", about: "", questions: "" },
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  return page(
    c,
    {
      title: t("requests.new.title"),
      breadcrumbs: [{ text: t("requests.title"), href: "/requests" }],
      error: problem !== undefined,
    },
    <NewRequestPage t={t} seats={await seatsNow(ctx)} data={data} problem={problem} />,
    problem?.status ?? 200,
  );
}

async function expertsPage(
  c: Context<Web>,
  problem: Problem | undefined,
  data = { name: "", country: "", fields: "" },
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const order = new Intl.Collator(t.locale);
  const experts = await store.experts(readerOf(ctx));
  const seat = (await delegationOf(ctx, ctx.actor, ["body:PLENARY"]))?.seat.code;
  return page(
    c,
    {
      title: t("requests.experts"),
      breadcrumbs: [{ text: t("requests.title"), href: "/requests" }],
      error: problem !== undefined,
    },
    <ExpertsPage
      t={t}
      experts={experts}
      seats={await seatsNow(ctx)}
      countries={countryCodes.toSorted((a, b) => order.compare(t.country(a), t.country(b)))}
      mayList={await isDelegate(c)}
      own={experts.filter(
        ({ proposed_by, withdrawn_at }) =>
          withdrawn_at === null && (isSecretariat(ctx.actor) || proposed_by === seat),
      )}
      data={data}
      problem={problem}
    />,
    problem?.status ?? 200,
  );
}

async function isDelegate(c: Context<Web>): Promise<boolean> {
  const ctx = c.get("ctx");
  return (await delegationOf(ctx, ctx.actor, ["body:PLENARY"]))?.credential === "VALID";
}

/** A refusal that the reader can mend; anything else is no answer to a form. */
function toShow(error: unknown): Problem {
  if (error instanceof Problem && (error.code === "bad-input" || error.code === "wrong-state")) return error;
  throw error;
}
