// What the acts of webhooks say. That an authority registered one is public; where it goes is private.
import type { Facts } from "#core/act/act.ts";

export interface RegisteredFacts extends Facts {
  readonly url: string;
  /** Types of acts, or "*" for every one. */
  readonly events: readonly string[];
  /** Position of the log from which it is told. */
  readonly from: number | bigint;
}

export interface DisabledFacts extends Facts {
  readonly why: "failing" | "gone" | "by-hand";
}

export interface SecretFacts extends Facts {
  /** How often the secret was changed. */
  readonly secret: number;
}
