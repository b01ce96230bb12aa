// The machine door of reform: the history with its sources, the cases, every definition with what it covers, a definition of
// one's own judged; and the demands and commitments of this record, to read and to make.
import { createRoute, z } from "@hono/zod-openapi";
import { answer, body, headers, security } from "#platform/http/described.ts";
import { judgeCase, realCases } from "#core/reform/cases.ts";
import { composeChecklist, questionNames, questions } from "#core/reform/definitions.ts";
import type { Checklist } from "#core/reform/definitions.ts";
import { proposals } from "#core/reform/proposals.ts";
import { sourceOf } from "#core/reform/sources.ts";
import type { SourceKey } from "#core/reform/sources.ts";
import type { Door } from "#platform/http/access.ts";
import type { T } from "#platform/i18n/translator.ts";
import { plain } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { answerDemand } from "./commands/answer.ts";
import { makeCommitment, reportProgress } from "./commands/commit.ts";
import { openCycle } from "./commands/open-cycle.ts";
import { raiseDemand } from "./commands/raise.ts";
import { repeatDemand } from "./commands/repeat.ts";
import {
  CommitmentInput,
  CycleInput,
  DemandAnswerInput,
  DemandInput,
  ProgressInput,
  RepetitionInput,
} from "./inputs.ts";
import { demandRows } from "./pages/overview.tsx";
import { answerers, delegates, offices } from "./policy.ts";
import { recordedCommitments, recordedDemands } from "./queries.ts";
import { whyText } from "./words.ts";

const id = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";
const instant = "2026-06-01T10:00:00.000Z";
const tags = ["Reform"];
const params = z.object({
  id: z.uuid().openapi({ param: { name: "id", in: "path" }, example: id }),
});

const Source = z
  .object({ name: z.string(), date: z.string(), address: z.string().nullable() })
  .openapi("ReformSource", {
    example: {
      name: "United Nations General Assembly resolution 55/56",
      date: "2000-12-01",
      address: null,
    },
  });

const HistoricDemand = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    firstRaised: z.string(),
    timesRaised: z.number().int(),
    firstOnAgenda: z.string().nullable(),
    yearsWaited: z.number().int(),
    pillars: z.array(z.string()),
    occasions: z.array(
      z.object({
        date: z.string(),
        kind: z.string(),
        pillars: z.array(z.string()),
        participants: z.array(z.string()),
        text: z.string(),
        sources: z.array(Source),
      }),
    ),
  })
  .openapi("HistoricDemand", {
    example: {
      id: "suspension",
      name: "Suspension of the Russian Federation until the war ends",
      status: "NEVER_ON_AGENDA",
      firstRaised: "2022-06-30",
      timesRaised: 1,
      firstOnAgenda: null,
      yearsWaited: 3,
      pillars: ["C"],
      occasions: [
        {
          date: "2022-06-30",
          kind: "RAISED",
          pillars: ["C"],
          participants: [],
          text: "The Coalition asked for it at the Intersessional in Kasane.",
          sources: [
            {
              name: "Civil Society Coalition after the Intersessional in Kasane",
              date: "2022-06-30",
              address: "https://www.kpcivilsociety.org/",
            },
          ],
        },
      ],
    },
  });

const Judged = z.object({ case: z.string(), name: z.string(), answer: z.string(), why: z.string() });
const judgedExample = {
  case: "SL-RUF",
  name: "Sierra Leone: RUF",
  answer: "COVERED",
  why: "Who: rebel movements; Link to the diamonds: diamonds finance an armed conflict.",
};

const Definition = z
  .object({
    id: z.string(),
    name: z.string(),
    date: z.string(),
    status: z.string(),
    wording: z.array(z.string()).nullable(),
    wordingWhole: z.boolean(),
    note: z.string(),
    sources: z.array(Source),
    cases: z.array(Judged),
  })
  .openapi("ConflictDiamondDefinition", {
    example: {
      id: "un-2000",
      name: "UN General Assembly, 2000",
      date: "2000-12-01",
      status: "UN_UNDERSTANDING",
      wording: ["rough diamonds which are used by rebel movements to finance their military activities"],
      wordingWhole: true,
      note: "How the General Assembly understood the words before the scheme began.",
      sources: [
        {
          name: "United Nations General Assembly resolution 55/56",
          date: "2000-12-01",
          address: null,
        },
      ],
      cases: [judgedExample],
    },
  });

const RealCase = z
  .object({
    id: z.string(),
    name: z.string(),
    countries: z.array(z.string()),
    from: z.number().int(),
    to: z.number().int().nullable(),
    text: z.string(),
    objection: z.string().nullable(),
    points: z.array(
      z.object({
        question: z.string(),
        answer: z.string(),
        known: z.string(),
        disputed: z.boolean(),
        confidence: z.string(),
        sources: z.array(Source),
      }),
    ),
  })
  .openapi("RealCase", {
    example: {
      id: "CG-2004",
      name: "Republic of Congo: exports without controls",
      countries: ["CG"],
      from: 2004,
      to: 2007,
      text: "The Chair removed the Republic of Congo from the list of Participants.",
      objection: null,
      points: [],
    },
  });

const RecordedDemand = z
  .object({
    id: z.uuid(),
    title: z.string(),
    text: z.string(),
    language: z.string(),
    history: z.string().nullable(),
    by: z.string(),
    seats: z.array(z.string()),
    raisedAt: z.string(),
    times: z.number().int(),
    answeredAt: z.string().nullable(),
    outcome: z.string().nullable(),
    daysOwed: z.number().int(),
  })
  .openapi("RecordedDemand", {
    example: {
      id,
      title: "Publish the calendar of review visits",
      text: "The calendar of review visits should be public from January of each year.",
      language: "en",
      history: null,
      by: "CSC",
      seats: ["CSC", "WDC"],
      raisedAt: instant,
      times: 2,
      answeredAt: null,
      outcome: null,
      daysOwed: 12,
    },
  });

const RecordedCommitment = z
  .object({
    id: z.uuid(),
    text: z.string(),
    language: z.string(),
    by: z.string(),
    due: z.string().nullable(),
    madeAt: z.string(),
    progress: z.string(),
    reportedAt: z.string().nullable(),
    late: z.boolean(),
  })
  .openapi("RecordedCommitment", {
    example: {
      id,
      text: "Hand in the statistics of the first half of the year on time.",
      language: "en",
      by: "SL",
      due: "2026-08-31",
      madeAt: instant,
      progress: "OPEN",
      reportedAt: null,
      late: false,
    },
  });

const Made = z.object({ id: z.uuid() }).openapi("ReformId", { example: { id } });

const door = (method: Door["method"], path: string, allow: Door["allow"]): Door => ({ method, path, allow });

export const apiDoors: readonly Door[] = [
  door("GET", "/api/reform/history", "everyone"),
  door("GET", "/api/reform/cases", "everyone"),
  door("GET", "/api/reform/definitions", "everyone"),
  door("GET", "/api/reform/judgement", "everyone"),
  door("GET", "/api/reform/demands", "everyone"),
  door("POST", "/api/reform/demands", delegates),
  door("POST", "/api/reform/demands/:id/repetition", delegates),
  door("POST", "/api/reform/demands/:id/answer", answerers),
  door("GET", "/api/reform/commitments", "everyone"),
  door("POST", "/api/reform/commitments", delegates),
  door("POST", "/api/reform/commitments/:id/progress", delegates),
  door("POST", "/api/reform/cycles", offices),
];

const history = createRoute({
  method: "get",
  path: "/api/reform/history",
  tags,
  summary: "What was asked for before and outside this record, with what became of it and the sources",
  security: [],
  responses: answer(z.object({ demands: z.array(HistoricDemand) }), "Those never on an agenda first"),
});
const cases = createRoute({
  method: "get",
  path: "/api/reform/cases",
  tags,
  summary: "Real cases of diamonds and harm, point by point, with sources and who disputes what",
  security: [],
  responses: answer(z.object({ cases: z.array(RealCase) }), "The cases"),
});
const definitions = createRoute({
  method: "get",
  path: "/api/reform/definitions",
  tags,
  summary: "Every proposed definition of conflict diamonds, and which real cases it would cover",
  security: [],
  responses: answer(z.object({ definitions: z.array(Definition) }), "The definitions"),
});
const answersOf = (question: (typeof questionNames)[number]) =>
  z
    .string()
    .max(200)
    .optional()
    .openapi({ description: `Any of, separated by commas: ${questions[question].join(", ")}` });
const judgement = createRoute({
  method: "get",
  path: "/api/reform/judgement",
  tags,
  summary: "A definition of your own: which real cases it would cover, and why",
  security: [],
  request: {
    query: z.object({
      actor: answersOf("actor"),
      act: answersOf("act"),
      aim: answersOf("aim"),
      place: answersOf("place"),
      recognition: answersOf("recognition"),
    }),
  },
  responses: answer(
    z
      .object({ cases: z.array(Judged) })
      .openapi("DefinitionJudgement", { example: { cases: [judgedExample] } }),
    "Each case",
  ),
});
const listDemands = createRoute({
  method: "get",
  path: "/api/reform/demands",
  tags,
  summary: "Demands made on this record, how often, and how long an answer is owed",
  security: [],
  responses: answer(z.object({ demands: z.array(RecordedDemand) }), "The last ones first"),
});
const raise = createRoute({
  method: "post",
  path: "/api/reform/demands",
  tags,
  summary: "Make a demand, for your seat",
  security,
  request: { headers, body: body(DemandInput) },
  responses: answer(Made, "Its id"),
});
const repeat = createRoute({
  method: "post",
  path: "/api/reform/demands/{id}/repetition",
  tags,
  summary: "Repeat a demand, your own or another seat's, at most once a day",
  security,
  request: { params, headers, body: body(RepetitionInput) },
  responses: answer(Made, "Its id"),
});
const reply = createRoute({
  method: "post",
  path: "/api/reform/demands/{id}/answer",
  tags,
  summary: "Answer a demand: for the scheme as chair or Secretariat, or for another seat",
  security,
  request: { params, headers, body: body(DemandAnswerInput) },
  responses: answer(Made, "Its id"),
});
const listCommitments = createRoute({
  method: "get",
  path: "/api/reform/commitments",
  tags,
  summary: "Commitments made on this record, and what their makers report",
  security: [],
  responses: answer(z.object({ commitments: z.array(RecordedCommitment) }), "The last ones first"),
});
const commit = createRoute({
  method: "post",
  path: "/api/reform/commitments",
  tags,
  summary: "Make a commitment, for your seat",
  security,
  request: { headers, body: body(CommitmentInput) },
  responses: answer(Made, "Its id"),
});
const progress = createRoute({
  method: "post",
  path: "/api/reform/commitments/{id}/progress",
  tags,
  summary: "Report what became of your seat's commitment",
  security,
  request: { params, headers, body: body(ProgressInput) },
  responses: answer(Made, "Its id"),
});
const cycle = createRoute({
  method: "post",
  path: "/api/reform/cycles",
  tags,
  summary: "Open a cycle of review and reform: its body, topics, who looks after each, its end",
  security,
  request: { headers, body: body(CycleInput) },
  responses: answer(Made, "Its id"),
});

export function apiRoutes(app: App): void {
  app.openapi(history, (c) => {
    const t = c.get("t");
    const today = new Date(c.get("ctx").clock()).toISOString().slice(0, 10);
    const rows = demandRows(today).map(({ demand, state }) => ({
      id: demand.id,
      name: t(`reform.demand.${demand.id}`),
      ...state,
      pillars: [...state.pillars],
      occasions: demand.occasions.map(({ id: occasion, sources, ...rest }) => ({
        ...rest,
        pillars: [...rest.pillars],
        participants: [...rest.participants],
        text: t(`reform.occasion.${occasion as "rule-gw"}`),
        sources: sourcesJson(sources),
      })),
    }));
    return c.json({ demands: rows }, 200);
  });
  app.openapi(cases, (c) => {
    const t = c.get("t");
    const rows = realCases.map((real) => {
      const objection = `reform.case-objection.${real.id}`;
      return {
        id: real.id,
        name: t(`reform.case.${real.id}`),
        countries: [...real.countries],
        from: real.from,
        to: real.to,
        text: t(`reform.case-what.${real.id}`),
        objection: t.has(objection) ? t(objection) : null,
        points: real.points.map(({ sources, ...point }) => ({ ...point, sources: sourcesJson(sources) })),
      };
    });
    return c.json({ cases: rows }, 200);
  });
  app.openapi(definitions, (c) => {
    const t = c.get("t");
    const rows = proposals.map(({ id: proposal, date, status, wording, sources, checklist }) => ({
      id: proposal,
      name: t(`reform.proposal.${proposal}`),
      date,
      status,
      wording: wording === null ? null : [...wording.text],
      wordingWhole: wording?.whole === true,
      note: t(`reform.proposal-note.${proposal}`),
      sources: sourcesJson(sources),
      cases: judgedCases(t, checklist),
    }));
    return c.json({ definitions: rows }, 200);
  });
  app.openapi(judgement, (c) => {
    const query = c.req.valid("query");
    const chosen = questionNames.flatMap((question) => (query[question] ?? "").split(","));
    return c.json({ cases: judgedCases(c.get("t"), composeChecklist(chosen)) }, 200);
  });
  app.openapi(listDemands, async (c) => {
    const rows = (await recordedDemands(c.get("ctx"))).map(({ state, acts: _acts, ...demand }) => {
      const { lastAt: _lastAt, seats, ...rest } = state;
      return { ...demand, ...rest, seats: [...seats] };
    });
    return c.json({ demands: rows }, 200);
  });
  app.openapi(listCommitments, async (c) => {
    const rows = (await recordedCommitments(c.get("ctx"))).map(({ state, acts: _acts, ...commitment }) => ({
      ...commitment,
      ...state,
    }));
    return c.json({ commitments: rows }, 200);
  });
  app.openapi(raise, async (c) => c.json(made(await raiseDemand(c.get("ctx"), c.req.valid("json"))), 200));
  app.openapi(repeat, async (c) =>
    c.json(made(await repeatDemand(c.get("ctx"), c.req.valid("param").id, c.req.valid("json"))), 200),
  );
  app.openapi(reply, async (c) =>
    c.json(made(await answerDemand(c.get("ctx"), c.req.valid("param").id, c.req.valid("json"))), 200),
  );
  app.openapi(commit, async (c) =>
    c.json(made(await makeCommitment(c.get("ctx"), c.req.valid("json"))), 200),
  );
  app.openapi(progress, async (c) =>
    c.json(made(await reportProgress(c.get("ctx"), c.req.valid("param").id, c.req.valid("json"))), 200),
  );
  app.openapi(cycle, async (c) => c.json(made(await openCycle(c.get("ctx"), c.req.valid("json"))), 200));
}

function made(answered: { readonly id: string }): z.infer<typeof Made> {
  return plain(answered) as z.infer<typeof Made>;
}

function sourcesJson(keys: readonly SourceKey[]): z.infer<typeof Source>[] {
  return keys.map((key) => ({ ...sourceOf(key), address: sourceOf(key).address ?? null }));
}

function judgedCases(t: T, checklist: Checklist): z.infer<typeof Judged>[] {
  return realCases.map((real) => {
    const judged = judgeCase(checklist, real);
    return {
      case: real.id,
      name: t(`reform.case.${real.id}`),
      answer: judged.answer,
      why: whyText(t, judged, real.id),
    };
  });
}
