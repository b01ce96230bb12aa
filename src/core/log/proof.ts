// Proofs that travel (C2SP tlog-proof): an entry's place, its inclusion hashes and the signed head, as one text.
// `verifyReceipt` is the only verdict there is: inclusion, the log's signature and the witnesses together, or nothing.
// Inclusion under a head that nobody signed proves nothing, so that half is not offered.
import { fromBase64, toBase64 } from "./base64.ts";
import { openCheckpoint, parseDecimal, parseHash } from "./checkpoint.ts";
import type { KnownLog } from "./checkpoint.ts";
import { parseCosignature } from "./cosignature.ts";
import { hashLength, isSize, leafHash, verifyInclusion } from "./merkle.ts";
import type { Sha256 } from "./merkle.ts";
import { largestNote } from "./note.ts";
import type { NoteVerifier } from "./note.ts";

export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint's note, verbatim, with its cosignatures. */
  readonly checkpoint: string;
  /** Nobody signs this: never to be trusted by itself. */
  readonly extra?: Uint8Array;
}

/** A witness whose cosignature verified, and when it says it saw this head. */
export interface WitnessedBy {
  readonly name: string;
  readonly keyId: number;
  readonly seconds: number;
}

/** Whether these witnesses are enough. Each key is listed once. */
export type WitnessPolicy = (witnesses: readonly WitnessedBy[]) => boolean;

export const noWitnessRequired: WitnessPolicy = () => true;

export interface ReceiptClaim {
  /** The entry itself, not its hash: the verifier hashes what it holds. */
  readonly leaf: Uint8Array;
  readonly proof: string;
  readonly log: KnownLog;
  /** Of type 0x04: `cosignatureVerifier`. */
  readonly witnesses: readonly NoteVerifier[];
  readonly policy: WitnessPolicy;
}

export type ReceiptVerdict =
  | {
      readonly ok: true;
      readonly index: number;
      readonly size: number;
      readonly root: Uint8Array;
      readonly witnesses: readonly WitnessedBy[];
    }
  | {
      readonly ok: false;
      readonly reason:
        | "malformed"
        | "other-origin"
        | "not-signed-by-log"
        | "signature-wrong"
        | "too-few-witnesses"
        | "not-in-the-log";
    };

/** Hostile: the leaf and the proof. The log, the witnesses and the policy are the verifier's own knowledge. */
export function verifyReceipt(
  sha256: Sha256,
  { leaf, proof, log, witnesses, policy }: ReceiptClaim,
): ReceiptVerdict {
  const parsed = parseProof(proof);
  if (parsed === undefined) return { ok: false, reason: "malformed" };
  const opened = openCheckpoint(parsed.checkpoint, log, witnesses);
  if (!opened.ok) return opened;
  const witnessed = opened.cosignatures.flatMap(({ name, keyId, signature }) => {
    const seconds = parseCosignature(signature)?.seconds;
    return seconds === undefined ? [] : [{ name, keyId, seconds }];
  });
  if (!policy(witnessed)) return { ok: false, reason: "too-few-witnesses" };
  const { size, root } = opened.checkpoint;
  const { index, hashes } = parsed;
  const included = verifyInclusion(sha256, {
    index,
    size,
    leafHash: leafHash(sha256, leaf),
    proof: hashes,
    root,
  });
  return included
    ? { ok: true, index, size, root, witnesses: witnessed }
    : { ok: false, reason: "not-in-the-log" };
}

/** Throws `RangeError` for what `parseProof` would refuse. The checkpoint is taken as it is. */
export function formatProof({ index, hashes, checkpoint, extra }: LogProof): string {
  if (!isSize(index)) throw new RangeError(`${index} is not the index of a leaf`);
  if (hashes.length > mostHashes || hashes.some((hash) => hash.length !== hashLength))
    throw new RangeError("not the hashes of a proof");
  if (extra?.length === 0) throw new RangeError("extra data that is empty is left out");
  const extraLine = extra === undefined ? "" : `extra ${toBase64(extra)}\n`;
  const hashLines = hashes.map((hash) => `${toBase64(hash)}\n`).join("");
  const text = `${firstLine}\n${extraLine}index ${index}\n${hashLines}\n${checkpoint}`;
  if (text.length > largestProof) throw new RangeError("too large for a proof");
  return text;
}

/** Hostile: from a file or a code. Undefined for what `formatProof` would not write. Proves nothing: `verifyReceipt` does. */
export function parseProof(text: string): LogProof | undefined {
  if (text.length > largestProof) return undefined;
  // The first empty line: the checkpoint has another one.
  const split = text.indexOf("\n\n");
  if (split < 0) return undefined;
  const [first, ...lines] = text.slice(0, split).split("\n");
  const extra =
    lines[0]?.startsWith("extra ") === true ? fromBase64((lines.shift() ?? "").slice("extra ".length)) : null;
  const indexLine = lines.shift();
  const index =
    indexLine?.startsWith("index ") === true ? parseDecimal(indexLine.slice("index ".length)) : undefined;
  const hashes = lines
    .slice(0, mostHashes + 1)
    .map(parseHash)
    .filter((hash) => hash !== undefined);
  if (first !== firstLine || extra === undefined || extra?.length === 0 || index === undefined)
    return undefined;
  if (hashes.length !== lines.length || lines.length > mostHashes) return undefined;
  return { index, hashes, checkpoint: text.slice(split + 2), ...(extra === null ? {} : { extra }) };
}

const firstLine = "c2sp.org/tlog-proof@v1";
/** A tree of 2^63 leaves has 63 levels. */
const mostHashes = 63;
/** Characters. A checkpoint is within `largestNote`; the rest is room for extra data. */
const largestProof = 2 * largestNote;
