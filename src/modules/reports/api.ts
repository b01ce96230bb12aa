// The machine door of the monthly file: get it as JSON or CSV, hand one in.
import { createRoute, z } from "@hono/zod-openapi";
import { csvType } from "#platform/http/csv.ts";
import { security } from "#platform/http/described.ts";
import { columnNames } from "#core/certificate/monthly-file.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { takeIn } from "./commands/take-in.ts";
import type { TakenIn } from "./commands/take-in.ts";
import { monthlyCsv } from "./csv.ts";
import { getMonth, monthlyFile } from "./month.ts";
import { mayReport, reporters } from "./policy.ts";
import { monthlyJson } from "./views.ts";

const Month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .openapi({ example: "2026-05" });
const Row = z.object(Object.fromEntries(columnNames.map((name) => [name, z.string()])));
const MonthlyFile = z
  .object({ authority: z.string(), month: Month, rows: z.array(Row) })
  .openapi("MonthlyFile", {
    example: {
      authority: "EU-BE",
      month: "2026-05",
      rows: [
        {
          direction: "EXPORT",
          certificate_number: "EU00012345",
          issuing_authority: "EU-BE",
          validating_authority: "EU-BE",
          issued_on: "2026-05-11",
          validated_on: "2026-05-12",
          expires_on: "2026-07-11",
          provenance: "EU",
          origin: "BW ZA",
          hs_code: "7102.31",
          carats: "1234.50",
          value_usd: "456789.00",
          verifying_authority: "",
          verified_on: "",
        },
      ],
    },
  });
const FileInput = z
  .strictObject({
    month: Month,
    name: z.string().min(1).max(200),
    csv: z.string().max(8_000_000).openapi({ description: "The file's text, with its head" }),
    dryRun: z.boolean().default(false),
  })
  .openapi("MonthlyFileInput", {
    example: {
      month: "2026-05",
      name: "may.csv",
      csv: `${columnNames.join(",")}\r\nEXPORT,EU00012345,EU-BE,EU-BE,2026-05-11,2026-05-12,2026-07-11,EU,BW ZA,7102.31,1234.50,456789.00,,\r\n`,
      dryRun: true,
    },
  });
const Named = z.object({ direction: z.string(), number: z.string(), code: z.string() });
const TakenInAnswer = z
  .object({
    digest: z.string(),
    delimiter: z.string(),
    decimal: z.string(),
    rows: z.int(),
    problems: z.array(
      z.object({
        row: z.int(),
        column: z.string().nullable(),
        code: z.string(),
        value: z.string().optional(),
      }),
    ),
    comparison: z
      .object({
        matched: z.int(),
        differing: z.array(Named.extend({ column: z.string(), file: z.string(), register: z.string() })),
        unknown: z.array(Named),
        missing: z.array(Named),
      })
      .nullable(),
    recordedAt: z.string().nullable(),
    again: z.boolean(),
  })
  .openapi("MonthlyFileAnswer");

const tags = ["Reports"];
const query = z.object({ month: Month });

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/reports/monthly", allow: reporters },
  { method: "GET", path: "/api/reports/monthly.csv", allow: reporters },
  { method: "POST", path: "/api/reports/monthly", allow: reporters },
];

const asJson = createRoute({
  method: "get",
  path: "/api/reports/monthly",
  tags,
  security,
  summary: "Your authority's monthly file per certificate (Regulation (EC) 2368/2002 Articles 10 and 15)",
  request: { query },
  responses: { 200: { description: "The file", content: { "application/json": { schema: MonthlyFile } } } },
});
const asCsv = createRoute({
  method: "get",
  path: "/api/reports/monthly.csv",
  tags,
  security,
  summary: "The same as CSV (RFC 4180)",
  request: { query },
  responses: { 200: { description: "The file", content: { "text/csv": { schema: z.string() } } } },
});
const hand = createRoute({
  method: "post",
  path: "/api/reports/monthly",
  tags,
  security,
  summary:
    "Hand in a monthly file: every problem by row and field, how it compares with the register, and its digest",
  request: {
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: { required: true, content: { "application/json": { schema: FileInput } } },
  },
  responses: {
    200: { description: "What came of it", content: { "application/json": { schema: TakenInAnswer } } },
  },
});

export function apiRoutes(app: App): void {
  app.openapi(asJson, async (c) => {
    const { authority, month } = asked(c.get("ctx"), c.req.valid("query").month);
    const file = monthlyJson(authority, month, await monthlyFile(c.get("ctx"), authority, month));
    return c.json({ ...file, rows: file.rows.map((row) => ({ ...row })) }, 200);
  });
  app.openapi(asCsv, async (c) => {
    const { authority, month } = asked(c.get("ctx"), c.req.valid("query").month);
    return c.body(monthlyCsv(await monthlyFile(c.get("ctx"), authority, month)), 200, {
      "Content-Type": csvType,
    });
  });
  app.openapi(hand, async (c) => {
    const { csv, ...input } = c.req.valid("json");
    const taken = await takeIn(c.get("ctx"), { ...input, content: new TextEncoder().encode(csv) });
    return c.json(toJson(taken), 200);
  });
}

function asked({ actor }: Ctx, month: string): { readonly authority: string; readonly month: string } {
  refuseUnless(mayReport(actor), "not-allowed");
  return { authority: actor.organisation, month: getMonth(month) };
}

function toJson({ reading, comparison, ...rest }: TakenIn): z.infer<typeof TakenInAnswer> {
  return {
    ...rest,
    delimiter: reading.delimiter,
    decimal: reading.decimal,
    rows: reading.rows.length,
    problems: reading.problems.map((problem) => ({ ...problem })),
    comparison:
      comparison === null
        ? null
        : {
            matched: comparison.matched,
            differing: [...comparison.differing],
            unknown: [...comparison.unknown],
            missing: [...comparison.missing],
          },
  };
}
