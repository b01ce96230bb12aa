// Rules of following: a tree of which only the edge is kept is the same tree; a history that does not fit is judged by
// the log's own tiles, and only a real contradiction is called a fork.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareHeads,
  emptyTree,
  growTree,
  judgeHistory,
  readHead,
  rootOf,
  tilesForHistory,
  watchedLog,
} from "./follow.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { leafHash, merkleRoot, sameBytes, verifyConsistency } from "./merkle.ts";
import { cosign } from "./cosignature.ts";
import { formatNote, parseNote, signNote } from "./note.ts";
import { parsePolicy } from "./policy.ts";
import { appendToTiles, bundlesBetween, tilesOfSize, tileWidth, widthOf } from "./tiles.ts";
import type { Tile } from "./tiles.ts";
import { logKey, origin, pillars, sha256, verifyEd25519 } from "./testing/parties.ts";

const entryOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const entries = Array.from({ length: 1_400 }, (_, place) => entryOf(`act ${place}`));
const leaves = entries.map((entry) => leafHash(sha256, entry));
const rootAt = (size: number, of = leaves): Uint8Array => merkleRoot(sha256, of.slice(0, size));
const size = fc.integer({ min: 0, max: entries.length });

/** All tiles of a tree, as a log of that size serves them. */
function served(of: readonly Uint8Array[]): readonly Tile[] {
  return appendToTiles(sha256, 0, of, () => undefined);
}

describe("a growing tree", () => {
  test("has the root of all its entries, however they came", () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 6 }), (cuts) => {
        let tree = emptyTree();
        for (const to of [...cuts].sort((a, b) => a - b)) {
          for (const { index, width } of bundlesBetween(tree.size, to)) {
            const from = Math.max(tree.size, index * tileWidth);
            tree = growTree(sha256, tree, entries.slice(from, index * tileWidth + width)).tree;
          }
          expect(tree.size).toBe(to);
          expect(rootOf(sha256, tree)).toEqual(rootAt(to));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("gives every full tile once, and none that is not full", () => {
    let tree = emptyTree();
    const full: Tile[] = [];
    for (const { index, width } of bundlesBetween(0, entries.length)) {
      const grown = growTree(sha256, tree, entries.slice(index * tileWidth, index * tileWidth + width));
      full.push(...grown.full);
      tree = grown.tree;
    }
    const expected = tilesOfSize(entries.length).filter(({ width }) => width === tileWidth);
    expect(full.map(({ level, index }) => `${level}/${index}`)).toEqual(
      expected.map(({ level, index }) => `${level}/${index}`),
    );
    expect(tree.edge.map((tile) => tile.hashes.length / 32)).toEqual(
      tree.edge.map((tile) => widthOf(tile, entries.length)),
    );
  });
});

describe("a history", () => {
  test("that goes on from what was seen is known as such, from the tiles that are asked for alone", () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [before, after] = [Math.min(a, b), Math.max(a, b)];
        const asked = tilesForHistory(before, after);
        const tiles = served(leaves.slice(0, after)).filter(({ level, index }) =>
          asked.some((id) => id.level === level && id.index === index),
        );
        const history = judgeHistory(
          sha256,
          { size: before, root: rootAt(before) },
          { size: after, root: rootAt(after) },
          tiles,
        );
        expect(history.verdict).toBe("continues");
      }),
      { numRuns: 40 },
    );
  });

  test("that contradicts what was seen is a fork, with a proof that anybody can check", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        (before, more, at) => {
          const other = leaves.with(at % before, leafHash(sha256, entryOf("another act")));
          const head = { size: before + more, root: rootAt(before + more, other) };
          const tiles = served(other.slice(0, head.size));
          const history = judgeHistory(sha256, { size: before, root: rootAt(before) }, head, tiles);
          if (history.verdict !== "forked") return expect.unreachable(history.verdict);
          const claim = { size1: before, root1: history.rootThen, size2: head.size, root2: head.root };
          expect(verifyConsistency(sha256, { ...claim, proof: history.proof })).toBe(true);
          expect(sameBytes(history.rootThen, rootAt(before))).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("whose tiles are false or withheld proves nothing: it is not called a fork", () => {
    const [before, after] = [300, 700];
    const tiles = served(leaves.slice(0, after));
    const heads = [
      { size: before, root: rootAt(before) },
      { size: after, root: rootAt(after) },
    ] as const;
    for (const tile of tiles) {
      const changed = tiles.map((one) =>
        one === tile ? { ...one, hashes: one.hashes.map((byte) => byte ^ 1) } : one,
      );
      expect(["continues", "not-shown"]).toContain(judgeHistory(sha256, ...heads, changed).verdict);
      expect(
        judgeHistory(
          sha256,
          ...heads,
          tiles.filter((one) => one !== tile),
        ).verdict,
      ).not.toBe("forked");
    }
    expect(judgeHistory(sha256, ...heads, []).verdict).toBe("not-shown");
  });
});

describe("a head", () => {
  const policyText = `log ${logKey.text}\n${pillars.map(({ name, text }) => `witness the-${name} ${text}\n`).join("")}group enough 2 ${pillars.map(({ name }) => `the-${name}`).join(" ")}\nquorum enough\n`;
  const parsed = parsePolicy(sha256, policyText);
  if (!parsed.ok) throw new Error(parsed.reason);
  const watched = watchedLog(parsed.policy, parsed.policy.logs[0]!, verifyEd25519);
  const note = (by: number[]): string => {
    const { text, signatures } = parseNote(
      signNote(formatCheckpoint({ origin, size: 9, root: rootAt(9) }), [logKey]),
    )!;
    return formatNote({
      text,
      signatures: [...signatures, ...by.map((i) => cosign(text, pillars[i]!, 1_800_000_000 + i))],
    });
  };

  test("says who has seen it, by the policy's names, who has not, and whether that is enough", () => {
    const one = readHead(watched, note([2]));
    expect(one).toMatchObject({
      ok: true,
      head: {
        size: 9,
        seenBy: [{ witness: "the-civil-society", seconds: 1_800_000_002 }],
        missing: ["the-government", "the-industry"],
        quorum: false,
      },
    });
    expect(readHead(watched, note([2, 0]))).toMatchObject({
      head: { quorum: true, missing: ["the-industry"] },
    });
    expect(readHead(watched, note([1, 1, 1]))).toMatchObject({ head: { quorum: false } });
  });

  test("beside one seen before is the same, newer, older, or a fork", () => {
    const before = { size: 9, root: rootAt(9) };
    expect(compareHeads(before, before)).toBe("same");
    expect(compareHeads(before, { size: 10, root: rootAt(10) })).toBe("newer");
    expect(compareHeads(before, { size: 8, root: rootAt(8) })).toBe("older");
    expect(compareHeads(before, { size: 9, root: rootAt(8) })).toBe("forked");
  });
});
