// Bytes: joining, comparing, and their text forms. Text forms are strict: only what the encoder itself would
// write is accepted, so that one value has one spelling.
import { FormatError } from "./format-error.ts";

export type Sha256 = (data: Uint8Array) => Uint8Array;

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Order of unsigned bytes, shorter first when one is the beginning of the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += hexDigits[byte];
  return text;
}

/** Lower-case hexadecimal only. Throws `FormatError`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    throw new FormatError("hex", "not lower-case hexadecimal");
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 16 * nibble(text, 2 * i) + nibble(text, 2 * i + 1);
  return bytes;
}

function nibble(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Standard alphabet, padded, canonical: stray bits in the last character are refused. Throws `FormatError`. */
export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new FormatError("base64", "not base64");
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (toBase64(bytes) !== text)
    throw new FormatError("base64", "not the canonical base64 of its bytes", "not-canonical");
  return bytes;
}

const urlLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const urlDigits = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 64; digit++) urlDigits[urlLetters.charCodeAt(digit)] = digit;

export function toBase64Url(bytes: Uint8Array): string {
  const letter = (value: number): string => urlLetters.charAt(value & 63);
  let text = "";
  let at = 0;
  for (; at + 2 < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += letter(group >> 18) + letter(group >> 12) + letter(group >> 6) + letter(group);
  }
  if (at === bytes.length) return text;
  const last = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8);
  text += letter(last >> 18) + letter(last >> 12);
  return at + 1 === bytes.length ? text : text + letter(last >> 6);
}

/** Unpadded base64url, canonical: stray bits in the last character are refused. Throws `FormatError`. */
export function fromBase64Url(text: string): Uint8Array {
  const rest = text.length % 4;
  if (rest === 1) throw new FormatError("base64", "not base64url");
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let [group, to] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    // Beyond the table, and beyond ASCII, there is nothing.
    const digit = urlDigits[text.charCodeAt(at)] ?? -1;
    if (digit < 0) throw new FormatError("base64", "not base64url");
    group = (group << 6) | digit;
    if ((at & 3) !== 3) continue;
    bytes[to++] = group >> 16;
    bytes[to++] = group >> 8;
    bytes[to++] = group;
    group = 0;
  }
  if ((rest === 2 && (group & 15) !== 0) || (rest === 3 && (group & 3) !== 0))
    throw new FormatError("base64", "not the canonical base64url of its bytes", "not-canonical");
  if (rest === 2) bytes[to] = group >> 4;
  if (rest === 3) {
    bytes[to++] = group >> 10;
    bytes[to] = group >> 2;
  }
  return bytes;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Throws `FormatError` on bytes that are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw new FormatError("utf-8", "not UTF-8");
  }
}
