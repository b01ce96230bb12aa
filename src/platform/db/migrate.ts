// Brings a database to the newest shape: numbered SQL files of db/, each once, under a lock, with its checksum kept.
// Forward only. A file that changed after it ran, or a database newer than the program, is refused.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

const folder = fileURLToPath(new URL("../../../db/", import.meta.url));
const lock = 7_102_001;

/** Returns the names of the migrations that ran. */
export async function migrate(config: pg.ClientConfig): Promise<readonly string[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    await client.query(
      "create table if not exists migration (name text primary key, checksum text not null, ran_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "select name, checksum from migration",
    );
    const done = new Map(rows.map((row) => [row.name, row.checksum]));
    const files = await migrationFiles();
    const unknown = [...done.keys()].filter((name) => !files.some((file) => file.name === name));
    if (unknown.length > 0)
      throw new Error(`This database is newer than the program: it has ${unknown.join(", ")}.`);
    const ran: string[] = [];
    for (const file of files) {
      const before = done.get(file.name);
      if (before === file.checksum) continue;
      if (before !== undefined)
        throw new Error(`${file.name} was changed after it ran; a migration is never edited.`);
      await client.query("begin");
      await client.query(file.sql);
      await client.query("insert into migration (name, checksum) values ($1, $2)", [
        file.name,
        file.checksum,
      ]);
      await client.query("commit");
      ran.push(file.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

async function migrationFiles(): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(`../../../db/${name}`, import.meta.url), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
