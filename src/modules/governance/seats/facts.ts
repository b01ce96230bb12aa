// What the acts about seats and delegates say. Public but for a delegate's name and duress word.
import type { Facts } from "#core/act/act.ts";

export interface PillarFacts extends Facts {
  readonly pillar: string;
  readonly names: Readonly<Record<string, string>>;
}

/** A second act for the same seat changes its names, organisation or end; never its pillar. */
export interface SeatFacts extends Facts {
  readonly seat: string;
  readonly pillar: string;
  readonly organisation: string;
  readonly names: Readonly<Record<string, string>>;
  readonly from: string;
  readonly until: string | null;
  /** By which decision or rule. */
  readonly basis: string;
}

export interface EntrustedFacts extends Facts {
  readonly participant: string;
  readonly organisation: string;
  readonly from: string;
}

export interface DelegateFacts extends Facts {
  readonly seat: string;
  readonly person: string;
  /** Bodies and items ("body:PLENARY", "item:<id>") the delegate speaks on; null: all. */
  readonly scope: readonly string[] | null;
  readonly from: string;
  readonly until: string | null;
  /** Of the delegate's own key, by which positions may be sent signed from anywhere. */
  readonly keyId: Uint8Array | null;
  readonly publicKey: Uint8Array | null;
}

export interface DelegatePrivate extends Facts {
  readonly name: string;
  /** SHA-256 of the delegate's id and duress word; null without one. */
  readonly duress: Uint8Array | null;
}

export interface DelegateRevokedFacts extends Facts {
  readonly seat: string;
  readonly reason: string;
}

export interface ContestFacts extends Facts {
  readonly seat: string;
  readonly delegate: string | null;
  readonly by: string;
  readonly reason: string;
}

/** Under which rules a body decides from a day on. */
export interface BodyRulesFacts extends Facts {
  readonly body: string;
  readonly from: string;
  readonly ruleSet: string;
  /** IANA name of the host's clock. */
  readonly timeZone: string;
  readonly names: Readonly<Record<string, string>>;
  readonly basis: string;
}
