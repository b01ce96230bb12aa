// The goods of the scheme: rough diamonds are natural diamonds, unworked or simply sawn, cleaved or bruted, in three
// subheadings of the Harmonized System (Core Document Section I). A code outside the three is refused with its reason,
// so that the form can say why: worked "semi-cut" stones were a flagged evasion route, lab-grown stones are out of scope.

export type RoughCode = "7102.10" | "7102.21" | "7102.31";

export interface RoughGoods {
  readonly code: RoughCode;
  readonly name: { readonly en: string; readonly fr: string };
}

/** Harmonized System 2022, chapter 71. */
export const roughGoods: readonly RoughGoods[] = [
  { code: "7102.10", name: { en: "Diamonds, unsorted", fr: "Diamants non triés" } },
  {
    code: "7102.21",
    name: {
      en: "Industrial diamonds, unworked or simply sawn, cleaved or bruted",
      fr: "Diamants industriels, bruts ou simplement sciés, clivés ou débrutés",
    },
  },
  {
    code: "7102.31",
    name: {
      en: "Non-industrial diamonds, unworked or simply sawn, cleaved or bruted",
      fr: "Diamants non industriels, bruts ou simplement sciés, clivés ou débrutés",
    },
  },
];

export type RoughCodeRefusal =
  | "empty"
  /** Not the shape of a Harmonized System code. */
  | "not-a-code"
  /** "7102": names diamonds, but not in which state. */
  | "subheading-missing"
  /** 7102.29 and 7102.39: worked further than sawn, cleaved or bruted. */
  | "worked-diamonds"
  /** 7104.21 and 7104.91. */
  | "lab-grown-diamonds"
  /** The rest of 7104. */
  | "synthetic-stones"
  /** 7105: dust and powder. */
  | "diamond-dust"
  | "other-goods";

export type RoughCodeResult =
  | { readonly ok: true; readonly code: RoughCode }
  | {
      readonly ok: false;
      readonly reason: RoughCodeRefusal;
      /** The code as understood ("7102.39"), where there was one. */
      readonly code?: string;
    };

/** Reads "7102.10", "710210", "7102 10" and national subdivisions ("7102.10.00", "7102 31 00 90"). */
export function parseRoughCode(text: string): RoughCodeResult {
  if (text.length > 40) return { ok: false, reason: "not-a-code" };
  const trimmed = text.trim();
  if (trimmed === "") return { ok: false, reason: "empty" };
  const digits = trimmed.replace(/^HS\s*:?\s*/i, "").replaceAll(/[\s.\-\u2010-\u2013]/g, "");
  // Beyond six digits a code is a nation's own subdivision; those come in pairs.
  if (!/^(?:[0-9]{2}){1,6}$/.test(digits)) return { ok: false, reason: "not-a-code" };
  if (digits.length < 6) return shortCode(digits);
  const code = `${digits.slice(0, 4)}.${digits.slice(4, 6)}`;
  const rough = roughGoods.find((goods) => goods.code === code);
  return rough === undefined ? { ok: false, reason: refusalOf(code), code } : { ok: true, code: rough.code };
}

export function isRoughCode(code: string): code is RoughCode {
  return roughGoods.some((goods) => goods.code === code);
}

export function roughCodeName(code: RoughCode, locale: string): string {
  const goods = roughGoods.find((candidate) => candidate.code === code);
  if (goods === undefined) throw new RangeError(`not a rough diamond code: ${code}`);
  return locale.toLowerCase().startsWith("fr") ? goods.name.fr : goods.name.en;
}

function shortCode(digits: string): RoughCodeResult {
  if (digits === "71" || digits === "7102") return { ok: false, reason: "subheading-missing", code: digits };
  return { ok: false, reason: digits.length === 4 ? refusalOf(digits) : "other-goods", code: digits };
}

function refusalOf(code: string): RoughCodeRefusal {
  if (code === "7102.29" || code === "7102.39") return "worked-diamonds";
  if (code === "7104.21" || code === "7104.91") return "lab-grown-diamonds";
  if (code.startsWith("7104")) return "synthetic-stones";
  return code.startsWith("7105") ? "diamond-dust" : "other-goods";
}
