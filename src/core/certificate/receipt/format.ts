// A certificate's receipt: what shows, to whoever holds the code, that its sealing stands in the public log and who has
// seen it there. Holds the act of the sealing, what ties the act to the code (the salt of one private claim and its place
// under the act's root), and the log's proof with the signed head. It adds nothing to what the public may know.
// One value, one spelling: deterministic CBOR, in a file as it is, in a code as "KPR1:" and base45.
import { saltLength } from "#core/act/claims.ts";
import { largestLeaf } from "#core/act/act.ts";
import { fromBase45, toBase45 } from "#core/encoding/base45.ts";
import type { ClaimPlace } from "./claim.ts";
import { decodeCbor, encodeCbor } from "#core/encoding/cbor.ts";
import type { CborValue } from "#core/encoding/cbor.ts";
import { concatBytes } from "#core/encoding/bytes.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { formatCheckpoint, parseCheckpoint } from "#core/log/checkpoint.ts";
import { hashLength, isSize } from "#core/log/merkle.ts";
import { formatNote, mostSignatures, parseNote } from "#core/log/note.ts";
import type { NoteSignature } from "#core/log/note.ts";
import { formatProof, parseProof } from "#core/log/proof.ts";

export const receiptMediaType = "application/kp-receipt+cbor";
export const receiptFileEnding = ".kp-receipt";
export const receiptPrefix = "KPR1:";
/** A receipt of a log of a thousand million acts, seen by ten witnesses, is half of it. */
export const largestReceipt = 6_000;
/** What one QR code can hold at all (version 40, level L, alphanumeric). */
export const longestReceiptText = 4_296;

export interface CertificateReceipt {
  /** The public part of the act `certificate.validated`, as the log has it: a COSE_Sign1 message. */
  readonly leaf: Uint8Array;
  /** What shows that the act's private claim `qrText` is the code at hand. */
  readonly claim: ClaimPlace;
  /** c2sp.org/tlog-proof@v1, without extra data: inclusion hashes and the checkpoint with its cosignatures. */
  readonly proof: string;
}

/** Throws `FormatError` for what no reader would take. */
export function encodeReceipt({ leaf, claim, proof }: CertificateReceipt): Uint8Array {
  const bytes = encodeCbor([
    version,
    leaf,
    [claim.salt, claim.sides, concatBytes(...claim.path)],
    proofToCbor(proof),
  ]);
  decodeReceipt(bytes);
  return bytes;
}

export function receiptToText(bytes: Uint8Array): string {
  return receiptPrefix + toBase45(bytes);
}

export function looksLikeReceiptText(text: string): boolean {
  return /^KPR\d*:/i.test(text);
}

/** Hostile: a file's bytes or a code's text. Undefined for anything but the one accepted form. Checks no signature. */
export function readReceipt(given: Uint8Array | string): CertificateReceipt | undefined {
  try {
    return decodeReceipt(typeof given === "string" ? bytesOfText(given) : given);
  } catch (error) {
    if (error instanceof FormatError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const version = 1;
/** An act of a sealing is half of it; a leaf of another kind has no business here. */
const longestLeaf = Math.min(largestLeaf, 1_500);
/** Of an act with a thousand private claims. */
const longestClaimPath = 10;

function bytesOfText(text: string): Uint8Array {
  if (text.length > longestReceiptText || !text.startsWith(receiptPrefix)) return refuse("not a receipt");
  return fromBase45(text.slice(receiptPrefix.length));
}

function decodeReceipt(bytes: Uint8Array): CertificateReceipt {
  if (bytes.length > largestReceipt) return refuse("too long");
  const [number, leaf, claim, proof] = partsOf(decodeCbor(bytes), 4);
  if (number !== version) return refuse("another version");
  const [salt, sides, path] = partsOf(claim, 3);
  const hashes = hashesOf(path);
  if (hashes.length > longestClaimPath || sizeOf(sides) >= 2 ** hashes.length)
    return refuse("not the way of a claim");
  return {
    leaf: bytesOf(leaf, 1, longestLeaf),
    claim: {
      salt: bytesOf(salt, saltLength, saltLength),
      sides: sizeOf(sides),
      path: hashes,
    },
    proof: proofFromCbor(proof),
  };
}

// The proof's text has one spelling, so its parts say as much: base64 and repeated names only cost room in a code.
function proofToCbor(text: string): CborValue {
  const proof = parseProof(text);
  const note = proof === undefined ? undefined : parseNote(proof.checkpoint);
  const head = note === undefined ? undefined : parseCheckpoint(note.text);
  if (proof === undefined || note === undefined || head === undefined) return refuse("not a log's proof");
  if (proof.extra !== undefined || head.extensions.length > 0) return refuse("a proof with extra data");
  return [
    proof.index,
    concatBytes(...proof.hashes),
    head.origin,
    head.size,
    head.root,
    note.signatures.map((signature) => signatureToCbor(signature, head.origin)),
  ];
}

function proofFromCbor(value: CborValue | undefined): string {
  const [index, hashes, origin, size, root, signatures] = partsOf(value, 6);
  if (typeof origin !== "string" || !Array.isArray(signatures) || signatures.length > mostSignatures)
    return refuse("not a log's proof");
  const text = formatCheckpoint({ origin, size: sizeOf(size), root: bytesOf(root, hashLength, hashLength) });
  const checkpoint = formatNote({
    text,
    signatures: (signatures as readonly CborValue[]).map((one) => signatureFromCbor(one, origin)),
  });
  return formatProof({ index: sizeOf(index), hashes: hashesOf(hashes), checkpoint });
}

/** The log's own signature bears the origin as its name, which is not written twice. */
function signatureToCbor({ name, keyId, signature }: NoteSignature, origin: string): CborValue {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, keyId);
  return [name === origin ? null : name, concatBytes(id, signature)];
}

function signatureFromCbor(value: CborValue, origin: string): NoteSignature {
  const [name, bytes] = partsOf(value, 2);
  if ((name !== null && typeof name !== "string") || name === origin) return refuse("not a key's name");
  const whole = bytesOf(bytes, 5, 8_192);
  return {
    name: name ?? origin,
    keyId: new DataView(whole.buffer, whole.byteOffset).getUint32(0),
    signature: whole.slice(4),
  };
}

function partsOf(value: CborValue | undefined, count: number): readonly CborValue[] {
  if (!Array.isArray(value) || value.length !== count) return refuse(`not ${count} parts`);
  return value as readonly CborValue[];
}

function bytesOf(value: CborValue | undefined, least: number, most: number): Uint8Array {
  return value instanceof Uint8Array && value.length >= least && value.length <= most
    ? value
    : refuse("bytes of another length");
}

function hashesOf(value: CborValue | undefined): readonly Uint8Array[] {
  const whole = bytesOf(value, 0, 63 * hashLength);
  if (whole.length % hashLength !== 0) return refuse("not whole hashes");
  return Array.from({ length: whole.length / hashLength }, (_, place) =>
    whole.slice(place * hashLength, (place + 1) * hashLength),
  );
}

function sizeOf(value: CborValue | undefined): number {
  return typeof value === "number" && isSize(value) ? value : refuse("not a number of entries");
}

function refuse(reason: string): never {
  throw new FormatError("receipt", reason);
}
