// The guards of genuine consensus by name: each stands for one promise. All of them hold in every rule-set that is
// shipped; a rule-set without one is built only to show that an invariant notices (testing, `decisions prove`).

export const guardNames = [
  /** More objections among governments than the cap block. */
  "cap",
  /** The cap is never below one seat in a body of four or more. */
  "capOfOne",
  /** A majority of a pillar in reasoned objection blocks (K2–K4). */
  "pillarBlock",
  /** A pillar below three seats neither blocks nor has a floor. */
  "smallPillar",
  /** Governments' support reaches the floor. */
  "floor",
  /** The other pillars' support reaches theirs. */
  "otherFloor",
  /** Only support fills a floor: objections never do. */
  "supportAloneFills",
  /** Opposition without an admissible ground counts for nothing. */
  "groundless",
  /** An objection that was answered needs a reply before it is made again. */
  "reply",
  /** Recused seats count nowhere. */
  "recused",
  /** At most a fifth of a pillar is recused. */
  "recusalLimit",
  /** A call keeps the roster with which it opened. */
  "snapshot",
  /** Nothing counts after the close. */
  "window",
  /** Nothing changes an item that has ended. */
  "closed",
  /** The delegate's credential is valid. */
  "credential",
  /** A clause falls with those on which it depends. */
  "dependencies",
  /** Clauses that could be adopted are adopted before the rest goes to mediation. */
  "settled",
  /** Recalls are counted over the whole item. */
  "recalls",
  /** Rounds of facilitation are limited. */
  "rounds",
  /** The brake, the freeze, the extension and the wait for answers come once each. */
  "once",
  /** A round of facilitation before a text passes over a quarter of a pillar. */
  "brake",
  /** Nobody can refuse a discussion for its form. */
  "ofRight",
  /** A discussion ends by its clock even when nobody holds it. */
  "discussionClock",
  /** Items are listed by their clock when the Secretariat does not check the form. */
  "listingClock",
  /** A declaration changes nothing. */
  "declaration",
  /** An item is withdrawn only when every sponsor withdraws. */
  "everySponsor",
  /** No call closes at night. */
  "night",
] as const;
export type GuardName = (typeof guardNames)[number];
export type Guards = { readonly [name in GuardName]: boolean };

export const everyGuard = Object.fromEntries(guardNames.map((name) => [name, true])) as Guards;

export function withoutGuard(name: GuardName): Guards {
  return { ...everyGuard, [name]: false };
}
