// The last head that was signed, kept apart from the database: whoever restores an old database, or loses one, does not
// bring this file back with it, and the log notices. Changed by compare-and-swap only.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "#platform/files/durable.ts";

export interface HeadStore {
  /** The signed note; undefined when none was ever kept. */
  read(): Promise<string | undefined>;
  /** Durable when it returns. Throws, and keeps what is there, unless that is still `before`. */
  swap(before: string | undefined, next: string): Promise<void>;
}

/** In `checkpoint` of this folder. Whoever swaps holds the sequencer's lock. */
export function fileHeads(folder: string): HeadStore {
  const path = join(folder, "checkpoint");
  const read = async (): Promise<string | undefined> => {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  };
  return {
    read,
    async swap(before, next) {
      refuseUnlessSame(before, await read());
      await replaceFile(path, next);
    },
  };
}

/** For as long as the program runs: for tests and measurements. */
export function memoryHeads(): HeadStore {
  let kept: string | undefined;
  return {
    read: async () => kept,
    async swap(before, next) {
      refuseUnlessSame(before, kept);
      kept = next;
    },
  };
}

function refuseUnlessSame(expected: string | undefined, found: string | undefined): void {
  if (expected !== found)
    throw new Error("the last signed head was changed meanwhile by somebody else; it is not overwritten");
}
