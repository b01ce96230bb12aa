// Descriptions of values that can be written as CBOR and read back, strictly: a field that is missing, unknown or of
// another type is refused, never guessed. A description is composed of smaller ones; reading names the place of a fault.
import type { CborMap, CborValue } from "./cbor.ts";
import { FormatError } from "./format-error.ts";
import type { Format } from "./format-error.ts";

export interface Codec<T> {
  write(value: T): CborValue;
  /** Throws `FormatError`. `at` is the place, for the message. */
  read(value: CborValue | undefined, at: string): T;
}

export function codecs(format: Format) {
  const refuse = (at: string, reason: string): never => {
    throw new FormatError(format, `${at} ${reason}`, "wrong-type");
  };

  const text = (longest: number, pattern?: RegExp): Codec<string> => ({
    write: (value) => value,
    read(value, at) {
      if (typeof value !== "string" || value.length > longest) return refuse(at, "is not short text");
      return pattern === undefined || pattern.test(value) ? value : refuse(at, "is not in its form");
    },
  });

  const oneOf = <const V extends string>(values: readonly V[]): Codec<V> => ({
    write: (value) => value,
    read: (value, at) => values.find((known) => known === value) ?? refuse(at, "is not a known word"),
  });

  const flag: Codec<boolean> = {
    write: (value) => value,
    read: (value, at) => (typeof value === "boolean" ? value : refuse(at, "is not true or false")),
  };

  const integer = (least: number, most: number): Codec<number> => ({
    write: (value) => value,
    read: (value, at) =>
      typeof value === "number" && value >= least && value <= most
        ? value
        : refuse(at, "is not a number in range"),
  });

  const serial: Codec<bigint> = {
    write: (value) => value,
    read(value, at) {
      if ((typeof value !== "number" && typeof value !== "bigint") || value < 0)
        return refuse(at, "is not a serial");
      return BigInt(value);
    },
  };

  /** UTC, whole seconds since 1970; fractions are cut off when written. */
  const instant: Codec<string> = {
    write(value) {
      const milliseconds = Date.parse(value);
      if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(value) || Number.isNaN(milliseconds))
        return refuse(value, "is not an instant");
      return Math.floor(milliseconds / 1000);
    },
    read: (value, at) => new Date(integer(0, 253_402_300_799).read(value, at) * 1000).toISOString(),
  };

  const bytes = (length: number): Codec<Uint8Array> => ({
    write: (value) => value,
    read: (value, at) =>
      value instanceof Uint8Array && value.length === length ? value : refuse(at, `is not ${length} bytes`),
  });

  const list = <T>(item: Codec<T>, most: number): Codec<readonly T[]> => ({
    write: (values) => values.map((value) => item.write(value)),
    read(value, at) {
      if (!Array.isArray(value) || value.length > most) return refuse(at, "is not a list, or too long");
      return (value as readonly CborValue[]).map((part, index) => item.read(part, `${at}[${index}]`));
    },
  });

  /** Text by text: names by language. */
  const words = (longestKey: number, longest: number): Codec<Readonly<Record<string, string>>> => ({
    write: (value) => new Map(Object.entries(value)),
    read(value, at) {
      if (!(value instanceof Map) || value.size > 50) return refuse(at, "is not a map of words");
      const entries = [...(value as CborMap)].map(([key, word]) => [
        text(longestKey, /^[a-z-]+$/).read(key, at),
        text(longest).read(word, `${at}.${key}`),
      ]);
      return Object.fromEntries(entries) as Record<string, string>;
    },
  });

  const record = <R extends object, O extends object = object>(
    required: { readonly [K in keyof R]-?: Codec<R[K]> },
    optional?: { readonly [K in keyof O]-?: Codec<Exclude<O[K], undefined>> },
  ): Codec<R & Partial<O>> => {
    const needed = Object.entries(required) as [string, Codec<unknown>][];
    const extra = Object.entries(optional ?? {}) as [string, Codec<unknown>][];
    const names = new Set<unknown>([...needed, ...extra].map(([name]) => name));
    return {
      write(value) {
        const fields = value as Readonly<Record<string, unknown>>;
        const map = new Map<string, CborValue>();
        for (const [name, codec] of needed) map.set(name, codec.write(fields[name]));
        for (const [name, codec] of extra)
          if (fields[name] !== undefined) map.set(name, codec.write(fields[name]));
        return map;
      },
      read(value, at) {
        if (!(value instanceof Map)) return refuse(at, "is not a map");
        const map = value as CborMap;
        for (const name of map.keys()) if (!names.has(name)) refuse(at, `has an unknown field ${name}`);
        const fields: Record<string, unknown> = {};
        for (const [name, codec] of needed) fields[name] = codec.read(map.get(name), `${at}.${name}`);
        for (const [name, codec] of extra)
          if (map.has(name)) fields[name] = codec.read(map.get(name), `${at}.${name}`);
        return fields as R & Partial<O>;
      },
    };
  };

  return { text, oneOf, flag, integer, serial, instant, bytes, list, words, record };
}
