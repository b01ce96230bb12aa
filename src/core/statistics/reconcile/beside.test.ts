// Certificates beside a return: what is compared, and what is only shown.
import { describe, expect, test } from "vitest";
import type { Observation } from "../observation.ts";
import { trade } from "../testing/observations.ts";
import { besideReturn } from "./beside.ts";

const quarter = (part: 1 | 2 | 3 | 4) => ({ kind: "QUARTER", year: 2025, part }) as const;
const year = { kind: "YEAR", year: 2025 } as const;
const said = (
  part: 1 | 2 | 3 | 4,
  carats: bigint,
  more: Partial<Omit<Observation, "period">> = {},
): Observation =>
  trade({ reporter: "SL", source: "RETURN", open: false, period: `2025-Q${part}`, carats, ...more });

describe("certificates beside a return", () => {
  test("are equal to the hundredth, near within a twentieth, or apart", () => {
    const beside = (carats: bigint) => besideReturn(10_000n, [said(1, carats)], quarter(1), "carats");
    expect(beside(10_000n)).toMatchObject({ kind: "EQUAL", said: 10_000n });
    expect(beside(10_001n)).toMatchObject({ kind: "NEAR", gap: { amount: 1n } });
    expect(beside(12_000n)).toMatchObject({ kind: "APART", gap: { amount: 2_000n } });
  });

  test("are apart from a partner that the return does not name, and not from a quarter that was not filed", () => {
    const beside = (part: 1 | 2) =>
      besideReturn(500n, [said(1, 10n)], quarter(part), "carats", { counterpart: "IN" });
    expect(beside(1)).toMatchObject({ kind: "APART", said: 0n });
    expect(beside(2)).toEqual({ kind: "NOT_FILED" });
  });

  test("of a year are judged only where every quarter was filed", () => {
    const filed = [said(1, 1n), said(2, 2n), said(3, 3n)];
    expect(besideReturn(10n, filed, year, "carats")).toEqual({ kind: "PARTLY", said: 6n });
    expect(besideReturn(10n, [...filed, said(4, 4n)], year, "carats")).toMatchObject({ kind: "EQUAL" });
    const nil = said(1, 0n, { nil: true, counterpart: "W", product: "_T" });
    expect(besideReturn(10n, [nil], year, "carats")).toEqual({ kind: "PARTLY", said: 0n });
  });

  test("of one code are not compared with a return that gives none", () => {
    const whole = said(1, 10n, { product: "_T" });
    expect(besideReturn(10n, [whole], quarter(1), "carats", { product: "7102.31" })).toEqual({
      kind: "NOT_GIVEN",
    });
  });
});
