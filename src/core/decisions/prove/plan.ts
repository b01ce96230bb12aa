// What `decisions prove` runs: pieces of work that stand alone, so that several may run at once. The usual depth is done in under two
// minutes on two cores; the deep one goes through everything that is known to be finite.
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import { exploreLoneSeat, loneSeats } from "./adversary.ts";
import { bodiesAfterRecusal, checkCalls, settingsInForce, sweptBodies, sweptSettings } from "./calls.ts";
import { exploreDiscussion } from "./discussion.ts";
import { held, itemOf, listed, logOf, seatsOf } from "./drive.ts";
import { tally } from "./finding.ts";
import type { CounterExample, Findings, Tally } from "./finding.ts";
import { exploreGraph } from "./graph.ts";
import { checkHeld, checkNames, wantedOf } from "./held.ts";
import { bodyOf } from "./profiles.ts";
import { checkBrake, checkLate, checkNight, checkUnsustained } from "./promises.ts";
import { checkSevered } from "./severed.ts";
import { checkStrict } from "./strict.ts";
import { checkTexts } from "./texts.ts";
import { checkWhole, decidedClasses, wholeBodies } from "./whole.ts";
import { checkCredentials, checkOrders, checkRecused, checkReplays } from "./window.ts";

/** SMALL finds every guard that is taken out, in seconds. */
export const depths = ["SMALL", "USUAL", "DEEP"] as const;
export type Depth = (typeof depths)[number];

interface Work {
  readonly id: string;
  /** The smallest depth that does it. */
  readonly from: Depth;
  /** The largest, where a larger piece takes its place. */
  readonly to?: Depth;
  /** States that an explorer saw. */
  run(into: Tally, guards: Guards): { readonly states: number } | void;
}

const work: readonly Work[] = [
  {
    id: "calls-small",
    from: "SMALL",
    to: "SMALL",
    run: (into, guards) =>
      checkCalls(
        { bodies: [bodyOf(5, 1, 3), bodyOf(6, 1, 3)], detail: "ALL", settings: settingsInForce },
        into,
        guards,
      ),
  },
  { id: "texts", from: "SMALL", run: (into) => checkTexts(5, into) },
  { id: "brake", from: "SMALL", run: checkBrake },
  { id: "night", from: "SMALL", run: checkNight },
  { id: "late", from: "SMALL", run: checkLate },
  { id: "credentials", from: "SMALL", run: checkCredentials },
  { id: "unsustained", from: "SMALL", run: checkUnsustained },
  { id: "severed", from: "SMALL", run: checkSevered },
  { id: "recused", from: "SMALL", run: checkRecused },
  { id: "discussion", from: "SMALL", run: exploreDiscussion },
  ...decidedClasses.flatMap((itemClass) =>
    loneSeats.map((lone): Work => ({
      id: `lone-${itemClass}-${lone}`,
      from: itemClass === "K1" || itemClass === "K3" ? "SMALL" : "USUAL",
      run: (into, guards) => exploreLoneSeat(itemClass, lone, into, guards),
    })),
  ),
  ...decidedClasses.map((itemClass): Work => ({
    id: `graph-${itemClass}`,
    from: itemClass === "K1" || itemClass === "K3" ? "SMALL" : "USUAL",
    run: (into, guards) => exploreGraph({ class: itemClass, everything: false }, into, guards),
  })),
  ...decidedClasses.map((itemClass): Work => ({
    id: `graph-everything-${itemClass}`,
    from: itemClass === "K1" || itemClass === "E" ? "USUAL" : "DEEP",
    run: (into, guards) => exploreGraph({ class: itemClass, everything: true }, into, guards),
  })),
  ...sweptBodies.map((body): Work => ({
    id: `calls-${body.map(({ eligible }) => eligible).join("-")}`,
    from: "USUAL",
    run: (into, guards) =>
      checkCalls(
        { bodies: [body], detail: "ALL", settings: [...settingsInForce, ...sweptSettings] },
        into,
        guards,
      ),
  })),
  {
    id: "calls-after-recusal",
    from: "USUAL",
    run: (into, guards) =>
      checkCalls(
        {
          bodies: bodiesAfterRecusal(bodyOf(10, 5, 5)),
          detail: "STANCES",
          settings: settingsInForce,
          recused: true,
        },
        into,
        guards,
      ),
  },
  {
    id: "calls-8-3-3",
    from: "DEEP",
    run: (into, guards) =>
      checkCalls({ bodies: [bodyOf(8, 3, 3)], detail: "ALL", settings: settingsInForce }, into, guards),
  },
  ...wholeBodies.map((body): Work => ({
    id: `whole-${body.map(({ eligible }) => eligible).join("-")}`,
    from: "USUAL",
    run: (into, guards) => checkWhole([body], "STANCES", into, guards),
  })),
  {
    id: "whole-every-count",
    from: "USUAL",
    run: (into, guards) => checkWhole([bodyOf(8, 1, 3), bodyOf(6, 3, 3)], "ALL", into, guards),
  },
  {
    id: "held-4-1-1",
    from: "USUAL",
    to: "USUAL",
    run: (into, guards) => checkHeld({ body: bodyOf(4, 1, 1), detail: "STANCES" }, into, guards),
  },
  {
    id: "held-4-3-1",
    from: "USUAL",
    run: (into, guards) => checkHeld({ body: bodyOf(4, 3, 1), detail: "STANCES" }, into, guards),
  },
  {
    id: "held-every-count-4-1-1",
    from: "DEEP",
    run: (into, guards) => checkHeld({ body: bodyOf(4, 1, 1), detail: "ALL" }, into, guards),
  },
  {
    id: "held-5-3-3",
    from: "DEEP",
    run: (into, guards) => checkHeld({ body: bodyOf(5, 3, 3), detail: "STANCES" }, into, guards),
  },
  { id: "names", from: "USUAL", run: checkNames },
  { id: "orders", from: "USUAL", run: checkOrders },
  { id: "replays", from: "USUAL", run: checkReplays },
  { id: "strict", from: "USUAL", run: (into) => checkStrict(5, into) },
];

export interface Proved {
  readonly id: string;
  readonly findings: Findings;
  readonly states: number;
}

export function workOf(depth: Depth): readonly string[] {
  const rank = depths.indexOf(depth);
  return work
    .filter(({ from, to }) => depths.indexOf(from) <= rank && rank <= depths.indexOf(to ?? "DEEP"))
    .map(({ id }) => id);
}

export function prove(id: string, guards: Guards = everyGuard): Proved {
  const one = work.find((piece) => piece.id === id);
  if (one === undefined) throw new RangeError(`no such piece of the proof: ${id}`);
  const into = tally();
  const explored = one.run(into, guards);
  return { id, findings: withLogs(into.findings(), guards), states: explored?.states ?? 0 };
}

/** A profile as an item whose seats stand like that, driven to its end: it can be loaded and looked at. */
function withLogs(findings: Findings, guards: Guards): Findings {
  const logged = (example: CounterExample): CounterExample => {
    const { counts } = example;
    if (counts === undefined || example.log !== undefined) return example;
    const [governments = 0, industry = 0, civilSociety = 0] = counts.map(({ eligible }) => eligible);
    const begun = listed(genuineConsensus(guards), itemOf(), seatsOf(governments, industry, civilSociety));
    return { ...example, log: logOf(held(begun, wantedOf(counts))) };
  };
  return Object.fromEntries(
    Object.entries(findings).map(([id, finding]) => [
      id,
      { ...finding, examples: finding.examples.map(logged) },
    ]),
  );
}
