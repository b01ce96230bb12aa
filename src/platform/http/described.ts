// What the descriptions of all machine doors share: who may call, what goes in and comes out as JSON, a day and an instant.
import { z } from "@hono/zod-openapi";
import { isDate } from "#core/kp/dates.ts";

export const security: { apiKey?: string[]; session?: string[] }[] = [{ apiKey: [] }, { session: [] }];

export const headers = z.object({ "idempotency-key": z.string().optional() });

export const json = <Schema extends z.ZodType>(schema: Schema) => ({ "application/json": { schema } });

export const answer = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  200: { description, content: json(schema) },
});

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: json(schema),
});

export const IsoDay = z
  .string()
  .refine(isDate, { params: { code: "not-a-date" } })
  .openapi({ type: "string", format: "date", example: "2026-06-01" });

export const Instant = z.iso
  .datetime({ offset: false })
  .transform((text) => new Date(text).toISOString())
  .openapi({ type: "string", format: "date-time", example: "2026-06-01T00:00:00.000Z" });

/** Decimal text with a point and at most two decimals, as programs write it: "1234.50". */
export const Decimal = z
  .string()
  .max(30)
  .superRefine((text, ctx) => {
    if (/^(0|[1-9]\d{0,12})(\.\d{1,2})?$/.test(text)) return;
    const code = text.includes(",")
      ? "decimal-comma"
      : /^\d+\.\d{3,}$/.test(text)
        ? "too-many-decimals"
        : "not-a-number";
    ctx.addIssue({ code: "custom", params: { code }, message: `${code}: write 1234.50` });
  });
