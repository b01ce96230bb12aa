// Every step that can be taken on a certificate between its sealing and its end: by whose hand, what it asks for, which act
// it leaves. One table for pages, machine door, command line and batch files; when a step is possible, the table of the
// life of a certificate says (`core/certificate/life.ts`).
import { z } from "@hono/zod-openapi";
import { endorsableFields } from "#core/certificate/endorsements.ts";
import { askable, reasons } from "#core/certificate/reasons.ts";
import type { LifeEventKind } from "#core/certificate/life.ts";
import type { Role } from "#core/kp/roles.ts";
import { GoodsInput } from "../content.ts";

const releasing = ["issuing-officer", "validating-officer"] as const;
const issuers = ["issuing-officer"] as const;
const importers = ["importing-officer"] as const;
const anyOfficer = [...releasing, ...importers] as const;

const text = (longest: number) => z.string().trim().min(1).max(longest);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const note = text(2_000);
const place = text(120);

/** Day on which it happened, where that was not today; place; what else is to be said. */
const circumstances = { on: day.optional(), place: place.optional(), note: note.optional() };
const leg = {
  containerIntact: z.boolean(),
  certificateIntact: z.boolean(),
  place: place.optional(),
  note: note.optional(),
};

/** Whose hand: the issuing authority's, that of whoever has the goods before it, either, anybody's, the exporter's. */
type By = "issuer" | "holder" | "either" | "anybody" | "exporter";

function step<Verb extends string, Shape extends z.ZodRawShape>(
  verb: Verb,
  by: By,
  roles: readonly Role[],
  shape: Shape,
) {
  return { verb, by, roles, input: z.strictObject(shape) };
}

export const steps = {
  noticed: step("notice", "issuer", releasing, {
    carrier: text(120).optional(),
    airwayBill: text(40).optional(),
    expectedOn: day.optional(),
    note: note.optional(),
  }),
  "transit-entered": step("enter-transit", "holder", importers, leg),
  "transit-left": step("leave-transit", "holder", importers, leg),
  endorsed: step("endorse", "issuer", releasing, {
    field: z.enum(endorsableFields),
    seal: text(40).optional(),
    value: text(300),
    note,
  }),
  returned: step("return", "issuer", releasing, { reason: z.enum(reasons.returned), ...circumstances }),
  replaced: step("replace", "issuer", issuers, {
    reason: z.enum(reasons.replaced),
    note: note.optional(),
    /** The old certificate came with the request. */
    enclosed: z.boolean(),
    /** As they should be; as they were when absent. */
    goods: GoodsInput.optional(),
  }),
  invalidated: step("invalidate", "issuer", releasing, { reason: z.enum(reasons.invalidated), note }),
  lost: step("report-lost", "either", anyOfficer, circumstances),
  stolen: step("report-stolen", "either", anyOfficer, circumstances),
  found: step("report-found", "anybody", anyOfficer, circumstances),
  detained: step("detain", "holder", importers, { reason: z.enum(reasons.detained), ...circumstances }),
  released: step("release", "holder", importers, { reason: z.enum(reasons.released), note }),
  "sent-back": step("send-back", "holder", importers, {
    reason: z.enum(reasons["sent-back"]),
    ...circumstances,
  }),
  forfeited: step("forfeit", "holder", importers, { reason: z.enum(reasons.forfeited), note }),
  "fake-reported": step("report-forgery", "anybody", anyOfficer, {
    on: day.optional(),
    place: place.optional(),
    note,
  }),
  asked: step("ask", "exporter", ["exporter"], { what: z.enum(askable), note }),
  declined: step("decline", "issuer", releasing, { note }),
} as const satisfies Partial<Record<LifeEventKind, unknown>>;

export type StepKind = keyof typeof steps;
export const stepKinds = Object.keys(steps) as readonly StepKind[];
export type StepInput<Kind extends StepKind = StepKind> = z.infer<(typeof steps)[Kind]["input"]>;

export function kindOfVerb(verb: string): StepKind | undefined {
  return stepKinds.find((kind) => steps[kind].verb === verb);
}
