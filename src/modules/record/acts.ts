// The acts the record needs to stand on its own feet: its founding, whose key may sign from when to when, and who must
// witness the log.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "./record.ts";
import { insertPolicies } from "./log/store.ts";
import { insertOrganisationKey, revokeOrganisationKey } from "./store.ts";

export interface FoundingFacts extends Facts {
  /** C2SP origin line of the log: scheme-less, no trailing slash. */
  readonly origin: string;
  /** Name of the scheme as people read it. */
  readonly scheme: string;
  readonly demonstration: boolean;
  /** Raw Ed25519 public key of the log. */
  readonly logKey: Uint8Array;
  /** P-256 point of the organisation that founds the record; it signs this very act. */
  readonly publicKey: Uint8Array;
  readonly keyId: Uint8Array;
}

/** The first act, signed by the key it introduces: every later trust starts here. */
export const recordFounded = actKind<FoundingFacts, Facts>("record.founded", async (tx, acts) => {
  for (const act of acts) {
    await insertOrganisationKey(tx, {
      organisation: act.organisation,
      keyId: act.public.keyId,
      publicKey: act.public.publicKey,
      addedAt: act.at,
    });
  }
});

export interface KeyFacts extends Facts {
  readonly organisation: string;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Signed by the founder, or by the organisation itself with a key it already has. */
export const organisationKeyAdded = actKind<KeyFacts, Facts>("organisation-key.added", async (tx, acts) => {
  for (const act of acts) await insertOrganisationKey(tx, { ...act.public, addedAt: act.at });
});

export interface KeyRevokedFacts extends Facts {
  readonly organisation: string;
  readonly keyId: Uint8Array;
  readonly reason: string;
}

export const organisationKeyRevoked = actKind<KeyRevokedFacts, Facts>(
  "organisation-key.revoked",
  async (tx, acts) => {
    for (const act of acts)
      await revokeOrganisationKey(tx, act.public.organisation, act.public.keyId, act.at);
  },
);

export interface PolicyFacts extends Facts {
  /** C2SP tlog-policy, verbatim. */
  readonly text: string;
}

/** By the founder alone; the latest one counts. */
export const logPolicySet = actKind<PolicyFacts, Facts>("log.policy-set", (tx, acts) =>
  insertPolicies(
    tx,
    acts.map((act) => ({ text: act.public.text, at: act.at })),
  ),
);

export const recordActKinds = [recordFounded, organisationKeyAdded, organisationKeyRevoked, logPolicySet];
