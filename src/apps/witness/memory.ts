// What this witness has cosigned, one file for each log: the last checkpoint, verbatim. It is on the disk before anybody
// hears of it, and only one request at a time may change it, so that no two answers contradict each other.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import { parseNote } from "#core/log/note.ts";
import type { Seen } from "#core/log/witness.ts";
import { writeWhole } from "./files.ts";
import { sha256 } from "./keys.ts";

export interface Remembered extends Seen {
  readonly origin: string;
  readonly note: string;
}

export interface Memory {
  find(origin: string): Remembered | undefined;
  all(): readonly Remembered[];
  /** Runs alone among all such work on this origin. */
  alone<T>(origin: string, work: () => Promise<T>): Promise<T>;
  /** On the disk when it returns. Refuses to go back. */
  remember(note: string): Promise<void>;
}

/** Throws when a file is damaged: a witness that has forgotten must not sign as if it had seen nothing. */
export async function openMemory(folder: string): Promise<Memory> {
  const known = new Map<string, Remembered>();
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter((file) => file.endsWith(".checkpoint"))) {
    const remembered = read(await readFile(join(folder, name), "utf8"));
    if (remembered === undefined || fileOf(remembered.origin) !== name)
      throw new Error(
        `${join(folder, name)} is damaged. Put it back from a backup; do not delete it: this witness would then cosign what contradicts its past.`,
      );
    known.set(remembered.origin, remembered);
  }
  const queues = new Map<string, Promise<unknown>>();
  return {
    find: (origin) => known.get(origin),
    all: () => [...known.values()],
    alone(origin, work) {
      const turn = (queues.get(origin) ?? Promise.resolve()).then(work, work);
      queues.set(
        origin,
        turn.catch(() => undefined),
      );
      return turn;
    },
    async remember(note) {
      const remembered = read(note);
      if (remembered === undefined) throw new Error("not a checkpoint");
      const before = known.get(remembered.origin);
      if (before !== undefined && before.size > remembered.size) throw new Error("a witness never goes back");
      await writeWhole(join(folder, fileOf(remembered.origin)), note);
      known.set(remembered.origin, remembered);
    },
  };
}

function fileOf(origin: string): string {
  return `${Buffer.from(sha256(new TextEncoder().encode(origin))).toString("hex")}.checkpoint`;
}

function read(text: string): Remembered | undefined {
  const note = parseNote(text);
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note.text);
  return checkpoint === undefined
    ? undefined
    : { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root, note: text };
}
