// A measure on a Participant: proposed with the item that decides it, answered by the Participant in its own words, and taken
// by the Secretariat only when the item's record says adopted: then the scheme's status is set in the same transaction.
// What was taken before holds until it is lifted in the same way: no clock ends it here.
import { foldMeasure } from "#core/offices/procedures.ts";
import type { Measure, MeasureKind } from "#core/offices/procedures.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record, within } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { changeScheme, schemeFacts, setStatus } from "#modules/scheme/index.ts";
import { measureProposed, measureReplied, measureTaken } from "../acts.ts";
import { decidedBy, getAdopted } from "../decided.ts";
import type { MeasureInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { getSeat, refuseFields, seatOf } from "../speaking.ts";
import { actsOfProcedure, holdProcedure } from "../store.ts";

export const measureSubject = (id: string): string => `measure:${id}`;

export async function proposeMeasure(ctx: Ctx, input: MeasureInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const seat = await seatOf(tx, `item:${input.item}`);
    refuseUnless(seat !== undefined || mayKeepProcedures(tx.actor), "not-allowed");
    const { participants } = await schemeFacts(tx);
    const decided = await decidedBy(within(tx), input.item);
    refuseFields(
      !participants.some(({ code }) => code === input.participant) && {
        field: "participant",
        code: "unknown-participant",
      },
      decided === undefined && { field: "item", code: "unknown-item" },
      decided !== undefined &&
        !decided.subjects.includes(input.participant) && { field: "item", code: "not-about-them" },
      (input.measure === "CONDITIONAL_REGIME") !== input.zones.length > 0 && {
        field: "zones",
        code: "zones-with-regime",
      },
    );
    const id = tx.newId();
    await record(tx, measureProposed, {
      subject: measureSubject(id),
      previous: null,
      public: { ...input, by: seat?.code ?? "SECRETARIAT" },
      private: {},
    });
    return { id };
  });
}

/** By the Participant's own delegate, at any time before and after the decision: a right, not a permission. */
export async function replyToMeasure(
  ctx: Ctx,
  id: string,
  { text }: { readonly text: string },
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const { proposed } = await held(tx, id);
    const seat = await getSeat(tx, `item:${proposed.item}`);
    refuseUnless(seat.participant === proposed.participant, "not-allowed");
    await record(tx, measureReplied, { subject: measureSubject(id), public: { text }, private: {} });
    return { id };
  });
}

const statusOfMeasure: Readonly<Record<MeasureKind, "SUSPENDED" | "CONDITIONAL" | "PARTICIPANT">> = {
  SUSPENSION: "SUSPENDED",
  CONDITIONAL_REGIME: "CONDITIONAL",
  LIFTING: "PARTICIPANT",
};

export async function takeMeasure(
  ctx: Ctx,
  id: string,
  { from }: { readonly from: string },
): Promise<{ readonly id: string; readonly outcome: string }> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    const { proposed, taken } = await held(tx, id);
    refuseUnless(taken === null, "already-done");
    const inner = within(tx);
    const { outcome, reference } = await getAdopted(inner, proposed.item, "item");
    await setStatus(inner, {
      participant: proposed.participant,
      status: statusOfMeasure[proposed.measure],
      from,
      precision: "day",
      source: `Item ${reference} (${proposed.item}): ${outcome ?? ""}`,
      ...(proposed.measure === "CONDITIONAL_REGIME"
        ? {
            zonesBarred: proposed.zones.map((zone) => ({
              zone,
              from,
              precision: "day" as const,
              source: `Item ${reference}`,
            })),
          }
        : {}),
    });
    await record(tx, measureTaken, {
      subject: measureSubject(id),
      public: { from, outcome: outcome ?? "" },
      private: {},
    });
    return { id, outcome: outcome ?? "" };
  });
}

async function held(tx: Tx, id: string): Promise<Measure> {
  await holdProcedure(tx, measureSubject(id));
  const measure = foldMeasure(id, await actsOfProcedure(tx, measureSubject(id)));
  refuseUnless(measure !== undefined, "not-found");
  return measure;
}
