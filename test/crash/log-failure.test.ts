// The failure matrix of the public log: each step fails once before it is done ("lost"), and once after it was done but
// before anybody heard of it ("stored"); then the same program goes on, or another one takes over. Afterwards no act is
// lost or stands twice, each kept the position it had, and no head that anybody was ever shown contradicts another.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toHex } from "#core/encoding/bytes.ts";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { merkleRoot } from "#core/log/merkle.ts";
import { sha256 } from "#platform/keys/random.ts";
import {
  actsOn,
  addOrganisationKey,
  audit,
  findAct,
  findFounding,
  inTransaction,
  knownLog,
  logFolder,
  logTroubles,
  recordActKinds,
  waitForReceipt,
} from "#modules/record/index.ts";
import type { Ctx, HeadStore, LogFolder, Sequencer, SequencerOptions } from "#modules/record/index.ts";
import { startProxy } from "../support/proxy.ts";
import { testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";
import { pillars, testWitnesses } from "../support/witnesses.ts";
import type { TestWitnesses } from "../support/witnesses.ts";

let scheme: TestScheme;
let witnesses: TestWitnesses;
let path: string;
let folder: LogFolder;
let sequencer: Sequencer | undefined;
/** Every head that was ever kept apart, published, or seen by a witness. */
const shown = new Set<string>();

beforeEach(async () => {
  shown.clear();
  scheme = await testScheme();
  witnesses = await testWitnesses(scheme);
  path = await mkdtemp(join(tmpdir(), "kimberlite-log-"));
  folder = logFolder(path);
});
afterEach(async () => {
  await sequencer?.stop();
  sequencer = undefined;
  await witnesses.close();
  await scheme.close();
  await rm(path, { recursive: true, force: true });
});

const reader = () => ({ db: scheme.database.kysely });
const ctx = (): Ctx => ({ ...scheme.ctx(), committed: () => sequencer?.nudge() });

let organisations = 0;
async function act(): Promise<string> {
  const name = `F${organisations++}-KPA`;
  const signer = await scheme.keyring.makeSigner(name);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, name, signer));
  sequencer?.nudge();
  const subject = `organisation-key:${name}:${Buffer.from(signer.keyId).toString("hex")}`;
  return (await actsOn(reader(), subject))[0]!.id;
}

/** A step that fails once: before it is done, or after. */
interface Fault {
  readonly options: Partial<SequencerOptions>;
  fired(): boolean;
  close?(): Promise<void>;
}

type Way = "lost" | "stored";

/** Wraps a step; only `really` counts as done. */
function once(way: Way) {
  let fired = false;
  return {
    fired: () => fired,
    async run<T>(really: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
      if (fired) return really();
      fired = true;
      if (way === "stored") await really();
      else await half?.();
      throw new Error(`the test lets this fail: ${way}`);
    },
  };
}

const faults: Readonly<Record<string, (way: Way) => Fault | Promise<Fault>>> = {
  "positions and tiles": (way) => atStatement(way, ["insert into log_entry", "commit"]),
  "keeping the head apart": (way) => {
    const failing = once(way);
    return {
      fired: failing.fired,
      options: { heads: { ...heads, swap: (before, next) => failing.run(() => heads.swap(before, next)) } },
    };
  },
  "the head's row in the record": (way) => atStatement(way, ["insert into checkpoint"]),
  "the files of tiles": (way) => {
    const failing = once(way);
    // "Lost" loses half of them: those before the failure are on the disk.
    const place: LogFolder["place"] = (files) =>
      failing.run(
        () => folder.place(files),
        () => folder.place(files.slice(0, 1)),
      );
    return { fired: failing.fired, options: { folder: { ...watched(), place } } };
  },
  "the file of the head": (way) => {
    const failing = once(way);
    const replace: LogFolder["replace"] = (file, content) =>
      failing.run(() => watched().replace(file, content));
    return { fired: failing.fired, options: { folder: { ...watched(), replace } } };
  },
  "asking every witness": (way) => {
    let left: number = pillars.length;
    const ask: SequencerOptions["fetch"] = async (url, init) => {
      if (left === 0) return witnesses.fetch(url, init);
      left--;
      if (way === "stored") await witnesses.fetch(url, init);
      throw new TypeError("fetch failed");
    };
    return { fired: () => left === 0, options: { fetch: ask } };
  },
  "a cosignature's row in the record": (way) => atStatement(way, ["insert into cosignature"]),
};

async function atStatement(way: Way, at: readonly string[]): Promise<Fault> {
  const proxy = await startProxy(scheme, way === "lost" ? "lose-request" : "lose-answer", at, 6);
  return {
    fired: () => proxy.broken() > 0,
    options: { database: proxy.database },
    close: () => proxy.close(),
  };
}

/** What was really kept counts as shown. */
const heads: HeadStore = {
  read: () => scheme.heads.read(),
  async swap(before, next) {
    await scheme.heads.swap(before, next);
    shown.add(next);
  },
};

function watched(): LogFolder {
  return {
    ...folder,
    async replace(file, content) {
      await folder.replace(file, content);
      if (file === "checkpoint") shown.add(content);
    },
  };
}

const healthy = (): Partial<SequencerOptions> => ({
  heads,
  folder: watched(),
  addresses: witnesses.addresses,
  fetch: witnesses.fetch,
});

async function leafHashes(): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ position: bigint; leaf_hash: Buffer }>`
    select e.position, a.leaf_hash from log_entry e join act a on a.serial = e.act order by e.position`.execute(
    scheme.database.kysely,
  );
  expect(rows.map(({ position }) => Number(position))).toEqual(rows.map((_, i) => i));
  return rows.map((row) => row.leaf_hash);
}

async function expectOneHistory(): Promise<void> {
  const log = knownLog((await findFounding(reader()))!);
  for (const pillar of pillars) {
    const seen = witnesses.seen(pillar);
    if (seen !== undefined) shown.add(seen.note);
  }
  const leaves = await leafHashes();
  expect(shown.size).toBeGreaterThan(1);
  for (const note of shown) {
    const opened = openCheckpoint(note, log);
    expect(opened).toMatchObject({ ok: true });
    if (!opened.ok) continue;
    const { size, root } = opened.checkpoint;
    expect(toHex(root), `the head of ${size}`).toBe(toHex(merkleRoot(sha256, leaves.slice(0, size))));
  }
}

describe.each(Object.entries(faults))("%s", (_, fault) => {
  describe.each(["lost", "stored"] as const)("failed and %s", (way) => {
    test.each(["the same program goes on", "another program takes over"] as const)("%s", async (then) => {
      sequencer = await scheme.startSequencer(healthy());
      const first = await waitForReceipt(ctx(), await act());
      await sequencer.stop();

      const broken = await fault(way);
      try {
        sequencer = await scheme.startSequencer({ ...healthy(), ...broken.options });
        const hit = await act();
        await vi.waitFor(() => expect(broken.fired()).toBe(true), { timeout: 15_000 });
        const place = (await findAct(reader(), hit))?.position ?? null;
        if (then === "another program takes over") {
          await sequencer.stop();
          sequencer = await scheme.startSequencer(healthy());
        }
        // Nothing else happens that would move it on.
        const receipts = [await waitForReceipt(ctx(), hit, 20_000)];
        receipts.push(await waitForReceipt(ctx(), await act(), 20_000));
        if (place !== null) expect(receipts[0]?.position).toBe(place);
        expect(receipts.map(({ position }) => position > first.position)).toEqual([true, true]);
        await vi.waitFor(
          async () => {
            const report = await audit(scheme.owner.kysely, recordActKinds, { heads, log: folder });
            expect(report.difference).toBeUndefined();
            expect(report).toMatchObject({ ok: true, waiting: 0 });
          },
          { timeout: 10_000 },
        );
        expect(await logTroubles(reader())).toEqual([]);
        await expectOneHistory();
      } finally {
        await sequencer?.stop();
        sequencer = undefined;
        await broken.close?.();
      }
    });
  });
});
