// One command, one transaction: what the same key does when it is used twice, even at once; and how answers are written.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { AnsweredBefore, inTransaction, plain } from "./context.ts";
import type { Ctx, Tx } from "./context.ts";

let scheme: TestScheme;
let key = 0;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());
beforeEach(() => void key++);

function withKey(hash = 1, organisation = "KPCS/1"): Ctx {
  return {
    ...scheme.ctx(),
    idempotency: { key: `the-key-${key}`, organisation, requestHash: Buffer.alloc(32, hash) },
  };
}

/** Writes something that is kept: a document named by the key. */
async function write(tx: Tx): Promise<unknown> {
  await sql`insert into document (digest, media_type, content) values (sha256(${tx.newId()}::text::bytea), ${`test/${key}`}, '')`.execute(
    tx.db,
  );
  return { carats: 10_025n, digest: Uint8Array.of(1, 255) };
}

async function written(): Promise<number> {
  const { rows } = await sql`select 1 from document where media_type = ${`test/${key}`}`.execute(
    scheme.database.kysely,
  );
  return rows.length;
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) =>
      error instanceof AnsweredBefore
        ? { before: error.answer }
        : ((error as { code?: string }).code ?? error),
  );

const answer = { before: { carats: "10025", digest: "01ff" } };

describe("a command", () => {
  test("has one time and ids of that time, however long it takes", async () => {
    await inTransaction(scheme.ctx(), async (tx) => {
      expect(tx.now).toBe("2026-06-01T10:00:00.000Z");
      scheme.now += 5_000;
      const [first, second] = [tx.newId(), tx.newId()];
      expect(first).not.toBe(second);
      expect(Number.parseInt(first.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.parse(tx.now));
    });
  });

  test("tells the sequencer after its commit, and only then", async () => {
    let told = 0;
    const ctx = { ...scheme.ctx(), committed: () => void told++ };
    await expect(inTransaction(ctx, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(told).toBe(0);
    await inTransaction(ctx, () => Promise.resolve(expect(told).toBe(0)));
    expect(told).toBe(1);
  });

  test("with a key is done once: its repetition gets the same answer", async () => {
    expect(await outcomeOf(inTransaction(withKey(), write))).toBe("done");
    expect(await outcomeOf(inTransaction(withKey(), write))).toEqual(answer);
    expect(await written()).toBe(1);
  });

  test("with a key that another request used is refused, and does nothing", async () => {
    await inTransaction(withKey(1), write);
    expect(await outcomeOf(inTransaction(withKey(2), write))).toBe("idempotency-key-reused");
    expect(await written()).toBe(1);
  });

  test("with the key of another caller is another command", async () => {
    await inTransaction(withKey(1, "KPCS/1"), write);
    expect(await outcomeOf(inTransaction(withKey(1, "KPCS/2"), write))).toBe("done");
    expect(await written()).toBe(2);
  });

  test("that failed leaves its key free", async () => {
    const failing = inTransaction(withKey(), async (tx) => {
      await write(tx);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await outcomeOf(inTransaction(withKey(), write))).toBe("done");
    expect(await written()).toBe(1);
  });

  /** All have looked for an answer, and found none, before the first one writes. */
  function together(count: number): (tx: Tx) => Promise<unknown> {
    let arrived = 0;
    let open: () => void = () => undefined;
    const everybody = new Promise<void>((resolve) => (open = resolve));
    return async (tx) => {
      if (++arrived === count) open();
      await everybody;
      return write(tx);
    };
  }

  test("asked several times at once with one key is done once, and everybody gets its answer", async () => {
    const work = together(4);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcomeOf(inTransaction(withKey(), work))));
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== "done")).toEqual([answer, answer, answer]);
    expect(await written()).toBe(1);
  });

  test("of two different ones at once with one key, one is done and the other refused", async () => {
    const work = together(2);
    const outcomes = await Promise.all([1, 2].map((hash) => outcomeOf(inTransaction(withKey(hash), work))));
    expect(outcomes).toContain("done");
    expect(outcomes).toContain("idempotency-key-reused");
    expect(await written()).toBe(1);
  });
});

describe("an answer", () => {
  test("has amounts as digits, bytes as hexadecimal, and no absent fields", () => {
    expect(
      plain({
        carats: 12_345_678_901_234_567_890n,
        bytes: Uint8Array.of(0, 171),
        buffer: Buffer.from([0, 171]),
        absent: undefined,
        list: [1n, { deep: Buffer.of(1) }, null],
        text: "é",
      }),
    ).toEqual({
      carats: "12345678901234567890",
      bytes: "00ab",
      buffer: "00ab",
      list: ["1", { deep: "01" }, null],
      text: "é",
    });
    expect(plain(undefined)).toBeNull();
    expect(plain(5n)).toBe("5");
    expect(plain(Buffer.of(255))).toBe("ff");
  });

  test("that is plain already stays as it is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(plain(json)).toEqual(json);
        expect(plain(plain(json))).toEqual(plain(json));
      }),
    );
  });
});
