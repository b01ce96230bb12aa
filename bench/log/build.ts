// (i) Building the tree of a million leaves beside Node's own SHA-256 of as many inputs of the same lengths, and beside
// Go's transparency log code where Go is installed; (j) proofs made out of its tiles, and checked.
import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { leafHash, verifyConsistency, verifyInclusion } from "#core/log/merkle.ts";
import {
  appendToTiles,
  consistencyProofFromTiles,
  inclusionProofFromTiles,
  rootFromTiles,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
} from "#core/log/tiles.ts";
import type { Tile, TileId } from "#core/log/tiles.ts";
import { sha256 } from "#platform/keys/random.ts";
import { findLogReaders } from "../../tools/debian.js";
import { perSecond, showNote, showRow } from "../support/rows.ts";

/** Of a usual act. */
const entryLength = 330;

export async function measureBuild(count: number): Promise<void> {
  const entry = Buffer.alloc(entryLength, "act");
  const distinct = (i: number): Buffer => {
    entry.writeUInt32BE(i, 0);
    return entry;
  };
  const began = performance.now();
  const leaves = Array.from({ length: count }, (_, i) => leafHash(sha256, distinct(i)));
  const tiles = appendToTiles(sha256, 0, leaves, () => undefined);
  const known = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]));
  const of = (ids: readonly TileId[]): readonly Tile[] =>
    ids.map(({ level, index }) => known.get(`${level}/${index}`) as Tile);
  const root = rootFromTiles(sha256, count, of(tilesForRoot(count)));
  const ours = (count * 1000) / (performance.now() - began);

  const input = Buffer.alloc(entryLength + 1);
  const node = Buffer.alloc(65);
  const beganRaw = performance.now();
  for (let i = 0; i < count; i++) hash("sha256", input, "buffer");
  for (let i = 1; i < count; i++) hash("sha256", node, "buffer");
  const raw = (count * 1000) / (performance.now() - beganRaw);
  showRow({
    what: `(i) tree of ${count} leaves / as many bare SHA-256`,
    ours,
    peer: raw,
    unit: "leaf/s",
    target: 0.5,
  });
  const go = goPerSecond(count);
  showNote(
    go === undefined
      ? "Go is not installed: not compared with its tlog"
      : `Go's sumdb/tlog, hashes kept in memory: ${Math.round(go).toLocaleString("en")} leaf/s (ours ${(ours / go).toFixed(2)} of it)`,
  );

  const someIndex = (i: number): number => (i * 7_919) % count;
  const proofOf = (index: number) =>
    inclusionProofFromTiles(sha256, index, count, of(tilesForInclusion(index, count)));
  const proofs = Array.from({ length: 256 }, (_, i) => proofOf(someIndex(i)));
  const made = await perSecond(2_000, (i) => proofOf(someIndex(i)));
  const checked = await perSecond(2_000, (i) => {
    const index = someIndex(i % 256);
    const claim = {
      index,
      size: count,
      leafHash: leaves[index] as Uint8Array,
      proof: proofs[i % 256] ?? [],
      root,
    };
    if (!verifyInclusion(sha256, claim)) throw new Error("a good proof was refused");
  });
  const size1 = Math.floor(count / 3);
  const root1 = rootFromTiles(sha256, size1, of(tilesForRoot(size1)));
  const consistent = await perSecond(2_000, () => {
    const proof = consistencyProofFromTiles(sha256, size1, count, of(tilesForConsistency(size1, count)));
    if (!verifyConsistency(sha256, { size1, root1, size2: count, root2: root, proof }))
      throw new Error("a good proof was refused");
  });
  const figure = (value: number): string => Math.round(value).toLocaleString("en");
  showNote(
    `(j) inclusion proofs out of tiles: ${figure(made)} a second; checked: ${figure(checked)} a second`,
  );
  showNote(`(j) consistency proofs made and checked: ${figure(consistent)} a second`);
}

function goPerSecond(count: number): number | undefined {
  const { go } = findLogReaders();
  if (go === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "kimberlite-go-"));
  try {
    const program = join(folder, "build");
    const source = fileURLToPath(new URL("build.go", import.meta.url));
    const env = { ...process.env, ...go, HOME: folder, GOCACHE: join(folder, "cache") };
    const built = spawnSync("go", ["build", "-o", program, source], { encoding: "utf8", env });
    if (built.status !== 0) throw new Error(built.stderr);
    const parameters = [String(count), String(entryLength)];
    return Number(spawnSync(program, parameters, { encoding: "utf8" }).stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
