// Deterministic CBOR (RFC 8949 section 4.2.1), the subset we sign: integers, text, bytes, arrays, maps, booleans, null.
// No floats, tags, undefined, indefinite lengths or duplicate keys. What is read is what we would have written: the
// reader proves it item by item (shortest lengths, keys in order), so nothing has to be encoded a second time.
import { fromUtf8, utf8 } from "./bytes.ts";
import type { Fault } from "./format-error.ts";
import { FormatError } from "./format-error.ts";

export type CborKey = number | string;
export type CborMap = ReadonlyMap<CborKey, CborValue>;
export type CborValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly CborValue[]
  | CborMap;

/** What is written: a plain object is a map whose keys are text. Read back, every map is a `Map`. */
export type Encodable =
  | CborValue
  | readonly Encodable[]
  | ReadonlyMap<CborKey, Encodable>
  | { readonly [key: string]: Encodable };

/** Throws `FormatError` on what is outside the subset. */
export function encodeCbor(value: Encodable): Uint8Array {
  const writer: Writer = { bytes: scratch, at: 0 };
  writeItem(writer, value, 0);
  if (writer.bytes.length <= largestScratch) scratch = writer.bytes;
  return writer.bytes.slice(0, writer.at);
}

/** Throws `FormatError` on anything but the deterministic encoding of the subset. The caller bounds the length. */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const reader: Reader = { bytes, at: 0 };
  const value = readItem(reader, 0);
  if (reader.at !== bytes.length) refuse("bytes after the end", "not-canonical");
  return value;
}

const deepest = 16;

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

// Hostile: lengths come from the bytes. None is believed before it fits into what is left.
function readItem(reader: Reader, depth: number): CborValue {
  if (depth > deepest) refuse("nested too deeply", "wrong-type");
  const head = readByte(reader);
  const major = head >> 5;
  const information = head & 0x1f;
  if (major === 7) return readSimple(information);
  if (major === 6) refuse("a tag", "wrong-type");
  if (information === 31 && major >= 2) refuse("indefinite length", "not-canonical");
  const argument = readArgument(reader, information);
  switch (major) {
    case 0:
      return argument;
    case 1:
      return negative(argument);
    case 2:
      return new Uint8Array(take(reader, argument));
    case 3:
      return readText(reader, argument);
    case 4:
      return readArray(reader, argument, depth);
    default:
      return readMap(reader, argument, depth);
  }
}

function readArray(reader: Reader, argument: number | bigint, depth: number): readonly CborValue[] {
  const count = fitting(reader, argument, 1);
  const items: CborValue[] = [];
  for (let i = 0; i < count; i++) items.push(readItem(reader, depth + 1));
  return items;
}

function readMap(reader: Reader, argument: number | bigint, depth: number): CborMap {
  const count = fitting(reader, argument, 2);
  const map = new Map<CborKey, CborValue>();
  let lastStart = -1;
  let lastEnd = -1;
  for (let i = 0; i < count; i++) {
    const start = reader.at;
    const key = readItem(reader, depth + 1);
    if (typeof key !== "string" && typeof key !== "number")
      refuse("a key that is neither text nor an integer", "wrong-type");
    const order = lastStart < 0 ? -1 : compareSpans(reader.bytes, lastStart, lastEnd, start, reader.at);
    if (order === 0) refuse("a key given twice", "not-canonical");
    if (order > 0) refuse("keys are not in order", "not-canonical");
    lastStart = start;
    lastEnd = reader.at;
    map.set(key, readItem(reader, depth + 1));
  }
  return map;
}

function readSimple(information: number): CborValue {
  switch (information) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
      return null;
    case 31:
      return refuse("a break without a beginning", "not-canonical");
    default:
      return refuse("a float, undefined or another simple value", "wrong-type");
  }
}

function readArgument(reader: Reader, information: number): number | bigint {
  if (information < 24) return information;
  switch (information) {
    case 24:
      return shortest(readByte(reader), 24);
    case 25:
      return shortest(readWide(reader, 2), 0x100);
    case 26:
      return shortest(readWide(reader, 4), 0x1_0000);
    case 27: {
      const high = readWide(reader, 4);
      const low = readWide(reader, 4);
      if (high === 0) refuse("an integer longer than needed", "not-canonical");
      return high < 0x20_0000 ? high * 0x1_0000_0000 + low : (BigInt(high) << 32n) | BigInt(low);
    }
    default:
      return refuse("a reserved length", "damaged");
  }
}

function shortest(value: number, least: number): number {
  if (value < least) refuse("an integer longer than needed", "not-canonical");
  return value;
}

function readWide(reader: Reader, length: 2 | 4): number {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + readByte(reader);
  return value;
}

function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at];
  if (byte === undefined) return refuse("cut off", "damaged");
  reader.at++;
  return byte;
}

function take(reader: Reader, argument: number | bigint): Uint8Array {
  const length = fitting(reader, argument, 1);
  const start = reader.at;
  reader.at += length;
  return reader.bytes.subarray(start, reader.at);
}

function fitting(reader: Reader, argument: number | bigint, bytesEach: number): number {
  if (typeof argument === "bigint" || argument * bytesEach > reader.bytes.length - reader.at)
    refuse("cut off", "damaged");
  return argument;
}

function negative(argument: number | bigint): number | bigint {
  if (typeof argument === "number" && argument < Number.MAX_SAFE_INTEGER) return -1 - argument;
  return -1n - BigInt(argument);
}

function readText(reader: Reader, argument: number | bigint): string {
  const length = fitting(reader, argument, 1);
  const { bytes, at: start } = reader;
  const end = start + length;
  reader.at = end;
  if (length > 64) return fromUtf8(bytes.subarray(start, end));
  let ascii = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte > 0x7f) return fromUtf8(bytes.subarray(start, end));
    ascii += String.fromCharCode(byte);
  }
  return ascii;
}

function compareSpans(bytes: Uint8Array, aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  const shared = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[aStart + i] as number) - (bytes[bStart + i] as number);
    if (difference !== 0) return difference;
  }
  return aEnd - aStart - (bEnd - bStart);
}

interface Writer {
  bytes: Uint8Array;
  at: number;
}

/** Where values are written before their length is known; kept between calls. */
let scratch: Uint8Array = new Uint8Array(4_096);
const largestScratch = 262_144;

function writeItem(writer: Writer, value: Encodable, depth: number): void {
  if (depth > deepest) refuse("nested too deeply", "wrong-type");
  switch (typeof value) {
    case "string":
      return writeText(writer, value);
    case "number":
      if (!Number.isSafeInteger(value)) refuse("a number that is not an integer", "wrong-type");
      return value >= 0 ? writeHead(writer, 0, value) : writeHead(writer, 1, -1 - value);
    case "bigint":
      return value >= 0n ? writeWide(writer, 0, value) : writeWide(writer, 1, -1n - value);
    case "boolean":
      return writeByte(writer, value ? 0xf5 : 0xf4);
    case "object":
      if (value === null) return writeByte(writer, 0xf6);
      if (value instanceof Uint8Array) return writeBytes(writer, 2, value);
      if (Array.isArray(value)) return writeArray(writer, value as readonly Encodable[], depth);
      if (value instanceof Map || Object.getPrototypeOf(value) === Object.prototype)
        return writeMap(writer, value as Entries, depth);
      break;
  }
  refuse("a type outside the subset", "wrong-type");
}

function writeArray(writer: Writer, items: readonly Encodable[], depth: number): void {
  writeHead(writer, 4, items.length);
  for (const item of items) writeItem(writer, item, depth + 1);
}

type Named = { readonly [key: string]: Encodable };
type Entries = ReadonlyMap<CborKey, Encodable> | Named;

/** Entries are written as they come, and put in the order of their keys' bytes only where they did not come so. */
function writeMap(writer: Writer, entries: Entries, depth: number): void {
  const map = entries instanceof Map ? (entries as ReadonlyMap<CborKey, Encodable>) : undefined;
  const keys: readonly CborKey[] = map === undefined ? Object.keys(entries) : [...map.keys()];
  writeHead(writer, 5, keys.length);
  const first = writer.at;
  /** Of each entry: where it begins, and where its key ends. */
  const starts: number[] = [];
  const keyEnds: number[] = [];
  let inOrder = true;
  let last = -1;
  let lastEnd = -1;
  for (const key of keys) {
    const start = writer.at;
    if (typeof key !== "string" && !Number.isSafeInteger(key))
      refuse("a key that is neither text nor an integer", "wrong-type");
    writeItem(writer, key, depth + 1);
    const keyEnd = writer.at;
    if (last >= 0 && compareSpans(writer.bytes, last, lastEnd, start, keyEnd) > 0) inOrder = false;
    starts.push((last = start));
    keyEnds.push((lastEnd = keyEnd));
    const item = map === undefined ? (entries as Named)[key] : map.get(key);
    writeItem(writer, item as Encodable, depth + 1);
  }
  if (!inOrder) putInOrder(writer, first, starts, keyEnds);
}

function putInOrder(
  { bytes, at: end }: Writer,
  first: number,
  starts: readonly number[],
  keyEnds: readonly number[],
): void {
  const places = starts.map((start, i) => ({
    start,
    keyEnd: keyEnds[i] as number,
    end: starts[i + 1] ?? end,
  }));
  places.sort((a, b) => compareSpans(bytes, a.start, a.keyEnd, b.start, b.keyEnd));
  const unsorted = bytes.slice(first, end);
  let at = first;
  for (const place of places) {
    bytes.set(unsorted.subarray(place.start - first, place.end - first), at);
    at += place.end - place.start;
  }
}

function writeText(writer: Writer, value: string): void {
  const { length } = value;
  room(writer, length + 9);
  const start = writer.at;
  writeHead(writer, 3, length);
  const { bytes, at } = writer;
  for (let i = 0; i < length; i++) {
    const unit = value.charCodeAt(i);
    if (unit > 0x7f) {
      // An unpaired surrogate has no UTF-8: it would silently become another character.
      if (/\p{Surrogate}/u.test(value)) refuse("text with half a character", "wrong-type");
      writer.at = start;
      return writeBytes(writer, 3, utf8(value));
    }
    bytes[at + i] = unit;
  }
  writer.at += length;
}

function writeBytes(writer: Writer, major: 2 | 3, bytes: Uint8Array): void {
  writeHead(writer, major, bytes.length);
  room(writer, bytes.length);
  writer.bytes.set(bytes, writer.at);
  writer.at += bytes.length;
}

/** The type and its argument, in the fewest bytes. */
function writeHead(writer: Writer, major: number, argument: number): void {
  room(writer, 9);
  const { bytes } = writer;
  const type = major << 5;
  if (argument < 24) {
    bytes[writer.at++] = type | argument;
  } else if (argument < 0x100) {
    bytes[writer.at++] = type | 24;
    bytes[writer.at++] = argument;
  } else if (argument < 0x1_0000) {
    bytes[writer.at++] = type | 25;
    bytes[writer.at++] = argument >> 8;
    bytes[writer.at++] = argument;
  } else if (argument < 0x1_0000_0000) {
    bytes[writer.at++] = type | 26;
    write32(writer, argument);
  } else {
    bytes[writer.at++] = type | 27;
    write32(writer, Math.floor(argument / 0x1_0000_0000));
    write32(writer, argument % 0x1_0000_0000);
  }
}

function writeWide(writer: Writer, major: 0 | 1, argument: bigint): void {
  if (argument <= Number.MAX_SAFE_INTEGER) return writeHead(writer, major, Number(argument));
  if (argument >= 2n ** 64n) refuse("an integer beyond 64 bits", "wrong-type");
  writeByte(writer, (major << 5) | 27);
  room(writer, 8);
  write32(writer, Number(argument >> 32n));
  write32(writer, Number(argument & 0xffff_ffffn));
}

function write32(writer: Writer, value: number): void {
  const { bytes } = writer;
  for (let shift = 24; shift >= 0; shift -= 8) bytes[writer.at++] = value >>> shift;
}

function writeByte(writer: Writer, byte: number): void {
  room(writer, 1);
  writer.bytes[writer.at++] = byte;
}

function room(writer: Writer, length: number): void {
  const needed = writer.at + length;
  if (needed <= writer.bytes.length) return;
  const larger = new Uint8Array(Math.max(needed, 2 * writer.bytes.length));
  larger.set(writer.bytes.subarray(0, writer.at));
  writer.bytes = larger;
}

function refuse(reason: string, fault: Fault): never {
  throw new FormatError("cbor", reason, fault);
}
