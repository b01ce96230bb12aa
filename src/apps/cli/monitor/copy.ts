// A monitor's own copy of a log: the entries, the last head that it verified, and what it has learned of the acts.
// Its files have the log's own paths (checkpoint, tile/entries/…); each is there whole or not at all.
// Entries count from the moment their head is verified; a copy that is not what it says is told, never repaired.
import { createHash } from "node:crypto";
import { readFile, readdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { bundlesBetween, decodeBundle, parseTilePath, tilePath, tileWidth } from "#core/log/tiles.ts";
import { writeWhole } from "../../witness/files.ts";

export interface Copy {
  /** The last head that was verified; undefined at the beginning. */
  readonly checkpoint: () => Promise<string | undefined>;
  /** What was kept beside it; undefined when there is nothing. */
  readonly notes: () => Promise<unknown>;
  /** The first `size` entries, bundle by bundle; `size` is the one that counts. */
  entries(size: number): AsyncIterable<readonly Uint8Array[]>;
  /** A bundle that was fetched before, for a head that was not reached. */
  staged(index: number, width: number): Promise<Uint8Array | undefined>;
  stage(index: number, width: number, bundle: Uint8Array): Promise<void>;
  /** From now on this head counts, and all entries staged up to it. `before` is the size that counted till now. */
  settle(note: string, before: number, size: number): Promise<void>;
  keepNotes(notes: unknown): Promise<void>;
  /** What was staged above this size is not to be used. */
  drop(size: number): Promise<void>;
  /** Keeps a proof for everybody; returns where. */
  keepProof(name: string, text: string): Promise<string>;
}

/** Something in the folder is not what this program wrote. */
export class DamagedCopy extends Error {}

export function folderCopy(folder: string): Copy {
  const bundleFile = (index: number, width: number): string =>
    join(folder, tilePath("entries", index, width));
  const checkpointFile = join(folder, "checkpoint");
  const notesFile = join(folder, "notes.json");
  return {
    async checkpoint() {
      const note = await readOr(checkpointFile);
      // Never begun anew by itself: whoever deletes the head would make the monitor forget what it can prove.
      if (note === undefined && (await readOr(notesFile)) !== undefined)
        throw new DamagedCopy(`${checkpointFile} is gone`);
      return note?.toString("utf8");
    },
    async notes() {
      const text = (await readOr(notesFile))?.toString("utf8");
      if (text === undefined) return undefined;
      const split = text.indexOf("\n");
      if (text.slice(0, split) !== digestOf(text.slice(split + 1)))
        throw new DamagedCopy(`${notesFile} was changed`);
      return JSON.parse(text.slice(split + 1)) as unknown;
    },
    async *entries(size) {
      for (const { index, width } of bundlesBetween(0, size)) {
        const file = bundleFile(index, width);
        const bundle = await readOr(file);
        const entries = bundle === undefined ? undefined : decodeBundle(bundle);
        if (entries?.length !== width) throw new DamagedCopy(`${file} does not hold ${width} entries`);
        yield entries;
      }
    },
    staged: (index, width) => readOr(bundleFile(index, width)),
    stage: (index, width, bundle) => writeWhole(bundleFile(index, width), bundle),
    async settle(note, before, size) {
      await writeWhole(checkpointFile, note);
      // The wider bundle is on the disk: the partial one says nothing more.
      const rest = before % tileWidth;
      if (rest > 0 && size > before)
        await rm(bundleFile(Math.floor(before / tileWidth), rest), { force: true });
    },
    async keepNotes(notes) {
      const json = `${JSON.stringify(notes, null, 1)}\n`;
      await writeWhole(notesFile, `${digestOf(json)}\n${json}`);
    },
    async drop(size) {
      const last = Math.floor(size / tileWidth);
      const names = await readdir(join(folder, "tile"), { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      for (const name of names.filter((one) => one.isFile())) {
        const file = join(name.parentPath, name.name);
        const bundle = parseTilePath(relative(folder, file).replaceAll("\\", "/"));
        const counts =
          bundle !== undefined &&
          (bundle.index < last || (bundle.index === last && bundle.width === size % tileWidth));
        if (!counts) await rm(file, { force: true });
      }
    },
    async keepProof(name, text) {
      const file = join(folder, "proof", name);
      await writeWhole(file, text);
      return file;
    },
  };
}

/** Keeps nothing but proofs, which it writes into `folder`: for a look without a copy. */
export function noCopy(folder: string): Copy {
  return {
    checkpoint: () => Promise.resolve(undefined),
    notes: () => Promise.resolve(undefined),
    async *entries() {},
    staged: () => Promise.resolve(undefined),
    stage: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    keepNotes: () => Promise.resolve(),
    drop: () => Promise.resolve(),
    async keepProof(name, text) {
      const file = join(folder, name);
      await writeWhole(file, text);
      return file;
    },
  };
}

async function readOr(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
