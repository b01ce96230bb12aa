// The three proofs that secret ballots need, made non-interactive by Fiat and Shamir over everything they speak of:
// that somebody has a secret key, that a share was decrypted with the right key, and that a ciphertext holds one of a few
// numbers without telling which. Each is challenge ‖ response, 64 bytes; of several alternatives, one pair for each.
import { concatBytes } from "../encoding/bytes.ts";
import {
  base,
  challengeOf,
  decodeScalar,
  encodeScalar,
  modulo,
  randomScalar,
  scalarLength,
  times,
  timesPublic,
} from "./group.ts";
import type { Element, Part, Random } from "./group.ts";

export const proofLength = 2 * scalarLength;

/** An ElGamal ciphertext of v·B: r·B and v·B + r·K. */
export interface Cipher {
  readonly c1: Element;
  readonly c2: Element;
}

/** That the prover knows x with Y = x·B (Schnorr). */
export function provePossession(x: bigint, context: readonly Part[], random: Random): Uint8Array {
  const w = randomScalar(random);
  const y = times(base, x);
  const c = challengeOf("possession", [...context, y.toBytes(), times(base, w).toBytes()]);
  return pair(c, w + c * x);
}

export function possesses(y: Element, proof: Uint8Array, context: readonly Part[]): boolean {
  const read = readPair(proof);
  if (read === undefined) return false;
  const { c, z } = read;
  const t = timesPublic(base, z).subtract(timesPublic(y, c));
  return c === challengeOf("possession", [...context, y.toBytes(), t.toBytes()]);
}

/** That one x has both Y = x·B and D = x·C (Chaum and Pedersen). */
export function proveSameSecret(
  x: bigint,
  of: Element,
  context: readonly Part[],
  random: Random,
): Uint8Array {
  const w = randomScalar(random);
  const [y, d] = [times(base, x), times(of, x)];
  const c = sameSecretChallenge(context, y, of, d, times(base, w), times(of, w));
  return pair(c, w + c * x);
}

export function haveSameSecret(
  y: Element,
  of: Element,
  d: Element,
  proof: Uint8Array,
  context: readonly Part[],
): boolean {
  const read = readPair(proof);
  if (read === undefined) return false;
  const { c, z } = read;
  const t1 = timesPublic(base, z).subtract(timesPublic(y, c));
  const t2 = timesPublic(of, z).subtract(timesPublic(d, c));
  return c === sameSecretChallenge(context, y, of, d, t1, t2);
}

function sameSecretChallenge(context: readonly Part[], ...elements: readonly Element[]): bigint {
  return challengeOf("same secret", [...context, ...elements.map((element) => element.toBytes())]);
}

/** That the cipher holds one of 0, 1, … `most` under the key (Cramer, Damgård and Schoenmakers). */
export function proveOneOf(
  key: Element,
  cipher: Cipher,
  most: number,
  opening: { readonly value: number; readonly r: bigint },
  context: readonly Part[],
  random: Random,
): Uint8Array {
  const w = randomScalar(random);
  const branches = Array.from({ length: most + 1 }, (_, value) => {
    if (value === opening.value) return { c: 0n, z: 0n, t1: times(base, w), t2: times(key, w) };
    const [c, z] = [randomScalar(random), randomScalar(random)];
    const { t1, t2 } = commitments(key, cipher, value, c, z);
    return { c, z, t1, t2 };
  });
  const all = oneOfChallenge(context, key, cipher, branches);
  const c = modulo(all - branches.reduce((sum, branch) => sum + branch.c, 0n));
  return concatBytes(
    ...branches.map((branch, value) =>
      value === opening.value ? pair(c, w + c * opening.r) : pair(branch.c, branch.z),
    ),
  );
}

export function isOneOf(
  key: Element,
  cipher: Cipher,
  most: number,
  proof: Uint8Array,
  context: readonly Part[],
): boolean {
  if (proof.length !== (most + 1) * proofLength) return false;
  const branches = [];
  let sum = 0n;
  for (let value = 0; value <= most; value++) {
    const read = readPair(proof.subarray(value * proofLength, (value + 1) * proofLength));
    if (read === undefined) return false;
    sum += read.c;
    branches.push(commitments(key, cipher, value, read.c, read.z));
  }
  return modulo(sum) === oneOfChallenge(context, key, cipher, branches);
}

/** What a branch with this challenge and this response commits to. */
function commitments(key: Element, { c1, c2 }: Cipher, value: number, c: bigint, z: bigint) {
  const without = value === 0 ? c2 : c2.subtract(timesPublic(base, BigInt(value)));
  return {
    t1: timesPublic(base, z).subtract(timesPublic(c1, c)),
    t2: timesPublic(key, z).subtract(timesPublic(without, c)),
  };
}

function oneOfChallenge(
  context: readonly Part[],
  key: Element,
  { c1, c2 }: Cipher,
  branches: readonly { readonly t1: Element; readonly t2: Element }[],
): bigint {
  const elements = [key, c1, c2, ...branches.flatMap(({ t1, t2 }) => [t1, t2])];
  return challengeOf("one of", [...context, ...elements.map((element) => element.toBytes())]);
}

function pair(c: bigint, z: bigint): Uint8Array {
  return concatBytes(encodeScalar(c), encodeScalar(z));
}

function readPair(proof: Uint8Array): { readonly c: bigint; readonly z: bigint } | undefined {
  if (proof.length !== proofLength) return undefined;
  const [c, z] = [decodeScalar(proof.subarray(0, scalarLength)), decodeScalar(proof.subarray(scalarLength))];
  return c === undefined || z === undefined ? undefined : { c, z };
}
