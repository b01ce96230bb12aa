// One data folder: held by one server alone, shared with other commands meanwhile, and left without a running database.
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "#platform/config/config.ts";
import type { Config } from "#platform/config/config.ts";
import { FolderInUse, openInstallation } from "./installation.ts";
import type { Installation } from "./installation.ts";

let folder: string;
let config: Config;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-installation-"));
  await chmod(folder, 0o755);
  config = readConfig({ KIMBERLITE_DATA: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isRunning = (): boolean => existsSync(join(folder, "db", "postmaster.pid"));

async function roleOf({ database }: Pick<Installation, "database">): Promise<unknown> {
  return (await database.pool.query<{ role: string }>("select current_user as role")).rows[0]?.role;
}

test("a folder that a server holds is refused to a second one, with who holds it; other commands may look into it", async () => {
  const where = `https://kimberley.${"ministry-of-mines.".repeat(4)}example`;
  const server = await openInstallation(config, { alone: true, label: where, connections: 2 });
  try {
    expect(await roleOf(server)).toBe("kimberlite_app");
    expect(await roleOf({ database: server.owner() })).toBe("postgres");
    const refusal = await openInstallation(config, { alone: true, label: where }).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    expect(refusal).toBeInstanceOf(FolderInUse);
    expect(refusal?.message).toContain(`${folder} is in use by process ${process.pid} (https://kimberley.`);
    expect(refusal?.message).toMatch(/since \d{4}-\d\d-\d\dT/);
    expect(refusal?.message).toMatch(/KIMBERLITE_DATA.*PORT/);

    const command = await openInstallation(config, { connections: 1 });
    expect(await roleOf(command)).toBe("kimberlite_app");
    await command.close();
    expect(isRunning()).toBe(true);
    expect(await roleOf(server)).toBe("kimberlite_app");
  } finally {
    await server.close();
  }
  expect(isRunning()).toBe(false);
}, 60_000);

test("closed, it can be opened again with the same keys, and its server stops with the last who uses it", async () => {
  const secret = await readFile(join(folder, "keys", "blinding.secret"), "utf8");
  const first = await openInstallation(config, { alone: true, connections: 1 });
  const second = await openInstallation(config, { connections: 1 });
  await second.database.pool.query("select 1");
  await first.close();
  expect(isRunning()).toBe(true);
  expect(await roleOf(second)).toBe("kimberlite_app");
  await second.close();
  expect(isRunning()).toBe(false);
  expect(await readFile(join(folder, "keys", "blinding.secret"), "utf8")).toBe(secret);
}, 60_000);

test("an installation that cannot be opened leaves no server running, and nobody locked out", async () => {
  const good = await openInstallation(config, { connections: 1 });
  await good.owner().pool.query("insert into migration (name, checksum) values ('9999-later.sql', 'x')");
  await expect(openInstallation(config, { alone: true })).rejects.toThrow(/newer than the program/);
  expect(isRunning()).toBe(true);
  await good.close();
  expect(isRunning()).toBe(false);
  await expect(openInstallation(config, { alone: true })).rejects.toThrow(/newer than the program/);
  expect(isRunning()).toBe(false);
}, 60_000);
