// The witness as a program: it persists before it answers, never contradicts itself, and mirrors what was signed.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { cosignatureVerifier } from "#core/log/cosignature.ts";
import { consistencyProof, leafHash, merkleRoot } from "#core/log/merkle.ts";
import { parseNote, parseSignatureLine, parseVerifierKey, signNote } from "#core/log/note.ts";
import { encodeBundle, parseTilePath } from "#core/log/tiles.ts";
import { log, logKey, origin, sha256, verifyEd25519 } from "#core/log/testing/parties.ts";
import { formatAddCheckpoint } from "#core/log/witness.ts";
import { openKey } from "./keys.ts";
import { logFiles } from "./log-files.ts";
import { openMemory } from "./memory.ts";
import { openMirror } from "./mirror.ts";
import { addCheckpoint } from "./server.ts";
import type { Witness } from "./server.ts";

const entries = Array.from({ length: 600 }, (_, place) => new TextEncoder().encode(`act ${place}`));
const leaves = entries.map((entry) => leafHash(sha256, entry));
const checkpoint = (size: number, of = leaves): string =>
  signNote(formatCheckpoint({ origin, size, root: merkleRoot(sha256, of.slice(0, size)) }), [logKey]);
const request = (oldSize: number, size: number, of = leaves): string =>
  formatAddCheckpoint({
    oldSize,
    proof: consistencyProof(sha256, oldSize, of.slice(0, size)),
    checkpoint: checkpoint(size, of),
  });
const forked = [...leaves.slice(0, 3), ...leaves.slice(3).toReversed()];

let folder: string;
let server: Server;
let url: string;
/** What the log shows; a test may make it lie. */
let shown = entries;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-witness-"));
  server = createServer((asked, answer) => {
    const path = parseTilePath((asked.url ?? "").slice("/log/".length));
    if (path === undefined || path.level !== "entries") return void answer.writeHead(404).end();
    const bundle = shown.slice(path.index * 256, path.index * 256 + path.width);
    return void answer.writeHead(200).end(encodeBundle(bundle));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

let made = 0;
async function witness(more: Partial<Witness> = {}, name = `w${made++}`): Promise<Witness> {
  const place = join(folder, name);
  return {
    logs: [log],
    memory: await openMemory(join(place, "seen")),
    key: openKey(folder, `${name}.pem`, "gov.example/witness"),
    clock: () => 1_800_000_000_000,
    report: () => undefined,
    ...more,
  };
}

describe("a witness", () => {
  test("cosigns growth, and its cosignature is that of its key at its time", async () => {
    const one = await witness();
    const answer = await addCheckpoint(one, request(0, 7));
    expect(answer.status).toBe(200);
    const line = parseSignatureLine(answer.body.trimEnd())!;
    const verifier = cosignatureVerifier(parseVerifierKey(sha256, one.key.verifierKey)!, verifyEd25519);
    const { text } = parseNote(checkpoint(7))!;
    expect(verifier.verify(new TextEncoder().encode(text), line.signature)).toBe(true);
    expect(line.signature.slice(0, 8)).toEqual(new Uint8Array([0, 0, 0, 0, 0x6b, 0x49, 0xd2, 0x00]));
    expect((await addCheckpoint(one, request(7, 300))).status).toBe(200);
  });

  test("remembers after a restart: the same history goes on, another is refused, an older one is told its place", async () => {
    const before = await witness({}, "restarted");
    await addCheckpoint(before, request(0, 40));
    const after = await witness({}, "restarted");
    expect(await addCheckpoint(after, request(0, 50))).toMatchObject({
      status: 409,
      body: "40\n",
      type: "text/x.tlog.size",
    });
    expect((await addCheckpoint(after, request(40, 50, forked))).status).toBe(422);
    expect((await addCheckpoint(after, request(40, 50))).status).toBe(200);
  });

  test("two updates at once: one is cosigned, the other is told the new size", async () => {
    const one = await witness();
    await addCheckpoint(one, request(0, 10));
    const answers = await Promise.all([
      addCheckpoint(one, request(10, 20)),
      addCheckpoint(one, request(10, 30)),
      addCheckpoint(one, request(10, 40)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(answers[1]?.body).toBe("20\n");
  });

  test("what it could not keep it does not sign", async () => {
    const one = await witness();
    const failing: Witness = {
      ...one,
      memory: { ...one.memory, remember: () => Promise.reject(new Error("the disk is full")) },
    };
    await expect(addCheckpoint(failing, request(0, 10))).rejects.toThrow("the disk is full");
    expect((await addCheckpoint(one, request(0, 10))).status).toBe(200);
  });

  test("a damaged memory stops it: it must not begin anew", async () => {
    const one = await witness({}, "damaged");
    await addCheckpoint(one, request(0, 10));
    const seen = join(folder, "damaged", "seen");
    const [file] = await readdir(seen);
    await writeFile(join(seen, file!), "half a checkp");
    await expect(openMemory(seen)).rejects.toThrow("is damaged");
  });
});

describe("a mirror", () => {
  async function mirrored(name: string): Promise<Witness> {
    const copy = await openMirror(join(folder, name, "mirror"), logFiles(url));
    return witness(
      {
        mirror: {
          key: openKey(folder, `${name}-mirror.pem`, "gov.example/witness/mirror"),
          copies: new Map([[origin, copy]]),
        },
      },
      name,
    );
  }
  const lines = (body: string): number => body.trimEnd().split("\n").length;

  test("says with its second key that it holds every entry, across bundles and restarts", async () => {
    shown = entries;
    const one = await mirrored("holds");
    let size = 0;
    for (const next of [1, 255, 256, 257, 600]) {
      const answer = await addCheckpoint(one, request(size, next));
      expect(answer.status, answer.body).toBe(200);
      expect(lines(answer.body)).toBe(2);
      size = next;
    }
    const again = await openMirror(join(folder, "holds", "mirror"), logFiles(url));
    expect(again.size()).toBe(600);
    const files = await readdir(join(folder, "holds", "mirror", "tile", "entries"), { recursive: true });
    expect(files.filter((file) => /\d$/.test(file) && !file.endsWith(".p")).toSorted()).toEqual([
      "000",
      "001",
      "002.p/88",
    ]);
  });

  test("a log that hides or changes an entry gets the head's cosignature only", async () => {
    const said: string[] = [];
    const one = { ...(await mirrored("cheated")), report: (sentence: string) => said.push(sentence) };
    shown = entries.with(5, new TextEncoder().encode("another act"));
    const answer = await addCheckpoint(one, request(0, 20));
    expect([answer.status, lines(answer.body)]).toEqual([200, 1]);
    expect(said.join()).toMatch(/do not make the root/);
    shown = entries;
    expect(lines((await addCheckpoint(one, request(20, 30))).body)).toBe(2);
  });

  test("a bundle that is right in what is new and wrong in what was there before is not kept", async () => {
    shown = entries;
    const one = await mirrored("overwritten");
    expect(lines((await addCheckpoint(one, request(0, 20))).body)).toBe(2);
    shown = entries.with(5, new TextEncoder().encode("act X"));
    expect(lines((await addCheckpoint(one, request(20, 30))).body)).toBe(1);
    shown = entries;
    expect(lines((await addCheckpoint(one, request(30, 40))).body)).toBe(2);
    const again = await openMirror(join(folder, "overwritten", "mirror"), logFiles(url));
    expect(again.size()).toBe(40);
  });
});

describe("the program", () => {
  const program = fileURLToPath(new URL("../../../bin/kimberlite-witness.js", import.meta.url));
  const children: ChildProcess[] = [];
  afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

  async function run(place: string, port: number): Promise<{ child: ChildProcess; output: () => string }> {
    const child = spawn(process.execPath, [
      program,
      "--folder",
      place,
      "--name",
      "gov.example/witness",
      "--port",
      String(port),
      "--policy",
      join(folder, "policy"),
    ]);
    children.push(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part: Buffer) => (output += part.toString()));
    while (!/watches|kimberlite-witness:/.test(output) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return { child, output: () => output };
  }

  test("killed at any moment it goes on where it was, and a second one on its folder is refused", async () => {
    await writeFile(join(folder, "policy"), `log ${logKey.text}\nquorum none\n`);
    const place = join(folder, "program");
    const port = (server.address() as AddressInfo).port + 1;
    const post = (body: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: "POST", body });
    const first = await run(place, port);
    expect((await post(request(0, 10))).status).toBe(200);
    expect((await run(place, port + 1)).output()).toMatch(/Another witness runs/);
    first.child.kill("SIGKILL");
    await new Promise((resolve) => first.child.once("exit", resolve));
    await run(place, port);
    const told = await post(request(0, 20));
    expect([told.status, told.headers.get("content-type"), await told.text()]).toEqual([
      409,
      "text/x.tlog.size",
      "10\n",
    ]);
    expect((await post(request(10, 20, forked))).status).toBe(422);
    expect((await post(request(10, 20))).status).toBe(200);
    expect((await post("old 0\n\nx".padEnd(2_000_000, "x"))).status).toBe(400);
  });
});
