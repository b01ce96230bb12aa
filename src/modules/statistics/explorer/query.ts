// What the reader of a page of figures asked for, as its address says it: read strictly, written in one order, so that every
// state of a page has one address. Hostile: anybody may ask anything; what is not understood is refused by name.
import type { IsoDate } from "#core/kp/dates.ts";
import { isDate } from "#core/kp/dates.ts";
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { flows } from "#core/statistics/observation.ts";
import type { Flow, Product } from "#core/statistics/observation.ts";
import { firstYear, lastYear } from "#core/statistics/periods.ts";
import { measures } from "#core/statistics/views/cells.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import { sides } from "#core/statistics/views/partners.ts";
import type { Side } from "#core/statistics/views/partners.ts";
import { Problem } from "#platform/http/problem.ts";

export const mostCompared = 6;

/** In the order of addresses. */
export const fieldNames = [
  "p",
  "partner",
  "flow",
  "side",
  "product",
  "measure",
  "year",
  "source",
  "as-of",
  "returns",
] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Asked {
  readonly participants: readonly string[];
  readonly partner: string | undefined;
  readonly flow: Flow | undefined;
  readonly side: Side | undefined;
  readonly product: Product | undefined;
  readonly measure: Measure | undefined;
  readonly year: number | undefined;
  readonly source: string | undefined;
  readonly asOf: IsoDate | undefined;
  /** With returns that no release has published. */
  readonly returns: boolean;
}

/** Only the fields that a page knows; empty ones, as a form sends them, are not asked. */
export function readAsked(search: URLSearchParams, known: readonly FieldName[]): Asked {
  const all = (name: FieldName): readonly string[] =>
    known.includes(name) ? search.getAll(name).filter((value) => value !== "") : [];
  const one = <Value>(name: FieldName, read: (text: string) => Value | undefined): Value | undefined => {
    const [text, ...more] = all(name);
    if (text === undefined) return undefined;
    const value = more.length === 0 && text.length <= 100 ? read(text) : undefined;
    if (value === undefined) throw wrong(name);
    return value;
  };
  const participants = [...new Set(all("p"))];
  if (participants.length > mostCompared || !participants.every(isCountryOrParticipantCode)) throw wrong("p");
  return {
    participants,
    partner: one("partner", (text) => (isCountryOrParticipantCode(text) ? text : undefined)),
    flow: one("flow", (text) => flows.find((flow) => flow === text)),
    side: one("side", (text) => sides.find((side) => side === text)),
    product: one("product", (text) => products.find((product) => product === text)),
    measure: one("measure", (text) => measures.find((measure) => measure === text)),
    year: one("year", readYear),
    source: one("source", (text) => (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text) ? text : undefined)),
    asOf: one("as-of", (text) => (isDate(text) ? text : undefined)),
    returns: one("returns", (text) => (text === "yes" ? true : undefined)) ?? false,
  };
}

export const products: readonly Product[] = ["_T", ...roughGoods.map(({ code }) => code)];

/** "?…" or nothing. */
export function searchOf(asked: Partial<Asked>): string {
  const values: Readonly<Record<FieldName, readonly (string | number | undefined)[]>> = {
    p: asked.participants ?? [],
    partner: [asked.partner],
    flow: [asked.flow],
    side: [asked.side],
    product: [asked.product],
    measure: [asked.measure],
    year: [asked.year],
    source: [asked.source],
    "as-of": [asked.asOf],
    returns: [asked.returns === true ? "yes" : undefined],
  };
  const search = new URLSearchParams(
    fieldNames.flatMap((name) =>
      values[name].flatMap((value) => (value === undefined ? [] : [[name, String(value)]])),
    ),
  );
  return search.size === 0 ? "" : `?${search.toString()}`;
}

/** What was known when that day was over. */
export function instantOf(asOf: IsoDate | undefined): string | undefined {
  return asOf === undefined ? undefined : `${asOf}T23:59:59.999Z`;
}

function readYear(text: string): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= firstYear && year <= lastYear ? year : undefined;
}

function wrong(field: FieldName): Problem {
  return new Problem("bad-input", {}, { fields: [{ field, code: "invalid_value" }] });
}
