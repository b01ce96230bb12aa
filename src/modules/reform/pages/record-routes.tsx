// The routes of what is asked for and undertaken on this record. Every form works without script; a refusal shows it again
// with what was typed.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { afterForm, typedIn } from "#platform/http/forms.ts";
import { readInput } from "#platform/http/inputs.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { delegationOf, seatsNow } from "#modules/governance/index.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { answerDemand } from "../commands/answer.ts";
import { makeCommitment, reportProgress } from "../commands/commit.ts";
import { openCycle } from "../commands/open-cycle.ts";
import { raiseDemand } from "../commands/raise.ts";
import { repeatDemand } from "../commands/repeat.ts";
import {
  CommitmentInput,
  CycleInput,
  DemandAnswerInput,
  DemandInput,
  ProgressInput,
  RepetitionInput,
} from "../inputs.ts";
import { answerers, delegates, officeOf, offices } from "../policy.ts";
import { findCommitment, findRecordedDemand, recordedDemands } from "../queries.ts";
import { seatName } from "../words.ts";
import { CommitPage, OpenCyclePage, RaisePage } from "./forms.tsx";
import { AnswersPage, CommitmentPage, RecordedDemandPage } from "./record.tsx";
import type { Doable } from "./record.tsx";

type Typed = Readonly<Record<string, string>>;
/** Both can be mended by typing otherwise. */
const onTheForm = ["bad-input", "wrong-state"] as const;

type Refused = { readonly typed: Typed; readonly problem: Problem };

const door = (method: Door["method"], path: string, allow: Door["allow"]): Door => ({ method, path, allow });

export const recordDoors: readonly Door[] = [
  door("GET", "/reform/answers", "everyone"),
  door("GET", "/reform/record/:id", "everyone"),
  door("GET", "/reform/commitments/:id", "everyone"),
  door("GET", "/reform/raise", delegates),
  door("POST", "/reform/raise", delegates),
  door("POST", "/reform/record/:id/repeat", delegates),
  door("POST", "/reform/record/:id/answer", answerers),
  door("GET", "/reform/commit", delegates),
  door("POST", "/reform/commit", delegates),
  door("POST", "/reform/commitments/:id/report", delegates),
  door("GET", "/reform/open-cycle", offices),
  door("POST", "/reform/open-cycle", offices),
];

export function recordRoutes(app: App): void {
  app.get("/reform/answers", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    return page(
      c,
      { title: t("reform.answers.title"), breadcrumbs: trail(c) },
      <AnswersPage t={t} demands={await recordedDemands(ctx)} seats={await seatsNow(ctx)} />,
    );
  });

  app.get("/reform/raise", (c) => raisePage(c));
  app.post("/reform/raise", async (c) => {
    const typed = await typedIn(c);
    return afterForm(
      c,
      async () => {
        const { title = "", text = "", history = "" } = typed;
        const input = { title, text, history: history === "" ? null : history, language: c.get("t").locale };
        const { id } = await raiseDemand(c.get("ctx"), readInput(DemandInput, input));
        return `/reform/record/${id}`;
      },
      (problem) => raisePage(c, { typed, problem }),
      onTheForm,
    );
  });

  app.get("/reform/record/:id", (c) => demandPage(c));
  app.post("/reform/record/:id/repeat", async (c) => {
    const typed = await typedIn(c);
    const id = idOf(c);
    return afterForm(
      c,
      async () => {
        const input = { occasion: typed["occasion"] ?? "", language: c.get("t").locale };
        await repeatDemand(c.get("ctx"), id, readInput(RepetitionInput, input));
        return `/reform/record/${id}`;
      },
      (problem) => demandPage(c, { typed, problem }),
      onTheForm,
    );
  });
  app.post("/reform/record/:id/answer", async (c) => {
    const typed = await typedIn(c);
    const id = idOf(c);
    return afterForm(
      c,
      async () => {
        const { outcome = "", text = "" } = typed;
        const input = { outcome, text, language: c.get("t").locale };
        await answerDemand(c.get("ctx"), id, readInput(DemandAnswerInput, input));
        return `/reform/record/${id}`;
      },
      (problem) => demandPage(c, { typed, problem }),
      onTheForm,
    );
  });

  app.get("/reform/commit", (c) => commitPage(c));
  app.post("/reform/commit", async (c) => {
    const typed = await typedIn(c);
    return afterForm(
      c,
      async () => {
        const { text = "", due = "" } = typed;
        const input = { text, due: due === "" ? null : due, language: c.get("t").locale };
        const { id } = await makeCommitment(c.get("ctx"), readInput(CommitmentInput, input));
        return `/reform/commitments/${id}`;
      },
      (problem) => commitPage(c, { typed, problem }),
      onTheForm,
    );
  });
  app.get("/reform/commitments/:id", (c) => commitmentPage(c));
  app.post("/reform/commitments/:id/report", async (c) => {
    const typed = await typedIn(c);
    const id = idOf(c);
    return afterForm(
      c,
      async () => {
        const { progress = "", text = "" } = typed;
        const input = { progress, text, language: c.get("t").locale };
        await reportProgress(c.get("ctx"), id, readInput(ProgressInput, input));
        return `/reform/commitments/${id}`;
      },
      (problem) => commitmentPage(c, { typed, problem }),
      onTheForm,
    );
  });

  app.get("/reform/open-cycle", (c) => cyclePage(c));
  app.post("/reform/open-cycle", async (c) => {
    const typed = await typedIn(c);
    return afterForm(
      c,
      async () => {
        const { title = "", body = "", from = "", until = "", topics = "" } = typed;
        const input = { title, body, from, until, topics: readTopics(topics), language: c.get("t").locale };
        await openCycle(c.get("ctx"), readInput(CycleInput, input));
        return "/reform#cycles";
      },
      (problem) => cyclePage(c, { typed, problem }),
      onTheForm,
    );
  });
}

/** For the buttons; the commands ask again. */
export async function mayDo(c: Context<Web>): Promise<Doable> {
  const ctx = c.get("ctx");
  return {
    delegate: (await delegationOf(ctx, ctx.actor, ["body:PLENARY"]))?.credential === "VALID",
    office: officeOf(ctx.actor) !== undefined,
  };
}

function readTopics(text: string): readonly { readonly title: string; readonly owner: string }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const fields: FieldProblem[] = [];
  const topics = lines.flatMap((line, index) => {
    const [title = "", owner = "", ...more] = line.split("|").map((part) => part.trim());
    if (title !== "" && owner !== "" && more.length === 0) return [{ title, owner }];
    fields.push({ field: "topics", code: "topic-without-owner", values: { line: index + 1 } });
    return [];
  });
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
  return topics;
}

function idOf(c: Context<Web>): string {
  const id = c.req.param("id") ?? "";
  refuseUnless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), "not-found");
  return id;
}

function trail(c: Context<Web>) {
  return [{ text: c.get("t")("reform.short"), href: "/reform" }];
}

async function raisePage(c: Context<Web>, refused?: Refused): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("reform.record.raise"), breadcrumbs: trail(c), error: refused !== undefined },
    <RaisePage t={t} typed={refused?.typed ?? {}} problem={refused?.problem} />,
    refused?.problem.status ?? 200,
  );
}

async function commitPage(c: Context<Web>, refused?: Refused): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("reform.record.commit"), breadcrumbs: trail(c), error: refused !== undefined },
    <CommitPage t={t} typed={refused?.typed ?? {}} problem={refused?.problem} />,
    refused?.problem.status ?? 200,
  );
}

async function cyclePage(c: Context<Web>, refused?: Refused): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("reform.record.cycle"), breadcrumbs: trail(c), error: refused !== undefined },
    <OpenCyclePage t={t} typed={refused?.typed ?? {}} problem={refused?.problem} />,
    refused?.problem.status ?? 200,
  );
}

async function demandPage(c: Context<Web>, refused?: Refused): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const demand = await findRecordedDemand(ctx, idOf(c));
  refuseUnless(demand !== undefined, "not-found");
  const delegation = await delegationOf(ctx, ctx.actor, ["body:PLENARY"]);
  const seat = delegation?.credential === "VALID" ? delegation.seat.code : undefined;
  return page(
    c,
    { title: demand.title, breadcrumbs: trail(c), error: refused !== undefined },
    <RecordedDemandPage
      t={t}
      demand={demand}
      seats={await seatsNow(ctx)}
      mayRepeat={seat !== undefined}
      mayAnswer={officeOf(ctx.actor) !== undefined || (seat !== undefined && seat !== demand.state.by)}
      typed={refused?.typed ?? {}}
      problem={refused?.problem}
    />,
    refused?.problem.status ?? 200,
  );
}

async function commitmentPage(c: Context<Web>, refused?: Refused): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const commitment = await findCommitment(ctx, idOf(c));
  refuseUnless(commitment !== undefined, "not-found");
  const seats = await seatsNow(ctx);
  const delegation = await delegationOf(ctx, ctx.actor, ["body:PLENARY"]);
  return page(
    c,
    {
      title: t("reform.commitment.title", { name: seatName(t, seats, commitment.state.by) }),
      breadcrumbs: trail(c),
      error: refused !== undefined,
    },
    <CommitmentPage
      t={t}
      commitment={commitment}
      seats={seats}
      mayReport={delegation?.credential === "VALID" && delegation.seat.code === commitment.state.by}
      typed={refused?.typed ?? {}}
      problem={refused?.problem}
    />,
    refused?.problem.status ?? 200,
  );
}
