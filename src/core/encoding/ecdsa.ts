// One spelling for each ES256 signature. Where (r, s) verifies, (r, n - s) does so too: a second text for the same seal that
// nobody signed. What we seal for paper and files bears the smaller s; of the two only that one is read.
import { compareBytes, concatBytes, fromHex } from "./bytes.ts";

/** Half of the order of P-256, rounded down. */
const half = fromHex("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export function isLowS(signature: Uint8Array): boolean {
  return compareBytes(signature.subarray(32), half) <= 0;
}

/** The same signature with the smaller s, whichever the key gave. */
export function lowS(signature: Uint8Array): Uint8Array {
  return signature.length !== 64 || isLowS(signature) ? signature : otherS(signature);
}

/** r and n - s: verifies wherever the other does. */
export function otherS(signature: Uint8Array): Uint8Array {
  let s = 0n;
  for (const byte of signature.subarray(32)) s = (s << 8n) | BigInt(byte);
  return concatBytes(signature.subarray(0, 32), fromHex((order - s).toString(16).padStart(64, "0")));
}
