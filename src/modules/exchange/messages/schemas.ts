// The messages as JSON Schema (2020-12), from the very schemas that read them, at addresses that stay.
import { z } from "@hono/zod-openapi";
import { CertificateRow, EventRow } from "./rows.ts";

/** What a webhook is told. */
export const WebhookMessage = z
  .strictObject({
    type: z.string().regex(/^certificate\.[a-z-]+$/),
    timestamp: z.iso.datetime(),
    data: z.strictObject({
      act: z.uuid(),
      position: z.string().regex(/^\d+$/),
      certificate: z.string().regex(/^[0-9a-f]{32}$/),
      participant: z.string(),
      organisation: z.string(),
      number: z.string().optional(),
    }),
  })
  .openapi("WebhookMessage");
export type WebhookMessage = z.infer<typeof WebhookMessage>;

const published = {
  "certificate-row": CertificateRow,
  "event-row": EventRow,
  "webhook-message": WebhookMessage,
} as const;

export const schemaNames = Object.keys(published) as (keyof typeof published)[];

/** Decimal text is checked in code; its pattern is said here for everybody else. */
const amount = { pattern: "^(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?$" };

export function publishedSchema(name: keyof typeof published, baseUrl: string): Record<string, unknown> {
  const schema = z.toJSONSchema(published[name], {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema, path }) => {
      if (path.at(-1) === "carats" || path.at(-1) === "usd") Object.assign(jsonSchema, amount);
    },
  });
  return { ...schema, $id: `${baseUrl}/schemas/${name}.json` };
}
