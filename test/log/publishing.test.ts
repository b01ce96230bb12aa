// The log as files: what anybody with a web server can hand out, and anybody with SHA-256 can check.
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toHex } from "#core/encoding/bytes.ts";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { leafHash, merkleRoot } from "#core/log/merkle.ts";
import { decodeBundle, parseTilePath, rootFromTiles, tilePath, tilesForRoot } from "#core/log/tiles.ts";
import { sha256 } from "#platform/keys/random.ts";
import {
  answerLogFile,
  audit,
  findFounding,
  inTransaction,
  knownLog,
  latestCheckpoint,
  logFolder,
  logTroubles,
  recordActKinds,
  recordAll,
} from "#modules/record/index.ts";
import type { LogFolder, Sequencer } from "#modules/record/index.ts";
import { organisationKeyAdded } from "../../src/modules/record/acts.ts";
import { testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";

let scheme: TestScheme;
let path: string;
let folder: LogFolder;
let sequencer: Sequencer | undefined;
beforeEach(async () => {
  scheme = await testScheme();
  path = await mkdtemp(join(tmpdir(), "kimberlite-log-"));
  folder = logFolder(path);
});
afterEach(async () => {
  await sequencer?.stop();
  sequencer = undefined;
  await scheme.close();
  await rm(path, { recursive: true, force: true });
});

const reader = () => ({ db: scheme.database.kysely });

let made = 0;
async function record(count: number): Promise<void> {
  await inTransaction(scheme.ctx(), (tx) =>
    recordAll(
      tx,
      organisationKeyAdded,
      Array.from({ length: count }, () => {
        const keyId = Buffer.alloc(8);
        keyId.writeUInt32BE(++made);
        return {
          subject: `organisation-key:published-${made}`,
          previous: null,
          public: { organisation: "MANY", keyId, publicKey: Buffer.alloc(65, 4) },
          private: {},
        };
      }),
    ),
  );
}

async function start(): Promise<void> {
  sequencer = await scheme.startSequencer({ folder });
}

async function publishedHead() {
  const note = Buffer.from((await folder.read("checkpoint")) ?? "").toString("utf8");
  const opened = openCheckpoint(note, knownLog((await findFounding(reader()))!));
  return opened.ok ? opened.checkpoint : undefined;
}

/** Waits until the published head is of this size. */
async function until(size: number): Promise<void> {
  sequencer?.nudge();
  await vi.waitFor(async () => expect((await publishedHead())?.size).toBe(size), { timeout: 10_000 });
}

const auditNow = () => audit(scheme.owner.kysely, recordActKinds, { heads: scheme.heads, log: folder });

describe("the published log", () => {
  test("is all there: the root of the head comes out of its tiles, and out of its entries", async () => {
    await record(600);
    await start();
    await until(601);
    const { root } = (await publishedHead())!;
    const tiles = [];
    for (const { level, index } of tilesForRoot(601)) {
      const width = Math.min(256, Math.floor(601 / 256 ** level) - index * 256);
      tiles.push({ level, index, hashes: (await folder.read(tilePath(level, index, width)))! });
    }
    expect(toHex(rootFromTiles(sha256, 601, tiles))).toBe(toHex(root));
    const entries = [];
    for (const [index, width] of [256, 256, 89].entries())
      entries.push(...decodeBundle((await folder.read(tilePath("entries", index, width)))!)!);
    const leaves = entries.map((entry) => leafHash(sha256, entry));
    expect(toHex(merkleRoot(sha256, leaves))).toBe(toHex(root));
    expect(await auditNow()).toMatchObject({ ok: true, files: 8 });
  });

  test("holds the partial tiles of every published head until the tile after theirs is full", async () => {
    await start();
    for (const more of [100, 200, 300]) {
      const size = Number((await latestCheckpoint(reader()))?.size ?? 1n) + more;
      await record(more);
      await until(size);
    }
    const partial = (await folder.list())
      .filter((file) => /^tile\/(0|entries)\/.*\.p\//.test(file))
      .toSorted();
    // 256 full tiles: the partial ones of the first went when the second was full.
    expect(partial.filter((file) => file.includes("/000.p/"))).toEqual([]);
    expect(partial).toContain("tile/0/001.p/45");
    expect(partial).toContain("tile/entries/002.p/89");
    expect(
      (await folder.list()).every((file) => file === "checkpoint" || parseTilePath(file) !== undefined),
    ).toBe(true);
  });

  test("is made again from the record where files are missing, and nothing that is there is written again", async () => {
    await record(300);
    await start();
    await until(301);
    await sequencer?.stop();
    const kept = await stat(join(path, "tile/0/000"));
    await rm(join(path, "tile/entries/000"));
    await rm(join(path, "tile/0/001.p"), { recursive: true });
    expect(await auditNow()).toMatchObject({
      ok: false,
      difference: expect.stringContaining("is missing") as string,
    });
    await start();
    await vi.waitFor(async () => expect(await auditNow()).toMatchObject({ ok: true }), { timeout: 10_000 });
    expect(await stat(join(path, "tile/0/000"))).toMatchObject({ ino: kept.ino, mtimeMs: kept.mtimeMs });
  });

  test("stops, loudly, where a file holds other bytes than the record, and overwrites nothing", async () => {
    await record(10);
    await start();
    await until(11);
    await sequencer?.stop();
    const file = join(path, "tile/0/000.p/12");
    await writeFile(file, Buffer.alloc(12 * 32, 7));
    await record(1);
    await start();
    await vi.waitFor(async () =>
      expect(await logTroubles(reader())).toMatchObject([
        { code: "published-differs", detail: expect.stringContaining("tile/0/000.p/12") as string },
      ]),
    );
    expect((await publishedHead())?.size).toBe(11);
    expect(await folder.read("tile/0/000.p/12")).toEqual(Buffer.alloc(12 * 32, 7));
    expect(await auditNow()).toMatchObject({
      ok: false,
      difference: "the published file tile/0/000.p/12 holds other bytes than the record",
    });
    // Put right by whoever found out why, it goes on by itself.
    await rm(file);
    await until(12);
    await vi.waitFor(async () => expect(await logTroubles(reader())).toEqual([]));
  });

  test("never shows a head that was not signed here, nor goes back to an older one", async () => {
    await record(5);
    await start();
    await until(6);
    await sequencer?.stop();
    const older = (await folder.read("checkpoint"))!;
    await writeFile(join(path, "checkpoint"), Buffer.from(older).toString("utf8").replace("\n6\n", "\n7\n"));
    await start();
    await vi.waitFor(async () =>
      expect(await logTroubles(reader())).toMatchObject([{ code: "published-differs" }]),
    );
    await writeFile(join(path, "checkpoint"), older);
    await record(1);
    await until(7);
  });
});

describe("over HTTP", () => {
  test("files have their types; the head is fresh, tiles are for ever, and nothing else is looked for", async () => {
    await record(3);
    await start();
    await until(4);
    const head = await answerLogFile(folder, "/log/checkpoint");
    expect(head.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(head.headers.get("cache-control")).toBe("public, max-age=1");
    const tile = await answerLogFile(folder, "/log/tile/0/000.p/4");
    expect(tile.headers.get("content-type")).toBe("application/octet-stream");
    expect(tile.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await tile.arrayBuffer()).byteLength).toBe(4 * 32);
    await writeFile(join(path, "secret"), "no");
    for (const wrong of [
      "/log/tile/0/0",
      "/log/tile/0/000",
      "/log/tile/0/000.p/0",
      "/log/tile/0/000.p/04",
      "/log/tile/../secret",
      "/log/tile/entries/%2e%2e/secret",
      "/log/secret",
      "/log/",
    ])
      expect((await answerLogFile(folder, wrong)).status, wrong).toBe(404);
    expect((await answerLogFile(undefined, "/log/checkpoint")).status).toBe(404);
  });
});
