// What the clock or the trustees have made due in an election is recorded, one act after the other: a call opens, is counted,
// the election ends. Nobody decides anything here; who comes late finds it done.
import { electedOf, openTotals, unopenable } from "#core/ballot/index.ts";
import type { CallTerms, CountedBallots } from "#core/ballot/index.ts";
import { continuity } from "#core/decisions/index.ts";
import type { Continuity } from "#core/decisions/index.ts";
import { regionOf } from "#core/kp/regions.ts";
import { statusOn } from "#core/kp/statuses.ts";
import { closingOf, dueAt, standing, votersOf } from "#core/offices/election.ts";
import type { CallState, ElectionEnd, ElectionEvent, ElectionState } from "#core/offices/election.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { callEnded, callOpened, electionEnded } from "../acts.ts";
import { boxOfCall, countOf, electionSubject, getElection, isKeyReady } from "../elections.ts";
import type { CallEndedFacts, CallFacts, EndedFacts } from "../facts.ts";
import { holders } from "../holders.ts";
import { holdProcedure } from "../store.ts";

/** How many acts were recorded. */
export async function moveElection(ctx: Ctx, id: string): Promise<number> {
  let moved = 0;
  while (await inTransaction(ctx, (tx) => moveOnce(tx, id))) moved++;
  return moved;
}

async function moveOnce(tx: Tx, id: string): Promise<boolean> {
  await holdProcedure(tx, electionSubject(id));
  const { state } = await getElection(tx, id);
  const due = dueAt(state, tx.now, isKeyReady(state));
  return due === null ? false : move(tx, state, due);
}

async function move(tx: Tx, state: ElectionState, due: ElectionEvent): Promise<boolean> {
  switch (due.event) {
    case "OPEN_CALL":
      await openCall(tx, state, due.number);
      return true;
    case "COUNT_CALL":
      return countCall(tx, state, due.lastDay);
    case "END":
      await end(tx, state, due.why);
      return true;
  }
}

async function openCall(tx: Tx, state: ElectionState, number: number): Promise<void> {
  const { called } = state;
  const choices = standing(state).map(({ seat }) => seat);
  const terms: CallTerms = {
    call: number,
    choices,
    most: Math.min(called.most, choices.length),
    groups: called.groups.map(({ id, floor }) => ({ id, floor })),
    voters: votersOf(state, await seatsNow(tx)),
    opensAt: tx.now,
    closesAt: closingOf(called, tx.now),
  };
  await record(tx, callOpened, {
    subject: electionSubject(state.id),
    public: terms as CallFacts,
    private: {},
  });
}

async function countCall(tx: Tx, state: ElectionState, lastDay: boolean): Promise<boolean> {
  const call = state.calls.at(-1) as CallState;
  const counted = await countOf(state, call);
  const against = unopenable(call.terms, counted);
  const enough = call.decryptions.filter((one) => one !== null).length >= state.ceremony.terms.threshold;
  if (against === null && !enough && !lastDay) return false;
  const totals = against === null && enough ? totalsOf(state, call, counted) : undefined;
  if (totals === undefined && against === null && !lastDay) return false;
  const facts = {
    totals: totals ?? [],
    elected: totals === undefined ? null : electedOf(call.terms, totals),
    why: totals === undefined ? (against ?? "NOT_OPENED") : "OPENED",
  };
  await record(tx, callEnded, {
    subject: electionSubject(state.id),
    public: facts as CallEndedFacts,
    private: {},
  });
  return true;
}

function totalsOf(state: ElectionState, call: CallState, counted: CountedBallots) {
  const decryptions = call.decryptions.flatMap((message, place) =>
    message === null ? [] : [{ place, message }],
  );
  const { joint } = boxOfCall(state, call);
  return openTotals(joint, state.ceremony.terms.threshold, counted, decryptions);
}

async function end(tx: Tx, state: ElectionState, why: ElectionEnd): Promise<void> {
  const elected = why === "ELECTED" ? (state.calls.at(-1)?.ended?.elected ?? null) : null;
  const facts = { why, elected, continuity: elected === null ? await keeper(tx, state) : null };
  await record(tx, electionEnded, {
    subject: electionSubject(state.id),
    public: facts as unknown as EndedFacts,
    private: {},
  });
}

/** By the offices as they are known on this day, among Participants that may trade: nobody else keeps an office. */
async function keeper(tx: Tx, { called }: ElectionState): Promise<Continuity> {
  const known = await holders(tx);
  const before = called.year - 1;
  const goes = known.of("CHAIR", before)?.holder ?? null;
  const formerChairs = known.all
    .filter(({ office, year }) => office === "CHAIR" && year <= before)
    .flatMap(({ holder, year }) =>
      holder === null ? [] : [{ actor: holder, region: regionOf(holder) ?? "", year }],
    );
  const { statuses } = await schemeFacts(tx);
  const today = tx.now.slice(0, 10);
  return continuity({
    elected: null,
    // The office of Vice-Chair has no vice of its own: there the chain begins with the custodian.
    viceChair: called.office === "CHAIR" ? (known.of("VICE_CHAIR", before)?.holder ?? null) : null,
    region: goes === null ? "" : (regionOf(goes) ?? ""),
    formerChairs,
    unavailable: formerChairs
      .map(({ actor }) => actor)
      .filter((who) => !["PARTICIPANT", "CONDITIONAL"].includes(statusOn(statuses, who, today).status)),
  });
}
