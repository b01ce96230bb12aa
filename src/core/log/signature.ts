// One signature line of a note, as bytes: "— name base64(key id ‖ signature)" (C2SP signed-note).
import { fromBase64, toBase64 } from "./base64.ts";
import { isKeyName } from "./verifier-key.ts";

export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** What follows the key id. Its form depends on the type of the key, which the line does not tell. */
  readonly signature: Uint8Array;
}

const keyIdLength = 4;

/** With its newline, as a witness answers it. Throws `RangeError` for what `parseSignatureLine` would refuse. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name) || signature.length === 0) throw new RangeError("not a key name, or no signature");
  const bytes = new Uint8Array(keyIdLength + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, keyIdLength);
  return `— ${name} ${toBase64(bytes)}\n`;
}

/** Without its newline. Undefined for anything that `formatSignatureLine` would not write. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name, base64] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  if (name === undefined || base64 === undefined || !isKeyName(name)) return undefined;
  const bytes = fromBase64(base64);
  if (bytes === undefined || bytes.length <= keyIdLength) return undefined;
  return {
    name,
    keyId: new DataView(bytes.buffer, bytes.byteOffset).getUint32(0),
    signature: bytes.slice(keyIdLength),
  };
}
