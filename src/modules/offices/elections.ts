// Elections as others ask for them. What is expensive to check (keys, ballots, sums) is checked once for each state, because
// acts are never taken back: what was found of so many acts stays found.
import { setImmediate } from "node:timers/promises";
import { boxOf, ceremonyState, counting, judgeElection } from "#core/ballot/index.ts";
import type { CeremonyState, CountedBallots, Counting, ElectionVerdict } from "#core/ballot/index.ts";
import { fileOfElection, foldElection } from "#core/offices/election.ts";
import type { CallState, ElectionState } from "#core/offices/election.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import * as store from "./store.ts";

export interface KnownElection {
  readonly state: ElectionState;
  /** How many acts it has: with the id, the name of this state. */
  readonly acts: number;
  /** Of the acts on it, newest last: id, kind, time. */
  readonly history: readonly store.ProcedureRow[];
}

export const electionSubject = (id: string): string => `election:${id}`;

export async function findElection(source: Ctx | Tx, id: string): Promise<KnownElection | undefined> {
  const history = await store.actsOfProcedure(readerOf(source), electionSubject(id));
  const state = foldElection(id, history);
  return state === undefined ? undefined : { state, acts: history.length, history };
}

export async function getElection(source: Ctx | Tx, id: string): Promise<KnownElection> {
  const found = await findElection(source, id);
  if (found === undefined) throw new Problem("not-found");
  return found;
}

/** Newest first. */
export async function elections(source: Ctx | Tx): Promise<readonly ElectionState[]> {
  return (await store.proceduresOf(readerOf(source), "election")).flatMap(
    ({ id, acts }) => foldElection(id, acts) ?? [],
  );
}

const keys = remembered<CeremonyState>();
const counters = remembered<Counter>();
const verdicts = remembered<Promise<ElectionVerdict>>();

export function keyOf({ id, ceremony }: Pick<ElectionState, "id" | "ceremony">): CeremonyState {
  const { terms, enrolments, deals, confirmations } = ceremony;
  const said = [enrolments, deals, confirmations].map((list) =>
    list.map((one) => (one === null ? 0 : 1)).join(""),
  );
  return keys(`${id} ${terms.election} ${said.join()}`, () => ceremonyState(ceremony));
}

export function isKeyReady(state: ElectionState): boolean {
  return state.ceremony.confirmations.every((one) => one !== null) && keyOf(state).step === "ready";
}

/** Throws where the key is not ready: no call is opened before. */
export function boxOfCall(state: ElectionState, call: CallState) {
  const key = keyOf(state);
  if (key.step !== "ready") throw new Error(`election ${state.id} has a call and no key`);
  return { joint: key.joint, box: boxOf(state.ceremony.terms, key.joint, call.terms) };
}

interface Counter {
  readonly count: Counting;
  taken: number;
  /** Two who ask at once wait for each other: no ballot is taken twice. */
  last: Promise<unknown>;
}

/** Some milliseconds for each ballot that was not seen before: requests have their turn between them. */
export function countOf(state: ElectionState, call: CallState): Promise<CountedBallots> {
  const counter = counters(`${state.id} ${call.terms.call}`, (): Counter => ({
    count: counting(boxOfCall(state, call).box),
    taken: 0,
    last: Promise.resolve(),
  }));
  const counted = counter.last.then(async () => {
    for (const cast of call.ballots.slice(counter.taken)) {
      counter.count.take(cast);
      counter.taken++;
      await setImmediate();
    }
    return counter.count.result();
  });
  counter.last = counted;
  return counted;
}

export function verdictOf({ state, acts }: KnownElection): Promise<ElectionVerdict> {
  return verdicts(`${state.id} ${acts}`, async () => {
    const counted: CountedBallots[] = [];
    for (const call of state.calls) counted.push(await countOf(state, call));
    return judgeElection(fileOfElection(state), keyOf(state), counted);
  });
}

export function readerOf(source: Ctx | Tx): store.Reader {
  return "database" in source ? { db: source.database.kysely } : source;
}

/** The last hundred answers by name. */
function remembered<T>(): (name: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (name, make) => {
    const answer = known.get(name) ?? make();
    known.delete(name);
    known.set(name, answer);
    const [oldest] = known.keys();
    if (known.size > 100 && oldest !== undefined) known.delete(oldest);
    return answer;
  };
}
