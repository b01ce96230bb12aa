// One scan at a desk, as the desk writes it down and signs it with its device's own key: when, which paper, which answer,
// by which lists. Kept on the device and handed in later, so that two uses of one certificate are found afterwards.
// It names the certificate by its blinded id and holds nothing else of what the paper says.
import { codecs } from "#core/encoding/codec.ts";
import type { PreparedSign1, VerifyEs256 } from "#core/encoding/cose.ts";
import { prepareDocument, readDocument } from "#core/trust/signed-document.ts";
import type { DocumentKind, DocumentReading } from "#core/trust/signed-document.ts";
import type { AnswerState } from "./answers.ts";

interface ScanMust {
  /** Made at random on the device: the same scan handed in twice is one. */
  readonly id: Uint8Array;
  /** By the device's clock. */
  readonly at: string;
  /** SHA-256 of the text of the code, or of the number as it was typed. */
  readonly digest: Uint8Array;
  readonly answer: AnswerState;
  /** Versions of the lists it was checked with; 0: none. */
  readonly trustList: number;
  readonly statusList: number;
  /** What the officer calls the desk: "Freetown airport". */
  readonly desk: string;
}

interface ScanMay {
  /** Public id in the code; absent where a number was typed, or where the code could not be read. */
  readonly certificate: Uint8Array;
  readonly reason: string;
}

export type Scan = ScanMust & Partial<ScanMay>;

export const scanContentType = "application/kp-scan+cbor";
export const longestDeskName = 60;

/** What the device's key signs. */
export function prepareScan(scan: Scan, keyId: Uint8Array): PreparedSign1 {
  return prepareDocument(kind, scan, keyId);
}

// Hostile: from anybody's device. The signature is checked before the content is looked at.
export function readScan(
  bytes: Uint8Array,
  devicePublicKey: Uint8Array,
  verifyEs256: VerifyEs256,
): DocumentReading<Scan> {
  return readDocument(kind, bytes, devicePublicKey, verifyEs256);
}

const { text, oneOf, integer, instant, bytes, record } = codecs("scan");

/** A record, so that no answer is forgotten. */
const answers: Readonly<Record<AnswerState, true>> = {
  valid: true,
  used: true,
  expired: true,
  withdrawn: true,
  "signature-wrong": true,
  "unknown-number": true,
  "not-our-code": true,
  "not-a-participant": true,
  "paper-only-issuer": true,
  offline: true,
  clock: true,
  "service-down": true,
  "key-not-valid": true,
  "not-released": true,
  "not-on-record": true,
};

const kind: DocumentKind<Scan> = {
  contentType: scanContentType,
  format: 1,
  longest: 1_000,
  codec: record<ScanMust & { readonly format: number }, ScanMay>(
    {
      format: integer(1, 1),
      id: bytes(16),
      at: instant,
      digest: bytes(32),
      answer: oneOf(Object.keys(answers) as AnswerState[]),
      trustList: integer(0, 0xffff_ffff),
      statusList: integer(0, 0xffff_ffff),
      // What a person typed, shown to others: printable, no marks of direction.
      desk: text(longestDeskName, /^[^\p{C}\p{Zl}\p{Zp}]+$/u),
    },
    { certificate: bytes(16), reason: text(60, /^[A-Za-z_-]+$/) },
  ),
};
