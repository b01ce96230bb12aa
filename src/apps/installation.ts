// One installation: its data folder, database and keys, opened for as long as a command or the server needs them.
// The server holds its own data folder alone; other commands may look into it meanwhile.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Config } from "#platform/config/config.ts";
import { openDatabase } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { startOwnPostgres } from "#platform/db/postgres.ts";
import type { OwnPostgres } from "#platform/db/postgres.ts";
import { fileHeads, logFolder } from "#modules/record/index.ts";
import type { HeadStore, LogFolder } from "#modules/record/index.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import type { Keyring } from "#platform/keys/keyring.ts";

export interface Installation {
  readonly folder: string;
  readonly database: Database;
  /** With the owner's rights: rebuild, audit, restore. */
  readonly owner: () => Database;
  readonly keyring: Keyring;
  /** The last signed head of the log, apart from the database. */
  readonly heads: HeadStore;
  /** The published files of the log. */
  readonly log: LogFolder;
  close(): Promise<void>;
}

const serverLock = 7_102_003;
const programName = "kimberlite";
/** PostgreSQL cuts names at 63 bytes, and " owner" or " lock" must still fit. */
const longestLabel = 56;

export class FolderInUse extends Error {}

/** Starts what must run, migrates, and opens the keys. With `alone`, refuses a data folder that another server holds. */
export async function openInstallation(
  config: Config,
  use: { alone?: boolean; label?: string; connections?: number } = {},
): Promise<Installation> {
  const own = config.databaseUrl === undefined ? await startOwnPostgres(config.dataFolder) : undefined;
  const ownerConfig: pg.ClientConfig = own?.superuser ?? { connectionString: config.databaseUrl };
  const folder = own?.folder ?? config.dataFolder;
  await mkdir(folder, { recursive: true });
  const label = `${programName} ${process.pid}${use.label === undefined ? "" : ` ${use.label}`}`.slice(
    0,
    longestLabel,
  );
  let hold: pg.Client | undefined;
  try {
    if (own !== undefined && use.alone === true) hold = await holdFolder(ownerConfig, folder, label);
    await migrate(ownerConfig);
  } catch (error) {
    // What cannot be opened leaves no server running behind it, unless somebody else uses that server.
    await hold?.end().catch(() => undefined);
    if (own !== undefined && (await isUnused(ownerConfig))) await own.stop();
    throw error;
  }
  const database = openDatabase(ownerConfig, {
    name: label,
    ...(use.connections === undefined ? {} : { connections: use.connections }),
  });
  const keeper =
    own === undefined || hold === undefined
      ? undefined
      : keepRunning(own, hold, () => holdFolder(ownerConfig, folder, label));
  let owner: Database | undefined;
  return {
    folder,
    database,
    owner: () =>
      (owner ??= openDatabase(ownerConfig, { name: `${label} owner`, connections: 2, role: null })),
    keyring: await openKeyring(join(folder, "keys")),
    heads: fileHeads(join(folder, "log-head")),
    log: logFolder(join(folder, "log")),
    async close() {
      keeper?.stop();
      await owner?.close();
      await database.close();
      await keeper
        ?.hold()
        .end()
        .catch(() => undefined);
      if (own !== undefined && (await isUnused(ownerConfig))) await own.stop();
    },
  };
}

/** A lock that lives as long as its connection: a killed program frees it at once. */
async function holdFolder(ownerConfig: pg.ClientConfig, folder: string, label: string): Promise<pg.Client> {
  const client = new pg.Client({ ...ownerConfig, application_name: `${label} lock`, keepAlive: true });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
    serverLock,
  ]);
  if (rows[0]?.held === true) return client;
  const holder = await client.query<{ name: string; since: Date }>(
    "select a.application_name as name, a.backend_start as since from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.objid = $1 and l.granted",
    [serverLock],
  );
  await client.end();
  const who = holder.rows[0];
  const [, pid = "?", where = ""] = /^kimberlite (\d+) ?(.*?) lock$/.exec(who?.name ?? "") ?? [];
  throw new FolderInUse(
    `The data folder ${folder} is in use by process ${pid}${where === "" ? "" : ` (${where})`}, since ${who?.since.toISOString() ?? "?"}. ` +
      "Stop that one first, or set KIMBERLITE_DATA to another folder and PORT to another port.",
  );
}

/** Starts the program's own PostgreSQL again when it dies, and takes the folder's lock anew. */
function keepRunning(
  own: OwnPostgres,
  first: pg.Client,
  holdAgain: () => Promise<pg.Client>,
): { stop(): void; hold(): pg.Client } {
  let held = first;
  let busy = false;
  const timer = setInterval(() => {
    if (busy || own.isRunning()) return;
    busy = true;
    void (async () => {
      try {
        await own.restart();
        await held.end().catch(() => undefined);
        held = await holdAgain();
      } catch {
        // It is tried again at the next look.
      } finally {
        busy = false;
      }
    })();
  }, 500);
  timer.unref();
  return { stop: () => clearInterval(timer), hold: () => held };
}

/** True when no other program of ours is connected. */
async function isUnused(ownerConfig: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(ownerConfig);
  client.on("error", () => undefined);
  try {
    await client.connect();
    // A program that has just ended may still be listed for a moment.
    for (let attempt = 0; attempt < 20; attempt++) {
      const { rowCount } = await client.query(
        "select 1 from pg_stat_activity where pid <> pg_backend_pid() and application_name like $1",
        [`${programName} %`],
      );
      if (rowCount === 0) return true;
      const others = await client.query(
        "select 1 from pg_stat_activity where application_name like $1 and application_name not like $2",
        [`${programName} %`, `${programName} ${process.pid}%`],
      );
      if ((others.rowCount ?? 0) > 0) return false;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
