// Third stage of the sequencer: the log as files that any web server can hand out (C2SP tlog-tiles). Tiles and entry
// bundles are on the disk before the head that needs them, and are never written again: where one holds other bytes than
// the record, nothing more is published.
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import { hashLength } from "#core/log/merkle.ts";
import { parseNote } from "#core/log/note.ts";
import { encodeBundle, tilePath, tileWidth } from "#core/log/tiles.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import { placeFiles, replaceFile, unfinished } from "#platform/files/durable.ts";
import { findTiles } from "../store.ts";
import type { Reader } from "../store.ts";
import type { Head } from "./heads.ts";
import { findCheckpoint, leavesFrom } from "./store.ts";
import { LogTrouble } from "./trouble.ts";

/** What the publisher does to its folder; paths as C2SP names them. */
export interface LogFolder {
  has(path: string): Promise<boolean>;
  read(path: string): Promise<Uint8Array | undefined>;
  /** Every file in it, but those that were never finished. */
  list(): Promise<readonly string[]>;
  /** All of them durable when it returns; answers the paths that were taken, which are left as they were. */
  place(
    files: readonly { readonly path: string; readonly content: Uint8Array }[],
  ): Promise<readonly string[]>;
  replace(path: string, content: string): Promise<void>;
  /** A folder of partial tiles that nobody needs any more. */
  remove(path: string): Promise<void>;
}

export function logFolder(folder: string): LogFolder {
  return {
    has: (path) =>
      stat(join(folder, path)).then(
        () => true,
        () => false,
      ),
    read: (path) => readFile(join(folder, path)).catch(absent),
    async list() {
      const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(absent)) ?? [];
      return entries
        .filter((entry) => !entry.isDirectory() && !entry.name.endsWith(unfinished))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
    },
    async place(files) {
      const taken = await placeFiles(
        files.map(({ path, content }) => ({ path: join(folder, path), content })),
      );
      return taken.map((path) => path.slice(folder.length + 1));
    },
    replace: (path, content) => replaceFile(join(folder, path), content),
    remove: (path) => rm(join(folder, path), { recursive: true, force: true }),
  };
}

export interface Publisher {
  /** Every tile and bundle of the tree of this size, partial ones included. */
  tiles(reader: Reader, size: number): Promise<void>;
  /** `checkpoint`, once its tiles are there. Never goes back: a policy may ask for more than an older head has. */
  head(reader: Reader, head: Head): Promise<void>;
}

/** Files forced to the disk together. */
const portion = 32;

export function publisherOf(folder: LogFolder): Publisher {
  /** All its tiles are known to be on the disk. */
  let published = 0;
  let shown: string | undefined;
  return {
    async tiles(reader, size) {
      if (size <= published) return;
      let missing: TilePlace[] = [];
      for (const place of newTiles(published, size)) {
        if (place.width === tileWidth && published === 0 && (await folder.has(pathOf(place)))) continue;
        missing.push(place);
        if (missing.length === portion) {
          await placeTiles(reader, folder, missing);
          missing = [];
        }
      }
      await placeTiles(reader, folder, missing);
      await removeOldPartials(folder, published, size);
      published = size;
    },
    async head(reader, head) {
      if (head.note === shown) return;
      const before = await folder.read("checkpoint");
      const there = before === undefined ? undefined : await readPublished(reader, before);
      if (there === undefined || there.size <= head.size) {
        if (there?.size === head.size && parseNote(there.note)?.text !== parseNote(head.note)?.text)
          throw new LogTrouble("published-differs", `Two heads of ${head.size} entries were published.`);
        if (there?.note !== head.note) await folder.replace("checkpoint", head.note);
      }
      shown = head.note;
    },
  };
}

export interface TilePlace {
  readonly level: number | "entries";
  readonly index: number;
  readonly width: number;
}

/** What a tree of `size` has and one of `from` had not, level by level; at level 0 the bundle of each tile as well. */
export function* newTiles(from: number, size: number): Generator<TilePlace> {
  for (let level = 0, before = from, count = size; count > 0; level++) {
    for (let index = Math.floor(before / tileWidth); index * tileWidth < count; index++) {
      const width = Math.min(tileWidth, count - index * tileWidth);
      if (before >= index * tileWidth + width) continue;
      if (level === 0) yield { level: "entries", index, width };
      yield { level, index, width };
    }
    before = Math.floor(before / tileWidth);
    count = Math.floor(count / tileWidth);
  }
}

export function pathOf({ level, index, width }: TilePlace): string {
  return tilePath(level, index, width);
}

/** What must be in the file, from the record. Throws where the record does not hold it. */
export async function tileContent(reader: Reader, { level, index, width }: TilePlace): Promise<Uint8Array> {
  if (level === "entries") {
    const leaves = await leavesFrom(reader, BigInt(index * tileWidth), width);
    if (leaves.length !== width) throw new Error(`the record does not hold bundle ${index}`);
    return encodeBundle(leaves);
  }
  const [tile] = await findTiles(reader, [{ level, index }]);
  const length = width * hashLength;
  if (tile === undefined || tile.hashes.length < length)
    throw new Error(`the record does not hold tile ${level}/${index}`);
  return tile.hashes.subarray(0, length);
}

async function placeTiles(reader: Reader, folder: LogFolder, places: readonly TilePlace[]): Promise<void> {
  if (places.length === 0) return;
  const files: { path: string; content: Uint8Array }[] = [];
  for (const place of places) files.push({ path: pathOf(place), content: await tileContent(reader, place) });
  for (const path of await folder.place(files)) {
    const there = await folder.read(path);
    const ours = files.find((file) => file.path === path)?.content;
    if (there === undefined || ours === undefined || !equalBytes(there, ours))
      throw new LogTrouble(
        "published-differs",
        `The published file ${path} holds other bytes than the record. Nothing more is published until somebody finds out why.`,
      );
  }
}

/** Partial tiles go when the tile after theirs is full: whoever read the head before still finds them for a while. */
async function removeOldPartials(folder: LogFolder, from: number, size: number): Promise<void> {
  for (let level = 0, before = from, count = size; count > 0; level++) {
    const full = Math.floor(count / tileWidth);
    for (let index = Math.max(0, Math.floor(before / tileWidth) - 2); index < full - 1; index++) {
      await folder.remove(`${tilePath(level, index)}.p`);
      if (level === 0) await folder.remove(`${tilePath("entries", index)}.p`);
    }
    before = Math.floor(before / tileWidth);
    count = full;
  }
}

/** Throws unless what others were shown is a head that was signed here. */
async function readPublished(reader: Reader, bytes: Uint8Array): Promise<{ size: bigint; note: string }> {
  const note = Buffer.from(bytes).toString("utf8");
  const text = parseNote(note)?.text;
  const checkpoint = text === undefined ? undefined : parseCheckpoint(text);
  if (checkpoint === undefined)
    throw new LogTrouble(
      "published-differs",
      "The published file checkpoint is damaged. Nothing more is published until it is put right.",
    );
  const size = BigInt(checkpoint.size);
  const signed = await findCheckpoint(reader, size);
  if (signed === undefined || parseNote(signed.note)?.text !== text)
    throw new LogTrouble(
      "published-differs",
      `The published head of ${size} entries is not one that this record has signed. Nothing more is published until somebody finds out why.`,
    );
  return { size, note };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
