// Timestamped cosignatures (C2SP tlog-cosignature, type 0x04): a witness says that at this time this was the largest
// consistent tree it had seen for the origin. The message does not name the witness: one key, one witness.
import type { NoteSignature, NoteVerifier, VerifierKey, VerifyEd25519 } from "./note.ts";
import { cosignatureType } from "./verifier-key.ts";

export { cosignatureType } from "./verifier-key.ts";

export interface Cosignature {
  /** POSIX time. C2SP allows up to 2^63 - 1; beyond 2^53 no clock reaches, and such a time is refused. */
  readonly seconds: number;
  readonly signature: Uint8Array;
}

export interface Cosigner {
  readonly name: string;
  /** Of type 0x04: `keyId(sha256, name, cosignatureType, publicKey)`. */
  readonly keyId: number;
  sign(message: Uint8Array): Uint8Array;
}

const timeLength = 8;
const ed25519SignatureLength = 64;

/** A signature for the checkpoint's note. `text` is the whole note text, extension lines included. */
export function cosign(text: string, cosigner: Cosigner, seconds: number): NoteSignature {
  const signature = cosigner.sign(cosignatureMessage(new TextEncoder().encode(text), seconds));
  return { name: cosigner.name, keyId: cosigner.keyId, signature: formatCosignature({ seconds, signature }) };
}

/** Type 0x04. Throws `RangeError` for a key of another type. */
export function cosignatureVerifier(key: VerifierKey, verifyEd25519: VerifyEd25519): NoteVerifier {
  if (key.type !== cosignatureType) throw new RangeError("not a cosignature key (type 0x04)");
  return {
    name: key.name,
    keyId: key.keyId,
    verify: (text, signature) =>
      verifyCosignature(key.publicKey, text, signature, verifyEd25519) !== undefined,
  };
}

/** The time of a good cosignature; undefined for any other. Hostile: `signature`. */
export function verifyCosignature(
  publicKey: Uint8Array,
  text: Uint8Array,
  signature: Uint8Array,
  verifyEd25519: VerifyEd25519,
): number | undefined {
  const parsed = parseCosignature(signature);
  if (parsed === undefined) return undefined;
  return verifyEd25519(publicKey, cosignatureMessage(text, parsed.seconds), parsed.signature)
    ? parsed.seconds
    : undefined;
}

/** 8 bytes of time, big-endian, and 64 of signature. */
export function formatCosignature({ seconds, signature }: Cosignature): Uint8Array {
  requireSeconds(seconds);
  if (signature.length !== ed25519SignatureLength) throw new RangeError("an Ed25519 signature is 64 bytes");
  const bytes = new Uint8Array(timeLength + ed25519SignatureLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds));
  bytes.set(signature, timeLength);
  return bytes;
}

/** Undefined for what `formatCosignature` would not write. Checks no signature. */
export function parseCosignature(bytes: Uint8Array): Cosignature | undefined {
  if (bytes.length !== timeLength + ed25519SignatureLength) return undefined;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0));
  return Number.isSafeInteger(seconds) ? { seconds, signature: bytes.slice(timeLength) } : undefined;
}

/** What is signed. The first line keeps it apart from everything else that an Ed25519 key may sign. */
export function cosignatureMessage(text: Uint8Array, seconds: number): Uint8Array {
  requireSeconds(seconds);
  const heading = new TextEncoder().encode(`cosignature/v1\ntime ${seconds}\n`);
  const message = new Uint8Array(heading.length + text.length);
  message.set(heading);
  message.set(text, heading.length);
  return message;
}

function requireSeconds(seconds: number): void {
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new RangeError("a time is whole seconds since 1970");
}
