// Takes in a file: reads it, keeps its rows, records nothing. A row that cannot be read is refused at once; the others wait
// to be checked or recorded.
import { createHash } from "node:crypto";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { largestFile } from "../messages/limits.ts";
import { readMessages } from "../messages/read.ts";
import type { EventRow, MessageKind } from "../messages/rows.ts";
import { maySeeBatch, maySendBatch } from "../policy.ts";
import * as store from "../store.ts";

export interface BatchInput {
  readonly kind: MessageKind;
  /** What people call it: the name of the file. */
  readonly name: string;
  readonly content: Uint8Array;
}

export async function sendBatch(ctx: Ctx, input: BatchInput): Promise<{ id: string }> {
  const { organisation } = ctx.actor;
  if (organisation === null || !maySendBatch(ctx.actor)) throw new Problem("not-allowed");
  // Hostile: size first.
  if (input.content.length > largestFile)
    throw new Problem("too-large", { megabytes: largestFile / 1024 / 1024 });
  const read = readMessages(input.content, input.kind);
  if (!read.ok) throw new Problem("bad-input", {}, { fields: read.problems });
  const rows = read.rows.map(({ place, row, message, problems }) => ({
    place,
    row_id: row,
    message,
    digest: digestOf(message),
    state: message === null ? ("refused" as const) : ("waiting" as const),
    problems,
  }));
  return inTransaction(ctx, async (tx) => {
    const batch = {
      id: tx.newId(),
      organisation,
      kind: input.kind,
      name: input.name.slice(0, 120),
      sender: tx.actor.id,
      sender_name: tx.actor.name,
      reading: read.reading,
    };
    await store.insertBatch(tx, batch);
    await store.insertRows(tx, batch, rows);
    return { id: batch.id };
  });
}

/** The second pair of eyes (Annex I A 14) on a whole file: one event "validated" for each certificate it issued. */
export async function validateBatch(ctx: Ctx, id: string): Promise<{ id: string }> {
  refuseUnless(ctx.actor.roles.includes("validating-officer"), "not-allowed");
  return inTransaction(ctx, async (tx) => {
    const issued = await store.findBatch(tx, id);
    refuseUnless(issued !== undefined && maySeeBatch(tx.actor, issued), "not-found");
    const done = await store.rowsOf(tx, id, { after: 0, limit: 100_000, states: ["done"] });
    if (issued.kind !== "certificates" || done.length === 0)
      throw new Problem("wrong-state", { state: issued.kind });
    const batch = {
      ...issued,
      id: tx.newId(),
      kind: "events" as const,
      sender: tx.actor.id,
      sender_name: tx.actor.name,
    };
    await store.insertBatch(tx, batch);
    const rows = done.map(({ row_id: row, result }, index) => {
      const message: EventRow = { row, event: "validated", certificate: result?.certificate ?? "" };
      return {
        place: index + 1,
        row_id: row,
        message,
        digest: digestOf(message),
        state: "waiting" as const,
        problems: [],
      };
    });
    await store.insertRows(tx, batch, rows);
    return { id: batch.id };
  });
}

/** The same message, however its fields are ordered. */
function digestOf(message: unknown): Buffer {
  return createHash("sha256").update(JSON.stringify(message, sortedKeys)).digest();
}

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
