import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { rosette, seedOf, weave } from "./guilloche.ts";
import type { Curve } from "./guilloche.ts";

const digestOf = (text: string): Uint8Array => createHash("sha256").update(text).digest();
const drawn = (text: string): string =>
  JSON.stringify([rosette(seedOf(digestOf(text)), 200), weave(seedOf(digestOf(text)), 540, 9, 19)]);
const points = (curve: Curve): [number, number][] =>
  Array.from({ length: (curve.length - 2) / 6 }, (_, piece) => [
    curve[piece * 6 + 6] ?? 0,
    curve[piece * 6 + 7] ?? 0,
  ]);

describe("the lines of a certificate", () => {
  test("are the same each time they are drawn, and no two certificates share them", () => {
    expect(drawn("SL 004911")).toBe(drawn("SL 004911"));
    const many = Array.from({ length: 300 }, (_, number) => drawn(`SL ${number}`));
    expect(new Set(many).size).toBe(300);
  });

  test("stay within their circle and their band", () => {
    for (let number = 0; number < 40; number += 1) {
      const seed = seedOf(digestOf(String(number)));
      for (const curve of rosette(seed, 200))
        for (const [x, y] of points(curve)) expect(Math.hypot(x, y)).toBeLessThanOrEqual(200.2);
      for (const curve of weave(seed, 540, 9, 19))
        for (const [x, y] of points(curve)) {
          expect(x).toBeLessThanOrEqual(540.1);
          expect(Math.abs(y - 4.5)).toBeLessThanOrEqual(4.6);
        }
    }
  });

  test("close: a rosette ends where it began", () => {
    for (const curve of rosette(seedOf(digestOf("x")), 200)) {
      const end = points(curve).at(-1) ?? [0, 0];
      expect(Math.hypot((curve[0] ?? 0) - end[0], (curve[1] ?? 0) - end[1])).toBeLessThan(0.3);
    }
  });

  test("are few enough to be drawn quickly", () => {
    for (let number = 0; number < 40; number += 1) expect(drawn(String(number)).length).toBeLessThan(120_000);
  });
});
