// How a translator is made of any source of words: the program's catalogue (translator.ts), or the one language that a
// browser keeps for use without a network. A word that is not there is shown in English and counted.
import { IntlMessageFormat } from "intl-messageformat";
import { countryName } from "#core/kp/countries.ts";
import type { areas } from "#locales/areas.ts";
import { formatsFor } from "./format.ts";
import { languages } from "./locales.ts";
import type { Locale } from "./locales.ts";

type Areas = typeof areas;

export type MessageKey = {
  [Area in keyof Areas]: `${Area}.${keyof Areas[Area]["en"] & string}`;
}[keyof Areas];

export type MessageValues = Readonly<Record<string, string | number | bigint>>;

export interface T {
  (key: MessageKey, values?: MessageValues): string;
  readonly locale: Locale;
  readonly dir: "ltr" | "rtl";
  /** How many words were missing so far in this translator's life. */
  readonly missing: number;
  /** Whether the English catalogue has such a key: for keys put together at run time (`problem.<code>`). */
  has(key: string): key is MessageKey;
  date(date: string): string;
  /** Date and time to the minute, always UTC and always saying so. */
  instant(instant: string): string;
  /** The minute alone, of an instant whose day is known. */
  time(instant: string): string;
  number(value: number | bigint): string;
  carats(hundredths: bigint): string;
  usd(cents: bigint): string;
  list(items: readonly string[]): string;
  country(code: string): string;
}

/** The text of a message in a language, or undefined where the language does not have it. */
export type SourceText = (locale: Locale, key: string) => string | undefined;

export function translatorOver(sourceText: SourceText, locale: Locale): T {
  const formats = formatsFor(locale);
  let missing = 0;

  const t = (key: MessageKey, values?: MessageValues): string => {
    const own = compiled(sourceText, locale, key);
    if (own !== undefined) return own(values);
    missing += 1;
    const english = compiled(sourceText, "en", key);
    return english === undefined ? `⟦${key}⟧` : english(values);
  };

  const helpers = {
    locale,
    dir: languages[locale].dir,
    has: (key: string): key is MessageKey => sourceText("en", key) !== undefined,
    date: (date: string) => formats.date(date),
    instant: (instant: string) => t("common.date.instant", formats.dateAndTimeUtc(instant)),
    time: (instant: string) => t("common.date.time", formats.dateAndTimeUtc(instant)),
    number: (value: number | bigint) => formats.number(value),
    carats: (hundredths: bigint) => t("common.unit.carats", { amount: formats.hundredths(hundredths) }),
    usd: (cents: bigint) => formats.usd(cents),
    list: (items: readonly string[]) => formats.list(items),
    country: (code: string) => countryName(code, locale),
  };
  return Object.defineProperty(Object.assign(t, helpers), "missing", { get: () => missing }) as T;
}

type Message = (values: MessageValues | undefined) => string;

const caches = new WeakMap<SourceText, Map<string, Message>>();

function compiled(sourceText: SourceText, locale: Locale, key: string): Message | undefined {
  let cache = caches.get(sourceText);
  if (cache === undefined) caches.set(sourceText, (cache = new Map()));
  const cacheKey = `${locale} ${key}`;
  const found = cache.get(cacheKey);
  if (found !== undefined) return found;
  const text = sourceText(locale, key);
  if (text === undefined) return undefined;
  const message = compile(locale, text);
  cache.set(cacheKey, message);
  return message;
}

function compile(locale: Locale, text: string): Message {
  let format: IntlMessageFormat | undefined;
  return (values) => {
    try {
      // ignoreTag: a message is words only; "<" in it is a character, never markup.
      format ??= new IntlMessageFormat(text, languages[locale].tag, undefined, { ignoreTag: true });
      return String(format.format<string>(values));
    } catch {
      // A value was forgotten, or the text is no message (a test refuses that): it shows as it stands, braces and all.
      // A page that tells of an error must not itself break.
      return text;
    }
  };
}
