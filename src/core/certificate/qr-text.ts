// The text inside a certificate's QR code: "KPC1:" and the base45 of a COSE_Sign1 message over the claims.
// Reading never throws: whatever was scanned, the answer is a message in its one correct form, or the reason it is none.
// It says nothing about the signature; that is `verifyCertificate`.
import { utf8Length } from "./text.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import { fromBase45, toBase45 } from "#core/encoding/base45.ts";
import { decodeSign1, es256, finishSign1, header, ownKeyId, prepareSign1 } from "#core/encoding/cose.ts";
import type { PreparedSign1, Sign1 } from "#core/encoding/cose.ts";
import { isLowS, lowS } from "#core/encoding/ecdsa.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { bounds } from "./content.ts";
import type { CertificateContent } from "./content.ts";
import { ClaimsError, encodeClaims, readClaims } from "./qr-claims.ts";
import type { ClaimsFault, CodeTimes, QrClaims } from "./qr-claims.ts";

export const qrPrefix = "KPC1:";
/** With base45 in alphanumeric mode this stays within a code that prints at 40 mm and scans from a photocopy. */
export const longestQrText = 1_200;
export const longestQrMessage = 800;

export type QrFault =
  /** No Kimberley certificate code at all. */
  | "not-our-code"
  /** A Kimberley certificate code of a later version than this program knows. */
  | "newer-version"
  | "too-long"
  /** A key, algorithm or header other than the one protected form. */
  | "wrong-header"
  | ClaimsFault;

export interface QrMessage {
  readonly keyId: Uint8Array;
  readonly protectedBytes: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export type QrReading =
  | { readonly ok: true; readonly message: QrMessage; readonly claims: QrClaims }
  | { readonly ok: false; readonly reason: QrFault };

/** What an authority's key signs. Throws `ClaimsError` on content that no reader would accept. */
export function prepareQr(content: CertificateContent, times: CodeTimes, keyId: Uint8Array): PreparedSign1 {
  return prepareSign1({ keyId, payload: encodeClaims(content, times) });
}

/** The text to print, read once more before it leaves: an unreadable code is never released. */
export function finishQr(prepared: PreparedSign1, signature: Uint8Array): string {
  const text = qrPrefix + toBase45(finishSign1(prepared, lowS(signature)));
  const envelope = readEnvelope(text);
  if (!envelope.ok) throw new ClaimsError("forbidden-value", `the code would be refused: ${envelope.reason}`);
  // The claims themselves were read back before they were signed.
  if (!equalBytes(envelope.message.payload, prepared.payload))
    throw new ClaimsError("damaged", "the code would say something else");
  return text;
}

/** How long the code of this content will be, before there is a signature or a date of validation. */
export function qrSize(content: CertificateContent): { readonly bytes: number; readonly characters: number } {
  const validated = { ...content, validatedOn: content.validatedOn ?? content.issuedOn };
  // Containers are named at validation: until then one seal of full length stands for them.
  const containers =
    content.containers.length > 0 ? content.containers : [{ seal: "0".repeat(bounds.sealBytes) }];
  const times = { validatedAt: "2100-01-01T00:00:00Z", expiresAt: "2100-01-01T00:00:00Z" };
  const prepared = prepareQr({ ...validated, containers }, times, new Uint8Array(8));
  const bytes = finishSign1(prepared, new Uint8Array(64)).length;
  return { bytes, characters: qrPrefix.length + Math.ceil(bytes * 1.5) };
}

// Hostile: from a camera, a file or a form.
export function readQrText(text: string): QrReading {
  const envelope = readEnvelope(text);
  if (!envelope.ok) return envelope;
  try {
    return { ok: true, message: envelope.message, claims: readClaims(envelope.message.payload) };
  } catch (error) {
    return { ok: false, reason: faultOf(error) };
  }
}

type EnvelopeReading =
  | { readonly ok: true; readonly message: QrMessage }
  | { readonly ok: false; readonly reason: QrFault };

function readEnvelope(text: string): EnvelopeReading {
  if (!text.startsWith(qrPrefix)) return { ok: false, reason: foreign(text) };
  if (text.length > longestQrText) return { ok: false, reason: "too-long" };
  try {
    const bytes = fromBase45(text.slice(qrPrefix.length));
    if (bytes.length > longestQrMessage) return { ok: false, reason: "too-long" };
    const message = decodeSign1(bytes);
    const keyId = findKeyId(message);
    if (keyId === undefined) return { ok: false, reason: "wrong-header" };
    const { protectedBytes, payload, signature } = message;
    if (!isLowS(signature)) return { ok: false, reason: "not-canonical" };
    return { ok: true, message: { keyId, protectedBytes, payload, signature } };
  } catch (error) {
    return { ok: false, reason: faultOf(error) };
  }
}

function faultOf(error: unknown): QrFault {
  if (error instanceof FormatError || error instanceof ClaimsError) return error.fault;
  throw error;
}

function foreign(text: string): QrFault {
  // Our own alphabet has no small letters: a reader that changed them has damaged the code.
  if (/^KPC1:/i.test(text)) return "damaged";
  return /^KPC[1-9][0-9]{0,3}:/.test(text) ? "newer-version" : "not-our-code";
}

function findKeyId(message: Sign1): Uint8Array | undefined {
  if (message.protectedHeader.get(header.algorithm) !== es256) return undefined;
  if (message.protectedHeader.has(header.contentType)) return undefined;
  try {
    return ownKeyId(message);
  } catch {
    return undefined;
  }
}

/** More than the code of this content can take; far cheaper than making it, and enough for nearly all. */
export function mostQrBytes(
  content: Pick<
    CertificateContent,
    "number" | "authority" | "exporter" | "importer" | "origin" | "containers"
  > & { readonly lines: readonly unknown[] },
): number {
  const { exporter, importer, origin, lines, containers } = content;
  const texts = [
    content.number,
    content.authority,
    exporter.name,
    importer.name,
    ...containers.map(({ seal }) => seal),
  ];
  const listed = origin.kind === "MIXED" ? origin.listed.length : 1;
  // Head, dates, ids and signature take less than 200; a line has a code, two amounts of at most nine bytes, an origin.
  const unsealed = containers.length === 0 ? bounds.sealBytes : 0;
  return (
    200 +
    unsealed +
    3 * listed +
    30 * lines.length +
    texts.reduce((sum, text) => sum + utf8Length(text) + 3, 0)
  );
}
