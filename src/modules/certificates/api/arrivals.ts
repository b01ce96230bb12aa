// The machine door of the importing side: what is coming, that it is here, and what was found.
import { createRoute, z } from "@hono/zod-openapi";
import { arrivalItems } from "#core/certificate/arrival.ts";
import type { Actuals, Checklist, Mismatch } from "#core/certificate/arrival.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { parseRoughCode } from "#core/kp/goods.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { confirm, present } from "../commands/receive.ts";
import type { ConfirmInput as ConfirmCommand } from "../commands/receive.ts";
import { hundredthsOf } from "../content.ts";
import { mayReceive } from "../policy.ts";
import { importingAuthorities, importingDestination } from "../rules-around.ts";
import * as store from "../store.ts";
import {
  answer,
  body,
  certificateId,
  idempotencyKey,
  once,
  publicIdOf,
  readsJson,
  refused,
  signedIn,
} from "./operation.ts";
import { Confirmed, ConfirmInput, PresentInput } from "./schemas/arrivals.ts";
import { CertificateSummary, StateNow } from "./schemas/certificates.ts";
import { summaryOf } from "./views.ts";

const importers = ["importing-officer"] as const;

export const arrivalDoors: readonly Door[] = [
  { method: "GET", path: "/api/arrivals", allow: importers },
  { method: "POST", path: "/api/certificates/:id/present", allow: importers },
  { method: "POST", path: "/api/certificates/:id/confirm", allow: importers },
];

const tags = ["Arrivals"];

const list = createRoute({
  method: "get",
  path: "/api/arrivals",
  tags,
  summary: "Shipments on their way to your authority, or here and not yet confirmed",
  security: signedIn,
  request: {
    query: z.object({
      state: z.enum(["PRINTED", "EXPORTED", "PRESENTED"]).optional(),
      number: z
        .string()
        .max(30)
        .optional()
        .openapi({ description: "Digits in the printed number", example: "004401" }),
      overdue: z.enum(["true"]).optional().openapi({ description: "Only those whose confirmation is late." }),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
  },
  responses: { 200: answer(z.object({ arrivals: z.array(CertificateSummary) }), "Newest first"), ...refused },
});

const presentOne = createRoute({
  method: "post",
  path: "/api/certificates/{id}/present",
  tags,
  summary: "Say that the shipment is here",
  security: signedIn,
  middleware: readsJson,
  request: { params: certificateId, headers: idempotencyKey, body: body(PresentInput) },
  responses: { 200: answer(StateNow, "Its state now"), ...refused },
});

const confirmOne = createRoute({
  method: "post",
  path: "/api/certificates/{id}/confirm",
  tags,
  summary: "Confirm the import with what was really found; it cannot happen twice",
  security: signedIn,
  middleware: readsJson,
  request: { params: certificateId, headers: idempotencyKey, body: body(ConfirmInput) },
  responses: {
    200: answer(Confirmed, "Full, or with a discrepancy; the exporting authority sees it at once"),
    ...refused,
  },
});

export function arrivalRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const { state, number, overdue, limit } = c.req.valid("query");
    const rows = await store.listCertificates(
      { db: ctx.database.kysely },
      {
        destination: await importingDestination(ctx),
        states: state === undefined ? ["EXPORTED", "PRESENTED"] : [state],
        ...(number === undefined ? {} : { number: number.replace(/^[A-Za-z]{2}\s*/, "") }),
        ...(overdue === undefined ? {} : { overdueOn: new Date(ctx.clock()).toISOString().slice(0, 10) }),
      },
      { limit, offset: 0 },
    );
    const arrivals = [];
    for (const row of rows)
      if (mayReceive(ctx.actor, await importingAuthorities(ctx, row))) arrivals.push(summaryOf(row));
    return c.json({ arrivals }, 200);
  });

  app.openapi(presentOne, async (c) => {
    const ctx = c.get("ctx");
    const { arrivedOn } = c.req.valid("json");
    const certificate = toHex(publicIdOf(c.req.valid("param").id));
    const { value, headers } = await once(() =>
      present(ctx, { certificate, ...(arrivedOn === undefined ? {} : { arrivedOn }) }),
    );
    return c.json(value, 200, headers);
  });

  app.openapi(confirmOne, async (c) => {
    const ctx = c.get("ctx");
    const certificate = toHex(publicIdOf(c.req.valid("param").id));
    const { value, headers } = await once(() =>
      confirm(ctx, confirmInputOf(certificate, c.req.valid("json"))),
    );
    return c.json({ outcome: value.outcome, mismatches: [...value.mismatches] }, 200, headers);
  });
}

type ConfirmBody = z.infer<typeof ConfirmInput>;

/** The body of the door as the command takes it; also for rows of a file. */
export function confirmInputOf(
  certificate: string,
  { checklist, actuals, note }: ConfirmBody,
): ConfirmCommand {
  return {
    certificate,
    checklist: checklistOf(checklist),
    actuals: actualsOf(actuals),
    ...(note === undefined ? {} : { note }),
  };
}

function checklistOf(given: ConfirmBody["checklist"]): Checklist {
  const marks = arrivalItems.map((item) => {
    const check = given[item];
    if (check.mark !== "mismatch") return [item, { mark: check.mark }];
    return [
      item,
      {
        mark: check.mark,
        codes: check.codes as Mismatch[],
        ...(check.note === undefined ? {} : { note: check.note }),
      },
    ];
  });
  return Object.fromEntries(marks) as Checklist;
}

function actualsOf({ seals, parcels, lines }: ConfirmBody["actuals"]): Actuals {
  return {
    seals,
    ...(parcels === undefined ? {} : { parcels }),
    ...(lines === undefined
      ? {}
      : {
          lines: lines.map((line, place) => ({
            code: codeOf(line.code, place),
            carats: hundredthsOf(line.carats),
            usd: hundredthsOf(line.usd),
          })),
        }),
  };
}

function codeOf(text: string, place: number): RoughCode {
  const code = parseRoughCode(text);
  if (code.ok) return code.code;
  throw new Problem(
    "bad-input",
    {},
    {
      fields: [
        {
          field: `actuals.lines.${place}.code`,
          code: "CODE_REFUSED",
          values: { reason: code.reason, code: text },
        },
      ],
    },
  );
}
