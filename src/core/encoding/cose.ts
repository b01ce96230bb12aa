// COSE_Sign1 (RFC 9052 section 4.2) with ES256, tagged 18: how certificates, acts and trust lists are signed.
// Ours carry alg and kid in the protected header and nothing in the unprotected one. Signing is split in two,
// because keys never come here: `prepareSign1` gives the bytes to sign, `finishSign1` puts the signature in.
import { concatBytes, utf8 } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { CborMap, CborValue } from "./cbor.ts";
import { FormatError } from "./format-error.ts";

/** Verifies a raw r‖s signature (64 bytes) with an uncompressed P-256 point (65 bytes). Injected: core has no keys. */
export type VerifyEs256 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

export interface Sign1 {
  readonly protectedBytes: Uint8Array;
  readonly protectedHeader: CborMap;
  readonly unprotectedHeader: CborMap;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export interface PreparedSign1 {
  readonly protectedBytes: Uint8Array;
  readonly payload: Uint8Array;
  readonly toBeSigned: Uint8Array;
}

export const header = { algorithm: 1, contentType: 3, keyId: 4 } as const;
export const es256 = -7;
const tagSign1 = 0xd2;

export function prepareSign1(options: {
  keyId: Uint8Array;
  contentType?: string;
  payload: Uint8Array;
}): PreparedSign1 {
  const entries = new Map<number, CborValue>([[header.algorithm, es256]]);
  if (options.contentType !== undefined) entries.set(header.contentType, options.contentType);
  entries.set(header.keyId, options.keyId);
  const protectedBytes = encodeCbor(entries);
  return {
    protectedBytes,
    payload: options.payload,
    toBeSigned: toBeSigned(protectedBytes, options.payload),
  };
}

export function finishSign1(prepared: PreparedSign1, signature: Uint8Array): Uint8Array {
  if (signature.length !== 64) throw new FormatError("cose", "an ES256 signature has 64 bytes", "wrong-type");
  const body = encodeCbor([prepared.protectedBytes, new Map(), prepared.payload, signature]);
  return concatBytes(Uint8Array.of(tagSign1), body);
}

/** Reads any tagged COSE_Sign1 with an attached payload. Throws `FormatError`. The caller bounds the length. */
export function decodeSign1(bytes: Uint8Array): Sign1 {
  if (bytes[0] !== tagSign1) throw new FormatError("cose", "not tagged as COSE_Sign1", "wrong-type");
  const parts = decodeCbor(bytes.subarray(1));
  if (!Array.isArray(parts) || parts.length !== 4)
    throw new FormatError("cose", "not four parts", "wrong-type");
  const [protectedBytes, unprotectedHeader, payload, signature] = parts as CborValue[];
  if (!(protectedBytes instanceof Uint8Array))
    throw new FormatError("cose", "protected header is not bytes", "wrong-type");
  if (!(unprotectedHeader instanceof Map))
    throw new FormatError("cose", "unprotected header is not a map", "wrong-type");
  if (!(payload instanceof Uint8Array)) throw new FormatError("cose", "no attached payload", "wrong-type");
  if (!(signature instanceof Uint8Array))
    throw new FormatError("cose", "signature is not bytes", "wrong-type");
  const protectedHeader = protectedBytes.length === 0 ? new Map() : decodeCbor(protectedBytes);
  if (!(protectedHeader instanceof Map))
    throw new FormatError("cose", "protected header is not a map", "wrong-type");
  return {
    protectedBytes,
    protectedHeader,
    unprotectedHeader: unprotectedHeader as CborMap,
    payload,
    signature,
  };
}

/** The key id of our own messages: protected, ES256, nothing unprotected. Throws `FormatError`. */
export function ownKeyId(message: Sign1): Uint8Array {
  if (message.unprotectedHeader.size !== 0)
    throw new FormatError("cose", "an unprotected header", "wrong-type");
  if (message.protectedHeader.get(header.algorithm) !== es256)
    throw new FormatError("cose", "algorithm is not ES256", "wrong-type");
  const keyId = message.protectedHeader.get(header.keyId);
  if (!(keyId instanceof Uint8Array) || keyId.length !== 8)
    throw new FormatError("cose", "key id is not 8 bytes", "wrong-type");
  for (const label of message.protectedHeader.keys()) {
    if (label !== header.algorithm && label !== header.keyId && label !== header.contentType) {
      throw new FormatError("cose", `unknown header ${label}`, "wrong-type");
    }
  }
  if (message.signature.length !== 64)
    throw new FormatError("cose", "an ES256 signature has 64 bytes", "wrong-type");
  return keyId;
}

const context = utf8("Signature1");
const start = concatBytes(Uint8Array.of(0x84, 0x60 | context.length), context);
const noExternalData = 0x40;

/** The Sig_structure that is signed (RFC 9052 section 4.4), with no external data. */
export function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  const room = start.length + 2 * longestHead + 1 + protectedBytes.length + payload.length;
  const bytes = new Uint8Array(room);
  bytes.set(start);
  let at = writeByteString(bytes, start.length, protectedBytes);
  bytes[at++] = noExternalData;
  at = writeByteString(bytes, at, payload);
  return bytes.subarray(0, at);
}

const longestHead = 5;

/** A CBOR byte string, written by hand because every check comes through here. Returns where it ends. */
function writeByteString(bytes: Uint8Array, from: number, content: Uint8Array): number {
  const { length } = content;
  let at = from;
  if (length < 24) bytes[at++] = 0x40 | length;
  else if (length < 0x100) {
    bytes[at++] = 0x58;
    bytes[at++] = length;
  } else if (length < 0x1_0000) {
    bytes[at++] = 0x59;
    bytes[at++] = length >> 8;
    bytes[at++] = length;
  } else {
    bytes[at++] = 0x5a;
    for (let shift = 24; shift >= 0; shift -= 8) bytes[at++] = length >>> shift;
  }
  bytes.set(content, at);
  return at + length;
}
