// Disclosures of an SD-JWT (RFC 9901 section 4.2): a salted claim or a salted element of a list, as base64url of JSON.
// What is signed is only their SHA-256, so that a holder may leave one out and nobody can guess what it said: carats,
// prices and codes are guessable, the 128 random bits of the salt are not.
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { parseJson } from "#core/encoding/json.ts";
import type { Json } from "#core/encoding/json.ts";

export const saltBytes = 16;

/** What making salted claims needs from outside; `salt` gives fresh random bytes at each call, `saltBytes` of them. */
export interface SaltTools {
  readonly sha256: Sha256;
  readonly salt: () => Uint8Array;
}

export interface Disclosure {
  readonly text: string;
  readonly digest: string;
  readonly salt: string;
  /** Undefined for an element of a list. */
  readonly name: string | undefined;
  readonly value: Json;
}

export type Made = Pick<Disclosure, "text" | "digest">;

export function makeClaim(tools: SaltTools, name: string, value: unknown): Made {
  return make(tools, [saltOf(tools), name, value]);
}

export function makeElement(tools: SaltTools, value: unknown): Made {
  return make(tools, [saltOf(tools), value]);
}

/** The digest of nothing: who sees it cannot tell it from a claim that is not shown (RFC 9901 section 4.2.7). */
export function makeDecoy(tools: SaltTools): string {
  return digestOf(tools.sha256, saltOf(tools) + saltOf(tools));
}

export function digestOf(sha256: Sha256, disclosure: string): string {
  return toBase64Url(sha256(utf8(disclosure)));
}

// Hostile: throws `FormatError`. The caller bounds the length.
export function readDisclosure(sha256: Sha256, text: string): Disclosure {
  const parts = parseJson(fromUtf8(fromBase64Url(text)));
  if (!Array.isArray(parts) || (parts.length !== 2 && parts.length !== 3))
    throw new FormatError("sd-jwt", "a disclosure has two parts or three", "wrong-type");
  const [salt, name] = parts as readonly Json[];
  if (typeof salt !== "string") throw new FormatError("sd-jwt", "a salt is text", "wrong-type");
  const digest = digestOf(sha256, text);
  if (parts.length === 2) return { text, digest, salt, name: undefined, value: parts[1] as Json };
  if (typeof name !== "string") throw new FormatError("sd-jwt", "a name is text", "wrong-type");
  return { text, digest, salt, name, value: parts[2] as Json };
}

/** 128 bits at least, where the salt is what we write: base64url. */
export function isStrongSalt(salt: string): boolean {
  return /^[A-Za-z0-9_-]{22,}$/.test(salt);
}

function make({ sha256 }: SaltTools, parts: readonly unknown[]): Made {
  const text = toBase64Url(utf8(JSON.stringify(parts)));
  return { text, digest: digestOf(sha256, text) };
}

function saltOf({ salt }: SaltTools): string {
  const bytes = salt();
  if (bytes.length < saltBytes) throw new FormatError("sd-jwt", "a salt has 128 bits", "wrong-type");
  return toBase64Url(bytes);
}
