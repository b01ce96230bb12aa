// The words of the paper: every label in English and, where it is printed, in the Participant's language; amounts and
// dates in the one spelling that cannot be misread at the other end of the world.
import { formatCarats, formatUsd } from "#core/kp/amounts.ts";
import type { CertificateContent, Origin } from "#core/certificate/content.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { MessageKey, MessageValues, T } from "#platform/i18n/translator.ts";
import type { Words } from "#platform/paper/sheet.ts";

type PaperKey = Extract<MessageKey, `paper.${string}`> extends `paper.${infer Key}` ? Key : never;

export interface Wording {
  (key: PaperKey, values?: MessageValues): Words;
  /** Code of the language beside English. */
  readonly beside: string | undefined;
  /** "24 November 2026" and, below, the digits of the standard with the other language's spelling. */
  readonly date: (date: string) => Words;
  readonly country: (code: string) => Words;
}

/** `beside` is the translator of the Participant's language; undefined where English stands alone. */
export function wordingFor(beside: T | undefined): Wording {
  const english = translator("en");
  const words = (key: PaperKey, values?: MessageValues): Words => ({
    en: english(`paper.${key}`, values),
    beside: beside?.(`paper.${key}`, values),
  });
  return Object.assign(words, {
    beside: beside?.locale,
    date: (date: string): Words => ({ en: english.date(date), beside: beside?.date(date) }),
    country: (code: string): Words => ({ en: english.country(code), beside: beside?.country(code) }),
  });
}

/** "1,234.50": the comma groups, the dot divides, in every language (Annex I A 3: English is incorporated). */
export function caratsText(hundredths: bigint): string {
  return formatCarats(hundredths, "en");
}

export function usdText(cents: bigint): string {
  return formatUsd(cents, "en");
}

/** "Sierra Leone (SL)"; where a mixed parcel's origins are not listed the mark of the issuer's rule, if it has one. */
export function originText(
  origin: Origin,
  unlisted: string,
  wording: Wording,
): { value: string; note: Words | undefined } {
  if (origin.kind === "SINGLE") {
    const name = wording.country(origin.country);
    return { value: `${name.en} (${origin.country})`, note: noteBeside(name) };
  }
  if (origin.listed.length === 0)
    return { value: unlisted, note: unlisted === "" ? undefined : wording("origin.notListed") };
  const countries = origin.listed.map((code) => `${wording.country(code).en} (${code})`);
  return { value: countries.join(", "), note: wording("origin.mixed") };
}

function noteBeside(name: Words): Words | undefined {
  return name.beside === undefined || name.beside === name.en ? undefined : { en: "", beside: name.beside };
}

/** "A-100231 (box 1)": what the officer compares with the seal in hand. */
export function sealsText(content: Pick<CertificateContent, "containers">): string {
  return content.containers
    .map(({ seal, reference }) => (reference === undefined ? seal : `${seal} (${reference})`))
    .join(",  ");
}

/** The blinded id in groups of four, as it is compared by eye. */
export function registerIdText(publicId: Uint8Array): string {
  const digits = Array.from(publicId, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

export const bothLanguages = (words: Words): string =>
  words.beside === undefined || words.beside === words.en
    ? words.en
    : words.en === ""
      ? words.beside
      : `${words.en} · ${words.beside}`;
