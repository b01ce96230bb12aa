// The database as the program sees it: one pool of least-privileged connections, one way to open a transaction.
// int8 arrives as bigint, numeric and date as text, timestamps as UTC text: never a float, never a local date.
import { Kysely, PostgresDialect } from "kysely";
import type { PostgresPool, PostgresPoolClient, Transaction } from "kysely";
import pg from "pg";
import { Problem } from "../http/problem.ts";

export interface Database {
  readonly kysely: Kysely<unknown>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** The role the program acts as: it may add to the record, never change it. Made by the first migration. */
export const applicationRole = "kimberlite_app";

export function openDatabase(
  config: pg.PoolConfig,
  options: { name: string; connections?: number; role?: string | null },
): Database {
  const role = options.role === undefined ? applicationRole : options.role;
  const pool = new pg.Pool({
    max: options.connections ?? 16,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: true,
    application_name: options.name,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
    ...config,
    ...(role === null ? {} : { options: `-c role=${role}` }),
  });
  // A connection that breaks while idle is replaced at the next use; the query that needs it tells the user.
  pool.on("error", () => undefined);
  // The same between two queries of a transaction, where the pool does not listen: unheard, it would end the program.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: role === null ? pool : prepared(pool) }),
  });
  return {
    kysely,
    pool,
    async close() {
      await kysely.destroy();
      // A query builder that was never used leaves its pool open.
      if (!pool.ending) await pool.end();
    },
  };
}

/**
 * The pool with each statement prepared once per connection: parsing and planning cost more than most of our statements.
 * Only texts that come back are worth it, so no more than a bounded number is ever named.
 */
function prepared(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostPrepared || text.length < shortestPrepared) return known;
    const name = `k${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    async connect() {
      const client = await pool.connect();
      const query = (statement: unknown, values?: readonly unknown[]): unknown => {
        if (typeof statement !== "string") return client.query(statement as pg.QueryConfig);
        if (statement === "begin") return beginning(client);
        const name = nameOf(statement);
        return client.query({
          text: statement,
          values: [...(values ?? [])],
          ...(name === undefined ? {} : { name }),
        });
      };
      return { query: query as PostgresPoolClient["query"], release: () => client.release() };
    },
    end: () => pool.end(),
  };
}

/** Nobody waits for the answer, which says nothing: it goes out together with the first statement, and fails with it. */
function beginning(client: pg.PoolClient): Promise<Pick<pg.QueryResult, "command" | "rowCount" | "rows">> {
  client.query("begin").catch(() => undefined);
  return Promise.resolve({ command: "BEGIN", rowCount: null, rows: [] });
}

const mostPrepared = 500;
/** "begin", "commit" and their like gain nothing. */
const shortestPrepared = 20;

/**
 * Runs `work` in one transaction. A lost connection becomes a refusal that says what is known: nothing was stored, or,
 * once the commit was under way, that it may have been.
 */
export async function transact<T>(
  database: Database,
  work: (db: Transaction<unknown>) => Promise<T>,
): Promise<T> {
  let worked = false;
  try {
    return await database.kysely.transaction().execute(async (db) => {
      const result = await work(db);
      worked = true;
      return result;
    });
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    throw new Problem(worked ? "outcome-unknown" : "database-unavailable", {}, { cause: error });
  }
}

/** Errors of a database that is gone, starting, or shutting down: class 08, 57P, and the socket's own. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && (/^08|^57P0/.test(code) || /^(ECONN|ENOENT|EPIPE)/.test(code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    message ?? "",
  );
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: violated } = error as { code?: string; constraint?: string };
  return code === "23505" && (constraint === undefined || violated === constraint);
}

const int8 = 20;
const date = 1082;
const timestamptz = 1184;

function typeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === int8) return BigInt;
  if (oid === date) return (value) => value;
  if (oid === timestamptz) return (value) => new Date(value).toISOString();
  return pg.types.getTypeParser(oid, format);
}
