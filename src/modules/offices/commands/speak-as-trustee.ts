// A trustee's part: three messages that make the key, and after each call its share of the decryption. All were made in the
// trustee's own program; here they are checked, and what does not hold is refused before it is on the record.
import { ceremonyState, readDecryption, unopenable } from "#core/ballot/index.ts";
import type { CeremonyState } from "#core/ballot/index.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { stageAt } from "#core/offices/election.ts";
import type { ElectionState } from "#core/offices/election.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { sumsDecrypted, trusteeSpoke } from "../acts.ts";
import { boxOfCall, countOf, electionSubject, getElection, keyOf } from "../elections.ts";
import type { TrusteeInput } from "../inputs.ts";
import { getSeat, refuseFields } from "../speaking.ts";
import { holdProcedure } from "../store.ts";

const lists = { enrol: "enrolments", deal: "deals", confirm: "confirmations" } as const;
const awaited: Readonly<Record<keyof typeof lists, CeremonyState["step"]>> = {
  enrol: "enrolling",
  deal: "dealing",
  confirm: "confirming",
};

export async function speakAsTrustee(
  ctx: Ctx,
  id: string,
  input: TrusteeInput,
): Promise<{ readonly trustee: string }> {
  return inTransaction(ctx, async (tx) => {
    await holdProcedure(tx, electionSubject(id));
    const { state } = await getElection(tx, id);
    const seat = await getSeat(tx, electionSubject(id));
    const place = state.ceremony.terms.trustees.findIndex((trustee) => trustee.id === seat.code);
    refuseUnless(place !== -1, "not-allowed");
    refuseUnless(state.ended === null, "wrong-state");
    const message = fromHex(input.message);
    if (input.step === "decrypt") await decrypt(tx, state, place, message);
    else await makeKey(tx, state, place, input.step, message);
    return { trustee: seat.code };
  });
}

async function makeKey(
  tx: Tx,
  state: ElectionState,
  place: number,
  step: keyof typeof lists,
  message: Uint8Array,
): Promise<void> {
  const list = lists[step];
  const { ceremony } = state;
  refuseUnless(keyOf(state).step === awaited[step], "wrong-state");
  refuseUnless(ceremony[list][place] === null, "already-done");
  const after = ceremonyState({ ...ceremony, [list]: ceremony[list].with(place, message) });
  refuseFields(after.step === "failed" && { field: "message", code: "proof-wrong" });
  await record(tx, trusteeSpoke, {
    subject: electionSubject(state.id),
    public: { step: list, place, message },
    private: {},
  });
}

async function decrypt(tx: Tx, state: ElectionState, place: number, message: Uint8Array): Promise<void> {
  const call = state.calls.at(-1);
  refuseUnless(call !== undefined && stageAt(state, tx.now) === "COUNTING", "wrong-state");
  refuseUnless(call.decryptions[place] === null, "already-done");
  const { joint } = boxOfCall(state, call);
  const counted = await countOf(state, call);
  refuseUnless(unopenable(call.terms, counted) === null, "wrong-state");
  const shareKey = joint.shares[place];
  if (shareKey === undefined) throw new Problem("not-allowed");
  refuseFields(
    readDecryption(counted, place, shareKey, message) === undefined && {
      field: "message",
      code: "proof-wrong",
    },
  );
  await record(tx, sumsDecrypted, {
    subject: electionSubject(state.id),
    public: { call: call.terms.call, place, message },
    private: {},
  });
}
