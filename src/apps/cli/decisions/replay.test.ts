// `kimberlite decisions replay`: the real list, and files that are not one. Every refusal is a sentence, and nothing is half done.
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { stringify } from "csv-stringify/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rowColumns } from "#core/decisions/replay/rows.ts";
import { realDecisions } from "#core/kp/decisions.ts";
import { addDecisionCommands } from "./commands.ts";
import { largestList } from "./list.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "decisions-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(content: string | Uint8Array, ...options: string[]) {
  const file = join(folder, "list.csv");
  await writeFile(file, content);
  return runOn(file, ...options);
}

async function runOn(file: string, ...options: string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  let code = 0;
  const program = new Command().exitOverride();
  addDecisionCommands(program, {
    environment: { LANG: "en" },
    now: () => "2026-11-28T00:00:00.000Z",
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
    readInput: () => Promise.reject(new Error("not asked for")),
    setExitCode: (given) => {
      code = given;
    },
  });
  await program.parseAsync(["node", "kimberlite", "decisions", "replay", file, ...options]);
  return { out: out.join("\n"), errors, code };
}

const head = rowColumns.join(",");
const row = "X1,2022-06-20,I,anything,BLOCKED,UA EU,RU,";

/** The table of real decisions as the list that a source would give. */
const realList = stringify(
  realDecisions.map(({ id, date, procedure, result, matter, support, objections }) => {
    const side = (known: typeof support) =>
      known?.total === undefined ? (known?.named ?? []).join(" ") : String(known.total);
    return [id, date, procedure, matter.en, result, side(support), side(objections), ""];
  }),
  { header: true, columns: [...rowColumns] },
);

describe("a list of decisions", () => {
  it("is replayed row by row under every rule", async () => {
    const { out, errors, code } = await run(realList);
    expect({ errors, code }).toEqual({ errors: [], code: 0 });
    expect(out).toMatch(/^D24 +2015-07-17 +PASS +A +A +Ax +Ax +x /m);
    expect(out).toMatch(/^D34 +2022-06-20 +BLOCKED +n +n +D /m);
    expect(out).toContain("52 decisions read, 0 rows refused.");
  });

  it("says of one decision who was decisive and what silence did", async () => {
    const { out } = await run(realList, "--id", "D24");
    expect(out).toMatch(/Two thirds of all +not adopted +Too few can have supported it/);
    expect(out).toContain("Silence counts as consent");
    expect(out).not.toContain("D34");
  });

  it("gives JSON that a program can read", async () => {
    const { out } = await run(realList, "--json");
    const { decisions, refused } = JSON.parse(out) as { decisions: unknown[]; refused: unknown[] };
    expect([decisions.length, refused.length]).toEqual([52, 0]);
  });

  it("goes on after a row that it cannot read, and says which and why", async () => {
    const { out, errors, code } = await run(
      `${head}\n${row}\nX2,2022-06-20,I,x,VETOED,,,\nX3,2022-06-20,I,x,PASS,ZZ,,\n${row}\nX4,a,b\n`,
    );
    expect(out).toContain("1 decision read, 4 rows refused.");
    expect(errors).toEqual([
      expect.stringMatching(/^Row 2, result: “VETOED” is no result; there are PASS/),
      expect.stringMatching(/^Row 3, named_support: “ZZ” is neither a Participant/),
      "Row 4, id: X1 stands twice",
      "Row 5, –: the row has 3 cells, the head 8",
    ]);
    expect(code).toBe(1);
  });
});

describe("what is no list of decisions", () => {
  it.each([
    ["nothing", "", "the column “id” is missing"],
    ["a head alone", `${head}\n`, "the file has no rows below its head"],
    ["another head", "id,when,what\n1,2,3\n", "the column “when” is not known"],
    ["a column twice", `${head},id\n${row},x\n`, "the column “id” stands twice"],
    ["a broken quotation", `${head}\n"X1,2022`, "the file is not CSV"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), "the file is not UTF-8 text"],
    ["a database", "SQLite format 3\0\0\0", "the file is not UTF-8 text"],
    ["one endless cell", `${head}\n"${"x".repeat(50_000)}"`, "the file is not CSV"],
    ["too many rows", `${head}\n${`${row}\n`.repeat(5_001)}`, "the file has more than 5,000 rows"],
  ])("%s", async (_, content, sentence) => {
    const { errors, code } = await run(content);
    expect(errors).toContain(sentence);
    expect(code).toBe(1);
  });

  it("a file of 200 MB is refused by its size, without being read", async () => {
    const path = join(folder, "large.csv");
    const file = await open(path, "w");
    await file.truncate(200 * 1024 * 1024);
    await file.close();
    const before = process.memoryUsage().rss;
    const { errors, code } = await runOn(path);
    expect(errors).toEqual([
      `kimberlite: The file has 209,715,200 bytes; at most ${largestList.toLocaleString("en")} are read.`,
    ]);
    expect(code).toBe(2);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it("a stream that never ends is read to the limit only", async () => {
    const { errors, code } = await runOn("/dev/zero");
    expect(errors.join()).toContain("at most");
    expect(code).toBe(2);
  });

  it("a file that is not there, a folder, an id that is not in it, seats that are no number", async () => {
    expect((await runOn(join(folder, "none.csv"))).code).toBe(2);
    expect((await runOn(folder)).code).toBe(2);
    expect((await run(realList, "--id", "D99")).errors).toEqual([expect.stringContaining('"D99" is not in')]);
    expect((await run(realList, "--industry-seats", "-1")).code).toBe(2);
    expect((await run(realList, "--industry-seats", "1e9")).code).toBe(2);
  });

  it("orders to the terminal hidden in a cell are not passed on", async () => {
    const { errors } = await run(`${head}\nX1,\u001b[31m2022,I,x,PASS,,,\n`);
    expect(errors.join()).not.toContain("\u001b");
  });
});
