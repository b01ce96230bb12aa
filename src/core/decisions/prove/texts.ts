// I13 over every text of up to five clauses and every way in which they can depend on one another: what is adopted is closed
// under dependencies and the largest such set, and an objection to one clause removes no clause that does not depend on it.
import { adoptableSet } from "../clauses.ts";
import type { Clause } from "../item.ts";
import type { Tally } from "./finding.ts";

type Adopt = (clauses: readonly Clause[], adoptable: ReadonlySet<string>) => readonly string[];

/** Every text of so many clauses up to renaming: a clause depends only on earlier ones, so there is no circle. */
export function* textsOf(size: number): Generator<readonly Clause[]> {
  const pairs: (readonly [number, number])[] = [];
  for (let clause = 1; clause < size; clause++) for (let on = 0; on < clause; on++) pairs.push([clause, on]);
  for (let chosen = 0; chosen < 1 << pairs.length; chosen++)
    yield Array.from({ length: size }, (_, clause) => ({
      id: `c${clause + 1}`,
      text: `text ${clause + 1}`,
      dependsOn: pairs
        .filter(([from], bit) => from === clause && (chosen >> bit) & 1)
        .map(([, on]) => `c${on + 1}`),
    }));
}

export function checkTexts(largest: number, tally: Tally, adopt: Adopt = adoptableSet): void {
  for (let size = 1; size <= largest; size++)
    for (const clauses of textsOf(size)) checkText(clauses, tally, adopt);
}

function checkText(clauses: readonly Clause[], tally: Tally, adopt: Adopt): void {
  const ids = clauses.map(({ id }) => id);
  const place = new Map(ids.map((id, index) => [id, index]));
  const bit = (id: string) => 1 << (place.get(id) as number);
  const needs = clauses.map(({ dependsOn }) => dependsOn.reduce((bits, id) => bits | bit(id), 0));
  // With everything it depends on, through any number of steps; earlier clauses are ready first.
  const reach: number[] = [];
  for (const [clause, direct] of needs.entries())
    reach[clause] = needs.reduce(
      (bits, _, on) => (direct & (1 << on) ? bits | (1 << on) | (reach[on] as number) : bits),
      0,
    );
  const adopted = Array.from({ length: 1 << ids.length }, (_, allowed) =>
    adopt(clauses, new Set(ids.filter((_id, clause) => (allowed >> clause) & 1))).reduce(
      (bits, id) => bits | bit(id),
      0,
    ),
  );
  const closed = (set: number) =>
    needs.every((need, clause) => !((set >> clause) & 1) || (need & ~set) === 0);
  const broken = (what: string, allowed: number) =>
    tally.broken("I13", () => ({
      ruleSet: "genuine-consensus@1",
      what: `${what}: ${clauses.map(({ id, dependsOn }) => `${id}(${dependsOn.join(" ")})`).join(" ")}, adoptable ${named(ids, allowed)}, adopted ${named(ids, adopted[allowed] as number)}`,
    }));
  for (const [allowed, set] of adopted.entries()) {
    tally.checked("I13");
    if ((set & ~allowed) !== 0 || !closed(set)) broken("not closed", allowed);
    for (let other = allowed; other > 0; other = (other - 1) & allowed)
      if ((other & ~set) !== 0 && closed(other)) broken("not the largest", allowed);
    for (const clause of ids.keys()) {
      if (!((allowed >> clause) & 1)) continue;
      const lost = set & ~(adopted[allowed & ~(1 << clause)] as number) & ~(1 << clause);
      for (const other of ids.keys())
        if ((lost >> other) & 1 && !((reach[other] as number) & (1 << clause)))
          broken(`an objection to c${clause + 1} removes c${other + 1}`, allowed);
    }
  }
}

function named(ids: readonly string[], set: number): string {
  return `{${ids.filter((_, clause) => (set >> clause) & 1).join(" ")}}`;
}
