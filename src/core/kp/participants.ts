// Who takes part in the scheme: the sixty Participants of January 2025 and the rough diamond-trading entity of Chinese
// Taipei, with their names in six languages, and the Observers. Who was a Participant on which day is in statuses.ts.
// Sources: schedule of Canada's Act E-18.5 (2025-01-23), the Participants' list of the Kimberley Process.
import type { IsoDate } from "./dates.ts";
import { languageOf } from "./language.ts";
import type { InEveryLanguage } from "./language.ts";

/** A state, a regional economic integration organisation (the European Union), or an entity that trades without being one. */
export type ParticipantKind = "STATE" | "REIO" | "TRADING_ENTITY";

export interface Participant {
  /** ISO 3166-1 alpha-2; "EU" is only reserved there, so codes are checked against this table, not against ISO. */
  readonly code: string;
  readonly kind: ParticipantKind;
  readonly names: InEveryLanguage;
}

/** Chinese Taipei stands in a note under the list: it trades under the scheme and is not a Participant. */
export const tradingEntity = "TW";

export function findParticipant(code: string): Participant | undefined {
  return byCode.get(code);
}

export function getParticipant(code: string): Participant {
  const found = findParticipant(code);
  if (found === undefined) throw new RangeError(`not in the Participants' list: ${code}`);
  return found;
}

/** The short name ("Chinese Taipei"); `countryName` has the scheme's full wording for the trading entity. */
export function participantName(code: string, locale: string): string {
  return getParticipant(code).names[languageOf(locale)];
}

export interface UnionMember {
  readonly country: string;
  /** First and, where it left, last day on which its goods travelled under the Union's certificates. */
  readonly from: IsoDate;
  readonly last?: IsoDate;
  readonly source: string;
}

/**
 * The states and territories behind the one Participant "EU", which trade rough among themselves without certificates.
 * Accession days are general knowledge; the founding members count from the first day of the scheme.
 */
export const unionMembers: readonly UnionMember[] = [
  ...joined("2003-01-01", [
    "AT",
    "BE",
    "DE",
    "DK",
    "ES",
    "FI",
    "FR",
    "GR",
    "IE",
    "IT",
    "LU",
    "NL",
    "PT",
    "SE",
  ]),
  ...joined("2004-05-01", ["CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"]),
  ...joined("2007-01-01", ["BG", "RO"]),
  ...joined("2013-07-01", ["HR"]),
  {
    country: "GB",
    from: "2003-01-01",
    last: "2020-12-31",
    source: "general knowledge: end of the transition period; a Participant of its own since January 2021",
  },
  {
    country: "GL",
    from: "2014-03-20",
    source:
      "Regulation (EU) 257/2014, by its day of publication: Greenland and the Union are one territory (Article 1)",
  },
];

/** The 27 member states of today, by code; Greenland is a territory and not among them. */
export const unionMemberStates: readonly string[] = unionMembers
  .filter((member) => member.last === undefined && member.country !== "GL")
  .map((member) => member.country)
  .sort();

/** Who answers for a country: "EU" for Belgium, "CN" for Hong Kong, else the country itself, Participant or not. */
export function participantFor(country: string, date: IsoDate): string {
  if (country === "HK") return "CN"; // Regulation 2368/2002 Annex II: a competent authority of its own within China
  const inUnion = unionMembers.some(
    (member) =>
      member.country === country && member.from <= date && (member.last === undefined || date <= member.last),
  );
  return inUnion ? "EU" : country;
}

/** How many countries the scheme covers: every Participant state, and the member states in place of their Union. */
export function countriesCovered(list: readonly Participant[] = participants): number {
  const union = list.some((participant) => participant.kind === "REIO") ? unionMemberStates.length : 0;
  return list.filter((participant) => participant.kind === "STATE").length + union;
}

export type ObserverKind = "INDUSTRY" | "CIVIL_SOCIETY" | "INDEPENDENT";

export interface Observer {
  readonly code: string;
  readonly kind: ObserverKind;
  readonly names: InEveryLanguage;
  /** The earliest day a source gives. */
  readonly from: IsoDate;
  readonly precision: "day" | "year";
  /** True where the observer was certainly there by that day, and perhaps before. */
  readonly atLatest: boolean;
  readonly source: string;
}

/** They attend, speak and sit in every working body; they do not decide. */
export const observers: readonly Observer[] = [
  {
    code: "WDC",
    kind: "INDUSTRY",
    names: {
      en: "World Diamond Council",
      fr: "Conseil mondial du diamant",
      pt: "Conselho Mundial do Diamante",
      ru: "Всемирный алмазный совет",
      ar: "المجلس العالمي للماس",
      zh: "世界钻石理事会",
    },
    from: "2003-01-01",
    precision: "day",
    atLatest: true,
    source: "founded 2000 for the negotiations; Observer from the start of the scheme (Core Document VI 10)",
  },
  {
    code: "CSC",
    kind: "CIVIL_SOCIETY",
    names: {
      en: "Kimberley Process Civil Society Coalition",
      fr: "Coalition de la société civile du Processus de Kimberley",
      pt: "Coligação da Sociedade Civil do Processo de Kimberley",
      ru: "Коалиция гражданского общества Кимберлийского процесса",
      ar: "تحالف المجتمع المدني لعملية كيمبرلي",
      zh: "金伯利进程民间社会联盟",
    },
    from: "2003-01-01",
    precision: "day",
    atLatest: true,
    source: "civil society observes from the start of the scheme (Core Document VI 10)",
  },
  {
    code: "ADPA",
    kind: "INDEPENDENT",
    names: {
      en: "African Diamond Producers Association",
      fr: "Association des pays africains producteurs de diamants",
      pt: "Associação dos Países Africanos Produtores de Diamantes",
      ru: "Ассоциация африканских стран — производителей алмазов",
      ar: "رابطة البلدان الأفريقية المنتجة للماس",
      zh: "非洲钻石生产国协会",
    },
    from: "2012-11-30",
    precision: "day",
    atLatest: false,
    source: "Washington Plenary communiqué 2012-11-30, paragraph 3",
  },
  {
    code: "DDI",
    kind: "INDEPENDENT",
    names: {
      en: "Diamond Development Initiative",
      fr: "Initiative Diamant et Développement",
      pt: "Iniciativa para o Desenvolvimento dos Diamantes",
      ru: "Инициатива в области алмазов и развития",
      ar: "مبادرة تنمية الماس",
      zh: "钻石发展倡议",
    },
    from: "2012-11-30",
    precision: "day",
    atLatest: true,
    source: "attends as Observer: Washington Plenary communiqué 2012-11-30, paragraph 1",
  },
];

export interface Applicant {
  readonly code: string;
  readonly names: InEveryLanguage;
  /** When the application reached the Chair through diplomatic channels (Core Document VI 9). */
  readonly appliedOn: IsoDate;
  readonly source: string;
}

/** No public source names a pending application with its date. */
export const applicants: readonly Applicant[] = [];

// oxfmt-ignore
export const participants: readonly Participant[] = [
  { code: "AO", kind: "STATE", names: { en: "Angola", fr: "Angola", pt: "Angola", ru: "Ангола", ar: "أنغولا", zh: "安哥拉" } },
  { code: "AM", kind: "STATE", names: { en: "Armenia", fr: "Arménie", pt: "Arménia", ru: "Армения", ar: "أرمينيا", zh: "亚美尼亚" } },
  { code: "AU", kind: "STATE", names: { en: "Australia", fr: "Australie", pt: "Austrália", ru: "Австралия", ar: "أستراليا", zh: "澳大利亚" } },
  { code: "BD", kind: "STATE", names: { en: "Bangladesh", fr: "Bangladesh", pt: "Bangladesh", ru: "Бангладеш", ar: "بنغلاديش", zh: "孟加拉国" } },
  { code: "BY", kind: "STATE", names: { en: "Belarus", fr: "Bélarus", pt: "Bielorrússia", ru: "Беларусь", ar: "بيلاروس", zh: "白俄罗斯" } },
  { code: "BW", kind: "STATE", names: { en: "Botswana", fr: "Botswana", pt: "Botsuana", ru: "Ботсвана", ar: "بوتسوانا", zh: "博茨瓦纳" } },
  { code: "BR", kind: "STATE", names: { en: "Brazil", fr: "Brésil", pt: "Brasil", ru: "Бразилия", ar: "البرازيل", zh: "巴西" } },
  { code: "KH", kind: "STATE", names: { en: "Cambodia", fr: "Cambodge", pt: "Camboja", ru: "Камбоджа", ar: "كمبوديا", zh: "柬埔寨" } },
  { code: "CM", kind: "STATE", names: { en: "Cameroon", fr: "Cameroun", pt: "Camarões", ru: "Камерун", ar: "الكاميرون", zh: "喀麦隆" } },
  { code: "CA", kind: "STATE", names: { en: "Canada", fr: "Canada", pt: "Canadá", ru: "Канада", ar: "كندا", zh: "加拿大" } },
  { code: "CF", kind: "STATE", names: { en: "Central African Republic", fr: "République centrafricaine", pt: "República Centro-Africana", ru: "Центральноафриканская Республика", ar: "جمهورية أفريقيا الوسطى", zh: "中非共和国" } },
  { code: "CN", kind: "STATE", names: { en: "People's Republic of China", fr: "Chine", pt: "China", ru: "Китай", ar: "الصين", zh: "中国" } },
  { code: "CD", kind: "STATE", names: { en: "Democratic Republic of the Congo", fr: "République démocratique du Congo", pt: "República Democrática do Congo", ru: "Демократическая Республика Конго", ar: "جمهورية الكونغو الديمقراطية", zh: "刚果（金）" } },
  { code: "SZ", kind: "STATE", names: { en: "Eswatini", fr: "Eswatini", pt: "Essuatíni", ru: "Эсватини", ar: "إسواتيني", zh: "斯威士兰" } },
  { code: "EU", kind: "REIO", names: { en: "European Union", fr: "Union européenne", pt: "União Europeia", ru: "Европейский союз", ar: "الاتحاد الأوروبي", zh: "欧洲联盟" } },
  { code: "GA", kind: "STATE", names: { en: "Gabon", fr: "Gabon", pt: "Gabão", ru: "Габон", ar: "الغابون", zh: "加蓬" } },
  { code: "GH", kind: "STATE", names: { en: "Ghana", fr: "Ghana", pt: "Gana", ru: "Гана", ar: "غانا", zh: "加纳" } },
  { code: "GN", kind: "STATE", names: { en: "Guinea", fr: "Guinée", pt: "Guiné", ru: "Гвинея", ar: "غينيا", zh: "几内亚" } },
  { code: "GY", kind: "STATE", names: { en: "Guyana", fr: "Guyana", pt: "Guiana", ru: "Гайана", ar: "غيانا", zh: "圭亚那" } },
  { code: "IN", kind: "STATE", names: { en: "India", fr: "Inde", pt: "Índia", ru: "Индия", ar: "الهند", zh: "印度" } },
  { code: "ID", kind: "STATE", names: { en: "Indonesia", fr: "Indonésie", pt: "Indonésia", ru: "Индонезия", ar: "إندونيسيا", zh: "印度尼西亚" } },
  { code: "IL", kind: "STATE", names: { en: "Israel", fr: "Israël", pt: "Israel", ru: "Израиль", ar: "إسرائيل", zh: "以色列" } },
  { code: "CI", kind: "STATE", names: { en: "Côte d’Ivoire", fr: "Côte d’Ivoire", pt: "Costa do Marfim", ru: "Кот-д’Ивуар", ar: "ساحل العاج", zh: "科特迪瓦" } },
  { code: "JP", kind: "STATE", names: { en: "Japan", fr: "Japon", pt: "Japão", ru: "Япония", ar: "اليابان", zh: "日本" } },
  { code: "KZ", kind: "STATE", names: { en: "Kazakhstan", fr: "Kazakhstan", pt: "Cazaquistão", ru: "Казахстан", ar: "كازاخستان", zh: "哈萨克斯坦" } },
  { code: "KG", kind: "STATE", names: { en: "Kyrgyzstan", fr: "Kirghizistan", pt: "Quirguistão", ru: "Кыргызстан", ar: "قيرغيزستان", zh: "吉尔吉斯斯坦" } },
  { code: "LA", kind: "STATE", names: { en: "Lao People's Democratic Republic", fr: "Laos", pt: "Laos", ru: "Лаос", ar: "لاوس", zh: "老挝" } },
  { code: "LB", kind: "STATE", names: { en: "Lebanon", fr: "Liban", pt: "Líbano", ru: "Ливан", ar: "لبنان", zh: "黎巴嫩" } },
  { code: "LS", kind: "STATE", names: { en: "Lesotho", fr: "Lesotho", pt: "Lesoto", ru: "Лесото", ar: "ليسوتو", zh: "莱索托" } },
  { code: "LR", kind: "STATE", names: { en: "Liberia", fr: "Libéria", pt: "Libéria", ru: "Либерия", ar: "ليبيريا", zh: "利比里亚" } },
  { code: "MY", kind: "STATE", names: { en: "Malaysia", fr: "Malaisie", pt: "Malásia", ru: "Малайзия", ar: "ماليزيا", zh: "马来西亚" } },
  { code: "ML", kind: "STATE", names: { en: "Mali", fr: "Mali", pt: "Mali", ru: "Мали", ar: "مالي", zh: "马里" } },
  { code: "MU", kind: "STATE", names: { en: "Mauritius", fr: "Maurice", pt: "Maurícia", ru: "Маврикий", ar: "موريشيوس", zh: "毛里求斯" } },
  { code: "MX", kind: "STATE", names: { en: "Mexico", fr: "Mexique", pt: "México", ru: "Мексика", ar: "المكسيك", zh: "墨西哥" } },
  { code: "MZ", kind: "STATE", names: { en: "Mozambique", fr: "Mozambique", pt: "Moçambique", ru: "Мозамбик", ar: "موزمبيق", zh: "莫桑比克" } },
  { code: "NA", kind: "STATE", names: { en: "Namibia", fr: "Namibie", pt: "Namíbia", ru: "Намибия", ar: "ناميبيا", zh: "纳米比亚" } },
  { code: "NZ", kind: "STATE", names: { en: "New Zealand", fr: "Nouvelle-Zélande", pt: "Nova Zelândia", ru: "Новая Зеландия", ar: "نيوزيلندا", zh: "新西兰" } },
  { code: "NO", kind: "STATE", names: { en: "Norway", fr: "Norvège", pt: "Noruega", ru: "Норвегия", ar: "النرويج", zh: "挪威" } },
  { code: "PA", kind: "STATE", names: { en: "Panama", fr: "Panama", pt: "Panamá", ru: "Панама", ar: "بنما", zh: "巴拿马" } },
  { code: "QA", kind: "STATE", names: { en: "Qatar", fr: "Qatar", pt: "Qatar", ru: "Катар", ar: "قطر", zh: "卡塔尔" } },
  { code: "KR", kind: "STATE", names: { en: "Republic of Korea", fr: "République de Corée", pt: "República da Coreia", ru: "Республика Корея", ar: "جمهورية كوريا", zh: "韩国" } },
  { code: "CG", kind: "STATE", names: { en: "Republic of the Congo", fr: "République du Congo", pt: "República do Congo", ru: "Республика Конго", ar: "جمهورية الكونغو", zh: "刚果（布）" } },
  { code: "RU", kind: "STATE", names: { en: "Russian Federation", fr: "Russie", pt: "Rússia", ru: "Российская Федерация", ar: "روسيا", zh: "俄罗斯" } },
  { code: "SL", kind: "STATE", names: { en: "Sierra Leone", fr: "Sierra Leone", pt: "Serra Leoa", ru: "Сьерра-Леоне", ar: "سيراليون", zh: "塞拉利昂" } },
  { code: "SG", kind: "STATE", names: { en: "Singapore", fr: "Singapour", pt: "Singapura", ru: "Сингапур", ar: "سنغافورة", zh: "新加坡" } },
  { code: "ZA", kind: "STATE", names: { en: "South Africa", fr: "Afrique du Sud", pt: "África do Sul", ru: "Южно-Африканская Республика", ar: "جنوب أفريقيا", zh: "南非" } },
  { code: "LK", kind: "STATE", names: { en: "Sri Lanka", fr: "Sri Lanka", pt: "Sri Lanka", ru: "Шри-Ланка", ar: "سريلانكا", zh: "斯里兰卡" } },
  { code: "CH", kind: "STATE", names: { en: "Switzerland", fr: "Suisse", pt: "Suíça", ru: "Швейцария", ar: "سويسرا", zh: "瑞士" } },
  { code: "TZ", kind: "STATE", names: { en: "United Republic of Tanzania", fr: "République unie de Tanzanie", pt: "Tanzânia", ru: "Танзания", ar: "تانزانيا", zh: "坦桑尼亚" } },
  { code: "TH", kind: "STATE", names: { en: "Thailand", fr: "Thaïlande", pt: "Tailândia", ru: "Таиланд", ar: "تايلاند", zh: "泰国" } },
  { code: "TG", kind: "STATE", names: { en: "Togo", fr: "Togo", pt: "Togo", ru: "Того", ar: "توغو", zh: "多哥" } },
  { code: "TR", kind: "STATE", names: { en: "Türkiye", fr: "Turquie", pt: "Turquia", ru: "Турция", ar: "تركيا", zh: "土耳其" } },
  { code: "UA", kind: "STATE", names: { en: "Ukraine", fr: "Ukraine", pt: "Ucrânia", ru: "Украина", ar: "أوكرانيا", zh: "乌克兰" } },
  { code: "AE", kind: "STATE", names: { en: "United Arab Emirates", fr: "Émirats arabes unis", pt: "Emirados Árabes Unidos", ru: "Объединённые Арабские Эмираты", ar: "الإمارات العربية المتحدة", zh: "阿联酋" } },
  { code: "GB", kind: "STATE", names: { en: "United Kingdom", fr: "Royaume-Uni", pt: "Reino Unido", ru: "Великобритания", ar: "المملكة المتحدة", zh: "英国" } },
  { code: "US", kind: "STATE", names: { en: "United States of America", fr: "États-Unis d'Amérique", pt: "Estados Unidos", ru: "Соединённые Штаты Америки", ar: "الولايات المتحدة", zh: "美国" } },
  { code: "UZ", kind: "STATE", names: { en: "Uzbekistan", fr: "Ouzbékistan", pt: "Uzbequistão", ru: "Узбекистан", ar: "أوزبكستان", zh: "乌兹别克斯坦" } },
  { code: "VE", kind: "STATE", names: { en: "Venezuela", fr: "Venezuela", pt: "Venezuela", ru: "Венесуэла", ar: "فنزويلا", zh: "委内瑞拉" } },
  { code: "VN", kind: "STATE", names: { en: "Vietnam", fr: "Vietnam", pt: "Vietname", ru: "Вьетнам", ar: "فيتنام", zh: "越南" } },
  { code: "ZW", kind: "STATE", names: { en: "Zimbabwe", fr: "Zimbabwe", pt: "Zimbábue", ru: "Зимбабве", ar: "زيمبابوي", zh: "津巴布韦" } },
];

/** The trading entity, apart: code that counts Participants must not find it among them. */
export const chineseTaipei: Participant = {
  code: tradingEntity,
  kind: "TRADING_ENTITY",
  names: {
    en: "Chinese Taipei",
    fr: "Taipei chinois",
    pt: "Taipé Chinês",
    ru: "Китайский Тайбэй",
    ar: "تايبيه الصينية",
    zh: "中国台北",
  },
};

/** Everybody a certificate may come from or go to, over time: the Participants and the trading entity. */
export const traders: readonly Participant[] = [...participants, chineseTaipei];

const byCode = new Map(traders.map((participant) => [participant.code, participant]));

function joined(from: IsoDate, countries: readonly string[]): UnionMember[] {
  return countries.map((country) => ({ country, from, source: "general knowledge: date of accession" }));
}
