// Witnesses, honest, away and lying, beside the real sequencer: what is released, what waits, and who is told.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { parsePolicy, witnessPolicy } from "#core/log/policy.ts";
import { verifyReceipt } from "#core/log/proof.ts";
import { sizeMediaType } from "#core/log/witness.ts";
import { sha256 } from "#platform/keys/random.ts";
import {
  actsOn,
  addOrganisationKey,
  answerLogFile,
  audit,
  cosignaturesOf,
  findAct,
  findFounding,
  findReceipt,
  inTransaction,
  knownLog,
  latestCheckpoint,
  latestCosignedCheckpoint,
  logFolder,
  logTroubles,
  recordActKinds,
  setLogPolicy,
  verifierKey,
  waitForReceipt,
  witnessStates,
  witnessVerifiers,
} from "#modules/record/index.ts";
import type { Ctx, Sequencer } from "#modules/record/index.ts";
import { openKey } from "../../src/apps/witness/keys.ts";
import { logFiles } from "../../src/apps/witness/log-files.ts";
import { openMemory } from "../../src/apps/witness/memory.ts";
import { openMirror } from "../../src/apps/witness/mirror.ts";
import { witnessServer } from "../../src/apps/witness/server.ts";
import { testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";
import { pillars, testWitnesses } from "../support/witnesses.ts";
import type { TestWitnesses } from "../support/witnesses.ts";

let scheme: TestScheme;
let witnesses: TestWitnesses;
let sequencer: Sequencer | undefined;
let told: string[] = [];
beforeEach(async () => {
  told = [];
  scheme = await testScheme();
  witnesses = await testWitnesses(scheme);
});
afterEach(async () => {
  await sequencer?.stop();
  sequencer = undefined;
  await witnesses.close();
  await scheme.close();
});

const reader = () => ({ db: scheme.database.kysely });
const ctx = (): Ctx => ({ ...scheme.ctx(), committed: () => sequencer?.nudge() });

async function start(): Promise<void> {
  const { addresses, fetch } = witnesses;
  sequencer = await scheme.startSequencer({ addresses, fetch, onWitness: (sentence) => told.push(sentence) });
}

let organisations = 0;
/** One act; its id. */
async function act(): Promise<string> {
  const name = `W${organisations++}-KPA`;
  const signer = await scheme.keyring.makeSigner(name);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, name, signer));
  sequencer?.nudge();
  const subject = `organisation-key:${name}:${Buffer.from(signer.keyId).toString("hex")}`;
  return (await actsOn(reader(), subject))[0]!.id;
}

const signedSize = async (): Promise<bigint> => (await latestCheckpoint(reader()))?.size ?? 0n;
/** Waits until this act is under a signed head. */
async function signed(id: string): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await signedSize()).toBeGreaterThan((await findAct(reader(), id))?.position ?? 1_000_000n),
    { timeout: 10_000 },
  );
}
const names = async (size: bigint): Promise<string[]> =>
  (await cosignaturesOf(reader(), size)).map(({ keyName }) => keyName.split(".")[0] ?? "").toSorted();
const cleanAudit = async (): Promise<void> =>
  expect(await audit(scheme.owner.kysely, recordActKinds)).toMatchObject({ ok: true });

describe("three witnesses", () => {
  test("cosign a head, and the receipt of an act holds for whoever asks for two of them", async () => {
    await start();
    const id = await act();
    const receipt = await waitForReceipt(ctx(), id);
    const read = parsePolicy(sha256, witnesses.policyText);
    if (!read.ok) throw new Error(read.reason);
    const verdict = verifyReceipt(sha256, {
      leaf: (await findAct(reader(), id))!.leaf,
      proof: receipt.proof,
      log: knownLog((await findFounding(reader()))!),
      witnesses: witnessVerifiers(read.policy),
      policy: witnessPolicy(read.policy),
    });
    expect(verdict).toMatchObject({ ok: true, index: Number(receipt.position) });
    await vi.waitFor(async () => expect(await names(receipt.size)).toEqual([...pillars].toSorted()));
    await cleanAudit();
  });

  test("of whom one is away are enough; it is missed by name, and catches up when it is back", async () => {
    await witnesses.stop("industry");
    await start();
    const id = await act();
    const { size } = await waitForReceipt(ctx(), id);
    expect(await names(size)).toEqual(["civil-society", "government"]);
    await vi.waitFor(async () =>
      expect((await witnessStates(reader())).find(({ name }) => name === "industry")).toMatchObject({
        size: null,
        failure: expect.stringContaining("cannot be reached") as string,
      }),
    );
    expect(told).toContainEqual(expect.stringContaining("industry has not cosigned"));
    await witnesses.start("industry");
    await vi.waitFor(
      async () => expect((await witnessStates(reader())).every(({ behind }) => behind === 0n)).toBe(true),
      { timeout: 15_000 },
    );
  });

  test("of whom two are away keep an act pending: it is refused with their names, while further acts are signed", async () => {
    await start();
    await waitForReceipt(ctx(), await act());
    await witnesses.stop("industry");
    await witnesses.stop("civil-society");
    const id = await act();
    await signed(id);
    await expect(waitForReceipt(ctx(), id, 300)).rejects.toMatchObject({
      code: "witnesses-missing",
      status: 503,
      values: { witnesses: "industry, civil-society" },
    });
    expect(await findReceipt(reader(), id)).toBeUndefined();
    const later = await act();
    await signed(later);
    expect((await latestCosignedCheckpoint(reader()))!.size).toBeLessThan(await signedSize());
    await witnesses.start("civil-society");
    const receipt = await waitForReceipt(ctx(), later, 20_000);
    // One head, seen by both: not one half here and one half there.
    expect(await names(receipt.size)).toEqual(["civil-society", "government"]);
    expect((await findReceipt(reader(), id))?.position).toBe((await findAct(reader(), id))?.position);
    await cleanAudit();
  });

  test("whose answers were lost after they had kept the head are asked again and answer the same head", async () => {
    await start();
    await waitForReceipt(ctx(), await act());
    let lost = 0;
    for (const pillar of pillars)
      witnesses.lie(pillar, async (_, ask) => {
        await ask();
        lost++;
        throw new TypeError("fetch failed");
      });
    const id = await act();
    await vi.waitFor(() => expect(lost).toBeGreaterThanOrEqual(3), { timeout: 10_000 });
    for (const pillar of pillars) witnesses.lie(pillar, undefined);
    const receipt = await waitForReceipt(ctx(), id, 20_000);
    expect((await names(receipt.size)).length).toBeGreaterThanOrEqual(2);
    await cleanAudit();
  });
});

describe("a witness that lies", () => {
  const text = (body: string): string => body.slice(body.indexOf("\n\n") + 2);

  test.each([
    [
      "gives a stranger's signature in place of its own",
      async () => new Response("— who.example/w AAAAAAAA\n"),
    ],
    ["answers without an end", async () => new Response("x".repeat(200_000))],
    ["answers nonsense", async () => new Response("\u0000\u0001")],
    ["answers 409 and no size", async () => new Response("7\n", { status: 409 })],
    [
      "answers 409 with a size of the far future",
      async () =>
        new Response("9007199254740991\n", { status: 409, headers: { "content-type": sizeMediaType } }),
    ],
    [
      "answers 409 with a number that is none",
      async () => new Response("+1\n", { status: 409, headers: { "content-type": sizeMediaType } }),
    ],
    ["says that it has seen other entries", async () => new Response("inconsistent\n", { status: 422 })],
    [
      "sends us elsewhere",
      async () => new Response("", { status: 302, headers: { location: "http://[::1]:1/" } }),
    ],
  ] as const)("and %s is not believed, is told, and stops nobody", async (_, lie) => {
    await start();
    await waitForReceipt(ctx(), await act());
    witnesses.lie("government", lie);
    const { size } = await waitForReceipt(ctx(), await act());
    await signed(await act());
    expect(await names(size)).toEqual(["civil-society", "industry"]);
    await vi.waitFor(() =>
      expect(told).toContainEqual(expect.stringContaining("government has not cosigned")),
    );
    expect(await logTroubles(reader())).toEqual([]);
    await cleanAudit();
  });

  test("and passes a cosignature under another head for one under ours is not believed", async () => {
    await start();
    await waitForReceipt(ctx(), await act());
    let other: string | undefined;
    witnesses.lie("industry", async (_, ask) => {
      const honest = await (await ask()).text();
      const answer = other ?? honest;
      other ??= honest;
      return new Response(answer);
    });
    await waitForReceipt(ctx(), await act());
    const { size } = await waitForReceipt(ctx(), await act());
    await vi.waitFor(() =>
      expect(told).toContainEqual(expect.stringContaining("forged cosignature of industry.test/witness")),
    );
    expect(await names(size)).not.toContain("industry");
  });

  test("a line of a key that no policy knows is ignored, whatever it is", async () => {
    await start();
    witnesses.lie("industry", async (_, ask) => {
      const answer = await ask();
      return answer.status === 200
        ? new Response(`— who.example/w AAAAAAAA\n${await answer.text()}`)
        : answer;
    });
    const { size } = await waitForReceipt(ctx(), await act());
    await vi.waitFor(async () => expect(await names(size)).toEqual([...pillars].toSorted()));
    expect((await latestCosignedCheckpoint(reader()))!.note).not.toContain("who.example");
  });

  test("and claims, when the program starts, to have seen more than was signed stops the log until it is out of the policy", async () => {
    await start();
    await waitForReceipt(ctx(), await act());
    await sequencer?.stop();
    witnesses.lie(
      "civil-society",
      async () => new Response("1000\n", { status: 409, headers: { "content-type": sizeMediaType } }),
    );
    const before = await signedSize();
    const waiting = await act();
    await start();
    await vi.waitFor(
      async () =>
        expect(await logTroubles(reader())).toMatchObject([
          {
            code: "witness-ahead",
            detail: expect.stringContaining("civil-society has seen a head of 1000") as string,
          },
        ]),
      { timeout: 10_000 },
    );
    await expect(waitForReceipt(ctx(), waiting, 300)).rejects.toMatchObject({ code: "log-stopped" });
    expect(await signedSize()).toBe(before);
    const without = witnesses.policyText
      .replace(/^witness civil-society .*\n/m, "")
      .replace("government industry civil-society", "government industry");
    await setLogPolicy(scheme.ctx(), without);
    const receipt = await waitForReceipt(ctx(), waiting, 20_000);
    expect(await names(receipt.size)).toEqual(["government", "industry"]);
    expect(await logTroubles(reader())).toEqual([]);
  });

  test("every request is a head of this log with a proof from what the witness has seen", async () => {
    const sizes: number[] = [];
    witnesses.lie("government", async ({ body }, ask) => {
      const opened = openCheckpoint(text(body), knownLog((await findFounding(reader()))!));
      sizes.push(opened.ok ? opened.checkpoint.size : -1);
      return ask();
    });
    await start();
    await waitForReceipt(ctx(), await act());
    await waitForReceipt(ctx(), await act());
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes).not.toContain(-1);
  });
});

describe("a mirror", () => {
  test("finds every entry published before it is asked, and its second key says that it holds them", async () => {
    const path = await mkdtemp(join(tmpdir(), "kimberlite-mirror-"));
    const folder = logFolder(join(path, "log"));
    const handOut = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const answer = await answerLogFile(folder, request.url ?? "");
      response.writeHead(answer.status);
      response.end(Buffer.from(await answer.arrayBuffer()));
    };
    const files = createServer((request, response) => void handOut(request, response));
    await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
    const founding = (await findFounding(reader()))!;
    const key = openKey(path, "witness.pem", "cso.test/witness");
    const mirrorKey = openKey(path, "mirror.pem", "cso.test/witness/mirror");
    const copy = await openMirror(
      join(path, "copy"),
      logFiles(`http://127.0.0.1:${(files.address() as AddressInfo).port}/log`),
    );
    const complaints: string[] = [];
    const server = witnessServer({
      logs: [knownLog(founding)],
      memory: await openMemory(join(path, "seen")),
      key,
      mirror: { key: mirrorKey, copies: new Map([[founding.origin, copy]]) },
      clock: () => scheme.now,
      report: (sentence) => complaints.push(sentence),
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await setLogPolicy(
        scheme.ctx(),
        [
          `log ${verifierKey(founding)}`,
          `witness cso ${key.verifierKey} ${url}`,
          `witness cso-holds ${mirrorKey.verifierKey}`,
          "group both all cso cso-holds",
          "quorum both",
          "",
        ].join("\n"),
      );
      sequencer = await scheme.startSequencer({ folder });
      await waitForReceipt(ctx(), await act());
      const { size } = await waitForReceipt(ctx(), await act());
      expect((await cosignaturesOf(reader(), size)).map(({ keyName }) => keyName)).toEqual([
        "cso.test/witness",
        "cso.test/witness/mirror",
      ]);
      expect(BigInt(copy.size())).toBeGreaterThanOrEqual(size);
      expect(complaints).toEqual([]);
      await cleanAudit();
    } finally {
      await sequencer?.stop();
      server.closeAllConnections();
      server.close();
      files.closeAllConnections();
      files.close();
      await rm(path, { recursive: true, force: true });
    }
  });
});
