// Tiles of 256 hashes (C2SP tlog-tiles): where they live, what they hold, and how roots and proofs come out of them.
// A stored tile may be wider than a smaller tree needs; its beginning is used.
import {
  consistencyRanges,
  emptyRoot,
  hashLength,
  inclusionRanges,
  isSize,
  nodeHash,
  nodeHashOfPair,
  split,
} from "./merkle.ts";
import type { Range, Sha256 } from "./merkle.ts";

export const tileWidth = 256;
const tileHeight = 8;
/** Bytes: 256 entries of 65,535, each with its length. */
export const largestBundle = tileWidth * (2 + 0xffff);

export interface TileId {
  readonly level: number;
  readonly index: number;
}

export interface Tile extends TileId {
  /** 32 bytes for each hash, at most 256 of them. */
  readonly hashes: Uint8Array;
}

/** Every tile, partial ones included, of a tree of this size: level by level, left to right. */
export function tilesOfSize(size: number): readonly (TileId & { readonly width: number })[] {
  const tiles: (TileId & { width: number })[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    for (let index = 0; index * tileWidth < count; index++) {
      tiles.push({ level, index, width: Math.min(tileWidth, count - index * tileWidth) });
    }
  }
  return tiles;
}

/** "tile/1/x001/x234/067.p/12": prefix-less path of a tile, or of an entry bundle with level "entries". Throws RangeError. */
export function tilePath(level: number | "entries", index: number, width: number = tileWidth): string {
  if (!isSize(index) || !isWidth(width) || (level !== "entries" && !isLevel(level)))
    throw new RangeError("no tile has this path");
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${groups.join("/")}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** Hostile: from the address bar. Undefined for anything that `tilePath` would not write. */
export function parseTilePath(
  path: string,
): { level: number | "entries"; index: number; width: number } | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, levelText = "", groups = "", widthText] = match;
  const level = levelText === "entries" ? levelText : Number(levelText);
  const index = Number(groups.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if (!isSize(index) || !isWidth(width) || (level !== "entries" && !isLevel(level))) return undefined;
  return tilePath(level, index, width) === path ? { level, index, width } : undefined;
}

/**
 * The entry bundles that a follower who has the first `from` entries needs for the first `size`, in the width they have
 * then. One after another: a log may sign any size, and a list of what it does not have would fill the memory.
 */
export function* bundlesBetween(from: number, size: number): Generator<{ index: number; width: number }> {
  if (!isSize(from) || !isSize(size)) throw new RangeError("not the sizes of a tree");
  for (let index = Math.floor(from / tileWidth); from < size && index * tileWidth < size; index++)
    yield { index, width: Math.min(tileWidth, size - index * tileWidth) };
}

/** How many hashes this tile has in a tree of that size, which is the width a public log serves; 0 when it is not part of it. */
export function widthOf({ level, index }: TileId, size: number): number {
  return Math.min(Math.max(Math.floor(size / tileWidth ** level) - index * tileWidth, 0), tileWidth);
}

/** 1 to 256 entries, with a two-byte big-endian length each. Throws RangeError for none, too many, or one above 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > tileWidth)
    throw new RangeError(`a bundle has 1 to ${tileWidth} entries`);
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError("an entry is at most 65,535 bytes");
    bundle[offset] = entry.length >> 8;
    bundle[offset + 1] = entry.length & 0xff;
    bundle.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return bundle;
}

/** Hostile: fetched from a log. Undefined for what `encodeBundle` would not write. The entries are views of the bundle. */
export function decodeBundle(bundle: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < bundle.length;) {
    const [high, low] = [bundle[offset], bundle[offset + 1]];
    if (high === undefined || low === undefined || entries.length === tileWidth) return undefined;
    const end = offset + 2 + high * 256 + low;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return entries.length === 0 ? undefined : entries;
}

/** The partial tiles at the right edge of a tree: what must be read before leaves are appended. */
export function rightEdge(size: number): readonly TileId[] {
  return tilesOfEdge(size).filter(({ width }) => width < tileWidth);
}

/**
 * The tiles that change when leaves are appended to a tree of `size`, in their new width.
 * `readTile` is asked for the tiles of `rightEdge(size)` only.
 */
export function appendToTiles(
  sha256: Sha256,
  size: number,
  newLeafHashes: readonly Uint8Array[],
  readTile: (id: TileId) => Tile | undefined,
): readonly Tile[] {
  if (!isSize(size) || !isSize(size + newLeafHashes.length))
    throw new RangeError(`${size} is not the size of a tree to append to`);
  if (newLeafHashes.some((hash) => hash.length !== hashLength))
    throw new RangeError(`a leaf hash is ${hashLength} bytes`);
  const edge = new Map(rightEdge(size).map((id) => [id.level, id]));
  const changed: Tile[] = [];
  let added = newLeafHashes;
  for (let level = 0, count = size; added.length > 0; level++, count = Math.floor(count / tileWidth)) {
    const above: Uint8Array[] = [];
    const open = edge.get(level);
    let width = open === undefined ? 0 : count % tileWidth;
    let index = Math.floor(count / tileWidth);
    let hashes = new Uint8Array(tileWidth * hashLength);
    if (open !== undefined) hashes.set(hashesOf(requireTile(readTile(open), open), width));
    for (const hash of added) {
      hashes.set(hash, width * hashLength);
      if (++width < tileWidth) continue;
      changed.push({ level, index, hashes });
      above.push(perfectRoot(sha256, hashes));
      hashes = new Uint8Array(tileWidth * hashLength);
      width = 0;
      index++;
    }
    if (width > 0) changed.push({ level, index, hashes: hashes.slice(0, width * hashLength) });
    added = above;
  }
  return changed;
}

export function tilesForRoot(size: number): readonly TileId[] {
  return tilesForRanges([[0, size]]);
}

export function tilesForInclusion(index: number, size: number): readonly TileId[] {
  return tilesForRanges(inclusionRanges(index, size));
}

export function tilesForConsistency(size1: number, size2: number): readonly TileId[] {
  return tilesForRanges(consistencyRanges(size1, size2));
}

/** These throw when a tile that `tilesFor…` names is absent or too narrow. */
export function rootFromTiles(sha256: Sha256, size: number, tiles: readonly Tile[]): Uint8Array {
  if (!isSize(size)) throw new RangeError(`${size} is not a tree size`);
  return size === 0 ? emptyRoot(sha256) : rangeRoot(sha256, [0, size], byId(tiles));
}

export function inclusionProofFromTiles(
  sha256: Sha256,
  index: number,
  size: number,
  tiles: readonly Tile[],
): readonly Uint8Array[] {
  const found = byId(tiles);
  return inclusionRanges(index, size).map((range) => rangeRoot(sha256, range, found));
}

export function consistencyProofFromTiles(
  sha256: Sha256,
  size1: number,
  size2: number,
  tiles: readonly Tile[],
): readonly Uint8Array[] {
  const found = byId(tiles);
  return consistencyRanges(size1, size2).map((range) => rangeRoot(sha256, range, found));
}

function isLevel(level: number): boolean {
  return Number.isInteger(level) && level >= 0 && level <= 63;
}

function isWidth(width: number): boolean {
  return Number.isInteger(width) && width >= 1 && width <= tileWidth;
}

function tilesOfEdge(size: number): readonly (TileId & { width: number })[] {
  if (!isSize(size)) throw new RangeError(`${size} is not a tree size`);
  const tiles: (TileId & { width: number })[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    const index = Math.floor((count - 1) / tileWidth);
    tiles.push({ level, index, width: count - index * tileWidth });
  }
  return tiles;
}

/** Perfect subtrees [height, index] that make up a range as RFC 6962 splits it. */
function perfectParts([from, to]: Range): readonly (readonly [height: number, index: number])[] {
  const parts: (readonly [number, number])[] = [];
  for (let start = from; start < to;) {
    const size = to - start === 1 ? 1 : split(to - start) * 2 === to - start ? to - start : split(to - start);
    parts.push([Math.round(Math.log2(size)), start / size]);
    start += size;
  }
  return parts;
}

function tileOf(height: number, index: number): { id: TileId; first: number; count: number } {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height - level * tileHeight);
  const first = index * count;
  return { id: { level, index: Math.floor(first / tileWidth) }, first: first % tileWidth, count };
}

function tilesForRanges(ranges: readonly Range[]): readonly TileId[] {
  const tiles = new Map<string, TileId>();
  for (const range of ranges) {
    for (const [height, index] of perfectParts(range)) {
      const { id } = tileOf(height, index);
      tiles.set(`${id.level}/${id.index}`, id);
    }
  }
  return [...tiles.values()];
}

function byId(tiles: readonly Tile[]): ReadonlyMap<string, Tile> {
  return new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]));
}

function rangeRoot(sha256: Sha256, range: Range, tiles: ReadonlyMap<string, Tile>): Uint8Array {
  const roots = perfectParts(range).map(([height, index]) => {
    const { id, first, count } = tileOf(height, index);
    const tile = requireTile(tiles.get(`${id.level}/${id.index}`), id);
    return perfectRoot(sha256, hashesOf(tile, first + count).subarray(first * hashLength));
  });
  return roots.reduceRight((right, left) => nodeHash(sha256, left, right));
}

/** Over hashes one after the other, as many as a power of two. */
function perfectRoot(sha256: Sha256, hashes: Uint8Array): Uint8Array {
  if (hashes.length === hashLength) return hashes.slice();
  const row = new Uint8Array(hashes.length / 2);
  let length = hashes.length;
  for (let from = hashes; length > hashLength; from = row, length /= 2)
    for (let at = 0; at < length; at += 2 * hashLength) row.set(nodeHashOfPair(sha256, from, at), at / 2);
  return row.slice(0, hashLength);
}

/** The first `count` hashes of a tile, one after the other. */
function hashesOf(tile: Tile, count: number): Uint8Array {
  if (tile.hashes.length < count * hashLength)
    throw new RangeError(`tile ${tile.level}/${tile.index} is too narrow`);
  return tile.hashes.subarray(0, count * hashLength);
}

function requireTile(tile: Tile | undefined, id: TileId): Tile {
  if (tile === undefined) throw new RangeError(`tile ${id.level}/${id.index} is missing`);
  return tile;
}
