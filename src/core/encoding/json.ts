// JSON (RFC 8259), strict, for what is signed: no key twice, whole numbers only, whole characters only, bounded depth.
// JSON.parse keeps the last of two equal keys and says nothing, so that two readers may see two documents under one
// signature; it also rounds. Objects are read as maps: no name in them can mean anything to this language.
import { FormatError } from "./format-error.ts";
import type { Fault } from "./format-error.ts";

export type JsonMap = ReadonlyMap<string, Json>;
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;

const deepest = 16;

// Hostile: the caller bounds the length.
export function parseJson(text: string): Json {
  const reader: Reader = { text, at: 0 };
  const value = readValue(reader, 0);
  if (reader.at !== text.length) refuse("something after the end");
  return value;
}

/** What `parseJson` would read back as the same: compact, members in their order. */
export function writeJson(value: Json): string {
  if (value instanceof Map) {
    const members = [...(value as JsonMap)].map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item)}`);
    return `{${members.join(",")}}`;
  }
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(writeJson).join(",")}]`;
  return JSON.stringify(value);
}

interface Reader {
  readonly text: string;
  at: number;
}

const quote = 0x22;
const backslash = 0x5c;

function readValue(reader: Reader, depth: number): Json {
  if (depth > deepest) refuse("nested too deeply", "wrong-type");
  skipSpace(reader);
  const value = readItem(reader, depth);
  skipSpace(reader);
  return value;
}

function readItem(reader: Reader, depth: number): Json {
  switch (reader.text[reader.at]) {
    case "{":
      return readObject(reader, depth);
    case "[":
      return readArray(reader, depth);
    case '"':
      return readText(reader);
    case "t":
      return readWord(reader, "true", true);
    case "f":
      return readWord(reader, "false", false);
    case "n":
      return readWord(reader, "null", null);
    default:
      return readNumber(reader);
  }
}

function readObject(reader: Reader, depth: number): JsonMap {
  const members = new Map<string, Json>();
  reader.at += 1;
  skipSpace(reader);
  if (takes(reader, "}")) return members;
  for (;;) {
    skipSpace(reader);
    if (reader.text.charCodeAt(reader.at) !== quote) refuse("a member without a name");
    const name = readText(reader);
    skipSpace(reader);
    if (!takes(reader, ":")) refuse("a member without a value");
    if (members.has(name)) refuse("a name given twice", "not-canonical");
    members.set(name, readValue(reader, depth + 1));
    if (takes(reader, "}")) return members;
    if (!takes(reader, ",")) refuse("an object that does not end");
  }
}

function readArray(reader: Reader, depth: number): readonly Json[] {
  const items: Json[] = [];
  reader.at += 1;
  skipSpace(reader);
  if (takes(reader, "]")) return items;
  for (;;) {
    items.push(readValue(reader, depth + 1));
    if (takes(reader, "]")) return items;
    if (!takes(reader, ",")) refuse("an array that does not end");
  }
}

function readText(reader: Reader): string {
  const { text } = reader;
  const start = reader.at + 1;
  let at = start;
  let escaped = false;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === quote) break;
    // Also at the end, where there is no unit: NaN is not at least a space.
    if (!(unit >= 0x20)) refuse("text that does not end, or a control character in it");
    if (unit === backslash) {
      escaped = true;
      at += 1;
    }
    at += 1;
  }
  reader.at = at + 1;
  const value = escaped ? unescape(text.slice(start - 1, at + 1)) : text.slice(start, at);
  if (halfCharacter.test(value)) refuse("half a character");
  return value;
}

const halfCharacter = /\p{Cs}/u;

/** Quotes included. Escapes are the same few in every JSON, and JSON.parse refuses all others. */
function unescape(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return refuse("an unknown escape");
  }
}

const number = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;

function readNumber(reader: Reader): number {
  number.lastIndex = reader.at;
  const [digits] = number.exec(reader.text) ?? [];
  if (digits === undefined) {
    if (!/[-0-9]/.test(reader.text[reader.at] ?? "")) refuse("not a value");
    return refuse("not a whole number", "wrong-type");
  }
  const value = Number(digits);
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) refuse("a number out of range", "wrong-type");
  reader.at += digits.length;
  return value;
}

function readWord<Value>(reader: Reader, word: string, value: Value): Value {
  if (!reader.text.startsWith(word, reader.at)) refuse("not a value");
  reader.at += word.length;
  return value;
}

function takes(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function skipSpace(reader: Reader): void {
  for (;;) {
    const unit = reader.text.charCodeAt(reader.at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    reader.at += 1;
  }
}

function refuse(reason: string, fault: Fault = "damaged"): never {
  throw new FormatError("json", reason, fault);
}
