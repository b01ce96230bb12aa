// A key in an ssh-agent: the real agent of OpenSSH where it is installed, and agents that misbehave.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { prepareAct, verifyActSignature } from "#core/act/act.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { openKeyring } from "./keyring.ts";
import { pemSigner, verifyEs256 } from "./signer.ts";
import { sshAgentSigner } from "./ssh-agent.ts";

const message = Buffer.from("an act");
const hasOpenSsh =
  process.platform !== "win32" &&
  ["ssh-agent", "ssh-add", "ssh-keygen"].every(
    (name) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0,
  );
if (!hasOpenSsh) process.stdout.write("skipped: 3 tests with a real ssh-agent; OpenSSH is not installed\n");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-agent-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasOpenSsh)("the ssh-agent of OpenSSH", () => {
  let agent: ChildProcess;
  let socket: string;

  const run = (program: string, ...parameters: string[]): void => {
    const { status, stderr } = spawnSync(program, parameters, {
      encoding: "utf8",
      env: { ...process.env, SSH_AUTH_SOCK: socket },
    });
    expect(status, stderr).toBe(0);
  };

  beforeAll(async () => {
    socket = join(folder, "real.sock");
    agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
    for (let waited = 0; !existsSync(socket) && waited < 10_000; waited += 20) await delay(20);
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ministry", "-f", join(folder, "other"));
    run(
      "ssh-keygen",
      "-q",
      "-t",
      "ecdsa",
      "-b",
      "256",
      "-N",
      "",
      "-C",
      "ministry",
      "-f",
      join(folder, "key"),
    );
    run("ssh-add", "-q", join(folder, "other"));
    run("ssh-add", "-q", join(folder, "key"));
  });
  afterAll(() => void agent.kill());

  test("signs an act that verifies, by a note in the keyring", async () => {
    const keys = join(folder, "keys");
    const keyring = await openKeyring(keys);
    await writeFile(
      join(keys, "SL-KPA.json"),
      JSON.stringify({ kind: "ssh-agent", key: "ministry", socket }),
    );
    const signer = await keyring.findSigner("SL-KPA");
    if (signer === undefined) throw new Error("the note was not read");
    // Half of all signatures have a number with a leading zero byte, and some have a short one.
    for (let i = 0; i < 20; i++) {
      const prepared = prepareAct(
        {
          id: "0190f0a0-0000-7000-8000-00000000000a",
          type: "test.made",
          subject: `test:${i}`,
          organisation: "SL-KPA",
          at: "2026-06-01T10:00:00.000Z",
          previous: null,
          public: { i },
          privateRoot: null,
        },
        signer.keyId,
      );
      const leaf = finishSign1(prepared, await signer.sign(prepared.toBeSigned));
      expect(verifyActSignature(leaf, signer.publicKey, verifyEs256)).toBe(true);
    }
  });

  test("is asked by the text of the public key as well, and for no other key", async () => {
    const text = (await readFile(join(folder, "key.pub"), "utf8")).trim();
    const byText = await sshAgentSigner(socket, text);
    expect(byText.publicKey).toEqual((await sshAgentSigner(socket, "ministry")).publicKey);
    await expect(sshAgentSigner(socket, "someone else")).rejects.toThrow(/holds no .*"someone else"/);
    const ed25519 = (await readFile(join(folder, "other.pub"), "utf8")).trim();
    await expect(sshAgentSigner(socket, ed25519)).rejects.toThrow(/holds no/);
  });

  test("that lost the key refuses, and one that is gone is told by its path", async () => {
    const signer = await sshAgentSigner(socket, "ministry");
    run("ssh-add", "-q", "-d", join(folder, "key"));
    await expect(signer.sign(message)).rejects.toThrow(/refused; is the key still loaded/);
    const ended = new Promise((resolve) => agent.once("exit", resolve));
    agent.kill();
    await ended;
    await expect(signer.sign(message)).rejects.toThrow(socket);
    await expect(sshAgentSigner(socket, "ministry")).rejects.toThrow(socket);
  });
});

describe("an agent that misbehaves", () => {
  const honest = keyPair();
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  let counter = 0;

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
  });

  /** An agent that gives these answers by the kind of the request. */
  async function agentThat(identities: Answer, signs: Answer = identities): Promise<string> {
    const path = join(folder, `fake-${counter++}.sock`);
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("data", (request) => (request[4] === 11 ? identities : signs)(socket, request));
    });
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    return path;
  }

  const identities = says(Buffer.concat([Buffer.of(12), uint32(1), lengthed(honest.blob), text("ministry")]));
  const signer = async (signs: Answer) =>
    sshAgentSigner(await agentThat(identities, signs), "ministry", quick);
  const quick = { patienceMillis: 200 };

  test("no answer is believed unless it is a signature of the key that was asked for", async () => {
    const signed = async (by: typeof honest) => {
      const raw = await by.signer.sign(message);
      return says(signatureAnswer(raw.slice(0, 32), raw.slice(32)));
    };
    expect(await (await signer(await signed(honest))).sign(message)).toHaveLength(64);
    await expect((await signer(await signed(keyPair()))).sign(message)).rejects.toThrow(/another key/);
  });

  const zeros = new Uint8Array(32);
  const ones = new Uint8Array(32).fill(1);
  test.each<[string, Answer, RegExp]>([
    ["refuses", says(Buffer.of(5)), /refused/],
    ["answers nothing at all", says(Buffer.alloc(0)), /refused/],
    ["answers another kind of signature", says(signatureAnswer(zeros, zeros, "ssh-ed25519")), /another kind/],
    ["answers a number that is too large", says(signatureAnswer(Buffer.alloc(33, 1), zeros)), /too large/],
    ["answers numbers of nothing", says(signatureAnswer(new Uint8Array(), new Uint8Array())), /another key/],
    ["answers half a signature", says(signatureAnswer(ones, ones).subarray(0, 60)), /cut short/],
    ["answers lengths that lead outside", says(Buffer.from("0effffffff00", "hex")), /cut short/],
    [
      "says it will answer far too much",
      (socket) => socket.write(Buffer.from("7fffffff0e", "hex")),
      /too large/,
    ],
    [
      "closes in the middle",
      (socket) => socket.end(Buffer.from("000000500e0000", "hex")),
      /closed the connection/,
    ],
    ["closes at once", (socket) => socket.destroy(), /closed the connection|ECONNRESET/],
    ["never answers", () => undefined, /did not answer in 0\.2 s/],
  ])("that %s when it should sign is refused", async (_what, signs, sentence) => {
    await expect((await signer(signs)).sign(message)).rejects.toThrow(sentence);
  });

  test("that sends a byte now and then is not waited for longer than one that is silent", async () => {
    const drip: Answer = (socket) => {
      const timer = setInterval(() => socket.write(Buffer.of(0)), 50);
      socket.on("close", () => clearInterval(timer));
    };
    // Four bytes of length zero would be an answer, so the drip begins after a length.
    const slowly: Answer = (socket, request) => {
      socket.write(uint32(1_000));
      drip(socket, request);
    };
    await expect((await signer(slowly)).sign(message)).rejects.toThrow(/did not answer in 0\.2 s/);
  });

  test.each<[string, Answer]>([
    ["garbage", says(Buffer.from("not an answer"))],
    ["more identities than it names", says(Buffer.from("0cffffffff", "hex"))],
    ["an identity cut short", says(Buffer.from("0c0000000100000400", "hex"))],
    [
      "a key that is no point",
      says(
        Buffer.concat([Buffer.of(12), uint32(1), lengthed(blobOf(Buffer.alloc(65, 4))), text("ministry")]),
      ),
    ],
  ])("that lists %s gives no signer", async (_what, answer) => {
    await expect(sshAgentSigner(await agentThat(answer), "ministry", quick)).rejects.toThrow();
  });
});

type Answer = (socket: Socket, request: Buffer) => void;

function says(answer: Buffer): Answer {
  return (socket) => socket.write(lengthed(answer));
}

function signatureAnswer(r: Uint8Array, s: Uint8Array, algorithm = "ecdsa-sha2-nistp256"): Buffer {
  const numbers = Buffer.concat([lengthed(mpint(r)), lengthed(mpint(s))]);
  return Buffer.concat([Buffer.of(14), lengthed(Buffer.concat([text(algorithm), lengthed(numbers)]))]);
}

/** Without leading zeros, but never negative (RFC 4251 section 5). */
function mpint(number: Uint8Array): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  const significant = first === -1 ? Buffer.alloc(0) : Buffer.from(number.subarray(first));
  return (significant[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), significant]) : significant;
}

function keyPair() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = pemSigner(privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  return { signer, blob: blobOf(signer.publicKey) };
}

function blobOf(point: Uint8Array): Buffer {
  return Buffer.concat([text("ecdsa-sha2-nistp256"), text("nistp256"), lengthed(point)]);
}

function text(value: string): Buffer {
  return lengthed(Buffer.from(value));
}

function lengthed(bytes: Uint8Array): Buffer {
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
