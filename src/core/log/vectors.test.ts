// Published vectors of other implementations: Merkle proofs of transparency-dev/merkle, a tile log of
// transparency-dev/tessera. They are read from a folder beside the project; without it these tests are skipped.
import { createHash, createPublicKey, verify } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { appendLeaf, emptyFrontier, frontierRoot } from "./frontier.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "./merkle.ts";
import { ed25519Verifier, formatNote, parseNote, parseVerifierKey } from "./note.ts";
import {
  appendToTiles,
  consistencyProofFromTiles,
  decodeBundle,
  encodeBundle,
  inclusionProofFromTiles,
  rootFromTiles,
  tilePath,
} from "./tiles.ts";
import type { Tile } from "./tiles.ts";

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function findVectors(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) {
      const vectors = join(folder, "../shared/data/vectors");
      return existsSync(vectors) ? vectors : undefined;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

const vectors = findVectors();
if (vectors === undefined)
  process.stdout.write(
    "skipped: 264 Merkle vectors and the tile log of 16 sizes are not beside the project\n",
  );

interface Vector {
  readonly file: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
  readonly leafIdx: number;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly root: string;
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

function merkleVectors(kind: string): Vector[] {
  if (vectors === undefined) return [];
  const folder = join(vectors, "merkle", kind);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      ...(JSON.parse(readFileSync(file, "utf8")) as Omit<Vector, "file">),
      file: relative(folder, file),
    }));
}

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const hashes = (vector: Vector): Uint8Array[] => (vector.proof ?? []).map(bytes);

/** A subtree has a form of its own in the tree when its start is a multiple of the least power of two that holds it. */
const isSubtree = ({ start, end }: Vector): boolean =>
  end > start && start % 2 ** Math.ceil(Math.log2(end - start)) === 0;

/** Two vectors call equal "roots" of 12 bytes consistent. Ours are hashes of 32, and nothing else is a root. */
const acceptsWhatIsNoHash = ({ wantErr, root1, root2 }: Vector): boolean =>
  !wantErr && [root1, root2].some((root) => bytes(root).length !== 32);

function agree(all: readonly Vector[], holds: (vector: Vector) => boolean): void {
  const wrong = all.filter((vector) => holds(vector) === vector.wantErr).map(({ file }) => file);
  expect(wrong).toEqual([]);
}

describe.skipIf(vectors === undefined)("264 Merkle vectors, of which 235 are judged and 29 excluded", () => {
  test("48 inclusion proofs: all are judged as expected", () => {
    const all = merkleVectors("inclusion");
    expect([all.length, all.filter(({ wantErr }) => !wantErr).length]).toEqual([48, 4]);
    agree(all, (v) =>
      verifyInclusion(sha256, {
        index: v.leafIdx,
        size: v.treeSize,
        leafHash: bytes(v.leafHash),
        proof: hashes(v),
        root: bytes(v.root),
      }),
    );
  });

  test("55 consistency proofs: all but one are judged as expected, also the 6 from size 0", () => {
    // From size 0 these vectors expect an error always; we accept the true empty root with an empty proof, as a witness
    // must at its first sight of a log. None of the six is that: each has another root or a needless proof.
    const all = merkleVectors("consistency");
    const judged = all.filter((v) => !acceptsWhatIsNoHash(v));
    expect([all.length, all.length - judged.length]).toEqual([55, 1]);
    expect(judged.filter(({ size1 }) => size1 === 0).length).toBe(6);
    agree(judged, (v) =>
      verifyConsistency(sha256, {
        size1: v.size1,
        root1: bytes(v.root1),
        size2: v.size2,
        root2: bytes(v.root2),
        proof: hashes(v),
      }),
    );
  });

  test("94 inclusion proofs in subtrees: those in a real subtree are inclusion in a tree of its own", () => {
    // Excluded: subtrees that are empty or not aligned. Only whether they are subtrees is asked, which we have no function
    // for: our log proves inclusion in whole trees only.
    const all = merkleVectors("subtreeinclusion");
    const judged = all.filter(isSubtree);
    expect([all.length, all.length - judged.length]).toEqual([94, 11]);
    expect(all.filter((v) => !isSubtree(v) && !v.wantErr)).toEqual([]);
    agree(judged, (v) =>
      verifyInclusion(sha256, {
        index: v.leafIdx - v.start,
        size: v.end - v.start,
        leafHash: bytes(v.leafHash),
        proof: hashes(v),
        root: bytes(v.root),
      }),
    );
  });

  test("67 consistency proofs of subtrees: those that begin at leaf 0 are consistency of trees", () => {
    // Excluded: subtrees that begin elsewhere, which no checkpoint can name, and empty ones, where the vectors accept any
    // tree beside an empty proof; our rule for size 0 has its own tests.
    const all = merkleVectors("subtreeconsistency");
    const judged = all.filter((v) => v.start === 0 && v.end > 0 && !acceptsWhatIsNoHash(v));
    expect([all.length, all.length - judged.length]).toEqual([67, 17]);
    agree(judged, (v) =>
      verifyConsistency(sha256, {
        size1: v.end,
        root1: bytes(v.root1),
        size2: v.size,
        root2: bytes(v.root2),
        proof: hashes(v),
      }),
    );
  });
});

describe.skipIf(vectors === undefined)("a tile log of another program, sizes 0 to 15", () => {
  const folder = join(vectors ?? "", "tile-log");
  const key = parseVerifierKey(
    sha256,
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
  )!;
  const byOpenSsl = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
    verify(
      null,
      message,
      createPublicKey({
        key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
        format: "jwk",
      }),
      signature,
    );
  const log = { origin: "example.com/log/testdata", verifiers: [ed25519Verifier(key, byOpenSsl)] };
  const file = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder, path)));
  const entriesAt = (size: number): readonly Uint8Array[] =>
    size === 0 ? [] : decodeBundle(file(tilePath("entries", 0, size)))!;
  const sizes = Array.from({ length: 16 }, (_, size) => size).filter((size) =>
    existsSync(join(folder, `checkpoint.${size}`)),
  );

  test("every checkpoint is read, verified, and written again byte for byte", () => {
    expect(sizes.length).toBe(16);
    for (const size of sizes) {
      const note = readFileSync(join(folder, `checkpoint.${size}`), "utf8");
      const opened = openCheckpoint(note, log);
      expect(opened.ok && opened.checkpoint.size).toBe(size);
      expect(formatNote(parseNote(note)!)).toBe(note);
      expect(openCheckpoint(note.replace(`\n${size}\n`, `\n${size + 1}\n`), log)).toEqual({
        ok: false,
        reason: "signature-wrong",
      });
    }
  });

  test("every tile and root, made again from the entries, is theirs", () => {
    for (const size of sizes) {
      const entries = entriesAt(size);
      const leaves = entries.map((entry) => leafHash(sha256, entry));
      const tiles = appendToTiles(sha256, 0, leaves, () => undefined);
      expect(tiles.map(({ level, index }) => [level, index])).toEqual(size === 0 ? [] : [[0, 0]]);
      for (const { level, index, hashes } of tiles)
        expect(hex(hashes)).toBe(hex(file(tilePath(level, index, size))));
      if (size > 0) expect(hex(encodeBundle(entries))).toBe(hex(file(tilePath("entries", 0, size))));
      const { root } = parseCheckpoint(parseNote(file(`checkpoint.${size}`))!.text)!;
      expect(hex(rootFromTiles(sha256, size, tiles))).toBe(hex(root));
      expect(
        hex(
          frontierRoot(
            sha256,
            leaves.reduce((frontier, leaf) => appendLeaf(sha256, frontier, leaf), emptyFrontier()),
          ),
        ),
      ).toBe(hex(root));
    }
  });

  test("from their widest tile every leaf is proved in every checkpoint, and every checkpoint in every later one", () => {
    const widest: Tile[] = [{ level: 0, index: 0, hashes: file(tilePath(0, 0, 15)) }];
    const rootAt = (size: number): Uint8Array =>
      parseCheckpoint(parseNote(file(`checkpoint.${size}`))!.text)!.root;
    for (const size of sizes) {
      entriesAt(size).forEach((entry, index) => {
        const proof = inclusionProofFromTiles(sha256, index, size, widest);
        expect(
          verifyInclusion(sha256, {
            index,
            size,
            leafHash: leafHash(sha256, entry),
            proof,
            root: rootAt(size),
          }),
        ).toBe(true);
      });
      for (const older of sizes.filter((one) => one <= size)) {
        const proof = consistencyProofFromTiles(sha256, older, size, widest);
        expect(
          verifyConsistency(sha256, {
            size1: older,
            root1: rootAt(older),
            size2: size,
            root2: rootAt(size),
            proof,
          }),
        ).toBe(true);
      }
    }
  });
});
