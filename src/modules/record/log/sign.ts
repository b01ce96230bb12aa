// Second stage of the sequencer: the root of what was integrated is signed, once it is certain that it continues every
// head that was signed before. Where that is not certain, nothing is signed, and the reason is told.
import { formatCheckpoint, openCheckpoint } from "#core/log/checkpoint.ts";
import type { Checkpoint } from "#core/log/checkpoint.ts";
import { verifyConsistency } from "#core/log/merkle.ts";
import { ed25519Type, signNote } from "#core/log/note.ts";
import {
  consistencyProofFromTiles,
  rootFromTiles,
  tilesForConsistency,
  tilesForRoot,
} from "#core/log/tiles.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import type { LogSigner } from "#platform/keys/keyring.ts";
import { sha256 } from "#platform/keys/random.ts";
import { knownLog } from "../founding.ts";
import type { Founding } from "../founding.ts";
import { findTiles, insertCheckpoint, latestCheckpoint, logSize } from "../store.ts";
import type { Reader } from "../store.ts";
import type { HeadStore } from "./head-store.ts";
import type { Head } from "./heads.ts";
import { LogTrouble } from "./trouble.ts";

export interface SignOptions {
  readonly clock: () => number;
  readonly logSigner: LogSigner;
  readonly heads: HeadStore;
}

/**
 * The newest signed head, after making sure that the record continues it; undefined where none was ever signed. For the
 * beginning of a sequencer's work: afterwards `signHead` goes from head to head. Throws `LogTrouble`.
 */
export async function openHead(
  reader: Reader,
  founding: Founding,
  options: Pick<SignOptions, "clock" | "heads">,
): Promise<Head | undefined> {
  const kept = await options.heads.read();
  const last = await lastHead(reader, founding, options, kept);
  if (kept !== undefined) await refuseUnlessHeld(reader, founding, kept);
  // Where another program has signed meanwhile, the file is the older one.
  if (last !== undefined && last.note !== kept) await refuseUnlessHeld(reader, founding, last.note);
  return last;
}

/** Signs what is integrated and not yet signed, and keeps it, first apart from the record and then in it. */
export async function signHead(
  reader: Reader,
  founding: Founding,
  options: SignOptions,
): Promise<Head | undefined> {
  const { clock, logSigner, heads } = options;
  const kept = await heads.read();
  const last = await lastHead(reader, founding, options, kept);
  const size = Number(await logSize(reader));
  if (size === 0 || last?.size === BigInt(size)) return last;
  const root = await rootOf(reader, size);
  if (last !== undefined) await refuseUnlessContinued(reader, readHead(last.note, founding), { size, root });
  const text = formatCheckpoint({ origin: founding.origin, size, root });
  const sign = (message: Uint8Array): Uint8Array => logSigner.sign(message);
  const note = signNote(text, [{ name: founding.origin, keyId: founding.logKeyId, type: ed25519Type, sign }]);
  await heads.swap(kept, note);
  return keep(reader, note, size, clock);
}

/** A head that was signed and kept apart, but did not reach the record, is put there. */
async function lastHead(
  reader: Reader,
  founding: Founding,
  { clock }: Pick<SignOptions, "clock">,
  kept: string | undefined,
): Promise<Head | undefined> {
  const size = Number(await logSize(reader));
  const stored = await latestCheckpoint(reader);
  if (kept === undefined) {
    if (stored === undefined) return undefined;
    throw new LogTrouble(
      "head-missing",
      `The record holds signed heads up to ${stored.size} entries, but the file of the last signed head is not there. ` +
        "If this is a restored record, run `kimberlite log resume`, which asks the witnesses first; if not, put the file back.",
    );
  }
  const head = readHead(kept, founding);
  if (head.size > size)
    throw new LogTrouble(
      "head-ahead",
      `A head of ${head.size} entries was signed, but the record holds ${size}: entries are missing. ` +
        "Bring back the newer record; a log that signs on from an older one contradicts itself.",
    );
  if (stored === undefined || stored.size < BigInt(head.size)) return keep(reader, kept, head.size, clock);
  if (stored.size === BigInt(head.size) && stored.note !== kept)
    throw new LogTrouble("head-differs", `Two different heads of ${head.size} entries were signed.`);
  return stored;
}

async function keep(reader: Reader, note: string, size: number, clock: () => number): Promise<Head> {
  const head = { size: BigInt(size), note, at: new Date(clock()).toISOString() };
  await insertCheckpoint(reader, head);
  return head;
}

/** Throws `LogTrouble` unless the note is a head of this log over a beginning of what the record holds. */
export async function refuseUnlessHeld(reader: Reader, founding: Founding, note: string): Promise<void> {
  await refuseUnlessBeginning(reader, readHead(note, founding));
}

function readHead(note: string, founding: Founding): Checkpoint {
  const opened = openCheckpoint(note, knownLog(founding));
  if (opened.ok) return opened.checkpoint;
  throw opened.reason === "other-origin" || opened.reason === "not-signed-by-log"
    ? new LogTrouble(
        "head-of-another-log",
        `The last signed head is not one of ${founding.origin}: this is the data folder of another log.`,
      )
    : new LogTrouble(
        "head-damaged",
        "The file of the last signed head is damaged. Put it back from a backup, or run `kimberlite log resume`.",
      );
}

async function refuseUnlessBeginning(reader: Reader, head: Checkpoint): Promise<void> {
  if (!equalBytes(await rootOf(reader, head.size), head.root))
    throw new LogTrouble(
      "head-differs",
      `The head of ${head.size} entries that was signed is not that of the first ${head.size} entries of the record.`,
    );
}

async function refuseUnlessContinued(
  reader: Reader,
  before: Checkpoint,
  next: { size: number; root: Uint8Array },
): Promise<void> {
  const tiles = await findTiles(reader, tilesForConsistency(before.size, next.size));
  const proof = consistencyProofFromTiles(sha256, before.size, next.size, tiles);
  const claim = { size1: before.size, root1: before.root, size2: next.size, root2: next.root, proof };
  if (!verifyConsistency(sha256, claim))
    throw new LogTrouble(
      "head-differs",
      `The record of ${next.size} entries does not continue the signed head of ${before.size}.`,
    );
}

/** Of the first `size` entries, from the tiles. */
async function rootOf(reader: Reader, size: number): Promise<Uint8Array> {
  return rootFromTiles(sha256, size, await findTiles(reader, tilesForRoot(size)));
}
