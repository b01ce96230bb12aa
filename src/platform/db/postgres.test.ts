// The program's own PostgreSQL: it starts in a deep folder, outlives a killed program and is taken over, and stops.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnPostgres } from "./postgres.ts";
import type { OwnPostgres } from "./postgres.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
let parent: string;
let folder: string;
let own: OwnPostgres | undefined;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "kimberlite-own-"));
  folder = join(parent, "a-folder-of-a-ministry-with-a-long-name", "x".repeat(60), "data");
  await mkdir(folder, { recursive: true });
  await chmod(parent, 0o755);
});
afterAll(async () => {
  await own?.stop();
  // The short folder of a socket whose own place is too deep.
  if (own?.superuser.host?.startsWith(join(tmpdir(), "kimberlite-")) === true)
    await rm(own.superuser.host, { recursive: true, force: true });
  await rm(parent, { recursive: true, force: true });
});

async function ask(server: OwnPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client(server.superuser);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(folder, "db", "postmaster.pid"), "utf8"), 10);
}

test("starts in a folder too deep for a socket; when its program is killed, the next one takes it over", async () => {
  expect(Buffer.byteLength(join(folder, "socket", ".s.PGSQL.5432"))).toBeGreaterThan(107);
  const program = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      "--input-type=module",
      "-e",
      `import { startOwnPostgres } from "./src/platform/db/postgres.ts";
       const own = await startOwnPostgres(${JSON.stringify(folder)}, { durable: false });
       process.stdout.write(own.startedHere ? "started" : "adopted");
       setInterval(() => undefined, 1000);`,
    ],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  const [said] = (await once(program.stdout, "data")) as [Buffer];
  expect(said.toString()).toBe("started");
  const pid = await serverPid();
  program.kill("SIGKILL");
  await once(program, "exit");

  own = await startOwnPostgres(folder, { durable: false });
  expect(own.startedHere).toBe(false);
  expect(own.isRunning()).toBe(true);
  expect(own.folder).toBe(folder);
  expect(await serverPid()).toBe(pid);
  expect(await ask(own, "select 1 as one")).toEqual([{ one: 1 }]);
}, 60_000);

test("listens on no network address, speaks UTC and UTF-8, and its password is its owner's alone", async () => {
  const settings = await ask(
    own as OwnPostgres,
    "select current_setting('listen_addresses') as listen, current_setting('timezone') as zone, current_setting('server_encoding') as encoding, current_setting('password_encryption') as passwords",
  );
  expect(settings).toEqual([{ listen: "", zone: "UTC", encoding: "UTF8", passwords: "scram-sha-256" }]);
  expect((await stat(join(folder, "db.password"))).mode & 0o777).toBe(0o600);
  const wrong = { ...(own as OwnPostgres), superuser: { ...own?.superuser, password: "wrong" } };
  await expect(ask(wrong, "select 1")).rejects.toThrow(/password authentication failed/);
});

test("started again after the server itself was killed, it holds what was committed", async () => {
  const server = own as OwnPostgres;
  await ask(server, "create table kept (x int)");
  await ask(server, "insert into kept values (7)");
  await ask(server, "checkpoint");
  process.kill(await serverPid(), "SIGKILL");
  await expect.poll(() => server.isRunning(), { timeout: 10_000 }).toBe(false);
  await server.restart();
  expect(server.isRunning()).toBe(true);
  expect(await ask(server, "select x from kept")).toEqual([{ x: 7 }]);
}, 60_000);

test("stopped, it is gone; a number left behind that is now another program's is neither taken for it nor stopped", async () => {
  const server = own as OwnPostgres;
  const before = await readFile(join(folder, "db", "postmaster.pid"), "utf8");
  await server.stop();
  expect(server.isRunning()).toBe(false);
  expect(existsSync(join(folder, "db", "postmaster.pid"))).toBe(false);
  if (!existsSync("/proc/self/cmdline")) return;
  const other = spawn("sleep", ["60"]);
  try {
    await writeFile(join(folder, "db", "postmaster.pid"), before.replace(/^\d+/, String(other.pid)));
    expect(server.isRunning()).toBe(false);
    await server.stop();
    expect(other.exitCode ?? other.signalCode).toBeNull();
    const ended = once(other, "exit");
    other.kill();
    await ended;
    own = await startOwnPostgres(folder, { durable: false });
    expect(own.startedHere).toBe(true);
    expect(await ask(own, "select x from kept")).toEqual([{ x: 7 }]);
  } finally {
    other.kill();
  }
}, 60_000);
