// Reads the file of a certificate: the SD-JWT by its strict rules, then the claims of version 1, closed. Never throws.
import { fromHex } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import { isLowS } from "#core/encoding/ecdsa.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { ClaimsError } from "../qr-claims.ts";
import type { ClaimsFault } from "../qr-claims.ts";
import { certificateType, fileJwtType, readFileClaims } from "./claims.ts";
import type { FileClaims } from "./claims.ts";
import { isStrongSalt } from "./disclosure.ts";
import { readSdJwt } from "./read.ts";
import type { SdJwt, SdJwtFault } from "./read.ts";

export type FileFault =
  | SdJwtFault
  | ClaimsFault
  /** An SD-JWT, but not of a certificate. */
  | "not-our-file"
  | "newer-version"
  /** Too short to hide what it salts. */
  | "weak-salt";

export type FileReading =
  | { readonly ok: true; readonly sdJwt: SdJwt; readonly claims: FileClaims; readonly keyId: Uint8Array }
  | { readonly ok: false; readonly reason: FileFault };

/** Cheap: is this worth reading as a file rather than as the text of a code? */
export function looksLikeFile(text: string): boolean {
  return /^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:~|$)/.test(text);
}

// Hostile: from anywhere.
export function readFileText(text: string, sha256: Sha256): FileReading {
  const reading = readSdJwt(text, { type: fileJwtType, sha256 });
  if (!reading.ok) return reading;
  const { sdJwt } = reading;
  const type = sdJwt.claims.get("vct");
  if (type !== certificateType) {
    const newer =
      typeof type === "string" && /^urn:kimberley-process:certificate:[1-9][0-9]{0,3}$/.test(type);
    return { ok: false, reason: newer ? "newer-version" : "not-our-file" };
  }
  if (sdJwt.keyId === undefined || !/^[0-9a-f]{16}$/.test(sdJwt.keyId))
    return { ok: false, reason: "wrong-header" };
  if (!isLowS(sdJwt.signature)) return { ok: false, reason: "not-canonical" };
  if (!sdJwt.disclosed.every(({ salt }) => isStrongSalt(salt))) return { ok: false, reason: "weak-salt" };
  try {
    return { ok: true, sdJwt, claims: readFileClaims(sdJwt.claims), keyId: fromHex(sdJwt.keyId) };
  } catch (error) {
    if (error instanceof FormatError || error instanceof ClaimsError)
      return { ok: false, reason: error.fault };
    throw error;
  }
}
