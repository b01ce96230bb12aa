// The words of a program that runs in a browser, out of the one catalogue that it was given: the same sentences, plural
// forms, dates and names of countries as on the server's pages.
import type { Locale } from "#platform/i18n/locales.ts";
import { translatorOver } from "#platform/i18n/words.ts";
import type { T } from "#platform/i18n/words.ts";

export { isLocale, languages, locales } from "#platform/i18n/locales.ts";
export type { Locale } from "#platform/i18n/locales.ts";
export type { T } from "#platform/i18n/words.ts";

/** Texts by their whole key: "verify.word.valid". */
export type Catalogue = Readonly<Record<string, string>>;

export function wordsFrom(catalogue: Catalogue, locale: Locale): T {
  return translatorOver((_, key) => (Object.hasOwn(catalogue, key) ? catalogue[key] : undefined), locale);
}
