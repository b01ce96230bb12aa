// Measures the decision engine and its prover beside bare loops that do the least that could be done. Never a test.
// Run: npm run bench:decisions
import type { Act } from "#core/decisions/acts.ts";
import { evaluate } from "#core/decisions/evaluate.ts";
import { genuineConsensus } from "#core/decisions/genuine.ts";
import type { Item } from "#core/decisions/item.ts";
import { outcomes } from "#core/decisions/outcomes.ts";
import { genuineParameters } from "#core/decisions/parameters.ts";
import { checkCalls, settingsInForce } from "#core/decisions/prove/calls.ts";
import { itemOf, later, listed, seatsOf, takes, tick } from "#core/decisions/prove/drive.ts";
import type { Drive } from "#core/decisions/prove/drive.ts";
import { tally } from "#core/decisions/prove/finding.ts";
import { bodyOf, profilesOf } from "#core/decisions/prove/profiles.ts";
import { replay } from "#core/decisions/replay/replay.ts";
import { fold } from "#core/decisions/rules.ts";
import { realDecisions } from "#core/kp/decisions.ts";

const rule = genuineConsensus();

/** Milliseconds of this processor's time, so that what runs beside does not count. */
function best(times: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

function row(name: string, figure: string, aim = ""): void {
  console.log(`${name.padEnd(62)} ${figure.padStart(16)}  ${aim}`);
}

const number = (value: number) => Math.round(value).toLocaleString("en");

/** Sixty governments and three seats of each other pillar; every seat says something of every clause. */
function filled(clauses: number): Drive {
  const item: Item = itemOf({
    clauses: Array.from({ length: clauses }, (_, i) => ({
      id: `c${i + 1}`,
      text: `text ${i + 1}`,
      dependsOn: i % 3 === 2 ? [`c${i}`] : [],
    })),
  });
  let now = later(listed(rule, item, seatsOf(60, 3, 3)), 1);
  for (const [place, { id }] of (now.state.roster?.seats ?? []).entries())
    now = takes(now, id, place % 15 === 0 ? "O" : place % 7 === 0 ? "A" : "S");
  return now;
}

const large = filled(200);
row(
  "66 seats × 200 clauses: the call closed and judged",
  `${best(20, () => void tick(large)).toFixed(2)} ms`,
  "aim 5 ms",
);
row(
  "the same with the outcome under all seven rules",
  `${best(5, () => void outcomes(rule, large.item, large.acts)).toFixed(2)} ms`,
);

/** Ten thousand positions in one call, each seat again and again. */
function busy(acts: number): { readonly item: Item; readonly acts: readonly Act[] } {
  const { item, acts: first, now, state } = later(listed(rule, itemOf(), seatsOf(60, 3, 3)), 1);
  const seats = state.roster?.seats ?? [];
  const further = Array.from({ length: acts - first.length - 1 }, (_, i): Act => {
    const seat = seats[(i * 31) % seats.length]?.id ?? "G1";
    return {
      id: `b${i}`,
      at: now,
      by: { seat, delegate: seat, credential: "VALID" },
      type: "position",
      on: "ALL",
      code: (["S", "A", "N", "U"] as const)[i % 4] ?? "S",
      words: "because",
    };
  });
  const closes = state.calls.at(-1)?.closesAt ?? now;
  const end: Act = {
    id: "end",
    at: closes,
    by: { office: "SECRETARIAT", person: "s" },
    type: "tick",
    deadline: closes,
  };
  return { item, acts: [...first, ...further, end] };
}

const log = busy(10_000);
const folded = best(3, () => void fold(rule, log.item, log.acts));
row("10,000 acts of one item folded", `${folded.toFixed(0)} ms`, "aim 1,000 ms");
row("acts folded a second", number((log.acts.length / folded) * 1_000));

/** The least that could be done: the same counts from flat arrays, three comparisons, one number added up. */
function bareLoop(): number {
  const [g, i, c] = [flat(8), flat(3), flat(3)];
  let profiles = 0;
  let adopted = 0;
  for (const { floor, otherFloor, cap } of settingsInForce) {
    const least = Math.ceil((8 * floor.part) / floor.of);
    const others = Math.ceil((3 * otherFloor.part) / otherFloor.of);
    const most = Math.max(1, Math.floor((8 * cap.part) / cap.of));
    for (let x = 0; x < c.length; x += 2)
      for (let y = 0; y < i.length; y += 2)
        for (let z = 0; z < g.length; z += 2) {
          profiles++;
          const blocked = at(g, z + 1) > most || at(i, y + 1) > 1 || at(c, x + 1) > 1;
          if (!blocked && at(g, z) >= least && at(i, y) >= others && at(c, x) >= others) adopted++;
        }
  }
  if (adopted === 0) throw new Error("nothing is ever adopted");
  return profiles;
}

function at(numbers: Int32Array, place: number): number {
  return numbers[place] as number;
}

/** Support and objections of every entry, one after the other. */
function flat(seats: number): Int32Array {
  const { entries = [] } = profilesOf(bodyOf(seats, 0, 0), "ALL").tables[0] ?? {};
  return Int32Array.from(entries.flatMap(({ support, objection }) => [support, objection]));
}

let profiles = 0;
const bare = best(3, () => {
  profiles = bareLoop();
});
const counts = profilesOf(bodyOf(8, 3, 3), "ALL").tables.map(({ entries }) => entries[0]);
const evaluations = 3_000_000;
const judged = best(3, () => {
  const one = counts.flatMap((entry) => entry ?? []);
  for (let i = 0; i < evaluations; i++) evaluate(genuineParameters.K2.thresholds.FIRST, one);
});
const proved = best(2, () =>
  checkCalls({ bodies: [bodyOf(8, 3, 3)], detail: "ALL", settings: settingsInForce }, tally()),
);
row("peer: bare loops, nothing checked, profiles a second", number((profiles / bare) * 1_000));
row("evaluations of the engine a second", number((evaluations / judged) * 1_000));
row("prover: I4 to I8 checked, profiles a second", number((profiles / proved) * 1_000));
row("ratio of the prover to the bare loops", (bare / proved).toFixed(3));

const replayed = best(3, () => void realDecisions.map((decision) => replay(decision)));
row("52 real decisions replayed under eight rules", `${replayed.toFixed(0)} ms`);
