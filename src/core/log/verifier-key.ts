// The public half of a note key, with the name and type that its id is made of (C2SP signed-note, verifier keys).
import { fromBase64, toBase64 } from "./base64.ts";
import type { Sha256 } from "./merkle.ts";

export const ed25519Type = 0x01;
export const cosignatureType = 0x04;
const ed25519KeyLength = 32;

export interface VerifierKey {
  readonly name: string;
  readonly keyId: number;
  /** 0x01 Ed25519, 0x04 timestamped Ed25519 cosignature. Keys of other types can be read, but verify nothing here. */
  readonly type: number;
  readonly publicKey: Uint8Array;
}

/** First 4 bytes of SHA-256(name ‖ newline ‖ type ‖ public key). A hint for finding the key, not a proof of it. */
export function keyId(sha256: Sha256, name: string, type: number, publicKey: Uint8Array): number {
  if (!Number.isInteger(type) || type < 0 || type > 0xff) throw new RangeError("a key type is one byte");
  const beginning = new TextEncoder().encode(`${name}\n`);
  const data = new Uint8Array(beginning.length + 1 + publicKey.length);
  data.set(beginning);
  data[beginning.length] = type;
  data.set(publicKey, beginning.length + 1);
  const digest = sha256(data);
  return new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(0);
}

/** "example.com/log+33d7b496+AeHT…". Throws `RangeError` for a name or key that `parseVerifierKey` would refuse. */
export function formatVerifierKey(
  sha256: Sha256,
  key: Pick<VerifierKey, "name" | "type" | "publicKey">,
): string {
  if (!isKeyName(key.name) || !isPublicKey(key))
    throw new RangeError("not the name and public key of a note key");
  const id = keyId(sha256, key.name, key.type, key.publicKey).toString(16).padStart(8, "0");
  return `${key.name}+${id}+${toBase64(Uint8Array.of(key.type, ...key.publicKey))}`;
}

/** Undefined unless it is exactly what `formatVerifierKey` writes: the id must be that of this name, type and key. */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey | undefined {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) return undefined;
  const bytes = fromBase64(base64);
  const type = bytes?.[0];
  if (bytes === undefined || type === undefined) return undefined;
  const key = { name, keyId: Number.parseInt(id, 16), type, publicKey: bytes.slice(1) };
  if (!isKeyName(name) || !isPublicKey(key)) return undefined;
  return keyId(sha256, name, type, key.publicKey) === key.keyId ? key : undefined;
}

/** Not empty, no Unicode space, no plus, and nothing that a note could not hold. */
export function isKeyName(name: string): boolean {
  return (
    name !== "" &&
    !/[\p{White_Space}\p{Surrogate}+]/u.test(name) &&
    !Array.from(name).some((character) => character < " ")
  );
}

function isPublicKey({ type, publicKey }: Pick<VerifierKey, "type" | "publicKey">): boolean {
  return type === ed25519Type || type === cosignatureType
    ? publicKey.length === ed25519KeyLength
    : publicKey.length > 0;
}
