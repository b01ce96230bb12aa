// ES256 without WebCrypto: a file of its own, so that only browsers that need it fetch it.
import { p256 } from "@noble/curves/nist.js";
import type { VerifyEs256 } from "#core/encoding/cose.ts";

export const verifyEs256: VerifyEs256 = (publicKey, message, signature) => {
  try {
    return p256.verify(signature, message, publicKey, { lowS: false });
  } catch {
    // A key that is no point, a signature that is none: refused, not broken.
    return false;
  }
};
