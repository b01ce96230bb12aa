// The commands of national systems against a real server on this machine.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { ServerType } from "@hono/node-server";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleMessages } from "#modules/exchange/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { createApp } from "../server/app.ts";
import { modules } from "../server/compose.ts";
import { addExchangeCommands } from "./exchange.ts";
import type { Terminal } from "./terminal.ts";

const program = (place: number, ...roles: string[]): Actor => ({
  kind: "api-key",
  id: `00000000-0000-7000-8000-0000000002${place}`,
  name: `Program ${place}`,
  organisation: "SL-KPA",
  roles,
});
const programs: Readonly<Record<string, Actor>> = {
  issuer: program(11, "issuing-officer"),
  validator: program(12, "validating-officer"),
};

let scheme: TestScheme;
let web: ServerType;
let server: string;
let folder: string;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const { database, keyring } = scheme;
  const app = createApp({
    modules,
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base: { database, keyring, clock: () => scheme.now, committed: () => undefined },
    authenticate: async (_, headers) => programs[headers.get("authorization")?.slice(7) ?? ""] ?? null,
    founding: async () => undefined,
    report: (error) => expect.unreachable(String(error)),
    baseUrl: "http://localhost",
  });
  server = await new Promise((resolve) => {
    web = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
  folder = await mkdtemp(join(tmpdir(), "kimberlite-exchange-"));
});
afterAll(async () => {
  web.close();
  await scheme.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(who: string | null, ...words: readonly string[]): Promise<{ code: number; out: string }> {
  let code = 0;
  const out: string[] = [];
  const terminal: Terminal = {
    environment: { LANG: "en_GB.UTF-8", ...(who === null ? {} : { KIMBERLITE_API_KEY: who }) },
    now: () => new Date(scheme.now).toISOString(),
    out: (line) => void out.push(line),
    error: (line) => void out.push(line),
    readInput: async () => new Uint8Array(),
    setExitCode: (value) => void (code = value),
  };
  const program = new Command("kimberlite").exitOverride();
  addExchangeCommands(program, terminal);
  await program.parseAsync(["node", "kimberlite", ...words]);
  return { code, out: out.join("\n") };
}

async function sample(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, sampleMessages.find((one) => one.name === name)?.text ?? "");
  return path;
}

const at = (): readonly string[] => ["--server", server];

test("a file is checked without a server, by the rules that the program knows", async () => {
  expect(await run(null, "validate", await sample("certificates-good.csv"))).toEqual({
    code: 0,
    out: "Nothing wrong in 1 row.",
  });
  const bad = await run(null, "validate", await sample("certificates-bad.json"));
  expect(bad.code).toBe(1);
  expect(bad.out).toContain("row 1  2026-000119  goods.lines.0.carats  The weight must be more than zero");
  expect(bad.out).toContain("goods.importer.country  The importer is within Sierra Leone itself");
  const asked = await run(null, "validate", await sample("events-bad.json"), "--json", ...at());
  expect(JSON.parse(asked.out)).toMatchObject({ kind: "events", valid: false });
});

test("a file is tried out, recorded, validated by another key, and looked at again", async () => {
  const file = await sample("certificates-good.json");
  const dry = await run("issuer", "batch", "send", file, "--kind", "certificates", "--dry-run", ...at());
  expect([dry.code, dry.out.split("\n").at(-1)]).toEqual([
    0,
    "2 rows would be recorded, 0 refused. Nothing was recorded.",
  ]);
  const id = /Its id is (\S+)\./.exec(dry.out)?.[1] ?? "";
  const recorded = await run("issuer", "batch", "resume", id, ...at());
  expect(recorded).toEqual({
    code: 0,
    out: "2 rows recorded, 0 recorded before, 0 refused, 0 waiting.",
  });
  const again = await run("issuer", "batch", "send", file, "--kind", "certificates", ...at());
  expect(again.out).toContain("0 rows recorded, 2 recorded before");
  expect((await run("validator", "batch", "validate", id, ...at())).out).toContain("2 rows recorded");
  expect((await run("issuer", "batch", "report", id, ...at())).out).toMatch(
    /1,2026-000117,done,[0-9a-f]{32},SL \d{6},,,/,
  );
  expect((await run("issuer", "batch", "status", id, ...at())).out).toContain("2 rows recorded");
});

test("a file with mistakes ends with exit code 1, row by row", async () => {
  const file = await sample("certificates-bad.json");
  const sent = await run("issuer", "batch", "send", file, "--kind", "certificates", ...at());
  expect(sent.code).toBe(1);
  expect(sent.out).toContain("row 2  2026-000120  There is no field “colour” here");
  expect((await run("issuer", "batch", "send", file, "--kind", "people", ...at())).code).toBe(2);
  expect((await run("issuer", "webhooks", "list", ...at())).out).toBe("None.");
  expect((await run("issuer", "webhooks", "log", "nothing", ...at())).code).toBe(1);
});
