// A log that was put back to an older state must not sign on: its last signed head, kept apart, says so, and where that is
// gone as well, its witnesses do.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  actsOn,
  addOrganisationKey,
  audit,
  backup,
  findAct,
  fileHeads,
  findFounding,
  found,
  inTransaction,
  latestCheckpoint,
  logSize,
  logTroubles,
  memoryHeads,
  recordActKinds,
  restore,
  resumeLog,
  setLogPolicy,
  waitForReceipt,
} from "#modules/record/index.ts";
import type { Ctx, HeadStore, Sequencer } from "#modules/record/index.ts";
import { integrate, lowestWatermark } from "../../src/modules/record/log/integrate.ts";
import { signHead } from "../../src/modules/record/log/sign.ts";
import { testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";
import { pillars, testWitnesses } from "../support/witnesses.ts";
import type { TestWitnesses } from "../support/witnesses.ts";

let scheme: TestScheme;
let witnesses: TestWitnesses;
let folder: string;
let file: string;
const running: Sequencer[] = [];
const copies: TestScheme[] = [];

beforeEach(async () => {
  scheme = await testScheme();
  witnesses = await testWitnesses(scheme);
  folder = await mkdtemp(join(tmpdir(), "kimberlite-restore-"));
  file = join(folder, "backup.gz");
});
afterEach(async () => {
  for (const sequencer of running.splice(0)) await sequencer.stop();
  await witnesses.close();
  for (const one of [scheme, ...copies.splice(0)]) await one.close();
  await rm(folder, { recursive: true, force: true });
});

const reader = (of: TestScheme) => ({ db: of.database.kysely });
const signedSize = async (of: TestScheme): Promise<bigint> =>
  (await latestCheckpoint(reader(of)))?.size ?? 0n;

/** A program over this record, with the keys of the first. */
async function start(of: TestScheme, heads: HeadStore): Promise<Sequencer> {
  const { addresses, fetch } = witnesses;
  const logSigner = await scheme.keyring.logSigner();
  const sequencer = await of.startSequencer({ heads, logSigner, addresses, fetch });
  running.push(sequencer);
  return sequencer;
}

let organisations = 0;
async function act(of: TestScheme, keyring = scheme.keyring): Promise<string> {
  const name = `R${organisations++}-KPA`;
  const signer = await keyring.makeSigner(name);
  const ctx: Ctx = { ...of.ctx(), keyring };
  await inTransaction(ctx, (tx) => addOrganisationKey(tx, name, signer));
  const subject = `organisation-key:${name}:${Buffer.from(signer.keyId).toString("hex")}`;
  return (await actsOn(reader(of), subject))[0]!.id;
}

/** Some acts, all of them seen by the witnesses. */
async function grow(of: TestScheme, heads: HeadStore): Promise<bigint> {
  const sequencer = await start(of, heads);
  const { size } = await waitForReceipt({ ...of.ctx(), committed: () => sequencer.nudge() }, await act(of));
  await sequencer.stop();
  return size;
}

async function restored(): Promise<TestScheme> {
  const copy = await testScheme({ founded: false });
  copies.push(copy);
  expect(await restore(copy.owner.kysely, file, recordActKinds)).toMatchObject({ ok: true });
  return copy;
}

const saveBackup = () => backup(scheme.owner.kysely, file, "2026-06-01T10:00:00Z");
const resume = async (of: TestScheme, heads: HeadStore, unasked = false) =>
  resumeLog(
    {
      database: of.database,
      clock: () => of.now,
      logSigner: await scheme.keyring.logSigner(),
      heads,
      addresses: witnesses.addresses,
      fetch: witnesses.fetch,
    },
    unasked,
  );

async function expectStopped(of: TestScheme, code: string, keyring = scheme.keyring): Promise<void> {
  const size = await signedSize(of);
  const waiting = await act(of, keyring);
  await vi.waitFor(async () => expect(await logTroubles(reader(of))).toMatchObject([{ code }]), {
    timeout: 10_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await signedSize(of)).toBe(size);
  expect((await findAct(reader(of), waiting))?.position).toBeNull();
}

describe("an older record", () => {
  test("in the place of the newer one: the head kept apart is of more entries, and nothing is signed", async () => {
    await grow(scheme, scheme.heads);
    await saveBackup();
    await grow(scheme, scheme.heads);
    const copy = await restored();
    await start(copy, scheme.heads);
    await expectStopped(copy, "head-ahead");
    for (const sequencer of running.splice(0)) await sequencer.stop();
    // The witnesses have seen the newer head: no command makes it forgotten.
    await expect(resume(copy, scheme.heads)).rejects.toMatchObject({ code: "witness-ahead" });
    await expect(resume(copy, scheme.heads, true)).rejects.toMatchObject({ code: "witness-ahead" });
  });

  test("with the head kept apart as old as itself: the witnesses have seen more, and nothing is signed", async () => {
    await grow(scheme, scheme.heads);
    await saveBackup();
    const older = memoryHeads();
    await older.swap(undefined, (await scheme.heads.read())!);
    await grow(scheme, scheme.heads);
    const copy = await restored();
    await start(copy, older);
    await expectStopped(copy, "witness-ahead");
  });

  test("that grew past what the witnesses saw, with other acts, is refused by them", async () => {
    await grow(scheme, scheme.heads);
    await saveBackup();
    const older = memoryHeads();
    await older.swap(undefined, (await scheme.heads.read())!);
    const copy = await restored();
    // Signed while nobody could be asked, as by a program without these rules.
    copy.now += 1_000;
    await act(copy);
    await act(copy);
    await integrate(copy.database, lowestWatermark());
    const logSigner = await scheme.keyring.logSigner();
    const founding = (await findFounding(reader(copy)))!;
    await signHead(reader(copy), founding, { clock: () => copy.now, logSigner, heads: older });
    await grow(scheme, scheme.heads);
    await start(copy, older);
    await expectStopped(copy, "witness-disagrees");
  });
});

describe("the newest record, restored elsewhere", () => {
  test("signs nothing by itself; resumed, it goes on where it stood, and its witnesses with it", async () => {
    await grow(scheme, scheme.heads);
    await saveBackup();
    const heads = fileHeads(join(folder, "log-head"));
    const copy = await restored();
    await start(copy, heads);
    await expectStopped(copy, "head-missing");
    expect(await resume(copy, heads)).toEqual({ done: false, why: "somebody-sequences" });
    for (const sequencer of running.splice(0)) await sequencer.stop();
    expect(await resume(copy, heads)).toEqual({ done: true, size: await signedSize(copy) });
    expect(await resume(copy, heads)).toEqual({ done: false, why: "nothing-to-do" });
    const before = await signedSize(copy);
    expect(await grow(copy, heads)).toBeGreaterThan(before);
    expect(await logTroubles(reader(copy))).toEqual([]);
    expect(await audit(copy.owner.kysely, recordActKinds)).toMatchObject({ ok: true });
  });

  test("is resumed without its witnesses only when the operator vouches for it", async () => {
    await grow(scheme, scheme.heads);
    await saveBackup();
    const copy = await restored();
    const heads = memoryHeads();
    await witnesses.stop("government");
    await witnesses.stop("industry");
    expect(await resume(copy, heads)).toEqual({ done: false, why: "too-few-answered" });
    expect(await heads.read()).toBeUndefined();
    expect(await resume(copy, heads, true)).toMatchObject({ done: true });
  });
});

describe("the file of the last signed head", () => {
  test("is changed only by whoever knows what is in it", async () => {
    const heads = fileHeads(join(folder, "log-head"));
    expect(await heads.read()).toBeUndefined();
    await heads.swap(undefined, "one\n");
    await expect(heads.swap(undefined, "two\n")).rejects.toThrow(/changed meanwhile/);
    await expect(heads.swap("another\n", "two\n")).rejects.toThrow(/changed meanwhile/);
    expect(await heads.read()).toBe("one\n");
    await heads.swap("one\n", "two\n");
    expect(await fileHeads(join(folder, "log-head")).read()).toBe("two\n");
  });

  test("cut short or changed, it stops the log; put back, the log goes on by itself", async () => {
    const heads = fileHeads(join(folder, "log-head"));
    await grow(scheme, heads);
    const whole = (await heads.read())!;
    const path = join(folder, "log-head", "checkpoint");
    await writeFile(path, whole.slice(0, -20));
    const sequencer = await start(scheme, heads);
    await expectStopped(scheme, "head-damaged");
    const size = /\n(\d+)\n/.exec(whole)?.[1] ?? "";
    await writeFile(path, whole.replace(`\n${size}\n`, `\n${Number(size) - 1}\n`));
    await vi.waitFor(async () =>
      expect(await logTroubles(reader(scheme))).toMatchObject([{ code: "head-damaged" }]),
    );
    await writeFile(path, whole);
    const ctx = { ...scheme.ctx(), committed: () => sequencer.nudge() };
    await waitForReceipt(ctx, await act(scheme), 20_000);
    expect(await logTroubles(reader(scheme))).toEqual([]);
  });
});

describe("a log", () => {
  test("begun a second time under the same name and key is stopped before it signs anything", async () => {
    await grow(scheme, scheme.heads);
    const second = await testScheme({ founded: false });
    copies.push(second);
    const ctx = { ...second.ctx(), keyring: scheme.keyring };
    await found(ctx, { origin: "kimberlite.test/log", scheme: "Test scheme", demonstration: true });
    await setLogPolicy(ctx, witnesses.policyText);
    await start(second, memoryHeads());
    await expectStopped(second, "witness-ahead");
    expect(await signedSize(second)).toBe(0n);
  });

  test("in the data folder of another log is stopped", async () => {
    await grow(scheme, scheme.heads);
    const other = await testScheme();
    copies.push(other);
    const heads = memoryHeads();
    await heads.swap(undefined, (await scheme.heads.read())!);
    running.push(await other.startSequencer({ heads }));
    await expectStopped(other, "head-of-another-log", other.keyring);
  });

  test("whose witnesses are all away signs nothing when it starts, but gives acts their positions meanwhile", async () => {
    await grow(scheme, scheme.heads);
    for (const pillar of pillars) await witnesses.stop(pillar);
    const before = await signedSize(scheme);
    const sequencer = await start(scheme, scheme.heads);
    const waiting = await act(scheme);
    await vi.waitFor(async () => expect((await findAct(reader(scheme), waiting))?.position).not.toBeNull());
    expect(await signedSize(scheme)).toBe(before);
    expect(await logSize(reader(scheme))).toBeGreaterThan(before);
    const ctx = { ...scheme.ctx(), committed: () => sequencer.nudge() };
    await expect(waitForReceipt(ctx, waiting, 200)).rejects.toMatchObject({ code: "witnesses-missing" });
    await witnesses.start("government");
    await witnesses.start("civil-society");
    await waitForReceipt(ctx, waiting, 20_000);
    expect(await audit(scheme.owner.kysely, recordActKinds)).toMatchObject({ ok: true });
  });
});
