// Every way in which a private value could stand in public bytes: as text, as an amount with or without separators, as
// bytes, in hexadecimal, in base64 at any place of a longer text, as an integer of CBOR.
import { readAct } from "#core/act/act.ts";
import type { Fact } from "#core/act/act.ts";
import { decodeCbor } from "#core/encoding/cbor.ts";
import type { CborValue } from "#core/encoding/cbor.ts";
import { decodeSign1 } from "#core/encoding/cose.ts";
import { decodeBundle } from "#core/log/tiles.ts";

export interface Secret {
  /** Where it comes from: "certificate.issued content.lines.0.carats". */
  readonly path: string;
  readonly value: string | number | bigint | Uint8Array;
}

/** All values in a private part that are long enough to be told from chance. */
export function secretsIn(fact: Fact, path: string): readonly Secret[] {
  if (typeof fact === "string") return fact.length >= 5 ? [{ path, value: fact }] : [];
  if (typeof fact === "number" || typeof fact === "bigint")
    return fact >= 10_000 ? [{ path, value: fact }] : [];
  if (fact instanceof Uint8Array) return fact.length >= 8 ? [{ path, value: fact }] : [];
  if (fact === null || typeof fact !== "object") return [];
  return Object.entries(fact).flatMap(([name, item]) => secretsIn(item, `${path}.${name}`));
}

/** Of text and bytes. */
export function spellingsOf(value: string | Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(value as Uint8Array);
  return [bytes, Buffer.from(bytes.toString("hex")), ...inBase64(bytes)];
}

/** Of a whole number: itself, and as hundredths or cents, as people of several countries write them. */
export function amountsOf(value: bigint): readonly string[] {
  const digits = String(value);
  const [whole, rest] = [digits.slice(0, -2), digits.slice(-2)];
  const groups = (separator: string): string => whole.replaceAll(/\B(?=(\d{3})+$)/g, separator);
  return [
    digits,
    `${whole}.${rest}`,
    `${whole},${rest}`,
    `${groups(",")}.${rest}`,
    `${groups(" ")},${rest}`,
    `${groups(" ")},${rest}`,
    `${groups(".")},${rest}`,
  ];
}

/** Inside a longer base64 text the characters depend on how many bytes stand before it: the certain ones of each case. */
function inBase64(bytes: Buffer): readonly Buffer[] {
  if (bytes.length < 8) return [];
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const certain = text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    return [Buffer.from(certain), Buffer.from(certain.replaceAll("+", "-").replaceAll("/", "_"))];
  });
}

/** Numbers as they are written in text, each whole: five digits within a hash are none. */
export function numbersIn(published: Buffer): ReadonlySet<string> {
  return new Set(
    published.toString("latin1").match(/(?<![0-9A-Za-z+/])[0-9][0-9., \u00a0]*[0-9](?![0-9A-Za-z+/=])/g) ??
      [],
  );
}

/** Every integer in what is published as CBOR: the public parts of acts, and the lists. */
export function integersIn(name: string, bytes: Uint8Array): readonly string[] {
  if (name.startsWith("tile/entries/"))
    return (decodeBundle(bytes) ?? []).flatMap((leaf) => integersOf(readAct(leaf).public));
  if (name.endsWith(".cose")) return integersOf(decodeCbor(decodeSign1(bytes).payload));
  return [];
}

/** Also in what is CBOR within a byte string. */
function integersOf(value: CborValue | Fact): readonly string[] {
  if (typeof value === "number" || typeof value === "bigint") return [String(value)];
  if (value instanceof Uint8Array) return integersOf(unwrapped(value));
  if (value === null || typeof value !== "object") return [];
  const items: readonly (CborValue | Fact)[] =
    value instanceof Map ? [...value.values()] : Object.values(value);
  return items.flatMap(integersOf);
}

function unwrapped(bytes: Uint8Array): CborValue {
  try {
    return decodeCbor(bytes);
  } catch {
    return null;
  }
}
