import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns.ts";
import { mostRows } from "./limits.ts";
import { readMessages } from "./read.ts";
import type { FileRead, Reading } from "./read.ts";
import type { MessageKind } from "./rows.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const goods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [{ seal: "SL-A-1" }],
};
const row = (id: string, change: object = {}) => ({
  row: id,
  office: "SL-KPA/FNA",
  goods: { ...goods, ...change },
});

/** What a spreadsheet of a national system would hold. */
function csvOf(
  rows: readonly object[],
  options: { delimiter?: string; decimal?: string; bom?: boolean } = {},
): Uint8Array {
  const flat = rows.map((one) => flatten(one, ""));
  const heads = [...new Set(flat.flatMap((one) => Object.keys(one)))];
  const cells = flat.map((one) =>
    heads.map((head) => {
      const cell = one[head] ?? "";
      return /\.(carats|usd)$/.test(head) ? cell.replace(".", options.decimal ?? ".") : cell;
    }),
  );
  return bytes(
    stringify([heads, ...cells], { delimiter: options.delimiter ?? ",", bom: options.bom ?? false }),
  );
}

function flatten(value: unknown, path: string): Record<string, string> {
  if (value === null || typeof value !== "object") return { [path]: String(value) };
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return { [path]: value.join(" ") };
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, item]) => flatten(item, path === "" ? name : `${path}.${name}`)),
  ) as Record<string, string>;
}

const read = (content: Uint8Array, kind: MessageKind = "certificates") => readMessages(content, kind);
const rowsOf = (answer: FileRead) => (answer.ok ? answer.rows : []);
const readingOf = (answer: FileRead): Reading | undefined => (answer.ok ? answer.reading : undefined);
const problemsOf = (answer: FileRead) =>
  answer.ok
    ? answer.rows.flatMap((one) => one.problems.map(({ field, code }) => `${one.place} ${field} ${code}`))
    : answer.problems.map(({ field, code }) => `${field} ${code}`);

// Text as people write it: no spaces at its ends, which CSV trims.
const word = fc.stringMatching(/^[A-Za-z0-9;,"'é]([A-Za-z0-9;,"'é\n ]{0,20}[A-Za-z0-9é])?$/);
const amount = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(2, "0")}`),
  fc.constantFrom("0.123", "x", "1.5"),
);
const country = fc.constantFrom("SL", "BE", "sl", "XYZ");
const anyRow = fc.record(
  {
    row: fc.stringMatching(/^[a-c][0-9]{1,2}$/),
    office: fc.constantFrom("SL-KPA/FNA", "x"),
    expiresOn: fc.constantFrom("2026-07-01", "1 July"),
    goods: fc.record({
      origin: fc.oneof(
        fc.record({ kind: fc.constant("SINGLE"), country }),
        fc.record({ kind: fc.constant("MIXED"), listed: fc.array(country, { minLength: 1, maxLength: 3 }) }),
      ),
      exporter: fc.record({ name: word, address: word, country }),
      importer: fc.record({ name: word, address: word, country }),
      parcels: fc.integer({ min: -1, max: 10_001 }),
      lines: fc.array(fc.record({ code: word, carats: amount, usd: amount }), { minLength: 1, maxLength: 3 }),
      containers: fc.array(fc.record({ seal: word }), { minLength: 1, maxLength: 2 }),
    }),
  },
  { requiredKeys: ["row", "goods"] },
);

describe("a file of messages", () => {
  test("says the same as a JSON list, as lines of JSON, and as CSV with any delimiter and decimal sign", () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(",", ";", "\t"),
        fc.boolean(),
        (rows, delimiter, bom) => {
          const asList = rowsOf(read(bytes(JSON.stringify(rows))));
          expect(asList).toHaveLength(rows.length);
          expect(rowsOf(read(bytes(rows.map((one) => JSON.stringify(one)).join("\n"))))).toEqual(asList);
          expect(rowsOf(read(csvOf(rows, { delimiter, bom })))).toEqual(asList);
          const everyAmountHasTwoDecimals = rows.every(({ goods: { lines } }) =>
            lines.every(({ carats, usd }) => [carats, usd].every((text) => /\.\d\d$/.test(text))),
          );
          if (everyAmountHasTwoDecimals)
            expect(rowsOf(read(csvOf(rows, { delimiter, decimal: "," })))).toEqual(asList);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("tells how it was read: delimiter, decimal sign, byte order mark", () => {
    const file = csvOf([row("a1"), row("a2")], { delimiter: ";", decimal: ",", bom: true });
    expect(readingOf(read(file))).toMatchObject({ format: "csv", bom: true, delimiter: ";", decimal: "," });
    expect(rowsOf(read(file))[0]?.message).toEqual(row("a1"));
    expect(readingOf(read(bytes(`\ufeff[${JSON.stringify(row("a1"))}]`)))).toEqual({
      format: "json",
      bom: true,
      form: "list",
    });
  });

  test("with both decimal signs has its commas refused, not guessed", () => {
    const text = new TextDecoder()
      .decode(csvOf([row("a1")], { delimiter: ";" }))
      .replace("1234.50", "1234,50");
    expect(problemsOf(read(bytes(text)))).toEqual(["1 goods.lines.0.carats decimal-comma"]);
  });

  test("names every wrong field of every row, and keeps the good rows", () => {
    const rows = [
      row("a1"),
      { ...row("a2", { parcels: "1", colour: "D" }), office: 7 },
      row("a3", { lines: [{ code: "7102.31", carats: 12.5 }] }),
      { office: "SL-KPA/FNA", goods },
      row("a1"),
      "row",
    ];
    const answer = read(bytes(JSON.stringify(rows)));
    expect(problemsOf(answer)).toEqual([
      "2 office WRONG_TYPE",
      "2 goods.parcels WRONG_TYPE",
      "2 goods FIELD_UNKNOWN",
      "3 goods.lines.0.carats WRONG_TYPE",
      "3 goods.lines.0.usd missing",
      "4 row missing",
      "5 row ROW_REPEATED",
      "6  WRONG_TYPE",
    ]);
    expect(rowsOf(answer).map(({ message }) => message !== null)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test("of events names an unknown event, and asks for the id or the number, never both", () => {
    const events = [
      { row: "e1", event: "exported", number: "SL 004401" },
      { row: "e2", event: "teleported", number: "SL 004401" },
      { row: "e3", event: "exported" },
      { row: "e4", event: "exported", number: "SL 004401", certificate: "8f3b5a0c7d2e4916a4c1d07b3e58f962" },
    ];
    expect(problemsOf(read(bytes(JSON.stringify(events)), "events"))).toEqual([
      "2 event NOT_IN_LIST",
      "3 number CERTIFICATE_OR_NUMBER",
      "4 number CERTIFICATE_OR_NUMBER",
    ]);
    const csv =
      "row,event,number,actuals.seals.0.seal,actuals.seals.0.intact,checklist.SEALS.mark\ne1,exported,SL 004401,,,\n";
    expect(rowsOf(read(bytes(csv), "events"))[0]?.message).toEqual(events[0]);
  });

  test("that is hostile is refused without being stored or run", () => {
    expect(problemsOf(read(Uint8Array.of(0xff, 0xfe, 0x41, 0)))).toEqual(["file NOT_UTF8"]);
    expect(problemsOf(read(bytes("[{")))).toEqual(["file NOT_JSON"]);
    expect(problemsOf(read(bytes("  ")))).toEqual(["file NO_ROWS"]);
    expect(problemsOf(read(bytes("[]")))).toEqual(["file NO_ROWS"]);
    expect(problemsOf(read(bytes("row,office\n")))).toEqual(["file NO_ROWS"]);
    expect(problemsOf(read(bytes('row,office\n"a,b\n')))).toEqual(["file CSV_BROKEN"]);
    expect(problemsOf(read(bytes("row,office\na1\n")))).toEqual(["1  WRONG_CELLS"]);
    expect(problemsOf(read(bytes("row,__proto__.x,row\na1,1,a1\n")))).toEqual([
      "file COLUMN_UNKNOWN",
      "file COLUMN_REPEATED",
    ]);
    expect(problemsOf(read(bytes("row,goods.lines.99999999.code\na1,1\n")))).toEqual(["file COLUMN_UNKNOWN"]);
    expect(problemsOf(read(bytes(`[${"{},".repeat(mostRows)}{}]`)))).toEqual(["file TOO_MANY_ROWS"]);
    expect(
      problemsOf(read(bytes(`[{"row":"a1","office":"\\u0000"},{"row":"a2","office":"\\ud800"}]`))),
    ).toEqual(["1  TEXT_HIDDEN_CHARACTER", "2  TEXT_HIDDEN_CHARACTER"]);
  });

  test("has its columns from the schema of its messages", () => {
    expect(columnsOf("certificates").get("goods.lines.#.carats")).toBe("amount");
    expect(columnsOf("certificates").get("goods.origin.listed")).toBe("list");
    expect(columnsOf("certificates").get("goods.parcels")).toBe("whole");
    expect(columnsOf("events").get("actuals.seals.#.intact")).toBe("yes-no");
    expect(columnsOf("events").get("checklist.SEALS.codes")).toBe("list");
  });
});
