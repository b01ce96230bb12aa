// Smaller promises of the procedure, each tried by acts: an objection that is not kept up counts for nothing (I6), nothing counts after
// the hour of closing (I10), a pillar's quarter gets its further round (I4), and no call closes at night (I9).
import type { Act, PositionCode } from "../acts.ts";
import { isNight } from "../clocks.ts";
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import {
  answered,
  byOffice,
  bySeat,
  drive,
  held,
  itemOf,
  later,
  listed,
  record,
  seatsOf,
  takes,
  tick,
} from "./drive.ts";
import type { Drive, Wanted } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { example, verdictIn } from "./held.ts";
import { decidedClasses } from "./whole.ts";

/** Two governments object in every call and never reply to the answer they were given: as if they had given no ground. */
export function checkUnsustained(tally: Tally, guards: Guards = everyGuard): void {
  const ruleSet = genuineConsensus(guards);
  for (const itemClass of decidedClasses) {
    if (itemClass === "E") continue;
    const begun = listed(ruleSet, itemOf({ class: itemClass }), seatsOf(6, 1, 1));
    const objecting = standing({ G1: "S", G2: "S", G3: "S", G4: "S", G5: "O", G6: "O" });
    const end = withoutReplies(begun, objecting);
    const expected = held(begun, standing({ G1: "S", G2: "S", G3: "S", G4: "S", G5: "U", G6: "U" }));
    tally.checked("I6");
    if (verdictIn(end.state) !== verdictIn(expected.state))
      tally.broken("I6", () =>
        example(end, `${itemClass}: objections that were not kept up make it ${end.state.outcome?.code}`),
      );
  }
}

function standing(codes: Readonly<Record<string, PositionCode>>): Wanted {
  return Object.fromEntries(Object.entries(codes).map(([seat, code]) => [seat, { c1: code }]));
}

function withoutReplies(from: Drive, wanted: Wanted): Drive {
  let now = from;
  for (let ticks = 0; now.state.stage !== "CLOSED" && ticks < 60; ticks++) {
    const { stage } = now.state;
    if (stage === "CALL") now = record(later(now, 1), wanted);
    else if (stage === "FACILITATION") {
      now = byOffice(later(now, 1), "SECRETARIAT", { type: "nameFacilitator", person: "f", actor: null });
      for (const { id } of now.state.roster?.seats ?? [])
        now = bySeat(now, id, { type: "acceptFacilitator", accept: true });
      now = answered(now, "FACILITATOR");
    } else if (stage === "ANSWERS") now = answered(later(now, 1), "SECRETARIAT");
    now = tick(now);
  }
  return now;
}

/** A position at the hour of closing or later, although the tick has not come yet. */
export function checkLate(tally: Tally, guards: Guards = everyGuard): void {
  const begun = listed(genuineConsensus(guards), itemOf(), seatsOf(4, 1, 1));
  const supported = record(later(begun, 1), standing({ G1: "S", G2: "S" }));
  const closesAt = supported.state.calls.at(-1)?.closesAt ?? supported.now;
  const onTime = JSON.stringify(tick(supported).state.calls[0]?.results);
  for (const seconds of [0, 1, 3_600, 86_400])
    for (const code of ["S", "O", "U", "N"] as const) {
      tally.checked("I10");
      const at = new Date(Date.parse(closesAt) + seconds * 1_000).toISOString();
      const late = takes(takes({ ...supported, now: at }, "G3", code), "G1", code);
      if (JSON.stringify(tick(late).state.calls[0]?.results) !== onTime)
        tally.broken("I10", () => example(late, `${code} ${seconds} s after the close counts`));
    }
  // A late stranger, and a seat that says it twice: only the last within the window counts.
  const act: Act["by"] = { seat: "X9", delegate: "x", credential: "VALID" };
  const stranger = drive(supported, act, { type: "position", on: "ALL", code: "U" });
  tally.checked("I10");
  if (stranger.state !== supported.state)
    tally.broken("I10", () => example(stranger, "a seat that is not in the roster is counted"));
}

/** A quarter of a pillar objects, or the whole of a small one: adopted only after one more round than the class has. */
export function checkBrake(tally: Tally, guards: Guards = everyGuard): void {
  const ruleSet = genuineConsensus(guards);
  const bodies = [
    { seats: seatsOf(4, 3, 3), objector: "C3" },
    { seats: seatsOf(4, 3, 1), objector: "C1" },
  ];
  for (const itemClass of decidedClasses)
    for (const { seats, objector } of bodies) {
      const wanted = standing(Object.fromEntries(seats.map(({ id }) => [id, id === objector ? "O" : "S"])));
      const end = held(listed(ruleSet, itemOf({ class: itemClass }), seats), wanted);
      tally.checked("I4");
      if (verdictIn(end.state) === "ADOPTED" && !end.state.brakeUsed)
        tally.broken("I4", () =>
          example(end, `${itemClass}: adopted over ${objector} without a further round`),
        );
    }
}

const zones = ["Pacific/Auckland", "Asia/Tokyo", "America/Los_Angeles", "Africa/Gaborone", "Asia/Kolkata"];

export function checkNight(tally: Tally, guards: Guards = everyGuard): void {
  for (const timeZone of zones)
    for (const itemClass of decidedClasses) {
      const begun = listed(
        genuineConsensus(guards),
        itemOf({ class: itemClass, timeZone }),
        seatsOf(4, 1, 1),
      );
      for (const wanted of [{}, standing({ G1: "S", G2: "S", G3: "O", G4: "O" })]) {
        const end = held(begun, wanted);
        for (const { closesAt } of end.state.calls) {
          tally.checked("I9");
          if (isNight(closesAt, timeZone))
            tally.broken("I9", () =>
              example(end, `${itemClass}: a call closes at night, ${closesAt} in ${timeZone}`),
            );
        }
      }
    }
}
