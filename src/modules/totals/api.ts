// The machine door of counts and totals: what every authority counted and published, the verdict of the check, the acts to
// check it again elsewhere, and for an importing authority whether commitments open to what it holds.
import { createRoute, z } from "@hono/zod-openapi";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { Counts } from "#core/totals/acts.ts";
import type { FlowVerdict } from "#core/totals/check.ts";
import { encodeBlinding } from "#core/totals/commitment.ts";
import { joinEntries } from "#core/totals/entries.ts";
import { parseQuarter } from "#core/totals/periods.ts";
import type { Quarter } from "#core/totals/periods.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { anybody, answer, refused, signedIn } from "#modules/certificates/index.ts";
import { checkOpenings } from "./openings.ts";
import { checkedCounts, countedAuthorities } from "./overview.ts";
import { openers } from "./policy.ts";
import { verdictsOf } from "./quarter.ts";
import type { AuthorityVerdict } from "./quarter.ts";
import * as store from "./store.ts";

const tags = ["Totals"];
const Counts = z
  .record(z.string(), z.int())
  .openapi({ description: "Acts by kind; a kind that is not named is none" });
const day = z.string().openapi({ example: "2026-11-12" });

const CountedAuthority = z
  .object({
    authority: z.string(),
    participant: z.string(),
    since: day,
    countedTo: day.nullable(),
    daysMissing: z.int(),
    totals: Counts,
  })
  .openapi("CountedAuthority", {
    example: {
      authority: "SL-KPA",
      participant: "SL",
      since: "2026-06-01",
      countedTo: "2026-11-12",
      daysMissing: 0,
      totals: { issued: 412, validated: 409, exported: 401, replaced: 2 },
    },
  });

const CountCheck = z
  .object({
    authority: z.string(),
    participant: z.string(),
    since: day.nullable(),
    due: day,
    periods: z.array(
      z.object({
        from: day,
        to: day,
        counts: Counts,
        totals: Counts,
        at: z.string(),
        act: z.string(),
        corrected: z.boolean(),
      }),
    ),
    differences: z.array(
      z.object({
        code: z.string(),
        from: day.optional(),
        to: day.optional(),
        kind: z.string().optional(),
        counted: z.int().optional(),
        found: z.int().optional(),
        act: z.string().optional(),
      }),
    ),
  })
  .openapi("CountCheck", {
    example: {
      authority: "SL-KPA",
      participant: "SL",
      since: "2026-11-11",
      due: "2026-11-12",
      periods: [
        {
          from: "2026-11-11",
          to: "2026-11-11",
          counts: { issued: 3, validated: 3 },
          totals: { issued: 3, validated: 3 },
          at: "2026-11-12T00:10:03.120Z",
          act: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
          corrected: false,
        },
      ],
      differences: [{ code: "no-count", from: "2026-11-12", to: "2026-11-12" }],
    },
  });

const Flow = z
  .object({
    certificates: z.int(),
    carats: z.string().nullable().openapi({ description: "Null where it is withheld" }),
    usd: z.string().nullable(),
    blindingCarats: z.string().nullable().openapi({ description: "32 bytes, little-endian, hexadecimal" }),
    blindingUsd: z.string().nullable(),
    verdict: z.enum(["holds", "withheld", "differs"]),
    faults: z.array(
      z.object({
        code: z.string(),
        quantity: z.string().optional(),
        published: z.int().optional(),
        found: z.int().optional(),
        certificates: z.array(z.string()).optional(),
        act: z.string().optional(),
      }),
    ),
  })
  .openapi("TotalsFlow");

const QuarterTotals = z
  .object({
    quarter: z.string(),
    authorities: z.array(
      z.object({
        authority: z.string(),
        state: z.enum(["published", "not-published", "published-twice"]),
        participant: z.string().nullable(),
        act: z.string().nullable(),
        publishedAt: z.string().nullable(),
        corrected: z.boolean(),
        exports: Flow.nullable(),
        imports: Flow.nullable(),
      }),
    ),
  })
  .openapi("QuarterTotals", {
    example: {
      quarter: "2026-Q3",
      authorities: [
        {
          authority: "SL-KPA",
          state: "published",
          participant: "SL",
          act: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
          publishedAt: "2026-10-01T00:10:04.000Z",
          corrected: false,
          exports: {
            certificates: 31,
            carats: "12034.55",
            usd: "4410220.10",
            blindingCarats: "5f".repeat(31) + "0a",
            blindingUsd: "11".repeat(31) + "0b",
            verdict: "holds",
            faults: [],
          },
          imports: {
            certificates: 1,
            carats: null,
            usd: null,
            blindingCarats: null,
            blindingUsd: null,
            verdict: "withheld",
            faults: [],
          },
        },
      ],
    },
  });

const Openings = z
  .object({
    quarter: z.string(),
    certificates: z.array(
      z.object({
        certificate: z.string(),
        issuer: z.string(),
        confirmedAt: z.string(),
        state: z.enum(["opens", "differs", "not-committed", "not-known"]),
      }),
    ),
  })
  .openapi("CommitmentOpenings", {
    example: {
      quarter: "2026-Q3",
      certificates: [
        {
          certificate: "8f3b5a0c7d2e4916a4c1d07b3e58f962",
          issuer: "SL-KPA",
          confirmedAt: "2026-08-20T09:12:00.000Z",
          state: "opens",
        },
      ],
    },
  });

const authorityParam = z.object({
  authority: z
    .string()
    .max(20)
    .openapi({ param: { name: "authority", in: "path" }, example: "SL-KPA" }),
});
const quarterParam = z.object({
  quarter: z
    .string()
    .max(7)
    .openapi({ param: { name: "quarter", in: "path" }, example: "2026-Q3" }),
});

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/counts", allow: "everyone" },
  { method: "GET", path: "/api/counts/:authority", allow: "everyone" },
  { method: "GET", path: "/api/totals", allow: "everyone" },
  { method: "GET", path: "/api/totals/:quarter", allow: "everyone" },
  { method: "GET", path: "/api/totals/:quarter/acts", allow: "everyone" },
  { method: "GET", path: "/api/totals/:quarter/openings", allow: openers },
];

const listCounts = createRoute({
  method: "get",
  path: "/api/counts",
  tags,
  security: anybody,
  summary: "How far each authority has counted its acts, and how many days are missing",
  responses: {
    200: answer(z.object({ authorities: z.array(CountedAuthority) }), "The authorities"),
    ...refused,
  },
});
const oneCount = createRoute({
  method: "get",
  path: "/api/counts/{authority}",
  tags,
  security: anybody,
  summary: "Every count of one authority, and every difference from its acts in the log",
  request: { params: authorityParam },
  responses: { 200: answer(CountCheck, "The counts"), ...refused },
});
const quarters = createRoute({
  method: "get",
  path: "/api/totals",
  tags,
  security: anybody,
  summary: "The quarters for which anything is published, newest first",
  responses: { 200: answer(z.object({ quarters: z.array(z.string()) }), "The quarters"), ...refused },
});
const oneQuarter = createRoute({
  method: "get",
  path: "/api/totals/{quarter}",
  tags,
  security: anybody,
  summary: "Published totals of a quarter, and whether they are the sums of the certificates in the log",
  request: { params: quarterParam },
  responses: { 200: answer(QuarterTotals, "The totals"), ...refused },
});
const actsOfQuarter = createRoute({
  method: "get",
  path: "/api/totals/{quarter}/acts",
  tags,
  security: anybody,
  summary:
    "The acts that the check of a quarter reads and those that say whose key may sign, in the order of the log: each entry after its length in two bytes, big-endian",
  request: { params: quarterParam },
  responses: {
    200: {
      description: "Entries",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...refused,
  },
});
const openings = createRoute({
  method: "get",
  path: "/api/totals/{quarter}/openings",
  tags,
  security: signedIn,
  summary:
    "Of each certificate that your authority confirmed in a quarter: whether its issuer's commitment opens to its carats and US dollars",
  request: { params: quarterParam },
  responses: { 200: answer(Openings, "The certificates; those that do not open come first"), ...refused },
});

export function apiRoutes(app: App): void {
  app.openapi(listCounts, async (c) => {
    const authorities = await countedAuthorities(c.get("ctx"));
    return c.json(
      {
        authorities: authorities.map(({ authority: { code, participant }, since, to, missing, totals }) => ({
          authority: code,
          participant,
          since,
          countedTo: to,
          daysMissing: missing,
          totals: countsJson(totals),
        })),
      },
      200,
    );
  });
  app.openapi(oneCount, async (c) => {
    const check = await checkedCounts(c.get("ctx"), c.req.valid("param").authority);
    const { authority, since, due, periods, differences } = check;
    return c.json(
      {
        authority: authority.code,
        participant: authority.participant,
        since,
        due,
        periods: periods.map((period) => ({
          ...period,
          counts: countsJson(period.counts),
          totals: countsJson(period.totals),
        })),
        differences: differences.map((difference) => ({ ...difference })),
      },
      200,
    );
  });
  app.openapi(quarters, async (c) =>
    c.json({ quarters: [...(await store.publishedQuarters({ db: c.get("ctx").database.kysely }))] }, 200),
  );
  app.openapi(oneQuarter, async (c) => {
    const quarter = getQuarter(c.req.valid("param").quarter);
    const verdicts = await verdictsOf(c.get("ctx"), quarter);
    return c.json({ quarter, authorities: verdicts.map(verdictJson) }, 200);
  });
  app.openapi(actsOfQuarter, async (c) => {
    const quarter = getQuarter(c.req.valid("param").quarter);
    const leaves = await store.leavesForCheck({ db: c.get("ctx").database.kysely }, quarter);
    return c.body(new Uint8Array(joinEntries(leaves.map(({ leaf }) => leaf))), 200, {
      "Content-Type": "application/octet-stream",
    });
  });
  app.openapi(openings, async (c) => {
    const quarter = getQuarter(c.req.valid("param").quarter);
    return c.json({ quarter, certificates: [...(await checkOpenings(c.get("ctx"), quarter))] }, 200);
  });
}

export function getQuarter(text: string): Quarter {
  const quarter = parseQuarter(text);
  if (quarter === undefined) throw new Problem("not-found");
  return quarter;
}

function countsJson(counts: Counts): Record<string, number> {
  return Object.fromEntries(Object.entries(counts));
}

function verdictJson({ authority, verdict }: AuthorityVerdict) {
  if (verdict.state !== "published")
    return {
      authority,
      state: verdict.state,
      participant: null,
      act: null,
      publishedAt: null,
      corrected: false,
      exports: null,
      imports: null,
    };
  const { state, participant, act, at, corrected, flows } = verdict;
  return {
    authority,
    state,
    participant,
    act,
    publishedAt: at,
    corrected,
    exports: flowJson(flows.exports),
    imports: flowJson(flows.imports),
  };
}

function flowJson(verdict: FlowVerdict): z.infer<typeof Flow> {
  const { certificates, sums } = verdict.flow;
  return {
    certificates,
    carats: sums === null ? null : caratsToString(sums.carats.value),
    usd: sums === null ? null : usdToString(sums.usd.value),
    blindingCarats: sums === null ? null : toHex(encodeBlinding(sums.carats.blinding)),
    blindingUsd: sums === null ? null : toHex(encodeBlinding(sums.usd.blinding)),
    verdict: verdict.state,
    faults:
      verdict.state === "differs"
        ? verdict.faults.map((fault) =>
            "certificates" in fault ? { ...fault, certificates: [...fault.certificates] } : { ...fault },
          )
        : [],
  };
}
