// What a proof found: for each invariant how many profiles or states were looked at, how many broke it, and the first few that
// did, in a form that a person can load and look at.
import type { Act } from "../acts.ts";
import type { Item } from "../item.ts";
import type { PillarCounts, RuleSetId } from "../state.ts";

export const invariantIds = [
  "I1",
  "I2",
  "I3",
  "I4",
  "I5",
  "I6",
  "I7",
  "I8",
  "I9",
  "I10",
  "I11",
  "I12",
  "I13",
  "I14",
  "I15",
  "I16",
] as const;
export type InvariantId = (typeof invariantIds)[number];

export interface CounterExample {
  readonly invariant: InvariantId;
  readonly ruleSet: RuleSetId;
  /** One line: which profile or acts, and what they gave. */
  readonly what: string;
  /** The profile, where counts alone were asked. */
  readonly counts?: readonly PillarCounts[];
  /** The item and its acts, which the item page and the replay load. */
  readonly log?: { readonly item: Item; readonly acts: readonly Act[] };
}

export interface Finding {
  readonly checked: number;
  readonly violations: number;
  readonly examples: readonly CounterExample[];
}

export type Findings = { readonly [id in InvariantId]?: Finding };

const mostExamples = 3;

/** Counts as it goes: one for each piece of work. */
export interface Tally {
  checked(invariant: InvariantId, count?: number): void;
  broken(invariant: InvariantId, example: () => Omit<CounterExample, "invariant">): void;
  findings(): Findings;
}

export function tally(): Tally {
  const found = new Map<InvariantId, { checked: number; violations: number; examples: CounterExample[] }>();
  const of = (invariant: InvariantId) => {
    let finding = found.get(invariant);
    if (finding === undefined) {
      finding = { checked: 0, violations: 0, examples: [] };
      found.set(invariant, finding);
    }
    return finding;
  };
  return {
    checked(invariant, count = 1) {
      of(invariant).checked += count;
    },
    broken(invariant, example) {
      const finding = of(invariant);
      finding.violations += 1;
      if (finding.examples.length < mostExamples) finding.examples.push({ invariant, ...example() });
    },
    findings: () => Object.fromEntries(found),
  };
}

export function together(all: readonly Findings[]): Findings {
  const sum: { [id in InvariantId]?: Finding } = {};
  for (const id of invariantIds) {
    const parts = all.flatMap((findings) => findings[id] ?? []);
    if (parts.length === 0) continue;
    sum[id] = {
      checked: parts.reduce((total, part) => total + part.checked, 0),
      violations: parts.reduce((total, part) => total + part.violations, 0),
      examples: parts.flatMap((part) => part.examples).slice(0, mostExamples),
    };
  }
  return sum;
}
