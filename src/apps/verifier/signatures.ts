// ES256 in a browser: WebCrypto answers later, core asks at once. So core's pure work is run until it has asked every
// question: what it asked is answered meanwhile, and it is run again. Where a browser has no WebCrypto, @noble/curves.
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import { toHex } from "#core/encoding/bytes.ts";

export async function withSignatures<Result>(work: (verifyEs256: VerifyEs256) => Result): Promise<Result> {
  const answers = new Map<string, boolean>();
  for (;;) {
    const open: [string, Parameters<VerifyEs256>][] = [];
    const result = work((publicKey, message, signature) => {
      const question = `${toHex(publicKey)} ${toHex(signature)} ${message.length}`;
      const answer = answers.get(question);
      if (answer === undefined) open.push([question, [publicKey, message, signature]]);
      return answer ?? false;
    });
    if (open.length === 0) return result;
    for (const [question, asked] of open) answers.set(question, await verifyEs256Later(...asked));
  }
}

const ecdsa = { name: "ECDSA", hash: "SHA-256" } as const;
const p256 = { name: "ECDSA", namedCurve: "P-256" } as const;

async function verifyEs256Later(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", copy(publicKey), p256, false, ["verify"]);
    return await crypto.subtle.verify(ecdsa, key, copy(signature), copy(message));
  } catch {
    const { verifyEs256 } = await import("./es256.ts");
    return verifyEs256(publicKey, message, signature);
  }
}

export async function sha256Later(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", copy(bytes)));
}

export interface DeviceKey {
  readonly publicKey: Uint8Array;
  readonly privateKey: CryptoKey;
}

/** The private part can be used on this device and never leaves it. */
export async function makeDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(p256, false, ["sign"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { publicKey, privateKey: pair.privateKey };
}

export async function signWith({ privateKey }: DeviceKey, message: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign(ecdsa, privateKey, copy(message)));
}

/** WebCrypto takes bytes that own their buffer. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
