// The clause, not the package, is the unit of decision: which clauses are adopted when some of them are not adoptable.
import type { Clause } from "./item.ts";

/**
 * The largest set of adoptable clauses whose dependencies are all in the set, in the order of the text. It is unique:
 * the union of two closed sets is closed. A clause whose dependency fell falls too, and nothing else does.
 */
export function adoptableSet(clauses: readonly Clause[], adoptable: ReadonlySet<string>): string[] {
  const kept = new Set(clauses.filter((clause) => adoptable.has(clause.id)).map((clause) => clause.id));
  for (let fell = true; fell;) {
    fell = false;
    for (const clause of clauses) {
      if (kept.has(clause.id) && clause.dependsOn.some((id) => !kept.has(id))) {
        kept.delete(clause.id);
        fell = true;
      }
    }
  }
  return clauses.filter((clause) => kept.has(clause.id)).map((clause) => clause.id);
}

/** Clauses that fall only because of others, each with those it waits for. */
export function waitingClauses(
  clauses: readonly Clause[],
  adoptable: ReadonlySet<string>,
): { readonly clause: string; readonly waitsFor: readonly string[] }[] {
  const kept = new Set(adoptableSet(clauses, adoptable));
  return clauses
    .filter((clause) => adoptable.has(clause.id) && !kept.has(clause.id))
    .map((clause) => ({ clause: clause.id, waitsFor: clause.dependsOn.filter((id) => !kept.has(id)) }));
}
