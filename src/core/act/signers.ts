// Whose key may sign acts, as the acts themselves say in their order: the founding introduces the first key, later acts
// add and revoke. Whoever reads every entry of the log knows it without asking anybody.
// `judgeSigner` is told each act once, in order; it answers what is wrong with its signature, and remembers what it says.
import { toHex } from "../encoding/bytes.ts";
import type { VerifyEs256 } from "../encoding/cose.ts";
import { verifyActSignature } from "./act.ts";
import type { Facts, SignedAct } from "./act.ts";

export interface Signers {
  founder: string | null;
  /** By organisation and key id. A revoked key stays, so that it can be told from one that never was. */
  readonly keys: Map<string, { readonly publicKey: Uint8Array; readonly revoked: boolean }>;
}

export type SignerFault =
  /** The first act of a record founds it. */
  | "not-founded"
  | "founded-twice"
  /** Its organisation never had this key. */
  | "unknown-key"
  | "revoked-key"
  | "signature-wrong"
  /** Only the founder, or the organisation itself, changes whose key may sign. */
  | "may-not-change-keys"
  /** It changes keys, and names none that can be read. */
  | "keys-malformed";

export function noSigners(): Signers {
  return { founder: null, keys: new Map() };
}

/** Hostile: the act comes from a log. What a faulty act says of keys is not remembered. */
export function judgeSigner(
  signers: Signers,
  act: SignedAct,
  leaf: Uint8Array,
  verifyEs256: VerifyEs256,
): SignerFault | undefined {
  const change = changeOf(act);
  if (change === "malformed") return "keys-malformed";
  const founds = change?.kind === "founded";
  if (founds !== (signers.founder === null)) return founds ? "founded-twice" : "not-founded";
  const own = keyName(act.organisation, act.keyId);
  const key = founds && keyName(change.organisation, change.keyId) === own ? change : signers.keys.get(own);
  if (key === undefined) return "unknown-key";
  if (!verifyActSignature(leaf, key.publicKey, verifyEs256)) return "signature-wrong";
  if ("revoked" in key && key.revoked) return "revoked-key";
  if (change === undefined) return undefined;
  if (founds) signers.founder = act.organisation;
  if (act.organisation !== signers.founder && act.organisation !== change.organisation)
    return "may-not-change-keys";
  const changed = keyName(change.organisation, change.keyId);
  if (change.kind === "revoked") {
    const known = signers.keys.get(changed);
    if (known !== undefined) signers.keys.set(changed, { ...known, revoked: true });
  } else signers.keys.set(changed, { publicKey: change.publicKey, revoked: false });
  return undefined;
}

type KeyChange = { readonly organisation: string; readonly keyId: Uint8Array } & (
  | { readonly kind: "founded" | "added"; readonly publicKey: Uint8Array }
  | { readonly kind: "revoked" }
);

function changeOf({ type, organisation, public: facts }: SignedAct): KeyChange | "malformed" | undefined {
  switch (type) {
    case "record.founded":
      return keyOf("founded", { ...facts, organisation });
    case "organisation-key.added":
      return keyOf("added", facts);
    case "organisation-key.revoked":
      return keyOf("revoked", facts);
    default:
      return undefined;
  }
}

function keyOf(kind: KeyChange["kind"], { organisation, keyId, publicKey }: Facts): KeyChange | "malformed" {
  if (typeof organisation !== "string" || !(keyId instanceof Uint8Array)) return "malformed";
  if (kind === "revoked") return { kind, organisation, keyId };
  return publicKey instanceof Uint8Array ? { kind, organisation, keyId, publicKey } : "malformed";
}

function keyName(organisation: string, keyId: Uint8Array): string {
  return `${organisation}/${toHex(keyId)}`;
}
