// The machine door of incoming certificates: what is left of each, its losses, and a certificate's chain of provenance.
import { createRoute, z } from "@hono/zod-openapi";
import { caratsToString } from "#core/kp/amounts.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { recordLoss } from "../commands/record-loss.ts";
import { chainUp } from "../origin/chain.ts";
import type { Link } from "../origin/chain.ts";
import { listSources, seenSource } from "../origin/incoming.ts";
import { LossInput } from "../origin/inputs.ts";
import { balanceOf } from "../origin/sources.ts";
import type { Source } from "../origin/sources.ts";
import { findCertificateSourcing } from "../origin/store.ts";
import { maySeeCertificate } from "../policy.ts";
import { importingAuthorities } from "../rules-around.ts";
import { findCertificate } from "../store.ts";
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
import { exampleIds } from "./schemas/parts.ts";

const readers = ["exporter", "issuing-officer", "importing-officer"] as const;
const holders = [...readers, "validating-officer", "authority-administrator"] as const;

export const incomingApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/incoming", allow: readers },
  { method: "GET", path: "/api/incoming/:source", allow: readers },
  { method: "POST", path: "/api/incoming/:source/losses", allow: ["issuing-officer", "importing-officer"] },
  { method: "GET", path: "/api/certificates/:id/sources", allow: holders },
];

const Incoming = z
  .object({
    id: z.string(),
    /** A paper is not on this register. */
    kind: z.enum(["register", "paper", "new-paper"]),
    participant: z.string(),
    number: z.string(),
    issuedOn: z.string(),
    receivedOn: z.string(),
    received: z.string(),
    drawn: z.string(),
    lost: z.string(),
    left: z.string(),
    pools: z.array(
      z.object({ code: z.string(), origin: z.string().nullable(), received: z.string(), left: z.string() }),
    ),
  })
  .openapi("Incoming", {
    example: {
      id: exampleIds.certificate,
      kind: "register",
      participant: "SL",
      number: "SL 004401",
      issuedOn: "2026-06-01",
      receivedOn: "2026-06-09",
      received: "1234.50",
      drawn: "600.00",
      lost: "4.50",
      left: "630.00",
      pools: [{ code: "7102.31", origin: "SL", received: "1234.50", left: "630.00" }],
    },
  });

const SourceLink = z.object({
  id: z.string(),
  kind: z.enum(["register", "paper"]),
  participant: z.string(),
  number: z.string(),
  carats: z.string(),
  stands: z.boolean(),
});

const Sources = z
  .object({
    mined: z.enum(["HERE", "ELSEWHERE", "BOTH"]).nullable(),
    zone: z.string().nullable(),
    provenance: z.array(z.string()),
    sources: z.array(SourceLink),
  })
  .openapi("Sources", {
    example: {
      mined: "ELSEWHERE",
      zone: null,
      provenance: ["SL"],
      sources: [
        {
          id: exampleIds.certificate,
          kind: "register",
          participant: "SL",
          number: "SL 004401",
          carats: "600.00",
          stands: true,
        },
      ],
    },
  });

const LossRecorded = z.object({ left: z.string() }).openapi("LossRecorded", { example: { left: "625.80" } });

const sourceId = z.object({
  source: z
    .string()
    .max(64)
    .openapi({
      param: { name: "source", in: "path" },
      description: "Public id of a certificate, or id of an incoming paper",
      example: exampleIds.certificate,
    }),
});
const tags = ["Incoming"];

const list = createRoute({
  method: "get",
  path: "/api/incoming",
  tags,
  summary: "Confirmed imports and papers, each with what is left of it",
  security: signedIn,
  responses: { 200: answer(z.object({ incoming: z.array(Incoming) }), "The list"), ...refused },
});
const show = createRoute({
  method: "get",
  path: "/api/incoming/{source}",
  tags,
  summary: "One incoming certificate and its balance",
  security: signedIn,
  request: { params: sourceId },
  responses: { 200: answer(Incoming, "The balance"), ...refused },
});
const lose = createRoute({
  method: "post",
  path: "/api/incoming/{source}/losses",
  tags,
  summary: "Record carats that were lost, or that stay",
  security: signedIn,
  middleware: readsJson,
  request: { params: sourceId, headers: idempotencyKey, body: body(LossInput) },
  responses: { 201: answer(LossRecorded, "What is left of the certificate"), ...refused },
});
const sources = createRoute({
  method: "get",
  path: "/api/certificates/{id}/sources",
  tags,
  summary: "Provenance of a certificate, and the certificates it draws on",
  security: signedIn,
  request: { params: certificateId },
  responses: { 200: answer(Sources, "Its sources"), ...refused },
});

export function incomingApiRoutes(app: App): void {
  app.openapi(list, async (c) =>
    c.json({ incoming: (await listSources(c.get("ctx"))).map(incomingOf) }, 200),
  );
  app.openapi(show, async (c) => {
    const source = await seenSource(c.get("ctx"), c.req.valid("param").source);
    refuseUnless(source !== undefined, "not-found");
    return c.json(incomingOf(source), 200);
  });
  app.openapi(lose, async (c) => {
    const ctx = c.get("ctx");
    const { source } = c.req.valid("param");
    refuseUnless((await seenSource(ctx, source)) !== undefined, "not-found");
    const { value, headers } = await once(() => recordLoss(ctx, { source, loss: c.req.valid("json") }));
    return c.json(value, 201, headers);
  });
  app.openapi(sources, async (c) => {
    const ctx = c.get("ctx");
    const reader = { db: ctx.database.kysely };
    const { id } = c.req.valid("param");
    const row = await findCertificate(reader, publicIdOf(id));
    refuseUnless(
      row !== undefined && maySeeCertificate(ctx.actor, row, await importingAuthorities(ctx, row)),
      "not-found",
    );
    const said = await findCertificateSourcing(reader, row.public_id);
    return c.json(
      {
        mined: said?.mined ?? null,
        zone: said?.zone ?? null,
        provenance: [...(said?.provenance ?? [])],
        sources: (await chainUp(reader, id, 1)).map(linkOf),
      },
      200,
    );
  });
}

function incomingOf(source: Source): z.infer<typeof Incoming> {
  const { received, drawn, lost, left, pools } = balanceOf(source);
  const { id, kind, participant, number, issuedOn, receivedOn } = source;
  return {
    id,
    kind,
    participant,
    number,
    issuedOn,
    receivedOn,
    received: caratsToString(received),
    drawn: caratsToString(drawn),
    lost: caratsToString(lost),
    left: caratsToString(left),
    pools: pools.map((pool) => ({
      code: pool.code,
      origin: pool.origin,
      received: caratsToString(pool.carats),
      left: caratsToString(pool.left),
    })),
  };
}

function linkOf({ id, kind, participant, number, carats, stands }: Link): z.infer<typeof SourceLink> {
  return { id, kind, participant, number, carats: caratsToString(carats), stands };
}
