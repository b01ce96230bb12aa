// What every machine door has in common: who may use it, how refusals look, bodies that are JSON, and requests that are
// done once however often they are sent.
import { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { fromHex } from "#core/encoding/bytes.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { AnsweredBefore, plain } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";

/** RFC 9457. `code` is of a closed list; `errors` names fields as paths into the request: "items.3.lines.0.carats". */
export const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .openapi("Problem", {
    example: {
      type: "/problems/bad-input",
      title: "Some answers need another look. What is wrong stands at each of them.",
      status: 422,
      code: "bad-input",
      instance: "5f1c2a9be0d4",
      errors: [
        { field: "lines.0.carats", code: "CARATS_NOT_POSITIVE", detail: "The weight must be more than zero" },
      ],
    },
  });

export const refused = {
  default: {
    description: "Refused, and why",
    content: { "application/problem+json": { schema: ProblemDetails } },
  },
} as const;

export const signedIn: { apiKey?: string[]; session?: string[] }[] = [{ apiKey: [] }, { session: [] }];
export const anybody: [] = [];

export const idempotencyKey = z.object({
  "idempotency-key": z.string().optional().openapi({
    description:
      "8 to 200 printable characters. The same key with the same request is done once; the answer is given again, with `Idempotent-Replayed: true`.",
    example: "parcel-2026-06-01-0017",
  }),
});

export const json = <Schema extends z.ZodType>(schema: Schema) => ({ "application/json": { schema } });
export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: json(schema),
});
export const answer = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: json(schema),
});
export const pdfAnswer = (description: string) => ({
  description,
  content: { "application/pdf": { schema: z.string().openapi({ format: "binary" }) } },
});

/** Before the schema sees it: a body that is no JSON is a refusal like any other, not a bug. */
export const readsJson: MiddlewareHandler<Web> = async (c, next) => {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/([a-z.-]+\+)?json\s*(;|$)/i.test(type)) throw new Problem("wrong-media-type");
  try {
    const value = await c.req.json<unknown>();
    // The schema asks again: what was read is not read a second time.
    c.req.json = <T>() => Promise.resolve(value as T);
  } catch (error) {
    throw new Problem("malformed-request", {}, { cause: error });
  }
  await next();
};

export interface Once<Result> {
  readonly value: Result;
  readonly headers: Readonly<Record<string, string>>;
}

/** The command's result as the door tells it, or what it told when the same key came before. */
export async function once<Result>(work: () => Promise<Result>): Promise<Once<Result>> {
  try {
    return { value: plain(await work()) as Result, headers: {} };
  } catch (error) {
    if (error instanceof AnsweredBefore) return { value: error.answer as Result, headers: replayed };
    throw error;
  }
}

export const replayed = { "Idempotent-Replayed": "true" } as const;

export const certificateId = z.object({
  id: z
    .string()
    .max(64)
    .openapi({
      param: { name: "id", in: "path" },
      description: "Public id, hexadecimal",
      example: "8f3b5a0c7d2e4916a4c1d07b3e58f962",
    }),
});
export const applicationId = z.object({
  id: z
    .string()
    .max(64)
    .openapi({ param: { name: "id", in: "path" }, example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" }),
});

/** What is not an id is nobody's id. */
export function publicIdOf(id: string): Uint8Array {
  refuseUnless(/^[0-9a-f]{32}$/.test(id), "not-found");
  return fromHex(id);
}

export function uuidOf(id: string): string {
  refuseUnless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), "not-found");
  return id;
}

export function organisationOf({ actor }: Ctx): string {
  if (actor.organisation === null) throw new Problem("not-allowed");
  return actor.organisation;
}

export function pdfFile(
  bytes: Uint8Array,
  name: string,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "private, no-store",
      ...headers,
    },
  });
}
