// The clocks of requests: what is due is recorded as an act of the Secretariat, once, in the order of its days, also after
// the program was away for a month. A draw waits for the first signed head that nobody could know when it was asked for.
import { drawByLot } from "#core/decisions/lot.ts";
import { requestParameters } from "#core/decisions/requests.ts";
import type { RequestState } from "#core/decisions/requests.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { findFounding, inTransaction, repeatedly } from "#modules/record/index.ts";
import type { Background, Ctx, Tx } from "#modules/record/index.ts";
import { headAfter } from "../lot.ts";
import { seatsNow } from "../seats/queries.ts";
import { requestTicked } from "./acts.ts";
import { getRequest, takeAct } from "./commands/take.ts";
import * as store from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const lookMillis = 60_000;

export function startRequestClocks(base: Base, onError: (error: unknown) => void): Background {
  return repeatedly(
    async (isStopped) => {
      await tickRequests(base, isStopped);
    },
    { firstMillis: 5_000, restMillis: lookMillis },
    onError,
  );
}

/** How many clocks were recorded. */
export async function tickRequests(base: Base, isStopped: () => boolean = () => false): Promise<number> {
  const founding = await findFounding({ db: base.database.kysely });
  if (founding === undefined || (await base.keyring.findSigner(founding.founder)) === undefined) return 0;
  const ctx: Ctx = {
    ...base,
    actor: {
      kind: "system",
      id: "requests",
      name: "Clocks of requests",
      organisation: founding.founder,
      roles: ["secretariat"],
    },
  };
  const now = new Date(base.clock()).toISOString();
  let ticked = 0;
  for (const { id } of await store.dueRequests({ db: base.database.kysely }, now)) {
    if (isStopped()) break;
    if (await tickOne(ctx, id)) ticked += 1;
  }
  return ticked;
}

async function tickOne(ctx: Ctx, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const state = await getRequest(tx, id);
    const { deadline } = state;
    // Another program was here meanwhile.
    if (deadline === null || deadline.at > tx.now) return false;
    const { tick, at: due } = deadline;
    if (tick === "DRAWN") {
      const drawn = await draw(tx, id, state);
      if (drawn === undefined) return false;
      await takeAct(tx, id, state, requestTicked, { tick, due, ...drawn });
      return true;
    }
    const names = tick === "CLOSED" ? await silentGovernments(tx, state) : [];
    await takeAct(tx, id, state, requestTicked, { tick, due, names, head: null });
    return true;
  });
}

async function silentGovernments(tx: Tx, state: RequestState): Promise<readonly string[]> {
  const answered = new Set(state.answers.map(({ by }) => by));
  return (await seatsNow(tx))
    .filter(({ code, pillar }) => pillar === "G" && !answered.has(code))
    .map(({ code }) => code);
}

/** Anybody draws it again from the act that fixed the candidates and the head that is named. */
async function draw(tx: Tx, id: string, state: RequestState) {
  const triggered = (await store.actsOf(tx, id)).findLast(({ facts }) => facts["tick"] === "TRIGGERED");
  const head = triggered === undefined ? undefined : await headAfter(tx, triggered.act);
  if (head === undefined) return undefined;
  return {
    names: drawByLot(head.root, state.candidates, requestParameters.experts),
    head: { size: String(head.size), root: toHex(head.root) },
  };
}
