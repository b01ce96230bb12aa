// Convenes a meeting, changes where or when it is, or calls it off. It stays in every calendar that has it: a meeting that is
// called off is shown as such, with the reason.
import { addDays, daysBetween } from "#core/kp/dates.ts";
import { meetingId } from "#core/meetings/kinds.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { meetingCancelled, meetingChanged, meetingConvened } from "../acts.ts";
import type { PlanFacts } from "../facts.ts";
import type { ChangeInput, ConveneInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";
import * as store from "../store.ts";
import type { MeetingRow } from "../store.ts";

export async function conveneMeeting(ctx: Ctx, input: ConveneInput): Promise<{ readonly id: string }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return inTransaction(ctx, async (tx) => {
    const { kind, year, number } = input;
    const body = input.body ?? null;
    await refuseWrongPlan(tx, input, [
      (kind === "WORKING_GROUP") !== (body !== null) && { field: "body", code: "body-of-working-group" },
      Number(input.from.slice(0, 4)) !== year && { field: "year", code: "year-not-of-dates" },
      input.to < tx.now.slice(0, 10) && { field: "to", code: "in-the-past" },
    ]);
    const id = meetingId({ kind, year, body, number });
    refuseUnless((await store.findMeeting(tx, id)) === undefined, "already-done");
    await record(tx, meetingConvened, {
      subject: `meeting:${id}`,
      previous: null,
      public: { kind, year, body, number, ...planOf(input) },
      private: {},
    });
    return { id };
  });
}

export async function changeMeeting(
  ctx: Ctx,
  id: string,
  { reason, ...input }: ChangeInput,
): Promise<{ readonly id: string }> {
  return onPlanned(ctx, id, async (tx, row) => {
    await refuseWrongPlan(tx, input, [
      Number(input.from.slice(0, 4)) !== row.year && { field: "from", code: "year-not-of-dates" },
    ]);
    await record(tx, meetingChanged, {
      subject: `meeting:${id}`,
      previous: row.head,
      public: { ...planOf(input), reason },
      private: {},
    });
  });
}

export async function cancelMeeting(
  ctx: Ctx,
  id: string,
  { reason }: { readonly reason: string },
): Promise<{ readonly id: string }> {
  return onPlanned(ctx, id, async (tx, row) => {
    await record(tx, meetingCancelled, {
      subject: `meeting:${id}`,
      previous: row.head,
      public: { reason },
      private: {},
    });
  });
}

async function onPlanned(
  ctx: Ctx,
  id: string,
  work: (tx: Tx, row: MeetingRow) => Promise<void>,
): Promise<{ readonly id: string }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockMeeting(tx, id);
    if (row === undefined) throw new Problem("not-found");
    refuseUnless(row.cancelledAt === null && row.closedAt === null, "wrong-state");
    await work(tx, row);
    return { id };
  });
}

const longestDays = 21;

type PlanInput = Omit<ChangeInput, "reason">;

async function refuseWrongPlan(
  tx: Tx,
  { from, to, chair }: PlanInput,
  more: readonly (FieldProblem | false)[],
): Promise<void> {
  const seats = chair === undefined ? [] : await seatsNow(tx);
  const fields = [
    to < from && { field: "to", code: "not-after-from" },
    to >= from &&
      daysBetween(from, to) >= longestDays && {
        field: "to",
        code: "meeting-too-long",
        values: { latest: addDays(from, longestDays - 1) },
      },
    chair !== undefined &&
      !seats.some(({ code }) => code === chair) && { field: "chair", code: "seat-unknown" },
    ...more,
  ].filter((field): field is FieldProblem => field !== false);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}

function planOf({ place, country, zone, from, to, format, chair, theme }: PlanInput): PlanFacts {
  return {
    place: place ?? null,
    country: country ?? null,
    zone,
    from,
    to,
    format,
    chair: chair ?? null,
    theme: theme === undefined ? null : { en: theme.en, ...(theme.fr === undefined ? {} : { fr: theme.fr }) },
  };
}
