// Unpacks what a PDF carries. Hostile: a few bytes can claim to be gigabytes, so the size that is expected is the bound.
import { inflateSync } from "node:zlib";

/** Undefined where it is not zlib, or more than `most` bytes. */
export function inflate(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    return new Uint8Array(inflateSync(bytes, { maxOutputLength: most }));
  } catch {
    return undefined;
  }
}
