// Names of countries, as the scheme writes them where it differs, else as the reader's language writes them.
// Origin and provenance may be any country of ISO 3166-1, not only a Participant: a stone is mined where it is mined.
import { chineseTaipei, findParticipant, tradingEntity } from "./participants.ts";
import { languageOf } from "./language.ts";
import type { InEveryLanguage, Language } from "./language.ts";

/** ISO 3166-1 alpha-2, all 249 codes in use. "EU" is not among them. */
export const countryCodes: readonly string[] = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
  "NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
  "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
  "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split(" ");

const codes: ReadonlySet<string> = new Set(countryCodes);

/** Whether goods may be said to come from there: ISO 3166-1 only, so not "EU", which is nobody's mine. */
export function isCountryCode(code: string): boolean {
  return codes.has(code);
}

/** Whether an address or a certificate may name it: ISO 3166-1 and "EU". */
export function isCountryOrParticipantCode(code: string): boolean {
  return codes.has(code) || findParticipant(code) !== undefined;
}

/** The code itself where it is nobody's. "TW" has the wording of the Participants' list in full. */
export function countryName(code: string, locale: string): string {
  const language = languageOf(locale);
  if (code === tradingEntity) return tradingEntityName[language];
  const participant = findParticipant(code);
  if (participant !== undefined) return participant.names[language];
  const own = ownWording[code]?.[language];
  if (own !== undefined) return own;
  return codes.has(code) ? (namesIn(language).of(code) ?? code) : code;
}

/** For narrow places: "Chinese Taipei" instead of the full wording; every other name is the same. */
export function shortCountryName(code: string, locale: string): string {
  return code === tradingEntity ? chineseTaipei.names[languageOf(locale)] : countryName(code, locale);
}

/** Note under the Participants' list, Chair notice 2003-10-31. */
const tradingEntityName: InEveryLanguage = {
  en: "rough diamond-trading entity of Chinese Taipei",
  fr: "entité du Taipei chinois pratiquant le commerce des diamants bruts",
  pt: "entidade de comércio de diamantes em bruto de Taipé Chinês",
  ru: "структура по торговле необработанными алмазами Китайского Тайбэя",
  ar: "كيان تجارة الماس الخام لتايبيه الصينية",
  zh: "中国台北毛坯钻石贸易实体",
};

/** Where a platform's own list says more than a name, or says it in another register than an official paper. */
const ownWording: Readonly<Record<string, Partial<InEveryLanguage>>> = {
  HK: {
    en: "Hong Kong, China",
    fr: "Hong Kong (Chine)",
    pt: "Hong Kong (China)",
    ru: "Гонконг (Китай)",
    ar: "هونغ كونغ (الصين)",
    zh: "中国香港",
  },
  MO: {
    en: "Macao, China",
    fr: "Macao (Chine)",
    pt: "Macau (China)",
    ru: "Макао (Китай)",
    ar: "ماكاو (الصين)",
    zh: "中国澳门",
  },
};

const displayNames = new Map<Language, Intl.DisplayNames>();

function namesIn(language: Language): Intl.DisplayNames {
  const known = displayNames.get(language);
  if (known !== undefined) return known;
  const made = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  displayNames.set(language, made);
  return made;
}
