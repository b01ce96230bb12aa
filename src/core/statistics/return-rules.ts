// What a return must be to be one: rows that belong to its type, codes of rough diamonds, partners that exist, amounts that
// can be, each key once. Pure. What only does not fit what is usual is no matter of these rules: screening asks about it.
import { largestCarats, largestUsd } from "../kp/amounts.ts";
import type { Carats, Usd } from "../kp/amounts.ts";
import type { IsoDate } from "../kp/dates.ts";
import { parseRoughCode } from "../kp/goods.ts";
import { participantFor } from "../kp/participants.ts";
import type { ReturnPeriod, ReturnType } from "./calendar.ts";
import { flows, valuations } from "./observation.ts";
import type { Flow, Product, Valuation } from "./observation.ts";
import { daysOf, lastDayOf } from "./periods.ts";
import { findReporter } from "./reporters.ts";
import { miningTypes } from "./returns.ts";
import type { MiningType, ReturnStatus } from "./returns.ts";

export const mostRows = 2_000;
export const longestNote = 500;
export const largestCount = 10_000_000;

/** A row as a form, a sheet or a program gives it; amounts are read already, names and codes are not. */
export interface GivenRow {
  readonly flow: string;
  /** A code or a name of reporters.ts; "" or "W" where all partners together are meant. */
  readonly counterpart: string;
  readonly product: string;
  readonly mining: string;
  readonly carats: Carats | null;
  readonly usd: Usd | null;
  readonly count: number | null;
  readonly status?: ReturnStatus;
  readonly valuation?: string;
  readonly note?: string;
}

/** A row of a return that may be filed. */
export interface ReturnRow {
  readonly flow: Flow;
  readonly counterpart: string;
  readonly product: Product;
  readonly mining: MiningType | "_T";
  readonly origin: "_Z";
  readonly carats: Carats | null;
  readonly usd: Usd | null;
  readonly count: number | null;
  readonly status: ReturnStatus;
  readonly valuation: Valuation | null;
  readonly note: string | null;
}

export interface GivenReturn {
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: ReturnPeriod;
  readonly kind: "FIGURE" | "NIL";
  readonly status: ReturnStatus;
  readonly rows: readonly GivenRow[];
}

export type RuleCode =
  | "return-not-begun"
  | "return-nil-with-figures"
  | "return-without-rows"
  | "return-too-many-rows"
  | "return-flow"
  | "return-mining"
  | "CODE_REFUSED"
  | "return-code-missing"
  | "return-partner-missing"
  | "return-partner-unknown"
  | "return-partner-aggregate"
  | "return-partner-self"
  | "return-row-empty"
  | "return-count"
  | "negative"
  | "too-large"
  | "return-valuation"
  | "return-note-long"
  | "hidden-characters"
  | "return-key-twice";

export interface RuleProblem {
  /** Place in the rows given; null: the return as a whole. */
  readonly row: number | null;
  readonly field: keyof GivenRow | null;
  readonly code: RuleCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

export type Settled =
  | { readonly ok: true; readonly rows: readonly ReturnRow[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

const flowsOf: Readonly<Record<ReturnType, readonly Flow[]>> = {
  PRODUCTION: ["PRODUCTION"],
  TRADE: ["IMPORT", "EXPORT"],
  CERTIFICATES: ["KPC_ISSUED", "KPC_RECEIVED"],
};

/** Rows that say nothing at all are passed over: a form has more lines than most need. */
export function settle(given: GivenReturn, today: IsoDate): Settled {
  const problems: RuleProblem[] = [];
  const whole = (code: RuleCode, values?: RuleProblem["values"]): void => {
    problems.push({ row: null, field: null, code, ...(values === undefined ? {} : { values }) });
  };
  if (daysOf(given.period).from > today) whole("return-not-begun");
  const said = given.rows.filter(
    ({ carats, usd, count }) => carats !== null || usd !== null || count !== null,
  );
  if (given.kind === "NIL") {
    if (said.some(({ carats, usd, count }) => (carats ?? 0n) > 0n || (usd ?? 0n) > 0n || (count ?? 0) > 0))
      whole("return-nil-with-figures");
    return problems.length > 0 ? { ok: false, problems } : { ok: true, rows: nilRows(given) };
  }
  if (given.rows.length > mostRows) whole("return-too-many-rows", { most: mostRows });
  else if (said.length === 0) whole("return-without-rows");
  const rows = given.rows.length > mostRows ? [] : settleRows(given, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}

/** Nil said of everything that the type asks for, so that zero stands where a figure would. */
function nilRows({ type, status }: GivenReturn): readonly ReturnRow[] {
  const counts = type === "CERTIFICATES";
  return flowsOf[type].map((flow) => ({
    flow,
    counterpart: type === "PRODUCTION" ? "_Z" : "W",
    product: "_T",
    mining: "_T",
    origin: "_Z",
    carats: counts ? null : 0n,
    usd: counts ? null : 0n,
    count: counts ? 0 : null,
    status,
    valuation: null,
    note: null,
  }));
}

function settleRows(given: GivenReturn, problems: RuleProblem[]): readonly ReturnRow[] {
  const rows: ReturnRow[] = [];
  const places = new Map<string, number>();
  for (const [place, row] of given.rows.entries()) {
    if (row.carats === null && row.usd === null && row.count === null) {
      if (named(given.type, row)) problems.push({ row: place, field: "carats", code: "return-row-empty" });
      continue;
    }
    const settled = settleRow(given, row, place, problems);
    if (settled === undefined) continue;
    const before = places.get(rowKey(settled));
    if (before === undefined) {
      places.set(rowKey(settled), place);
      rows.push(settled);
    } else
      problems.push({
        row: place,
        field: given.type === "PRODUCTION" ? "mining" : "counterpart",
        code: "return-key-twice",
        values: { other: before + 1 },
      });
  }
  return rows;
}

/** A partner was chosen, so that a figure is expected; a mining type or a flow alone is only the form's own line. */
function named(type: ReturnType, { counterpart }: GivenRow): boolean {
  return type === "TRADE" && counterpart.trim() !== "";
}

export function rowKey({
  flow,
  counterpart,
  product,
  mining,
}: Pick<ReturnRow, "flow" | "counterpart" | "product" | "mining">): string {
  return [flow, counterpart, product, mining].join("|");
}

/** Rows of one key become one, with their amounts added: how a part is added to what stands. */
export function addedTogether<Row extends ReturnRow>(rows: readonly Row[]): readonly Row[] {
  const sums = new Map<string, Row>();
  const sum = (a: bigint | null, b: bigint | null): bigint | null => (a === null ? b : a + (b ?? 0n));
  for (const row of rows) {
    const before = sums.get(rowKey(row));
    sums.set(
      rowKey(row),
      before === undefined
        ? row
        : {
            ...row,
            carats: sum(before.carats, row.carats),
            usd: sum(before.usd, row.usd),
            count: before.count === null ? row.count : before.count + (row.count ?? 0),
            note: [before.note, row.note].filter((note) => note !== null).join("; ") || null,
          },
    );
  }
  return [...sums.values()];
}

function settleRow(
  given: GivenReturn,
  row: GivenRow,
  place: number,
  problems: RuleProblem[],
): ReturnRow | undefined {
  const before = problems.length;
  const fault = (field: keyof GivenRow, code: RuleCode, values?: RuleProblem["values"]): void => {
    problems.push({ row: place, field, code, ...(values === undefined ? {} : { values }) });
  };
  const { type } = given;
  const flow = flows.find((one) => one === row.flow);
  if (flow === undefined || !flowsOf[type].includes(flow)) fault("flow", "return-flow");
  const mining = type === "PRODUCTION" ? miningTypes.find((one) => one === row.mining) : "_T";
  if (mining === undefined) fault("mining", "return-mining");
  const product = type === "TRADE" ? codeOf(row.product, fault) : "_T";
  const counterpart = type === "PRODUCTION" ? "_Z" : partnerOf(given, row.counterpart, fault);
  const counts = type === "CERTIFICATES";
  const amount = (field: "carats" | "usd", most: bigint): bigint | null => {
    const value = counts ? null : row[field];
    if (value !== null && value < 0n) fault(field, "negative");
    if (value !== null && value > most) fault(field, "too-large");
    return value;
  };
  const [carats, usd] = [amount("carats", largestCarats), amount("usd", largestUsd)];
  if (counts && !(Number.isInteger(row.count) && (row.count ?? -1) >= 0 && (row.count ?? 0) <= largestCount))
    fault("count", "return-count");
  if (!counts && carats === null && usd === null) fault("carats", "return-row-empty");
  const valuation =
    row.valuation === undefined || row.valuation === ""
      ? null
      : valuations.find((one) => one === row.valuation);
  if (valuation === undefined) fault("valuation", "return-valuation");
  const note = row.note?.trim() ?? "";
  if (note.length > longestNote) fault("note", "return-note-long", { most: longestNote });
  if (hidden.test(note)) fault("note", "hidden-characters");
  if (problems.length > before) return undefined;
  return {
    flow: flow as Flow,
    counterpart: counterpart ?? "W",
    product: product ?? "_T",
    mining: mining ?? "_T",
    origin: "_Z",
    carats,
    usd,
    count: counts ? row.count : null,
    status: row.status ?? given.status,
    valuation: valuation ?? null,
    note: note === "" ? null : note,
  };
}

/** A note is shown to others: nothing may be in it that reorders or hides text. */
const hidden = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

type Fault = (field: keyof GivenRow, code: RuleCode, values?: RuleProblem["values"]) => void;

function codeOf(text: string, fault: Fault): Product | undefined {
  const read = parseRoughCode(text);
  if (read.ok) return read.code;
  if (read.reason === "empty") fault("product", "return-code-missing");
  else fault("product", "CODE_REFUSED", { reason: read.reason, code: read.code ?? text.trim().slice(0, 20) });
  return undefined;
}

/** Goods of a member state travel as the Union's, those of Hong Kong as China's. */
function partnerOf(
  { participant, type, period }: GivenReturn,
  text: string,
  fault: Fault,
): string | undefined {
  const name = text.trim();
  if (type === "CERTIFICATES" && (name === "" || name === "W")) return "W";
  if (name === "") fault("counterpart", "return-partner-missing");
  if (name === "") return undefined;
  const found = findReporter(name);
  if (found === undefined) {
    fault("counterpart", "return-partner-unknown", { name: name.slice(0, 60) });
    return undefined;
  }
  if (found.kind === "AGGREGATE") {
    fault("counterpart", "return-partner-aggregate", { name: name.slice(0, 60) });
    return undefined;
  }
  const partner = participantFor(found.code, lastDayOf(period));
  if (partner === participant) fault("counterpart", "return-partner-self");
  return partner;
}
