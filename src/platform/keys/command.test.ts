// A key behind a command: OpenSSL where it is installed, scripts that answer in each form, and scripts that misbehave.
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandSigner } from "./command.ts";
import { openKeyring } from "./keyring.ts";
import { pemSigner, verifyEs256 } from "./signer.ts";

const message = Buffer.from("an act");
const posix = process.platform !== "win32";
const hasOpenSsl = posix && spawnSync("sh", ["-c", "command -v openssl"]).status === 0;
if (!hasOpenSsl) process.stdout.write("skipped: 1 test with the openssl command; it is not installed\n");

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const publicPem = publicKey.export({ type: "spki", format: "pem" }) as string;
const secret = pem.split("\n").slice(1, -2).join("");
let folder: string;
let keyFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-command-"));
  keyFile = join(folder, "key.pem");
  await writeFile(keyFile, pem, { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.skipIf(!hasOpenSsl)("openssl signs by a note in the keyring, and its DER answer verifies", async () => {
  const keyring = await openKeyring(join(folder, "keys"));
  const note = {
    kind: "command",
    command: ["openssl", "dgst", "-sha256", "-sign", keyFile],
    publicKey: publicPem,
  };
  await writeFile(join(folder, "keys", "SL-KPA.json"), JSON.stringify(note));
  const signer = await keyring.findSigner("SL-KPA");
  expect(signer?.publicKey).toEqual(pemSigner(pem).publicKey);
  for (let i = 0; i < 8; i++) {
    const signature = (await signer?.sign(Buffer.from(`act ${i}`))) ?? new Uint8Array();
    expect(verifyEs256(pemSigner(pem).publicKey, Buffer.from(`act ${i}`), signature)).toBe(true);
  }
});

/** A program that signs what it reads with a key file, and answers in one form. */
const script = `
  const { sign } = require("node:crypto");
  const [form, file] = process.argv.slice(1);
  const parts = [];
  process.stdin.on("data", (part) => parts.push(part)).on("end", () => {
    const key = require("node:fs").readFileSync(file, "utf8");
    const dsaEncoding = form.includes("der") ? "der" : "ieee-p1363";
    const signature = sign("sha256", Buffer.concat(parts), { key, dsaEncoding });
    process.stdout.write(form.includes("base64") ? signature.toString("base64") + "\\n" : signature);
  });`;

test.each(["raw", "der", "raw base64", "der base64"])("an answer in the form %s verifies", async (form) => {
  const signer = commandSigner([process.execPath, "-e", script, form, keyFile], publicPem);
  expect(verifyEs256(signer.publicKey, message, await signer.sign(message))).toBe(true);
});

test("a message of many acts' size passes through whole", async () => {
  const signer = commandSigner([process.execPath, "-e", script, "raw", keyFile], publicPem);
  const large = Buffer.alloc(300_000, 7);
  expect(verifyEs256(signer.publicKey, large, await signer.sign(large))).toBe(true);
});

test("a signature of another key is refused", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = commandSigner(
    [process.execPath, "-e", script, "raw", keyFile],
    other.publicKey.export({ type: "spki", format: "pem" }) as string,
  );
  await expect(signer.sign(message)).rejects.toThrow(/signature of another key/);
});

test("a public key of another curve is refused before anything is signed", () => {
  const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }) as string;
  expect(() => commandSigner(["true"], other)).toThrow(/not a P-256/);
});

describe.skipIf(!posix)("a command that misbehaves", () => {
  const sh = (text: string) => commandSigner(["sh", "-c", text], publicPem, { patienceMillis: 400 });

  test.each([
    ["fails, with its own words", "echo 'token is locked' >&2; exit 7", /failed \(7\): token is locked/],
    ["is killed", "kill -9 $$", /failed \(SIGKILL\)/],
    ["answers nothing", "cat >/dev/null", /neither 64 bytes/],
    ["answers words", "echo please insert the token", /neither 64 bytes/],
    ["answers 64 bytes of nothing", "head -c 64 /dev/zero", /another key/],
    ["answers DER cut short", "printf '0\\105\\002\\041'", /not a DER signature|another key/],
    ["answers DER of a huge number", "printf '0\\105\\002\\177aaaa'", /not a DER signature/],
    ["answers base64 of the wrong length", "echo AAAA", /neither 64 bytes/],
    ["never stops talking", "cat /dev/zero", /far more than a signature/],
    ["hangs", "exec sleep 30", /did not answer in 0\.4 s/],
    [
      "hangs deaf to signals, with a child that holds its output",
      "trap '' TERM; sleep 30; :",
      /did not answer in 0\.4 s/,
    ],
  ])("that %s is refused in time", async (_what, text, sentence) => {
    const began = performance.now();
    await expect(sh(text).sign(message)).rejects.toThrow(sentence);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test("that was given up is gone, even where it does not listen to signals", async () => {
    const file = join(folder, "pid");
    await expect(
      sh(`trap '' TERM; echo $$ > '${file}'; while :; do sleep 1; done`).sign(message),
    ).rejects.toThrow(/did not answer/);
    const pid = Number.parseInt(await readFile(file, "utf8"), 10);
    const lives = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await expect.poll(lives).toBe(false);
  });

  test("that does not exist is named", async () => {
    const signer = commandSigner([join(folder, "no-such-program"), "--pin", "4711"], publicPem);
    await expect(signer.sign(message)).rejects.toThrow(/no-such-program could not be run/);
  });

  test("is told about without its parameters, which may hold a PIN, and without any key", async () => {
    const commands: readonly [string, ...string[]][] = [
      [join(folder, "no-such-program"), "--pin", "4711"],
      ["sh", "-c", "exit 3", "--pin", "4711"],
      ["sh", "-c", "head -c 64 /dev/zero", "--pin", "4711"],
      ["sh", "-c", `cat "${keyFile}"`, "--pin", "4711"],
      ["sh", "-c", "exec sleep 9", "--pin", "4711"],
    ];
    expect(await readFile(keyFile, "utf8")).toContain(secret.slice(0, 8));
    for (const command of commands) {
      const signer = commandSigner(command, publicPem, { patienceMillis: 300 });
      const error = await Promise.resolve(signer.sign(message)).then(
        () => new Error("nothing was refused"),
        (refusal: unknown) => refusal as Error,
      );
      expect(error.message).toMatch(/signing command|another key/i);
      expect(`${error.message}${String(error.cause)}`).not.toContain("4711");
      for (let i = 0; i + 8 <= secret.length; i++)
        expect(error.message).not.toContain(secret.slice(i, i + 8));
    }
  });
});
