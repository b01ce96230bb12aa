// A mirror holds every entry of a log: it fetches the bundles that are new, computes the root of the head from its own
// copy, and stores them before its key says so. A log can then not hide what it has signed.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Checkpoint } from "#core/log/checkpoint.ts";
import { appendLeaf, emptyFrontier, frontierRoot } from "#core/log/frontier.ts";
import type { Frontier } from "#core/log/frontier.ts";
import { leafHash } from "#core/log/merkle.ts";
import { bundlesBetween, decodeBundle, largestBundle, tilePath, tileWidth } from "#core/log/tiles.ts";
import { writeWhole } from "./files.ts";
import { sha256 } from "./keys.ts";
import type { LogFiles } from "./log-files.ts";

export interface Mirror {
  /** Entries held. */
  size(): number;
  /** Fetches and stores up to this head. Throws with a sentence when the log does not show what it signed. */
  follow(checkpoint: Checkpoint): Promise<void>;
}

/** Opens the copy in `folder` and computes its tree anew: what is on the disk counts, not what was believed. */
export async function openMirror(folder: string, log: LogFiles): Promise<Mirror> {
  let frontier = await frontierOf(folder);
  return {
    size: () => frontier.size,
    async follow({ size, root }) {
      if (size < frontier.size) return;
      let next = frontier;
      const bundles: { path: string; bytes: Uint8Array }[] = [];
      for (const { index, width } of bundlesBetween(frontier.size, size)) {
        const path = tilePath("entries", index, width);
        const bytes = await log.read(path, largestBundle);
        const entries = decodeBundle(bytes);
        if (entries?.length !== width) throw new Error(`${path} does not hold ${width} entries`);
        // A wider bundle takes the place of ours: what was there before must be there again, byte for byte.
        const known = next.size - index * tileWidth;
        if (known > 0 && !(await beginsAs(folder, index, known, bytes)))
          throw new Error(`${path} changes entries that were there before`);
        next = grown(next, entries.slice(known));
        bundles.push({ path, bytes });
      }
      if (!Buffer.from(frontierRoot(sha256, next)).equals(Buffer.from(root)))
        throw new Error(`the entries do not make the root that was signed for ${size}`);
      for (const { path, bytes } of bundles) await writeWhole(join(folder, path), bytes);
      // The wider bundle is on the disk: the partial one says nothing more.
      const rest = frontier.size % tileWidth;
      if (rest > 0 && size > frontier.size)
        await rm(join(folder, tilePath("entries", Math.floor(frontier.size / tileWidth), rest)), {
          force: true,
        });
      frontier = next;
    },
  };
}

/** Whether a bundle goes on from the one kept with `width` entries. */
async function beginsAs(folder: string, index: number, width: number, bytes: Uint8Array): Promise<boolean> {
  const kept = await readFile(join(folder, tilePath("entries", index, width)));
  return kept.equals(bytes.subarray(0, kept.length));
}

async function frontierOf(folder: string): Promise<Frontier> {
  let frontier = emptyFrontier();
  for (let index = 0; ; index++) {
    const bundle = await widest(folder, index);
    if (bundle === undefined) return frontier;
    frontier = grown(frontier, bundle);
    if (bundle.length < tileWidth) return frontier;
  }
}

/** The widest bundle of this index on the disk: full, or the longest partial one. */
async function widest(folder: string, index: number): Promise<readonly Uint8Array[] | undefined> {
  for (let width = tileWidth; width > 0; width--) {
    const bytes = await readFile(join(folder, tilePath("entries", index, width))).catch(() => undefined);
    const entries = bytes === undefined ? undefined : decodeBundle(bytes);
    if (entries?.length === width) return entries;
  }
  return undefined;
}

function grown(frontier: Frontier, entries: readonly Uint8Array[]): Frontier {
  return entries.reduce((tree, entry) => appendLeaf(sha256, tree, leafHash(sha256, entry)), frontier);
}
