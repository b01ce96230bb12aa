// Published figures for tests of what is made of them: in hundredths and cents, for any period.
import type { Observation } from "../observation.ts";
import { parsePeriod } from "../periods.ts";
import type { Period } from "../periods.ts";
import { said } from "./observations.ts";

export type Published = Partial<Omit<Observation, "period">> & { readonly period?: Period | string };

export function published({ period = "2024-S1", ...given }: Published = {}): Observation {
  const base = said({ reporter: "SL", flow: "PRODUCTION", mining: "LSM", period: "2024-S1" });
  const read = typeof period === "string" ? parsePeriod(period) : period;
  if (read === undefined) throw new Error(`no period: ${JSON.stringify(period)}`);
  return {
    ...base,
    counterpart: "_Z",
    source: "RELEASE",
    knownFrom: "2025-03-01T00:00:00.000Z",
    open: true,
    ...given,
    period: read,
  };
}
