// A ballot: for each choice a ciphertext of 0 or 1 with the proof that it is one of them, and the proof that no more than
// so many choices are supported. Bound to the election, its key, the call and the seat: it is good nowhere else.
// Bytes of fixed length, one spelling only. Hostile: every ballot.
import { concatBytes } from "../encoding/bytes.ts";
import { base, decodeElement, elementLength, randomScalar, sumOf, times } from "./group.ts";
import type { Element, Part, Random } from "./group.ts";
import { isOneOf, proofLength, proveOneOf } from "./proofs.ts";
import type { Cipher } from "./proofs.ts";
import type { CallTerms } from "./terms.ts";

/** What a voter's program must know: from the record, never from the voter. */
export interface BallotBox {
  readonly terms: CallTerms;
  readonly key: Element;
  /** `callDigest` of it all. */
  readonly digest: Uint8Array;
}

const cipherLength = 2 * elementLength;
const choiceLength = cipherLength + 2 * proofLength;

export function ballotLength({ choices, most }: Pick<CallTerms, "choices" | "most">): number {
  return choices.length * choiceLength + (most + 1) * proofLength;
}

/** Throws RangeError for a choice that is not there or for too many. */
export function castBallot(
  box: BallotBox,
  seat: string,
  supported: readonly string[],
  random: Random,
): Uint8Array {
  const { choices, most } = box.terms;
  const chosen = new Set(supported);
  if (chosen.size > most || ![...chosen].every((choice) => choices.includes(choice)))
    throw new RangeError("these choices cannot be supported on one ballot");
  const openings = choices.map((choice) => ({
    value: chosen.has(choice) ? 1 : 0,
    r: randomScalar(random),
  }));
  const ciphers = openings.map(({ value, r }) => encrypt(box.key, value, r));
  const context = contextOf(box, seat, ciphers);
  const parts = ciphers.map((cipher, place) =>
    concatBytes(
      cipherBytes(cipher),
      proveOneOf(
        box.key,
        cipher,
        1,
        openings[place] as (typeof openings)[number],
        [...context, place],
        random,
      ),
    ),
  );
  const sum = {
    value: chosen.size,
    r: openings.reduce((r, opening) => r + opening.r, 0n),
  };
  return concatBytes(
    ...parts,
    proveOneOf(box.key, addCiphers(ciphers), most, sum, [...context, "sum"], random),
  );
}

/** The ciphertexts of a ballot whose proofs all hold for this box and this seat; undefined for everything else. */
export function readBallot(box: BallotBox, seat: string, ballot: Uint8Array): readonly Cipher[] | undefined {
  const { choices, most } = box.terms;
  if (ballot.length !== ballotLength(box.terms)) return undefined;
  const ciphers: Cipher[] = [];
  for (let place = 0; place < choices.length; place++) {
    const at = place * choiceLength;
    const c1 = decodeElement(ballot.subarray(at, at + elementLength));
    const c2 = decodeElement(ballot.subarray(at + elementLength, at + cipherLength));
    if (c1 === undefined || c2 === undefined) return undefined;
    ciphers.push({ c1, c2 });
  }
  const context = contextOf(box, seat, ciphers);
  for (const [place, cipher] of ciphers.entries()) {
    const at = place * choiceLength + cipherLength;
    const proof = ballot.subarray(at, at + 2 * proofLength);
    if (!isOneOf(box.key, cipher, 1, proof, [...context, place])) return undefined;
  }
  const proof = ballot.subarray(choices.length * choiceLength);
  return isOneOf(box.key, addCiphers(ciphers), most, proof, [...context, "sum"]) ? ciphers : undefined;
}

export function addCiphers(ciphers: readonly Cipher[]): Cipher {
  return { c1: sumOf(ciphers.map(({ c1 }) => c1)), c2: sumOf(ciphers.map(({ c2 }) => c2)) };
}

export function cipherBytes({ c1, c2 }: Cipher): Uint8Array {
  return concatBytes(c1.toBytes(), c2.toBytes());
}

function encrypt(key: Element, value: number, r: bigint): Cipher {
  const hidden = times(key, r);
  return { c1: times(base, r), c2: value === 1 ? hidden.add(base) : hidden };
}

function contextOf(box: BallotBox, seat: string, ciphers: readonly Cipher[]): readonly Part[] {
  return ["ballot", box.digest, seat, ...ciphers.map(cipherBytes)];
}
