// Drives an item through its life by acts, as people and offices would: every step gives a new drive, so that a search can go on from
// any of them. The acts are kept: a counter-example is a log that anybody can fold again.
import type { Act, Office, Payload, PositionCode } from "../acts.ts";
import { addHours } from "../clocks.ts";
import type { Instant, Item, Seat } from "../item.ts";
import { limits } from "../parameters.ts";
import type { ItemState, RuleSet } from "../state.ts";

export interface Drive {
  readonly ruleSet: RuleSet;
  readonly item: Item;
  readonly state: ItemState;
  readonly acts: readonly Act[];
  readonly now: Instant;
}

const begins = "2027-03-01T09:00:00.000Z";

/** "G1"… of governments, "I1"… of industry, "C1"… of civil society; each seat's actor has its name. */
export function seatsOf(governments: number, industry: number, civilSociety: number): readonly Seat[] {
  const pillar = (id: string, size: number): readonly Seat[] =>
    Array.from({ length: size }, (_, i) => ({
      id: `${id}${i + 1}`,
      pillar: id,
      actor: `${id}${i + 1}`,
      region: i % 2 === 0 ? "north" : "south",
    }));
  return [...pillar("G", governments), ...pillar("I", industry), ...pillar("C", civilSociety)];
}

export function itemOf(given: Partial<Item> = {}): Item {
  return {
    id: "item",
    class: "K2",
    kind: "TEXT",
    subjects: [],
    clauses: [{ id: "c1", text: "text 1", dependsOn: [] }],
    severable: true,
    timeZone: "UTC",
    ...given,
  };
}

export function beginDrive(ruleSet: RuleSet, item: Item): Drive {
  return { ruleSet, item, state: ruleSet.begin(item), acts: [], now: begins };
}

/** The act is kept whether it is accepted or not, as in a record. */
export function drive(from: Drive, by: Act["by"], payload: Payload): Drive {
  const act = { id: `a${from.acts.length + 1}`, at: from.now, by, ...payload } as Act;
  return { ...from, state: from.ruleSet.step(from.state, act).state, acts: [...from.acts, act] };
}

export function byOffice(from: Drive, office: Office, payload: Payload): Drive {
  return drive(from, { office, person: office.toLowerCase() }, payload);
}

export function bySeat(from: Drive, seat: string, payload: Payload): Drive {
  return drive(from, { seat, delegate: `${seat}-delegate`, credential: "VALID" }, payload);
}

export function later(from: Drive, hours: number): Drive {
  return { ...from, now: addHours(from.now, hours) };
}

/** The next deadline passes; without one nothing happens. */
export function tick(from: Drive): Drive {
  const { deadline } = from.state;
  if (deadline === null) return from;
  const now = from.now < deadline.at ? deadline.at : from.now;
  return byOffice({ ...from, now }, "SECRETARIAT", { type: "tick", deadline: deadline.at });
}

export const wholeObjection = {
  ground: "P4",
  explanation: "x".repeat(limits.explanationCharacters),
  cure: { condition: "When the means are there." },
} as const;

export function takes(
  from: Drive,
  seat: string,
  code: PositionCode,
  on: "ALL" | readonly string[] = "ALL",
): Drive {
  const clauses = from.state.versions.at(-1)?.clauses.map(({ id }) => id) ?? [];
  const settled = new Set(from.state.settled.map(({ clause }) => clause));
  const open = clauses.filter((id) => !settled.has(id));
  return bySeat(from, seat, {
    type: "position",
    on: on === "ALL" && code === "O" ? open : on,
    code,
    words: "because",
    expected: "2027-04-01",
    minister: true,
    ...(code === "O" ? { objection: wholeObjection } : {}),
  });
}

/** Submitted by the first government, seconded from its own and from every other pillar, listed, notice over. */
export function listed(ruleSet: RuleSet, item: Item, seats: readonly Seat[]): Drive {
  let now = byOffice(beginDrive(ruleSet, item), "SECRETARIAT", { type: "roster", seats });
  now = bySeat(now, "G1", { type: "submit" });
  for (const seat of ["G2", "I1", "C1"])
    if (seats.some(({ id }) => id === seat)) now = bySeat(now, seat, { type: "second", as: "SECONDER" });
  now = byOffice(now, "SECRETARIAT", { type: "checkForm", defects: [] });
  return ruleSet.id === "genuine-consensus@1" ? tick(now) : now;
}

/** Seat → clause → position that it wants; "N" is none. */
export type Wanted = Readonly<Record<string, Readonly<Record<string, PositionCode>>>>;

/** Records what is wanted and does not stand already; codes that a seat wants on several clauses go in one act. */
export function record(from: Drive, wanted: Wanted): Drive {
  let now = from;
  const call = from.state.calls.at(-1);
  const settled = new Set(from.state.settled.map(({ clause }) => clause));
  for (const [seat, clauses] of Object.entries(wanted)) {
    const byCode = new Map<PositionCode, string[]>();
    for (const [clause, code] of Object.entries(clauses)) {
      const standing = call?.positions[seat]?.[clause];
      const stands = standing === undefined ? code === "N" : standing.code === code && !standing.lapsed;
      if (!stands && !settled.has(clause)) byCode.set(code, [...(byCode.get(code) ?? []), clause]);
    }
    for (const [code, on] of byCode) now = takes(now, seat, code, on);
  }
  return now;
}

/** A facilitator of no party is named and accepted, answers every objection, and every objector replies. */
export function facilitated(from: Drive): Drive {
  let now = byOffice(from, "SECRETARIAT", { type: "nameFacilitator", person: "facilitator", actor: null });
  for (const { id } of from.state.roster?.seats ?? [])
    now = bySeat(now, id, { type: "acceptFacilitator", accept: true });
  return replied(answered(now, "FACILITATOR"));
}

export function answered(from: Drive, office: Office): Drive {
  let now = from;
  const call = from.state.calls.at(-1);
  for (const [seat, clauses] of Object.entries(call?.positions ?? {}))
    for (const [clause, { code }] of Object.entries(clauses))
      if (code === "O") now = byOffice(now, office, { type: "answer", seat, clause, text: "An answer." });
  return now;
}

export function replied(from: Drive): Drive {
  let now = from;
  for (const { id, seat, reply } of from.state.answers)
    if (reply === null) now = bySeat(now, seat, { type: "reply", answer: id, text: "A reply." });
  return now;
}

export function asksForMinisters(from: Drive): Drive {
  let now = from;
  for (const { id } of from.state.roster?.seats ?? []) now = bySeat(now, id, { type: "requestMinisters" });
  return now;
}

const mostTicks = 60;

/** To the end with every seat holding its position, every objection answered and replied to, and ministers asked for. */
export function held(from: Drive, wanted: Wanted): Drive {
  let now = from;
  for (let ticks = 0; now.state.stage !== "CLOSED" && ticks < mostTicks; ticks++) {
    const { stage } = now.state;
    if (stage === "CALL") now = record(later(now, 1), wanted);
    else if (stage === "FACILITATION") now = facilitated(later(now, 1));
    else if (stage === "MEDIATION") now = asksForMinisters(replied(later(now, 1)));
    else if (stage === "ANSWERS") now = answered(later(now, 1), "SECRETARIAT");
    now = tick(now);
  }
  return now;
}

export function logOf({ item, acts }: Drive) {
  return { item, acts };
}
