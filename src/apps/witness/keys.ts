// The witness's own keys, in its own folder. A mirror has a second one: a cosignature by that key says that the pillar
// holds every entry, not only that it has seen the head.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { cosignatureType } from "#core/log/cosignature.ts";
import type { Cosigner } from "#core/log/cosignature.ts";
import { formatVerifierKey, keyId } from "#core/log/note.ts";

export const sha256 = (data: Uint8Array): Uint8Array => createHash("sha256").update(data).digest();

export interface WitnessKey extends Cosigner {
  /** "<name>+<id>+<base64>": what a policy names. */
  readonly verifierKey: string;
}

/** Made at the first use, readable by its owner alone; never overwritten. */
export function openKey(folder: string, file: string, name: string): WitnessKey {
  const path = join(folder, file);
  const key = createPrivateKey(readOrMake(path));
  const { crv, x } = createPublicKey(key).export({ format: "jwk" });
  if (crv !== "Ed25519" || x === undefined) throw new Error(`${path} is not an Ed25519 key`);
  const publicKey = Buffer.from(x, "base64url");
  return {
    name,
    keyId: keyId(sha256, name, cosignatureType, publicKey),
    verifierKey: formatVerifierKey(sha256, { name, type: cosignatureType, publicKey }),
    sign: (message) => sign(null, message, key),
  };
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
    format: "jwk",
  });
  return verify(null, message, key, signature);
}

function readOrMake(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const file = openSync(path, "wx", 0o600);
  writeSync(file, pem);
  fsyncSync(file);
  closeSync(file);
  return readFileSync(path, "utf8");
}
