// Takes every guard of genuine consensus out in turn and asks which invariant notices. A guard that nobody misses would be one that
// promises nothing, or an invariant that cannot fail.
import { guardNames, withoutGuard } from "../guards.ts";
import type { GuardName } from "../guards.ts";
import { invariantIds } from "./finding.ts";
import type { CounterExample, InvariantId } from "./finding.ts";
import { prove, workOf } from "./plan.ts";

export interface Mutant {
  readonly guard: GuardName;
  /** Undefined: nobody noticed. */
  readonly caughtBy?: InvariantId;
  readonly example?: CounterExample;
}

export const mutants: readonly GuardName[] = guardNames;

/** The piece of work that notices, asked first. */
const noticedIn: { readonly [guard in GuardName]: string } = {
  cap: "calls-small",
  capOfOne: "calls-small",
  pillarBlock: "calls-small",
  smallPillar: "calls-small",
  floor: "calls-small",
  otherFloor: "calls-small",
  supportAloneFills: "calls-small",
  groundless: "calls-small",
  reply: "unsustained",
  recused: "recused",
  recusalLimit: "recused",
  snapshot: "graph-K1",
  window: "late",
  closed: "graph-K1",
  credential: "credentials",
  dependencies: "severed",
  settled: "severed",
  recalls: "severed",
  rounds: "severed",
  once: "lone-K1-G4",
  brake: "brake",
  ofRight: "discussion",
  discussionClock: "discussion",
  listingClock: "discussion",
  declaration: "discussion",
  everySponsor: "discussion",
  night: "night",
};

export function tryWithout(guard: GuardName): Mutant {
  const first = noticedIn[guard];
  for (const id of [first, ...workOf("SMALL").filter((other) => other !== first)]) {
    const { findings } = prove(id, withoutGuard(guard));
    const caughtBy = invariantIds.find((invariant) => (findings[invariant]?.violations ?? 0) > 0);
    const example = caughtBy === undefined ? undefined : findings[caughtBy]?.examples[0];
    if (caughtBy !== undefined) return { guard, caughtBy, ...(example === undefined ? {} : { example }) };
  }
  return { guard };
}
