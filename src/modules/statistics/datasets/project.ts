// Projects the act that takes a data set in: its rows are read from the documents that the act names, piece by piece, so
// that a rebuild makes the same figures from the record alone and a large file needs little memory.
import type { FigureRow } from "#core/statistics/reading/figures.ts";
import { lineReader } from "#core/statistics/reading/lines.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { DatasetPrivate, DatasetPublic } from "../facts.ts";
import { insertObservations } from "../figures/store.ts";
import type { NewObservation } from "../figures/store.ts";
import { packedPieces, unpacked } from "./pieces.ts";
import { closeFigures, insertDataset, settleVintages, sourceOf } from "./store.ts";

export async function projectReceived(
  tx: Projection,
  acts: readonly ProjectedAct<DatasetPublic, DatasetPrivate>[],
): Promise<void> {
  for (const act of acts) await projectOne(tx, act);
}

interface Batch {
  readonly closed: readonly FigureRow[];
  readonly added: readonly NewObservation[];
}

async function projectOne(tx: Projection, act: ProjectedAct<DatasetPublic, DatasetPrivate>): Promise<void> {
  const { id, asOf, rowsFile } = act.public;
  await insertDataset(tx, act);
  const read = lineReader();
  let place = 0;
  let dated = false;
  const write = async ({ closed, added }: Batch): Promise<void> => {
    const first = place;
    place += added.length;
    await closeFigures(tx, id, closed, instantOf(asOf));
    await insertObservations(tx, act.id, added, first);
  };
  let batch: Batch = { closed: [], added: [] };
  for await (const piece of packedPieces(tx, rowsFile)) {
    // The database writes one piece while the next is read.
    const writing = write(batch);
    writing.catch(() => undefined);
    batch = batchOf(act.public, (await unpacked(piece)).toString("utf8"), read);
    dated ||= batch.added.some(({ vintage }) => vintage !== null && vintage !== undefined);
    await writing;
  }
  await write(batch);
  if (dated) await settleVintages(tx, id);
}

function batchOf(
  { id, open, asOf }: DatasetPublic,
  text: string,
  read: ReturnType<typeof lineReader>,
): Batch {
  const from = instantOf(asOf);
  const closed: FigureRow[] = [];
  const added: NewObservation[] = [];
  for (const line of text.split("\n")) {
    const { change, row } = read(line);
    if (change !== "+") closed.push(row);
    if (change === "-") continue;
    const knownFrom = row.vintage === null ? from : instantOf(row.vintage);
    // Put onto the row, which nobody else holds: a copy of two million rows is felt.
    added.push(Object.assign(row, { source: sourceOf(id, row.voice), knownFrom, open }));
  }
  return { closed, added };
}

const instantOf = (day: string): string => `${day}T00:00:00.000Z`;
