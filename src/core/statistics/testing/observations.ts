// Observations for tests: invented figures in the shape of a return.
import type { Flow, Observation } from "../observation.ts";
import { parsePeriod } from "../periods.ts";

export type Said = Partial<Omit<Observation, "period" | "carats" | "usd">> & {
  readonly reporter: string;
  readonly flow: Flow;
  readonly period: string;
  /** Whole carats and dollars. */
  readonly carats?: number | null;
  readonly usd?: number | null;
};

export function said({ period, carats = null, usd = null, ...given }: Said): Observation {
  const read = parsePeriod(period);
  if (read === undefined) throw new Error(`no period: ${period}`);
  const hundredths = (value: number | null): bigint | null =>
    value === null ? null : BigInt(Math.round(value * 100));
  const production = given.flow === "PRODUCTION";
  return {
    counterpart: production ? "_Z" : "W",
    product: "_T",
    mining: production ? "UNSPECIFIED" : "_T",
    origin: "_Z",
    part: 0,
    count: null,
    nil: false,
    status: "NORMAL",
    valuation: null,
    basis: null,
    note: null,
    source: "RETURN",
    entered: null,
    changed: null,
    knownFrom: "2026-05-01T00:00:00.000Z",
    knownUntil: null,
    open: false,
    ...given,
    period: read,
    carats: hundredths(carats),
    usd: hundredths(usd),
  };
}

type Exact = Partial<Omit<Observation, "period">> & { readonly period: string };

/** A figure of an open data set, in hundredths and cents: production of large-scale mines of Botswana, unless said otherwise. */
export function figure({ period, ...given }: Exact): Observation {
  const base = said({
    reporter: "BW",
    flow: "PRODUCTION",
    mining: "LSM",
    source: "invented",
    open: true,
    period,
  });
  return { ...base, knownFrom: "2020-01-01T00:00:00.000Z", ...given };
}

/** Its exports to one partner under one code. */
export function trade(given: Exact): Observation {
  return figure({ flow: "EXPORT", counterpart: "AE", product: "7102.31", mining: "_T", ...given });
}
