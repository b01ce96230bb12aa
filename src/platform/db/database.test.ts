// What the database gives back, and what the program may not do to it even if it wanted.
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Problem } from "#platform/http/problem.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { applicationRole, isConnectionLoss, isUniqueViolation, openDatabase, transact } from "./database.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());

describe("values", () => {
  test("a whole number arrives as bigint, a day as its text, an instant in UTC, and no amount as a float", async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select 9007199254740993::int8 as large, '2026-03-29'::date as day, 0.1::numeric as amount, 7::int4 as small,
        '2026-03-29 02:30:00.123+02'::timestamptz as instant, null::int8 as nothing`.execute(
      scheme.database.kysely,
    );
    expect(rows[0]).toEqual({
      large: 9_007_199_254_740_993n,
      day: "2026-03-29",
      amount: "0.1",
      small: 7,
      instant: "2026-03-29T00:30:00.123Z",
      nothing: null,
    });
  });

  test("neither the machine's nor the session's time zone changes an instant or a day", async () => {
    await scheme.database.kysely.transaction().execute(async (trx) => {
      await sql`set local timezone to 'Asia/Kolkata'`.execute(trx);
      const { rows } = await sql<Record<string, unknown>>`
        select '2026-01-01T00:00:00Z'::timestamptz as instant, '2026-01-01'::date as day`.execute(trx);
      expect(rows[0]).toEqual({ instant: "2026-01-01T00:00:00.000Z", day: "2026-01-01" });
    });
  });
});

describe("the role the program acts as", () => {
  async function tables(of: "record" | "any"): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
        and (${of} = 'any' or obj_description(c.oid) like 'record:%') order by 1`.execute(
      scheme.owner.kysely,
    );
    return rows.map(({ name }) => name);
  }

  const refusalOf = (database: TestScheme["database"], statement: string): Promise<string | undefined> =>
    database.pool.query(statement).then(
      () => undefined,
      (error: { code?: string }) => error.code ?? "?",
    );

  test("is not the owner, and cannot become one", async () => {
    const { rows } = await sql<{ role: string; super: boolean }>`
      select current_user as role, rolsuper or rolcreaterole or rolcreatedb or rolcanlogin as super
      from pg_roles where rolname = current_user`.execute(scheme.database.kysely);
    expect(rows[0]).toEqual({ role: applicationRole, super: false });
  });

  test("can add to the record and read it, but neither change, delete nor empty any of it", async () => {
    const record = await tables("record");
    expect(record).toEqual(["act", "act_private", "checkpoint", "cosignature", "document", "log_entry"]);
    for (const table of record) {
      const first =
        { act: "subject", checkpoint: "note", cosignature: "line", document: "content" }[table] ?? "act";
      expect(await refusalOf(scheme.database, `select * from ${table} limit 1`), table).toBeUndefined();
      for (const statement of [
        `update ${table} set ${first} = ${first}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
        `drop table ${table}`,
        `alter table ${table} disable trigger all`,
      ])
        expect(await refusalOf(scheme.database, statement), statement).toBe("42501");
    }
  });

  test("can empty no table, and make neither a table, a function nor a role", async () => {
    for (const table of await tables("any"))
      expect(await refusalOf(scheme.database, `truncate ${table} cascade`), table).toBe("42501");
    for (const statement of [
      "create table own (x int)",
      "create schema own",
      "create function own() returns int language sql as 'select 1'",
      "create role own superuser",
      "alter role kimberlite_app superuser",
      "create or replace function refuse_change() returns trigger language plpgsql as 'begin return null; end'",
      "insert into migration (name, checksum) values ('9999-own.sql', '')",
      "copy act to program 'cat'",
    ])
      expect(await refusalOf(scheme.database, statement), statement).toBe("42501");
  });

  test("even the owner is stopped by the tables themselves, if only from doing it by mistake", async () => {
    for (const table of await tables("record")) {
      for (const statement of [`delete from ${table}`, `truncate ${table} cascade`])
        expect(await refusalOf(scheme.owner, statement), statement).toBe("0A000");
    }
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from act`.execute(
      scheme.owner.kysely,
    );
    expect(rows[0]?.count).toBeGreaterThan(0n);
  });
});

describe("a transaction", () => {
  test("that fails leaves nothing", async () => {
    const failing = transact(scheme.database, async (trx) => {
      await sql`insert into document (digest, media_type, content) values (${Buffer.alloc(32, 1)}, 'text/plain', '')`.execute(
        trx,
      );
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    const { rows } = await sql`select 1 from document where digest = ${Buffer.alloc(32, 1)}`.execute(
      scheme.database.kysely,
    );
    expect(rows).toEqual([]);
  });

  test("whose connection is cut is told as a database that is away", async () => {
    const cut = transact(scheme.database, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await scheme.owner.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await sql`select 1`.execute(trx);
    });
    await expect(cut).rejects.toMatchObject({ code: "database-unavailable", status: 503 });
    expect((await scheme.database.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  test("that finds no server is told the same way", async () => {
    const away = openDatabase({ host: "127.0.0.1", port: 1, user: "x", database: "x" }, { name: "test" });
    try {
      await expect(transact(away, async () => 1)).rejects.toBeInstanceOf(Problem);
    } finally {
      await away.close();
    }
  });

  test("errors of what was asked are no loss of a connection, and a taken key names its constraint", async () => {
    const { error } = await scheme.owner.pool
      .query(
        "insert into act (id, type, subject, organisation, at, leaf, leaf_hash) select id, type, subject || 'x', organisation, at, leaf, sha256('x') from act limit 1",
      )
      .then(
        () => ({ error: undefined }),
        (refusal: unknown) => ({ error: refusal }),
      );
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, "act_id_key")).toBe(true);
    expect(isUniqueViolation(error, "act_first")).toBe(false);
    expect(isConnectionLoss(error)).toBe(false);
    expect(isConnectionLoss({ code: "57P01" })).toBe(true);
    expect(isConnectionLoss({ code: "57014" })).toBe(false);
  });
});

test("each connection says which program it is", async () => {
  const server = inject("postgres");
  const client = new pg.Client({ ...server, database: "postgres" });
  await client.connect();
  await sql`select 1`.execute(scheme.database.kysely);
  const { rowCount } = await client.query("select 1 from pg_stat_activity where application_name = 'test'");
  await client.end();
  expect(rowCount).toBeGreaterThan(0);
});
