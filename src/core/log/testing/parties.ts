// A log and three witnesses with fixed keys, for tests of what they sign.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ed25519Verifier, ed25519Type, formatVerifierKey, keyId } from "../note.ts";
import { cosignatureType, cosignatureVerifier } from "../cosignature.ts";

export { sha256 } from "@noble/hashes/sha2.js";

export const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  ed25519.verify(signature, message, publicKey);

export function party(name: string, seed: number, type: number) {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = ed25519.getPublicKey(secret);
  const key = { name, type, publicKey, keyId: keyId(sha256, name, type, publicKey) };
  return {
    ...key,
    key,
    text: formatVerifierKey(sha256, key),
    sign: (message: Uint8Array) => ed25519.sign(message, secret),
  };
}

export const origin = "kp.example/log";
export const logKey = party(origin, 1, ed25519Type);
export const log = { origin, verifiers: [ed25519Verifier(logKey.key, verifyEd25519)] };
export const pillars = ["government", "industry", "civil-society"].map((name, i) =>
  party(name, 10 + i, cosignatureType),
);
export const witnesses = pillars.map(({ key }) => cosignatureVerifier(key, verifyEd25519));
