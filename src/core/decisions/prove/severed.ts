// I13 by acts: a text of three clauses through the whole procedure, each clause wanted, blocked, without support or with dissent. What
// is adopted is the closed set of what could be adopted, and blocking one clause takes nothing with it that does not depend on it.
import type { PositionCode } from "../acts.ts";
import { adoptableSet } from "../clauses.ts";
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import { held, itemOf, listed, seatsOf } from "./drive.ts";
import type { Wanted } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { example } from "./held.ts";

/** How four governments stand on a clause; the others support it. "enough" is a floor of one half, not of two thirds. */
const stances = {
  wanted: ["S", "S", "S", "S"],
  dissent: ["S", "S", "S", "O"],
  enough: ["S", "S", "N", "N"],
  blocked: ["S", "S", "O", "O"],
  unsupported: ["S", "N", "N", "N"],
} as const satisfies Readonly<Record<string, readonly PositionCode[]>>;
type Stance = keyof typeof stances;
const names = Object.keys(stances) as readonly Stance[];

export function checkSevered(tally: Tally, guards: Guards = everyGuard): void {
  const clauses = [
    { id: "c1", text: "text 1", dependsOn: [] },
    { id: "c2", text: "text 2", dependsOn: ["c1"] },
    { id: "c3", text: "text 3", dependsOn: [] },
  ];
  const seats = seatsOf(4, 1, 1);
  for (const itemClass of ["K2", "K4"] as const) {
    const adoptable = new Set<Stance>(
      itemClass === "K2" ? ["wanted", "dissent", "enough"] : ["wanted", "dissent"],
    );
    const begun = listed(genuineConsensus(guards), itemOf({ class: itemClass, clauses }), seats);
    for (const first of names)
      for (const second of names)
        for (const third of names) {
          const chosen = [first, second, third];
          const end = held(begun, wantedOn(clauses, chosen));
          const could = clauses.filter((_, place) => adoptable.has(chosen[place] as Stance));
          const expected = adoptableSet(clauses, new Set(could.map(({ id }) => id)));
          const adopted = end.state.outcome?.adopted ?? [];
          tally.checked("I13");
          if (adopted.join(" ") !== expected.join(" "))
            tally.broken("I13", () =>
              example(
                end,
                `${itemClass} ${chosen.join(", ")}: adopted ${adopted.join(" ")}, not ${expected.join(" ")}`,
              ),
            );
        }
  }
}

function wantedOn(clauses: readonly { readonly id: string }[], chosen: readonly Stance[]): Wanted {
  const on = (code: (stance: Stance) => PositionCode) =>
    Object.fromEntries(clauses.map(({ id }, place) => [id, code(chosen[place] ?? "wanted")]));
  return {
    ...Object.fromEntries(
      [0, 1, 2, 3].map((seat) => [`G${seat + 1}`, on((stance) => stances[stance][seat] ?? "N")]),
    ),
    I1: on(() => "S"),
    C1: on(() => "S"),
  };
}
