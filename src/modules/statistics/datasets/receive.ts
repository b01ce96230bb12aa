// Takes a file of figures in: read row by row as it arrives, kept, compared with the edition before, recorded. One
// transaction: a row that is refused means that nothing is taken in. The same file again changes nothing.
import { createHash } from "node:crypto";
import { isDate } from "#core/kp/dates.ts";
import { keyTable } from "#core/statistics/reading/key-table.ts";
import { keyLine, saidLine } from "#core/statistics/reading/lines.ts";
import type { AddLine } from "#core/statistics/reading/lines.ts";
import type { OpenOptions } from "#core/statistics/reading/open.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sheetBatches } from "#platform/files/sheet-stream.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { datasetReceived } from "../acts.ts";
import { mayPublish } from "../policy.ts";
import { lane, writePieces } from "./pieces.ts";
import type { Lane, Pieces } from "./pieces.ts";
import { editionsOf, standingFigures } from "./store.ts";
import type { DatasetRow } from "./store.ts";
import { readingOf } from "./understanding.ts";
import type { Reading, Understanding } from "./understanding.ts";

export const licences = ["A", "B", "C"] as const;
export type Licence = (typeof licences)[number];

export interface DatasetInput extends OpenOptions {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly licence: Licence;
  readonly attribution: string;
  readonly open: boolean;
  readonly asOf: string;
  /** Rows that nothing tells apart are parts of one figure, as a person says. */
  readonly parts: boolean;
  /** The file is the whole data set: what it has no longer is withdrawn. */
  readonly complete: boolean;
  readonly dryRun: boolean;
}

export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Figures that stand and are not in the file; withdrawn where the file is the whole data set. */
  readonly missing: number;
}

export interface Received {
  readonly understanding: Understanding;
  /** Null where rows were refused. */
  readonly changes: Changes | null;
  readonly state: "refused" | "only-looked-at" | "nothing-new" | "taken-in";
  readonly edition: number | null;
  readonly act: string | null;
}

/** Thrown to turn the transaction back, with what is to be told. */
class NotTaken extends Error {
  readonly received: Received;
  constructor(received: Received) {
    super(received.state);
    this.received = received;
  }
}

/** `tell` hears what was understood before anything is committed. Throws UnreadableSheet where the file is none. */
export async function receiveDataset(
  ctx: Ctx,
  input: DatasetInput,
  chunks: AsyncIterable<Uint8Array>,
  tell: (understanding: Understanding, changes: Changes | null) => void = () => undefined,
): Promise<Received> {
  refuseUnless(mayPublish(ctx.actor), "not-allowed");
  refuseBadInput(input);
  try {
    return await inTransaction(ctx, async (tx) => {
      const road = lane();
      try {
        return await receive(tx, road, input, chunks, tell);
      } finally {
        // Nothing of ours is still under way when the transaction ends, however it ends.
        await road.idle().catch(() => undefined);
      }
    });
  } catch (error) {
    if (error instanceof NotTaken) return error.received;
    throw error;
  }
}

function refuseBadInput({ id, title, licence, attribution, open, asOf }: DatasetInput): void {
  const fields = [
    ...(/^[a-z0-9][a-z0-9-]{1,39}$/.test(id) ? [] : [{ field: "id", code: "not-a-dataset-id" }]),
    ...(title.length > 0 && title.length <= 200 ? [] : [{ field: "title", code: "missing" }]),
    ...(attribution.length > 0 && attribution.length <= 500
      ? []
      : [{ field: "attribution", code: "missing" }]),
    ...(isDate(asOf) ? [] : [{ field: "asOf", code: "not-a-date" }]),
    // What its owner lets nobody pass on is not shown to everybody.
    ...(open && licence === "C" ? [{ field: "open", code: "licence-inside-only" }] : []),
  ];
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}

async function receive(
  tx: Tx,
  road: Lane,
  input: DatasetInput,
  chunks: AsyncIterable<Uint8Array>,
  tell: (understanding: Understanding, changes: Changes | null) => void,
): Promise<Received> {
  const [before] = await editionsOf(tx, input.id);
  if (before !== undefined && input.asOf < before.as_of)
    throw new Problem(
      "bad-input",
      {},
      { fields: [{ field: "asOf", code: "dataset-older", values: { date: before.as_of } }] },
    );
  const table = keyTable(new DataView(randomBytes(4).buffer).getInt32(0), before?.rows);
  let standing = 0;
  if (before !== undefined)
    for await (const rows of standingFigures(tx, input.id))
      for (const row of rows) {
        table.stand(keyLine(row), saidLine(row));
        standing += 1;
      }
  const [kept, rows] = input.dryRun ? [undefined, undefined] : [writePieces(tx, road), writePieces(tx, road)];
  const digest = createHash("sha256");
  const reading = readingOf(input, table);
  const lines = linesTo(rows);
  for await (const batch of sheetBatches(watched(chunks, digest, kept))) {
    reading.take(batch, lines.add);
    await lines.settle();
  }
  reading.end(lines.add);
  if (before !== undefined && reading.kind() !== before.kind)
    throw new Problem(
      "bad-input",
      {},
      { fields: [{ field: "kind", code: "dataset-of-another-kind", values: { kind: before.kind } }] },
    );
  const understanding = reading.understanding();
  if (understanding.refused > 0 || understanding.figures === 0) {
    tell(understanding, null);
    throw new NotTaken({ understanding, changes: null, state: "refused", edition: null, act: null });
  }
  const { added, changed, same } = reading.counts();
  const changes = { added, changed, same, missing: standing - changed - same };
  tell(understanding, changes);
  if (input.dryRun)
    return { understanding, changes, state: "only-looked-at", edition: before?.edition ?? null, act: null };
  const withdrawn =
    input.complete && changes.missing > 0 ? await withdraw(tx, input.id, table, lines, road) : 0;
  if (added + changed + withdrawn === 0)
    throw new NotTaken({
      understanding,
      changes,
      state: "nothing-new",
      edition: before?.edition ?? null,
      act: null,
    });
  await lines.end();
  const edition = (before?.edition ?? 0) + 1;
  const { id } = await record(tx, datasetReceived, {
    subject: `dataset:${input.id}`,
    public: {
      ...factsOf(input, reading, before),
      edition,
      file: digest.digest(),
      kept: await ended(kept),
      rowsFile: await ended(rows),
      rows: understanding.figures,
      added,
      changed,
      withdrawn,
    },
    private: { name: input.name.slice(0, 200), decimal: understanding.decimal },
  });
  return { understanding, changes, state: "taken-in", edition, act: id };
}

function factsOf(input: DatasetInput, reading: Reading, before: DatasetRow | undefined) {
  const { id, title, licence, attribution, open, asOf } = input;
  return { id, title, kind: before?.kind ?? reading.kind(), licence, attribution, open, asOf };
}

async function ended(pieces: Pieces | undefined): Promise<Uint8Array> {
  if (pieces === undefined) throw new Error("a dry run keeps nothing");
  return pieces.end();
}

async function withdraw(
  tx: Tx,
  id: string,
  table: ReturnType<typeof keyTable>,
  lines: Lines,
  road: Lane,
): Promise<number> {
  let withdrawn = 0;
  await road.idle();
  for await (const rows of standingFigures(tx, id)) {
    for (const row of rows) {
      if (table.met(keyLine(row))) continue;
      lines.add("-", keyLine(row), saidLine(row));
      withdrawn += 1;
    }
    await lines.settle();
    await road.idle();
  }
  return withdrawn;
}

const pieceOfFile = 1024 * 1024;
const pieceOfRows = 2_500;
const firstPiece = 512 * 1024;

/** The bytes as they pass: hashed, and kept in pieces. */
async function* watched(
  chunks: AsyncIterable<Uint8Array>,
  digest: ReturnType<typeof createHash>,
  kept: Pieces | undefined,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    digest.update(chunk);
    if (kept !== undefined) {
      held.push(chunk);
      size += chunk.length;
      if (size >= pieceOfFile) {
        await kept.add(Buffer.concat(held));
        [held, size] = [[], 0];
      }
    }
    yield chunk;
  }
  if (size > 0) await kept?.add(Buffer.concat(held));
}

interface Lines {
  readonly add: AddLine;
  settle(): Promise<void>;
  end(): Promise<void>;
}

/** Changed rows as canonical lines, in pieces: written down as bytes at once, so that no row is held as text. */
function linesTo(pieces: Pieces | undefined): Lines {
  let full: Buffer[] = [];
  let piece = Buffer.allocUnsafe(firstPiece);
  let [size, count] = [0, 0];
  const close = (): void => {
    if (count > 0) full.push(Buffer.from(piece.subarray(0, size)));
    [size, count] = [0, 0];
  };
  const add: AddLine = (change, key, said) => {
    const line = `${count === 0 ? "" : "\n"}${change}\t${key}\t${said}`;
    // Of one UTF-16 unit at most three bytes are made.
    if (size + line.length * 3 > piece.length) piece = Buffer.concat([piece], (size + line.length * 3) * 2);
    size += piece.write(line, size);
    count += 1;
    if (count === pieceOfRows) close();
  };
  const settle = async (): Promise<void> => {
    const ready = full;
    full = [];
    for (const one of ready) await pieces?.add(one);
  };
  return {
    add: pieces === undefined ? () => undefined : add,
    settle,
    async end() {
      close();
      await settle();
    },
  };
}
