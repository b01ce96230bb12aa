// One observation as values of SDMX components, and back: the mapping that every SDMX file of ours goes through. Nil is zero
// with status A and said to be nil; withheld is status Q, confidential, without amounts; what was not filed has no record.
import { caratsToString, usdToString } from "../../kp/amounts.ts";
import { addDays, addMonths, isDate } from "../../kp/dates.ts";
import { flows } from "../observation.ts";
import type { Observation } from "../observation.ts";
import { daysOf, earliestYear, lastYear, parsePeriod, periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import {
  aggregateCodes,
  flowCodes,
  hasCode,
  keyOf,
  miningCodes,
  productCode,
  productOfCode,
  statusCodes,
} from "./codes.ts";
import { attributes, codeListOf, dimensions } from "./components.ts";
import type { measures } from "./components.ts";

export type ComponentId =
  | (typeof dimensions)[number]["id"]
  | "TIME_PERIOD"
  | (typeof measures)[number]["id"]
  | (typeof attributes)[number]["id"];

/** "" where an observation has no value of a component. */
export type SdmxRecord = Readonly<Record<ComponentId, string>>;

export function recordOf(one: Observation): SdmxRecord {
  const { period } = one;
  const amounts = amountsOf(one);
  return {
    FREQ: frequencyOf(period),
    REPORTER: aggregateCodes[one.reporter as keyof typeof aggregateCodes] ?? one.reporter,
    COUNTERPART: one.counterpart,
    FLOW: flowCodes[one.flow],
    PRODUCT: productCode(one.product),
    MINING: miningCodes[one.mining],
    ORIGIN: one.origin,
    SOURCE: one.source,
    PART: String(one.part),
    TIME_PERIOD: timeOf(period),
    ...amounts,
    OBS_STATUS: statusCodes[one.status],
    CONF_STATUS: one.status === "WITHHELD" ? "C" : "F",
    RETURN_KIND: one.nil ? "NIL" : "FIGURE",
    VALUATION: one.valuation ?? "",
    BASIS: one.basis ?? "",
    HS_EDITION: one.product === "_T" ? "" : editionOn(daysOf(period).from),
    PERIOD_ORIGINAL: period.kind === "FISCAL" ? period.original : "",
    NOTE: one.note ?? "",
    ENTERED: one.entered ?? "",
    CHANGED: one.changed ?? "",
    KNOWN_FROM: one.knownFrom,
    KNOWN_UNTIL: one.knownUntil ?? "",
  };
}

export interface RecordProblem {
  readonly component: ComponentId;
  readonly code: "missing" | "unknown-code" | "not-a-period" | "not-a-number" | "too-large" | "too-long";
  readonly value: string;
}

const longest = 500;

/** Hostile: from files. What SDMX does not carry (who may see it) is the reader's to say. */
export function observationOf(
  record: Readonly<Partial<Record<ComponentId, string>>>,
  open: boolean,
): Observation | readonly RecordProblem[] {
  const problems: RecordProblem[] = [];
  const text = (id: ComponentId): string => {
    const value = record[id] ?? "";
    if (value.length > longest) problems.push({ component: id, code: "too-long", value: value.slice(0, 40) });
    return value;
  };
  const orNull = (id: ComponentId): string | null => (text(id) === "" ? null : text(id));
  const amount = (id: "CARATS" | "VALUE_USD" | "COUNT"): bigint | null => {
    const value = text(id);
    if (value === "") return null;
    const read = readDecimal(value, id === "COUNT" ? 0 : 2);
    if (typeof read === "bigint") return read;
    problems.push({ component: id, code: read, value: value.slice(0, 40) });
    return null;
  };
  for (const component of dimensions) {
    const value = text(component.id);
    const listed = codeListOf(component);
    if (value === "") problems.push({ component: component.id, code: "missing", value: "" });
    else if (listed !== undefined && !hasCode(listed, value))
      problems.push({ component: component.id, code: "unknown-code", value: value.slice(0, 40) });
  }
  for (const component of attributes) {
    const value = text(component.id);
    const listed = codeListOf(component);
    if (value !== "" && listed !== undefined && !hasCode(listed, value))
      problems.push({ component: component.id, code: "unknown-code", value: value.slice(0, 40) });
  }
  const period = periodOf(text("TIME_PERIOD"), text("PERIOD_ORIGINAL"));
  if (period === undefined)
    problems.push({
      component: "TIME_PERIOD",
      code: "not-a-period",
      value: text("TIME_PERIOD").slice(0, 40),
    });
  const part = amountOfPart(text("PART"));
  if (part === undefined)
    problems.push({ component: "PART", code: "not-a-number", value: text("PART").slice(0, 40) });
  const [carats, usd, count] = [amount("CARATS"), amount("VALUE_USD"), amount("COUNT")];
  if (period === undefined || part === undefined || problems.length > 0) return problems;
  return {
    reporter: keyOf(aggregateCodes, text("REPORTER")) ?? text("REPORTER"),
    flow: keyOf(flowCodes, text("FLOW")) ?? flows[0],
    counterpart: text("COUNTERPART"),
    product: productOfCode(text("PRODUCT")) as Observation["product"],
    mining: keyOf(miningCodes, text("MINING")) ?? "_T",
    origin: text("ORIGIN"),
    period,
    part,
    carats,
    usd,
    count: count === null ? null : Number(count),
    nil: text("RETURN_KIND") === "NIL",
    status: keyOf(statusCodes, text("OBS_STATUS")) ?? "NORMAL",
    valuation: orNull("VALUATION") as Observation["valuation"],
    basis: orNull("BASIS") as Observation["basis"],
    note: orNull("NOTE"),
    source: text("SOURCE"),
    entered: orNull("ENTERED"),
    changed: orNull("CHANGED"),
    knownFrom: text("KNOWN_FROM"),
    knownUntil: orNull("KNOWN_UNTIL"),
    open,
  };
}

function amountsOf(one: Observation): Pick<SdmxRecord, "CARATS" | "VALUE_USD" | "COUNT"> {
  if (one.status === "WITHHELD") return { CARATS: "", VALUE_USD: "", COUNT: "" };
  const counted = one.flow === "KPC_ISSUED" || one.flow === "KPC_RECEIVED";
  const carats = one.carats ?? (one.nil && !counted ? 0n : null);
  const usd = one.usd ?? (one.nil && !counted ? 0n : null);
  const count = one.count ?? (one.nil && counted ? 0 : null);
  return {
    CARATS: carats === null ? "" : caratsToString(carats),
    VALUE_USD: usd === null ? "" : usdToString(usd),
    COUNT: count === null ? "" : String(count),
  };
}

/** "2019-S1", "2019-Q2", "2019"; other stretches as their first day and how long they are ("2009-04-01/P1Y"). */
function timeOf(period: Period): string {
  return period.kind === "FISCAL" ? `${period.from}/${durationOf(period)}` : periodText(period);
}

function durationOf({ from, until }: { readonly from: string; readonly until: string }): string {
  const months = monthsBetween(from, until);
  if (months === undefined) return `P${Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)}D`;
  return months % 12 === 0 ? `P${months / 12}Y` : `P${months}M`;
}

function monthsBetween(from: string, until: string): number | undefined {
  const [y1 = 0, m1 = 0] = from.split("-").map(Number);
  const [y2 = 0, m2 = 0] = until.split("-").map(Number);
  const months = (y2 - y1) * 12 + m2 - m1;
  return months > 0 && addMonths(from, months) === until ? months : undefined;
}

export function periodOf(text: string, original: string): Period | undefined {
  const plain = parsePeriod(text, earliestYear);
  if (plain !== undefined) return plain;
  const [, from, length, unit] = /^(\d{4}-\d{2}-\d{2})\/P(\d{1,4})([YMD])$/.exec(text) ?? [];
  if (from === undefined || !isDate(from) || Number(length) === 0) return undefined;
  const count = Number(length);
  // What ends where no calendar does is a slip of the keyboard.
  if (Number(from.slice(0, 4)) + count / { Y: 1, M: 12, D: 365 }[unit as "Y" | "M" | "D"] > lastYear)
    return undefined;
  const until = unit === "D" ? addDays(from, count) : addMonths(from, unit === "Y" ? count * 12 : count);
  return { kind: "FISCAL", original: original === "" ? text : original, from, until };
}

function frequencyOf(period: Period): string {
  switch (period.kind) {
    case "HALF":
      return "S";
    case "QUARTER":
      return "Q";
    case "MONTH":
      return "M";
    case "YEAR":
      return "A";
    case "FISCAL": {
      const months = monthsBetween(period.from, period.until);
      return months === 12 ? "A" : months === 6 ? "S" : months === 3 ? "Q" : months === 1 ? "M" : "_O";
    }
  }
}

/** A year above the last is of the newest: the three subheadings are the same in all of them. */
function editionOn(day: string): string {
  return `HS${["2022", "2017", "2012", "2007", "2002"].find((year) => `${year}-01-01` <= day) ?? "2002"}`;
}

/** Machines write a point and no groups; more decimals than are kept are refused, not rounded. */
function readDecimal(text: string, decimals: 0 | 2): bigint | "not-a-number" | "too-large" {
  const [, whole, fraction = ""] = /^(\d{1,18})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals) return "not-a-number";
  if (whole.length > 13) return "too-large";
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

function amountOfPart(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
