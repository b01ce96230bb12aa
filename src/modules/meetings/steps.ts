// Everything that is done in a meeting, once: who may knock, what it takes, how a form asks for it. The pages and the
// machine door are made from this list. It has no step that removes an entry of the agenda or changes a statement.
import type { z } from "@hono/zod-openapi";
import type { Role } from "#core/kp/roles.ts";
import type { Ctx } from "#modules/record/index.ts";
import { addPoint, orderAgenda } from "./commands/agenda.ts";
import { depart, inviteSeats, presentCredentials, recordAttendance } from "./commands/attend.ts";
import { closeMeeting } from "./commands/close.ts";
import { endDebate } from "./commands/debate.ts";
import { cancelMeeting, changeMeeting } from "./commands/convene.ts";
import { publishDocument } from "./commands/documents.ts";
import { giveFloor, yieldFloor } from "./commands/floor.ts";
import { correctRecord, issueRecord } from "./commands/record.ts";
import { beginSession, endSession, planSession } from "./commands/sessions.ts";
import { answerStatement, declineSlot, makeStatement, offerSlot } from "./commands/statements.ts";
import * as inputs from "./inputs.ts";
import { delegates, everySeat, secretariat, table } from "./policy.ts";

/** How a form asks: each kind of field knows how to be shown and how to be read. */
export type FieldKind =
  | "line"
  | "text"
  | "title"
  | "texts"
  | "anchored-texts"
  | "names"
  | "date"
  | "time"
  | "instant"
  | "zone"
  | "country"
  | "seat"
  | "seats"
  | "guaranteed-pillar"
  | "session"
  | "entry"
  | "statement"
  | "own-statement"
  | "own-document"
  | "order"
  | "yes"
  | readonly string[];

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly optional?: boolean;
}

export interface Step {
  readonly verb: string;
  readonly allow: readonly Role[];
  readonly schema: z.ZodType;
  /** For the description of the machine door. */
  readonly summary: string;
  readonly fields: readonly Field[];
  /** Cannot be taken back: the form shows everything once more before it is done. */
  readonly binding?: boolean;
  readonly run: (ctx: Ctx, id: string, input: never) => Promise<object>;
}

const step = <Schema extends z.ZodType>(
  verb: string,
  allow: readonly Role[],
  schema: Schema,
  run: (ctx: Ctx, id: string, input: z.infer<Schema>) => Promise<object>,
  more: Pick<Step, "summary" | "fields" | "binding">,
): Step => ({ verb, allow, schema, run: run, ...more });

const moments = ["OPENING", "CLOSING"] as const;

export const steps: readonly Step[] = [
  step("change", table, inputs.ChangeInput, changeMeeting, {
    summary: "Change where or when a meeting is, and say why",
    fields: [
      { name: "place", kind: "line", optional: true },
      { name: "country", kind: "country", optional: true },
      { name: "zone", kind: "zone" },
      { name: "from", kind: "date" },
      { name: "to", kind: "date" },
      { name: "format", kind: ["IN_PERSON", "HYBRID", "ONLINE"] },
      { name: "chair", kind: "seat", optional: true },
      { name: "theme", kind: "title", optional: true },
      { name: "reason", kind: "line" },
    ],
  }),
  step("cancellation", table, inputs.ReasonInput, cancelMeeting, {
    summary: "Call a meeting off, and say why; it stays in every calendar as cancelled",
    fields: [{ name: "reason", kind: "line" }],
    binding: true,
  }),
  step("invitations", table, inputs.InviteInput, inviteSeats, {
    summary: "Invite seats: all of every pillar when none is named",
    fields: [{ name: "seats", kind: "seats", optional: true }],
  }),
  step("credentials", delegates, inputs.CredentialsInput, presentCredentials, {
    summary: "Name your seat’s delegates to a meeting",
    fields: [{ name: "names", kind: "names" }],
  }),
  step("attendance", everySeat, inputs.AttendanceInput, recordAttendance, {
    summary: "Record who is there, from where, or has left; a seat records its own",
    fields: [
      { name: "seats", kind: "seats" },
      { name: "state", kind: ["PRESENT", "REMOTE", "LEFT"] },
    ],
  }),
  step("departure", delegates, inputs.DepartureInput, depart, {
    summary: "Walk out, or say that your seat stays away, and why",
    fields: [
      { name: "form", kind: ["WALK_OUT", "BOYCOTT"] },
      { name: "reason", kind: "text" },
    ],
    binding: true,
  }),
  step("session-plan", table, inputs.SessionPlanInput, planSession, {
    summary: "Plan a session, by the host’s clock",
    fields: [
      { name: "session", kind: "session" },
      { name: "date", kind: "date" },
      { name: "opens", kind: "time" },
      { name: "ends", kind: "time" },
    ],
  }),
  step("session-opening", table, inputs.SessionInput, beginSession, {
    summary: "Open a planned session",
    fields: [{ name: "session", kind: "session" }],
  }),
  step("session-end", table, inputs.SessionInput, endSession, {
    summary: "End the open session",
    fields: [{ name: "session", kind: "session" }],
  }),
  step("points", everySeat, inputs.PointInput, addPoint, {
    summary: "Add a procedural point to the agenda",
    fields: [{ name: "title", kind: "title" }],
  }),
  step("order", table, inputs.OrderInput, orderAgenda, {
    summary: "Put the agenda in order: every entry once",
    fields: [{ name: "entries", kind: "order" }],
  }),
  step("floor", table, inputs.FloorInput, giveFloor, {
    summary: "Give the floor on an entry of the agenda; it ends the speech before",
    fields: [
      { name: "seat", kind: "seat", optional: true },
      { name: "guest", kind: "line", optional: true },
      { name: "entry", kind: "entry" },
    ],
  }),
  step("floor-end", everySeat, inputs.NothingInput, (ctx, id) => yieldFloor(ctx, id), {
    summary: "End the speech that is being made",
    fields: [],
  }),
  step("debates", secretariat, inputs.DebateSaid, endDebate, {
    summary:
      "Record the debate on an item with the item: the minutes spoken on its entry since the last time",
    fields: [
      { name: "entry", kind: "entry" },
      { name: "firstWordOffered", kind: "yes", optional: true },
      { name: "lastWordOffered", kind: "yes", optional: true },
    ],
    binding: true,
  }),
  step("slot-offers", table, inputs.SlotInput, offerSlot, {
    summary: "Offer a pillar its guaranteed statement, from anywhere, for a week",
    fields: [
      { name: "pillar", kind: "guaranteed-pillar" },
      { name: "moment", kind: moments },
    ],
  }),
  step("slot-refusals", delegates, inputs.DeclineInput, declineSlot, {
    summary:
      "Decline your pillar’s guaranteed statement; it is declined when more than half of its seats have",
    fields: [{ name: "moment", kind: moments }],
    binding: true,
  }),
  step("statements", delegates, inputs.StatementInput, makeStatement, {
    summary: "Publish a statement of your seat, which nobody can edit",
    fields: [
      { name: "title", kind: "line" },
      { name: "texts", kind: "texts" },
      { name: "moment", kind: moments, optional: true },
      { name: "entry", kind: "entry", optional: true },
      { name: "asksAnswer", kind: "yes", optional: true },
      { name: "corrects", kind: "own-statement", optional: true },
    ],
    binding: true,
  }),
  step("answers", everySeat, inputs.AnswerInput, answerStatement, {
    summary: "Answer a statement on the record",
    fields: [
      { name: "statement", kind: "statement" },
      { name: "texts", kind: "texts" },
    ],
    binding: true,
  }),
  step("documents", everySeat, inputs.DocumentInput, publishDocument, {
    summary: "Publish a document, its paragraphs under the same anchors in every language",
    fields: [
      { name: "title", kind: "title" },
      { name: "texts", kind: "anchored-texts" },
      { name: "access", kind: ["PUBLIC", "SEATS", "BODY"] },
      { name: "embargo", kind: "instant", optional: true },
      { name: "entry", kind: "entry", optional: true },
      { name: "replaces", kind: "own-document", optional: true },
    ],
  }),
  step("closing", table, inputs.NothingInput, (ctx, id) => closeMeeting(ctx, id), {
    summary: "Close a meeting on the record",
    fields: [],
    binding: true,
  }),
  step("record-issues", table, inputs.NothingInput, (ctx, id) => issueRecord(ctx, id), {
    summary: "Issue the record of a closed meeting: its digests go on the public record",
    fields: [],
    binding: true,
  }),
  step("record-corrections", everySeat, inputs.CorrectionInput, correctRecord, {
    summary: "Correct the record of a closed meeting: beside what it says, never in it",
    fields: [
      { name: "paragraph", kind: "line" },
      { name: "text", kind: "text" },
    ],
    binding: true,
  }),
];

export function findStep(verb: string): Step | undefined {
  return steps.find((one) => one.verb === verb);
}
