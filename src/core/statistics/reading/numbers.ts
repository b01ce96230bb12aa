// Numbers of files, to whole hundredths, exactly: plain digits with a decimal sign that is known for the whole column, or
// grouped by thousands; times a typed unit (thousand, crore …). A column that could be read in two ways is a question.

export type DecimalSign = "." | ",";

/** What one of a column's numbers stands for. A unit is a typed part of the import, never taken from a heading's hint. */
export const units = {
  one: 0,
  thousand: 3,
  lakh: 5,
  million: 6,
  crore: 7,
  billion: 9,
} as const;
export type Unit = keyof typeof units;

export function isUnit(text: string): text is Unit {
  return Object.hasOwn(units, text);
}

export type NumberProblem = "not-a-number" | "too-many-decimals" | "negative" | "too-large";
export type NumberReading =
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly problem: NumberProblem };

const longest = 40;

/** Hostile: a cell of a file. Zero is a number here: nil and zero are told apart by the return. */
export function readHundredths(text: string, decimal: DecimalSign, unit: Unit, most: bigint): NumberReading {
  if (text.length > longest) return { ok: false, problem: "not-a-number" };
  if (/^[-−(]/.test(text)) return { ok: false, problem: "negative" };
  const group = decimal === "." ? "," : ".";
  const at = text.indexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const fraction = at < 0 ? "" : text.slice(at + 1);
  const digits = ungrouped(whole, group);
  if (digits === undefined || !/^[0-9]*$/.test(fraction) || (at >= 0 && fraction === ""))
    return { ok: false, problem: "not-a-number" };
  const places = units[unit] + 2;
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > places) return { ok: false, problem: "too-many-decimals" };
  const value = BigInt(digits + kept.padEnd(places, "0"));
  return value > most ? { ok: false, problem: "too-large" } : { ok: true, value };
}

/** A workbook keeps doubles: 89841373.71 may be written 89841373.70999999. Fifteen digits are what it promises. */
export function textOfDouble(text: string): string {
  if (!/^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$/.test(text)) return text;
  const digits = text
    .replace(/[eE].*$/, "")
    .replaceAll(/[-.]/g, "")
    .replace(/^0+/, "");
  if (digits.length <= 15 && !/[eE]/.test(text)) return text;
  const short = Number(text).toPrecision(15);
  if (/[en]/.test(short)) return text;
  return short.includes(".") ? short.replace(/\.?0+$/, "") : short;
}

function ungrouped(whole: string, group: DecimalSign | "."): string | undefined {
  if (/^[0-9]+$/.test(whole)) return whole;
  const mark = `[${group} \u00a0\u202f'’]`;
  const thousands = new RegExp(`^[0-9]{1,3}(?:(${mark})[0-9]{3})(?:\\1[0-9]{3})*$`);
  const lakhs = /^[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}$/;
  if (!thousands.test(whole) && !(group === "," && lakhs.test(whole))) return undefined;
  return whole.replaceAll(/[^0-9]/g, "");
}

export type DecimalFinding = DecimalSign | "either" | "ambiguous" | "both";

/**
 * What the numbers of a file say about their decimal sign: one of the two; "either" where none has a mark; "ambiguous"
 * where all that have one could be grouped thousands ("1.234"); "both" where they contradict one another.
 */
export function decimalOf(texts: Iterable<string>): DecimalFinding {
  let [point, comma, unsure] = [false, false, false];
  for (const text of texts) {
    const marks = text.replaceAll(/[^.,]/g, "");
    if (marks === "") continue;
    const last = marks.at(-1) as DecimalSign;
    const rest = text.slice(text.lastIndexOf(last) + 1);
    const several = marks.length > 1;
    if (several && new Set(marks).size === 1) {
      // 1.234.567: the mark groups, so the other one is the decimal sign.
      if (last === ".") comma = true;
      else point = true;
    } else if (!several && /^[0-9]{3}$/.test(rest) && /^[1-9][0-9]{0,2}[.,]/.test(text)) unsure = true;
    else if (last === ".") point = true;
    else comma = true;
  }
  if (point && comma) return "both";
  if (point) return ".";
  if (comma) return ",";
  return unsure ? "ambiguous" : "either";
}
