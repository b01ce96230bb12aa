// The words of one page: `t("common.button.save")`, with the numbers and dates of the same language.
// A key that is not in the English catalogue does not compile; a word not yet translated is shown in English and counted.
import { IntlMessageFormat } from "intl-messageformat";
import { countryName } from "#core/kp/countries.ts";
import { areas } from "#locales/areas.ts";
import { formatsFor } from "./format.ts";
import { languages, offered } from "./locales.ts";
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
  /** False while the language falls back to English: the page then says so. */
  readonly complete: boolean;
  /** How many words were missing so far in this translator's life. */
  readonly missing: number;
  /** Whether the English catalogue has such a key: for keys put together at run time (`problem.<code>`). */
  has(key: string): key is MessageKey;
  date(date: string): string;
  /** Date and time to the minute, always UTC and always saying so. */
  instant(instant: string): string;
  number(value: number | bigint): string;
  carats(hundredths: bigint): string;
  usd(cents: bigint): string;
  list(items: readonly string[]): string;
  country(code: string): string;
}

export function translator(locale: Locale): T {
  const formats = formatsFor(locale);
  let missing = 0;

  const t = (key: MessageKey, values?: MessageValues): string => {
    const own = compiled(locale, key);
    if (own !== undefined) return own(values);
    missing += 1;
    const english = compiled("en", key);
    return english === undefined ? `⟦${key}⟧` : english(values);
  };

  const helpers = {
    locale,
    dir: languages[locale].dir,
    complete: offered.includes(locale),
    has: (key: string): key is MessageKey => sourceText("en", key) !== undefined,
    date: (date: string) => formats.date(date),
    instant: (instant: string) => t("common.date.instant", formats.dateAndTimeUtc(instant)),
    number: (value: number | bigint) => formats.number(value),
    carats: (hundredths: bigint) => t("common.unit.carats", { amount: formats.hundredths(hundredths) }),
    usd: (cents: bigint) => formats.usd(cents),
    list: (items: readonly string[]) => formats.list(items),
    country: (code: string) => countryName(code, locale),
  };
  return Object.defineProperty(Object.assign(t, helpers), "missing", { get: () => missing }) as T;
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

type Message = (values: MessageValues | undefined) => string;

const cache = new Map<string, Message>();

function compiled(locale: Locale, key: string): Message | undefined {
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
