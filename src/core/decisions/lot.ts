// A lot that anybody can draw again: the seed is the hash of a log head that nobody knew when the candidates were fixed.
// Each candidate's ticket is SHA-256("kimberlite-lot-v1" 0x00 seed 0x00 candidate, UTF-8); the smallest tickets win.
// The order in which candidates are listed, and whoever is not drawn, change nothing.
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../encoding/bytes.ts";

export const leastSeedBytes = 32;
const mark = new TextEncoder().encode("kimberlite-lot-v1");

function ticketOf(seed: Uint8Array, candidate: string): string {
  const name = new TextEncoder().encode(candidate);
  const message = new Uint8Array(mark.length + 1 + seed.length + 1 + name.length);
  message.set(mark, 0);
  message.set(seed, mark.length + 1);
  message.set(name, mark.length + 1 + seed.length + 1);
  return toHex(sha256(message));
}

/** The n drawn, in the order of their tickets; fewer when there are not so many. Doubled names count once. */
export function drawByLot(seed: Uint8Array, candidates: readonly string[], n: number): string[] {
  if (seed.length < leastSeedBytes) throw new RangeError("a lot needs a seed of 32 bytes or more");
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of seats to draw: ${n}`);
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, ticket: ticketOf(seed, candidate) }))
    .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .slice(0, n)
    .map(({ candidate }) => candidate);
}
