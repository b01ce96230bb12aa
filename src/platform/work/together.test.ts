// Commands that arrive together: each is told its own truth, whatever becomes of the others and of their transaction.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { Problem } from "../http/problem.ts";
import { AnsweredBefore } from "./context.ts";
import type { Ctx } from "./context.ts";
import { alone, isResult, together } from "./together.ts";
import type { Outcome } from "./together.ts";

let scheme: TestScheme;
let round = 0;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());
beforeEach(() => void round++);

/** What a note asks for, and the sizes of the groups in which the notes were written. */
type Note = "good" | "refused" | "breaks" | "apart" | "waits";
const groups: number[] = [];
const releases: (() => void)[] = [];

/** Keeps a document for each note that is good, in one statement. */
const write = together<Note, string>(async (commands) => {
  groups.push(commands.length);
  const outcomes = commands.map(({ tx, input }): Outcome<string> => {
    if (input === "refused") return new Problem("wrong-state", { state: tx.actor.name });
    return input === "apart" && commands.length > 1 ? alone : tx.actor.name;
  });
  const [first] = commands;
  const kept = outcomes.filter(isResult);
  if (first !== undefined && kept.length > 0)
    await sql`
      insert into document (digest, media_type, content)
      select sha256(gen_random_uuid()::text::bytea), ${`test/${round}`}, '' from unnest(${kept}::text[])`.execute(
      first.tx.db,
    );
  if (commands.some(({ input }) => input === "waits"))
    await new Promise<void>((resolve) => releases.push(resolve));
  if (commands.some(({ input }) => input === "breaks"))
    await sql`select 1 / 0`.execute((first as (typeof commands)[0]).tx.db);
  return outcomes;
});

const as = (name: string, key?: string): Ctx => ({
  ...scheme.ctx({ name }),
  ...(key === undefined
    ? {}
    : { idempotency: { key: `${round} ${key}`, organisation: "KPCS/1", requestHash: Buffer.alloc(32, 1) } }),
});

const told = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) =>
    error instanceof AnsweredBefore ? { before: error.answer } : ((error as { code?: string }).code ?? error),
  );

async function written(): Promise<number> {
  const { rows } = await sql`select 1 from document where media_type = ${`test/${round}`}`.execute(
    scheme.database.kysely,
  );
  return rows.length;
}

describe("commands that arrive together", () => {
  beforeEach(() => void groups.splice(0));

  test("share one transaction, and each is answered as its own actor", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `officer ${i}`);
    expect(await Promise.all(names.map((name) => write(as(name), "good")))).toEqual(names);
    expect(groups).toEqual([20]);
    expect(await written()).toBe(20);
  });

  test("tell the sequencer once", async () => {
    let times = 0;
    const committed = (): void => void times++;
    await Promise.all([1, 2, 3].map((i) => write({ ...as(`officer ${i}`), committed }, "good")));
    expect(times).toBe(1);
  });

  test("do not share with those of another organisation", async () => {
    const other = { ...scheme.ctx({ name: "b", organisation: "EA-KPA" }) };
    expect(await Promise.all([write(as("a"), "good"), write(other, "good")])).toEqual(["a", "b"]);
    expect(groups).toEqual([1, 1]);
  });

  test("lose nothing by one that is refused, which learns its own reason", async () => {
    const asked = [write(as("a"), "good"), write(as("b"), "refused"), write(as("c"), "good")];
    expect(await Promise.all(asked.map(told))).toEqual(["a", "wrong-state", "c"]);
    expect(groups).toEqual([3]);
    expect(await written()).toBe(2);
  });

  test("are done one by one when their transaction fails, so that only the one that breaks it fails", async () => {
    const asked = [write(as("a"), "good"), write(as("b"), "breaks"), write(as("c"), "good")];
    expect(await Promise.all(asked.map(told))).toEqual(["a", "22012", "c"]);
    expect(groups.toSorted((a, b) => a - b)).toEqual([1, 1, 1, 3]);
    expect(await written()).toBe(2);
  });

  test("leave out one that may not share; it is done by itself", async () => {
    const asked = [write(as("a"), "good"), write(as("b"), "apart"), write(as("c"), "good")];
    expect(await Promise.all(asked)).toEqual(["a", "b", "c"]);
    expect(groups).toEqual([3, 1]);
    expect(await written()).toBe(3);
  });

  test("with keys are each done once, and a repetition among them gets the answer of the first", async () => {
    const ask = (): Promise<readonly unknown[]> =>
      Promise.all([
        told(write(as("a", "one"), "good")),
        told(write(as("b", "two"), "good")),
        told(write(as("a", "one"), "good")),
        told(write(as("c", "three"), "refused")),
      ]);
    const first = await ask();
    expect([first[0], first[2]]).toContain("a");
    expect([first[0], first[2]]).toContainEqual({ before: "a" });
    expect([first[1], first[3]]).toEqual(["b", "wrong-state"]);
    expect(await ask()).toEqual([{ before: "a" }, { before: "b" }, { before: "a" }, "wrong-state"]);
    expect(await written()).toBe(2);
  });

  test("with a key that another request used: that one is refused, the others are done", async () => {
    await write(as("a", "one"), "good");
    const reused = as("b", "one");
    const changed = {
      ...reused,
      idempotency: { key: `${round} one`, organisation: "KPCS/1", requestHash: Buffer.alloc(32, 2) },
    };
    const asked = [write(changed, "good"), write(as("c", "two"), "good")];
    expect(await Promise.all(asked.map(told))).toEqual(["idempotency-key-reused", "c"]);
    expect(await written()).toBe(2);
  });

  test("that are held up do not hold up those who come after", async () => {
    const first = [write(as("a"), "waits"), write(as("b"), "good")];
    await expect.poll(() => groups).toEqual([2]);
    const second = [write(as("c"), "waits"), write(as("d"), "good")];
    await expect.poll(() => groups).toEqual([2, 2]);
    expect(await write(as("e"), "good")).toBe("e");
    for (const release of releases) release();
    expect(await Promise.all([...first, ...second])).toEqual(["a", "b", "c", "d"]);
  });
});
