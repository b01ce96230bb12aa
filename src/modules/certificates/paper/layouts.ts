// Which languages a Participant's certificate is printed in. Annex I A 3: any language, with English incorporated.
// The facts are data: a language that joins the catalogue is printed as soon as its row here says so.
import type { Locale } from "#platform/i18n/locales.ts";

export interface PaperLayout {
  /** The official language printed beside English, where the catalogue has it. */
  readonly beside?: Locale;
  /** Why English stands alone, where it does. */
  readonly englishAlone?: "prints-in-english" | "official-language-not-yet-printed";
}

export function layoutOf(participant: string): PaperLayout {
  if (inFrench.has(participant)) return { beside: "fr" };
  return {
    englishAlone: inEnglish.has(participant) ? "prints-in-english" : "official-language-not-yet-printed",
  };
}

// French is an official language: CA, CM and CH have others beside it.
const inFrench: ReadonlySet<string> = new Set([
  "CA",
  "CD",
  "CF",
  "CG",
  "CH",
  "CI",
  "CM",
  "GA",
  "GN",
  "ML",
  "TG",
]);

// English is an official language, or the language of administration. The EU prints in English; a member state's
// authority may have its own row one day.
const inEnglish: ReadonlySet<string> = new Set([
  "AU",
  "BW",
  "EU",
  "GB",
  "GH",
  "GY",
  "IN",
  "LR",
  "LS",
  "MU",
  "NA",
  "NZ",
  "SG",
  "SL",
  "SZ",
  "TZ",
  "US",
  "ZA",
  "ZW",
]);
