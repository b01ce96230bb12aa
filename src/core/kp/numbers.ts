// Certificate numbers: how each Participant prints them, how they are read back, and whether they were ever allotted.
// There is no scheme-wide pattern: formats are data, Annex I A 4 only asks for unique numbering with the country's code.
// Country and serial are kept apart, because not every paper prints the code inside the number.
import { traders } from "./participants.ts";
import type { IsoDate } from "./dates.ts";

export interface NumberFormat {
  readonly participant: string;
  /** What the number is printed with. */
  readonly prefix: string;
  /** Between prefix and digits: "" or " ". */
  readonly separator: string;
  readonly digits: { readonly min: number; readonly max: number };
  /** Digits a serial is filled up to with zeros when printed. */
  readonly pad: number;
  /** Prefixes of older papers, still read. */
  readonly olderPrefixes?: readonly OlderPrefix[];
  /** Blocks are allotted per year: a number of last year's block on this year's paper is a warning. */
  readonly yearRanges?: boolean;
  /** The parcel number has to end with the certificate number. */
  readonly parcelSuffix?: boolean;
  readonly example: string;
  readonly source: string;
}

export interface OlderPrefix {
  readonly prefix: string;
  /** The last day on which it was certainly printed. */
  readonly until?: IsoDate;
  readonly source: string;
}

export const demonstrationSource = "demonstration default; no scheme-wide pattern exists";

export function defaultFormat(participant: string): NumberFormat {
  return {
    participant,
    prefix: participant,
    separator: " ",
    digits: { min: 6, max: 6 },
    pad: 6,
    example: `${participant} 004911`,
    source: demonstrationSource,
  };
}

const sourcedFormats: readonly NumberFormat[] = [
  {
    participant: "EU",
    prefix: "EU",
    separator: "",
    digits: { min: 8, max: 8 },
    pad: 8,
    // "EC" is Ecuador's code in ISO 3166-1; in the scheme it was the European Community.
    olderPrefixes: [
      {
        prefix: "EC",
        until: "2012-10-16",
        source:
          "Regulation (EC) 2368/2002 Annex IV; the certificate became the Union's with Regulation (EU) 947/2012",
      },
    ],
    example: "EU00012345",
    source: "Regulation (EC) 2368/2002 Annex IV: the code and eight digits",
  },
  {
    participant: "SL",
    prefix: "SL",
    separator: " ",
    digits: { min: 4, max: 6 },
    pad: 6,
    yearRanges: true,
    parcelSuffix: true,
    example: "SL 004911",
    source:
      "Sierra Leone case of 2015 (The Diamond Loupe): ranges per year, parcel number ends with the certificate number",
  },
];

export const numberFormats: readonly NumberFormat[] = traders.map(
  ({ code }) => sourcedFormats.find((format) => format.participant === code) ?? defaultFormat(code),
);

export function findFormat(formats: readonly NumberFormat[], participant: string): NumberFormat | undefined {
  let known = formatsOf.get(formats);
  if (known === undefined) {
    known = new Map([...formats].reverse().map((format) => [format.participant, format]));
    formatsOf.set(formats, known);
  }
  return known.get(participant);
}

// Every check asks for one of the same sixty; they are indexed once.
const formatsOf = new WeakMap<readonly NumberFormat[], ReadonlyMap<string, NumberFormat>>();

/** As the certificate prints it. Throws where the serial does not fit the format. */
export function formatNumber(format: NumberFormat, serial: bigint): string {
  if (serial <= 0n || String(serial).length > format.digits.max) {
    throw new RangeError(`${format.participant}: serial ${serial} does not fit ${format.digits.max} digits`);
  }
  return `${format.prefix}${format.separator}${String(serial).padStart(format.pad, "0")}`;
}

export type NumberProblem =
  | "empty"
  | "not-a-number"
  /** Letters in front that are nobody's code. */
  | "unknown-country"
  /** Digits only, and more than one Participant's certificates look like that. */
  | "country-missing"
  | "too-few-digits"
  | "too-many-digits"
  | "zero";

export type ParsedNumber =
  | {
      readonly ok: true;
      readonly participant: string;
      readonly serial: bigint;
      /** As this format prints the serial today: the one spelling to look a certificate up by. */
      readonly asPrinted: string;
      /** The prefix that was read: an older one ("EC") dates the paper. */
      readonly prefixRead?: string;
    }
  | { readonly ok: false; readonly problem: NumberProblem };

/** Reads "SL004911", "sl 4911", "SL-004911" and, where only one format can be meant, "004911". */
export function parseNumber(text: string, formats: readonly NumberFormat[]): ParsedNumber {
  // Hostile: from a form or a scanned paper; bounded before anything else looks at it.
  if (text.length > 40) return { ok: false, problem: "not-a-number" };
  const plain = /^[A-Z]*[0-9]+$/.test(text)
    ? text
    : text
        .normalize("NFKC")
        .toUpperCase()
        .replaceAll(/[\s\-\u2010-\u2015./]/g, "");
  if (plain === "") return { ok: false, problem: "empty" };
  const match = /^([A-Z]*)([0-9]+)$/.exec(plain);
  if (match === null) return { ok: false, problem: "not-a-number" };
  const [, letters = "", digits = ""] = match;
  if (letters === "") {
    const fitting = formats.filter((format) => fits(format, digits) === undefined);
    if (formats.length > 1 && fitting.length !== 1) return { ok: false, problem: "country-missing" };
    const format = fitting[0] ?? formats[0];
    return format === undefined ? { ok: false, problem: "unknown-country" } : read(format, digits);
  }
  // A prefix in use wins over an older one: a future Ecuadorian "EC" is not the European Community's.
  const format =
    formats.find((candidate) => candidate.prefix === letters || candidate.participant === letters) ??
    formats.find((candidate) => candidate.olderPrefixes?.some((older) => older.prefix === letters));
  return format === undefined ? { ok: false, problem: "unknown-country" } : read(format, digits, letters);
}

/** A run of serials given to one office. */
export interface NumberBlock {
  readonly authority: string;
  readonly office: string;
  readonly from: bigint;
  readonly to: bigint;
  /** Where blocks are allotted per year. */
  readonly year?: number;
}

export type BlockAnswer =
  | { readonly ok: true; readonly block: NumberBlock }
  | { readonly ok: false; readonly reason: "NOT_ALLOTTED" }
  /** Allotted, but for another year than that of the date of issue. */
  | { readonly ok: false; readonly reason: "OTHER_YEAR"; readonly block: NumberBlock };

/** Was this serial allotted, and for the year of issue? `blocks` are those of the Participant that the number names. */
export function inBlocks(number: bigint, blocks: readonly NumberBlock[], issued?: IsoDate): BlockAnswer {
  const holding = blocks.filter((block) => block.from <= number && number <= block.to);
  const [first] = holding;
  if (first === undefined) return { ok: false, reason: "NOT_ALLOTTED" };
  if (issued === undefined) return { ok: true, block: first };
  const year = Number(issued.slice(0, 4));
  const block = holding.find((candidate) => candidate.year === undefined || candidate.year === year);
  return block === undefined ? { ok: false, reason: "OTHER_YEAR", block: first } : { ok: true, block };
}

/** The first two blocks that share a serial, or undefined. A shared serial would be two certificates of one number. */
export function overlappingBlocks(
  blocks: readonly NumberBlock[],
): readonly [NumberBlock, NumberBlock] | undefined {
  const sorted = [...blocks].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  let widest = sorted[0];
  for (const block of sorted.slice(1)) {
    if (widest !== undefined && block.from <= widest.to) return [widest, block];
    widest = block;
  }
  return undefined;
}

export interface ParcelSuffixProblem {
  readonly problem: "PARCEL_NUMBER_DIFFERS";
  /** The certificate's digits, without leading zeros. */
  readonly expected: string;
  /** The digits the parcel number ends with; empty where it ends with none. */
  readonly found: string;
}

/** Sierra Leone: parcel "JMI/GGDO/4199" on certificate 4306 gave a forgery away. Undefined where all is well. */
export function parcelSuffixProblem(
  format: NumberFormat,
  asPrinted: string,
  parcelNumber: string,
): ParcelSuffixProblem | undefined {
  if (format.parcelSuffix !== true) return undefined;
  const expected = lastDigits(asPrinted);
  const found = lastDigits(parcelNumber);
  return expected === found ? undefined : { problem: "PARCEL_NUMBER_DIFFERS", expected, found };
}

function read(format: NumberFormat, digits: string, letters?: string): ParsedNumber {
  const problem = fits(format, digits);
  if (problem !== undefined) return { ok: false, problem };
  const serial = BigInt(digits);
  const parsed = {
    ok: true,
    participant: format.participant,
    serial,
    asPrinted: formatNumber(format, serial),
  } as const;
  return letters === undefined ? parsed : { ...parsed, prefixRead: letters };
}

function fits(format: NumberFormat, digits: string): NumberProblem | undefined {
  if (digits.length < format.digits.min) return "too-few-digits";
  if (digits.length > format.digits.max) return "too-many-digits";
  return /^0+$/.test(digits) ? "zero" : undefined;
}

function lastDigits(text: string): string {
  return (/[0-9]+$/.exec(text.trim())?.[0] ?? "").replace(/^0+(?=[0-9])/, "");
}
