// Receipts for programs that speak COSE (RFC 9942, RFC9162_SHA256): inclusion hashes in the unprotected header, and the
// log's signature over the root that they must lead to, which is not in the message. It says what the log says, and
// nothing of witnesses: where they matter, the tlog-proof is the receipt.
import { decodeCbor, encodeCbor } from "../encoding/cbor.ts";
import type { CborMap, CborValue } from "../encoding/cbor.ts";
import { toBeSigned } from "../encoding/cose.ts";
import { FormatError } from "../encoding/format-error.ts";
import { hashLength, isSize, leafHash, rootFromInclusion } from "./merkle.ts";
import type { Sha256 } from "./merkle.ts";
import type { VerifyEd25519 } from "./signature.ts";

export const coseReceiptMediaType = 'application/cose; cose-type="cose-sign1"';

export interface CoseReceipt {
  /** The entry's number, from 0. */
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export interface CoseLog {
  /** Stands in the protected header as issuer (CWT claim 1). */
  readonly origin: string;
  /** C2SP key id of the log's Ed25519 key: four bytes, big-endian, as COSE key id. */
  readonly keyId: number;
  readonly publicKey: Uint8Array;
}

/** What the log's key signs: a Sig_structure (RFC 9052, 4.4), which begins with a byte that begins no note. */
export function coseReceiptToSign(log: Omit<CoseLog, "publicKey">, root: Uint8Array): Uint8Array {
  if (root.length !== hashLength) throw new RangeError(`a root is ${hashLength} bytes`);
  return toBeSigned(protectedHeader(log), root);
}

/** Throws `RangeError` for what `verifyCoseReceipt` would refuse by its form. An entry that is alone has no receipt. */
export function formatCoseReceipt(
  log: Omit<CoseLog, "publicKey">,
  { index, size, hashes }: CoseReceipt,
  signature: Uint8Array,
): Uint8Array {
  if (!isSize(size) || !isSize(index) || index >= size || hashes.length === 0 || hashes.length > mostHashes)
    throw new RangeError("not a proof of inclusion");
  if (hashes.some((hash) => hash.length !== hashLength) || signature.length !== 64)
    throw new RangeError("not hashes and a signature");
  const proof = encodeCbor([size, index, hashes]);
  const unprotected = new Map([[label.proofs, new Map([[label.inclusion, [proof]]])]]);
  const body = encodeCbor([protectedHeader(log), unprotected, null, signature]);
  return Uint8Array.of(tagSign1, ...body);
}

/**
 * Whether the entry is in a tree of this log. Not where, nor how large the tree is: RFC 9942 leaves both numbers unsigned,
 * and neighbouring ones lead to the same root. A tlog-proof tells them, for its checkpoint is signed with its size.
 */
export type CoseVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "malformed" | "other-log" | "not-in-the-log" };

/** Hostile: the entry and the receipt. Inclusion and signature together, or nothing. */
export function verifyCoseReceipt(
  sha256: Sha256,
  {
    entry,
    receipt,
    log,
    verifyEd25519,
  }: {
    readonly entry: Uint8Array;
    readonly receipt: Uint8Array;
    readonly log: CoseLog;
    readonly verifyEd25519: VerifyEd25519;
  },
): CoseVerdict {
  const parsed = parseCoseReceipt(receipt);
  if (parsed === undefined) return { ok: false, reason: "malformed" };
  const { index, size, hashes, protectedBytes, signature } = parsed;
  // One log writes one header: its name, its key and the kind of tree are in it.
  const expected = protectedHeader(log);
  if (protectedBytes.length !== expected.length || protectedBytes.some((byte, at) => byte !== expected[at]))
    return { ok: false, reason: "other-log" };
  const root = rootFromInclusion(sha256, { index, size, leafHash: leafHash(sha256, entry), proof: hashes });
  // The root is not in the message: a wrong proof gives another root, and the signature does not fit.
  return root !== undefined && verifyEd25519(log.publicKey, toBeSigned(protectedBytes, root), signature)
    ? { ok: true }
    : { ok: false, reason: "not-in-the-log" };
}

/** IANA's COSE registries: vds 395, vdp 396, inclusion proofs -1, the tree of RFC 9162 with SHA-256 is 1. */
const label = { algorithm: 1, keyId: 4, claims: 15, structure: 395, proofs: 396, inclusion: -1 } as const;
const issuer = 1;
const edDsa = -8;
const rfc9162Sha256 = 1;
const tagSign1 = 0xd2;
const mostHashes = 63;
const largestReceipt = 8_192;

function protectedHeader({ origin, keyId }: Omit<CoseLog, "publicKey">): Uint8Array {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, keyId);
  return encodeCbor(
    new Map<number, CborValue>([
      [label.algorithm, edDsa],
      [label.keyId, id],
      [label.claims, new Map([[issuer, origin]])],
      [label.structure, rfc9162Sha256],
    ]),
  );
}

interface ParsedReceipt extends CoseReceipt {
  readonly protectedBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** Undefined for anything that `formatCoseReceipt` would not write. */
function parseCoseReceipt(bytes: Uint8Array): ParsedReceipt | undefined {
  if (bytes.length > largestReceipt || bytes[0] !== tagSign1) return undefined;
  try {
    const parts = decodeCbor(bytes.subarray(1));
    if (!Array.isArray(parts) || parts.length !== 4) return undefined;
    const [protectedBytes, unprotected, payload, signature] = parts as readonly CborValue[];
    const proofs = onlyIn(onlyIn(unprotected, label.proofs), label.inclusion);
    if (!(protectedBytes instanceof Uint8Array) || payload !== null || !(signature instanceof Uint8Array))
      return undefined;
    if (!Array.isArray(proofs) || proofs.length !== 1 || signature.length !== 64) return undefined;
    const [first] = proofs as readonly CborValue[];
    const proof = first instanceof Uint8Array ? decodeCbor(first) : undefined;
    if (!Array.isArray(proof) || proof.length !== 3) return undefined;
    const [size, index, hashes] = proof as readonly CborValue[];
    if (typeof size !== "number" || typeof index !== "number" || !isSize(size) || !isSize(index))
      return undefined;
    if (!isHashes(hashes)) return undefined;
    return { index, size, hashes, protectedBytes, signature };
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function isHashes(value: CborValue | undefined): value is readonly Uint8Array[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= mostHashes &&
    (value as readonly CborValue[]).every((hash) => hash instanceof Uint8Array && hash.length === hashLength)
  );
}

/** The one entry of a map, under this key; undefined where it is another map or none. */
function onlyIn(value: CborValue | undefined, key: number): CborValue | undefined {
  return value instanceof Map && value.size === 1 ? (value as CborMap).get(key) : undefined;
}
