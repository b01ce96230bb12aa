// How an act of a request comes about: one after the other on one request, folded, asked of the rules, then recorded or
// refused with the reason. A refusal changes nothing.
import type { Facts } from "#core/act/act.ts";
import { foldRequest, stepRequest } from "#core/decisions/requests.ts";
import type { RequestAct, RequestRefusal, RequestState } from "#core/decisions/requests.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { record } from "#modules/record/index.ts";
import type { ActKind, Tx } from "#modules/record/index.ts";
import { delegationOf } from "../../seats/queries.ts";
import * as store from "../store.ts";

export async function getRequest(tx: Tx, id: string): Promise<RequestState> {
  await store.hold(tx, `request:${id}`);
  const state = foldRequest((await store.actsOf(tx, id)).map(store.engineAct));
  refuseUnless(state !== undefined, "not-found");
  return state;
}

/** The seat for which the actor may speak here, or the refusal. */
export async function speakingSeat(tx: Tx, request?: string): Promise<string> {
  const about = request === undefined ? ["body:PLENARY"] : ["body:PLENARY", `request:${request}`];
  const delegation = await delegationOf(tx, tx.actor, about);
  refuseUnless(delegation?.credential === "VALID", "not-allowed");
  return delegation.seat.code;
}

export async function takeAct<Public extends Facts>(
  tx: Tx,
  request: string,
  state: RequestState | undefined,
  kind: ActKind<Public, Facts>,
  facts: Public,
): Promise<RequestState> {
  const act = { ...facts, id: "", at: tx.now, type: kind.type.slice("request.".length) };
  const answer = stepRequest(state, act as unknown as RequestAct);
  if (!answer.accepted) throw refusalOf(answer.reason);
  await record(tx, kind, {
    subject: `request:${request}`,
    public: facts,
    private: {},
    ...(state === undefined ? { previous: null } : {}),
  });
  return answer.state;
}

export function refusalOf(reason: RequestRefusal): Problem {
  return new Problem("wrong-state", {}, { fields: [{ field: "act", code: `request-${reason}` }] });
}
