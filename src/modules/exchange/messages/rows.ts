// One row of a file as it is sent: a certificate to issue, or an event on one. These schemas read the rows, are published
// as JSON Schema, and give the columns of CSV. `row` is the sender's own name for the row: what has it is done once.
import { z } from "@hono/zod-openapi";
import { GoodsInput } from "#modules/certificates/index.ts";
import { detailsOf, eventNames } from "../events.ts";

const rowId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/)
  .openapi({ description: "Your own id of this row; it is done once, however often it is sent." });
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const CertificateRow = z
  .strictObject({
    row: rowId,
    office: z.string().min(3).max(40),
    number: z.string().min(1).max(30).optional().openapi({
      description: "From the office's block, as printed; absent: the office's next number is given.",
    }),
    expiresOn: day.optional(),
    goods: GoodsInput,
  })
  .openapi("CertificateRow", {
    example: {
      row: "2026-000117",
      office: "SL-KPA/FNA",
      goods: {
        origin: { kind: "SINGLE", country: "SL" },
        exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
        importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
        parcels: 1,
        lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
        containers: [{ seal: "SL-A-0012345" }],
      },
    },
  });
export type CertificateRow = z.infer<typeof CertificateRow>;

const ofTheRow = new Set(["", "office", "number", "expiresOn"]);

/** Where a problem of a certificate stands in its row: the office says who issues, and the goods stand together. */
export function fieldOfRow(field: string): string {
  if (field === "participant" || field === "authority") return "office";
  return ofTheRow.has(field) ? field : `goods.${field}`;
}

const which = {
  certificate: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .openapi({ description: "Public id, hexadecimal." }),
  number: z.string().min(1).max(40).optional().openapi({ description: "Or the number as printed." }),
};

type OneEvent = z.ZodObject<{ event: z.ZodLiteral<string> }>;

export const EventRow = z
  .discriminatedUnion(
    "event",
    eventNames.map((name) =>
      z.strictObject({ row: rowId, event: z.literal(name), ...which, ...detailsOf(name) }),
    ) as unknown as [OneEvent, ...OneEvent[]],
  )
  .superRefine((row, ctx) => {
    const { certificate, number } = row as { certificate?: string; number?: string };
    if ((certificate === undefined) !== (number === undefined)) return;
    ctx.addIssue({
      code: "custom",
      params: { code: "CERTIFICATE_OR_NUMBER" },
      path: ["number"],
      message: "give either `certificate` or `number`",
    });
  })
  .openapi("EventRow", { example: { row: "exp-000117", event: "exported", number: "SL 004401" } });

export interface EventRow {
  readonly row: string;
  readonly event: string;
  readonly certificate?: string;
  readonly number?: string;
  readonly [detail: string]: unknown;
}

export const messageKinds = ["certificates", "events"] as const;
export type MessageKind = (typeof messageKinds)[number];
export const rowSchemas = { certificates: CertificateRow, events: EventRow } as const;
