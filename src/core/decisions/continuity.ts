// Who presides when nobody was elected: the chain has no gap, so there is never a vacancy to bargain with. A custodian is
// a caretaker, who brings no operational, protective or constitutional item of its own.
export interface FormerChair {
  readonly actor: string;
  readonly region: string;
  readonly year: number;
}

export interface ContinuityFacts {
  readonly elected: string | null;
  readonly viceChair: string | null;
  /** Of the chair that goes. */
  readonly region: string;
  readonly formerChairs: readonly FormerChair[];
  /** Who declined, lost its seat, or is suspended. */
  readonly unavailable: readonly string[];
}

export interface Continuity {
  readonly as: "ELECTED" | "VICE_CHAIR" | "CUSTODIAN" | "EXECUTIVE_SECRETARY";
  /** Null for the executive secretary, who convenes. */
  readonly holder: string | null;
  readonly caretaker: boolean;
}

export function continuity(facts: ContinuityFacts): Continuity {
  const can = (actor: string | null): actor is string => actor !== null && !facts.unavailable.includes(actor);
  if (can(facts.elected)) return { as: "ELECTED", holder: facts.elected, caretaker: false };
  if (can(facts.viceChair)) return { as: "VICE_CHAIR", holder: facts.viceChair, caretaker: false };
  const custodian = facts.formerChairs
    .filter((former) => former.region !== facts.region && can(former.actor))
    .toSorted((a, b) => b.year - a.year)[0];
  return custodian === undefined
    ? { as: "EXECUTIVE_SECRETARY", holder: null, caretaker: true }
    : { as: "CUSTODIAN", holder: custodian.actor, caretaker: true };
}

/** What a caretaker may bring of its own motion. */
export function caretakerMayBring(itemClass: string): boolean {
  return itemClass === "K0" || itemClass === "K1" || itemClass === "E";
}
