// Migrations: each once, in order, under a lock; never an edited one, never backwards.
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { migrate } from "./migrate.ts";

const name = `migration_test_${process.pid}`;
let files: readonly string[];
const config = (database: string): pg.ClientConfig => ({ ...inject("postgres"), database });

async function query(database: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(config(database));
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  files = (await readdir(fileURLToPath(new URL("../../../db/", import.meta.url)))).filter((file) =>
    file.endsWith(".sql"),
  );
  files = [...files].sort();
  await query("postgres", `create database ${name}`);
});
afterEach(() => query("postgres", `drop database ${name} with (force)`));

test("an empty database gets every file once, in the order of their numbers; the second time there is nothing to do", async () => {
  expect(await migrate(config(name))).toEqual(files);
  expect(await migrate(config(name))).toEqual([]);
  expect(await query(name, "select name from migration order by ran_at, name")).toEqual(
    files.map((file) => ({ name: file })),
  );
});

test("of two programs that migrate at once, both succeed and each file runs once", async () => {
  const [first, second] = await Promise.all([migrate(config(name)), migrate(config(name))]);
  expect([first, second]).toContainEqual(files);
  expect([first, second]).toContainEqual([]);
});

test("a file that changed after it ran is refused by its name, and nothing else runs", async () => {
  await migrate(config(name));
  await query(name, `update migration set checksum = 'x' where name = '${files[1]}'`);
  await query(name, `delete from migration where name = '${files.at(-1)}'`);
  await expect(migrate(config(name))).rejects.toThrow(`${files[1]} was changed after it ran`);
  expect(await query(name, "select 1 from migration")).toHaveLength(files.length - 1);
});

test("a database newer than the program is refused by the name of what the program does not know", async () => {
  await migrate(config(name));
  await query(name, "insert into migration (name, checksum) values ('9999-later.sql', 'x')");
  await expect(migrate(config(name))).rejects.toThrow(/newer than the program.*9999-later\.sql/);
});

test("a file that fails leaves nothing of itself, and is run again when its cause is gone", async () => {
  await query(name, "create table person (in_the_way int)");
  await expect(migrate(config(name))).rejects.toThrow(/"person" already exists/);
  const ran = files.filter((file) => file < (files.find((one) => one.includes("identity")) ?? ""));
  expect(await query(name, "select name from migration order by name")).toEqual(
    ran.map((file) => ({ name: file })),
  );
  await query(name, "drop table person");
  expect(await migrate(config(name))).toEqual(files.slice(ran.length));
});
