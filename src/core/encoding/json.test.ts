import fc from "fast-check";
import { expect, test } from "vitest";
import { FormatError } from "./format-error.ts";
import { parseJson, writeJson } from "./json.ts";
import type { Json } from "./json.ts";

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 6 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().filter((number) => !Object.is(number, -0)),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: "grapheme" }), tie("value"), { maxKeys: 5 }),
  ),
})).value;

function unmapped(value: Json): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...(value as ReadonlyMap<string, Json>)].map(([k, v]) => [k, unmapped(v)]));
  return Array.isArray(value) ? (value as readonly Json[]).map(unmapped) : value;
}

test("what JSON.stringify writes is read as it is, spaces between or not", () => {
  fc.assert(
    fc.property(plain, (value) => {
      for (const space of [0, 2]) {
        const text = JSON.stringify(value, null, space);
        expect(unmapped(parseJson(text))).toEqual(JSON.parse(text));
      }
    }),
  );
});

test("what is written is read back the same", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const read = parseJson(JSON.stringify(value));
      expect(parseJson(writeJson(read))).toEqual(read);
    }),
  );
});

test("a key given twice is refused, also spelled otherwise and also deep inside", () => {
  for (const text of ['{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '[{"b":{"a":1,"c":2,"a":3}}]'])
    expect(() => parseJson(text)).toThrow(/twice/);
});

test("what is not one strict value is refused", () => {
  const bad = [
    "",
    " ",
    "1.0",
    "1e3",
    "01",
    "-0",
    "+1",
    "9007199254740992",
    "NaN",
    "tru",
    "truefalse",
    "'a'",
    '"a',
    '"a\nb"',
    '"\\x41"',
    '"\\ud800"',
    "[1,]",
    "[1 2]",
    "{a:1}",
    '{"a"}',
    '{"a":1,}',
    '{"a":1}}',
    "/* */1",
    "\ufeff1",
    `${"[".repeat(18)}${"]".repeat(18)}`,
  ];
  for (const text of bad) expect(() => parseJson(text), text).toThrow(FormatError);
});

test("names that mean something to JavaScript are names like others", () => {
  const read = parseJson('{"__proto__":{"x":1},"constructor":2}') as ReadonlyMap<string, Json>;
  expect([...read.keys()]).toEqual(["__proto__", "constructor"]);
  expect(({} as { x?: number }).x).toBeUndefined();
});

test("whatever comes, the answer is a value or a FormatError", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      try {
        parseJson(text);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
    { numRuns: 2_000 },
  );
});
