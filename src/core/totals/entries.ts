// Reads entries of the log for the checks of this folder, in their order: every act that counts here must bear a good
// signature of a key that its organisation had then. What does not is refused and named, never half believed.
// Hostile: the entries. Their places in the log are checked by whoever fetched them.
import { readAct } from "../act/act.ts";
import type { SignedAct } from "../act/act.ts";
import { judgeSigner, noSigners } from "../act/signers.ts";
import type { SignerFault } from "../act/signers.ts";
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
  readonly refused: { readonly place: number; readonly reason: SignerFault | "unreadable" }[];
  take(entry: Uint8Array): void;
}

/** Must be given the founding act, and every act that adds or revokes a key, in their places. */
export function readEntries(sha256: Sha256, verifyEs256: VerifyEs256): EntryReader {
  const signers = noSigners();
  const taken = (entry: Uint8Array): SignerFault | "unreadable" | undefined => {
    let act: SignedAct;
    try {
      act = readAct(entry);
    } catch {
      return "unreadable";
    }
    const counts = countedTypes.has(act.type);
    if (!counts && !keyTypes.has(act.type)) return undefined;
    reader.seen.signatures++;
    const fault = judgeSigner(signers, act, entry, verifyEs256);
    if (fault === undefined && counts)
      addToLedger(reader.ledger, { ...act, leafHash: leafHash(sha256, entry) });
    return fault;
  };
  const reader: EntryReader = {
    ledger: emptyLedger(),
    seen: { entries: 0, signatures: 0 },
    refused: [],
    take(entry) {
      const place = reader.seen.entries++;
      const reason = taken(entry);
      if (reason !== undefined) reader.refused.push({ place, reason });
    },
  };
  return reader;
}

const countedTypes: ReadonlySet<string> = new Set(ledgerTypes);
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
