// What a new edition does to the figures that stand is what two maps would say.
import fc from "fast-check";
import { expect, it } from "vitest";
import { keyTable } from "./key-table.ts";

it("tells added, same, changed, twice and left out, as two maps do", () => {
  const figures = fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.constantFrom("1", "2")), {
    maxLength: 400,
  });
  fc.assert(
    fc.property(figures, figures, fc.nat(1_000), fc.integer(), (before, file, expected, seed) => {
      const stands = new Map(before);
      const table = keyTable(seed, expected);
      for (const [key, said] of stands) table.stand(key, said);
      const seen = new Set<string>();
      for (const [key, said] of file) {
        const is = stands.get(key);
        const meeting = seen.has(key)
          ? "twice"
          : is === undefined
            ? "added"
            : is === said
              ? "same"
              : "changed";
        expect(table.meet(key, said)).toBe(meeting);
        seen.add(key);
      }
      for (const key of stands.keys()) expect(table.met(key)).toBe(seen.has(key));
    }),
  );
});

it("tells a first edition's figures apart without what they say", () => {
  const table = keyTable(7, undefined);
  for (let i = 0; i < 20_000; i++) expect(table.meet(`key ${i}`, String(i))).toBe("added");
  for (let i = 0; i < 20_000; i++) expect(table.meet(`key ${i}`, "")).toBe("twice");
  expect([table.met("key 7"), table.met("key 20000")]).toEqual([true, false]);
});

it("grows over its first size and still knows every key", () => {
  const table = keyTable(7, 0);
  for (let i = 0; i < 20_000; i++) table.stand(`key ${i}`, String(i));
  for (let i = 0; i < 20_000; i++) expect(table.meet(`key ${i}`, String(i))).toBe("same");
  expect(table.meet("key 20000", "")).toBe("added");
});
