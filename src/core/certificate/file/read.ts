// Reads an SD-JWT (RFC 9901 section 7), strictly: whatever two readers could see differently is refused. Own, because the
// libraries at hand take a bare JWT for an SD-JWT, overlook a digest or a name given twice, or leave placeholders of
// hidden elements in the list. Reading never throws. It says nothing about the signature; whose key it is, is asked later.
import { fromBase64Url, fromUtf8, utf8 } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import type { Fault } from "#core/encoding/format-error.ts";
import { parseJson } from "#core/encoding/json.ts";
import type { Json, JsonMap } from "#core/encoding/json.ts";
import { readDisclosure } from "./disclosure.ts";
import type { Disclosure } from "./disclosure.ts";

/** The largest certificate, forty lines and forty containers of the longest texts, takes less than half. */
export const longestSdJwt = 131_072;
export const mostDisclosures = 256;
const deepest = 16;

export type SdJwtFault =
  /** No such thing at all; a JWT without a "~" is none either. */
  | "not-sd-jwt"
  | "too-long"
  /** Another algorithm than ES256, another type, or a header that asks for more than we know. */
  | "wrong-header"
  /** Another hash than SHA-256. */
  | "wrong-hash"
  /** One digest or one disclosure twice: which of two claims it stands for could not be told. */
  | "digest-twice"
  | "disclosure-unused"
  /** A disclosed claim under a name that is there already, or that means something to the format itself. */
  | "name-taken"
  /** A claim that everybody must see (issuer, times, type, holder's key) was hidden. */
  | "must-not-be-hidden"
  | Fault;

/** One disclosure that is there, and where its value stands in the document as it was signed. */
export interface Disclosed {
  readonly text: string;
  readonly salt: string;
  /** Names, and places in lists counted with the hidden ones. */
  readonly path: readonly (string | number)[];
  /** The disclosure inside which its digest stands; null at the top. */
  readonly parent: Disclosed | null;
}

export interface SignedJwt {
  readonly header: JsonMap;
  readonly payload: JsonMap;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SdJwt extends SignedJwt {
  readonly keyId: string | undefined;
  /** The payload with what is shown in its places; no digest, no placeholder, no trace of what is hidden. */
  readonly claims: JsonMap;
  readonly disclosed: readonly Disclosed[];
  /** The signed part alone. */
  readonly jwt: string;
  /** Up to and with the last "~": what a key binding binds. */
  readonly presentation: string;
  /** The JWT after the last "~", if there is one; not looked into yet. */
  readonly keyBinding: string | undefined;
}

export type SdJwtReading =
  | { readonly ok: true; readonly sdJwt: SdJwt }
  | { readonly ok: false; readonly reason: SdJwtFault };

export interface SdJwtExpected {
  /** The one value of `typ` that is accepted. */
  readonly type: string;
  readonly sha256: Sha256;
}

// Hostile: from a file, a mail or a form. Sizes first, then the alphabet, then the pieces.
export function readSdJwt(text: string, { type, sha256 }: SdJwtExpected): SdJwtReading {
  try {
    if (text.length > longestSdJwt) throw new SdJwtError("too-long");
    if (!/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+~/.test(text)) throw new SdJwtError("not-sd-jwt");
    const [jwt = "", ...texts] = text.split("~");
    const keyBinding = texts.pop();
    if (texts.length > mostDisclosures) throw new SdJwtError("too-long");
    const signed = readJwt(jwt, type);
    const opened = openPayload(
      signed.payload,
      texts.map((disclosure) => readDisclosure(sha256, disclosure)),
    );
    const keyId = signed.header.get("kid") as string | undefined;
    return {
      ok: true,
      sdJwt: {
        ...signed,
        ...opened,
        keyId,
        jwt,
        presentation: text.slice(0, text.lastIndexOf("~") + 1),
        keyBinding: keyBinding === "" ? undefined : keyBinding,
      },
    };
  } catch (error) {
    if (error instanceof SdJwtError) return { ok: false, reason: error.reason };
    if (error instanceof FormatError) return { ok: false, reason: error.fault };
    throw error;
  }
}

/** A compact JWS with this type and ES256. Throws `FormatError` or, for its header, the reason of a reading. */
export function readJwt(jwt: string, type: string): SignedJwt {
  const parts = jwt.split(".");
  if (parts.length !== 3) throw new SdJwtError("not-sd-jwt");
  const [head = "", body = "", signature = ""] = parts;
  const header = mapOf(parseJson(fromUtf8(fromBase64Url(head))));
  // One algorithm, and no header that could change what a signature means ("crit", "b64", keys that come along).
  const known = [...header.keys()].every((name) => name === "alg" || name === "typ" || name === "kid");
  const keyId = header.get("kid");
  const named = keyId === undefined || (typeof keyId === "string" && keyId.length <= 200);
  if (!known || !named || header.get("alg") !== "ES256" || header.get("typ") !== type)
    throw new SdJwtError("wrong-header");
  const bytes = fromBase64Url(signature);
  if (bytes.length !== 64) throw new SdJwtError("wrong-header");
  const payload = mapOf(parseJson(fromUtf8(fromBase64Url(body))));
  for (const time of ["iat", "nbf", "exp"]) {
    const value = payload.get(time);
    if (value !== undefined && typeof value !== "number")
      throw new FormatError("sd-jwt", `${time} is not a number`, "wrong-type");
  }
  return { header, payload, signed: utf8(`${head}.${body}`), signature: bytes };
}

/** When a JWT counts: from `nbf` on, and until just before `exp`. Seconds since 1970. */
export function isInTime(claims: JsonMap, seconds: number): boolean {
  const from = claims.get("nbf");
  const until = claims.get("exp");
  return (typeof from !== "number" || from <= seconds) && (typeof until !== "number" || seconds < until);
}

export class SdJwtError extends Error {
  readonly reason: SdJwtFault;

  constructor(reason: SdJwtFault) {
    super(`sd-jwt: ${reason}`);
    this.name = "SdJwtError";
    this.reason = reason;
  }
}

/** RFC 9901 section 9.7 and SD-JWT VC section 3.2.2.2: on these depends whether anything else is believed. */
const mustBeSeen: ReadonlySet<string> = new Set([
  "iss",
  "iat",
  "nbf",
  "exp",
  "aud",
  "cnf",
  "vct",
  "vct#integrity",
  "status",
]);

function openPayload(
  payload: JsonMap,
  disclosures: readonly Disclosure[],
): { readonly claims: JsonMap; readonly disclosed: readonly Disclosed[] } {
  const algorithm = payload.get("_sd_alg");
  if (algorithm !== undefined && algorithm !== "sha-256") throw new SdJwtError("wrong-hash");
  const byDigest = new Map(disclosures.map((disclosure) => [disclosure.digest, disclosure]));
  if (byDigest.size !== disclosures.length) throw new SdJwtError("digest-twice");
  const seen = new Set<string>();
  const disclosed: Disclosed[] = [];

  /** Every digest stands once in the whole document, whether anything is shown for it or not. */
  const find = (digest: Json | undefined): Disclosure | undefined => {
    if (typeof digest !== "string" || !isDigest(digest))
      throw new FormatError("sd-jwt", "a digest that is not of SHA-256", "wrong-type");
    if (seen.has(digest)) throw new SdJwtError("digest-twice");
    seen.add(digest);
    return byDigest.get(digest);
  };
  const show = ({ text, salt }: Disclosure, path: Disclosed["path"], parent: Disclosed | null): Disclosed => {
    const one = { text, salt, path, parent };
    disclosed.push(one);
    return one;
  };

  function open(value: Json, path: Disclosed["path"], parent: Disclosed | null): Json {
    if (path.length > deepest) throw new FormatError("sd-jwt", "nested too deeply", "wrong-type");
    if (value instanceof Map) return openObject(value as JsonMap, path, parent);
    return Array.isArray(value) ? openList(value as readonly Json[], path, parent) : value;
  }

  function openObject(map: JsonMap, path: Disclosed["path"], parent: Disclosed | null): JsonMap {
    const opened = new Map<string, Json>();
    for (const [name, value] of map) {
      if (name === "..." || (name === "_sd_alg" && path.length > 0)) throw new SdJwtError("name-taken");
      if (name !== "_sd" && name !== "_sd_alg") opened.set(name, open(value, [...path, name], parent));
    }
    if (!map.has("_sd")) return opened;
    const digests = map.get("_sd");
    if (!Array.isArray(digests)) throw new FormatError("sd-jwt", "_sd is not a list", "wrong-type");
    for (const digest of digests as readonly Json[]) {
      const found = find(digest);
      if (found === undefined) continue;
      const { name, value } = found;
      if (name === undefined) throw new FormatError("sd-jwt", "an element in place of a claim", "wrong-type");
      if (formatNames.has(name) || opened.has(name)) throw new SdJwtError("name-taken");
      if (path.length === 0 && mustBeSeen.has(name)) throw new SdJwtError("must-not-be-hidden");
      const at = [...path, name];
      opened.set(name, open(value, at, show(found, at, parent)));
    }
    return opened;
  }

  function openList(list: readonly Json[], path: Disclosed["path"], parent: Disclosed | null): Json {
    const opened: Json[] = [];
    for (const [place, value] of list.entries()) {
      const at = [...path, place];
      if (!(value instanceof Map) || !value.has("...")) {
        opened.push(open(value, at, parent));
        continue;
      }
      if (value.size !== 1) throw new SdJwtError("name-taken");
      const found = find((value as JsonMap).get("..."));
      // A hidden element leaves nothing behind, not even an empty place.
      if (found === undefined) continue;
      if (found.name !== undefined)
        throw new FormatError("sd-jwt", "a claim in place of an element", "wrong-type");
      opened.push(open(found.value, at, show(found, at, parent)));
    }
    return opened;
  }

  const claims = openObject(payload, [], null);
  if (disclosed.length !== disclosures.length) throw new SdJwtError("disclosure-unused");
  return { claims, disclosed };
}

const formatNames: ReadonlySet<string> = new Set(["_sd", "_sd_alg", "..."]);

/** 32 bytes in base64url: of the last character two bits are none. */
function isDigest(text: string): boolean {
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text);
}

function mapOf(value: Json): JsonMap {
  if (!(value instanceof Map)) throw new FormatError("sd-jwt", "not an object", "wrong-type");
  return value as JsonMap;
}
