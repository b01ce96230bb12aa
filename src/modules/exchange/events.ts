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
  stepKinds,
  steps,
  takeAnyStep,
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

/** Every step that a certificate's life knows between its sealing and its end; what an exporter asks for comes by no file. */
const lifeEvents = stepKinds
  .filter((kind) => kind !== "asked")
  .map((kind) => {
    const details: z.ZodRawShape = steps[kind].input.shape;
    return [
      kind,
      eventKind({
        details,
        record: (ctx, certificate, input) => takeAnyStep(ctx, { certificate, kind, input }),
      }),
    ] as const;
  });

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
  ...Object.fromEntries(lifeEvents),
};

export const eventNames = Object.keys(eventKinds);

export function detailsOf(name: string): z.ZodRawShape {
  return eventKinds[name]?.details ?? {};
}

/**
 * Throws the command's refusal. Only the names of the table get here: the schema of a row lets no other through.
 * Answers the certificate that the event made, where it made one: a replacement.
 */
export async function recordEvent(
  ctx: Ctx,
  name: string,
  certificate: string,
  details: Readonly<Record<string, unknown>>,
): Promise<{ certificate: string; number: string } | undefined> {
  const made = (await eventKinds[name]?.record(ctx, certificate, details)) as
    | { readonly id?: string; readonly number?: string }
    | undefined;
  return made?.id === undefined || made.number === undefined
    ? undefined
    : { certificate: made.id, number: made.number };
}
