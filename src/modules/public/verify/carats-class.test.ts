import { expect, test } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import { caratsClass, caratsClassText } from "./carats-class.ts";

test("a weight is told in a class: its lower bound belongs to it, its upper bound to the next", () => {
  expect(caratsClass(999n)).toEqual({ to: 10n });
  expect(caratsClass(1_000n)).toEqual({ from: 10n, to: 100n });
  expect(caratsClass(499_999n)).toEqual({ from: 1_000n, to: 5_000n });
  expect(caratsClass(10_000_000n)).toEqual({ from: 100_000n });
  expect(caratsClassText(translator("en"), 128_455n)).toBe("1,000 to 5,000 ct");
  expect(caratsClassText(translator("fr"), 128_455n)).toMatch(/^de 1.000 à 5.000 ct$/);
});
