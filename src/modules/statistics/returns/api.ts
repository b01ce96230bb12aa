// The machine door of returns: what is due, what was filed, what certificates say of a quarter, a return looked at without
// filing it, and filed. The same command and the same words as behind the pages.
import { createRoute, z } from "@hono/zod-openapi";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { pressing } from "#core/statistics/calendar.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import {
  answer,
  body,
  idempotencyKey,
  once,
  readsJson,
  refused,
  signedIn,
} from "#modules/certificates/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { analysts, filers, mayAnalyse } from "../policy.ts";
import { checkReturn, fileReturn } from "./commands/file-return.ts";
import { calendarOf, certifiedFor, ownParticipant, readerOf, readKey, refuseUnlessSeen } from "./queries.ts";
import type { ReturnKey } from "./queries.ts";
import * as store from "./store.ts";
import {
  Certified,
  Due,
  Filed,
  Finding,
  ReturnInput,
  Row,
  Version,
  keyParams,
  listQuery,
  ofParticipant,
} from "./api-shapes.ts";
import { dueJson, filedJson, findingJson, inputOf, rowJson, versionJson } from "./api-words.ts";

const tags = ["Returns"];

const readers = [...filers, ...analysts] as const;

export const returnApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/returns", allow: readers },
  { method: "GET", path: "/api/returns/calendar", allow: readers },
  { method: "GET", path: "/api/returns/:type/:period", allow: readers },
  { method: "POST", path: "/api/returns/:type/:period", allow: filers },
  { method: "GET", path: "/api/returns/:type/:period/certified", allow: filers },
  { method: "POST", path: "/api/returns/:type/:period/check", allow: filers },
];

const list = createRoute({
  method: "get",
  path: "/api/returns",
  tags,
  security: signedIn,
  summary: "Returns filed, newest first: your Participant's, or everybody's for analysts",
  request: { query: listQuery },
  responses: { 200: answer(z.object({ returns: z.array(Filed) }), "The returns"), ...refused },
});

const calendar = createRoute({
  method: "get",
  path: "/api/returns/calendar",
  tags,
  security: signedIn,
  summary: "What a Participant owes as of today, and where each period stands",
  request: { query: ofParticipant },
  responses: {
    200: answer(z.object({ participant: z.string(), returns: z.array(Due) }), "The calendar"),
    ...refused,
  },
});

const versions = createRoute({
  method: "get",
  path: "/api/returns/{type}/{period}",
  tags,
  security: signedIn,
  summary: "Every version of a return, the newest first, with its figures and what did not fit",
  request: { params: keyParams, query: ofParticipant },
  responses: { 200: answer(z.object({ versions: z.array(Version) }), "The versions"), ...refused },
});

const certified = createRoute({
  method: "get",
  path: "/api/returns/{type}/{period}/certified",
  tags,
  security: signedIn,
  summary: "What your own certificates say of the quarter: what a return begins with",
  request: { params: keyParams },
  responses: { 200: answer(z.object({ certified: Certified.nullable() }), "Counts and sums"), ...refused },
});

const check = createRoute({
  method: "post",
  path: "/api/returns/{type}/{period}/check",
  tags,
  security: signedIn,
  middleware: [readsJson] as const,
  summary: "Look at a return without filing it: its rows as they would stand, and what does not fit",
  request: { params: keyParams, body: body(ReturnInput) },
  responses: {
    200: answer(
      z.object({ rows: z.array(Row), findings: z.array(Finding), whyNeeded: z.boolean() }),
      "What filing would say",
    ),
    ...refused,
  },
});

const file = createRoute({
  method: "post",
  path: "/api/returns/{type}/{period}",
  tags,
  security: signedIn,
  middleware: [readsJson] as const,
  summary: "File a return: its first version, a correction, or a part added to what stands",
  request: { params: keyParams, headers: idempotencyKey, body: body(ReturnInput) },
  responses: { 201: answer(Filed, "Its receipt"), ...refused },
});

export function returnApiRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const { participant, type, limit, offset } = c.req.valid("query");
    const asked = await askedParticipant(ctx, participant);
    const rows = await store.newestFilings(readerOf(ctx), {
      ...(asked === undefined ? {} : { participant: asked }),
      ...(type === undefined ? {} : { type }),
      limit,
      offset,
    });
    return c.json({ returns: rows.map(filedJson) }, 200);
  });
  app.openapi(calendar, async (c) => {
    const ctx = c.get("ctx");
    const participant = await oneParticipant(ctx, c.req.valid("query").participant);
    const returns = await calendarOf(ctx, participant);
    const now = new Set(pressing(returns));
    return c.json({ participant, returns: returns.map((due) => dueJson(due, now.has(due))) }, 200);
  });
  app.openapi(versions, async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const { type, period } = c.req.valid("param");
    const key = readKey(type, period);
    const participant = await oneParticipant(ctx, c.req.valid("query").participant);
    const rows = await store.versionsOf(readerOf(ctx), participant, key.type, periodText(key.period));
    const answered = [];
    for (const row of rows)
      answered.push(versionJson(t, row, await store.rowsOfFiling(readerOf(ctx), row.act)));
    return c.json({ versions: answered }, 200);
  });
  app.openapi(certified, async (c) => {
    const ctx = c.get("ctx");
    const { type, period } = c.req.valid("param");
    const key: ReturnKey = { ...readKey(type, period), participant: await oneParticipant(ctx, undefined) };
    const found = await certifiedFor(ctx, key);
    return c.json(
      {
        certified:
          found === undefined
            ? null
            : {
                ...found,
                flows: found.flows.map((one) => ({
                  ...one,
                  carats: caratsToString(one.carats),
                  usd: usdToString(one.usd),
                })),
              },
      },
      200,
    );
  });
  app.openapi(check, async (c) => {
    const { type, period } = c.req.valid("param");
    const looked = await checkReturn(c.get("ctx"), inputOf(type, period, c.req.valid("json")));
    return c.json(
      {
        rows: looked.rows.map(rowJson),
        findings: looked.findings.map((one) => findingJson(c.get("t"), one)),
        whyNeeded: looked.reason,
      },
      200,
    );
  });
  app.openapi(file, async (c) => {
    const { type, period } = c.req.valid("param");
    const { value, headers } = await once(() =>
      fileReturn(c.get("ctx"), inputOf(type, period, c.req.valid("json"))),
    );
    return c.json(value, 201, headers);
  });
}

/** Undefined: everybody's. */
async function askedParticipant(ctx: Ctx, participant: string | undefined): Promise<string | undefined> {
  if (participant === undefined && mayAnalyse(ctx.actor)) return undefined;
  return oneParticipant(ctx, participant);
}

async function oneParticipant(ctx: Ctx, participant: string | undefined): Promise<string> {
  const asked = participant ?? (await ownParticipant(ctx));
  refuseUnless(asked !== undefined, "not-found");
  await refuseUnlessSeen(ctx, asked);
  return asked;
}
