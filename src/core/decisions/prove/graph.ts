// Every way an item can go: from each state all kinds of call (one profile for each thing that a call can say, with and without late
// swings and claims of exclusion), facilitation with and without answers and new texts, mediation with and without a compromise,
// ministers asked for or not. States that differ only in which seat or day are one. No circle, an end within days (I9), nothing
// after the end changes it (I10), a roster that changes in a call does not (I15), and "needs so many more" is exact (I16).
import type { Act, Payload, PositionCode } from "../acts.ts";
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import { panelByLot } from "../panels.ts";
import type { ItemState } from "../state.ts";
import {
  answered,
  asksForMinisters,
  bySeat,
  byOffice,
  drive,
  facilitated,
  itemOf,
  later,
  listed,
  record,
  replied,
  seatsOf,
  takes,
  tick,
} from "./drive.ts";
import type { Drive, Wanted } from "./drive.ts";
import { checkExplained } from "./explained.ts";
import type { Tally } from "./finding.ts";
import { example, mostDays } from "./held.ts";
import type { decidedClasses } from "./whole.ts";

type DecidedClass = (typeof decidedClasses)[number];

/** What of a state bears on what can still happen; seats only as counts within their pillar. */
export function essence(state: ItemState): string {
  const call = state.calls.at(-1);
  const standing: string[] = [];
  for (const { id, pillar } of call?.roster.seats ?? [])
    for (const [clause, { code, lapsed }] of Object.entries(call?.positions[id] ?? {})) {
      const open = state.answers.some((answer) => answer.seat === id && answer.reply === null);
      standing.push(`${pillar}${clause}${code}${lapsed ? "-" : ""}${open ? "?" : ""}`);
    }
  return [
    state.stage,
    state.round,
    state.recallsUsed,
    state.versions.length,
    state.extensionUsed,
    state.brakeUsed,
    state.freezeUsed,
    state.answersUsed,
    state.mediationUsed,
    state.ministersUsed,
    state.ministersRequestedBy.length > 0,
    state.compromise !== null,
    state.claims.length > 0,
    call?.kind,
    call?.ministers,
    call?.version === state.versions.length,
    state.settled.map(({ clause }) => clause).join(),
    standing.sort().join(),
  ].join("|");
}

export interface Explored {
  readonly states: number;
  readonly steps: number;
  readonly longestDays: number;
  readonly ends: ReadonlySet<string>;
}

export interface GraphJob {
  readonly class: DecidedClass;
  /** Late swings, claims of exclusion and new texts as well. */
  readonly everything: boolean;
}

export function exploreGraph(job: GraphJob, tally: Tally, guards: Guards = everyGuard): Explored {
  const begun = listed(genuineConsensus(guards), itemOf({ class: job.class }), seatsOf(4, 3, 3));
  const longest = new Map<string, number>();
  const onPath = new Set<string>();
  const ends = new Set<string>();
  let steps = 0;
  const walk = (from: Drive): number => {
    const key = essence(from.state);
    const known = longest.get(key);
    if (known !== undefined) return known;
    if (onPath.has(key)) {
      tally.broken("I9", () => example(from, `${job.class}: comes back to ${key}`));
      return 0;
    }
    if (from.state.stage === "CLOSED") {
      checkClosed(from, tally);
      ends.add(`${from.state.outcome?.code} ${from.state.outcome?.reason ?? ""}`.trim());
      longest.set(key, 0);
      return 0;
    }
    onPath.add(key);
    let most = 0;
    for (const next of choicesAt(from, job, tally)) {
      steps++;
      const passed = tick(next);
      if (passed.state.stage !== "CLOSED" && passed.state.deadline === null) {
        tally.broken("I9", () => example(passed, `${job.class}: nothing is due any more`));
        continue;
      }
      const days = (Date.parse(passed.now) - Date.parse(from.now)) / 86_400_000;
      most = Math.max(most, days + walk(passed));
    }
    onPath.delete(key);
    longest.set(key, most);
    tally.checked("I9");
    return most;
  };
  const calls = walk(begun);
  const before = (Date.parse(begun.now) - Date.parse(begun.acts[0]?.at ?? begun.now)) / 86_400_000;
  const longestDays = Math.ceil(before + calls);
  if (longestDays > mostDays(job.class))
    tally.broken("I9", () =>
      example(begun, `${job.class}: ${longestDays} days, more than ${mostDays(job.class)}`),
    );
  return { states: longest.size, steps, longestDays, ends };
}

/** One for each thing that a call of four governments and three seats of each other pillar can say. */
const profiles: readonly Wanted[] = [
  {},
  said("S", "G1", "G2"),
  said("S", "G1", "G2", "G3", "G4", "I1", "I2", "I3", "C1", "C2", "C3"),
  { ...said("S", "G1", "G2", "G3", "I1", "I2", "C1", "C2"), ...said("O", "G4") },
  { ...said("S", "G1", "G2", "G3", "I1", "I2", "C1", "C2"), ...said("O", "C3") },
  { ...said("S", "G1", "G2", "I1", "I2", "C1", "C2"), ...said("O", "G3", "G4") },
  { ...said("S", "G1", "G2", "G3", "G4", "I1", "I2", "I3"), ...said("O", "C2", "C3") },
  said("O", "G1"),
];

function said(code: PositionCode, ...seats: readonly string[]): Wanted {
  return Object.fromEntries(seats.map((seat) => [seat, { c1: code }]));
}

function* choicesAt(from: Drive, job: GraphJob, tally: Tally): Generator<Drive> {
  const soon = later(from, 1);
  switch (from.state.stage) {
    case "CALL":
      yield* callsAt(soon, job, tally);
      break;
    case "FACILITATION":
      yield from;
      yield facilitated(soon);
      if (job.everything) yield newText(soon);
      break;
    case "MEDIATION":
      yield from;
      yield asksForMinisters(replied(soon));
      if (job.everything) yield compromised(asksForMinisters(soon));
      break;
    case "ANSWERS":
      yield from;
      yield answered(soon, "SECRETARIAT");
      break;
    default:
      yield from;
  }
}

function* callsAt(from: Drive, job: GraphJob, tally: Tally): Generator<Drive> {
  const call = from.state.calls.at(-1);
  if (from.state.frozenSince !== null || call?.extended === true) {
    yield from;
    return;
  }
  for (const wanted of profiles) {
    // What a seat held before and does not want now, it takes back.
    const held = Object.fromEntries(
      Object.keys(call?.positions ?? {}).map((seat) => [seat, { c1: "N" as const }]),
    );
    const voted = record(from, { ...held, ...wanted });
    checkSnapshot(voted, tally);
    checkExplained(voted, tally);
    yield voted;
    if (!job.everything) continue;
    if (!from.state.extensionUsed) {
      const atTheEnd = Math.max(
        1,
        (Date.parse(call?.closesAt ?? from.now) - Date.parse(from.now)) / 3_600_000 - 2,
      );
      yield record(later(from, atTheEnd), { ...held, ...wanted });
    }
    if (!from.state.freezeUsed)
      yield bySeat(voted, "C1", { type: "claimExclusion", reason: "Kept from the meeting." });
  }
}

function newText(from: Drive): Drive {
  const clauses = [{ id: "c1", text: `text of version ${from.state.versions.length + 1}`, dependsOn: [] }];
  return bySeat(from, "G1", { type: "consolidate", clauses, accepted: [], rejected: [] });
}

const seed = "ab".repeat(32);

function compromised(from: Drive): Drive {
  const clauses = [{ id: "c1", text: "text of the mediators", dependsOn: [] }];
  const { ruleSet, state } = from;
  // The lot gives the panel; whoever proposes another is refused.
  const members = panelOf(from);
  const drawn = byOffice(from, "SECRETARIAT", {
    type: "drawPanel",
    purpose: "MEDIATION",
    about: null,
    members,
    seed,
    independents: ["independent"],
  });
  if (drawn.state === state) throw new RangeError(`${ruleSet.id}: the panel was not drawn`);
  return byOffice(drawn, "PANEL", { type: "compromise", clauses, reasons: "Because." });
}

function panelOf({ state }: Drive): readonly string[] {
  return panelByLot(state, "MEDIATION", null, seed, ["independent"]) ?? [];
}

/** I15: while a call is open the roster changes in every way; the call says the same. */
function checkSnapshot(voted: Drive, tally: Tally): void {
  const seats = voted.state.roster?.seats ?? [];
  const said = resultsOf(voted);
  const rosters = [
    seats.slice(1),
    seats.slice(0, 1),
    [...seats, { id: "G9", pillar: "G", actor: "G9" }, { id: "G8", pillar: "G", actor: "G8" }],
    seats.map((seat) => (seat.pillar === "C" ? { ...seat, pillar: "I" } : seat)),
    seats.filter(({ pillar }) => pillar !== "C"),
  ];
  for (const roster of rosters) {
    tally.checked("I15");
    const changed = byOffice(voted, "SECRETARIAT", { type: "roster", seats: roster });
    // A newcomer has no say in a call that was open before it came.
    const withNewcomer = takes(changed, "G9", "O");
    for (const other of [changed, withNewcomer])
      if (resultsOf(other) !== said)
        tally.broken("I15", () =>
          example(tick(other), `another roster, another result: ${resultsOf(other)} for ${said}`),
        );
  }
}

function resultsOf(voted: Drive): string {
  const closed = tick(voted).state.calls.find(({ number }) => number === voted.state.calls.length);
  return JSON.stringify([closed?.results, closed?.adoptable, closed?.silent, closed?.closedAt]);
}

/** I10: every kind of act after the end, by whoever may, before and after it by the clock. */
function checkClosed(end: Drive, tally: Tally): void {
  const outcome = JSON.stringify(end.state.outcome);
  for (const [by, payload] of lateActs(end.state))
    for (const at of [end, later(end, 24 * 400), { ...end, now: end.acts.at(-2)?.at ?? end.now }]) {
      tally.checked("I10");
      const after = drive(at, by, payload);
      if (JSON.stringify(after.state.outcome) !== outcome || after.state.stage !== "CLOSED")
        tally.broken("I10", () => example(after, `${payload.type} after the end changes ${outcome}`));
    }
}

export function lateActs(state: ItemState): readonly (readonly [Act["by"], Payload])[] {
  const seat: Act["by"] = { seat: "G2", delegate: "G2-delegate", credential: "VALID" };
  const sponsor: Act["by"] = { seat: "G1", delegate: "G1-delegate", credential: "VALID" };
  const office = (name: "SECRETARIAT" | "CHAIR" | "FACILITATOR" | "PANEL"): Act["by"] => ({
    office: name,
    person: name.toLowerCase(),
  });
  const clauses = [{ id: "c1", text: "another text", dependsOn: [] }];
  return [
    [office("SECRETARIAT"), { type: "roster", seats: (state.roster?.seats ?? []).slice(2) }],
    [seat, { type: "second", as: "SECONDER" }],
    [office("SECRETARIAT"), { type: "checkForm", defects: ["late"] }],
    [sponsor, { type: "cure", clauses }],
    [seat, { type: "challengeRecusal", seat: "G3", recuse: true, reason: "late" }],
    [seat, { type: "amend", clause: "c1", text: null }],
    [sponsor, { type: "consolidate", clauses, accepted: [], rejected: [] }],
    [office("CHAIR"), { type: "openCall", closesAt: "2031-01-01T12:00:00.000Z" }],
    [seat, { type: "position", on: "ALL", code: "S", words: "late", minister: true }],
    [seat, { type: "position", on: ["c1"], code: "U", words: "late", minister: true }],
    [office("FACILITATOR"), { type: "answer", seat: "G4", clause: "c1", text: "late" }],
    [seat, { type: "moveMerits", seat: "G4", clause: "c1", reason: "late" }],
    [seat, { type: "claimExclusion", reason: "late" }],
    [seat, { type: "requestMinisters" }],
    [seat, { type: "statement", text: "late", objectsToDiscussing: true }],
    [sponsor, { type: "withdraw" }],
    [office("CHAIR"), { type: "declare", outcome: "ADOPTED_CONSENSUS" }],
    [office("CHAIR"), { type: "declare", outcome: "NOT_ADOPTED" }],
    [office("SECRETARIAT"), { type: "tick", deadline: state.outcome?.at ?? "" }],
  ];
}
