// A seat puts itself behind a request; when enough do, it happens in the same moment, without anybody's consent.
import { reachesNumber } from "#core/decisions/requests.ts";
import type { RequestState } from "#core/decisions/requests.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { seatsNow } from "../../seats/queries.ts";
import type { SeatOnDay } from "../../seats/queries.ts";
import { requestSupported, requestTicked } from "../acts.ts";
import * as store from "../store.ts";
import { getRequest, speakingSeat, takeAct } from "./take.ts";

export async function supportRequest(ctx: Ctx, id: string): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx, id);
    const before = await getRequest(tx, id);
    const state = await takeAct(tx, id, before, requestSupported, { by });
    const seats = await seatsNow(tx);
    if (reachesNumber(state, pillarsOf(seats)))
      await takeAct(tx, id, state, requestTicked, {
        tick: "TRIGGERED",
        due: tx.now,
        names: state.kind === "FACT_FINDING" ? await candidates(tx, state, seats) : [],
        head: null,
      });
    return { id };
  });
}

export function pillarsOf(
  seats: readonly SeatOnDay[],
): readonly { readonly pillar: string; readonly seats: readonly string[] }[] {
  return [...new Set(seats.map(({ pillar }) => pillar))].map((pillar) => ({
    pillar,
    seats: seats.filter((seat) => seat.pillar === pillar).map(({ code }) => code),
  }));
}

/** Listed before the request was opened, not proposed by a party and of no party's country. */
async function candidates(
  tx: Tx,
  state: RequestState,
  seats: readonly SeatOnDay[],
): Promise<readonly string[]> {
  const parties = new Set([state.by, state.about]);
  const countries = new Set(
    seats.filter(({ code }) => parties.has(code)).flatMap(({ participant }) => participant ?? []),
  );
  return (await store.experts(tx))
    .filter(
      (expert) =>
        expert.withdrawn_at === null &&
        expert.listed_at < state.openedAt &&
        !parties.has(expert.proposed_by) &&
        !countries.has(expert.country),
    )
    .map(({ id }) => id)
    .toSorted();
}
