// The six languages in which the scheme's own facts (names of countries, goods) are written.
// Text from elsewhere ("fr-CA", "zh-Hans") is brought to one of them; anything else reads as English.

export const languages = ["en", "fr", "pt", "ru", "ar", "zh"] as const;

export type Language = (typeof languages)[number];

/** A text in every language of the scheme. */
export type InEveryLanguage = Readonly<Record<Language, string>>;

export function languageOf(locale: string): Language {
  const [first = ""] = locale.toLowerCase().split(/[-_]/);
  return languages.find((language) => language === first) ?? "en";
}

/** Folded for search: no case, accents, hyphens or apostrophes, so that "cote divoire" finds "Côte d’Ivoire". */
export function foldName(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s'’ʼ‘`.\-\u2010-\u2015]/gu, "");
}
