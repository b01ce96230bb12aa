// ES256, Ed25519 and SHA-256 in a browser: WebCrypto answers later, core asks at once. So core's pure work is run until it
// has asked every question: what it asked is answered meanwhile, and it is run again. Where a browser cannot verify,
// @noble/curves does.
import type { Sha256 } from "#core/encoding/bytes.ts";
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import type { VerifyEd25519 } from "#core/log/signature.ts";
import { toHex } from "#core/encoding/bytes.ts";

export interface Cryptography {
  readonly verifyEs256: VerifyEs256;
  readonly verifyEd25519: VerifyEd25519;
  readonly sha256: Sha256;
}

/** `work` may run many times, and only what its last run gives counts: it must do nothing but compute. */
export async function withCryptography<Result>(work: (by: Cryptography) => Result): Promise<Result> {
  const answers = new Map<string, unknown>();
  for (;;) {
    const open: [string, () => Promise<unknown>][] = [];
    // Two heads of one length differ in their bytes: all that is asked is the question, not its length.
    const asking =
      <Asked extends readonly Uint8Array[], Answer>(
        name: string,
        later: (...asked: Asked) => Promise<Answer>,
        meanwhile: Answer,
      ) =>
      (...asked: Asked): Answer => {
        const question = [name, ...asked.map(toHex)].join(" ");
        if (answers.has(question)) return answers.get(question) as Answer;
        // Core reuses the room in which it put the question together.
        const kept = asked.map(copy) as readonly Uint8Array[] as Asked;
        open.push([question, () => later(...kept)]);
        return meanwhile;
      };
    const result = work({
      verifyEs256: asking("es256", verifyEs256Later, false),
      verifyEd25519: asking("ed25519", verifyEd25519Later, false),
      sha256: asking("sha256", sha256Later, new Uint8Array(32)),
    });
    if (open.length === 0) return result;
    for (const [question, answer] of open) answers.set(question, await answer());
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

async function verifyEd25519Later(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", copy(publicKey), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, copy(signature), copy(message));
  } catch {
    const { verifyEd25519 } = await import("./ed25519.ts");
    return verifyEd25519(publicKey, message, signature);
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
