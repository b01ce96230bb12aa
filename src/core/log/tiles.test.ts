import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendLeaf, emptyFrontier, frontierRoot } from "./frontier.ts";
import { consistencyProof, inclusionProof, merkleRoot } from "./merkle.ts";
import {
  appendToTiles,
  consistencyProofFromTiles,
  decodeBundle,
  encodeBundle,
  inclusionProofFromTiles,
  parseTilePath,
  rightEdge,
  rootFromTiles,
  tilePath,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
  tilesOfSize,
  widthOf,
} from "./tiles.ts";
import type { Tile, TileId } from "./tiles.ts";

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
// Above 65,536 the tree has three levels of tiles.
const largest = 70_000;
const all: Uint8Array[] = Array.from({ length: largest }, (_, i) =>
  sha256(Uint8Array.of(i >> 16, i >> 8, i)),
);

/** One row per tile, the widest version: how the program keeps them. */
function store() {
  const rows = new Map<string, Tile>();
  const key = ({ level, index }: TileId): string => `${level}/${index}`;
  return {
    rows,
    read: (id: TileId): Tile | undefined => rows.get(key(id)),
    save: (tiles: readonly Tile[]): void => tiles.forEach((tile) => rows.set(key(tile), tile)),
    find: (ids: readonly TileId[]): Tile[] => ids.flatMap((id) => rows.get(key(id)) ?? []),
  };
}

function grown(batches: readonly number[]): { size: number; tiles: ReturnType<typeof store> } {
  const tiles = store();
  let size = 0;
  for (const batch of batches) {
    tiles.save(appendToTiles(sha256, size, all.slice(size, size + batch), tiles.read));
    size += batch;
  }
  return { size, tiles };
}

const whole = grown([largest]).tiles;

describe("tiles as they grow", () => {
  test("a tree of 70,000 has 273 full tiles and one of 112, then 1 full and one of 17, then one of 1", () => {
    const widths = (level: number): number[] =>
      tilesOfSize(largest)
        .filter((tile) => tile.level === level)
        .map((tile) => tile.width);
    expect(widths(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
    expect([widths(1), widths(2), widths(3)]).toEqual([[256, 17], [1], []]);
    expect(tilesOfSize(256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(tilesOfSize(0)).toEqual([]);
    expect(new Set(whole.rows.keys())).toEqual(
      new Set(tilesOfSize(largest).map(({ level, index }) => `${level}/${index}`)),
    );
    for (const { level, index, width } of tilesOfSize(largest)) {
      expect(whole.read({ level, index })?.hashes.length).toBe(width * 32);
      expect(widthOf({ level, index }, largest)).toBe(width);
    }
    expect(widthOf({ level: 0, index: 274 }, largest)).toBe(0);
  });

  test("however the leaves are cut into batches, the tiles are the same, and only the right edge is read", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 8 }), (batches) => {
        const tiles = store();
        let size = 0;
        for (const batch of batches) {
          const edge = new Set(rightEdge(size).map(({ level, index }) => `${level}/${index}`));
          const written = appendToTiles(sha256, size, all.slice(size, size + batch), (id) => {
            expect(edge).toContain(`${id.level}/${id.index}`);
            return tiles.read(id);
          });
          tiles.save(written);
          size += batch;
        }
        const once = grown([size]).tiles;
        expect(new Map([...tiles.rows].map(([key, tile]) => [key, hex(tile.hashes)]))).toEqual(
          new Map([...once.rows].map(([key, tile]) => [key, hex(tile.hashes)])),
        );
        expect(hex(rootFromTiles(sha256, size, tiles.find(tilesForRoot(size))))).toBe(
          hex(merkleRoot(sha256, all.slice(0, size))),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("across 65,536 leaves, where a third level begins, batches and one pass agree", () => {
    const { size, tiles } = grown([65_000, 535, 1, 1, 300]);
    expect(hex(rootFromTiles(sha256, size, tiles.find(tilesForRoot(size))))).toBe(
      hex(merkleRoot(sha256, all.slice(0, size))),
    );
  });

  test("an append without its tiles, with narrow ones, or of something that is no hash is refused", () => {
    expect(() => appendToTiles(sha256, 3, all.slice(3, 5), () => undefined)).toThrow(/missing/);
    expect(() =>
      appendToTiles(sha256, 3, all.slice(3, 5), () => ({ level: 0, index: 0, hashes: new Uint8Array(64) })),
    ).toThrow(/narrow/);
    expect(() => appendToTiles(sha256, 0, [new Uint8Array(31)], () => undefined)).toThrow(RangeError);
    expect(() => appendToTiles(sha256, -1, all.slice(0, 1), () => undefined)).toThrow(RangeError);
  });
});

describe("roots and proofs from tiles", () => {
  const sizes = fc.oneof(
    fc.integer({ min: 1, max: 2_000 }),
    fc.constantFrom(256, 257, 511, 512, 513, 65_535, 65_536, 65_537, largest),
  );

  test("the root is that of the leaves, from tiles wider than this size needs", () => {
    fc.assert(
      fc.property(
        sizes,
        (size) =>
          hex(rootFromTiles(sha256, size, whole.find(tilesForRoot(size)))) ===
          hex(merkleRoot(sha256, all.slice(0, size))),
      ),
      { numRuns: 60 },
    );
    expect(hex(rootFromTiles(sha256, 0, []))).toBe(hex(merkleRoot(sha256, [])));
  });

  test("proofs from tiles are the proofs from the array, and need the named tiles only", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, n) => {
        const leaves = all.slice(0, size);
        const index = n % size;
        const size1 = 1 + (n % size);
        expect(
          inclusionProofFromTiles(sha256, index, size, whole.find(tilesForInclusion(index, size))).map(hex),
        ).toEqual(inclusionProof(sha256, index, leaves).map(hex));
        expect(
          consistencyProofFromTiles(sha256, size1, size, whole.find(tilesForConsistency(size1, size))).map(
            hex,
          ),
        ).toEqual(consistencyProof(sha256, size1, leaves).map(hex));
      }),
      { numRuns: 60 },
    );
  });

  test("every named tile is needed, and exists in a tree of that size", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, n) => {
        const index = n % size;
        const ids = tilesForInclusion(index, size);
        for (const id of ids) {
          expect(widthOf(id, size)).toBeGreaterThan(0);
          const others = whole.find(ids.filter((other) => other !== id));
          expect(() => inclusionProofFromTiles(sha256, index, size, others)).toThrow(/missing/);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the frontier", () => {
  test("after every leaf its root is that of the tree", () => {
    let frontier = emptyFrontier();
    for (let size = 0; size <= 600; size++) {
      expect(hex(frontierRoot(sha256, frontier))).toBe(hex(merkleRoot(sha256, all.slice(0, size))));
      frontier = appendLeaf(sha256, frontier, all[size]!);
    }
  });

  test("an append leaves the frontier before it as it was, so that a failed batch can be done again", () => {
    const before = appendLeaf(sha256, appendLeaf(sha256, emptyFrontier(), all[0]!), all[1]!);
    const root = hex(frontierRoot(sha256, before));
    appendLeaf(sha256, before, all[2]!);
    appendLeaf(sha256, appendLeaf(sha256, before, all[5]!), all[6]!);
    expect(hex(frontierRoot(sha256, before))).toBe(root);
    expect(() => appendLeaf(sha256, before, new Uint8Array(20))).toThrow(RangeError);
  });
});

describe("paths", () => {
  test("numbers are in groups of three, all but the last begun with x", () => {
    expect(tilePath(0, 1_234_067)).toBe("tile/0/x001/x234/067");
    expect(tilePath(1, 0, 12)).toBe("tile/1/000.p/12");
    expect(tilePath("entries", 999, 256)).toBe("tile/entries/999");
    expect(tilePath(63, 1_000)).toBe("tile/63/x001/000");
  });

  test("every path reads back to its tile", () => {
    const levels = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant("entries" as const));
    fc.assert(
      fc.property(levels, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
      }),
    );
  });

  test.each([
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/0/x000/000",
    "tile/0/001/000",
    "tile/0/x001",
    "tile/0/x1/000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/257",
    "tile/0/000.p/01",
    "tile/0/000.p/",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/000\n",
    "tile/0/٠٠٠",
    "tile/entries/000.p/300",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/Entries/000",
    "tile/0/../000",
    "",
  ])("%j is no tile", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  test("a path that could not be read back is not written", () => {
    expect(() => tilePath(64, 0)).toThrow(RangeError);
    expect(() => tilePath(0, -1)).toThrow(RangeError);
    expect(() => tilePath(0, 0, 0)).toThrow(RangeError);
    expect(() => tilePath(0, 0, 257)).toThrow(RangeError);
  });
});

describe("entry bundles", () => {
  test("what is bundled comes out again, empty and longest entries too", () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(entries, (list) => {
        expect(decodeBundle(encodeBundle(list))?.map(hex)).toEqual(list.map(hex));
      }),
    );
    expect(decodeBundle(encodeBundle([new Uint8Array(65_535)]))?.[0]?.length).toBe(65_535);
  });

  test("a bundle cut anywhere but between entries, an empty one, and one of 257 are refused", () => {
    const bundle = encodeBundle([Uint8Array.of(1, 2, 3), new Uint8Array(300)]);
    for (let length = 0; length < bundle.length; length++) {
      expect(decodeBundle(bundle.subarray(0, length))?.length).toBe(length === 5 ? 1 : undefined);
    }
    expect(decodeBundle(new Uint8Array(2 * 256))?.length).toBe(256);
    expect(decodeBundle(new Uint8Array(2 * 257))).toBeUndefined();
    expect(() => encodeBundle([])).toThrow(RangeError);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
    expect(() => encodeBundle(Array.from({ length: 257 }, () => new Uint8Array()))).toThrow(RangeError);
  });
});
