// The published vectors, read as a stranger reads them: from the file alone.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../encoding/bytes.ts";
import { readCommitted } from "./acts.ts";
import {
  commit,
  decodeBlinding,
  encodeBlinding,
  isCommitment,
  openingOf,
  opens,
  secondGenerator,
} from "./commitment.ts";
import { totalsVectors } from "./testing/cases.ts";
import type { TotalsVectors } from "./testing/cases.ts";

const vectors = JSON.parse(
  readFileSync(new URL("../../../vectors/totals.json", import.meta.url), "utf8"),
) as TotalsVectors;

test("the second generator is made from the text that stands in the file", () => {
  expect(toHex(secondGenerator())).toBe(vectors.secondGenerator);
});

test.each(vectors.certificates)(
  "certificate $publicId has the blindings and commitments of the file",
  (one) => {
    for (const [quantity, value, blinding, point] of [
      ["carats", one.carats, one.blindingCarats, one.commitmentCarats],
      ["usd", one.usd, one.blindingUsd, one.commitmentUsd],
    ] as const) {
      const opening = openingOf(fromHex(one.claim), fromHex(one.publicId), quantity, BigInt(value));
      expect(toHex(encodeBlinding(opening.blinding))).toBe(blinding);
      expect(toHex(commit(opening))).toBe(point);
    }
  },
);

test("the items of an act hold them in their order", () => {
  const read = readCommitted({ items: fromHex(vectors.items) });
  expect(read?.map(({ certificate }) => certificate)).toEqual(
    vectors.certificates.map(({ publicId }) => publicId),
  );
  expect(read?.map(({ points }) => toHex(points.usd))).toEqual(
    vectors.certificates.map(({ commitmentUsd }) => commitmentUsd),
  );
});

test.each(vectors.sums)("$name: opens is $opens", ({ commitments, value, blinding, opens: expected }) => {
  const r = decodeBlinding(fromHex(blinding));
  expect(r !== undefined && opens(commitments.map(fromHex), { value: BigInt(value), blinding: r })).toBe(
    expected,
  );
});

test.each(vectors.notElements)("%s is no commitment", (bytes) => {
  expect(isCommitment(fromHex(bytes))).toBe(false);
});

test("the file is what the program makes", () => {
  expect(vectors).toEqual(totalsVectors());
});
