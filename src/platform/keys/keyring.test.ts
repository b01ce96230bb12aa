// The folder of keys: what it makes, what it refuses to overwrite, and what it never says.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyEd25519 } from "./ed25519.ts";
import { keyNames, openKeyring } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";
import { keyIdOf, pemSigner, verifyEs256 } from "./signer.ts";

const message = Buffer.from("an act");
let parent: string;
let folder: string;
let keyring: Keyring;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "kimberlite-keyring-"));
  folder = join(parent, "keys");
  keyring = await openKeyring(folder);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function filesOf(): Promise<Map<string, string>> {
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
}

async function errorOf(work: Promise<unknown>): Promise<Error> {
  const outcome = await work.then(
    () => new Error("nothing was refused"),
    (error: unknown) => error as Error,
  );
  expect(outcome.message).not.toBe("nothing was refused");
  return outcome;
}

test("a key that was made signs, and is found again by a keyring opened later", async () => {
  const made = await keyring.makeSigner("SL-KPA");
  const found = await (await openKeyring(folder)).findSigner("SL-KPA");
  expect(found?.publicKey).toEqual(made.publicKey);
  expect(found?.keyId).toEqual(keyIdOf(made.publicKey));
  const signature = (await found?.sign(message)) ?? new Uint8Array();
  expect(signature).toHaveLength(64);
  expect(verifyEs256(made.publicKey, message, signature)).toBe(true);
  expect(verifyEs256(made.publicKey, Buffer.from("another act"), signature)).toBe(false);
  expect(await keyring.findSigner("BW-KPA")).toBeUndefined();
  expect(await keyNames(folder)).toEqual(["SL-KPA"]);
});

test.skipIf(process.platform === "win32")("only the owner may read the folder and its files", async () => {
  await keyring.makeSigner("SL-KPA");
  await keyring.logSigner();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const names = await readdir(folder);
  expect(names.sort()).toEqual(["SL-KPA.pem", "blinding.secret", "log.pem"]);
  for (const name of names) expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600);
});

test("a key is never overwritten: not by a second making, nor where a note says that it lies elsewhere", async () => {
  await keyring.makeSigner("SL-KPA");
  await writeFile(join(folder, "BW-KPA.json"), "{}");
  const before = await filesOf();
  await expect(keyring.makeSigner("SL-KPA")).rejects.toThrow(/never overwritten/);
  await expect((await openKeyring(folder)).makeSigner("SL-KPA")).rejects.toThrow(/never overwritten/);
  await expect(keyring.makeSigner("BW-KPA")).rejects.toThrow(/exists already/);
  expect(await filesOf()).toEqual(before);
});

test("of several that make the same key at once, one makes it and the others are refused", async () => {
  const rings = await Promise.all(Array.from({ length: 6 }, () => openKeyring(folder)));
  const outcomes = await Promise.allSettled(rings.map((ring) => ring.makeSigner("SL-KPA")));
  const made = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  expect(made).toHaveLength(1);
  expect((await (await openKeyring(folder)).findSigner("SL-KPA"))?.publicKey).toEqual(made[0]?.publicKey);
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("the log has one key, however many ask for it first", async () => {
  const rings = await Promise.all(Array.from({ length: 4 }, () => openKeyring(folder)));
  const signers = await Promise.all(rings.map((ring) => ring.logSigner()));
  expect(new Set(signers.map(({ publicKey }) => Buffer.from(publicKey).toString("hex"))).size).toBe(1);
  const [first, second] = signers as [(typeof signers)[0], (typeof signers)[0]];
  expect(verifyEd25519(second.publicKey, message, first.sign(message))).toBe(true);
  expect(verifyEd25519(second.publicKey, Buffer.from("x"), first.sign(message))).toBe(false);
  expect(verifyEd25519(second.publicKey.subarray(1), message, first.sign(message))).toBe(false);
});

test.each(["../x", "..", "a/b", "a\\b", "", ".hidden", "x\0", "a b", "ü", "a".repeat(82)])(
  "the name %j is refused, and nothing is written",
  async (name) => {
    const before = await readdir(parent, { recursive: true });
    await expect(keyring.makeSigner(name)).rejects.toThrow(/not a name of a key/);
    await expect(keyring.findSigner(name)).rejects.toThrow(/not a name of a key/);
    expect(await readdir(parent, { recursive: true })).toEqual(before);
  },
);

test("a blinded id is stable for an authority and its number, and tells nothing about another's", async () => {
  const again = await openKeyring(folder);
  const id = keyring.blind("SL-KPA", "SL 000001");
  expect(id).toHaveLength(16);
  expect(again.blind("SL-KPA", "SL 000001")).toEqual(id);
  expect(keyring.blind("BW-KPA", "SL 000001")).not.toEqual(id);
  expect(keyring.blind("SL-KPA", "SL 000002")).not.toEqual(id);
  const elsewhere = await openKeyring(join(parent, "other"));
  expect(elsewhere.blind("SL-KPA", "SL 000001")).not.toEqual(id);
});

test("no error tells a private part: not of a damaged key, nor a PIN in a damaged note", async () => {
  await keyring.makeSigner("SL-KPA");
  const pem = await readFile(join(folder, "SL-KPA.pem"), "utf8");
  const secret = pem.split("\n").slice(1, -2).join("");
  const places: readonly (readonly [name: string, text: string])[] = [
    ["cut.pem", pem.slice(0, 120)],
    ["changed.pem", pem.replace(/A/g, "B")],
    ["pasted.json", secret],
    ["pin.json", `{"kind":"command","command":["token","--pin","4711${secret.slice(0, 20)}" "x"]}`],
    ["wrong.json", JSON.stringify({ kind: "command", command: ["token", "4711"], publicKey: 5 })],
    ["other.json", JSON.stringify({ kind: secret })],
  ];
  for (const [name, text] of places) await writeFile(join(folder, name), text);
  const errors = [await errorOf(keyring.makeSigner("SL-KPA"))];
  for (const [name] of places)
    errors.push(await errorOf((await openKeyring(folder)).findSigner(name.replace(/\..*/, ""))));
  expect(errors).toHaveLength(7);
  for (const error of errors) {
    const told = [error, error.cause].map((one) =>
      one instanceof Error ? `${one.message} ${one.stack}` : "",
    );
    for (let i = 0; i + 8 <= secret.length; i++) expect(told.join()).not.toContain(secret.slice(i, i + 8));
    expect(told.join()).not.toContain("4711");
  }
  expect(errors.at(-2)?.message).toMatch(/wrong\.json .*publicKey/);
});

test("a key of another curve is refused", async () => {
  await keyring.logSigner();
  await expect(keyring.findSigner("log")).rejects.toThrow(/not a P-256/);
  const pem = await readFile(join(folder, "log.pem"), "utf8");
  expect(() => pemSigner(pem)).toThrow(/not a P-256/);
});

test.each([
  ["a point with a wrong first byte", () => Buffer.alloc(65, 2)],
  ["a point that is not on the curve", () => Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)])],
  ["a point cut short", () => Buffer.alloc(64, 4)],
])("%s verifies nothing and throws nothing", (_what, point) => {
  expect(verifyEs256(point(), message, new Uint8Array(64))).toBe(false);
});
