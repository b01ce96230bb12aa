// Every way in which the seats of a body can stand, as counts: a profile is one entry of a table for each pillar. Seats of one
// pillar are not told apart (anonymity is shown on acts), so small bodies are gone through whole.
import type { PillarCounts } from "../state.ts";

/** Seats of each pillar; governments first. */
export type Body = readonly { readonly pillar: string; readonly eligible: number }[];

/** "8/3/3": governments, industry, civil society. */
export function bodyOf(governments: number, industry: number, civilSociety: number): Body {
  return [
    { pillar: "G", eligible: governments },
    { pillar: "I", eligible: industry },
    { pillar: "C", eligible: civilSociety },
  ];
}

/** ALL: every count. STANCES: support, objection, neither; silence and standing aside are shown equal elsewhere. */
export type Detail = "ALL" | "STANCES";

export interface PillarTable {
  readonly pillar: string;
  readonly eligible: number;
  readonly entries: readonly PillarCounts[];
  /** Pairs of entries, worse and better for the text, that one seat's step apart: O→U, U→N, N→S, O→N. */
  readonly steps: Int32Array;
  /** Pairs that must give the same: one seat aside and one silent. */
  readonly asides: Int32Array;
  /** For each entry, the one in which nobody opposes without ground. */
  readonly grounded: Int32Array;
}

export function pillarTable(pillar: string, eligible: number, detail: Detail): PillarTable {
  const entries: PillarCounts[] = [];
  const at = new Map<string, number>();
  const key = (support: number, aside: number, objection: number, opposed: number) =>
    `${support},${aside},${objection},${opposed}`;
  for (let objection = 0; objection <= eligible; objection++)
    for (let support = 0; support <= eligible - objection; support++) {
      const rest = eligible - objection - support;
      for (let opposed = 0; opposed <= (detail === "ALL" ? rest : 0); opposed++)
        for (let aside = 0; aside <= (detail === "ALL" ? rest - opposed : 0); aside++) {
          at.set(key(support, aside, objection, opposed), entries.length);
          entries.push({ pillar, eligible, support, aside, objection, opposed });
        }
    }
  const steps: number[] = [];
  const asides: number[] = [];
  const grounded: number[] = [];
  for (const [index, { support, aside, objection, opposed }] of entries.entries()) {
    const step = (list: number[], s: number, a: number, o: number, u: number) => {
      const better = at.get(key(support + s, aside + a, objection + o, opposed + u));
      if (better !== undefined) list.push(index, better);
    };
    const silent = eligible - support - aside - objection - opposed;
    if (objection > 0) {
      step(steps, 0, 0, -1, 1);
      step(steps, 0, 0, -1, 0);
    }
    if (opposed > 0) step(steps, 0, 0, 0, -1);
    if (silent > 0) step(steps, 1, 0, 0, 0);
    if (aside > 0) step(asides, 0, -1, 0, 0);
    grounded.push(at.get(key(support, aside, objection, 0)) as number);
  }
  return {
    pillar,
    eligible,
    entries,
    steps: Int32Array.from(steps),
    asides: Int32Array.from(asides),
    grounded: Int32Array.from(grounded),
  };
}

/** A body's tables side by side; a profile is a number below `size`. */
export interface Profiles {
  readonly tables: readonly PillarTable[];
  /** By how much a profile's number grows with the entry of that pillar. */
  readonly strides: readonly number[];
  readonly size: number;
}

export function profilesOf(body: Body, detail: Detail): Profiles {
  const tables = body.map(({ pillar, eligible }) => pillarTable(pillar, eligible, detail));
  const strides: number[] = [];
  let size = 1;
  for (const table of tables) {
    strides.push(size);
    size *= table.entries.length;
  }
  return { tables, strides, size };
}

/** Calls with the counts of every profile, in the order of their numbers. The array is used again: keep none. */
export function eachProfile(
  { tables }: Profiles,
  visit: (counts: readonly PillarCounts[], number: number) => void,
): void {
  const counts = tables.map((table) => table.entries[0] as PillarCounts);
  let number = 0;
  const fill = (pillar: number): void => {
    const { entries } = tables[pillar] as PillarTable;
    for (const entry of entries) {
      counts[pillar] = entry;
      if (pillar === 0) visit(counts, number++);
      else fill(pillar - 1);
    }
  };
  fill(tables.length - 1);
}

export function countsAt({ tables, strides }: Profiles, number: number): readonly PillarCounts[] {
  return tables.map(({ entries }, pillar) => {
    const place = Math.floor(number / (strides[pillar] as number)) % entries.length;
    return entries[place] as PillarCounts;
  });
}

/** "G 8: S5 O1 U0 A0 · I 3: …" */
export function written(counts: readonly PillarCounts[]): string {
  return counts
    .map(
      ({ pillar, eligible, support, aside, objection, opposed }) =>
        `${pillar} ${eligible}: S${support} O${objection} U${opposed} A${aside}`,
    )
    .join(" · ");
}
