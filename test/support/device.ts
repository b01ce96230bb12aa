// A desk's device, as the program of a desk without a network is one: a key of its own, which signs the scans it keeps.
import { p256 } from "@noble/curves/nist.js";
import { prepareScan } from "#core/certificate/scan.ts";
import type { Scan } from "#core/certificate/scan.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { keyIdOf } from "#platform/keys/signer.ts";

export interface Device {
  readonly publicKey: Uint8Array;
  sign(scan: Partial<Scan>): Uint8Array;
}

export function device(): Device {
  const secret = p256.utils.randomSecretKey();
  const publicKey = p256.getPublicKey(secret, false);
  return {
    publicKey,
    sign(over) {
      const scan: Scan = {
        id: randomBytes(16),
        at: "2026-06-01T09:00:00.000Z",
        digest: new Uint8Array(32),
        answer: "offline",
        trustList: 1,
        statusList: 1,
        desk: "Desk",
        ...over,
      };
      const prepared = prepareScan(scan, keyIdOf(publicKey));
      return finishSign1(prepared, p256.sign(prepared.toBeSigned, secret));
    },
  };
}
