// Secrets people and programs hold, and the digests we keep of them: API keys, recovery codes, link and session tokens.
// Nothing here can be read back from what is stored.
import { scrypt, timingSafeEqual } from "node:crypto";
import { randomBytes, sha256 } from "#platform/keys/random.ts";

/** Digest of a token with 256 bits of its own: no salt is needed. */
export function tokenHash(token: string): Uint8Array {
  return sha256(Buffer.from(token, "utf8"));
}

/** "kpk_<id>_<secret>": the id finds the key, the secret proves it; the prefix lets secret scanners recognise a leak. */
export function formatApiKey(id: string, secret: string): string {
  return `kpk_${id.replaceAll("-", "")}_${secret}`;
}

const apiKeyForm =
  /^kpk_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** Id of the key that a text claims to be. Hostile: from a header. */
export function apiKeyId(text: string): string | undefined {
  if (text.length > 100) return undefined;
  return apiKeyForm.exec(text)?.slice(1).join("-");
}

export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Crockford's base 32: nothing that reads like something else. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const recoveryCodesPerSet = 10;

export interface RecoverySet {
  readonly reference: string;
  readonly codes: readonly string[];
  readonly salt: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/** Ten codes "RRRRRR-XXXX-XXXX-XXXX-XXXX": the first group finds the set, the others are 80 random bits. */
export async function makeRecoverySet(): Promise<RecoverySet> {
  const reference = randomLetters(6);
  const salt = randomBytes(16);
  const secrets = Array.from({ length: recoveryCodesPerSet }, () => randomLetters(16));
  return {
    reference,
    salt,
    codes: secrets.map((secret) => `${reference}-${secret.replace(/(.{4})(?=.)/g, "$1-")}`),
    hashes: await Promise.all(secrets.map((secret) => stretch(secret, salt))),
  };
}

/** Reads a code as people type it: any case, spaces or hyphens, O for 0, I and L for 1. */
export function readRecoveryCode(text: string): { reference: string; secret: string } | undefined {
  if (text.length > 100) return undefined;
  const plain = text
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (plain.length !== 22 || !/^[0-9A-HJKMNP-TV-Z]+$/.test(plain)) return undefined;
  return { reference: plain.slice(0, 6), secret: plain.slice(6) };
}

/** scrypt with N = 2^14, r = 8, p = 1: some 40 ms and 16 MB for each guess. */
export function stretch(secret: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function randomLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => letters[byte & 31]).join("");
}
