// Records the waiting rows of a file, some hundred in one transaction together with what came of each: whatever is killed
// in between, a row is either recorded and marked so, or neither. Each row is done whole or refused with its reasons.
// The dry run is the same work in one transaction that is turned back at the end: nothing can be checked differently.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { isUniqueViolation } from "#platform/db/database.ts";
import { certificateNumbered, issueAll } from "#modules/certificates/index.ts";
import { inTransaction, within } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { recordEvent } from "../events.ts";
import { problemsOfRefusal } from "../messages/problems.ts";
import { fieldOfRow } from "../messages/rows.ts";
import type { CertificateRow, EventRow } from "../messages/rows.ts";
import { maySeeBatch } from "../policy.ts";
import * as store from "../store.ts";
import type { Outcome, RowResult, StoredRow } from "../store.ts";

const chunkRows = 250;

/** Goes on for about `seconds`; true when no row waits any more. Whoever calls again continues where it stands. */
export async function runBatch(asked: Ctx, id: string, seconds: number): Promise<boolean> {
  const ctx = withoutKey(asked);
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const count = await orChangedMeanwhile(() =>
      inTransaction(ctx, async (tx) => {
        const batch = await lockOwn(tx, id);
        const rows = await store.rowsOf(tx, id, { after: 0, limit: chunkRows, states: ["waiting"] });
        if (rows.length > 0) await store.settleRows(tx, id, await outcomesOf(tx, batch, rows));
        return rows.length;
      }),
    );
    if (count < chunkRows) return true;
    if (performance.now() >= until) return (await store.countRows(readerOf(ctx), id)).waiting === 0;
  }
}

/** What would come of every waiting row if it were recorded now. */
export async function rehearseBatch(asked: Ctx, id: string): Promise<readonly (Outcome & { row: string })[]> {
  const ctx = withoutKey(asked);
  try {
    return await inTransaction(ctx, async (tx) => {
      const batch = await lockOwn(tx, id);
      const outcomes: (Outcome & { row: string })[] = [];
      for (let after = 0; ;) {
        const rows = await store.rowsOf(tx, id, { after, limit: chunkRows, states: ["waiting"] });
        if (rows.length === 0) throw new TurnedBack(outcomes);
        const names = new Map(rows.map(({ place, row_id }) => [place, row_id]));
        for (const outcome of await outcomesOf(tx, batch, rows))
          outcomes.push({ ...outcome, row: names.get(outcome.place) ?? "" });
        after = rows.at(-1)?.place ?? after;
      }
    });
  } catch (error) {
    if (error instanceof TurnedBack) return error.outcomes;
    throw error;
  }
}

/** What was done here is known row by row: an answer kept for the whole request would stop the next chunk. */
function withoutKey(asked: Ctx): Ctx {
  const ctx = { ...asked };
  delete ctx.idempotency;
  return ctx;
}

/** Ends a transaction that was only to show what it would do. */
class TurnedBack extends Error {
  readonly outcomes: readonly (Outcome & { row: string })[];
  constructor(outcomes: readonly (Outcome & { row: string })[]) {
    super("turned back");
    this.outcomes = outcomes;
  }
}

export async function ownBatch(ctx: Ctx, id: string): Promise<store.BatchRow> {
  const batch = await store.findBatch(readerOf(ctx), id);
  refuseUnless(batch !== undefined && maySeeBatch(ctx.actor, batch), "not-found");
  return batch;
}

async function lockOwn(tx: Tx, id: string): Promise<store.BatchRow> {
  const batch = await store.lockBatch(tx, id);
  refuseUnless(batch !== undefined && maySeeBatch(tx.actor, batch), "not-found");
  return batch;
}

async function outcomesOf(
  tx: Tx,
  batch: store.BatchRow,
  rows: readonly StoredRow[],
): Promise<readonly Outcome[]> {
  const before = await store.doneBefore(
    tx,
    batch,
    rows.map(({ row_id }) => row_id),
  );
  const [outcomes, fresh]: [Outcome[], StoredRow[]] = [[], []];
  for (const row of rows) {
    const done = before.get(row.row_id);
    if (done === undefined) fresh.push(row);
    else if (done.digest.equals(row.digest))
      outcomes.push({ place: row.place, state: "repeated", problems: [], result: done.result });
    else outcomes.push(refused(row, [{ field: "row", code: "ROW_ID_USED" }]));
  }
  const inner = within(tx);
  if (batch.kind === "certificates") outcomes.push(...(await issueRows(inner, fresh)));
  else for (const row of fresh) outcomes.push(await recordRow(inner, row));
  return outcomes.toSorted((a, b) => a.place - b.place);
}

/** All at once; where the command refuses, each half for itself, so that one bad row costs the others nothing. */
async function issueRows(ctx: Ctx, rows: readonly StoredRow[]): Promise<readonly Outcome[]> {
  const [first] = rows;
  if (first === undefined) return [];
  try {
    const issued = await issueAll(
      ctx,
      rows.map(({ message }) => issueInputOf(message as CertificateRow)),
    );
    return rows.map(({ place }, index) => ({
      place,
      state: "done",
      problems: [],
      result: { certificate: issued[index]?.id ?? "", number: issued[index]?.number ?? "" },
    }));
  } catch (error) {
    const problems = refusalOf(error, fieldOfRow);
    if (rows.length === 1) return [refused(first, problems)];
    const half = Math.ceil(rows.length / 2);
    return [...(await issueRows(ctx, rows.slice(0, half))), ...(await issueRows(ctx, rows.slice(half)))];
  }
}

async function recordRow(ctx: Ctx, stored: StoredRow): Promise<Outcome> {
  const { row: _, event, certificate: id, number, ...details } = stored.message as EventRow;
  const certificate = id ?? (await certificateNumbered(ctx, number ?? ""));
  if (certificate === undefined) return refused(stored, [{ field: "number", code: "CERTIFICATE_UNKNOWN" }]);
  let made: RowResult | undefined;
  try {
    made = await recordEvent(ctx, event, certificate, details);
  } catch (error) {
    const problems = refusalOf(error, (field) => field).map((one) =>
      // Of another authority, or not there: whoever asks cannot tell the two apart.
      one.code === "not-found"
        ? { field: number === undefined ? "certificate" : "number", code: "CERTIFICATE_UNKNOWN" }
        : one,
    );
    return refused(stored, problems);
  }
  const result = made ?? (number === undefined ? { certificate } : { certificate, number });
  return { place: stored.place, state: "done", problems: [], result };
}

/** What the sender can do nothing about is no refusal of the row: the chunk is turned back, to be asked for again. */
function refusalOf(error: unknown, fieldOf: (field: string) => string): readonly FieldProblem[] {
  if (!(error instanceof Problem) || error.status >= 500 || error.code === "changed-meanwhile") throw error;
  return problemsOfRefusal(error, fieldOf);
}

function refused({ place }: StoredRow, problems: readonly FieldProblem[]): Outcome {
  return { place, state: "refused", problems, result: null };
}

function issueInputOf({
  office,
  number,
  expiresOn,
  goods,
}: CertificateRow): Parameters<typeof issueAll>[1][number] {
  return {
    office,
    goods,
    ...(number === undefined ? {} : { number }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  };
}

/** Two files with the same row id at the same moment: the second one asks again and finds it done. */
async function orChangedMeanwhile<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, "batch_row_once"))
      throw new Problem("changed-meanwhile", {}, { cause: error });
    throw error;
  }
}

function readerOf(ctx: Ctx): store.Reader {
  return { db: ctx.database.kysely };
}
