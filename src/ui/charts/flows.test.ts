// Flows arranged in columns: nothing is lost, nothing runs backwards.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrange } from "./flows.ts";

const code = fc.constantFrom("BW", "ZA", "EU", "AE", "IN", "CN", "SL", "IL");
const flows = fc.array(
  fc.record({
    from: code,
    to: code,
    value: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e10, noNaN: true })),
  }),
  { maxLength: 60 },
);

describe("flows in columns", () => {
  it("are together what was given, however many are shown", () => {
    fc.assert(
      fc.property(flows, fc.array(code), fc.integer({ min: 1, max: 12 }), (given, producers, most) => {
        const { links, others } = arrange(given, producers, most);
        const total = given.reduce((sum, { value }) => sum + value, 0);
        const drawn = links.reduce((sum, { value }) => sum + value, 0);
        expect(drawn).toBeCloseTo(total, -Math.ceil(Math.log10(total + 1)) + 6);
        expect(links.length).toBeLessThanOrEqual(most + 1);
        const pairs = new Set(given.flatMap(({ from, to, value }) => (value > 0 ? [`${from} ${to}`] : [])));
        expect(others).toBe(Math.max(0, pairs.size - most));
      }),
    );
  });

  it("run from a column to a later one, also where two places trade with each other", () => {
    fc.assert(
      fc.property(flows, fc.array(code), (given, producers) => {
        const { nodes, links } = arrange(given, producers, 12);
        const column = new Map(nodes.map((node) => [node.id, node.column]));
        for (const { source, target } of links) expect(column.get(source)!).toBeLessThan(column.get(target)!);
      }),
    );
  });

  it("put who mined first, who sends on in the middle, and who keeps last", () => {
    const { nodes } = arrange(
      [
        { from: "SL", to: "AE", value: 100 },
        { from: "AE", to: "IN", value: 95 },
        { from: "SL", to: "IN", value: 4 },
      ],
      ["SL"],
      12,
    );
    expect(nodes.map(({ code: of, column }) => `${of} ${column}`).sort()).toEqual(["AE 1", "IN 2", "SL 0"]);
  });

  it("keep the largest one by one, and say how many the others are", () => {
    const given = Array.from({ length: 15 }, (_, place) => ({
      from: "BW",
      to: `X${place}`,
      value: place + 1,
    }));
    const { links, others } = arrange(given, [], 12);
    expect(others).toBe(3);
    expect(links.at(-1)).toMatchObject({ value: 1 + 2 + 3, flow: undefined });
    expect(links[0]).toMatchObject({ value: 15 });
  });
});
