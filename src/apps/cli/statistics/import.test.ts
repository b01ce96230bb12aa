// `kimberlite statistics import`: what cannot be a file or a wish of a person is a sentence and exit code 2, before any
// installation is opened.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addStatisticsCommands } from "./commands.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...given: readonly string[]) {
  const errors: string[] = [];
  let code = 0;
  const program = new Command().exitOverride();
  addStatisticsCommands(program, {
    environment: { LANG: "en", KIMBERLITE_DATA: join(folder, "data") },
    now: () => "2026-11-28T00:00:00.000Z",
    out: () => undefined,
    error: (line) => void errors.push(line),
    readInput: () => Promise.reject(new Error("not asked for")),
    setExitCode: (exit) => {
      code = exit;
    },
  });
  await program.parseAsync(["node", "kimberlite", "statistics", "import", ...given]);
  return { code, said: errors.join("\n") };
}

async function fileOf(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}
const head = "reporter,counterpart,flow,product,time_period,carats,value_usd\n";

it.each([
  [["--licence", "D"], "is no licence"],
  [["--kind", "tea-leaves"], "is no kind of file"],
  [["--as-of", "tomorrow"], "is not like 2026-11-12"],
  [["--id", "a1", "--attribution", "us", "--decimal", "dash"], "--decimal"],
  [["--id", "a1", "--attribution", "us", "--carats-in", "tola"], "is no unit"],
  [[], "--id and --attribution"],
])("%j is refused: %s", async (options, said) => {
  const answer = await run(await fileOf("a.csv", head), ...options);
  expect(answer.code).toBe(2);
  expect(answer.said).toContain(said);
});

it("names what is wrong in a mapping, and a file that is not there or no table", async () => {
  const file = await fileOf("a.csv", head);
  expect((await run(file, "--map", await fileOf("m.json", "{"))).said).toContain("is not JSON");
  expect((await run(file, "--map", await fileOf("m.json", '{"colour": 1}'))).said).toContain("“colour”");
  expect((await run(join(folder, "none.csv"))).said).toContain("cannot be read");
  expect((await run(await fileOf("b.csv", "PK\u0003\u0004"))).code).toBe(2);
});
