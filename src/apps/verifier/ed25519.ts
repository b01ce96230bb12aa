// Ed25519 without WebCrypto's: a file of its own, so that only browsers that need it fetch it.
import { ed25519 } from "@noble/curves/ed25519.js";
import type { VerifyEd25519 } from "#core/log/signature.ts";

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    // A key that is no point, a signature that is none: refused, not broken.
    return false;
  }
};
