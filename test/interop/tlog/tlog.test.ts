// Two unrelated readers of our log's files: the Go project's own transparency log code, and Python with cryptography and
// cbor2, written from the formats' pages. Proofs go both ways. Skipped, and counted as skipped, where they are not installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toBase64 } from "#core/log/base64.ts";
import {
  consistencyProof,
  inclusionProof,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from "#core/log/merkle.ts";
import { logKey, origin, pillars } from "#core/log/testing/parties.ts";
import { consistencyProofFromTiles, inclusionProofFromTiles } from "#core/log/tiles.ts";
import { fromBase64 } from "#core/log/base64.ts";
import { findLogReaders } from "../../../tools/debian.js";
import { actsOfTwo, cosignedAt, sha256, writeLog } from "./written.ts";
import type { WrittenLog } from "./written.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const readers = findLogReaders();
const hashesOf = (base64: readonly string[]): readonly Uint8Array[] =>
  base64.map((text) => fromBase64(text) ?? new Uint8Array());

describe.skipIf(readers.go === undefined)("Go's sumdb/tlog and sumdb/note", () => {
  let folder = "";
  let program = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "kimberlite-go-"));
    program = join(folder, "tlog");
    const built = spawnSync("go", ["build", "-o", program, join(here, "main.go")], {
      encoding: "utf8",
      env: { ...process.env, ...readers.go, HOME: folder, GOCACHE: join(folder, "cache") },
    });
    if (built.status !== 0) throw new Error(built.stderr);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Answer {
    readonly Origin: string;
    readonly Size: number;
    readonly Root: string;
    readonly Entries: number;
    readonly Inclusion: readonly boolean[] | null;
    readonly Consistency: readonly boolean[] | null;
    readonly Proofs: readonly (readonly string[])[] | null;
    readonly FromProofs: readonly (readonly string[])[] | null;
  }

  function ask(log: WrittenLog, more: Readonly<Record<string, unknown>> = {}) {
    const input = JSON.stringify({ Folder: log.folder, Key: logKey.text, ...more });
    return spawnSync(program, [], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  }

  function answer(log: WrittenLog, more: Readonly<Record<string, unknown>> = {}): Answer {
    const { stdout, stderr, status } = ask(log, more);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Answer;
  }

  test.each([1, 2, 255, 256, 257, 600, 70_000])(
    "reads a log of %i from its files, and each believes the other's proofs",
    async (size) => {
      const log = await writeLog(Array.from({ length: size }, (_, i) => Buffer.from(`entry ${i}`)));
      try {
        const indices = [...new Set([0, 1, 254, 255, 256, Math.floor(size / 3), size - 1])].filter(
          (i) => i < size,
        );
        const sizes = [...new Set([1, 2, 255, 256, 257, 511, Math.floor(size / 2), size])].filter(
          (n) => n > 0 && n <= size,
        );
        const rootOf = (n: number): Uint8Array => merkleRoot(sha256, log.leaves.slice(0, n));
        const leafOf = (i: number): Uint8Array => log.leaves[i] as Uint8Array;
        const theirs = answer(log, {
          Inclusion: indices.map((i) => ({
            Index: i,
            Leaf: toBase64(leafOf(i)),
            Hashes: inclusionProofFromTiles(sha256, i, size, log.tiles).map(toBase64),
          })),
          Consistency: sizes.map((n) => ({
            Size: n,
            Root: toBase64(rootOf(n)),
            Hashes: consistencyProofFromTiles(sha256, n, size, log.tiles).map(toBase64),
          })),
          Prove: indices,
          From: sizes,
        });
        expect(theirs).toMatchObject({ Origin: origin, Size: size, Root: toBase64(log.root), Entries: size });
        expect(theirs.Inclusion).toEqual(indices.map(() => true));
        expect(theirs.Consistency).toEqual(sizes.map(() => true));
        for (const [place, index] of indices.entries()) {
          const proof = hashesOf(theirs.Proofs?.[place] ?? []);
          expect(proof).toEqual(inclusionProof(sha256, index, log.leaves));
          expect(
            verifyInclusion(sha256, { index, size, leafHash: leafOf(index), proof, root: log.root }),
          ).toBe(true);
        }
        for (const [place, size1] of sizes.entries()) {
          const proof = hashesOf(theirs.FromProofs?.[place] ?? []);
          expect(proof).toEqual(consistencyProof(sha256, size1, log.leaves));
          const claim = { size1, root1: rootOf(size1), size2: size, root2: log.root, proof };
          expect(verifyConsistency(sha256, claim)).toBe(true);
        }
      } finally {
        await log.remove();
      }
    },
  );

  test("refuses our log when a byte of an entry, of a tile or of the head is another, and our proof of another leaf", async () => {
    const log = await writeLog(actsOfTwo(300));
    try {
      for (const path of ["tile/entries/000", "tile/0/001.p/44", "checkpoint"]) {
        const file = join(log.folder, path);
        const good = readFileSync(file);
        const bad = Buffer.from(good);
        bad[40] = (bad[40] ?? 0) ^ 1;
        writeFileSync(file, bad);
        expect([path, ask(log).status]).toEqual([path, 1]);
        writeFileSync(file, good);
      }
      const proof = inclusionProof(sha256, 5, log.leaves).map(toBase64);
      const claim = (i: number) => ({ Index: 5, Leaf: toBase64(log.leaves[i] as Uint8Array), Hashes: proof });
      expect(answer(log, { Inclusion: [claim(5), claim(6)] }).Inclusion).toEqual([true, false]);
    } finally {
      await log.remove();
    }
  });
});

describe.skipIf(readers.python === undefined)("Python with cryptography and cbor2", () => {
  const run = (log: WrittenLog, ...keys: readonly string[]) =>
    spawnSync(readers.python ?? "", [join(here, "check.py"), log.folder, ...keys], { encoding: "utf8" });

  test("verifies the head, its three cosignatures, every entry, and every act's signature by the keys of the log", async () => {
    const log = await writeLog(actsOfTwo(600));
    try {
      const { stdout, stderr } = run(log, logKey.text, ...pillars.map(({ text }) => text));
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual({
        size: 600,
        root: toBase64(log.root),
        cosigned: Object.fromEntries(pillars.map(({ name }) => [name, cosignedAt])),
        acts: 600,
        organisations: 2,
      });
    } finally {
      await log.remove();
    }
  });

  test("refuses a changed entry, a changed head, and an act that another key signed", async () => {
    const acts = actsOfTwo(3);
    const stranger = actsOfTwo(3)[2] as Uint8Array;
    const log = await writeLog(acts);
    const foreign = await writeLog([...acts.slice(0, 2), stranger]);
    try {
      expect(JSON.parse(run(foreign, logKey.text).stdout)).toMatchObject({ size: 3, acts: 2 });
      for (const path of ["tile/entries/000.p/3", "checkpoint"]) {
        const file = join(log.folder, path);
        const good = readFileSync(file);
        const bad = Buffer.from(good);
        bad[100] = (bad[100] ?? 0) ^ 1;
        writeFileSync(file, bad);
        expect([path, run(log, logKey.text, pillars[0]?.text ?? "").status]).toEqual([path, 1]);
        writeFileSync(file, good);
      }
      expect(run(log, pillars[0]?.text ?? "").status).toBe(1);
      expect(run(log, logKey.text).status).toBe(0);
    } finally {
      await Promise.all([log.remove(), foreign.remove()]);
    }
  });
});
