// What every command gets first: who acts, the database, the clock, the keys. No singletons; "now" is read once per
// transaction, so that one act has one time.
import { sql } from "kysely";
import type { Transaction } from "kysely";
import { transact, isUniqueViolation } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Keyring } from "#platform/keys/keyring.ts";
import { uuidv7 } from "#platform/keys/random.ts";
import { findAnswers, saveAnswers } from "./answers.ts";
import type { Answer, Idempotency } from "./answers.ts";

export type { Idempotency } from "./answers.ts";

/** The person, key or program that acts, and the organisation it acts for. */
export interface Actor {
  readonly kind: "person" | "api-key" | "system";
  readonly id: string;
  readonly name: string;
  /** Code of the organisation whose key signs; null when nobody's is (a visitor). */
  readonly organisation: string | null;
  readonly roles: readonly string[];
  /** Id of the company that an exporter's clerk acts for. */
  readonly company?: string;
  /** Of a program: id of the person who made its key, and answers for it. */
  readonly maker?: string;
}

/** Who answers for what an actor does: where two people must agree, a person's program is that person. */
export function personBehind(actor: Pick<Actor, "id" | "maker">): string {
  return actor.maker ?? actor.id;
}

export interface Ctx {
  readonly database: Database;
  readonly keyring: Keyring;
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  readonly actor: Actor;
  /** Told after each commit that added acts, so that the sequencer need not wait for its next look. */
  readonly committed: () => void;
  readonly idempotency?: Idempotency;
}

export interface Tx {
  readonly db: Transaction<unknown>;
  readonly ctx: Ctx;
  readonly actor: Actor;
  /** UTC, milliseconds; the same throughout the transaction. */
  readonly now: string;
  readonly newId: () => string;
}

/** Thrown to the door when the same idempotency key was answered before. */
export class AnsweredBefore extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("answered before");
    this.answer = answer;
  }
}

/** A context whose commands work inside a transaction that is under way: each is done whole or turned back, the rest stays. */
export function within({ ctx, db }: Tx): Ctx {
  const inner = { ...ctx, database: { ...ctx.database, kysely: db }, committed: () => undefined };
  delete inner.idempotency;
  return inner;
}

/** All or nothing: the acts and the tables they change are committed together, with the answer if the caller gave a key. */
export async function inTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.database.kysely.isTransaction) return inSavepoint(ctx, work);
  const millis = ctx.clock();
  const { idempotency } = ctx;
  try {
    const result = await transact(ctx.database, async (db) => {
      const tx = txOf(ctx, db, millis);
      if (idempotency === undefined) return work(tx);
      const before = answeredBefore(await findAnswers(tx, [idempotency]), idempotency);
      if (before !== undefined) throw before;
      const value = await work(tx);
      await saveAnswers(tx, [{ idempotency, response: plain(value) }]);
      return value;
    });
    ctx.committed();
    return result;
  } catch (error) {
    if (isUniqueViolation(error, "act_previous_key") || isUniqueViolation(error, "act_first")) {
      throw new Problem("changed-meanwhile", {}, { cause: error });
    }
    if (idempotency !== undefined && isUniqueViolation(error, "idempotency_pkey")) {
      // The same request twice at once: the other one won, and its answer is ours.
      return inTransaction(ctx, work);
    }
    throw error;
  }
}

async function inSavepoint<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const db = ctx.database.kysely as Transaction<unknown>;
  await sql`savepoint command`.execute(db);
  try {
    const result = await work(txOf(ctx, db, ctx.clock()));
    await sql`release savepoint command`.execute(db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint command`.execute(db);
    await sql`release savepoint command`.execute(db);
    throw error;
  }
}

/** The transaction as one command sees it. */
export function txOf(ctx: Ctx, db: Transaction<unknown>, millis: number): Tx {
  return {
    db,
    ctx,
    actor: ctx.actor,
    now: new Date(millis).toISOString(),
    newId: () => uuidv7(millis),
  };
}

/** What a key that was used before is told: the answer it earned, or that it belongs to another request. */
export function answeredBefore(
  answers: readonly Answer[],
  { organisation, key, requestHash }: Idempotency,
): AnsweredBefore | Problem | undefined {
  const before = answers.find((answer) => answer.organisation === organisation && answer.key === key);
  if (before === undefined) return undefined;
  return Buffer.compare(before.requestHash, Buffer.from(requestHash)) === 0
    ? new AnsweredBefore(before.response)
    : new Problem("idempotency-key-reused");
}

/** JSON with amounts as decimal digits and bytes as hexadecimal: what the doors answer with. */
export function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (_key, item: unknown) => {
      if (typeof item === "bigint") return item.toString();
      if (item instanceof Uint8Array) return Buffer.from(item).toString("hex");
      if (
        item !== null &&
        typeof item === "object" &&
        (item as { type?: unknown }).type === "Buffer" &&
        "data" in item
      ) {
        return Buffer.from((item as { data: number[] }).data).toString("hex");
      }
      return item;
    }),
  );
}
