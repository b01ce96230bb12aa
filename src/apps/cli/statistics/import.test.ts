// `kimberlite statistics import`: what cannot be a file or a wish of a person is a sentence and exit code 2, before any
// installation is opened; a good file is looked at, taken in, and the second time changes nothing.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { readConfig } from "#platform/config/config.ts";
import { found } from "#modules/record/index.ts";
import { founder } from "../../../../test/support/scheme.ts";
import { openInstallation } from "../../installation.ts";
import { addStatisticsCommands } from "./commands.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-"));
});
afterEach(() => rm(folder, { recursive: true }));

let databaseUrl: string | undefined;

async function run(...given: readonly string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  let code = 0;
  const program = new Command().exitOverride();
  addStatisticsCommands(program, {
    environment: environment(),
    now: () => "2026-11-28T00:00:00.000Z",
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
    readInput: () => Promise.reject(new Error("not asked for")),
    setExitCode: (exit) => {
      code = exit;
    },
  });
  await program.parseAsync(["node", "kimberlite", "statistics", "import", ...given]);
  return { code, said: errors.join("\n"), out: out.join("\n") };
}

function environment(): Record<string, string> {
  const data = { LANG: "en", KIMBERLITE_DATA: join(folder, "data") };
  return databaseUrl === undefined ? data : { ...data, DATABASE_URL: databaseUrl };
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

it("takes a good file in: looked at first, then recorded, and the same again changes nothing", async () => {
  const { host, port, user, password } = inject("postgres");
  const name = `import_${process.pid}`;
  const admin = new pg.Client({ host, port, user, password, database: "postgres" });
  await admin.connect();
  await admin.query(`create database ${name} template kimberlite_template`);
  databaseUrl = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
  const installation = await openInstallation(readConfig(environment()), { connections: 2 });
  try {
    const { database, keyring } = installation;
    const clock = (): number => Date.parse("2026-11-01T00:00:00.000Z");
    await found(
      { database, keyring, clock, committed: () => undefined, actor: founder },
      { origin: "import.example/log", scheme: "Import", demonstration: true },
    );
    const file = await fileOf("trade.csv", `${head}NA,BE,EXPORT,710231,2019-Q1,1,2.50\n`);
    const named = ["--id", "trade", "--attribution", "An office", "--as-of", "2026-05-01"];
    const standing = async (): Promise<unknown> =>
      JSON.parse((await run(file, ...named, "--dry-run", "--json")).out);
    const looked = await run(file, ...named, "--dry-run");
    expect([looked.code, looked.said]).toEqual([0, ""]);
    expect(looked.out).toContain("exports: 1 figure, 1.00 ct, US$2.50");
    expect(looked.out).toContain("nothing was kept");
    expect(await standing()).toMatchObject({ edition: null, changes: { added: 1, same: 0 } });
    const taken = await run(file, ...named);
    expect([taken.code, taken.said]).toEqual([0, ""]);
    expect(taken.out).toContain("Taken in as edition 1.");
    expect((await run(file, ...named)).out).toContain("nothing was changed");
    const refused = await run(await fileOf("bad.csv", `${head}NA,BE,EXPORT,710239,2019-Q1,1,2\n`), ...named);
    expect(refused.code).toBe(1);
    expect(refused.said).toContain("Nothing was taken in");
    expect(await standing()).toMatchObject({ edition: 1, changes: { added: 0, same: 1, missing: 0 } });
  } finally {
    databaseUrl = undefined;
    await installation.close();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
});
