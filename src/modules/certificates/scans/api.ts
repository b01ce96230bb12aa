// The machine door of scans: what a desk's own program hands in when it has a network again.
import { createRoute, z } from "@hono/zod-openapi";
import { fromHex } from "#core/encoding/bytes.ts";
import type { Door } from "#platform/http/access.ts";
import type { App } from "#modules/record/index.ts";
import { answer, body, readsJson, refused, signedIn } from "../api/operation.ts";
import { handInScans, mostScans } from "./hand-in.ts";

const officers = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
] as const;

export const scanApiDoors: readonly Door[] = [{ method: "POST", path: "/api/scans", allow: officers }];

const hex = (most: number) =>
  z
    .string()
    .max(2 * most)
    .regex(/^(?:[0-9a-f]{2})+$/);

const Delivery = z
  .strictObject({
    device: hex(65)
      .length(130)
      .openapi({ description: "The device's public key: an uncompressed P-256 point" }),
    scans: z
      .array(hex(1_000))
      .min(1)
      .max(mostScans)
      .openapi({ description: "Scans as the device signed them (docs/formats/scan.md), hexadecimal" }),
  })
  .openapi("ScanDelivery", {
    example: { device: `04${"5a".repeat(64)}`, scans: ["d284582a"] },
  });

const Outcome = z.enum(["taken", "known", "refused"]);
const HandedIn = z
  .object({ outcomes: z.array(Outcome) })
  .openapi("ScansHandedIn", { example: { outcomes: ["taken", "known"] } });

const handIn = createRoute({
  method: "post",
  path: "/api/scans",
  tags: ["Lists"],
  summary:
    "Hand in what a desk scanned without a network; the same scan sent again is known, not written twice",
  security: signedIn,
  middleware: readsJson,
  request: { body: body(Delivery) },
  responses: { 200: answer(HandedIn, "What became of each, in the order of the delivery"), ...refused },
});

export function scanApiRoutes(app: App): void {
  app.openapi(handIn, async (c) => {
    const { device, scans } = c.req.valid("json");
    const { outcomes } = await handInScans(c.get("ctx"), {
      devicePublicKey: fromHex(device),
      scans: scans.map(fromHex),
    });
    return c.json({ outcomes: [...outcomes] }, 200);
  });
}
