// What a certificate's PDF carries beside the paper: its code's text and its receipt, as embedded files. Found by looking
// for embedded file streams, not by reading the whole of PDF: this has to run on a desk's device.
// It proves nothing. What is found is hostile like any scan, and is judged like one.

import { largestReceipt, looksLikeReceiptText, receiptMediaType } from "./format.ts";

export interface EmbeddedFile {
  /** As the PDF calls its type: "application/kp-receipt+cbor". */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Compressed (zlib, RFC 1950): the caller inflates, up to the size that it expects. */
  readonly deflated: boolean;
}

/** At most these are looked at: a certificate has three. */
const most = 20;
const longestDictionary = 1_000;
const largestFile = 100_000;

export interface SealedParts {
  /** The text of the code. */
  readonly code: EmbeddedFile | undefined;
  readonly receipt: EmbeddedFile | undefined;
}

/** What `kimberlite` puts into a certificate's PDF. Of several of a kind the first. */
export function sealedPartsIn(pdf: Uint8Array): SealedParts {
  const files = embeddedFiles(pdf);
  const ofType = (sought: string): EmbeddedFile | undefined =>
    files.find(({ mediaType }) => mediaType === sought);
  return { code: ofType("text/plain"), receipt: ofType(receiptMediaType) };
}

/**
 * The receipt that came with a code: the second code read from the same paper, else the file inside the PDF. What is there
 * and cannot be unpacked is an empty receipt, which is refused as one: it is not passed over.
 */
export function receiptBeside(
  file: Uint8Array,
  codes: readonly string[],
  inflate: (bytes: Uint8Array, most: number) => Uint8Array | undefined,
): Uint8Array | string | undefined {
  const code = codes.find(looksLikeReceiptText);
  const { receipt } = sealedPartsIn(file);
  if (code !== undefined || receipt === undefined) return code;
  return receipt.deflated ? (inflate(receipt.bytes, largestReceipt) ?? new Uint8Array()) : receipt.bytes;
}

/** Those that stand in plain sight: not encrypted, not filtered in another way. */
export function embeddedFiles(pdf: Uint8Array): readonly EmbeddedFile[] {
  const found: EmbeddedFile[] = [];
  for (let at = 0; found.length < most;) {
    at = indexOf(pdf, marker, at);
    if (at < 0) break;
    const file = fileAround(pdf, at);
    if (file !== undefined) found.push(file);
    at += marker.length;
  }
  return found;
}

/** The stream whose dictionary says, at `at`, that it is an embedded file. */
function fileAround(pdf: Uint8Array, at: number): EmbeddedFile | undefined {
  const opening = lastIndexOf(pdf, objectMark, at, Math.max(0, at - longestDictionary));
  const after = latin1(pdf.subarray(at, at + longestDictionary));
  const stream = />>[\r\n ]{0,2}stream\r?\n/.exec(after);
  if (opening < 0 || stream === null) return undefined;
  const dictionary = latin1(pdf.subarray(opening, at)) + after.slice(0, stream.index);
  const length = Number(/\/Length (\d{1,6})(?![ \d]*\d R)/.exec(dictionary)?.[1] ?? Number.NaN);
  const mediaType = /\/Subtype\s*\/([^\s/<>[\]()]{1,100})/.exec(dictionary)?.[1];
  const filter = /\/Filter\s*\[?\s*\/(\w+)/.exec(dictionary)?.[1];
  const first = at + stream.index + stream[0].length;
  if (mediaType === undefined || !(length <= largestFile) || first + length > pdf.length) return undefined;
  if (filter !== undefined && filter !== "FlateDecode") return undefined;
  return {
    mediaType: mediaType.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    bytes: pdf.slice(first, first + length),
    deflated: filter !== undefined,
  };
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const marker = ascii("/EmbeddedFile");
const objectMark = ascii(" obj");

function indexOf(bytes: Uint8Array, sought: Uint8Array, from: number): number {
  const [head = 0] = sought;
  for (let at = bytes.indexOf(head, from); at >= 0; at = bytes.indexOf(head, at + 1))
    if (matches(bytes, sought, at)) return at;
  return -1;
}

function lastIndexOf(bytes: Uint8Array, sought: Uint8Array, from: number, to: number): number {
  for (let at = from; at >= to; at--) if (matches(bytes, sought, at)) return at;
  return -1;
}

function matches(bytes: Uint8Array, sought: Uint8Array, at: number): boolean {
  for (let i = 0; i < sought.length; i++) if (bytes[at + i] !== sought[i]) return false;
  return true;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
