// Witnesses that are down, lie, forge, forget or live in another hour, and what the real sequencer makes of each: acts go on
// being integrated, nothing is released below the quorum, nothing wrong is kept, and what comes back is caught up with.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { cosign, cosignatureType } from "#core/log/cosignature.ts";
import { ed25519Type, formatSignatureLine, formatVerifierKey, parseNote } from "#core/log/note.ts";
import { party, sha256 } from "#core/log/testing/parties.ts";
import { parseAddCheckpoint, sizeMediaType } from "#core/log/witness.ts";
import {
  addOrganisationKey,
  cosignaturesOf,
  currentPolicy,
  findFounding,
  inTransaction,
  knownLog,
  latestCheckpoint,
  latestCosignedCheckpoint,
  logSize,
  logTroubles,
  memoryHeads,
  setLogPolicy,
  witnessStates,
  witnessVerifiers,
} from "#modules/record/index.ts";
import type { Sequencer, SequencerOptions } from "#modules/record/index.ts";
import { testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";
import { pillarNames, threePillars } from "./pillars.ts";
import type { Pillars, PillarName } from "./pillars.ts";

let scheme: TestScheme;
let sequencer: Sequencer;
let errors: string[];
const reader = () => ({ db: scheme.database.kysely });

async function ownKey(): Promise<string> {
  const founding = await findFounding(reader());
  if (founding === undefined) throw new Error("no record");
  return formatVerifierKey(sha256, { name: founding.origin, type: ed25519Type, publicKey: founding.logKey });
}

async function run(more: Partial<SequencerOptions> = {}): Promise<void> {
  sequencer = await scheme.startSequencer({
    // Goes on a little at every look, so that what happened later is later.
    clock: () => (scheme.now += 1),
    onError: (error) => errors.push(error instanceof Error ? error.message : String(error)),
    ...more,
  });
}

let organisations = 0;
/** One more act, committed; the number of acts. */
async function commit(): Promise<bigint> {
  const name = `T${organisations++}-KPA`;
  const signer = await scheme.keyring.makeSigner(name);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, name, signer));
  sequencer.nudge();
  return BigInt((await scheme.owner.pool.query("select from act")).rowCount ?? 0);
}

/** One more act; resolves when it has its position. */
async function act(): Promise<bigint> {
  const expected = await commit();
  await vi.waitFor(async () => expect(await logSize(reader())).toBe(expected), patient);
  return expected;
}

const patient = { timeout: 15_000, interval: 50 };
const cosignedSize = async (): Promise<bigint> => (await latestCosignedCheckpoint(reader()))?.size ?? 0n;
const signedSize = async (): Promise<bigint> => (await latestCheckpoint(reader()))?.size ?? 0n;
const waitForCosigned = (size: bigint) =>
  vi.waitFor(async () => expect(await cosignedSize()).toBe(size), patient);
const stateOf = async (name: PillarName) => (await witnessStates(reader())).find((one) => one.name === name);

/** Every head that anybody could have been shown continues the ones before, and bears what the policy asks for. */
async function expectSoundHead(): Promise<void> {
  const head = await latestCosignedCheckpoint(reader());
  const policy = await currentPolicy(reader());
  const founding = await findFounding(reader());
  if (head === undefined || policy === undefined || founding === undefined) throw new Error("no head");
  const opened = openCheckpoint(head.note, knownLog(founding), witnessVerifiers(policy.policy));
  if (!opened.ok) throw new Error(opened.reason);
  expect(opened.cosignatures.length).toBeGreaterThanOrEqual(2);
}

beforeEach(async () => {
  scheme = await testScheme();
  errors = [];
});
afterEach(async () => {
  await sequencer.stop();
  await scheme.close();
});

describe("the three witness programs", () => {
  let pillars: Pillars;
  beforeEach(async () => {
    pillars = await threePillars();
    const log = await ownKey();
    await Promise.all(pillarNames.map((name) => pillars.start(name, log)));
    await setLogPolicy(scheme.ctx(), pillars.policy(log));
    await run();
    await waitForCosigned(await act());
  }, 60_000);
  afterEach(() => pillars.close());

  test("one is down: the others are a quorum, its absence is told, and it catches up when it is back", async () => {
    await pillars.kill("industry");
    const size = await act();
    await waitForCosigned(size);
    await expectSoundHead();
    await vi.waitFor(
      async () => expect((await stateOf("industry"))?.failure).toContain("cannot be reached"),
      patient,
    );
    expect((await stateOf("industry"))?.behind).toBeGreaterThan(0n);
    await pillars.start("industry", await ownKey());
    await vi.waitFor(async () => expect((await stateOf("industry"))?.behind).toBe(0n), patient);
    expect((await stateOf("industry"))?.failure).toBeNull();
  });

  test("two or three are down: acts go on getting their places and signed heads, and no head counts until two are back", async () => {
    const before = await cosignedSize();
    for (const [place, name] of pillarNames.entries()) {
      await pillars.kill(name);
      if (place === 0) await waitForCosigned(await act());
    }
    const counted = await cosignedSize();
    expect(counted).toBeGreaterThan(before);
    const size = await act();
    await vi.waitFor(async () => expect(await signedSize()).toBe(size), patient);
    expect(await cosignedSize()).toBe(counted);
    await pillars.start("government", await ownKey());
    const more = await act();
    await vi.waitFor(async () => expect(await signedSize()).toBe(more), patient);
    expect(await cosignedSize()).toBe(counted);
    await pillars.start("civil-society", await ownKey());
    await waitForCosigned(more);
    await expectSoundHead();
  });

  test("one has forgotten: it is told the way from the size it knows, and cosigns again", async () => {
    await pillars.kill("industry");
    const seen = join(pillars.folder, "industry", "seen");
    const [file = ""] = await readdir(seen);
    const older = await readFile(join(seen, file));
    await pillars.start("industry", await ownKey());
    await waitForCosigned(await act());
    await vi.waitFor(async () => expect((await stateOf("industry"))?.behind).toBe(0n), patient);
    await pillars.kill("industry");
    // From a backup that is older than what it cosigned.
    await writeFile(join(seen, file), older);
    await pillars.start("industry", await ownKey());
    const size = await act();
    await waitForCosigned(size);
    await vi.waitFor(async () => expect((await stateOf("industry"))?.size).toBe(size), patient);
  });

  test("the log is restored from an older backup: it signs nothing, because the witnesses have seen more", async () => {
    const size = await act();
    await waitForCosigned(size);
    await sequencer.stop();
    // The record as it was two acts ago: heads and all, and no memory of having signed more.
    const client = await scheme.owner.pool.connect();
    try {
      await client.query("set session_replication_role = replica");
      await client.query("delete from cosignature where size >= $1", [String(size - 1n)]);
      await client.query("delete from checkpoint where size >= $1", [String(size - 1n)]);
      const { rows } = await client.query<{ act: string }>(
        "delete from log_entry where position >= $1 returning act",
        [String(size - 2n)],
      );
      for (const { act: serial } of rows) {
        await client.query("delete from act_private where act = $1", [serial]);
        await client.query("delete from act where serial = $1", [serial]);
      }
      await client.query("update log_tile set hashes = substring(hashes for $1) where level = 0", [
        Number(size - 2n) * 32,
      ]);
    } finally {
      client.release(true);
    }
    const heads = memoryHeads();
    const stored = await latestCheckpoint(reader());
    if (stored !== undefined) await heads.swap(undefined, stored.note);
    await run({ heads });
    await vi.waitFor(
      async () => expect((await logTroubles(reader())).map(({ code }) => code)).toContain("witness-ahead"),
      patient,
    );
    await commit();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await signedSize()).toBe(stored?.size ?? 0n);
  });
});

describe("one witness that is not honest", () => {
  /** Two honest ones, in this process, with fixed keys. */
  const honest = ["government", "industry"].map((name, i) =>
    party(`${name}.example/witness`, 40 + i, cosignatureType),
  );
  const false_ = party("civil-society.example/witness", 50, cosignatureType);
  const stranger = party("stranger.example/witness", 60, cosignatureType);
  const now = 1_780_000_000;

  let servers: Server[];
  let misbehave: (text: string, oldSize: number, response: ServerResponse) => void;
  beforeAll(async () => {
    const answers = (seconds: number) => (key: (typeof honest)[number]) => (text: string) =>
      formatSignatureLine(cosign(text, key, seconds));
    servers = [
      ...honest.map((key) => serve((text, _, response) => void response.end(answers(now)(key)(text)))),
      serve((text, oldSize, response) => misbehave(text, oldSize, response)),
    ];
    await Promise.all(
      servers.map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
    );
  });
  afterAll(() => servers.forEach((server) => server.close()));

  beforeEach(async () => {
    const addresses = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const keys = [...honest, false_];
    const names = ["government", "industry", "civil-society"];
    const text = [
      `log ${await ownKey()}`,
      ...names.map((name, i) => `witness ${name} ${keys[i]?.text} ${addresses[i]}`),
      `group pillars 2 ${names.join(" ")}`,
      "quorum pillars",
      "",
    ].join("\n");
    await setLogPolicy(scheme.ctx(), text);
  });

  function serve(answer: (text: string, oldSize: number, response: ServerResponse) => void): Server {
    return createServer((request: IncomingMessage, response: ServerResponse) => {
      const parts: Buffer[] = [];
      request.on("data", (data: Buffer) => parts.push(data));
      request.on("end", () => {
        const asked = parseAddCheckpoint(Buffer.concat(parts).toString());
        const note = asked === undefined ? undefined : parseNote(asked.checkpoint);
        if (asked === undefined || note === undefined) return void response.writeHead(400).end("malformed\n");
        return answer(note.text, asked.oldSize, response);
      });
    });
  }

  const line = (text: string, key = false_, seconds = now): string =>
    formatSignatureLine(cosign(text, key, seconds));
  const size = (response: ServerResponse, body: string, type = sizeMediaType): void =>
    void response.writeHead(409, { "Content-Type": type }).end(body);

  const lies: readonly (readonly [
    name: string,
    why: RegExp,
    answer: (text: string, oldSize: number, response: ServerResponse) => void,
  ])[] = [
    [
      "a forged line under its own name",
      /forged cosignature/,
      (text, _, response) => void response.end(line(text.replace("\n", "\n1"), false_)),
    ],
    [
      "a forged line under another's name beside its own good one",
      /forged cosignature of government/,
      (text, _, response) => {
        const good = cosign(text, false_, now);
        const { name, keyId } = honest[0] as (typeof honest)[number];
        void response.end(formatSignatureLine(good) + formatSignatureLine({ ...good, name, keyId }));
      },
    ],
    [
      "lines of strangers alone",
      /without a cosignature of its own/,
      (text, _, response) => void response.end(line(text, stranger)),
    ],
    ["nothing at all", /without a cosignature of its own/, (_, __, response) => void response.end("")],
    ["no lines", /malformed/, (_, __, response) => void response.end("I have seen it.\n")],
    [
      "a size without its type",
      /409 without the size/,
      (_, __, response) => size(response, "3\n", "text/plain"),
    ],
    ["a size in another spelling", /409 without the size/, (_, __, response) => size(response, "+3\n")],
    [
      "one size, and then that it is another",
      /names one size and does not accept it/,
      (_, oldSize, response) => size(response, `${oldSize === 1 ? 2 : 1}\n`),
    ],
    ["no end", /too long/, (_, __, response) => void response.end("x".repeat(200_000))],
  ];

  test.each(lies)(
    "that answers %s: nothing of it is kept, why is told, and the others are the quorum",
    async (_, why, answer) => {
      // Honest until the log has begun: then it turns.
      misbehave = (text, __, response) => void response.end(line(text));
      await run();
      await waitForCosigned(await act());
      misbehave = answer;
      const next = await act();
      await waitForCosigned(next);
      await vi.waitFor(async () => expect((await stateOf("civil-society"))?.failure).toMatch(why), patient);
      const kept = await cosignaturesOf(reader(), next);
      expect(kept.map(({ keyName }) => keyName).toSorted()).toEqual(
        honest.map(({ name }) => name).toSorted(),
      );
      await expectSoundHead();
    },
  );

  test("that claims at the start to have seen more than there is: the log does not sign, and says who claims it", async () => {
    misbehave = (_, __, response) => size(response, "999999\n");
    await run();
    await vi.waitFor(
      async () => expect((await logTroubles(reader())).map(({ code }) => code)).toEqual(["witness-ahead"]),
      patient,
    );
    await commit();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await signedSize()).toBe(0n);
    expect((await logTroubles(reader()))[0]?.detail).toContain("civil-society");
  });

  test("that claims so later: it is not believed, and the log goes on", async () => {
    misbehave = (text, __, response) => void response.end(line(text));
    await run();
    await waitForCosigned(await act());
    misbehave = (_, __, response) => size(response, "999999\n");
    await waitForCosigned(await act());
    await vi.waitFor(
      async () => expect((await stateOf("civil-society"))?.failure).toContain("more than were ever signed"),
      patient,
    );
  });

  test("whose clock is an hour wrong: its cosignature counts, with the hour that it says", async () => {
    misbehave = (text, __, response) => void response.end(line(text, false_, now + 3_600));
    await run();
    const head = await act();
    await waitForCosigned(head);
    await vi.waitFor(async () => expect(await cosignaturesOf(reader(), head)).toHaveLength(3), patient);
    const times = new Map((await witnessStates(reader())).map(({ name, seconds }) => [name, seconds]));
    expect(times).toEqual(
      new Map([
        ["government", BigInt(now)],
        ["industry", BigInt(now)],
        ["civil-society", BigInt(now + 3_600)],
      ]),
    );
  });

  test("that never answers: nobody waits for it", async () => {
    misbehave = (text, __, response) => void response.end(line(text));
    await run();
    await waitForCosigned(await act());
    misbehave = () => undefined;
    await waitForCosigned(await act());
    await waitForCosigned(await act());
    await vi.waitFor(
      async () => expect((await stateOf("civil-society"))?.failure).toContain("does not answer"),
      patient,
    );
  });
});
