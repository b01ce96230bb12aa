// The machine doors of a certificate's file form: the signed file itself, its receipt, and its mapping to the conformity credential of
// the United Nations Transparency Protocol.
import { createRoute, z } from "@hono/zod-openapi";
import { fileMediaType } from "#core/certificate/file/claims.ts";
import { receiptMediaType } from "#core/certificate/receipt/format.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { mapToUntp } from "../file/untp.ts";
import { sealFile } from "../commands/seal-file.ts";
import { certificateReceipt } from "../receipt/receipt.ts";
import { answer, certificateId, publicIdOf, refused, signedIn } from "./operation.ts";
import { ConformityCredential } from "./schemas/files.ts";

const holders = [
  "exporter",
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
] as const;

export const fileDoors: readonly Door[] = [
  { method: "GET", path: "/api/certificates/:id/file", allow: holders },
  { method: "GET", path: "/api/certificates/:id/untp", allow: holders },
  { method: "GET", path: "/api/certificates/:id/kp-receipt", allow: holders },
];

const tags = ["Certificates"];

const signedFile = createRoute({
  method: "get",
  path: "/api/certificates/{id}/file",
  tags,
  summary: "The signed file of a validated certificate: SD-JWT VC, with everything it can show",
  description:
    "Sealed when it is first asked for, and the same ever after. Whoever holds it decides what to show of it.",
  security: signedIn,
  request: { params: certificateId },
  responses: {
    200: {
      description: "SD-JWT (RFC 9901), one line of text",
      content: { [fileMediaType]: { schema: z.string() } },
    },
    ...refused,
  },
});

const receipt = createRoute({
  method: "get",
  path: "/api/certificates/{id}/kp-receipt",
  tags,
  summary:
    "The receipt of a validated certificate: that its sealing stands in the public log, and who saw it there",
  description:
    "Under the newest head that the quorum of witnesses has seen. Whoever has the code can check it offline.",
  security: signedIn,
  request: { params: certificateId },
  responses: {
    200: {
      description: "Deterministic CBOR (docs/formats/receipt.md)",
      content: { [receiptMediaType]: { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...refused,
  },
});

const conformity = createRoute({
  method: "get",
  path: "/api/certificates/{id}/untp",
  tags,
  summary: "The certificate mapped to a UNTP Digital Conformity Credential; not signed",
  security: signedIn,
  request: { params: certificateId },
  responses: { 200: answer(ConformityCredential, "Vocabulary 0.6.0"), ...refused },
});

export function fileRoutes(app: App): void {
  app.openapi(signedFile, async (c) => {
    const { text, name } = await sealFile(c.get("ctx"), toHex(publicIdOf(c.req.valid("param").id)));
    return fileAnswer(text, name);
  });

  app.openapi(receipt, async (c) => {
    const { bytes, name } = await certificateReceipt(
      c.get("ctx"),
      toHex(publicIdOf(c.req.valid("param").id)),
    );
    return receiptAnswer(bytes, name);
  });

  app.openapi(conformity, async (c) => {
    const { baseUrl } = c.get("frame");
    const mapped = await mapToUntp(c.get("ctx"), toHex(publicIdOf(c.req.valid("param").id)), baseUrl);
    return c.json(mapped as z.infer<typeof ConformityCredential>, 200, { "Cache-Control": "no-store" });
  });
}

export function fileAnswer(text: string, name: string): Response {
  return saved(text, fileMediaType, name);
}

export function receiptAnswer(bytes: Uint8Array, name: string): Response {
  return saved(new Uint8Array(bytes), receiptMediaType, name);
}

/** Saved under its name, never opened in a page. */
function saved(content: string | Uint8Array<ArrayBuffer>, mediaType: string, name: string): Response {
  return new Response(content, {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "private, no-store",
    },
  });
}
