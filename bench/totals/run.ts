// Measures commitments and their check, beside the library's constant-time multiplication without a table. Never a test.
// Run: npx tsx bench/totals/run.ts
import { ristretto255 } from "@noble/curves/ed25519.js";
import { randomBytes } from "node:crypto";
import { commit, openingOf, opens, secondGenerator, sumOpenings } from "#core/totals/commitment.ts";
import { tellsTooMuch } from "#core/totals/disclosure.ts";

const { Point } = ristretto255;
const count = 2_000;
const openings = Array.from({ length: count }, (_, i) =>
  openingOf(randomBytes(300), randomBytes(16), "carats", BigInt(i) * 7_919n + 1n),
);

function perItem(name: string, items: number, work: () => void): number {
  work();
  const began = performance.now();
  work();
  const millis = (performance.now() - began) / items;
  console.log(`${name.padEnd(64)} ${millis.toFixed(3)} ms`);
  return millis;
}

const h = Point.fromBytes(secondGenerator());
const plain = perItem("peer: the library's multiplications, H without a table", 200, () => {
  for (const { value, blinding } of openings.slice(0, 200))
    Point.BASE.multiply(value).add(h.multiply(blinding)).toBytes();
});
let commitments: Uint8Array[] = [];
const ours = perItem("a commitment", count, () => {
  commitments = openings.map(commit);
});
console.log(`${"ratio to the peer".padEnd(64)} ${(ours / plain).toFixed(2)}`);
perItem("a blinding", count, () => {
  for (let i = 0; i < count; i++) openingOf(randomBytes(300), randomBytes(16), "usd", 1n);
});
const sum = sumOpenings(openings);
perItem("the check of a sum, for each of its commitments", count, () => {
  if (!opens(commitments, sum)) throw new Error("does not open");
});
// Sixty authorities that send to all others, four quarters: as large as the scheme itself.
const flows = Array.from(
  { length: 60 * 2 * 4 },
  (_, flow) => new Set(Array.from({ length: 120 }, (__, i) => String((flow * 37 + i * 53) % 7_000))),
);
perItem("whether one more total tells too much, beside 480 others", 1, () => {
  tellsTooMuch({ published: flows.slice(1), withheld: [] }, flows[0] as ReadonlySet<string>, 3);
});
