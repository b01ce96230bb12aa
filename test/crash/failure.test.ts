// What a caller is told when something breaks in the middle of a write, and what is really in the record then:
// "failed and lost" must be told as nothing done, "failed but stored" as unknown, and the same key then tells which.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrate } from "#platform/db/migrate.ts";
import { openDatabase } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { startOwnPostgres } from "#platform/db/postgres.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import {
  addOrganisationKey,
  audit,
  AnsweredBefore,
  found,
  inTransaction,
  recordActKinds,
} from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { startProxy } from "../support/proxy.ts";
import { founder, testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";

let scheme: TestScheme;

beforeEach(async () => {
  scheme = await testScheme();
});
afterEach(() => scheme.close());

const organisation = "EA-KPA";
const key = { keyId: Buffer.alloc(8, 7), publicKey: Buffer.alloc(65, 4) };
const idempotency = { key: "the-same-key", organisation: "KPCS/1", requestHash: Buffer.alloc(32, 1) };

/** One act, as any command writes it; `between` happens after it is written and before the COMMIT. */
function write(ctx: Ctx, between: (tx: Tx) => Promise<unknown> = () => Promise.resolve()): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    await addOrganisationKey(tx, organisation, key);
    await between(tx);
    return "done";
  });
}

async function written(database: Database = scheme.owner): Promise<number> {
  const { rows } = await sql<{
    count: bigint;
  }>`select count(*) as count from act where type = 'organisation-key.added'`.execute(database.kysely);
  return Number(rows[0]?.count ?? -1n);
}

async function expectCleanAudit(): Promise<void> {
  await scheme.sequence();
  const report = await audit(scheme.owner.kysely, recordActKinds);
  expect(report.difference).toBeUndefined();
  expect(report).toMatchObject({ ok: true, waiting: 0 });
}

/** The same request again: done now, or told that it was done before. */
async function again(ctx: Ctx): Promise<unknown> {
  try {
    return await write(ctx);
  } catch (error) {
    if (error instanceof AnsweredBefore) return { before: error.answer };
    throw error;
  }
}

describe("a connection that breaks", () => {
  test("before the COMMIT: the caller is told that the database is away, nothing is recorded, and the key works again", async () => {
    const ctx = { ...scheme.ctx(), idempotency };
    const cut = async (tx: Tx): Promise<void> => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}::int)`.execute(scheme.owner.kysely);
    };
    await expect(write(ctx, cut)).rejects.toMatchObject({ code: "database-unavailable", status: 503 });
    expect(await written()).toBe(0);
    expect(await again(ctx)).toBe("done");
    expect(await written()).toBe(1);
    await expectCleanAudit();
  });

  test("with the COMMIT on its way, never delivered: told as unknown, nothing is recorded, and the key does it once", async () => {
    const proxy = await startProxy(scheme, "lose-request");
    const ctx = { ...scheme.ctx(), database: proxy.database, idempotency };
    try {
      await expect(write(ctx)).rejects.toMatchObject({ code: "outcome-unknown", status: 503 });
      proxy.heal();
      expect(await again(ctx)).toBe("done");
    } finally {
      await proxy.close();
    }
    expect(await written()).toBe(1);
    await expectCleanAudit();
  });

  test("after the COMMIT was done but before its answer: told as unknown, it is recorded, and the key tells what was done", async () => {
    const proxy = await startProxy(scheme, "lose-answer");
    const ctx = { ...scheme.ctx(), database: proxy.database, idempotency };
    try {
      await expect(write(ctx)).rejects.toMatchObject({ code: "outcome-unknown", status: 503 });
      await expect.poll(() => written()).toBe(1);
      proxy.heal();
      expect(await again(ctx)).toEqual({ before: "done" });
    } finally {
      await proxy.close();
    }
    expect(await written()).toBe(1);
    await expectCleanAudit();
  });
});

describe("a signer", () => {
  test.each([
    [
      "throws",
      () => {
        throw new Error("the token was pulled out");
      },
    ],
    ["refuses later", () => Promise.reject(new Error("the token's battery is empty"))],
  ])("that %s: the caller is told whose signer it is, and nothing is recorded", async (_what, sign) => {
    const ctx = withSigner(scheme.ctx(), sign);
    await expect(write(ctx)).rejects.toMatchObject({
      code: "signer-unavailable",
      values: { organisation: founder.organisation },
    });
    expect(await written()).toBe(0);
    await expectCleanAudit();
  });

  test("that hangs holds up nobody else; when it gives up, nothing of its act is recorded", async () => {
    let giveUp: (error: Error) => void = () => undefined;
    const hanging = write(
      withSigner(scheme.ctx(), () => new Promise<Uint8Array>((_resolve, reject) => (giveUp = reject))),
    );
    const outcome = expect(hanging).rejects.toMatchObject({ code: "signer-unavailable" });
    const other = { keyId: Buffer.alloc(8, 9), publicKey: Buffer.alloc(65, 4) };
    await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, "EB-KPA", other));
    expect(await written()).toBe(1);
    giveUp(new Error("timed out"));
    await outcome;
    expect(await written()).toBe(1);
    await expectCleanAudit();
  });

  test("whose connection to the database ends while it is waited for: the late signature records nothing", async () => {
    let pid = 0;
    let answer: (signature: Uint8Array) => void = () => undefined;
    const slow = withSigner(scheme.ctx(), () => new Promise<Uint8Array>((resolve) => (answer = resolve)));
    const writing = inTransaction(slow, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      pid = rows[0]?.pid ?? 0;
      await addOrganisationKey(tx, organisation, key);
    });
    const outcome = expect(writing).rejects.toMatchObject({ code: "database-unavailable" });
    await expect.poll(() => pid).toBeGreaterThan(0);
    await sql`select pg_terminate_backend(${pid}::int)`.execute(scheme.owner.kysely);
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer(new Uint8Array(64));
    await outcome;
    expect(await written()).toBe(0);
    await expectCleanAudit();
  });
});

describe("a database", () => {
  test("without room when the act is written: the write fails, nothing is recorded, and it works again with room", async () => {
    const ctx = { ...scheme.ctx(), idempotency };
    await sql`
      create function no_room() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`.execute(
      scheme.owner.kysely,
    );
    await sql`create trigger full_disk before insert on act for each statement execute function no_room()`.execute(
      scheme.owner.kysely,
    );
    await expect(write(ctx)).rejects.toMatchObject({ code: "53100" });
    await sql`drop trigger full_disk on act`.execute(scheme.owner.kysely);
    expect(await written()).toBe(0);
    expect(await again(ctx)).toBe("done");
    await expectCleanAudit();
  });

  test("without room at the COMMIT itself: failed and lost, told as failed, and the key works again", async () => {
    const ctx = { ...scheme.ctx(), idempotency };
    await sql`
      create function no_room() returns trigger language plpgsql as $$ begin raise exception 'could not write to file: No space left on device' using errcode = '53100'; end $$`.execute(
      scheme.owner.kysely,
    );
    await sql`create constraint trigger full_disk after insert on act deferrable initially deferred for each row execute function no_room()`.execute(
      scheme.owner.kysely,
    );
    await expect(write(ctx)).rejects.toMatchObject({ code: "53100" });
    await sql`drop trigger full_disk on act`.execute(scheme.owner.kysely);
    expect(await written()).toBe(0);
    expect(await again(ctx)).toBe("done");
    expect(await written()).toBe(1);
    await expectCleanAudit();
  });

  test("that is too slow for its limit: the write fails and nothing is recorded", async () => {
    const slow = async (tx: Tx): Promise<void> => {
      await sql`set local statement_timeout = 20`.execute(tx.db);
      await sql`select pg_sleep(5)`.execute(tx.db);
    };
    await expect(write(scheme.ctx(), slow)).rejects.toMatchObject({ code: "57014" });
    expect(await written()).toBe(0);
    await expectCleanAudit();
  });

  test(
    "restarted between two statements: nothing of the transaction is recorded, and the next one needs no new start",
    { timeout: 60_000 },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "kimberlite-restart-"));
      await chmod(folder, 0o755);
      const own = await startOwnPostgres(folder, { durable: false });
      const database = openDatabase(own.superuser, { name: "restart", connections: 4 });
      try {
        await migrate(own.superuser);
        const ctx: Ctx = { ...scheme.ctx(), database, keyring: await openKeyring(join(folder, "keys")) };
        await found(ctx, { origin: "kimberlite.test/restart", scheme: "Restart", demonstration: true });
        const restarted = write(ctx, async (tx) => {
          await own.stop();
          await own.restart();
          await addOrganisationKey(tx, "EB-KPA", { ...key, keyId: Buffer.alloc(8, 8) });
        });
        await expect(restarted).rejects.toMatchObject({ code: "database-unavailable", status: 503 });
        expect(await written(database)).toBe(0);
        expect(await write(ctx)).toBe("done");
        expect(await written(database)).toBe(1);
      } finally {
        await database.close();
        await own.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});

function withSigner(ctx: Ctx, sign: () => Uint8Array | Promise<Uint8Array>): Ctx {
  const findSigner: Ctx["keyring"]["findSigner"] = async (name) => {
    const signer = await ctx.keyring.findSigner(name);
    return signer === undefined ? undefined : { ...signer, sign };
  };
  return { ...ctx, keyring: { ...ctx.keyring, findSigner } };
}
