// Documents that are signed whole and read by whoever has the key: a closed format each, deterministic CBOR in COSE_Sign1.
// The scheme's lists for desks without a network are such (the trust list, the status list), and a desk's scans.
import { decodeCbor, encodeCbor } from "#core/encoding/cbor.ts";
import type { Codec } from "#core/encoding/codec.ts";
import { decodeSign1, header, ownKeyId, prepareSign1, toBeSigned } from "#core/encoding/cose.ts";
import type { PreparedSign1, VerifyEs256 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import type { Fault } from "#core/encoding/format-error.ts";

/** Of a list of the scheme: numbered, dated, and over at `notAfter`. */
export interface Heading {
  /** Counts up by one with each list of its kind. */
  readonly version: number;
  readonly issuedAt: string;
  /** The first instant at which it may no longer be used. */
  readonly notAfter: string;
}

export interface DocumentKind<T extends object> {
  readonly contentType: string;
  readonly format: number;
  readonly longest: number;
  readonly codec: Codec<T & { readonly format: number }>;
}

export type DocumentFault = "too-long" | "wrong-header" | "signature-wrong" | "newer-version" | Fault;

export type DocumentReading<T> =
  | { readonly ok: true; readonly document: T; readonly keyId: Uint8Array }
  | { readonly ok: false; readonly reason: DocumentFault };

/** What is to be signed. Equal documents give equal bytes. */
export function prepareDocument<T extends object>(
  kind: DocumentKind<T>,
  document: T,
  keyId: Uint8Array,
): PreparedSign1 {
  const payload = encodeCbor(kind.codec.write({ ...document, format: kind.format }));
  // What would not be read is not signed.
  kind.codec.read(decodeCbor(payload), "document");
  return prepareSign1({ keyId, contentType: kind.contentType, payload });
}

// Hostile: from any mirror. The signature is checked before the content is looked at.
export function readDocument<T extends object>(
  kind: DocumentKind<T>,
  bytes: Uint8Array,
  publicKey: Uint8Array,
  verifyEs256: VerifyEs256,
): DocumentReading<T> {
  return openDocument(kind, bytes, (protectedBytes, payload, signature) =>
    verifyEs256(publicKey, toBeSigned(protectedBytes, payload), signature),
  );
}

/**
 * Without asking whose signature it is. Proves nothing: only for finding the key that a first list names as its own
 * signer, with which it is then read.
 */
export function readUnproven<T extends object>(kind: DocumentKind<T>, bytes: Uint8Array): DocumentReading<T> {
  return openDocument(kind, bytes, () => true);
}

function openDocument<T extends object>(
  kind: DocumentKind<T>,
  bytes: Uint8Array,
  isGenuine: (protectedBytes: Uint8Array, payload: Uint8Array, signature: Uint8Array) => boolean,
): DocumentReading<T> {
  if (bytes.length > kind.longest) return { ok: false, reason: "too-long" };
  try {
    const message = decodeSign1(bytes);
    if (message.protectedHeader.get(header.contentType) !== kind.contentType)
      return { ok: false, reason: "wrong-header" };
    const keyId = ownKeyId(message);
    if (!isGenuine(message.protectedBytes, message.payload, message.signature))
      return { ok: false, reason: "signature-wrong" };
    const value = decodeCbor(message.payload);
    const format = value instanceof Map ? (value as ReadonlyMap<unknown, unknown>).get("format") : undefined;
    if (typeof format === "number" && format > kind.format) return { ok: false, reason: "newer-version" };
    const { format: _, ...document } = kind.codec.read(value, "document");
    return { ok: true, document: document as unknown as T, keyId };
  } catch (error) {
    if (error instanceof FormatError) return { ok: false, reason: error.fault };
    throw error;
  }
}

export type Replacement =
  | { readonly ok: true }
  /** A list that is older than the one at hand is never taken: somebody may be withholding a revocation. */
  | { readonly ok: false; readonly reason: "older" | "same" };

export function mayReplace(
  current: Pick<Heading, "version"> | undefined,
  next: Pick<Heading, "version">,
): Replacement {
  if (current === undefined || next.version > current.version) return { ok: true };
  return { ok: false, reason: next.version === current.version ? "same" : "older" };
}
