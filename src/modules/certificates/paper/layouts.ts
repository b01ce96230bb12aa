// How each Participant's certificate looks: the language beside English (Annex I A 3: any language, with English
// incorporated), the size of paper, the inks. Data: a row changes, and nothing else does. There is no layout common to
// all, and none of these is official: the inks only tell neighbours apart until an authority chooses its own. Arms are
// drawn from the row where an authority has given them; none is invented here, so a row without them shows the name.
import type { Locale } from "#platform/i18n/locales.ts";
import type { InkName } from "#platform/paper/inks.ts";
import type { Arms } from "./arms.ts";
import type { PaperSize } from "./page-size.ts";

export interface PaperLayout {
  /** The official language printed beside English, where the catalogue has it. */
  readonly beside?: Locale;
  /** Why English stands alone, where it does. */
  readonly englishAlone?: "prints-in-english" | "official-language-not-yet-printed";
  readonly size: PaperSize;
  readonly inks: InkName;
  readonly arms?: Arms;
}

export function layoutOf(participant: string): PaperLayout {
  const [language, inks, size] = rows[participant] ?? ["other", "sea"];
  return {
    ...(language === "en"
      ? { englishAlone: "prints-in-english" }
      : language === "other"
        ? { englishAlone: "official-language-not-yet-printed" }
        : { beside: language }),
    size: size ?? "A4",
    inks,
  };
}

// "en": English is an official language, or the language of administration; the EU prints in English, and a member
// state's authority may have its own row one day. "other": the official language is not in the catalogue yet. CA, CM, CH
// and BY, KZ, KG have official languages beside the one printed. Letter is the paper of North America.
const rows: Readonly<Record<string, readonly [Exclude<Locale, "en"> | "en" | "other", InkName, PaperSize?]>> =
  {
    AE: ["ar", "forest"],
    AM: ["other", "sea"],
    AO: ["pt", "wine"],
    AU: ["en", "forest"],
    BD: ["other", "forest"],
    BR: ["pt", "forest"],
    BW: ["en", "sea"],
    BY: ["ru", "forest"],
    CA: ["fr", "wine", "LETTER"],
    CD: ["fr", "sea"],
    CF: ["fr", "slate"],
    CG: ["fr", "forest"],
    CH: ["fr", "wine"],
    CI: ["fr", "slate"],
    CM: ["fr", "forest"],
    CN: ["zh", "wine"],
    EU: ["en", "sea"],
    GA: ["fr", "sea"],
    GB: ["en", "slate"],
    GH: ["en", "wine"],
    GN: ["fr", "wine"],
    GY: ["en", "forest"],
    ID: ["other", "wine"],
    IL: ["other", "sea"],
    IN: ["en", "slate"],
    JP: ["other", "slate"],
    KG: ["ru", "wine"],
    KH: ["other", "sea"],
    KR: ["other", "sea"],
    KZ: ["ru", "sea"],
    LA: ["other", "wine"],
    LB: ["ar", "wine"],
    LK: ["other", "slate"],
    LR: ["en", "sea"],
    LS: ["en", "forest"],
    ML: ["fr", "wine"],
    MU: ["en", "slate"],
    MX: ["other", "forest", "LETTER"],
    MY: ["other", "sea"],
    MZ: ["pt", "sea"],
    NA: ["en", "wine"],
    NO: ["other", "slate"],
    NZ: ["en", "sea"],
    PA: ["other", "sea"],
    QA: ["ar", "sea"],
    RU: ["ru", "slate"],
    SG: ["en", "wine"],
    SL: ["en", "forest"],
    SZ: ["en", "sea"],
    TG: ["fr", "forest"],
    TH: ["other", "slate"],
    TR: ["other", "wine"],
    TZ: ["en", "forest"],
    UA: ["other", "sea"],
    US: ["en", "sea", "LETTER"],
    UZ: ["other", "forest"],
    VE: ["other", "slate"],
    VN: ["other", "wine"],
    ZA: ["en", "slate"],
    ZW: ["en", "wine"],
  };
