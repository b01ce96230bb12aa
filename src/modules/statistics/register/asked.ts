// What the reader of the register asked for, as the address says it. Hostile: what is not understood is refused by name.
import type { RoughCode } from "#core/kp/goods.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { firstYear } from "#core/statistics/periods.ts";
import type { Quarter } from "#core/statistics/periods.ts";
import type { Span } from "#core/statistics/reconcile/beside.ts";
import { Problem } from "#platform/http/problem.ts";

export const measures = ["carats", "usd"] as const;
export const parts = [1, 2, 3, 4] as const;

export interface Asked {
  readonly participant: string | undefined;
  readonly year: number;
  /** Undefined: the whole year. */
  readonly part: Quarter["part"] | undefined;
  /** Undefined: all of them. */
  readonly code: RoughCode | undefined;
  readonly measure: (typeof measures)[number];
}

/** Empty ones, as a form sends them, are not asked. `usual` is the year that is shown where none is named. */
export function readAsked(query: Readonly<Record<string, string>>, usual: number, last: number): Asked {
  const one = <Value>(field: string, read: (text: string) => Value | undefined): Value | undefined => {
    const text = query[field] ?? "";
    if (text === "") return undefined;
    const value = read(text);
    if (value === undefined)
      throw new Problem("bad-input", {}, { fields: [{ field, code: "invalid_value" }] });
    return value;
  };
  return {
    participant: one("participant", (text) => (isCountryOrParticipantCode(text) ? text : undefined)),
    year:
      one("year", (text) => {
        const year = /^\d{4}$/.test(text) ? Number(text) : 0;
        return year >= firstYear && year <= last ? year : undefined;
      }) ?? usual,
    part: one("quarter", (text) => parts.find((part) => String(part) === text)),
    code: one("code", (text) => roughGoods.find(({ code }) => code === text)?.code),
    measure: one("measure", (text) => measures.find((measure) => measure === text)) ?? "carats",
  };
}

/** "?…", in one order. */
export function searchOf({ participant, year, part, code, measure }: Asked): string {
  const search = new URLSearchParams({
    ...(participant === undefined ? {} : { participant }),
    year: String(year),
    ...(part === undefined ? {} : { quarter: String(part) }),
    ...(code === undefined ? {} : { code }),
    measure,
  });
  return `?${search.toString()}`;
}

export function spanOf({ year, part }: Pick<Asked, "year" | "part">): Span {
  return part === undefined ? { kind: "YEAR", year } : { kind: "QUARTER", year, part };
}
