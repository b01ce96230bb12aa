import { generateKeyPairSync, verify, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signatureToDer } from "./document-seal.ts";
import { openKeyring } from "./keyring.ts";
import { pemSigner, publicKeyOf } from "./signer.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-seal-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const now = new Date("2026-06-01T10:00:00Z");

test("an organisation whose key is here gets a seal, the same one ever after", async () => {
  const keyring = await openKeyring(folder);
  await keyring.makeSigner("SL-KPA");
  const [one, two] = await Promise.all([
    keyring.documentSeal("SL-KPA", now),
    keyring.documentSeal("SL-KPA", now),
  ]);
  const again = await (await openKeyring(folder)).documentSeal("SL-KPA", new Date("2030-01-01"));
  expect(one?.certificates).toEqual(two?.certificates);
  expect(again?.certificates).toEqual(one?.certificates);
  const certificate = new X509Certificate(Buffer.from(again!.certificates[0]));
  expect(certificate.subject).toContain("SL-KPA document seal");
  expect(certificate.verify(publicKeyOf(again!.signer.publicKey))).toBe(true);
  expect([certificate.ca, new Date(certificate.validTo).getUTCFullYear()]).toEqual([false, 2036]);
});

test("one whose key is elsewhere gets none", async () => {
  expect(await (await openKeyring(folder)).documentSeal("BW-KPA", now)).toBeUndefined();
});

test("a certificate of another key is refused, and the file is named", async () => {
  const keyring = await openKeyring(folder);
  await keyring.makeSigner("NA-KPA");
  await keyring.documentSeal("NA-KPA", now);
  await writeFile(
    join(folder, "NA-KPA.document-seal.crt"),
    await readFile(join(folder, "SL-KPA.document-seal.crt")),
  );
  await expect((await openKeyring(folder)).documentSeal("NA-KPA", now)).rejects.toThrow(
    /NA-KPA\.document-seal\.crt .*another key/,
  );
});

test("OpenSSL reads the signatures as DER, whatever zeros they begin with", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = pemSigner(privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  for (let message = 0; message < 600; message += 1) {
    const bytes = Buffer.from(String(message));
    const der = signatureToDer(await signer.sign(bytes));
    expect(verify("sha256", bytes, publicKeyOf(signer.publicKey), der)).toBe(true);
  }
});
