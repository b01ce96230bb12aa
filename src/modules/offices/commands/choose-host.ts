// The way to a host of the Secretariat: criteria first, then bids that answer each of them, then dated steps. Whoever bids may
// withdraw; both stay readable. Who is chosen, the item says that a step names.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { foldHostSelection } from "#core/offices/procedures.ts";
import type { HostSelection } from "#core/offices/procedures.ts";
import { hostBidMade, hostBidWithdrawn, hostSelectionOpened, hostStepTaken } from "../acts.ts";
import type { BidInput, HostSelectionInput, HostStepInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { getSeat, refuseFields } from "../speaking.ts";
import { actsOfProcedure, holdProcedure } from "../store.ts";

export const hostSubject = (id: string): string => `host-selection:${id}`;

export async function openHostSelection(
  ctx: Ctx,
  input: HostSelectionInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    refuseFields(input.bidsUntil <= tx.now.slice(0, 10) && { field: "bidsUntil", code: "in-the-past" });
    const id = tx.newId();
    await record(tx, hostSelectionOpened, {
      subject: hostSubject(id),
      previous: null,
      public: input,
      private: {},
    });
    return { id };
  });
}

export async function bidForHost(ctx: Ctx, id: string, input: BidInput): Promise<{ readonly seat: string }> {
  return inTransaction(ctx, async (tx) => {
    const selection = await held(tx, id);
    const seat = await getSeat(tx, hostSubject(id));
    refuseUnless(seat.participant !== null, "not-allowed");
    refuseUnless(isOpen(selection) && tx.now.slice(0, 10) <= selection.opened.bidsUntil, "wrong-state");
    const { criteria } = selection.opened;
    refuseFields(input.answers.length !== criteria.length && { field: "answers", code: "answer-each" });
    await record(tx, hostBidMade, {
      subject: hostSubject(id),
      public: { seat: seat.code, place: input.place, answers: input.answers },
      private: {},
    });
    return { seat: seat.code };
  });
}

export async function withdrawBid(
  ctx: Ctx,
  id: string,
  { reason }: { readonly reason: string },
): Promise<{ readonly seat: string }> {
  return inTransaction(ctx, async (tx) => {
    const selection = await held(tx, id);
    const seat = await getSeat(tx, hostSubject(id));
    const bid = selection.bids.find((one) => one.seat === seat.code);
    refuseUnless(bid !== undefined, "not-found");
    refuseUnless(bid.withdrawn === null, "already-done");
    refuseUnless(isOpen(selection), "wrong-state");
    await record(tx, hostBidWithdrawn, {
      subject: hostSubject(id),
      public: { seat: seat.code, reason },
      private: {},
    });
    return { seat: seat.code };
  });
}

export async function takeHostStep(
  ctx: Ctx,
  id: string,
  input: HostStepInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    refuseUnless(isOpen(await held(tx, id)), "wrong-state");
    const { step, day, note, item = null } = input;
    refuseFields(
      day > tx.now.slice(0, 10) && { field: "day", code: "in-the-future" },
      step === "ITEM" && item === null && { field: "item", code: "missing" },
    );
    await record(tx, hostStepTaken, {
      subject: hostSubject(id),
      public: { step, day, note, item },
      private: {},
    });
    return { id };
  });
}

async function held(tx: Tx, id: string): Promise<HostSelection> {
  await holdProcedure(tx, hostSubject(id));
  const selection = foldHostSelection(id, await actsOfProcedure(tx, hostSubject(id)));
  refuseUnless(selection !== undefined, "not-found");
  return selection;
}

function isOpen({ steps }: HostSelection): boolean {
  return !steps.some(({ step }) => step === "CLOSED" || step === "OFFICE_OPENED");
}
