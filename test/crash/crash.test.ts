// The short form of run.ts: five crashes of the real program, of every kind.
import { expect, test } from "vitest";
import { crash } from "./rounds.ts";

test(
  "a killed program or database loses nothing that was acknowledged and gives no number twice",
  { timeout: 180_000 },
  async () => {
    const report = await crash({ rounds: 5, clients: 4, longestLoadMillis: 700, auditEvery: 5 });
    expect(report.kills).toEqual({ program: 2, postmaster: 1, everything: 1, witnesses: 1 });
    // A run in which nothing was promised would prove nothing.
    expect(report.acknowledged).toBeGreaterThan(20);
    expect(report.heads).toBeGreaterThan(5);
    expect(report.audits).toBe(1);
    expect(report.lost).toEqual([]);
    expect(report.twice).toEqual([]);
    expect(report.wrong).toEqual([]);
  },
);
