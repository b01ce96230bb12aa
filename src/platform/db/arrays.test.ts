// What is sent in PostgreSQL's binary form is what it reads: bytes, whole numbers, texts of every script, nulls, empty ones, none at all.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { byteaArray, int8Array, textArray } from "./arrays.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());

test("bytes, numbers and texts are read as they were, in their order", async () => {
  const bytes = fc.option(fc.uint8Array({ maxLength: 300 }));
  // PostgreSQL holds no zero character, and a text is a sequence of whole characters.
  const text = fc.option(fc.string({ unit: "binary", maxLength: 60 }).map((it) => it.replaceAll("\0", "")));
  const number = fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
  await fc.assert(
    fc.asyncProperty(fc.array(bytes), fc.array(text), fc.array(number), async (some, others, numbers) => {
      const { rows } = await sql<{ bytes: Buffer[]; texts: string[]; numbers: (string | null)[] }>`
        select ${byteaArray(some)}::bytea[] as bytes, ${textArray(others)}::text[] as texts,
          ${int8Array(numbers)}::bigint[]::text[] as numbers`.execute(scheme.database.kysely);
      expect(rows[0]?.bytes).toEqual(some.map((it) => (it === null ? null : Buffer.from(it))));
      expect(rows[0]?.texts).toEqual(others);
      expect(rows[0]?.numbers).toEqual(numbers.map((it) => (it === null ? null : String(it))));
    }),
    { numRuns: 100 },
  );
});
