// The machine door of questionnaires: the public list of those who do not answer; for a focal point its own, for analysts all;
// to draft, ask, answer and close.
import { createRoute, z } from "@hono/zod-openapi";
import type { Door } from "#platform/http/access.ts";
import { answer, body, headers, IsoDay, security } from "#platform/http/described.ts";
import type { App } from "#modules/record/index.ts";
import { getParticipant } from "#modules/scheme/index.ts";
import { analysts, filers } from "../policy.ts";
import { answerQuestionnaire } from "./commands/answer.ts";
import { closeQuestionnaire } from "./commands/close.ts";
import { openQuestionnaire } from "./commands/open.ts";
import { draftFor } from "./drafts.ts";
import { AnswersInput, CloseInput, ParticipantCode, QuestionnaireInput } from "./inputs.ts";
import { answersThatStand, getQuestionnaire, questionnairesOf, silences } from "./queries.ts";
import type { ShownQuestionnaire } from "./queries.ts";

const id = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";
const tags = ["Statistics"];
const params = z.object({ id: z.uuid().openapi({ param: { name: "id", in: "path" }, example: id }) });

const Silences = z
  .array(
    z.object({
      participant: z.string(),
      period: z.string(),
      since: IsoDay,
      days: z.int(),
      questions: z.int(),
      unanswered: z.int(),
    }),
  )
  .openapi("QuestionnairesNotAnswered", {
    example: [
      { participant: "SL", period: "2026-Q2", since: "2026-10-31", days: 12, questions: 4, unanswered: 4 },
    ],
  });

const Questionnaire = z
  .object({
    id: z.string(),
    participant: z.string(),
    period: z.string(),
    deadline: IsoDay,
    askedAt: z.string(),
    language: z.string(),
    standing: z.enum(["WAITING", "SILENT", "ANSWERED", "ACCEPTED", "CLOSED"]),
    questions: z.array(
      z.object({ text: z.string(), answer: z.string().nullable(), answeredAt: z.string().nullable() }),
    ),
    closing: z.string().nullable(),
    closedAt: z.string().nullable(),
  })
  .openapi("Questionnaire", {
    example: {
      id,
      participant: "SL",
      period: "2026-Q2",
      deadline: "2026-10-31",
      askedAt: "2026-09-15T09:00:00.000Z",
      language: "en",
      standing: "WAITING",
      questions: [{ text: "Exports doubled. What explains it?", answer: null, answeredAt: null }],
      closing: null,
      closedAt: null,
    },
  });

const Drafts = z
  .object({ questions: z.array(z.string()) })
  .openapi("QuestionnaireDraft", { example: { questions: ["Exports doubled. What explains it?"] } });
const Done = z.object({ id: z.string() }).openapi("QuestionnaireId", { example: { id } });

const readers = [...filers, ...analysts] as const;

export const questionnaireApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/statistics/questionnaires/not-answered", allow: "everyone" },
  { method: "GET", path: "/api/statistics/questionnaires", allow: readers },
  { method: "GET", path: "/api/statistics/questionnaires/draft", allow: analysts },
  { method: "POST", path: "/api/statistics/questionnaires", allow: analysts },
  { method: "GET", path: "/api/statistics/questionnaires/:id", allow: readers },
  { method: "POST", path: "/api/statistics/questionnaires/:id/answers", allow: filers },
  { method: "POST", path: "/api/statistics/questionnaires/:id/close", allow: analysts },
];

const notAnswered = createRoute({
  method: "get",
  path: "/api/statistics/questionnaires/not-answered",
  tags,
  security: [],
  summary:
    "Participants that have not answered a questionnaire by its deadline: who, for which period, since when",
  responses: answer(Silences, "The longest silence first"),
});
const list = createRoute({
  method: "get",
  path: "/api/statistics/questionnaires",
  tags,
  security,
  summary: "Questionnaires: a focal point's own, every one for analysts",
  responses: answer(z.array(Questionnaire), "Newest first"),
});
const draft = createRoute({
  method: "get",
  path: "/api/statistics/questionnaires/draft",
  tags,
  security,
  summary:
    "Questions drafted for a Participant's second-quarter trade, certificate counts and first-half production",
  request: { query: z.object({ participant: ParticipantCode, year: z.string().regex(/^2[01]\d\d$/) }) },
  responses: answer(Drafts, "Sentences in the language asked for, to be edited"),
});
const open = createRoute({
  method: "post",
  path: "/api/statistics/questionnaires",
  tags,
  security,
  summary: "Ask a Participant",
  request: { headers, body: body(QuestionnaireInput) },
  responses: answer(Done, "Sent"),
});
const one = createRoute({
  method: "get",
  path: "/api/statistics/questionnaires/{id}",
  tags,
  security,
  summary: "One questionnaire with the answers that stand",
  request: { params },
  responses: answer(Questionnaire, "The questionnaire"),
});
const reply = createRoute({
  method: "post",
  path: "/api/statistics/questionnaires/{id}/answers",
  tags,
  security,
  summary: "Answer some or all of the questions",
  request: { params, headers, body: body(AnswersInput) },
  responses: answer(Done, "Recorded"),
});
const close = createRoute({
  method: "post",
  path: "/api/statistics/questionnaires/{id}/close",
  tags,
  security,
  summary: "Accept the answers, or close without them and say why",
  request: { params, headers, body: body(CloseInput) },
  responses: answer(Done, "Closed"),
});

export function questionnaireApiRoutes(app: App): void {
  app.openapi(notAnswered, async (c) => c.json([...(await silences(c.get("ctx")))], 200));
  app.openapi(list, async (c) => c.json((await questionnairesOf(c.get("ctx"))).map(toJson), 200));
  app.openapi(draft, async (c) => {
    const { participant, year } = c.req.valid("query");
    const { code } = await getParticipant(c.get("ctx"), participant);
    return c.json({ questions: [...(await draftFor(c.get("ctx"), c.get("t"), code, Number(year)))] }, 200);
  });
  app.openapi(open, async (c) => c.json(await openQuestionnaire(c.get("ctx"), c.req.valid("json")), 200));
  app.openapi(one, async (c) =>
    c.json(toJson(await getQuestionnaire(c.get("ctx"), c.req.valid("param").id)), 200),
  );
  app.openapi(reply, async (c) =>
    c.json(await answerQuestionnaire(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
  app.openapi(close, async (c) =>
    c.json(await closeQuestionnaire(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
}

function toJson({ row, standing }: ShownQuestionnaire): z.infer<typeof Questionnaire> {
  const stands = answersThatStand(row);
  return {
    id: row.id,
    participant: row.participant,
    period: row.period,
    deadline: row.deadline,
    askedAt: row.at,
    language: row.language,
    standing: standing.kind,
    questions: row.questions.map((text, place) => ({
      text,
      answer: stands.get(place)?.text ?? null,
      answeredAt: stands.get(place)?.at ?? null,
    })),
    closing: row.closing,
    closedAt: row.closed_at,
  };
}
