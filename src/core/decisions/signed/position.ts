// Positions signed by a delegate's own key, wherever the delegate is: a closed document in COSE_Sign1 (ES256). Whoever has
// the delegate's public key checks it without us; docs/formats/position.md has the format byte by byte.
import { codecs } from "../../encoding/codec.ts";
import type { VerifyEs256 } from "../../encoding/cose.ts";
import type { PreparedSign1 } from "../../encoding/cose.ts";
import { prepareDocument, readDocument, readUnproven } from "../../trust/signed-document.ts";
import type { DocumentKind, DocumentReading } from "../../trust/signed-document.ts";
import { grounds, positionCodes } from "../acts.ts";
import type { Ground, PositionCode } from "../acts.ts";

export interface SignedPosition {
  readonly code: PositionCode;
  /** Clauses; absent: all. */
  readonly on?: readonly string[];
  readonly words?: string;
  /** "YYYY-MM-DD" */
  readonly expected?: string;
  readonly ground?: Ground;
  readonly explanation?: string;
  /** Other wording, or a condition that can be verified: one of the two. */
  readonly cureText?: string;
  readonly cureCondition?: string;
}

export interface SignedPositions {
  readonly item: string;
  /** Number of the call: what was signed for one counts in no other. */
  readonly call: number;
  readonly seat: string;
  /** UTC, whole seconds: an older one never replaces a newer one. */
  readonly at: string;
  readonly minister: boolean;
  readonly positions: readonly SignedPosition[];
}

const { text, oneOf, flag, integer, instant, list, record } = codecs("position");

export const positionKind: DocumentKind<SignedPositions> = {
  contentType: "application/kp-position+cbor",
  format: 1,
  longest: 90_000,
  codec: record({
    format: integer(1, 1),
    item: text(36, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    call: integer(1, 1_000),
    seat: text(32, /^[A-Z][A-Z0-9-]*$/),
    at: instant,
    minister: flag,
    positions: list(
      record<{ code: PositionCode }, Omit<SignedPosition, "code">>(
        { code: oneOf(positionCodes) },
        {
          on: list(text(16, /^[a-z0-9][a-z0-9.-]*$/), 200),
          words: text(2_000),
          expected: text(10, /^\d{4}-\d{2}-\d{2}$/),
          ground: oneOf(grounds),
          explanation: text(4_000),
          cureText: text(4_000),
          cureCondition: text(2_000),
        },
      ),
      200,
    ),
  }),
};

/** What is to be signed. Throws `FormatError` for positions that would not be read. */
export function preparePositions(positions: SignedPositions, keyId: Uint8Array): PreparedSign1 {
  return prepareDocument(positionKind, positions, keyId);
}

// Hostile: from anywhere. The signature is checked before the content is looked at.
export function readPositions(
  bytes: Uint8Array,
  publicKey: Uint8Array,
  verifyEs256: VerifyEs256,
): DocumentReading<SignedPositions> {
  return readDocument(positionKind, bytes, publicKey, verifyEs256);
}

/** Whose key it says it is, before anything is proved. */
export function claimedKey(bytes: Uint8Array): Uint8Array | undefined {
  const reading = readUnproven(positionKind, bytes);
  return reading.ok ? reading.keyId : undefined;
}
