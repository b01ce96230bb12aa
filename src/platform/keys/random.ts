// Randomness and what is made of it: salts, tokens, and UUIDv7 ids whose order follows the clock.
import { createHash, hash, randomFillSync } from "node:crypto";

const pool = Buffer.alloc(16 * 1024);
let used = pool.length;

/** Fresh random bytes; drawn from the system in larger pieces, because acts need many small salts. */
export function randomBytes(length: number): Uint8Array {
  if (length > 256) return randomFillSync(Buffer.alloc(length));
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Uint8Array.prototype.slice.call(pool, used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}

/** A secret for links, sessions and keys: 256 bits, base64url. */
export function randomToken(): string {
  return Buffer.from(randomBytes(32)).toString("base64url");
}

/** UUIDv7 (RFC 9562 section 5.7). `now` in milliseconds since 1970. */
export function uuidv7(now: number): string {
  const bytes = randomBytes(16);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, 16);
  view.writeUIntBE(now, 0, 6);
  view[6] = ((view[6] as number) & 0x0f) | 0x70;
  view[8] = ((view[8] as number) & 0x3f) | 0x80;
  const hex = view.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `Sha256` of core. A string and a copy cost half of what a buffer costs that Node makes outside its heap. */
export function sha256(data: Uint8Array): Uint8Array {
  if (hash === undefined) return createHash("sha256").update(data).digest();
  digest.write(hash("sha256", data, "binary"), "latin1");
  return Uint8Array.prototype.slice.call(digest);
}

const digest = Buffer.alloc(32);
