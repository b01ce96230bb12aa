// The words of one page: `t("common.button.save")`, with the numbers and dates of the same language.
// A key that is not in the English catalogue does not compile; a word not yet translated is shown in English and counted.
import { areas } from "#locales/areas.ts";
import type { Locale } from "./locales.ts";
import { translatorOver } from "./words.ts";
import type { T } from "./words.ts";

export type { MessageKey, MessageValues, T } from "./words.ts";

type Areas = typeof areas;

export function translator(locale: Locale): T {
  return translatorOver(sourceText, locale);
}

/** The catalogue's own text, or undefined where the language does not have it. */
export function sourceText(locale: Locale, key: string): string | undefined {
  const dot = key.indexOf(".");
  const area = key.slice(0, dot);
  if (!Object.hasOwn(areas, area)) return undefined;
  const byLocale: Readonly<Partial<Record<Locale, Readonly<Record<string, string>>>>> =
    areas[area as keyof Areas];
  const messages = byLocale[locale];
  const name = key.slice(dot + 1);
  return messages !== undefined && Object.hasOwn(messages, name) ? messages[name] : undefined;
}
