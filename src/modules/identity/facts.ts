// What the acts of this module say: the public part names an organisation, the private part is salted.
import type { Facts } from "#core/act/act.ts";

/** For which organisation; subjects are `person:<id>` and `api-key:<id>`. */
export interface ForOrganisation extends Facts {
  readonly organisation: string;
}

export interface InvitedFacts extends Facts {
  readonly name: string;
  readonly email: string | null;
  readonly locale: string;
  /** Made by the demonstration's seed: may be entered as by anybody, in a demonstration scheme only. */
  readonly demonstration: boolean;
}

/** The grant's id is the act's. */
export interface GrantedFacts extends Facts {
  readonly role: string;
  readonly company: string | null;
  readonly companyName: string | null;
}

export interface WithdrawnFacts extends Facts {
  readonly grant: string;
}

export interface PasskeyFacts extends Facts {
  readonly credential: Uint8Array;
  readonly name: string;
  /** COSE key, as the authenticator gave it. */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  /** Backed up and shared between the person's devices. */
  readonly synced: boolean;
}

export interface PasskeyRemovedFacts extends Facts {
  readonly credential: Uint8Array;
}

export interface RecoveryCodesFacts extends Facts {
  /** First group of each code of the set, by which the set is found; no secret. */
  readonly reference: string;
  readonly salt: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

export interface RecoveryCodeUsedFacts extends Facts {
  readonly reference: string;
  readonly place: number;
}

export interface ExternalLoginFacts extends Facts {
  readonly issuer: string;
  /** The provider's "sub". */
  readonly login: string;
}

export interface ApiKeyFacts extends Facts {
  readonly name: string;
  readonly hash: Uint8Array;
  readonly roles: readonly string[];
}
