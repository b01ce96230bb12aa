// The machine door of returns: what is due, what was filed, what certificates say of a quarter, a return looked at without
// filing it, and filed. The same command and the same words as behind the pages.
import { createRoute, z } from "@hono/zod-openapi";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { pressing } from "#core/statistics/calendar.ts";
import type { DueReturn } from "#core/statistics/calendar.ts";
import { valuations } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import { mostRows } from "#core/statistics/return-rules.ts";
import type { GivenRow, ReturnRow } from "#core/statistics/return-rules.ts";
import { miningTypes, returnStatuses } from "#core/statistics/returns.ts";
import type { FilingFinding } from "#core/statistics/screening/filing.ts";
import { reasonStrength } from "#core/statistics/screening/filing.ts";
import { findingOf } from "#core/statistics/screening/kept.ts";
import type { Door } from "#platform/http/access.ts";
import { Decimal } from "#platform/http/described.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
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
import { filingFindingInWords, meantBy } from "#ui/statistics/trade-findings.ts";
import { returnTypes } from "../facts.ts";
import { analysts, filers, mayAnalyse } from "../policy.ts";
import { checkReturn, fileReturn, longestWhy } from "./commands/file-return.ts";
import type { FileInput } from "./commands/file-return.ts";
import { calendarOf, certifiedFor, ownParticipant, readerOf, readKey, refuseUnlessSeen } from "./queries.ts";
import type { ReturnKey } from "./queries.ts";
import * as store from "./store.ts";
import type { FilingRow } from "./store.ts";

const tags = ["Returns"];
const act = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";
const hash = "5f".repeat(32);
const instant = "2026-08-10T10:00:00.000Z";

const exampleRow = {
  flow: "EXPORT",
  counterpart: "AE",
  product: "7102.31",
  carats: "1523.45",
  usd: "301234.56",
} as const;

const RowInput = z.strictObject({
  flow: z.enum(["PRODUCTION", "EXPORT", "IMPORT", "KPC_ISSUED", "KPC_RECEIVED"]),
  counterpart: z
    .string()
    .max(100)
    .default("")
    .openapi({ description: "A Participant by code or name; trade only" }),
  product: z.string().max(40).default("").openapi({ description: "7102.10, 7102.21 or 7102.31; trade only" }),
  mining: z.enum(miningTypes).optional().openapi({ description: "Production only" }),
  carats: Decimal.nullable().default(null),
  usd: Decimal.nullable().default(null),
  count: z.int().min(0).max(10_000_000).nullable().default(null).openapi({ description: "Certificates" }),
  status: z.enum(returnStatuses).optional(),
  valuation: z.enum(valuations).optional(),
  note: z.string().max(500).optional(),
});

const ReturnInput = z
  .strictObject({
    kind: z.enum(["FIGURE", "NIL"]).default("FIGURE"),
    status: z.enum(returnStatuses).default("NORMAL"),
    rows: z.array(RowInput).max(mostRows).default([]),
    why: z.string().max(longestWhy).default("").openapi({
      description: "The filer's own words; needed where the check says so, and for every correction",
    }),
    standing: z.enum(["correct", "add"]).optional().openapi({
      description: "What happens to a version that stands: replaced, or added to",
    }),
    after: z
      .int()
      .min(0)
      .optional()
      .openapi({ description: "The version that was seen; refused where another stands" }),
  })
  .openapi("ReturnInput", { example: { kind: "FIGURE", status: "NORMAL", rows: [exampleRow], why: "" } });
type ReturnInput = z.infer<typeof ReturnInput>;

const Row = z.object({
  flow: z.string(),
  counterpart: z.string(),
  product: z.string(),
  mining: z.string(),
  origin: z.string().openapi({ description: '"_Z": not asked for' }),
  carats: z.string().nullable(),
  usd: z.string().nullable(),
  count: z.int().nullable(),
  status: z.string(),
  valuation: z.string().nullable(),
  note: z.string().nullable(),
});
const answeredRow = {
  ...exampleRow,
  mining: "_T",
  origin: "_Z",
  count: null,
  status: "NORMAL",
  valuation: null,
  note: null,
};

const Finding = z
  .object({
    rule: z.string(),
    rows: z.array(z.int()).openapi({ description: "Places in the rows of the return, from 0" }),
    asks: z.boolean().openapi({ description: "Whether the filer's own words are needed" }),
    said: z.string().openapi({ description: "In the language asked for" }),
    perhaps: z.object({ carats: z.string(), usd: z.string() }).nullable(),
  })
  .openapi("ReturnFinding", {
    example: {
      rule: "trade-unit-value",
      rows: [0],
      asks: true,
      said: "Exports to United Arab Emirates, 7102.31: US$1,977.28 a carat, where US$197.73 is usual.",
      perhaps: { carats: "1523.45", usd: "301234.56" },
    },
  });
const finding = {
  rule: "filed-before-the-end",
  rows: [0],
  asks: false,
  said: "The quarter ends in 12 days.",
  perhaps: null,
};

const Filed = z
  .object({
    act: z.string(),
    participant: z.string(),
    type: z.string(),
    period: z.string(),
    version: z.int(),
    at: z.string(),
    hash: z.string().openapi({ description: "Of the act in the public log, hexadecimal" }),
  })
  .openapi("FiledReturn", {
    example: { act, participant: "SL", type: "TRADE", period: "2026-Q2", version: 1, at: instant, hash },
  });

const Version = Filed.extend({
  kind: z.string(),
  status: z.string(),
  by: z.string(),
  why: z.string(),
  findings: z.array(Finding),
  rows: z.array(Row),
}).openapi("ReturnVersion", {
  example: {
    act,
    participant: "SL",
    type: "TRADE",
    period: "2026-Q2",
    version: 1,
    at: instant,
    hash,
    kind: "FIGURE",
    status: "NORMAL",
    by: "Demo Statistics Focal Point",
    why: "",
    findings: [finding],
    rows: [answeredRow],
  },
});

const Due = z
  .object({
    type: z.string(),
    period: z.string(),
    due: z.string(),
    state: z.enum(["RUNNING", "DUE", "LATE", "FILED", "ADVANCE_NIL", "NIL_TO_CONFIRM"]),
    needed: z.boolean().openapi({ description: "Waits for the focal point now" }),
    days: z.int().openapi({
      description: "Left until it is due or its period ends; of what is late or was filed late, by how many",
    }),
    version: z.int().nullable(),
  })
  .openapi("DueReturn", {
    example: {
      type: "TRADE",
      period: "2026-Q3",
      due: "2026-11-30",
      state: "DUE",
      needed: true,
      days: 2,
      version: null,
    },
  });

const Certified = z
  .object({
    issued: z.int(),
    received: z.int(),
    flows: z.array(
      z.object({
        flow: z.string(),
        partner: z.string(),
        code: z.string(),
        carats: z.string(),
        usd: z.string(),
        certificates: z.int(),
      }),
    ),
  })
  .openapi("CertifiedQuarter", {
    example: {
      issued: 3,
      received: 0,
      flows: [
        {
          flow: "EXPORT",
          partner: "AE",
          code: "7102.31",
          carats: "1523.45",
          usd: "301234.56",
          certificates: 3,
        },
      ],
    },
  });

const keyParams = z.object({
  type: z
    .string()
    .max(20)
    .openapi({
      param: { name: "type", in: "path" },
      description: "production, trade, certificates",
      example: "trade",
    }),
  period: z
    .string()
    .max(10)
    .openapi({
      param: { name: "period", in: "path" },
      description: "2026-S1 or 2026-Q2",
      example: "2026-Q2",
    }),
});
const ofParticipant = z.object({
  participant: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .openapi({ description: "For analysts; a focal point's own when absent", example: "SL" }),
});
const listQuery = ofParticipant.extend({
  type: z.enum(returnTypes).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

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

function inputOf(type: string, period: string, input: ReturnInput): FileInput {
  const { standing, after, rows, ...rest } = input;
  return {
    ...rest,
    key: readKey(type, period),
    rows: rows.map(givenRow),
    ...(standing === undefined ? {} : { standing }),
    ...(after === undefined ? {} : { after }),
  };
}

function givenRow({
  carats,
  usd,
  mining,
  status,
  valuation,
  note,
  ...row
}: ReturnInput["rows"][number]): GivenRow {
  return {
    ...row,
    mining: mining ?? "",
    carats: hundredths(carats),
    usd: hundredths(usd),
    ...(status === undefined ? {} : { status }),
    ...(valuation === undefined ? {} : { valuation }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The schema has seen that it is digits with at most two decimals. */
function hundredths(text: string | null): bigint | null {
  if (text === null) return null;
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

function filedJson({ act: id, participant, type, period, version, at, leaf_hash }: FilingRow) {
  return { act: id, participant, type, period, version, at, hash: leaf_hash.toString("hex") };
}

function versionJson(t: T, row: FilingRow, rows: readonly ReturnRow[]) {
  return {
    ...filedJson(row),
    kind: row.kind,
    status: row.status,
    by: row.by_name,
    why: row.why,
    findings: row.findings.map((kept) => findingJson(t, findingOf(kept))),
    rows: rows.map(rowJson),
  };
}

function rowJson({ carats, usd, ...row }: ReturnRow) {
  return {
    ...row,
    carats: carats === null ? null : caratsToString(carats),
    usd: usd === null ? null : usdToString(usd),
  };
}

function findingJson(t: T, one: FilingFinding): z.infer<typeof Finding> {
  const meant = meantBy(one);
  return {
    rule: one.rule,
    rows: [...one.rows],
    asks: one.strength >= reasonStrength,
    said: filingFindingInWords(t, one),
    perhaps: meant === null ? null : { carats: caratsToString(meant.carats), usd: usdToString(meant.usd) },
  };
}

function dueJson({ type, period, due, state }: DueReturn, needed: boolean): z.infer<typeof Due> {
  const days =
    state.kind === "LATE"
      ? state.days
      : state.kind === "FILED"
        ? state.daysLate
        : state.kind === "DUE" || state.kind === "NIL_TO_CONFIRM"
          ? state.daysLeft
          : state.daysToEnd;
  return {
    type,
    period: periodText(period),
    due,
    state: state.kind,
    needed,
    days,
    version: state.kind === "FILED" ? state.version : null,
  };
}
