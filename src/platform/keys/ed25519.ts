// Ed25519 checks for notes and checkpoints, by OpenSSL.
import { createPublicKey, verify } from "node:crypto";

/** `VerifyEd25519` of core: raw 32-byte key, 64-byte signature. False for anything malformed. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
    format: "jwk",
  });
  return verify(null, message, key, signature);
}
