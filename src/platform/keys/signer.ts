// Who signs: an ES256 key behind one small interface, whether it lies in a file, in an ssh-agent, or in a hardware
// token reached by a command. Private parts never leave this folder; the rest of the program sees ids and signatures.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";

export interface Signer {
  /** First 8 bytes of SHA-256 of the public key: a hint for the reader, not a proof. */
  readonly keyId: Uint8Array;
  /** Uncompressed P-256 point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Raw r‖s over SHA-256 of the message, 64 bytes. At once for a file, later for a device. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** The same on another core, where the key is a file. A device has none: it signs one after another and may keep us waiting. */
  signAside?(message: Uint8Array): Promise<Uint8Array>;
}

/** Whether a signature may have to be waited for: nobody else's certificate waits with it. */
export function isDevice(signer: Signer): boolean {
  return signer.signAside === undefined;
}

/** For each item in turn its signer's signature; of keys in files, all at once on the other cores. */
export async function signEach<Item extends { readonly signer: Signer }, Result>(
  items: readonly Item[],
  use: (item: Item, sign: Signer["sign"]) => Promise<Result>,
): Promise<readonly Result[]> {
  if (items.length > 1 && !items.some(({ signer }) => isDevice(signer)))
    return Promise.all(items.map((item) => use(item, (message) => aside(item.signer, message))));
  const results: Result[] = [];
  for (const item of items) results.push(await use(item, (message) => item.signer.sign(message)));
  return results;
}

function aside(signer: Signer, message: Uint8Array): Uint8Array | Promise<Uint8Array> {
  return signer.signAside === undefined ? signer.sign(message) : signer.signAside(message);
}

export function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return createHash("sha256").update(publicKey).digest().subarray(0, 8);
}

/** A signer over a private key in memory, read from a PKCS #8 PEM text. Throws when it is not a P-256 key. */
export function pemSigner(pem: string, passphrase?: string): Signer {
  const key = createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  const publicKey = pointOf(createPublicKey(key));
  const how = { key, dsaEncoding: "ieee-p1363" } as const;
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (message) => sign("sha256", message, how),
    signAside: (message) =>
      new Promise((resolve, reject) => {
        sign("sha256", message, how, (error, signature) =>
          error === null ? resolve(signature) : reject(error),
        );
      }),
  };
}

/** The uncompressed point of a P-256 public key. */
export function pointOf(key: KeyObject): Uint8Array {
  const { kty, crv, x, y } = key.export({ format: "jwk" });
  if (kty !== "EC" || crv !== "P-256" || x === undefined || y === undefined)
    throw new Error("not a P-256 (ES256) key");
  return Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
}

const keyObjects = new Map<string, KeyObject>();

/** `VerifyEs256` of core, by OpenSSL. Key objects are kept: building one costs as much as a third of a check. */
export function verifyEs256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.byteLength).toString("latin1");
  let key = keyObjects.get(name);
  if (key === undefined) {
    try {
      key = publicKeyOf(publicKey);
    } catch {
      return false;
    }
    if (keyObjects.size > 4_096) keyObjects.clear();
    keyObjects.set(name, key);
  }
  return verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
}

export function publicKeyOf(point: Uint8Array): KeyObject {
  if (point.length !== 65 || point[0] !== 4) throw new Error("not an uncompressed P-256 point");
  const coordinate = (from: number): string =>
    Buffer.from(point.subarray(from, from + 32)).toString("base64url");
  return createPublicKey({
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    format: "jwk",
  });
}
