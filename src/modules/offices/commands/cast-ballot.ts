// A seat casts its ballot, encrypted by the delegate's own program: how it votes never reaches this one. That it voted, and
// when, is public. It may do so again until the call closes; the last good ballot counts.
import { readBallot } from "#core/ballot/index.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { stageAt } from "#core/offices/election.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { ballotCast } from "../acts.ts";
import { boxOfCall, electionSubject, getElection } from "../elections.ts";
import { getSeat, refuseFields } from "../speaking.ts";
import { holdProcedure } from "../store.ts";

/** Enough for whoever changes their mind, too few to fill the record. */
export const mostBallotsOfASeat = 10;

export async function castBallot(
  ctx: Ctx,
  id: string,
  input: { readonly ballot: string },
): Promise<{ readonly seat: string; readonly call: number; readonly act: string }> {
  return inTransaction(ctx, async (tx) => {
    await holdProcedure(tx, electionSubject(id));
    const { state } = await getElection(tx, id);
    const seat = await getSeat(tx, electionSubject(id));
    const call = state.calls.at(-1);
    refuseUnless(call !== undefined && stageAt(state, tx.now) === "CALL", "wrong-state");
    refuseUnless(
      call.terms.voters.some((voter) => voter.seat === seat.code),
      "not-allowed",
    );
    const earlier = call.ballots.filter((one) => one.seat === seat.code).length;
    refuseUnless(earlier < mostBallotsOfASeat, "too-many-requests");
    const ballot = fromHex(input.ballot);
    const read = readBallot(boxOfCall(state, call).box, seat.code, ballot);
    refuseFields(read === undefined && { field: "ballot", code: "not-a-ballot" });
    const recorded = await record(tx, ballotCast, {
      subject: electionSubject(id),
      public: { seat: seat.code, call: call.terms.call, ballot },
      private: {},
    });
    return { seat: seat.code, call: call.terms.call, act: recorded.id };
  });
}
