// Key binding (RFC 9901 sections 4.3 and 7.3): whoever shows the file also signs, with the key the issuer put into it, for
// this asker, this question and these very claims. A certificate of the scheme names no holder's key today; where one
// does, a file that is merely copied is told apart from one that its holder shows.
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import type { JsonMap } from "#core/encoding/json.ts";
import { digestOf } from "./disclosure.ts";
import { isInTime, readJwt, SdJwtError } from "./read.ts";
import type { SdJwt, SignedJwt } from "./read.ts";

export const keyBindingType = "kb+jwt";
const longestKeyBinding = 4_096;

/** What the asker gave to the holder, and what the asker's clock says. */
export interface Asked {
  readonly nonce: string;
  readonly audience: string;
  /** UTC instant. */
  readonly now: string;
  /** How long an answer may have been on its way. */
  readonly longestAgeSeconds: number;
  /** How far the holder's clock may be ahead. */
  readonly clockToleranceSeconds: number;
}

export type KeyBindingFault =
  | "missing"
  /** There is one, but nothing was asked: it may have been made for somebody else. */
  | "not-asked-for"
  /** The issuer named no key of a holder, or not a P-256 one. */
  | "no-holder-key"
  | "wrong-form"
  | "signature-wrong"
  | "other-claims"
  | "other-nonce"
  | "other-audience"
  | "not-now";

/** Undefined when it is in order: bound where the asker wants it, absent where nobody does. */
export function findKeyBindingFault(
  { keyBinding, payload, presentation }: SdJwt,
  asked: Asked | undefined,
  tools: { readonly sha256: Sha256; readonly verifyEs256: VerifyEs256 },
): KeyBindingFault | undefined {
  if (asked === undefined) return keyBinding === undefined ? undefined : "not-asked-for";
  if (keyBinding === undefined) return "missing";
  const key = holderKeyOf(payload);
  if (key === undefined) return "no-holder-key";
  const jwt = readKeyBinding(keyBinding);
  if (jwt === undefined) return "wrong-form";
  if (!tools.verifyEs256(key, jwt.signed, jwt.signature)) return "signature-wrong";
  const claims = jwt.payload;
  if (claims.get("sd_hash") !== digestOf(tools.sha256, presentation)) return "other-claims";
  if (claims.get("nonce") !== asked.nonce) return "other-nonce";
  if (claims.get("aud") !== asked.audience) return "other-audience";
  const seconds = Math.floor(Date.parse(asked.now) / 1000);
  const at = claims.get("iat");
  const timely =
    typeof at === "number" &&
    at <= seconds + asked.clockToleranceSeconds &&
    seconds - at <= asked.longestAgeSeconds;
  return timely && isInTime(claims, seconds) ? undefined : "not-now";
}

/** What the holder signs to show `presentation`, which ends with "~". `finish` puts the signature behind it. */
export function prepareKeyBinding(
  presentation: string,
  asked: Pick<Asked, "nonce" | "audience" | "now">,
  sha256: Sha256,
): { readonly toBeSigned: Uint8Array; readonly finish: (signature: Uint8Array) => string } {
  const header = toBase64Url(utf8(JSON.stringify({ alg: "ES256", typ: keyBindingType })));
  const claims = {
    iat: Math.floor(Date.parse(asked.now) / 1000),
    aud: asked.audience,
    nonce: asked.nonce,
    sd_hash: digestOf(sha256, presentation),
  };
  const signed = `${header}.${toBase64Url(utf8(JSON.stringify(claims)))}`;
  return {
    toBeSigned: utf8(signed),
    finish: (signature) => `${presentation}${signed}.${toBase64Url(signature)}`,
  };
}

/** The claim `cnf` for a holder's key, an uncompressed P-256 point (RFC 7800). */
export function confirmationOf(publicKey: Uint8Array): object {
  const coordinate = (from: number): string => toBase64Url(publicKey.subarray(from, from + 32));
  return { jwk: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) } };
}

function readKeyBinding(text: string): SignedJwt | undefined {
  if (text.length > longestKeyBinding) return undefined;
  try {
    return readJwt(text, keyBindingType);
  } catch (error) {
    if (error instanceof SdJwtError || error instanceof FormatError) return undefined;
    throw error;
  }
}

function holderKeyOf(payload: JsonMap): Uint8Array | undefined {
  const confirmation = payload.get("cnf");
  const key = confirmation instanceof Map ? (confirmation as JsonMap).get("jwk") : undefined;
  if (!(key instanceof Map)) return undefined;
  const jwk = key as JsonMap;
  const [x, y] = [jwk.get("x"), jwk.get("y")];
  if (jwk.get("kty") !== "EC" || jwk.get("crv") !== "P-256" || typeof x !== "string" || typeof y !== "string")
    return undefined;
  try {
    const [left, right] = [fromBase64Url(x), fromBase64Url(y)];
    return left.length === 32 && right.length === 32 ? concatBytes(Uint8Array.of(4), left, right) : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
