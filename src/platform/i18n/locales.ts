// The languages of the scheme, which of them are offered, and which one a reader gets.
// A language in `offered` has every word; the others have those of checking a paper, and fall back to English elsewhere,
// word by word, visibly.

export const locales = ["en", "fr", "pt", "ru", "ar", "zh"] as const;
export type Locale = (typeof locales)[number];

export const offered: readonly Locale[] = ["en", "fr"];

interface Language {
  /** The language's name in the language itself: the only one its readers are sure to know. */
  readonly ownName: string;
  readonly dir: "ltr" | "rtl";
  /** For `Intl`. Arabic keeps Latin digits, so that numbers on screen match numbers on the certificate. */
  readonly tag: string;
}

export const languages: Readonly<Record<Locale, Language>> = {
  en: { ownName: "English", dir: "ltr", tag: "en-GB" },
  fr: { ownName: "Français", dir: "ltr", tag: "fr-FR" },
  pt: { ownName: "Português", dir: "ltr", tag: "pt-PT" },
  ru: { ownName: "Русский", dir: "ltr", tag: "ru-RU" },
  ar: { ownName: "العربية", dir: "rtl", tag: "ar-u-nu-latn" },
  zh: { ownName: "中文", dir: "ltr", tag: "zh-Hans-CN" },
};

export interface LanguageWishes {
  /** `?lang=`: a choice made on this very page. */
  readonly query?: string | undefined;
  readonly cookie?: string | undefined;
  readonly acceptLanguage?: string | undefined;
}

/**
 * A choice by name (query, then cookie) may be any known language; the browser's wish only picks among those offered,
 * because nobody asked for a page half in English.
 */
export function localeFrom(wishes: LanguageWishes): Locale {
  return known(wishes.query) ?? known(wishes.cookie) ?? firstOffered(wishes.acceptLanguage) ?? "en";
}

export function isLocale(value: string): value is Locale {
  return (locales as readonly string[]).includes(value);
}

function known(value: string | undefined): Locale | undefined {
  const code = value?.trim().toLowerCase();
  return code !== undefined && isLocale(code) ? code : undefined;
}

// Hostile: the header comes from outside; only its first 500 characters and 20 wishes are read.
function firstOffered(header: string | undefined): Locale | undefined {
  const wishes = (header ?? "").slice(0, 500).split(",").slice(0, 20).map(readWish);
  return wishes
    .filter((wish) => wish.quality > 0 && wish.quality <= 1)
    .sort((a, b) => b.quality - a.quality)
    .map((wish) => known(wish.language))
    .find((locale) => locale !== undefined && offered.includes(locale));
}

function readWish(wish: string): { language: string; quality: number } {
  const [range = "", ...parameters] = wish.split(";").map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  return {
    language: range.split("-")[0] ?? "",
    quality: quality === undefined ? 1 : Number(quality.slice(2)),
  };
}
