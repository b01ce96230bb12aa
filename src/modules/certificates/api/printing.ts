// The machine door of paper: the sealed certificate to print, how it came out, and the stock of security paper.
import { createRoute, z } from "@hono/zod-openapi";
import { toHex } from "#core/encoding/bytes.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { AnsweredBefore } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { answerPrint } from "../commands/answer-print.ts";
import { print, verifyAddress } from "../commands/print.ts";
import { receiveSheets } from "../commands/receive-sheets.ts";
import { paperSizes } from "../paper/render.ts";
import { mayKeepSheets } from "../policy.ts";
import { sheetText } from "../sheets/number.ts";
import * as sheets from "../sheets/store.ts";
import {
  answer,
  body,
  certificateId,
  idempotencyKey,
  once,
  organisationOf,
  pdfAnswer,
  pdfFile,
  publicIdOf,
  readsJson,
  refused,
  replayed,
  signedIn,
} from "./operation.ts";
import {
  PrintAnswered,
  PrintAnswerInput,
  SheetsEntered,
  SheetsInput,
  SheetStock,
} from "./schemas/printing.ts";

const releasing = ["issuing-officer", "validating-officer"] as const;
const keepers = [...releasing, "authority-administrator"] as const;

export const printingDoors: readonly Door[] = [
  { method: "POST", path: "/api/certificates/:id/print", allow: releasing },
  { method: "POST", path: "/api/certificates/:id/print-outcome", allow: releasing },
  { method: "GET", path: "/api/sheets", allow: keepers },
  { method: "POST", path: "/api/sheets", allow: keepers },
];

const tags = ["Paper"];

const printPdf = createRoute({
  method: "post",
  path: "/api/certificates/{id}/print",
  tags,
  summary:
    "The sealed certificate to print: the original until one came out right, then copies marked as such",
  description:
    "Waits until the sealing stands in the log, and reads its own code back before it answers. Say afterwards how an original came out: before that it can be neither printed again nor exported.",
  security: signedIn,
  request: {
    params: certificateId,
    headers: idempotencyKey,
    query: z.object({
      size: z
        .enum(paperSizes)
        .optional()
        .openapi({ description: "The size of the Participant's layout when absent." }),
      sheet: z.string().max(30).optional().openapi({
        description:
          "Number of the sheet of security paper on top of the pile; the next of the stock when absent. The header `Security-Sheet` answers which one was taken.",
        example: "A 000124",
      }),
    }),
  },
  responses: { 200: pdfAnswer("A4 or Letter, sealed (PAdES), with the signed content attached"), ...refused },
});

const sayOutcome = createRoute({
  method: "post",
  path: "/api/certificates/{id}/print-outcome",
  tags,
  summary: "Say how the printed original came out: right, spoiled, or nothing",
  security: signedIn,
  middleware: readsJson,
  request: { params: certificateId, headers: idempotencyKey, body: body(PrintAnswerInput) },
  responses: { 200: answer(PrintAnswered, "What was recorded"), ...refused },
});

const enterSheets = createRoute({
  method: "post",
  path: "/api/sheets",
  tags,
  summary: "Enter a lot of numbered security paper that arrived in an office",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(SheetsInput) },
  responses: { 201: answer(SheetsEntered, "How many sheets"), ...refused },
});

const stock = createRoute({
  method: "get",
  path: "/api/sheets",
  tags,
  summary: "Security paper of your authority: received, used, spoiled, left",
  security: signedIn,
  responses: { 200: answer(SheetStock, "Lot by lot"), ...refused },
});

export function printingRoutes(app: App): void {
  app.openapi(printPdf, async (c) => {
    const certificate = toHex(publicIdOf(c.req.valid("param").id));
    const { sheet, size } = c.req.valid("query");
    try {
      const printed = await print(c.get("ctx"), certificate, verifyAddress(c.get("frame")), {
        ...(sheet === undefined ? {} : { sheet }),
        ...(size === undefined ? {} : { size }),
      });
      return pdfFile(printed.pdf, printed.name, sheetHeader(printed.sheet));
    } catch (error) {
      if (!(error instanceof AnsweredBefore)) throw error;
      // Kept as hexadecimal with the answer: the very file that was handed out.
      const before = error.answer as { pdf: string; name: string; sheet: string | null };
      return pdfFile(Buffer.from(before.pdf, "hex"), before.name, {
        ...replayed,
        ...sheetHeader(before.sheet),
      });
    }
  });

  app.openapi(sayOutcome, async (c) => {
    const ctx = c.get("ctx");
    const certificate = toHex(publicIdOf(c.req.valid("param").id));
    const { outcome, reason } = c.req.valid("json");
    const { value, headers } = await once(() =>
      answerPrint(ctx, certificate, reason === undefined ? { outcome } : { outcome, reason }),
    );
    return c.json(value, 200, headers);
  });

  app.openapi(enterSheets, async (c) => {
    const ctx = c.get("ctx");
    const { note, ...lot } = c.req.valid("json");
    const { value, headers } = await once(() =>
      receiveSheets(ctx, note === undefined ? lot : { ...lot, note }),
    );
    return c.json(value, 201, headers);
  });

  app.openapi(stock, async (c) => {
    const ctx = c.get("ctx");
    const authority = organisationOf(ctx);
    refuseUnless(mayKeepSheets(ctx.actor, authority), "not-allowed");
    const lots = await sheets.lotsOf({ db: ctx.database.kysely }, authority);
    return c.json(
      {
        lots: lots.map((lot) => {
          const count = Number(lot.last - lot.first) + 1;
          const [used, spoiled, unanswered] = [Number(lot.used), Number(lot.spoiled), Number(lot.open)];
          return {
            office: lot.office,
            first: sheetText({ ...lot, number: lot.first }),
            last: sheetText({ ...lot, number: lot.last }),
            receivedOn: lot.received_on,
            note: lot.note,
            sheets: count,
            used,
            spoiled,
            unanswered,
            left: count - used - spoiled - unanswered,
          };
        }),
      },
      200,
    );
  });
}

function sheetHeader(sheet: string | null): Readonly<Record<string, string>> {
  return sheet === null ? {} : { "Security-Sheet": sheet };
}
