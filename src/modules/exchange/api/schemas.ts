// What the machine doors of files take and give.
import { z } from "@hono/zod-openapi";
import { rowStates } from "../store.ts";
import { messageKinds } from "../messages/rows.ts";

export const kindOfMessages = z.enum(messageKinds);
export const exampleBatch = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e55";

const RowProblem = z
  .object({ field: z.string(), code: z.string(), reason: z.string() })
  .openapi("RowProblem", {
    example: {
      field: "goods.lines.0.carats",
      code: "CARATS_NOT_POSITIVE",
      reason: "The weight must be more than zero",
    },
  });

export const ToldRow = z
  .object({
    place: z.int(),
    row: z.string(),
    state: z.enum([...rowStates, "ready"]),
    certificate: z.string().optional(),
    number: z.string().optional(),
    problems: z.array(RowProblem),
  })
  .openapi("BatchRow", {
    example: {
      place: 1,
      row: "2026-000117",
      state: "done",
      certificate: "8f3b5a0c7d2e4916a4c1d07b3e58f962",
      number: "SL 004401",
      problems: [],
    },
  });

const Counts = z.object(
  Object.fromEntries(rowStates.map((state) => [state, z.int()])) as Record<
    (typeof rowStates)[number],
    z.ZodInt
  >,
);

const Reading = z.object({
  format: z.enum(["csv", "json"]),
  bom: z.boolean(),
  form: z.enum(["list", "lines"]).optional(),
  delimiter: z.enum([",", ";", "tab"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  columns: z.array(z.string()).optional(),
});

const counts = { waiting: 0, done: 2, repeated: 0, refused: 0 };
const reading = { format: "json", bom: false, form: "list" } as const;

const exampleSummary = {
  id: exampleBatch,
  kind: "certificates",
  name: "june.json",
  sentBy: "National system",
  receivedAt: "2026-06-01T10:00:00.000Z",
  reading,
  counts,
  finished: true,
} as const;

export const BatchSummary = z
  .object({
    id: z.uuid(),
    kind: kindOfMessages,
    name: z.string(),
    sentBy: z.string(),
    receivedAt: z.string(),
    /** How the file was read: format, delimiter, decimal sign, byte order mark. */
    reading: Reading,
    counts: Counts,
    /** False while rows wait: ask `run` again. */
    finished: z.boolean(),
  })
  .openapi("Batch", { example: exampleSummary });

export const BatchDetail = BatchSummary.extend({ rows: z.array(ToldRow) }).openapi("BatchDetail", {
  example: { ...exampleSummary, rows: [] },
});

export const DryRun = z
  .object({
    counts: z.object({ ready: z.int(), repeated: z.int(), refused: z.int() }),
    rows: z.array(ToldRow),
  })
  .openapi("DryRun", {
    description: "What would come of every row if it were recorded now. Nothing was recorded.",
  });

export const BatchList = z.object({ batches: z.array(BatchSummary) }).openapi("BatchList");
export const BatchMade = z.object({ id: z.uuid() }).openapi("BatchMade", { example: { id: exampleBatch } });
