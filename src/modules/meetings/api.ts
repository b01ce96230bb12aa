// The machine door of meetings: all of them, one in full, statements and documents in their languages, and every step that a
// person can take.
import { createRoute, z } from "@hono/zod-openapi";
import { answerState, overrun, presenceOf, slotsNow } from "#core/meetings/state.ts";
import { floorShares } from "#core/meetings/floor.ts";
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import {
  anybody,
  answer,
  body,
  idempotencyKey,
  once,
  readsJson,
  refused,
  signedIn,
} from "#modules/certificates/index.ts";
import { conveneMeeting } from "./commands/convene.ts";
import { ConveneInput } from "./inputs.ts";
import { table } from "./policy.ts";
import { getMeeting, mayRead, ownSeat, stateOf } from "./queries.ts";
import type { Meeting } from "./queries.ts";
import { steps } from "./steps.ts";
import * as store from "./store.ts";
import type { MeetingRow } from "./store.ts";
import { openDocument, textsOf } from "./texts.ts";

const tags = ["Meetings"];
const title = z.record(z.string(), z.string());
const instant = z.string().openapi({ example: "2027-11-15T07:30:00.000Z" });

const MeetingSummary = z
  .object({
    id: z.string(),
    kind: z.string(),
    year: z.int(),
    body: z.string().nullable(),
    place: z.string().nullable(),
    country: z.string().nullable(),
    zone: z.string(),
    from: z.string(),
    to: z.string(),
    format: z.string(),
    chair: z.string().nullable(),
    state: z.enum(["PLANNED", "CANCELLED", "CLOSED"]),
  })
  .openapi("MeetingSummary", {
    example: {
      id: "plenary-2027",
      kind: "PLENARY",
      year: 2027,
      body: null,
      place: "Gaborone",
      country: "BW",
      zone: "Africa/Gaborone",
      from: "2027-11-15",
      to: "2027-11-19",
      format: "HYBRID",
      chair: null,
      state: "PLANNED",
    },
  });

const MeetingDetail = z
  .object({
    meeting: MeetingSummary,
    presence: z.array(
      z.object({
        pillar: z.string(),
        seats: z.int(),
        invited: z.int(),
        accredited: z.int(),
        present: z.int(),
        attended: z.int(),
        absent: z.string().nullable(),
      }),
    ),
    notInvited: z.array(z.string()),
    agenda: z.array(
      z.object({
        entry: z.string(),
        item: z.string().nullable(),
        title,
        carriedFrom: z.string().nullable(),
        listedAt: instant,
      }),
    ),
    sessions: z.array(
      z.object({
        session: z.int(),
        opensAt: instant,
        endsAt: instant,
        openedAt: instant.nullable(),
        endedAt: instant.nullable(),
        overrunMinutes: z.int(),
      }),
    ),
    floor: z.array(z.object({ pillar: z.string(), seconds: z.int(), speeches: z.int() })),
    slots: z.array(
      z.object({ pillar: z.string(), moment: z.string(), state: z.string(), until: instant.nullable() }),
    ),
    statements: z.array(
      z.object({
        statement: z.string(),
        seat: z.string(),
        title: z.string(),
        at: instant,
        languages: z.array(z.string()),
        answer: z.string(),
        answerBy: instant.nullable(),
      }),
    ),
    documents: z.array(
      z.object({
        document: z.string(),
        title: title.nullable().openapi({ description: "Null where you may not know it" }),
        access: z.string(),
        embargo: instant.nullable(),
        languages: z.array(z.string()),
        at: instant,
      }),
    ),
  })
  .openapi("Meeting", {
    example: {
      meeting: {
        id: "plenary-2027",
        kind: "PLENARY",
        year: 2027,
        body: null,
        place: "Gaborone",
        country: "BW",
        zone: "Africa/Gaborone",
        from: "2027-11-15",
        to: "2027-11-19",
        format: "HYBRID",
        chair: null,
        state: "PLANNED",
      },
      presence: [{ pillar: "C", seats: 3, invited: 3, accredited: 1, present: 0, attended: 0, absent: null }],
      notInvited: [],
      agenda: [],
      sessions: [],
      floor: [{ pillar: "C", seconds: 480, speeches: 1 }],
      slots: [{ pillar: "C", moment: "CLOSING", state: "open", until: null }],
      statements: [],
      documents: [],
    },
  });

const Done = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
  .openapi("MeetingStepDone", { example: { seat: "CSC" } });

const Texts = z
  .object({ texts: z.record(z.string(), z.string()).openapi({ description: "By language" }) })
  .openapi("MeetingTexts", { example: { texts: { en: "We thank the host." } } });

const idParam = z
  .string()
  .max(40)
  .openapi({ param: { name: "id", in: "path" }, example: "plenary-2027" });
const uuidParam = (name: string) =>
  z
    .string()
    .max(64)
    .openapi({ param: { name, in: "path" }, example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" });

const list = createRoute({
  method: "get",
  path: "/api/meetings",
  tags,
  security: anybody,
  summary: "All meetings, the latest first",
  responses: { 200: answer(z.object({ meetings: z.array(MeetingSummary) }), "The meetings"), ...refused },
});
const one = createRoute({
  method: "get",
  path: "/api/meetings/{id}",
  tags,
  security: anybody,
  summary: "One meeting: who is there, agenda, sessions, time of speaking, statements, documents",
  request: { params: z.object({ id: idParam }) },
  responses: { 200: answer(MeetingDetail, "The meeting"), ...refused },
});
const statement = createRoute({
  method: "get",
  path: "/api/meetings/{id}/statements/{statement}",
  tags,
  security: anybody,
  summary: "The texts of a statement",
  request: { params: z.object({ id: idParam, statement: uuidParam("statement") }) },
  responses: { 200: answer(Texts, "By language"), ...refused },
});
const document = createRoute({
  method: "get",
  path: "/api/meetings/{id}/documents/{document}",
  tags,
  security: anybody,
  summary: "The texts of a document that you may read; an opening of one that is not for everybody is kept",
  request: { params: z.object({ id: idParam, document: uuidParam("document") }) },
  responses: { 200: answer(Texts, "By language"), ...refused },
});
const convene = createRoute({
  method: "post",
  path: "/api/meetings",
  tags,
  security: signedIn,
  middleware: readsJson,
  summary: "Convene a meeting",
  request: { headers: idempotencyKey, body: body(ConveneInput) },
  responses: {
    200: answer(
      z.object({ id: z.string() }).openapi("MeetingId", { example: { id: "plenary-2027" } }),
      "Its id",
    ),
    ...refused,
  },
});

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/meetings", allow: "everyone" },
  { method: "GET", path: "/api/meetings/:id", allow: "everyone" },
  { method: "GET", path: "/api/meetings/:id/statements/:statement", allow: "everyone" },
  { method: "GET", path: "/api/meetings/:id/documents/:document", allow: "everyone" },
  { method: "POST", path: "/api/meetings", allow: table },
  ...steps.map(({ verb, allow }): Door => ({ method: "POST", path: `/api/meetings/:id/${verb}`, allow })),
];

export function apiRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const rows = await store.listMeetings({ db: c.get("ctx").database.kysely });
    return c.json({ meetings: rows.map(summaryJson) }, 200);
  });
  app.openapi(one, async (c) => {
    const ctx = c.get("ctx");
    const meeting = await getMeeting(ctx, c.req.valid("param").id);
    const reader = { actor: ctx.actor, seat: await ownSeat(ctx, ctx.actor, meeting.row), now: meeting.now };
    return c.json(
      detailJson(meeting, (paper) => mayRead(paper, meeting.row, reader)),
      200,
    );
  });
  app.openapi(statement, async (c) => {
    const params = c.req.valid("param");
    return c.json({ texts: { ...(await textsOf(c.get("ctx"), params.id, params.statement)) } }, 200);
  });
  app.openapi(document, async (c) => {
    const params = c.req.valid("param");
    const { texts } = await openDocument(c.get("ctx"), params.id, params.document);
    return c.json({ texts: { ...texts } }, 200);
  });
  app.openapi(convene, async (c) => {
    const { value, headers } = await once(() => conveneMeeting(c.get("ctx"), c.req.valid("json")));
    return c.json(value, 200, { ...headers });
  });
  for (const { verb, schema, summary, run } of steps) {
    const route = createRoute({
      method: "post",
      path: `/api/meetings/{id}/${verb}`,
      tags,
      security: signedIn,
      middleware: readsJson,
      summary,
      request: { params: z.object({ id: idParam }), headers: idempotencyKey, body: body(schema) },
      responses: { 200: answer(Done, "Done"), ...refused },
    });
    app.openapi(route, async (c) => {
      const { value, headers } = await once(() =>
        run(c.get("ctx"), c.req.valid("param").id, c.req.valid("json") as never),
      );
      return c.json(value as z.infer<typeof Done>, 200, { ...headers });
    });
  }
}

function summaryJson(row: MeetingRow): z.infer<typeof MeetingSummary> {
  const { id, kind, year, body: ofBody, plan } = row;
  const { place, country, zone, from, to, format, chair } = plan;
  return { id, kind, year, body: ofBody, place, country, zone, from, to, format, chair, state: stateOf(row) };
}

function detailJson(
  { row, state, seats, guaranteed, now }: Meeting,
  isOpen: (paper: Meeting["state"]["papers"][number]) => boolean,
): z.infer<typeof MeetingDetail> {
  return {
    meeting: summaryJson(row),
    presence: presenceOf(state, seats).map((presence) => ({ ...presence })),
    notInvited: seats.flatMap(({ code }) => (state.invited.has(code) ? [] : [code])),
    agenda: state.agenda.map(({ id, item, title: words, carriedFrom, listedAt }) => ({
      entry: id,
      item,
      title: { ...words },
      carriedFrom,
      listedAt,
    })),
    sessions: state.sessions.map((session) => {
      const { number, opensAt, endsAt, openedAt, endedAt } = session;
      return { session: number, opensAt, endsAt, openedAt, endedAt, overrunMinutes: overrun(session, now) };
    }),
    floor: floorShares(state.speeches, "pillar", now).map(({ key, millis, speeches }) => ({
      pillar: key,
      seconds: Math.floor(millis / 1_000),
      speeches,
    })),
    slots: slotsNow(state, guaranteed, now).map(({ pillar, moment, state: of, until }) => ({
      pillar,
      moment,
      state: of,
      until,
    })),
    statements: state.statements.map((said) => ({
      statement: said.statement,
      seat: said.seat,
      title: said.title,
      at: said.at,
      languages: Object.keys(said.texts),
      answer: answerState(said, now),
      answerBy: said.answerBy,
    })),
    documents: state.papers.map((paper) => ({
      document: paper.document,
      title: isOpen(paper) && paper.title !== null ? { ...paper.title } : null,
      access: paper.access,
      embargo: paper.embargo,
      languages: [...paper.languages],
      at: paper.at,
    })),
  };
}
