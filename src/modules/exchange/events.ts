// Every event that may come by file: what a row says about it, and the command that records it. One table; a new event of a
// certificate's life is one more entry here.
import { z } from "@hono/zod-openapi";
import {
  ConfirmBody,
  ContainerInput,
  confirm,
  confirmInputOf,
  dispatch,
  present,
  validate,
} from "#modules/certificates/index.ts";
import type { Ctx } from "#modules/record/index.ts";

interface EventKind<Details extends z.ZodRawShape> {
  readonly details: Details;
  readonly record: (
    ctx: Ctx,
    certificate: string,
    details: z.infer<z.ZodObject<Details>>,
  ) => Promise<unknown>;
}

function eventKind<Details extends z.ZodRawShape>(kind: EventKind<Details>): EventKind<z.ZodRawShape> {
  return kind as unknown as EventKind<z.ZodRawShape>;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const eventKinds: Readonly<Record<string, EventKind<z.ZodRawShape>>> = {
  validated: eventKind({
    details: { containers: z.array(ContainerInput).min(1).max(40).optional() },
    record: (ctx, certificate, { containers }) =>
      validate(ctx, {
        certificate,
        ...(containers === undefined
          ? {}
          : {
              containers: containers.map(({ seal, reference }) =>
                reference === undefined ? { seal } : { seal, reference },
              ),
            }),
      }),
  }),
  exported: eventKind({ details: {}, record: (ctx, certificate) => dispatch(ctx, certificate) }),
  presented: eventKind({
    details: { arrivedOn: day.optional() },
    record: (ctx, certificate, { arrivedOn }) =>
      present(ctx, { certificate, ...(arrivedOn === undefined ? {} : { arrivedOn }) }),
  }),
  confirmed: eventKind({
    details: ConfirmBody.shape,
    record: (ctx, certificate, details) => confirm(ctx, confirmInputOf(certificate, details)),
  }),
};

export const eventNames = Object.keys(eventKinds);

export function detailsOf(name: string): z.ZodRawShape {
  return eventKinds[name]?.details ?? {};
}

/** Throws the command's refusal. Only the names of the table get here: the schema of a row lets no other through. */
export async function recordEvent(
  ctx: Ctx,
  name: string,
  certificate: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await eventKinds[name]?.record(ctx, certificate, details);
}
