// Acts of different seats inside one window in every order (I2), the same log folded again (I1), and seats that are recused (I14).
import type { Act, Payload, PositionCode } from "../acts.ts";
import { addHours } from "../clocks.ts";
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import { fold } from "../rules.ts";
import type { ItemState } from "../state.ts";
import {
  bySeat,
  facilitated,
  held,
  itemOf,
  later,
  listed,
  record,
  seatsOf,
  takes,
  tick,
  wholeObjection,
} from "./drive.ts";
import type { Drive, Wanted } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { example, wantedOf } from "./held.ts";
import { bodyOf, eachProfile, profilesOf } from "./profiles.ts";

type Said = readonly [seat: string, Payload];

const objects = (clause: string): Payload => ({
  type: "position",
  on: [clause],
  code: "O",
  objection: wholeObjection,
});
const says = (code: PositionCode): Payload => ({
  type: "position",
  on: "ALL",
  code,
  words: "because",
  expected: "2027-04-01",
});

/** What one seat may do in an open call; each of four seats does one of these. */
const doings: readonly Payload[] = [
  says("S"),
  says("A"),
  objects("c1"),
  { type: "statement", text: "A word.", objectsToDiscussing: false },
];
const rarer: readonly Payload[] = [
  says("R"),
  says("P"),
  says("U"),
  { type: "claimExclusion", reason: "Kept out." },
  { type: "moveMerits", seat: "C1", clause: "c1", reason: "It is about something else." },
  { type: "withdraw" },
];

/** I2: every order of four acts, each with its own time, at the beginning of a call and in its last two days. */
export function checkOrders(tally: Tally, guards: Guards = everyGuard): void {
  for (const { from, hours } of openCalls(guards))
    for (const said of fourActs()) {
      const acts = said.map(([seat, payload], place): Act => ({
        id: `w${place}`,
        at: addHours(from.now, hours + place),
        by: { seat, delegate: `${seat}-delegate`, credential: "VALID" },
        ...payload,
      }));
      let first: string | undefined;
      for (const order of orders(acts)) {
        tally.checked("I2");
        const end = order.reduce((state, act) => from.ruleSet.step(state, act).state, from.state);
        const closed = tick({ ...from, state: end, acts: [...from.acts, ...order] });
        // A withdrawal ends the window: what was said before it is on the record, what came after it is not. The outcome is one.
        const withdrawn = closed.state.outcome?.code === "WITHDRAWN";
        const told = withdrawn ? JSON.stringify(closed.state.outcome) : canonical(closed.state);
        first ??= told;
        if (told !== first)
          tally.broken("I2", () =>
            example(
              closed,
              `${order.map(({ id, type }) => `${id} ${type}`).join(", ")}: another order, another state`,
            ),
          );
      }
    }
}

function openCalls(guards: Guards): readonly { readonly from: Drive; readonly hours: number }[] {
  const seats = seatsOf(4, 1, 1);
  const clauses = [
    { id: "c1", text: "text 1", dependsOn: [] },
    { id: "c2", text: "text 2", dependsOn: ["c1"] },
  ];
  const begun = listed(genuineConsensus(guards), itemOf({ class: "K3", clauses }), seats);
  // An objection stands already, which a motion may be about.
  const objected = takes(record(begun, { G4: { c1: "S", c2: "S" } }), "C1", "O", ["c1"]);
  const again = tick(facilitated(later(tick(later(objected, 2)), 1)));
  return [
    { from: objected, hours: 1 },
    { from: objected, hours: 14 * 24 - 30 },
    { from: again, hours: 1 },
  ];
}

/** Governments G1 to G3 and the seat of industry; one of them may do something rarer. */
function* fourActs(): Generator<readonly Said[]> {
  const seats = ["G1", "G2", "G3", "I1"];
  const usual = combinations(doings, seats.length);
  for (const chosen of usual) yield seats.map((seat, place): Said => [seat, chosen[place] as Payload]);
  for (const rare of rarer)
    for (const other of rarer)
      for (const [place] of doings.entries())
        yield [
          ["G1", rare],
          ["G2", other],
          ["G3", doings[place] as Payload],
          ["I1", doings[(place + 1) % doings.length] as Payload],
        ];
}

function combinations<T>(all: readonly T[], length: number): readonly (readonly T[])[] {
  return length === 0
    ? [[]]
    : combinations(all, length - 1).flatMap((rest) => all.map((one) => [...rest, one]));
}

export function orders<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length < 2) return [all];
  return all.flatMap((one, place) =>
    orders([...all.slice(0, place), ...all.slice(place + 1)]).map((rest) => [one, ...rest]),
  );
}

/** A state without the order in which things were written down, and without the names that acts gave to motions. */
export function canonical(state: ItemState): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (value === null || typeof value !== "object") return value;
    const entries = Object.entries(value).filter(([key]) => key !== "item" && key !== "ruleSet");
    return Object.fromEntries(
      entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, sorted(own)]),
    );
  };
  const motions = state.motions.map((motion) => ({ ...motion, id: "", at: "", reason: "" }));
  return JSON.stringify(sorted({ ...state, motions }));
}

/** I1: the whole log again, from its written form, and from every prefix on: the same state to the last byte. */
export function checkReplays(tally: Tally, guards: Guards = everyGuard): void {
  const ruleSet = genuineConsensus(guards);
  const begun = listed(ruleSet, itemOf({ class: "K3" }), seatsOf(4, 1, 1));
  eachProfile(profilesOf(bodyOf(4, 1, 1), "STANCES"), (counts) => {
    const end = held(begun, wantedOf(counts));
    const bytes = JSON.stringify(end.state);
    const log = JSON.parse(JSON.stringify({ item: end.item, acts: end.acts })) as typeof end;
    const again = [fold(ruleSet, log.item, log.acts), fold(ruleSet, log.item, log.acts)];
    for (const { state } of again) {
      tally.checked("I1");
      if (JSON.stringify(state) !== bytes)
        tally.broken("I1", () => example(end, "the same acts give another state"));
    }
    for (const cut of [5, Math.floor(log.acts.length / 2)]) {
      tally.checked("I1");
      const prefix = JSON.parse(
        JSON.stringify(fold(ruleSet, log.item, log.acts.slice(0, cut)).state),
      ) as ItemState;
      const state = log.acts.slice(cut).reduce((now, act) => ruleSet.step(now, act).state, prefix);
      if (JSON.stringify(state) !== bytes)
        tally.broken("I1", () => example(end, `from act ${cut} on the same acts give another state`));
    }
  });
}

/** I14: with its subject's seat and without it an item ends the same, whatever that seat tries; and never more than a fifth is out. */
export function checkRecused(tally: Tally, guards: Guards = everyGuard): void {
  const ruleSet = genuineConsensus(guards);
  const item = itemOf({ class: "K3", subjects: ["G6"] });
  const [all, without] = [seatsOf(6, 1, 1), seatsOf(5, 1, 1)];
  const [beside, alone] = [listed(ruleSet, item, all), listed(ruleSet, item, without)];
  eachProfile(profilesOf(bodyOf(5, 1, 1), "STANCES"), (counts) => {
    const wanted = wantedOf(counts);
    const expected = told(held(alone, wanted).state);
    for (const code of ["N", "S", "O"] as const) {
      tally.checked("I14");
      const tries: Wanted = { ...wanted, G6: { c1: code } };
      const end = held(beside, tries);
      if (told(end.state) !== expected)
        tally.broken("I14", () =>
          example(end, `a recused seat with ${code} makes it ${told(end.state)}, not ${expected}`),
        );
    }
  });
  // Four of five governments are subjects: nobody is recused, or the fifth would decide alone.
  const many = listed(ruleSet, itemOf({ class: "K3", subjects: ["G2", "G3", "G4", "G5"] }), seatsOf(5, 1, 1));
  const recused = many.state.calls[0]?.recused.length ?? 0;
  tally.checked("I14");
  if (recused > 1) tally.broken("I14", () => example(many, `${recused} of five governments are recused`));
}

function told({ outcome }: ItemState): string {
  return `${outcome?.code} ${outcome?.reason} ${outcome?.adopted.join(" ")}`;
}

/** V4: what a delegate says whose key is revoked, unknown or forged is as if it had not been said. */
export function checkCredentials(tally: Tally, guards: Guards = everyGuard): void {
  const from = listed(genuineConsensus(guards), itemOf(), seatsOf(4, 1, 1));
  for (const credential of ["REVOKED", "UNKNOWN", "FORGED"] as const)
    for (const payload of [...doings, ...rarer]) {
      tally.checked("I10");
      const act = { id: "x", at: from.now, by: { seat: "G1", delegate: "d", credential }, ...payload } as Act;
      if (from.ruleSet.step(from.state, act).state !== from.state)
        tally.broken("I10", () =>
          example(bySeat(from, "G1", payload), `${credential}: ${payload.type} changes the item`),
        );
    }
}
