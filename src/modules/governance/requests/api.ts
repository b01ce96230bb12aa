// The machine door of requests: read them all, ask, support, answer, name an expert, report; the roster of experts.
import { createRoute, z } from "@hono/zod-openapi";
import { answer, body, headers, security } from "#platform/http/described.ts";
import { requestKinds, stillNeeded } from "#core/decisions/requests.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { plain } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { SeatCode } from "../inputs.ts";
import { delegates, secretariat } from "../policy.ts";
import { readerOf, seatsNow } from "../seats/queries.ts";
import type { SeatOnDay } from "../seats/queries.ts";
import { answerRequest } from "./commands/answer.ts";
import { nameExpert } from "./commands/name-expert.ts";
import { openRequest } from "./commands/open.ts";
import { reportFacts } from "./commands/report.ts";
import { listExpert } from "./commands/roster.ts";
import { pillarsOf, supportRequest } from "./commands/support.ts";
import { AnswerInput, ExpertInput, NameInput, OpenInput, ReportInput } from "./inputs.ts";
import { findRequest, requestsShown, shownStage } from "./queries.ts";
import type { RequestView } from "./queries.ts";
import * as store from "./store.ts";

const id = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";
const instant = "2026-06-01T10:00:00.000Z";

const SeatRequest = z
  .object({
    id: z.uuid(),
    kind: z.enum(requestKinds),
    by: z.string(),
    about: z.string().nullable(),
    questions: z.array(z.string()),
    language: z.string(),
    official: z.boolean().openapi({ description: "False: an unofficial track under the rules in force" }),
    stage: z.string(),
    openedAt: z.string(),
    due: z.object({ at: z.string(), tick: z.string() }).nullable(),
    supporters: z.array(z.string()),
    stillNeeded: z
      .object({
        governments: z.number().int(),
        mixed: z
          .object({
            governments: z.number().int(),
            industry: z.number().int(),
            civilSociety: z.number().int(),
          })
          .nullable(),
      })
      .nullable(),
    answers: z.array(
      z.object({ by: z.string(), at: z.string(), answers: z.array(z.string()), late: z.boolean() }),
    ),
    experts: z.array(z.string()),
    namedExpert: z.string().nullable(),
    report: z.object({ text: z.string(), at: z.string(), by: z.string().nullable() }).nullable(),
    silent: z.array(z.string()),
  })
  .openapi("SeatRequest", {
    example: {
      id,
      kind: "INFORMATION",
      by: "CSC",
      about: "SL",
      questions: ["How were the parcels of May 2026 checked?"],
      language: "en",
      official: false,
      stage: "ANSWERED",
      openedAt: instant,
      due: null,
      supporters: [],
      stillNeeded: null,
      answers: [{ by: "SL", at: "2026-06-04T09:00:00.000Z", answers: ["By two officers."], late: false }],
      experts: [],
      namedExpert: null,
      report: null,
      silent: [],
    },
  });

const Expert = z
  .object({
    id: z.uuid(),
    name: z.string(),
    country: z.string(),
    fields: z.string(),
    proposedBy: z.string(),
    listedAt: z.string(),
    withdrawnAt: z.string().nullable(),
  })
  .openapi("Expert", {
    example: {
      id,
      name: "A. Example",
      country: "NO",
      fields: "Geology of alluvial deposits",
      proposedBy: "WDC",
      listedAt: instant,
      withdrawnAt: null,
    },
  });

const RequestId = z.object({ id: z.uuid() }).openapi("RequestId", { example: { id } });
const params = z.object({
  id: z.uuid().openapi({ param: { name: "id", in: "path" }, example: id }),
});
const tags = ["Requests"];

const by = (method: Door["method"], path: string, allow: Door["allow"]): Door => ({ method, path, allow });

export const requestApiDoors: readonly Door[] = [
  by("GET", "/api/requests", "everyone"),
  by("GET", "/api/requests/:id", "everyone"),
  by("GET", "/api/experts", "everyone"),
  by("POST", "/api/requests", delegates),
  by("POST", "/api/requests/:id/support", delegates),
  by("POST", "/api/requests/:id/answer", delegates),
  by("POST", "/api/requests/:id/expert", delegates),
  by("POST", "/api/requests/:id/report", [...delegates, ...secretariat]),
  by("POST", "/api/experts", delegates),
];

const list = createRoute({
  method: "get",
  path: "/api/requests",
  tags,
  summary: "Requests of seats: information, fact-finding, stock-takes; those made last first",
  security: [],
  request: {
    query: z.object({
      kind: z.enum(requestKinds).optional(),
      about: SeatCode.optional(),
      by: SeatCode.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  responses: answer(z.object({ requests: z.array(SeatRequest) }), "The requests"),
});
const one = createRoute({
  method: "get",
  path: "/api/requests/{id}",
  tags,
  summary: "One request, where it stands and what is still needed",
  security: [],
  request: { params },
  responses: answer(SeatRequest, "The request"),
});
const roster = createRoute({
  method: "get",
  path: "/api/experts",
  tags,
  summary: "The roster of experts of fact-finding",
  security: [],
  responses: answer(z.object({ experts: z.array(Expert) }), "The experts"),
});
const open = createRoute({
  method: "post",
  path: "/api/requests",
  tags,
  summary: "Ask, for your seat; everybody reads it from now on, and nobody removes it",
  security,
  request: { headers, body: body(OpenInput) },
  responses: answer(RequestId, "Its id"),
});
const support = createRoute({
  method: "post",
  path: "/api/requests/{id}/support",
  tags,
  summary: "Stand behind a request; when enough seats do, it happens in the same moment",
  security,
  request: { params, headers },
  responses: answer(RequestId, "Its id"),
});
const reply = createRoute({
  method: "post",
  path: "/api/requests/{id}/answer",
  tags,
  summary: "Answer for the Participant that is asked, for a government in a stock-take, or to a report",
  security,
  request: { params, headers, body: body(AnswerInput) },
  responses: answer(RequestId, "Its id"),
});
const name = createRoute({
  method: "post",
  path: "/api/requests/{id}/expert",
  tags,
  summary: "Name one expert of the roster, for the Participant that is looked into",
  security,
  request: { params, headers, body: body(NameInput) },
  responses: answer(RequestId, "Its id"),
});
const report = createRoute({
  method: "post",
  path: "/api/requests/{id}/report",
  tags,
  summary: "Put the experts' report on record: the Secretariat, or any seat behind the request",
  security,
  request: { params, headers, body: body(ReportInput) },
  responses: answer(RequestId, "Its id"),
});
const enlist = createRoute({
  method: "post",
  path: "/api/experts",
  tags,
  summary: "List an expert who has agreed to it",
  security,
  request: { headers, body: body(ExpertInput) },
  responses: answer(RequestId, "The expert's id"),
});

export function requestApiRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid("query");
    const ctx = c.get("ctx");
    const seats = await seatsNow(ctx);
    const requests = await requestsShown(ctx, filter, limit);
    return c.json({ requests: requests.map((request) => toJson(request, seats)) }, 200);
  });
  app.openapi(one, async (c) => {
    const ctx = c.get("ctx");
    const request = await findRequest(ctx, c.req.valid("param").id);
    refuseUnless(request !== undefined, "not-found");
    return c.json(toJson(request, await seatsNow(ctx)), 200);
  });
  app.openapi(roster, async (c) => {
    const experts = await store.experts(readerOf(c.get("ctx")));
    return c.json(
      {
        experts: experts.map(({ proposed_by, listed_at, withdrawn_at, ...expert }) => ({
          ...expert,
          proposedBy: proposed_by,
          listedAt: listed_at,
          withdrawnAt: withdrawn_at,
        })),
      },
      200,
    );
  });
  app.openapi(open, async (c) =>
    c.json(plain(await openRequest(c.get("ctx"), c.req.valid("json"))) as z.infer<typeof RequestId>, 200),
  );
  app.openapi(support, async (c) => c.json(await supportRequest(c.get("ctx"), c.req.valid("param").id), 200));
  app.openapi(reply, async (c) =>
    c.json(await answerRequest(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
  app.openapi(name, async (c) =>
    c.json(await nameExpert(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
  app.openapi(report, async (c) =>
    c.json(await reportFacts(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
  app.openapi(enlist, async (c) => c.json(await listExpert(c.get("ctx"), c.req.valid("json")), 200));
}

function toJson(
  { row, state, official, language }: RequestView,
  seats: readonly SeatOnDay[],
): z.infer<typeof SeatRequest> {
  const gathering = state.stage === "GATHERING";
  return {
    id: row.id,
    kind: state.kind,
    by: state.by,
    about: state.about,
    questions: [...state.questions],
    language,
    official,
    stage: shownStage(state),
    openedAt: state.openedAt,
    due: state.deadline === null ? null : { ...state.deadline },
    supporters: [...state.supporters],
    stillNeeded: gathering ? { ...stillNeeded(state, pillarsOf(seats)) } : null,
    answers: state.answers.map((each) => ({ ...each, answers: [...each.answers] })),
    experts: [...state.experts],
    namedExpert: state.namedExpert,
    report: state.report === null ? null : { ...state.report },
    silent: [...state.silent],
  };
}
