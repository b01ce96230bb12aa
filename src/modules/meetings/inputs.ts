// What forms and requests say of meetings, with bounds; whether it makes sense is decided by the command.
import { z } from "@hono/zod-openapi";
import { findTextFault } from "#core/certificate/text.ts";
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { isDate } from "#core/kp/dates.ts";
import { languages } from "#core/kp/language.ts";
import { bodyCodes } from "#core/kp/bodies.ts";
import { isZone } from "#core/meetings/host-time.ts";
import { meetingKinds } from "#core/meetings/kinds.ts";
import { slotMoments } from "#core/meetings/slots.ts";
import { documentAccess } from "#core/meetings/state.ts";
import { formats } from "./facts.ts";

const code = (reason: string) => ({ params: { code: reason } });

/** Hostile: shown to everybody, so nothing that reorders or hides text may be in it. */
const isPlain = (text: string): boolean => findTextFault(text, 4 * text.length + 4) !== "HIDDEN_CHARACTER";

export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => isPlain(text), code("hidden-characters"));

/** Lines are kept. */
export const paragraphs = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .transform((text) => text.replaceAll(/\r\n?/g, "\n"))
    .refine(
      (text) => text.split("\n").every((each) => each === "" || isPlain(each)),
      code("hidden-characters"),
    );

export const Day = z
  .string()
  .refine(isDate, code("not-a-date"))
  .openapi({ type: "string", format: "date", example: "2027-11-15" });
const Time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .openapi({ example: "09:30" });
const Zone = z
  .string()
  .max(40)
  .refine(isZone, code("unknown-time-zone"))
  .openapi({ example: "Africa/Gaborone" });
const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isCountryOrParticipantCode, code("unknown-country"))
  .openapi({ example: "BW" });
const Seat = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{1,23}$/)
  .openapi({ example: "WDC" });
const Pillar = z
  .string()
  .regex(/^[A-Z]{1,4}$/)
  .openapi({ example: "C" });
const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .openapi({ format: "uuid", example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" });
const Moment = z.enum(slotMoments);
const Language = z.enum(languages);
const Title = z.strictObject({ en: line(200), fr: line(200).optional() });

export const longestStatement = 20_000;

/** At least one language; each once. */
const texts = (longest: number) =>
  z
    .array(z.strictObject({ language: Language, text: paragraphs(longest) }))
    .min(1)
    .max(languages.length)
    .refine(
      (list) => new Set(list.map(({ language }) => language)).size === list.length,
      code("language-twice"),
    );

const plan = {
  place: line(80).optional(),
  country: Country.optional(),
  zone: Zone,
  from: Day,
  to: Day,
  format: z.enum(formats).default("HYBRID"),
  chair: Seat.optional(),
  theme: Title.optional(),
};

export const ConveneInput = z
  .strictObject({
    kind: z.enum(meetingKinds),
    year: z.int().min(2003).max(2199),
    body: z.enum(bodyCodes).optional(),
    number: z.int().min(1).max(99).default(1).openapi({ description: "2 for the second of a year" }),
    ...plan,
  })
  .openapi("MeetingConvened", {
    example: {
      kind: "PLENARY",
      year: 2027,
      number: 1,
      place: "Gaborone",
      country: "BW",
      zone: "Africa/Gaborone",
      from: "2027-11-15",
      to: "2027-11-19",
      format: "HYBRID",
    },
  });
export type ConveneInput = z.infer<typeof ConveneInput>;

export const ChangeInput = z.strictObject({ ...plan, reason: line(500) }).openapi("MeetingChanged", {
  example: {
    place: "Gaborone",
    country: "BW",
    zone: "Africa/Gaborone",
    from: "2027-11-16",
    to: "2027-11-20",
    format: "HYBRID",
    reason: "The hall is free a day later.",
  },
});
export type ChangeInput = z.infer<typeof ChangeInput>;

export const ReasonInput = z
  .strictObject({ reason: line(500) })
  .openapi("MeetingReason", { example: { reason: "The host cannot receive the delegations." } });

export const SessionPlanInput = z
  .strictObject({ session: z.int().min(1).max(60), date: Day, opens: Time, ends: Time })
  .openapi("SessionPlan", {
    description: "By the host's clock",
    example: { session: 1, date: "2027-11-15", opens: "09:30", ends: "13:00" },
  });
export type SessionPlanInput = z.infer<typeof SessionPlanInput>;

export const SessionInput = z
  .strictObject({ session: z.int().min(1).max(60) })
  .openapi("SessionNumber", { example: { session: 1 } });

export const InviteInput = z
  .strictObject({ seats: z.array(Seat).max(300).default([]) })
  .openapi("MeetingInvited", {
    description: "Nobody named: every seat of every pillar",
    example: { seats: [] },
  });

export const CredentialsInput = z
  .strictObject({ names: z.array(line(120)).min(1).max(40) })
  .openapi("MeetingCredentials", {
    description: "The delegates; their names are not public",
    example: { names: ["A. Delegate", "B. Delegate"] },
  });

export const AttendanceInput = z
  .strictObject({ seats: z.array(Seat).min(1).max(300), state: z.enum(["PRESENT", "REMOTE", "LEFT"]) })
  .openapi("MeetingAttendance", { example: { seats: ["WDC", "CSC"], state: "PRESENT" } });
export type AttendanceInput = z.infer<typeof AttendanceInput>;

export const DepartureInput = z
  .strictObject({ form: z.enum(["WALK_OUT", "BOYCOTT"]), reason: line(1_000) })
  .openapi("MeetingDeparture", { example: { form: "WALK_OUT", reason: "We were not given the floor." } });
export type DepartureInput = z.infer<typeof DepartureInput>;

export const PointInput = z
  .strictObject({ title: Title })
  .openapi("AgendaPoint", { example: { title: { en: "Opening", fr: "Ouverture" } } });

export const OrderInput = z.strictObject({ entries: z.array(Uuid).max(300) }).openapi("AgendaOrder", {
  description: "Every entry of the agenda, once, in the order in which they are taken",
  example: { entries: ["019e825e-4c00-7a31-b5ce-2f0a6d1c9e44"] },
});

export const FloorInput = z
  .strictObject({
    seat: Seat.optional(),
    guest: line(120).optional().openapi({ description: "Of whom has no seat" }),
    entry: Uuid,
  })
  .openapi("FloorGiven", { example: { seat: "CSC", entry: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" } });
export type FloorInput = z.infer<typeof FloorInput>;

export const DebateSaid = z
  .strictObject({
    entry: Uuid,
    firstWordOffered: z.boolean().default(false),
    lastWordOffered: z.boolean().default(false),
  })
  .openapi("MeetingDebate", {
    description: "Whether the subject of the item was offered the first and the last word",
    example: {
      entry: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
      firstWordOffered: true,
      lastWordOffered: true,
    },
  });
export type DebateSaid = z.infer<typeof DebateSaid>;

export const NothingInput = z.strictObject({}).openapi("MeetingNothingMore", { example: {} });

export const SlotInput = z
  .strictObject({ pillar: Pillar, moment: Moment })
  .openapi("StatementSlot", { example: { pillar: "C", moment: "CLOSING" } });

export const DeclineInput = z
  .strictObject({ moment: Moment })
  .openapi("StatementSlotDeclined", { example: { moment: "CLOSING" } });

export const StatementInput = z
  .strictObject({
    title: line(200),
    texts: texts(longestStatement),
    moment: Moment.optional().openapi({ description: "The guaranteed slot that it fills" }),
    entry: Uuid.optional().openapi({ description: "Entry of the agenda that it speaks to" }),
    asksAnswer: z.boolean().default(false),
    corrects: Uuid.optional().openapi({ description: "An earlier statement of the same seat; both stay" }),
  })
  .openapi("MeetingStatement", {
    example: {
      title: "Opening statement",
      texts: [{ language: "en", text: "We thank the host." }],
      moment: "OPENING",
      asksAnswer: false,
    },
  });
export type StatementInput = z.infer<typeof StatementInput>;

export const AnswerInput = z
  .strictObject({ statement: Uuid, texts: texts(longestStatement) })
  .openapi("StatementAnswer", {
    example: {
      statement: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
      texts: [{ language: "en", text: "The working group takes it up in March." }],
    },
  });
export type AnswerInput = z.infer<typeof AnswerInput>;

export const DocumentInput = z
  .strictObject({
    title: Title,
    texts: texts(100_000).openapi({
      description:
        "A title after `# `, then paragraphs that each begin with an anchor, [1], the same in every language",
    }),
    access: z.enum(documentAccess).default("PUBLIC"),
    embargo: z.iso.datetime({ offset: false }).optional(),
    entry: Uuid.optional(),
    replaces: Uuid.optional(),
  })
  .openapi("MeetingDocumentInput", {
    example: {
      title: { en: "Provisional programme" },
      texts: [
        { language: "en", text: "# Provisional programme\n\n[1] The meeting opens at half past nine." },
      ],
      access: "PUBLIC",
    },
  });
export type DocumentInput = z.infer<typeof DocumentInput>;

export const CorrectionInput = z
  .strictObject({
    paragraph: z
      .string()
      .regex(/^part_[A-Z](__[a-z]+_[0-9a-z-]{1,12}){0,2}$/)
      .openapi({ example: "part_B__sec_2__para_1" }),
    text: line(2_000),
  })
  .openapi("RecordCorrection", {
    example: { paragraph: "part_B__sec_2__para_1", text: "We were there from the first session on." },
  });
export type CorrectionInput = z.infer<typeof CorrectionInput>;
