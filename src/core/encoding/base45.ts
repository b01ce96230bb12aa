// Base45 (RFC 9285), strict: two bytes in three characters of the QR alphanumeric set, one byte in two.
// Hostile: the text comes from a QR code; the caller bounds its length before calling.
import { FormatError } from "./format-error.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
// One for every UTF-16 unit, so that a foreign one needs no question of its own.
const values = new Int8Array(0x1_0000).fill(-1);
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;

export function toBase45(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const pair = (bytes[i] as number) * 256 + (bytes[i + 1] as number);
    text += character(pair % 45) + character(Math.floor(pair / 45) % 45) + character(Math.floor(pair / 2025));
  }
  if (bytes.length % 2 === 1) {
    const last = bytes[bytes.length - 1] as number;
    text += character(last % 45) + character(Math.floor(last / 45));
  }
  return text;
}

/** Throws `FormatError` on a foreign character, a dangling character, or a group above its bytes' range. */
export function fromBase45(text: string): Uint8Array {
  const rest = text.length % 3;
  if (rest === 1) throw new FormatError("base45", "one character too many or too few");
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let offset = 0;
  for (let i = 0; i + 2 < text.length; i += 3) {
    const low = values[text.charCodeAt(i)] as number;
    const middle = values[text.charCodeAt(i + 1)] as number;
    const high = values[text.charCodeAt(i + 2)] as number;
    if ((low | middle | high) < 0) refuseForeign(text, i);
    const pair = low + middle * 45 + high * 2025;
    if (pair > 0xffff) throw new FormatError("base45", `group at ${i} is above two bytes`);
    bytes[offset++] = pair >> 8;
    bytes[offset++] = pair & 0xff;
  }
  if (rest === 2) {
    const low = values[text.charCodeAt(text.length - 2)] as number;
    const high = values[text.charCodeAt(text.length - 1)] as number;
    if ((low | high) < 0) refuseForeign(text, text.length - 2);
    const last = low + high * 45;
    if (last > 0xff) throw new FormatError("base45", "last group is above one byte");
    bytes[offset] = last;
  }
  return bytes;
}

function character(index: number): string {
  return alphabet[index] as string;
}

function refuseForeign(text: string, from: number): never {
  let at = from;
  while ((values[text.charCodeAt(at)] as number) >= 0) at++;
  throw new FormatError("base45", `character ${at} is not in the alphabet`);
}
