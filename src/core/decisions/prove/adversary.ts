// I5 as a game: all seats support a text but one, and that one does whatever an act lets it do, in every call, round and mediation:
// objects with and without ground, answers or not, claims exclusion again and again, moves against others, floods with amendments.
// Whatever it does, the text is adopted.
import type { Payload } from "../acts.ts";
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import {
  bySeat,
  byOffice,
  facilitated,
  itemOf,
  later,
  listed,
  record,
  replied,
  seatsOf,
  tick,
} from "./drive.ts";
import type { Drive, Wanted } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { essence } from "./graph.ts";
import { example, verdictIn } from "./held.ts";
import type { decidedClasses } from "./whole.ts";

type DecidedClass = (typeof decidedClasses)[number];

/** One of four governments, one of three seats of industry, and the only one of civil society. */
export const loneSeats = ["G4", "I3", "C1"] as const;

export function exploreLoneSeat(
  itemClass: DecidedClass,
  lone: (typeof loneSeats)[number],
  tally: Tally,
  guards: Guards = everyGuard,
): { readonly states: number } {
  const seats = seatsOf(4, 3, 1);
  const others: Wanted = Object.fromEntries(
    seats.filter(({ id }) => id !== lone).map(({ id }) => [id, { c1: "S" }]),
  );
  const seen = new Set<string>();
  const onPath = new Set<string>();
  const walk = (from: Drive): void => {
    const key = `${essence(from.state)}|${from.state.frozenSince !== null}`;
    if (onPath.has(key))
      tally.broken("I5", () =>
        example(from, `${itemClass}, ${lone}: it can go on for ever in ${from.state.stage}`),
      );
    if (seen.has(key)) return;
    seen.add(key);
    tally.checked("I5");
    if (from.state.stage === "CLOSED") {
      if (verdictIn(from.state) !== "ADOPTED")
        tally.broken("I5", () => example(from, `${itemClass}, ${lone} alone: ${from.state.outcome?.code}`));
      return;
    }
    onPath.add(key);
    for (const next of movesOf(from, lone, others)) walk(tick(next));
    onPath.delete(key);
  };
  walk(listed(genuineConsensus(guards), itemOf({ class: itemClass }), seats));
  return { states: seen.size };
}

function* movesOf(from: Drive, lone: string, others: Wanted): Generator<Drive> {
  const soon = later(from, 1);
  switch (from.state.stage) {
    case "CALL": {
      if (from.state.frozenSince !== null) {
        yield from;
        return;
      }
      const supported = record(soon, others);
      for (const code of ["N", "S", "A", "P", "U", "O"] as const)
        yield record(supported, { [lone]: { c1: code } });
      const objecting = record(supported, { [lone]: { c1: "O" } });
      yield bySeat(objecting, lone, { type: "claimExclusion", reason: "Kept out." });
      yield bySeat(objecting, lone, moving("G1"));
      yield inTheLastHours(record(soon, others), { [lone]: { c1: "O" } });
      break;
    }
    case "FACILITATION": {
      yield from;
      const answeredTo = facilitated(soon);
      yield answeredTo;
      yield flooded(answeredTo, lone);
      // It refuses every facilitator, and nobody else says anything.
      const named = byOffice(soon, "SECRETARIAT", {
        type: "nameFacilitator",
        person: "somebody",
        actor: null,
      });
      yield bySeat(named, lone, { type: "acceptFacilitator", accept: false });
      break;
    }
    case "MEDIATION":
      yield replied(soon);
      yield bySeat(soon, lone, { type: "requestMinisters" });
      break;
    default:
      yield from;
  }
}

function moving(seat: string): Payload {
  return { type: "moveMerits", seat, clause: "c1", reason: "About something else." };
}

function inTheLastHours(from: Drive, wanted: Wanted): Drive {
  const closesAt = from.state.calls.at(-1)?.closesAt ?? from.now;
  const hours = (Date.parse(closesAt) - Date.parse(from.now)) / 3_600_000 - 2;
  return record(hours > 0 ? later(from, hours) : from, wanted);
}

function flooded(from: Drive, lone: string): Drive {
  let now = from;
  for (let i = 0; i < 5; i++) now = bySeat(now, lone, { type: "amend", clause: "c1", text: `text ${i}` });
  return now;
}
