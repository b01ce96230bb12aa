// What is sent in PostgreSQL's binary form is what it reads: bytes, texts of every script, nulls, empty ones, none at all.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { byteaArray, textArray } from "./arrays.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());

test("bytes and texts are read as they were, in their order", async () => {
  const bytes = fc.option(fc.uint8Array({ maxLength: 300 }));
  // PostgreSQL holds no zero character, and a text is a sequence of whole characters.
  const text = fc.option(fc.string({ unit: "binary", maxLength: 60 }).map((it) => it.replaceAll("\0", "")));
  await fc.assert(
    fc.asyncProperty(fc.array(bytes), fc.array(text), async (some, others) => {
      const { rows } = await sql<{ bytes: Buffer[]; texts: string[] }>`
        select ${byteaArray(some)}::bytea[] as bytes, ${textArray(others)}::text[] as texts`.execute(
        scheme.database.kysely,
      );
      expect(rows[0]?.bytes).toEqual(some.map((it) => (it === null ? null : Buffer.from(it))));
      expect(rows[0]?.texts).toEqual(others);
    }),
    { numRuns: 100 },
  );
});
