// `kimberlite statistics`: what a file is understood as, what does not fit in it, and files that are none. Every refusal is a
// sentence in the reader's language, and its exit code that of the other commands.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addStatisticsCommands } from "./commands.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "statistics-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

async function run(
  command: "read" | "screen",
  file: string,
  options: readonly string[] = [],
  language = "en",
) {
  const [out, errors]: [string[], string[]] = [[], []];
  let code = 0;
  const program = new Command().exitOverride();
  addStatisticsCommands(program, {
    environment: { LANG: language },
    now: () => "2026-11-28T00:00:00.000Z",
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
    readInput: () => Promise.reject(new Error("not asked for")),
    setExitCode: (given) => {
      code = given;
    },
  });
  await program.parseAsync(["node", "kimberlite", "statistics", command, file, ...options]);
  return { out: out.join("\n"), errors: errors.join("\n"), code };
}

const head = "participant,year,half,return_kind,mining_type,carats,value_usd,created_at";
const good = "Namibia,2019,1,production,LSM,100.50,2000.25,";

describe("reading", () => {
  it("shows how the file was read, its totals in plain units and its first rows", async () => {
    const { out, errors, code } = await run(
      "read",
      await fileOf("a.csv", `${head}\n${good}\nNA,2019,2,nil,,0,0,\n`),
    );
    expect({ errors, code }).toEqual({ errors: "", code: 0 });
    expect(out).toContain("Columns separated by commas; decimal sign “.”.");
    expect(out).toContain("2 rows: 2 taken, 0 refused, 0 passed over.");
    expect(out).toContain("1 return with figures, 1 nil return; 100.50 ct, US$2,000.25.");
    expect(out).toMatch(/^2 +Namibia +2019-S1 +large-scale +100\.50 +2000\.25/m);
  });

  it("reads a French file with semicolons and decimal commas as the same figures, in French words", async () => {
    const file = await fileOf(
      "f.csv",
      `${head.replaceAll(",", ";")}\nNamibie;2019;1;production;LSM;1 100,50;2000,25;\n`,
    );
    const { out, code } = await run("read", file, [], "fr");
    expect(code).toBe(0);
    expect(out).toContain("Colonnes séparées par des points-virgules ; signe décimal « , ».");
    expect(out).toMatch(/Namibie +2019-S1 +à grande échelle +1100\.50 +2000\.25/);
  });

  it("tells each refused row with its column and what to do, takes the others, and is refused", async () => {
    const file = await fileOf("b.csv", `${head}\n${good}\nAtlantis,2019,1,production,LSM,1.00,-2,\n`);
    const { out, errors, code } = await run("read", file);
    expect(code).toBe(1);
    expect(errors).toContain("Row 3, column A: “Atlantis” is no Participant");
    expect(errors).toContain("Row 3, column G: “-2” is negative.");
    expect(out).toContain("2 rows: 1 taken, 1 refused, 0 passed over.");
  });

  it("asks where 1.234 could be 1234, and takes units and columns as they are typed", async () => {
    const file = await fileOf("c.csv", "Land;Year;Half;Karat;Value\nNA;2019;1;1.234;5.678\n");
    const named = ["--column", "Land=participant", "--column", "Karat=carats"];
    const asked = await run("read", file, named);
    expect([asked.code, asked.errors]).toEqual([1, expect.stringContaining("Say which with --decimal")]);
    const comma = await run("read", file, [...named, "--decimal", "comma", "--value-in", "crore"]);
    expect([comma.code, comma.out]).toEqual([
      0,
      expect.stringContaining("1,234.00 ct, US$56,780,000,000.00"),
    ]);
    expect((await run("read", file, [...named, "--value-in", "dozen"])).code).toBe(2);
    expect((await run("read", file, ["--column", "Land=weight"])).code).toBe(2);
  });

  it("gives amounts as text in JSON, and never a number that could lose a cent", async () => {
    const { out } = await run("read", await fileOf("a.csv", `${head}\n${good}\n`), ["--json"]);
    const { returns } = JSON.parse(out) as { returns: { filed: { carats: string; usd: string } }[] };
    expect(returns[0]?.filed).toMatchObject({ carats: "100.50", usd: "2000.25" });
  });

  it.each([
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), "neither text nor a workbook"],
    ["a damaged workbook", Buffer.from("PK\u0003\u0004 and no more"), "The workbook is damaged"],
    ["nothing", "", "what separates the columns"],
    ["an open quotation mark", `${head}\n"Namibia,2019`, "Row 2 is not closed"],
  ])("%s is a sentence and exit code 2", async (_, content, sentence) => {
    const { errors, code } = await run("read", await fileOf("x", content));
    expect([code, errors]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it("of a file that is not there is exit code 2", async () => {
    expect((await run("read", join(folder, "none.csv"))).code).toBe(2);
  });

  it("tells of a terminal’s orders in a cell without giving them", async () => {
    const { errors } = await run(
      "read",
      await fileOf("d.csv", `${head}\n\u{9b}31mX,2019,1,production,LSM,1.00,2,\n`),
    );
    expect(errors).toContain("Row 2");
    expect(errors).not.toContain("\u{9b}");
  });
});

describe("screening", () => {
  const history = Array.from({ length: 40 }, (_, i) => {
    const carats = 1_000_000.13 + 7_001.11 * i;
    return `Namibia,${2003 + (i >> 1)},${(i % 2) + 1},production,,${carats.toFixed(2)},${(carats * (500 + i)).toFixed(2)},`;
  });
  const slip = "Namibia,2023,1,production,,1100000.77,59000123.45,";
  const lines = [head, ...history, slip].join("\n");

  it("says what does not fit, by how much, the likely cause and what would be usual, in two languages", async () => {
    const file = await fileOf("s.csv", lines);
    const english = await run("screen", file);
    expect(english.code).toBe(0);
    expect(english.out).toContain("row 42  Namibia, January to June 2023: US$53.64 a carat is");
    expect(english.out).toContain(
      "Likely cause: a slip in the value: US$590,001,234.50 for 1,100,000.77 ct would be usual.",
    );
    expect(english.out).toContain("1 warning on 1 of 41 rows (2.4 %)");
    const french = await run("screen", file, [], "fr");
    expect(french.out).toContain("Cause probable : un glissement dans la valeur");
  });

  it("prints precision, recall, share and how it holds with a year left out", async () => {
    const labels = await fileOf(
      "l.csv",
      "anomaly_id,kind,confidence,source_rows\nL1,unit_value,certain,42\nL2,restated_volume,certain,3\n",
    );
    const { out } = await run("screen", await fileOf("s.csv", lines), ["--labels", labels, "--report"]);
    expect(out).toMatch(/^L1 +unit_value +found by unit-value$/m);
    expect(out).toMatch(/^L2 +restated_volume +not in the file: needs an earlier publication/m);
    expect(out).toContain("Labels found: 1 of 2 (recall 50 %). Of the rows warned about, 100 % are labelled");
    expect(out).toMatch(/^2010 +39 +1\/1 +0 +1\/2$/m);
  });

  it("sets published figures beside the returns", async () => {
    const published = await fileOf(
      "p.csv",
      "figure_id,period,reporter,measure,carats,value_usd,precision,source_url\nF1,2004,NA,production,9999999.99,,exact,https://a.example/x\nF2,20x4,NA,production,1,,exact,x\n",
    );
    const { out, errors, code } = await run("screen", await fileOf("s.csv", lines), [
      "--published",
      published,
      "--share",
      "20",
    ]);
    expect(out).toContain("was published (−79.65 %, a.example)");
    expect([code, errors]).toEqual([1, "Published figures, row 3: period “20x4”"]);
  });

  it.each([
    ["--share", "0"],
    ["--share", "500"],
    ["--as-of", "today"],
    ["--labels", "/dev/null"],
  ])("refuses %s %s with exit code 2", async (...options) => {
    expect((await run("screen", await fileOf("s.csv", lines), options)).code).toBe(2);
  });
});
