// Which column of a file holds what, in which unit and in whose words: the built-in kinds of files are such mappings, and a
// person may write one as JSON for any other file. Read strictly: what is not known is named, never ignored.
import { isUnit } from "./numbers.ts";
import type { Unit } from "./numbers.ts";

/** A column, with the file's own words for codes; or one value for all rows. The code "" passes a row over. */
export type Said =
  | {
      readonly column: string;
      readonly codes?: Readonly<Record<string, string>>;
      /** What any word without a code means. */
      readonly otherwise?: string;
    }
  | { readonly value: string };

export interface Amount {
  /** The first of these that the file has. */
  readonly columns: readonly { readonly column: string; readonly unit: Unit }[];
  /** Computed by a program, so that fifteen digits are all it promises. */
  readonly double: boolean;
}

/** The amounts that one voice gives in a row. A value column that voices share is that of the first with carats. */
export interface Voice {
  readonly voice: string;
  readonly carats?: Amount;
  readonly usd?: Amount;
  readonly count?: Amount;
}

export type PeriodColumns =
  | { readonly text: string }
  | { readonly year: string; readonly half?: string; readonly quarter?: string; readonly month?: string };

export const concepts = [
  "reporter",
  "flow",
  "counterpart",
  "product",
  "mining",
  "origin",
  "basis",
  "valuation",
  "status",
] as const;
export type Concept = (typeof concepts)[number];

export interface Mapping {
  readonly period: PeriodColumns;
  /** The month in which a year such as "2009-10" begins; without it such years are refused. */
  readonly fiscalFrom?: number;
  readonly said: Readonly<Partial<Record<Concept, Said>>> & { readonly reporter: Said; readonly flow: Said };
  readonly figures: readonly Voice[];
  /** The column of addresses whose hosts are the voices. */
  readonly voiceHost?: string;
  /** The column of the day, month or year from which the source says so: its last day counts. */
  readonly vintage?: string;
  /** Kept as words beside the figure: column, and what stands after its text. */
  readonly notes: readonly { readonly column: string; readonly after: string }[];
  /** Rows that are passed over, and rows that say nil: a column and its words. */
  readonly pass?: { readonly column: string; readonly words: readonly string[] };
  readonly nil?: { readonly column: string; readonly words: readonly string[] };
  /** The file's own names of reporters and partners; null: no country, passed over and told. */
  readonly names: Readonly<Record<string, string | null>>;
}

export type MappingReading =
  | { readonly ok: true; readonly mapping: Mapping }
  /** Where in the JSON, and what is expected there. */
  | { readonly ok: false; readonly at: string; readonly expected: string };

/** Thrown inside this file alone. */
class Unfit extends Error {
  readonly at: string;
  readonly expected: string;
  constructor(at: string, expected: string) {
    super(at);
    this.at = at;
    this.expected = expected;
  }
}

/** Hostile: a file of the person importing. */
export function parseMapping(json: unknown): MappingReading {
  try {
    return { ok: true, mapping: mappingOf(json) };
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, at: error.at, expected: error.expected };
    throw error;
  }
}

const known = [
  ...concepts,
  "period",
  "fiscalFrom",
  "carats",
  "usd",
  "count",
  "vintage",
  "notes",
  "names",
  "pass",
  "nil",
];

function mappingOf(json: unknown): Mapping {
  const given = objectAt(json, "");
  for (const key of Object.keys(given))
    if (!known.includes(key)) throw new Unfit(key, `one of ${known.join(", ")}`);
  const said = Object.fromEntries(
    concepts.flatMap((concept) =>
      given[concept] === undefined ? [] : [[concept, saidAt(given[concept], concept)]],
    ),
  );
  const { reporter, flow } = said;
  if (reporter === undefined || flow === undefined)
    throw new Unfit(reporter === undefined ? "reporter" : "flow", '{"column": …} or {"value": …}');
  const amounts = (["carats", "usd", "count"] as const).flatMap((name) =>
    given[name] === undefined ? [] : [[name, amountAt(given[name], name)] as const],
  );
  if (amounts.length === 0) throw new Unfit("carats", '{"column": …, "unit": …}, here or in usd or count');
  const { fiscalFrom } = given;
  if (
    fiscalFrom !== undefined &&
    !(Number.isInteger(fiscalFrom) && Number(fiscalFrom) >= 2 && Number(fiscalFrom) <= 12)
  )
    throw new Unfit("fiscalFrom", "a month from 2 to 12");
  return {
    period: periodAt(given["period"]),
    said: { ...said, reporter, flow },
    figures: [{ voice: "", ...Object.fromEntries(amounts) }],
    notes: listAt(given["notes"] ?? [], "notes").map((column, i) => ({
      column: textAt(column, `notes.${i}`),
      after: "",
    })),
    names: namesAt(given["names"] ?? {}),
    ...(fiscalFrom === undefined ? {} : { fiscalFrom: Number(fiscalFrom) }),
    ...(given["vintage"] === undefined ? {} : { vintage: textAt(given["vintage"], "vintage") }),
    ...(given["pass"] === undefined ? {} : { pass: wordsAt(given["pass"], "pass") }),
    ...(given["nil"] === undefined ? {} : { nil: wordsAt(given["nil"], "nil") }),
  };
}

type Json = Readonly<Record<string, unknown>>;

function objectAt(value: unknown, at: string): Json {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Unfit(at, "an object");
  return value as Json;
}

function textAt(value: unknown, at: string): string {
  if (typeof value !== "string" || value.length > 200) throw new Unfit(at, "a text");
  return value;
}

function listAt(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > 200) throw new Unfit(at, "a list");
  return value as readonly unknown[];
}

function onlyKeys(value: Json, at: string, keys: readonly string[]): void {
  const other = Object.keys(value).find((key) => !keys.includes(key));
  if (other !== undefined) throw new Unfit(`${at}.${other}`, `one of ${keys.join(", ")}`);
}

function saidAt(value: unknown, at: string): Said {
  const given = objectAt(value, at);
  onlyKeys(given, at, ["column", "codes", "otherwise", "value"]);
  if (given["value"] !== undefined) return { value: textAt(given["value"], `${at}.value`) };
  const codes = given["codes"] === undefined ? undefined : objectAt(given["codes"], `${at}.codes`);
  return {
    column: textAt(given["column"], `${at}.column`),
    ...(codes === undefined
      ? {}
      : {
          codes: Object.fromEntries(
            Object.entries(codes).map(([word, code]) => [word, textAt(code, `${at}.codes.${word}`)]),
          ),
        }),
    ...(given["otherwise"] === undefined ? {} : { otherwise: textAt(given["otherwise"], `${at}.otherwise`) }),
  };
}

function amountAt(value: unknown, at: string): Amount {
  const given = objectAt(value, at);
  onlyKeys(given, at, ["column", "unit"]);
  const unit = given["unit"] ?? "one";
  if (typeof unit !== "string" || !isUnit(unit))
    throw new Unfit(`${at}.unit`, "one, thousand, lakh, million, crore or billion");
  return { columns: [{ column: textAt(given["column"], `${at}.column`), unit }], double: false };
}

function periodAt(value: unknown): PeriodColumns {
  const given = objectAt(value, "period");
  onlyKeys(given, "period", ["text", "year", "half", "quarter", "month"]);
  if (given["text"] !== undefined) return { text: textAt(given["text"], "period.text") };
  const part = (["half", "quarter", "month"] as const).find((name) => given[name] !== undefined);
  const year = textAt(given["year"], "period.year");
  return part === undefined ? { year } : { year, [part]: textAt(given[part], `period.${part}`) };
}

function wordsAt(value: unknown, at: string): { readonly column: string; readonly words: readonly string[] } {
  const given = objectAt(value, at);
  onlyKeys(given, at, ["column", "words"]);
  return {
    column: textAt(given["column"], `${at}.column`),
    words: listAt(given["words"], `${at}.words`).map((word, i) => textAt(word, `${at}.words.${i}`)),
  };
}

function namesAt(value: unknown): Mapping["names"] {
  return Object.fromEntries(
    Object.entries(objectAt(value, "names")).map(([name, code]) => [
      name,
      code === null ? null : textAt(code, `names.${name}`),
    ]),
  );
}
