// The monitor against every log that lies: it must tell what is wrong, keep the proof, and go on where it was.
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Command } from "commander";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { parseNote, signNote } from "#core/log/note.ts";
import { logKey, origin } from "#core/log/testing/parties.ts";
import { encodeBundle } from "#core/log/tiles.ts";
import {
  actOf,
  founding,
  headOf,
  newSigner,
  pillarPolicy,
  showLog,
} from "../../../test/support/shown-log.ts";
import type { ShownLog } from "../../../test/support/shown-log.ts";
import { addMonitorCommand, monitorExitCodes as code } from "./monitor.ts";

const secretariat = newSigner();
const sierraLeone = newSigner();
const stranger = newSigner();
const keyOf = (organisation: string, signer = sierraLeone, type = "organisation-key.added") =>
  actOf(secretariat, "KP-SEC", type, { organisation, keyId: signer.keyId, publicKey: signer.publicKey });
const issue = (organisation = "SL-KPA", signer = sierraLeone, at = "2026-06-01T10:00:00.000Z") =>
  actOf(signer, organisation, "certificate.issued", {}, at);
const beginning = [founding(secretariat), keyOf("SL-KPA")];
const honest = [...beginning, ...Array.from({ length: 600 }, () => issue())];

let log: ShownLog;
let folder: string;
let place: string;
let now: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-monitor-"));
  await writeFile(join(folder, "policy"), pillarPolicy);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  log = await showLog();
  place = join(folder, String(number++));
  now = new Date((1_800_000_000 + 5) * 1000).toISOString();
});
afterEach(() => log.close());

interface Told {
  exit: number;
  lines: Record<string, unknown>[];
  kinds: unknown[];
}

/** What the command tells, as JSON lines; `hear` is told each line as it comes. */
async function run(
  options: readonly string[],
  hear: (kind: unknown) => void = () => undefined,
): Promise<Told> {
  const lines: Record<string, unknown>[] = [];
  let exit = 0;
  const program = new Command().exitOverride();
  addMonitorCommand(program, {
    environment: {},
    now: () => now,
    out: (text) => {
      const line = JSON.parse(text) as Record<string, unknown>;
      lines.push(line);
      hear(line["kind"]);
    },
    error: (line) => lines.push({ kind: "error", line }),
    readInput: () => Promise.resolve(new Uint8Array()),
    setExitCode: (given) => {
      exit = given;
    },
  });
  const common = ["--policy", join(folder, "policy"), "--folder", place, "--json"];
  await program.parseAsync(["monitor", log.url, ...common, ...options], { from: "user" });
  return { exit, lines, kinds: lines.map(({ kind }) => kind) };
}

const look = (...more: string[]): Promise<Told> => run(["--once", ...more]);

const show = (count: number, of = honest, options = {}): void =>
  log.show({ entries: of.slice(0, count), checkpoint: headOf(of.slice(0, count), options) });

describe("of a log that keeps its word", () => {
  test("every head is verified, every entry kept, and only what is new is fetched at the next look", async () => {
    for (const size of [2, 255, 256, 300, 602]) {
      show(size);
      log.asked.length = 0;
      expect(await look()).toMatchObject({ exit: 0, kinds: ["head"], lines: [{ size, quorum: true }] });
    }
    expect(log.asked).not.toContain("tile/entries/000");
    expect(log.asked).toContain("tile/entries/002.p/90");
    const kept = await readdir(join(place, "tile", "entries"), { recursive: true });
    expect(kept.filter((file) => /\d$/.test(file) && !file.endsWith(".p")).toSorted()).toEqual([
      "000",
      "001",
      "002.p/90",
    ]);
    log.asked.length = 0;
    expect((await look()).exit).toBe(0);
    expect(log.asked).toEqual(["checkpoint"]);
  });

  test("a look that was cut off goes on from the bundles it had fetched", async () => {
    show(602, honest);
    log.show({ instead: { "tile/entries/002.p/90": (answer) => void answer.writeHead(503).end() } });
    expect(await look()).toMatchObject({ exit: code.unreachable });
    show(602);
    log.asked.length = 0;
    expect((await look()).exit).toBe(0);
    expect(log.asked).not.toContain("tile/entries/000");
  });
});

describe("of a log that lies", () => {
  test("a shorter one of the same history is told as such", async () => {
    show(300);
    await look();
    show(200);
    expect(await look()).toMatchObject({ exit: code.shrunk, lines: [{ size: 200, before: 300 }, {}] });
  });

  test.each([
    ["of the same size", 300, 5],
    ["further on", 400, 5],
    ["further on, changed only in the part that is fetched again", 400, 270],
    ["further back", 200, 5],
  ])("a fork %s is proven with both heads, and the proof is kept", async (_, size, changed) => {
    show(300);
    await look();
    const first = parseNote(await readFile(join(place, "checkpoint"), "utf8"))!;
    const forked = honest.with(changed, issue());
    show(size, forked);
    const { exit, lines } = await look();
    expect(exit).toBe(code.forked);
    const proof = await readFile(lines[0]!["proof"] as string, "utf8");
    expect(proof).toContain(first.text);
    expect(proof).toContain(parseNote(headOf(forked.slice(0, size)))!.text);
    // Nothing of the other history has come into the copy.
    expect(await readFile(join(place, "checkpoint"), "utf8")).toContain(first.text);
    show(310);
    expect((await look()).exit).toBe(0);
  });

  test("another entry in a bundle is told with its address, and taken when it is right", async () => {
    show(300);
    const wrong = honest.slice(0, 300).with(7, issue());
    const bundle = encodeBundle(wrong.slice(0, 256));
    log.show({ instead: { "tile/entries/000": (answer) => void answer.writeHead(200).end(bundle) } });
    expect(await look()).toMatchObject({
      exit: code["wrong-bytes"],
      lines: [{ address: "tile/entries/000", reason: "differs" }],
    });
    show(300);
    expect((await look()).exit).toBe(0);
  });

  test("a bundle that is right in what is new and wrong in what was there before is not kept", async () => {
    show(300);
    await look();
    show(310);
    const wrong = encodeBundle(honest.slice(256, 310).with(3, issue()));
    log.show({ instead: { "tile/entries/001.p/54": (answer) => void answer.writeHead(200).end(wrong) } });
    expect(await look()).toMatchObject({
      exit: code["wrong-bytes"],
      lines: [{ address: "tile/entries/001.p/54", reason: "differs" }, { size: 300 }],
    });
    show(310);
    expect((await look()).exit).toBe(0);
    show(320);
    expect((await look()).exit).toBe(0);
  });

  test.each<[string, string, (bytes: Uint8Array) => Uint8Array, string]>([
    ["a truncated tile", "tile/0/000", (bytes) => bytes.subarray(0, 8191), "differs"],
    [
      "a changed tile",
      "tile/1/000.p/1",
      (bytes) => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte)),
      "differs",
    ],
    ["a tile with a tail", "tile/0/001.p/44", (bytes) => Buffer.concat([bytes, bytes]), "differs"],
    ["a truncated bundle", "tile/entries/001.p/44", (bytes) => bytes.subarray(0, -1), "malformed"],
    [
      "a bundle with too few entries",
      "tile/entries/001.p/44",
      (bytes) => bytes.subarray(0, 2 + bytes[0]! * 256 + bytes[1]!),
      "malformed",
    ],
    ["a tile longer than any", "tile/0/000", () => Buffer.alloc(8193), "too-long"],
    ["a bundle longer than any", "tile/entries/000", () => Buffer.alloc(17_000_000), "too-long"],
  ])("%s is told with its address", async (_, address, changed, reason) => {
    show(300);
    log.show({ instead: { [address]: (answer, right) => void answer.writeHead(200).end(changed(right)) } });
    const { exit, lines } = await look();
    expect(exit).toBe(code["wrong-bytes"]);
    expect(lines).toContainEqual(expect.objectContaining({ address, reason }));
  });

  test("what it does not serve is told with its address", async () => {
    show(300);
    log.show({ instead: { "tile/entries/000": (answer) => void answer.writeHead(404).end() } });
    expect(await look()).toMatchObject({ exit: code["wrong-bytes"], lines: [{ reason: "missing" }] });
    show(300);
    log.show({ instead: { "tile/0/001.p/44": (answer) => void answer.writeHead(404).end() } });
    expect(await look()).toMatchObject({
      exit: code["wrong-bytes"],
      lines: [{ reason: "missing" }, { size: 300 }],
    });
  });

  test("a bomb of compressed nothing is cut off, and costs little memory", async () => {
    show(300);
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    log.show({
      instead: {
        checkpoint: (answer) => void answer.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb),
      },
    });
    const before = process.memoryUsage().rss;
    expect(await look()).toMatchObject({ exit: code["wrong-bytes"], lines: [{ reason: "too-long" }] });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test("a bundle that comes compressed is read", async () => {
    show(300);
    log.show({
      instead: {
        "tile/entries/000": (answer, right) =>
          void answer.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync(right)),
      },
    });
    expect((await look()).exit).toBe(0);
  });

  test.each<[string, (note: string) => string, string]>([
    ["of another origin", () => headOf(honest.slice(0, 300), { name: "kp.example/log2" }), "other-origin"],
    [
      "in another spelling of base64",
      (note) => note.replace(/^(.{43})=$/m, (_, root: string) => `${nudged(root)}=`),
      "malformed",
    ],
    ["with a carriage return", (note) => note.replace("\n", "\r\n"), "malformed"],
    ["with a plus before its size", (note) => note.replace("\n300\n", "\n+300\n"), "malformed"],
    [
      "with another size under the same signature",
      (note) => note.replace("\n300\n", "\n301\n"),
      "signature-wrong",
    ],
    ["with a forged cosignature", (note) => forgedLast(note), "signature-wrong"],
    [
      "that only witnesses have signed",
      (note) => note.replace(/— kp\.example\/log .*\n/, ""),
      "not-signed-by-log",
    ],
  ])("a head %s is none", async (_, changed, reason) => {
    show(300);
    log.show({ checkpoint: changed(headOf(honest.slice(0, 300))) });
    expect(await look()).toMatchObject({ exit: code["not-a-head"], lines: [{ reason }] });
  });

  test("a head of a size that it does not have fills no memory", async () => {
    show(300);
    const text = formatCheckpoint({ origin, size: 2 ** 52, root: new Uint8Array(32) });
    log.show({ checkpoint: signNote(text, [logKey]) });
    expect(await look()).toMatchObject({ exit: code["wrong-bytes"] });
  });
});

describe("for as long as it runs", () => {
  test("it tells each trouble once, says when it is over, and ends when a fork is proven", async () => {
    show(10, honest, { by: [0, 1] });
    const next: Record<string, () => void> = {
      "witness-missing": () => show(10),
      "witness-missing-over": () => show(5),
      shrunk: () => log.show({ instead: { checkpoint: (answer) => void answer.writeHead(503).end() } }),
      unreachable: () => show(20),
      "unreachable-over": () => show(20, honest.with(3, issue())),
    };
    const { exit, kinds } = await run(["--every", "0", "--absent-after", "0"], (kind) =>
      next[String(kind)]?.(),
    );
    expect(exit).toBe(code.forked);
    expect(kinds.filter((kind) => kind !== "head")).toEqual([
      "witness-missing",
      "witness-missing-over",
      "shrunk",
      "unreachable",
      "unreachable-over",
      "shrunk-over",
      "forked",
    ]);
  });

  test("another monitor on the same folder is refused", async () => {
    show(10);
    let second: Promise<Told> | undefined;
    await run(["--every", "0"], () => {
      second ??= look();
      show(10, honest.with(3, issue()));
    });
    expect(await second).toMatchObject({ exit: 2, kinds: ["error"] });
  });
});

describe("of witnesses", () => {
  test.each([
    [[0, 1], code["witness-missing"], ["civil-society"]],
    [[2], code["no-quorum"], ["government", "industry"]],
    [[], code["no-quorum"], ["government", "industry", "civil-society"]],
  ])("with %j cosigning, the missing ones are named", async (by, exit, missing) => {
    show(10, honest, { by });
    const found = await look();
    expect(found.exit).toBe(exit);
    expect(
      found.lines.filter(({ kind }) => kind === "witness-missing").map(({ witness }) => witness),
    ).toEqual(missing);
    expect((await look("--absent-after", "60")).kinds).not.toContain("witness-missing");
  });

  test("since when one is missing is known from what was seen before", async () => {
    show(10);
    await look();
    show(20, honest, { by: [0, 1], at: 1_800_000_600 });
    now = new Date(1_800_000_700_000).toISOString();
    const { lines } = await look();
    expect(lines[0]).toMatchObject({
      witness: "civil-society",
      since: new Date(1_800_000_000_000).toISOString(),
    });
    show(20, honest, { at: 1_800_000_650 });
    expect((await look()).exit).toBe(0);
  });

  test("a witness whose clock runs ahead does not hide its later absence", async () => {
    show(10, honest, { at: 1_900_000_000 });
    await look();
    show(20, honest, { by: [0, 1] });
    now = new Date(1_800_000_700_000).toISOString();
    expect((await look("--absent-after", "60")).lines[0]).toMatchObject({
      witness: "civil-society",
      since: new Date(1_800_000_005_000).toISOString(),
    });
  });

  test("a log that signs nothing new for too long is told", async () => {
    show(10);
    await look();
    now = new Date(1_800_003_700_000).toISOString();
    expect((await look("--stalled-after", "3600")).kinds).toEqual(["stalled", "head"]);
    expect((await look()).exit).toBe(0);
  });
});

describe("of acts", () => {
  const after = async (...acts: Uint8Array[]): Promise<unknown[]> => {
    const entries = [...beginning, ...acts];
    show(entries.length, entries);
    const { lines } = await look();
    return lines.filter(({ kind }) => kind === "wrong-key").map(({ position, reason }) => [position, reason]);
  };
  const status = (from: string, what: string, signer = secretariat, organisation = "KP-SEC") =>
    actOf(signer, organisation, "status.set", {
      participant: "SL",
      status: what,
      from,
      precision: "day",
      source: "x",
    });
  const authority = actOf(secretariat, "KP-SEC", "authority.designated", {
    code: "SL-KPA",
    participant: "SL",
  });

  test("one by a key that its organisation did not have is told", async () => {
    expect(await after(issue("SL-KPA", stranger), issue("BE-KPA"))).toEqual([
      [2, "unknown-key"],
      [3, "unknown-key"],
    ]);
  });
  test("one by a revoked key is told, and by a key given back it is not", async () => {
    const revoked = keyOf("SL-KPA", sierraLeone, "organisation-key.revoked");
    expect(await after(issue(), revoked, issue(), keyOf("SL-KPA"), issue())).toEqual([[4, "revoked-key"]]);
  });
  test("one whose signature is of another act is told", async () => {
    const forged = issue();
    forged.set(issue().slice(-64), forged.length - 64);
    expect(await after(forged)).toEqual([[2, "signature-wrong"]]);
  });
  test("an authority cannot bring in another's key, and what it says is not believed", async () => {
    const bringing = actOf(sierraLeone, "SL-KPA", "organisation-key.added", {
      organisation: "BE-KPA",
      keyId: stranger.keyId,
      publicKey: stranger.publicKey,
    });
    expect(await after(bringing, issue("BE-KPA", stranger))).toEqual([
      [2, "may-not-change-keys"],
      [3, "unknown-key"],
    ]);
  });
  test("a second founding, and an entry that is no act, are told", async () => {
    expect(await after(founding(stranger, "SL"), Buffer.from("hello"))).toEqual([
      [2, "founded-twice"],
      [3, "unreadable"],
    ]);
  });
  test("an issue by an authority whose Participant was suspended that day is told; before and after it is not", async () => {
    const acts = [
      authority,
      status("2003-01-01", "PARTICIPANT"),
      status("2026-06-10", "SUSPENDED"),
      status("2026-07-10", "PARTICIPANT"),
      issue("SL-KPA", sierraLeone, "2026-06-09T10:00:00.000Z"),
      issue("SL-KPA", sierraLeone, "2026-06-20T10:00:00.000Z"),
      issue("SL-KPA", sierraLeone, "2026-07-20T10:00:00.000Z"),
    ];
    expect(await after(...acts)).toEqual([[7, "issuer-not-entitled"]]);
  });
  test("a status that an authority gives itself is told, and does not count", async () => {
    const own = status("2026-05-01", "SUSPENDED", sierraLeone, "SL-KPA");
    const admitted = status("2003-01-01", "PARTICIPANT");
    expect(await after(authority, admitted, own, issue())).toEqual([[4, "founders-alone"]]);
  });
  test("what was learned of keys is known after a restart", async () => {
    const entries = [...beginning, keyOf("SL-KPA", sierraLeone, "organisation-key.revoked"), issue()];
    show(3, entries);
    expect((await look()).exit).toBe(0);
    show(4, entries);
    expect((await look()).lines[0]).toMatchObject({ kind: "wrong-key", reason: "revoked-key" });
  });
});

describe("its own copy", () => {
  test.each<[string, string]>([
    ["a changed bundle", "tile/entries/000"],
    ["a changed head", "checkpoint"],
    ["changed notes", "notes.json"],
  ])("%s is told and not repaired", async (_, file) => {
    show(300);
    await look();
    const path = join(place, file);
    const bytes = await readFile(path);
    bytes[40] = bytes[40]! ^ 1;
    await writeFile(path, bytes);
    show(310);
    expect(await look()).toMatchObject({ exit: code["own-copy-damaged"] });
    expect(await readFile(path)).toEqual(bytes);
  });

  test.each(["tile/entries/001.p/44", "checkpoint"])("a lost %s is told", async (file) => {
    show(300);
    await look();
    await rm(join(place, file));
    expect(await look()).toMatchObject({ exit: code["own-copy-damaged"] });
  });
});

/** The last character of a root with a bit that belongs to no byte. */
function nudged(root: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return root.slice(0, -1) + letters[letters.indexOf(root.at(-1)!) + 1]!;
}

function forgedLast(note: string): string {
  const lines = note.split("\n");
  const last = lines.at(-2)!;
  lines[lines.length - 2] = last.replace(/.{4}$/, last.endsWith("AAA=") ? "BBB=" : "AAA=");
  return lines.join("\n");
}
