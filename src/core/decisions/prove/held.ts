// The acts of a whole item agree with its counts: every profile of a small body is driven to its end by acts, and ends where the
// thresholds say. So what is shown on millions of counts holds for items. Also anonymity: seats and clauses change their names.
import type { PositionCode } from "../acts.ts";
import { genuineConsensus } from "../genuine.ts";
import type { Guards } from "../guards.ts";
import { everyGuard } from "../guards.ts";
import type { Item, Seat } from "../item.ts";
import { heldOutcome } from "../held.ts";
import { genuineParameters, minSeats } from "../parameters.ts";
import type { ItemState, PillarCounts, Verdict } from "../state.ts";
import { held, itemOf, listed, logOf, seatsOf } from "./drive.ts";
import type { Drive, Wanted } from "./drive.ts";
import type { InvariantId, Tally } from "./finding.ts";
import { eachProfile, profilesOf, written } from "./profiles.ts";
import type { Body, Detail } from "./profiles.ts";
import { decidedClasses } from "./whole.ts";

export function verdictIn({ outcome }: ItemState): Verdict | null {
  if (outcome === null) return null;
  if (outcome.code.startsWith("ADOPTED")) return "ADOPTED";
  return outcome.code === "NOT_ADOPTED" || outcome.code === "NO_DECISION" ? outcome.code : null;
}

/** The first seats of a pillar support, the next object, and so on. */
export function wantedOf(counts: readonly PillarCounts[], clauses: readonly string[] = ["c1"]): Wanted {
  const wanted: Record<string, Record<string, PositionCode>> = {};
  for (const { pillar, support, objection, opposed, aside } of counts) {
    const codes: PositionCode[] = [
      ...Array.from({ length: support }, () => "S" as const),
      ...Array.from({ length: objection }, () => "O" as const),
      ...Array.from({ length: opposed }, () => "U" as const),
      ...Array.from({ length: aside }, () => "A" as const),
    ];
    for (const [place, code] of codes.entries())
      wanted[`${pillar}${place + 1}`] = Object.fromEntries(clauses.map((clause) => [clause, code]));
  }
  return wanted;
}

export interface HeldJob {
  readonly body: Body;
  readonly detail: Detail;
}

export function checkHeld({ body, detail }: HeldJob, tally: Tally, guards: Guards = everyGuard): void {
  const sizes = body.map(({ eligible }) => eligible);
  const seats = seatsOf(sizes[0] ?? 0, sizes[1] ?? 0, sizes[2] ?? 0);
  for (const itemClass of decidedClasses) {
    const begun = listed(genuineConsensus(guards), itemOf({ class: itemClass }), seats);
    const bound = mostDays(itemClass);
    eachProfile(profilesOf(body, detail), (counts) => {
      const end = held(begun, wantedOf(counts));
      const expected = heldOutcome(genuineParameters[itemClass], counts);
      const verdict = verdictIn(end.state);
      tally.checked("I9");
      const days = (Date.parse(end.now) - Date.parse(begun.acts[0]?.at ?? end.now)) / 86_400_000;
      if (end.state.stage !== "CLOSED" || days > bound)
        tally.broken("I9", () => example(end, `${itemClass} ${written(counts)} after ${days} days`));
      for (const invariant of promisedBy(counts)) {
        tally.checked(invariant);
        if (verdict !== expected)
          tally.broken(invariant, () =>
            example(
              end,
              `${itemClass} ${written(counts)} → ${end.state.outcome?.code ?? "no end"}, by counts ${expected}`,
            ),
          );
      }
    });
  }
}

/** Which invariants an item that ends elsewhere than by its counts would break. */
function promisedBy(counts: readonly PillarCounts[]): readonly InvariantId[] {
  let [support, eligible, objection, opposed] = [0, 0, 0, 0];
  for (const pillar of counts) {
    support += pillar.support;
    eligible += pillar.eligible;
    objection += pillar.objection;
    opposed += pillar.opposed;
  }
  const promised: InvariantId[] = ["I8"];
  if (support === 0 && objection === 0) promised.push("I7");
  if (support >= eligible - 1) promised.push("I5");
  if (opposed > 0) promised.push("I6");
  if (counts.some((one) => one.eligible >= minSeats && one.objection * 2 > one.eligible)) promised.push("I4");
  return promised;
}

/** Written from the design's clocks, with everything that may come once: brake, extension, freeze, answers, form and cure. */
export function mostDays(itemClass: (typeof decidedClasses)[number]): number {
  const { noticeDays, callDays, rounds, facilitationDays, recalls, mediationDays, ministersDays } =
    genuineParameters[itemClass];
  const lastResorts = (mediationDays === null ? 0 : 1) + (ministersDays === null ? 0 : 1);
  const calls = 1 + rounds + recalls + 1 + lastResorts;
  // Every close may wait for the morning.
  return (
    5 +
    7 +
    5 +
    noticeDays +
    calls * (callDays + 1) +
    (rounds + 1) * facilitationDays +
    (mediationDays ?? 0) +
    (ministersDays ?? 0) +
    3 +
    15 +
    10
  );
}

export function example(end: Drive, what: string) {
  return { ruleSet: end.ruleSet.id, what, log: logOf(end) };
}

/** I3: seats of one pillar and clauses change their names; the end is the same with the names changed. */
export function checkNames(tally: Tally, guards: Guards = everyGuard): void {
  const seats = seatsOf(4, 3, 1);
  const clauses = [
    { id: "c1", text: "text 1", dependsOn: [] },
    { id: "c2", text: "text 2", dependsOn: ["c1"] },
  ];
  const item = itemOf({ clauses, class: "K3", subjects: ["I3"] });
  for (const wanted of mixedProfiles()) {
    const plain = held(listed(genuineConsensus(guards), item, seats), wanted);
    for (const rename of renamings()) {
      const other = held(
        listed(
          genuineConsensus(guards),
          renamedItem(item, rename),
          seats.map((seat) => renamedSeat(seat, rename)),
        ),
        renamedWanted(wanted, rename),
      );
      tally.checked("I3");
      if (told(other.state, (id) => id) !== told(plain.state, rename))
        tally.broken("I3", () =>
          example(
            other,
            `${JSON.stringify(wanted)}: other names, other end (${told(other.state, (id) => id)})`,
          ),
        );
    }
  }
}

function told({ outcome }: ItemState, rename: (id: string) => string): string {
  const adopted = (outcome?.adopted ?? []).map(rename).sort();
  return `${outcome?.code} ${outcome?.reason} ${outcome?.at} ${adopted.join(" ")}`;
}

function* mixedProfiles(): Generator<Wanted> {
  const codes: readonly (readonly [PositionCode, PositionCode])[] = [
    ["S", "S"],
    ["S", "O"],
    ["O", "S"],
    ["U", "A"],
  ];
  for (const first of codes)
    for (const second of codes)
      for (const industry of codes)
        yield {
          G1: both(first),
          G2: both(second),
          G3: both(["S", "S"]),
          I1: both(industry),
          I2: both(first),
        };
}

function both([c1, c2]: readonly [PositionCode, PositionCode]) {
  return { c1, c2 };
}

/** Every permutation of three governments, turned with those of industry, and the two clauses with names exchanged. */
function* renamings(): Generator<(id: string) => string> {
  const orders = [
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ];
  for (const order of orders)
    for (const exchanged of [false, true])
      yield (id) => {
        const place = Number(id.slice(1));
        if (/^[GI][123]$/.test(id)) return `${id[0]}${order[place - 1]}`;
        return exchanged && (id === "c1" || id === "c2") ? `c${3 - place}` : id;
      };
}

/** The sponsor keeps its part under its new name: `listed` begins with G1, so the roster's order stays and names move. */
function renamedSeat(seat: Seat, rename: (id: string) => string): Seat {
  return { ...seat, id: rename(seat.id), actor: rename(seat.actor) };
}

function renamedItem(item: Item, rename: (id: string) => string): Item {
  return {
    ...item,
    subjects: item.subjects.map(rename),
    clauses: item.clauses.map((clause) => ({
      ...clause,
      id: rename(clause.id),
      dependsOn: clause.dependsOn.map(rename),
    })),
  };
}

function renamedWanted(wanted: Wanted, rename: (id: string) => string): Wanted {
  return Object.fromEntries(
    Object.entries(wanted).map(([seat, clauses]) => [
      rename(seat),
      Object.fromEntries(Object.entries(clauses).map(([clause, code]) => [rename(clause), code])),
    ]),
  );
}
