// `kimberlite statistics export`: a server and the installation itself give the same bytes, what was written reads back, and
// refusals are sentences.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { ServerType } from "@hono/node-server";
import { Command } from "commander";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readSdmxCsv } from "#core/statistics/sdmx/read-csv.ts";
import { published } from "#core/statistics/testing/published.ts";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import { statisticsModule } from "#modules/statistics/index.ts";
import { siteOf } from "../../../../test/support/site.ts";
import { inventFigures } from "../../../../test/support/statistics.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { addStatisticsCommands } from "./commands.ts";

let scheme: TestScheme;
let web: ServerType;
let [folder, server, database] = ["", "", ""];

beforeAll(async () => {
  scheme = await testScheme();
  await inventFigures(scheme, [
    published({ period: "2025-S1", carats: 12_345n, usd: 99_999n }),
    published({ reporter: "BW", period: "2025-S1", carats: 22_222n, usd: 88_888n }),
    published({ reporter: "NA", period: "2025-S1", carats: 77_777n, open: false }),
  ]);
  const site = siteOf(scheme, statisticsModule, async () => null);
  server = await new Promise((resolve) => {
    web = serve({ fetch: site.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  folder = await mkdtemp(join(tmpdir(), "export-"));
  const { host, port, user, password } = inject("postgres");
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    scheme.database.kysely,
  );
  // The server of the tests listens at a socket in a folder.
  const socket = encodeURIComponent(host);
  database = `postgresql://${user}:${encodeURIComponent(password)}@${socket}:${port}/${rows[0]?.name}`;
});
afterAll(async () => {
  web.close();
  await scheme.close();
  await rm(folder, { recursive: true });
});

async function run(...given: readonly string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  let code = 0;
  const program = new Command().exitOverride();
  addStatisticsCommands(program, {
    environment: {
      LANG: "en",
      KIMBERLITE_DATA: join(folder, "data"),
      DATABASE_URL: database,
      BASE_URL: server,
    },
    now: () => "2026-11-28T00:00:00.000Z",
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
    readInput: () => Promise.reject(new Error("not asked for")),
    setExitCode: (exit) => {
      code = exit;
    },
  });
  await program.parseAsync(["node", "kimberlite", "statistics", "export", ...given]);
  return { code, out: out.join("\n"), said: errors.join("\n") };
}

async function written(...given: readonly string[]): Promise<Buffer> {
  const file = join(folder, "out");
  expect(await run(...given, "--out", file)).toEqual({ code: 0, out: file, said: "" });
  return readFile(file);
}

describe("an export", () => {
  test.each(["csv", "csv-comma", "xlsx", "json", "sdmx-csv-1", "sdmx-csv-2", "sdmx-json"])(
    "as %s is the same from a server and from the installation",
    async (format) => {
      const asked = ["--format", format, "--flow", "production", "--from", "2025"];
      const [here, there] = [await written(...asked), await written(...asked, "--server", server)];
      expect(here.equals(there)).toBe(true);
      expect(here.length).toBeGreaterThan(100);
    },
  );

  test("has what is open, and of that what was asked for, and reads back", async () => {
    const file = await written("--format", "sdmx-csv-2", "--reporter", "Sierra Leone", "--reporter", "NA");
    const sheet = readDelimited(file);
    const reading = sheet.ok ? readSdmxCsv(sheet.rows, true) : undefined;
    expect(reading?.ok === true && reading.observations.map((one) => [one.reporter, one.carats])).toEqual([
      ["SL", 12_345n],
    ]);
    expect((await run("--as-of", "2020-01-01")).out.split("\n")).toHaveLength(1);
  });

  test("without --out is text for the next program", async () => {
    const { out } = await run("--format", "csv-comma", "--reporter", "BW");
    expect(out.split("\r\n")).toEqual([
      expect.stringMatching(/^\uFEFFreporter;flow;/),
      expect.stringContaining('"222,22";"888,88"'),
    ]);
  });

  test.each([
    [["--format", "pdf"], 2, "is no format: csv, csv-comma, xlsx"],
    [["--format", "xlsx"], 2, "say with --out"],
    [["--flow", "smuggling"], 1, "--flow: "],
    [["--reporter", "Atlantis"], 1, "--reporter: "],
    [["--as-of", "yesterday"], 1, "--as-of: "],
    [["--from", "2025-S3"], 1, "--from: "],
    [["--release", "2025-1", "--from", "2025"], 2, "as it was published"],
    [["--release", "2025-1", "--format", "csv-comma"], 2, "A release has no csv-comma"],
    [["--release", "2025-9"], 1, "not"],
    [["--release", "2025-9", "--server", "SERVER"], 1, ""],
    [["--flow", "smuggling", "--server", "SERVER"], 1, ""],
    [["--server", "http://127.0.0.1:1"], 3, "No answer"],
  ])("refuses %j with exit code %i: %s", async (given, code, sentence) => {
    const answer = await run(...given.map((one) => (one === "SERVER" ? server : one)));
    expect([answer.code, answer.out, answer.said]).toEqual([code, "", expect.stringContaining(sentence)]);
  });
});
