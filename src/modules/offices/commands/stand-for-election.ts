// A Participant stands for an office, by its own delegate: nobody is nominated against their will. It may withdraw until a
// call is open, and its seat does not vote while it stands.
import { standing, stageAt } from "#core/offices/election.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { candidateNominated, nominationWithdrawn } from "../acts.ts";
import { electionSubject, getElection } from "../elections.ts";
import { getSeat } from "../speaking.ts";
import { holdProcedure } from "../store.ts";

export async function standForElection(
  ctx: Ctx,
  id: string,
  { statement }: { readonly statement: string },
): Promise<{ readonly seat: string }> {
  return inTransaction(ctx, async (tx) => {
    await holdProcedure(tx, electionSubject(id));
    const { state } = await getElection(tx, id);
    const seat = await getSeat(tx, electionSubject(id));
    // Chairs are chosen from Participants (Core Document VI 4).
    refuseUnless(seat.participant !== null, "not-allowed");
    refuseUnless(stageAt(state, tx.now) === "NOMINATIONS", "wrong-state");
    refuseUnless(!standing(state).some((one) => one.seat === seat.code), "already-done");
    await record(tx, candidateNominated, {
      subject: electionSubject(id),
      public: { seat: seat.code, statement },
      private: {},
    });
    return { seat: seat.code };
  });
}

export async function withdrawFromElection(ctx: Ctx, id: string): Promise<{ readonly seat: string }> {
  return inTransaction(ctx, async (tx) => {
    await holdProcedure(tx, electionSubject(id));
    const { state } = await getElection(tx, id);
    const seat = await getSeat(tx, electionSubject(id));
    refuseUnless(
      standing(state).some((one) => one.seat === seat.code),
      "not-found",
    );
    const stage = stageAt(state, tx.now);
    refuseUnless(stage === "NOMINATIONS" || stage === "WAITING", "wrong-state");
    await record(tx, nominationWithdrawn, {
      subject: electionSubject(id),
      public: { seat: seat.code },
      private: {},
    });
    return { seat: seat.code };
  });
}
