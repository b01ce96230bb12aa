// Backup and restore. A backup is the record itself and the working tables worth keeping; projections are made again.
// One gzip file of JSON lines, read in one snapshot, closed by a line that counts and hashes everything before it.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { sql } from "kysely";
import type { Kysely } from "kysely";
import { auditIn } from "./audit.ts";
import type { AuditReport } from "./audit.ts";
import type { AnyActKind } from "./record.ts";
import { rebuildIn } from "./replay.ts";
import { tablesOfClass } from "./store.ts";

const format = "kimberlite-backup@v1";
/** Worth nothing after a restore: sessions end, challenges are stale, answers were given, troubles are looked for anew. */
const leftOut = new Set(["session", "challenge", "idempotency", "log_trouble", "witness_contact"]);
const pageRows = 500;

interface Header {
  readonly format: string;
  readonly takenAt: string;
  readonly tables: readonly string[];
}

interface Trailer {
  readonly end: true;
  readonly rows: number;
  readonly sha256: string;
}

/** Writes aside and renames: a file under the given name is always whole. Returns the number of rows. */
export async function backup(db: Kysely<unknown>, path: string, takenAt: string): Promise<number> {
  const aside = `${path}.part`;
  let rows = 0;
  try {
    await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (trx) => {
        const tables = [
          ...(await tablesOfClass({ db: trx }, "record")),
          ...(await tablesOfClass({ db: trx }, "working")).filter((name) => !leftOut.has(name)),
        ];
        const digest = createHash("sha256");
        const lines = async function* (): AsyncGenerator<string> {
          const line = (value: unknown): string => {
            const text = `${JSON.stringify(value)}\n`;
            digest.update(text);
            return text;
          };
          const header: Header = { format, takenAt, tables };
          yield line(header);
          for (const table of tables) {
            for await (const row of everyRow(trx, table)) {
              rows++;
              yield line([table, row]);
            }
          }
          const trailer: Trailer = { end: true, rows, sha256: digest.digest("hex") };
          yield `${JSON.stringify(trailer)}\n`;
        };
        await pipeline(
          Readable.from(lines()),
          createGzip(),
          createWriteStream(aside, { flags: "w", mode: 0o600 }),
        );
      });
    const file = await open(aside, "r+");
    await file.sync();
    await file.close();
    await rename(aside, path);
    return rows;
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/**
 * Fills an empty, migrated database from a backup, makes the projections and audits all of it, in one transaction: where
 * the audit finds a difference, the database is as empty as before, and the report says what differs.
 */
export async function restore(
  db: Kysely<unknown>,
  path: string,
  kinds: readonly AnyActKind[],
): Promise<AuditReport> {
  await refuseUnlessWhole(path);
  let report: AuditReport | undefined;
  const restored = db.transaction().execute(async (trx) => {
    const { rows } = await sql`select 1 from act limit 1`.execute(trx);
    if (rows.length > 0) throw new Error("This database already holds a record; restore into an empty one.");
    await sql`set local session_replication_role = replica`.execute(trx).catch(() => undefined);
    let page: { table: string; rows: unknown[] } = { table: "", rows: [] };
    for await (const value of linesOf(path)) {
      if (!Array.isArray(value)) continue;
      const [table, row] = value as [string, unknown];
      if (table !== page.table || page.rows.length >= pageRows) {
        await insertRows(trx, page);
        page = { table, rows: [] };
      }
      page.rows.push(row);
    }
    await insertRows(trx, page);
    await sql`select setval(pg_get_serial_sequence('act', 'serial'), greatest((select max(serial) from act), 1))`.execute(
      trx,
    );
    await rebuildIn({ db: trx }, kinds);
    report = await auditIn({ db: trx }, kinds);
    if (!report.ok) throw new NotWhole();
    return report;
  });
  return restored.catch((error: unknown) => {
    if (error instanceof NotWhole && report !== undefined) return report;
    throw error;
  });
}

/** Undoes the restore. */
class NotWhole extends Error {}

async function* everyRow(trx: Kysely<unknown>, table: string): AsyncGenerator {
  await sql`declare backup_rows cursor for select to_jsonb(t) as row from ${sql.table(table)} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: unknown }>`fetch ${sql.lit(pageRows)} from backup_rows`.execute(trx);
    if (rows.length === 0) break;
    for (const { row } of rows) yield row;
  }
  await sql`close backup_rows`.execute(trx);
}

async function insertRows(
  trx: Kysely<unknown>,
  page: { table: string; rows: readonly unknown[] },
): Promise<void> {
  if (page.rows.length === 0) return;
  await sql`
    insert into ${sql.table(page.table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.table(page.table)}, ${JSON.stringify(page.rows)}::jsonb)`.execute(
    trx,
  );
}

/** Reads the whole file once before a row is written: a backup cut short must not half-fill a database. */
async function refuseUnlessWhole(path: string): Promise<void> {
  const digest = createHash("sha256");
  let rows = 0;
  let header: Header | undefined;
  let trailer: Trailer | undefined;
  try {
    for await (const [text, value] of textLinesOf(path)) {
      if (trailer !== undefined) throw new Error("more after the end");
      if (header === undefined) header = value as Header;
      if (!Array.isArray(value) && (value as Trailer).end) {
        trailer = value as Trailer;
        continue;
      }
      if (Array.isArray(value)) rows++;
      digest.update(`${text}\n`);
    }
  } catch (error) {
    throw new Error(
      `${path} cannot be read as a backup: ${error instanceof Error ? error.message : "damaged"}`,
      { cause: error },
    );
  }
  if (header?.format !== format) throw new Error(`${path} is not a backup of Kimberlite.`);
  if (trailer === undefined || trailer.rows !== rows || trailer.sha256 !== digest.digest("hex")) {
    throw new Error(`${path} is damaged or was cut short; nothing was restored.`);
  }
}

async function* linesOf(path: string): AsyncGenerator {
  for await (const [, value] of textLinesOf(path)) yield value;
}

/** Whatever is wrong with the file is thrown to the reader of its lines: node:readline would end the program instead. */
async function* textLinesOf(path: string): AsyncGenerator<readonly [string, unknown]> {
  const packed = createReadStream(path);
  const text = createGunzip().setEncoding("utf8");
  packed.on("error", (error) => text.destroy(error));
  packed.pipe(text);
  let rest = "";
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      rest += chunk;
      if (!chunk.includes("\n")) continue;
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield [line, JSON.parse(line) as unknown];
    }
  } finally {
    packed.destroy();
  }
  if (rest !== "") yield [rest, JSON.parse(rest) as unknown];
}
