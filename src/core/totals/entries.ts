// Reads entries of the log for the checks of this folder, in their order: every act that counts here must bear a good
// signature of a key that its organisation had then. What does not is refused and named, never half believed.
// Hostile: the entries. Their places in the log are checked by whoever fetched them.
import { readAct, verifyActSignature } from "../act/act.ts";
import type { Facts, SignedAct } from "../act/act.ts";
import { toHex } from "../encoding/bytes.ts";
import type { Sha256 } from "../encoding/bytes.ts";
import type { VerifyEs256 } from "../encoding/cose.ts";
import { leafHash } from "../log/merkle.ts";
import { addToLedger, emptyLedger, ledgerTypes } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";

export interface EntryReader {
  readonly ledger: Ledger;
  /** How many entries were given, and how many signatures of them were checked. */
  readonly seen: { entries: number; signatures: number };
  /** Entries that count for nothing, by their place among those given. */
  readonly refused: { readonly place: number; readonly reason: EntryFault }[];
  /** Of the founding act; null until it was read. */
  founding: { readonly origin: string; readonly logKey: Uint8Array; readonly founder: string } | null;
  take(entry: Uint8Array): void;
}

export type EntryFault =
  | "unreadable"
  | "unknown-key"
  | "signature-wrong"
  | "founded-twice"
  | "key-not-theirs-to-change";

export function readEntries(sha256: Sha256, verifyEs256: VerifyEs256): EntryReader {
  const keys = new Map<string, Uint8Array>();
  const counts = new Set(ledgerTypes);
  const nameOf = (organisation: string, keyId: Uint8Array): string => `${organisation}/${toHex(keyId)}`;

  const reader: EntryReader = {
    ledger: emptyLedger(),
    seen: { entries: 0, signatures: 0 },
    refused: [],
    founding: null,
    take(entry) {
      const place = reader.seen.entries++;
      const fault = taken(entry);
      if (fault !== undefined) reader.refused.push({ place, reason: fault });
    },
  };

  const taken = (entry: Uint8Array): EntryFault | undefined => {
    let act: SignedAct;
    try {
      act = readAct(entry);
    } catch {
      return "unreadable";
    }
    const isKeyAct = keyTypes.has(act.type);
    if (!isKeyAct && !counts.has(act.type)) return undefined;
    if (act.type === "record.founded") {
      if (reader.founding !== null) return "founded-twice";
      const { keyId, publicKey } = act.public;
      if (!(keyId instanceof Uint8Array && publicKey instanceof Uint8Array)) return "unreadable";
      keys.set(nameOf(act.organisation, keyId), publicKey);
    }
    const key = keys.get(nameOf(act.organisation, act.keyId));
    if (key === undefined) return "unknown-key";
    reader.seen.signatures++;
    if (!verifyActSignature(entry, key, verifyEs256)) return "signature-wrong";
    if (isKeyAct) return changeKeys(act);
    addToLedger(reader.ledger, { ...act, leafHash: leafHash(sha256, entry) });
    return undefined;
  };

  const changeKeys = (act: SignedAct): EntryFault | undefined => {
    if (act.type === "record.founded") return found(act);
    const { organisation, keyId, publicKey } = act.public;
    if (typeof organisation !== "string" || !(keyId instanceof Uint8Array)) return "unreadable";
    if (act.organisation !== reader.founding?.founder && act.organisation !== organisation)
      return "key-not-theirs-to-change";
    if (act.type === "organisation-key.revoked") keys.delete(nameOf(organisation, keyId));
    else if (publicKey instanceof Uint8Array) keys.set(nameOf(organisation, keyId), publicKey);
    else return "unreadable";
    return undefined;
  };

  const found = ({ organisation, public: facts }: SignedAct): EntryFault | undefined => {
    const { origin, logKey }: Facts = facts;
    if (typeof origin !== "string" || !(logKey instanceof Uint8Array)) return "unreadable";
    reader.founding = { origin, logKey, founder: organisation };
    return undefined;
  };

  return reader;
}

const keyTypes: ReadonlySet<string> = new Set([
  "record.founded",
  "organisation-key.added",
  "organisation-key.revoked",
]);

/** Each entry after its length in two bytes, big-endian, as in an entry bundle, but of any number. */
export function joinEntries(entries: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError("an entry is at most 65,535 bytes");
    joined.set([entry.length >> 8, entry.length & 0xff], offset);
    joined.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return joined;
}

/** Undefined for what `joinEntries` would not write. The entries are views of the bytes. */
export function splitEntries(joined: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < joined.length;) {
    const [high, low] = [joined[offset], joined[offset + 1]];
    if (high === undefined || low === undefined) return undefined;
    const end = offset + 2 + high * 256 + low;
    if (end > joined.length) return undefined;
    entries.push(joined.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
}
