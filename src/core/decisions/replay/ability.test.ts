// The illustration of the ability to act gives the numbers of the design.
import { expect, it } from "vitest";
import { shareUnblocked } from "./ability.ts";

const percent = (cap: number, perMille: number, bloc = 0) =>
  Math.round(shareUnblocked(59, cap, perMille, bloc) * 1_000) / 10;

it("today's rule: 55, 30, 4.8 and 0.2 per cent; a cap of one in eight and of one in four far more", () => {
  expect([10, 20, 50, 100].map((p) => percent(0, p))).toEqual([55.3, 30.4, 4.8, 0.2]);
  expect([10, 20, 50, 100].map((p) => percent(7, p))).toEqual([100, 100, 99.1, 76.6]);
  expect(percent(14, 100)).toBe(99.9);
});

it("a bloc above the cap blocks as often as it objects", () => {
  expect(percent(7, 100, 8)).toBeLessThan(90);
  expect(shareUnblocked(59, 7, 100, 59)).toBeCloseTo(0.9, 10);
  expect(shareUnblocked(59, 59, 100, 20)).toBeCloseTo(1, 10);
});
