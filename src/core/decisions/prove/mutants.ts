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

export function tryWithout(guard: GuardName): Mutant {
  for (const id of workOf("SMALL")) {
    const { findings } = prove(id, withoutGuard(guard));
    const caughtBy = invariantIds.find((invariant) => (findings[invariant]?.violations ?? 0) > 0);
    const example = caughtBy === undefined ? undefined : findings[caughtBy]?.examples[0];
    if (caughtBy !== undefined) return { guard, caughtBy, ...(example === undefined ? {} : { example }) };
  }
  return { guard };
}
