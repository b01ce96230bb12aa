// An item's life written as a test reads it: who acts, what they say, and ticks. It folds as it goes, so that a script can
// ask where the item stands, and it keeps the acts for replays.
import { addHours } from "../clocks.ts";
import type { Act, Answer, Payload, PositionCode } from "../acts.ts";
import type { Item, Seat } from "../item.ts";
import { limits } from "../parameters.ts";
import type { ItemState, RuleSet } from "../state.ts";

/** Seats "G1"…, "I1"…, "C1"… of actors of the same name. */
export function seatsOf(sizes: { readonly [pillar: string]: number }): Seat[] {
  return Object.entries(sizes).flatMap(([pillar, size]) =>
    Array.from({ length: size }, (_, i) => ({
      id: `${pillar}${i + 1}`,
      pillar,
      actor: `${pillar}${i + 1}`,
      region: i % 2 === 0 ? "north" : "south",
    })),
  );
}

export function itemOf(given: Partial<Item> = {}): Item {
  return {
    id: "item-1",
    class: "K2",
    kind: "TEXT",
    subjects: [],
    clauses: [{ id: "scope", text: "t", dependsOn: [] }],
    severable: true,
    timeZone: "UTC",
    ...given,
  };
}

export const wholeObjection = {
  ground: "P4",
  explanation: "x".repeat(limits.explanationCharacters),
  cure: { condition: "When the means are there." },
} as const;

export interface Script {
  readonly acts: readonly Act[];
  state(): ItemState;
  seat(seat: string, payload: Payload, more?: { credential?: "REVOKED" | "UNKNOWN" | "FORGED" }): Answer;
  office(office: "SECRETARIAT" | "CHAIR" | "FACILITATOR" | "PANEL", payload: Payload): Answer;
  says(seats: readonly string[], code: PositionCode, on?: "ALL" | readonly string[]): void;
  /** The next deadline passes. */
  tick(): Answer;
  /** To the first state that the condition accepts, tick by tick. */
  until(condition: (state: ItemState) => boolean): void;
  later(hours: number): void;
  now(): string;
  /** Sponsor G1, seconder G2 (and of another pillar), form in order, notice over. */
  list(): void;
}

export function scriptOf(
  ruleSet: RuleSet,
  item: Item,
  seats: readonly Seat[],
  begins = "2027-03-01T09:00:00.000Z",
): Script {
  let state = ruleSet.begin(item);
  let now = begins;
  const acts: Act[] = [];
  const record = (by: Act["by"], payload: Payload): Answer => {
    const act = { id: `act-${acts.length + 1}`, at: now, by, ...payload } as Act;
    acts.push(act);
    const stepped = ruleSet.step(state, act);
    state = stepped.state;
    return stepped.answer;
  };
  const script: Script = {
    acts,
    state: () => state,
    seat: (seat, payload, more) =>
      record({ seat, delegate: `${seat}-delegate`, credential: more?.credential ?? "VALID" }, payload),
    office: (office, payload) => record({ office, person: office.toLowerCase() }, payload),
    says(seats, code, on) {
      const clauses = state.versions.at(-1)?.clauses.map((clause) => clause.id) ?? [];
      for (const seat of seats)
        script.seat(seat, {
          type: "position",
          on: on ?? (code === "O" ? clauses : "ALL"),
          code,
          words: "because",
          expected: "2027-04-01",
          minister: true,
          ...(code === "O" ? { objection: wholeObjection } : {}),
        });
    },
    tick() {
      const { deadline } = state;
      if (deadline === null) throw new Error(`nothing is due in ${state.stage}`);
      if (now < deadline.at) now = deadline.at;
      return script.office("SECRETARIAT", { type: "tick", deadline: deadline.at });
    },
    until(condition) {
      for (let left = 60; !condition(state); left--) {
        if (left === 0) throw new Error(`never came, in ${state.stage}`);
        script.tick();
      }
    },
    later(hours) {
      now = addHours(now, hours);
    },
    now: () => now,
    list() {
      script.office("SECRETARIAT", { type: "roster", seats });
      script.seat("G1", { type: "submit" });
      const other = seats.find((seat) => seat.pillar !== "G");
      script.seat(other?.id ?? "G2", { type: "second", as: "SECONDER" });
      script.seat("G2", { type: "second", as: "SECONDER" });
      script.office("SECRETARIAT", { type: "checkForm", defects: [] });
      if (ruleSet.id === "genuine-consensus@1") script.tick();
    },
  };
  return script;
}
