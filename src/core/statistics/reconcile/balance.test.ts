import { describe, expect, test } from "vitest";
import { said } from "../testing/observations.ts";
import type { Said } from "../testing/observations.ts";
import { massBalance } from "./balance.ts";

const row = (flow: Said["flow"], period: string, carats: number, more: Partial<Said> = {}) =>
  said({ reporter: "CG", flow, period, carats, usd: carats * 10, ...more });
const of = (rows: Parameters<typeof massBalance>[0], from = 2004, to = from) =>
  massBalance(rows, "CG", { from, to });
const quarters = (flow: Said["flow"], carats: number) =>
  [1, 2, 3, 4].map((part) => row(flow, `2004-Q${part}`, carats));
const halves = (carats: number) => [1, 2].map((part) => row("PRODUCTION", `2004-S${part}`, carats));

describe("mass balance", () => {
  test("exports a hundred times what was mined are beyond any stock (Republic of Congo, 2004)", () => {
    const balance = of([...halves(25_000), ...quarters("IMPORT", 0), ...quarters("EXPORT", 1_300_000)]);
    expect(balance.verdict).toMatchObject({ kind: "BEYOND" });
    expect(balance.left).toBe(5_000_000n - 520_000_000n);
  });

  test("exports somewhat above what came in need stock, and say how much", () => {
    const balance = of([...halves(100), ...quarters("IMPORT", 0), ...quarters("EXPORT", 60)]);
    expect(balance.verdict).toEqual({ kind: "NEEDS_STOCK", stock: 40_00n });
  });

  test("what comes in and stays fits, over one year and over several", () => {
    const rows = [...halves(100), ...quarters("IMPORT", 10), ...quarters("EXPORT", 50)];
    expect(of(rows)).toMatchObject({ verdict: { kind: "FITS" }, left: 40_00n });
    const later = [
      row("PRODUCTION", "2005-S1", 10),
      row("PRODUCTION", "2005-S2", 0),
      row("EXPORT", "2005", 40),
    ];
    expect(of([...rows, ...later], 2004, 2005)).toMatchObject({ left: 10_00n, exports: { carats: 240_00n } });
  });

  test("a part that was not filed is named, and the rest is not judged on it", () => {
    const balance = of([
      row("PRODUCTION", "2004-S1", 100),
      ...quarters("IMPORT", 0),
      ...quarters("EXPORT", 30),
    ]);
    expect(balance.production?.missing).toEqual(["2004-S2"]);
    expect(balance.verdict).toEqual({ kind: "CANNOT_BE_SAID", missing: [] });
    expect(of(quarters("EXPORT", 30)).verdict).toEqual({
      kind: "CANNOT_BE_SAID",
      missing: ["production", "imports"],
    });
  });

  test("a sum and its parts are counted once: the world and its partners, all codes and each", () => {
    const rows = [
      ...halves(100),
      row("EXPORT", "2004-Q1", 50),
      row("EXPORT", "2004-Q1", 20, { counterpart: "AE" }),
      row("EXPORT", "2004-Q1", 30, { counterpart: "EU", product: "7102.31" }),
      row("EXPORT", "2004-Q2", 20, { counterpart: "AE" }),
      row("EXPORT", "2004-Q2", 5, { counterpart: "EU", product: "7102.31", origin: "CG" }),
      row("EXPORT", "2004-Q2", 6, { counterpart: "EU", product: "7102.31" }),
    ];
    expect(of(rows).exports?.carats).toBe(81_00n);
  });

  test("value is compared by the carat", () => {
    const balance = of([...halves(100), ...quarters("EXPORT", 50).map((one) => ({ ...one, usd: 100_000n }))]);
    expect(balance).toMatchObject({ unitIn: 10_00n, unitOut: 20_00n });
  });
});
