// `kimberlite verify`: against the signed list alone, with receipts, and by a server.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFounding } from "#modules/record/index.ts";
import { findCurrentTrustList } from "#modules/scheme/index.ts";
import { receiptToText } from "#core/certificate/receipt/format.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { verifyCoseReceipt } from "#core/log/cose-receipt.ts";
import { pillars } from "#core/log/testing/parties.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { parsed, servedCommands } from "../../../test/support/served-commands.ts";
import type { ServedCommands } from "../../../test/support/served-commands.ts";

let scheme: ServedCommands["scheme"];
let server: string;
let folder: string;
let list: ServedCommands["list"];
let run: ServedCommands["run"];
let at: ServedCommands["at"];
let issuedHere: ServedCommands["issuedHere"];
let close: ServedCommands["close"];

beforeAll(async () => {
  ({ scheme, server, folder, list, run, at, issuedHere, close } = await servedCommands());
});
afterAll(() => close());

describe("kimberlite verify", () => {
  let qrText: string;
  let number: string;
  let id: string;
  beforeAll(async () => {
    const issued = await issuedHere();
    number = issued["number"]!;
    id = issued["id"]!;
    qrText = parsed(
      await run("validator", at("certificate", "validate", issued["id"]!, "--seal", "SL-V-1", "--json")),
    )["qrText"]!;
  });
  const offline = (...words: string[]): string[] => [
    "verify",
    ...words,
    "--trust-list",
    list.file,
    "--scheme-key",
    list.key,
  ];

  test("offline, against the signed list: authentic, and it says what it could not ask", async () => {
    const ran = await run(null, offline(qrText));
    expect([ran.code, ran.out]).toEqual([
      0,
      expect.stringMatching(/^NOT FULLY CHECKED: Checked without the register/),
    ]);
    expect(ran.out).toMatch(/Passed +The signature fits every word of the code/);
    expect(ran.out.split("\n")).toHaveLength(2 + 19);
    const asJson = JSON.parse((await run(null, offline(qrText, "--json"))).out);
    expect(asJson).toMatchObject({
      state: "offline",
      checkedBy: "this-device",
      content: { number, seals: ["SL-V-1"] },
    });
  });

  test("from a file, from the standard input, and with another day", async () => {
    const file = join(folder, "code.txt");
    await writeFile(file, `${qrText}\n`);
    expect((await run(null, offline(file))).code).toBe(0);
    expect((await run(null, offline("-"), qrText)).code).toBe(0);
    const late = await run(null, offline(qrText, "--now", "2026-09-01T00:00:00Z"));
    expect([late.code, late.out]).toEqual([1, expect.stringMatching(/^RAN OUT: /)]);
    const early = await run(null, offline(qrText, "--now", "1970-01-01T00:00:00Z"));
    expect([early.code, early.out]).toEqual([2, expect.stringMatching(/^WRONG CLOCK: /)]);
  });

  test("with its receipt: seal and record give one answer, by the list's policy or by one's own", async () => {
    const file = join(folder, "code.kp-receipt");
    const fetched = await run("desk", at("certificate", "receipt", id, "-o", file));
    expect([fetched.code, fetched.error]).toEqual([0, ""]);
    const both = await run(null, offline(qrText, "--receipt", file));
    expect([both.code, both.out]).toEqual([
      0,
      expect.stringMatching(
        /^NOT FULLY CHECKED: .*\nOn the public record as entry [\d,]+\. Nobody witnesses/,
      ),
    ]);
    expect(both.out).toMatch(/Passed +The public record has it/);
    const text = receiptToText(await readFile(file));
    expect((await run(null, offline(qrText, "--receipt", text))).out).toBe(both.out);
    const asked = ["verify", qrText, "--receipt", file, "--server", server, "--json"];
    expect(JSON.parse((await run(null, asked)).out)).toMatchObject({
      state: "valid",
      record: { witnessed: false, witnesses: [] },
    });

    const cose = join(folder, "act.cose");
    const act = parsed(await run("desk", at("certificate", "receipt", id, "--json")));
    expect((await run("desk", at("certificate", "receipt", id, "--cose", "-o", cose))).code).toBe(0);
    const founding = (await findFounding({ db: scheme.database.kysely }))!;
    const entry = Buffer.from(act["leaf"]!, "base64");
    const known = { origin: founding.origin, keyId: founding.logKeyId, publicKey: founding.logKey };
    const receipt = await readFile(cose);
    expect(verifyCoseReceipt(sha256, { entry, receipt, log: known, verifyEd25519 })).toEqual({ ok: true });
    expect((await run("desk", at("certificate", "receipt", id, "--cose"))).code).toBe(2);

    const policy = join(folder, "policy.txt");
    const { logPolicy } = (await findCurrentTrustList(scheme.ctx()))!.list;
    const [log] = logPolicy!.split("\n");
    await writeFile(policy, `${log}\nwitness government ${pillars[0]!.text}\nquorum government\n`);
    const strict = await run(null, offline(qrText, "--receipt", file, "--policy", policy));
    expect([strict.code, strict.out]).toEqual([
      1,
      expect.stringMatching(/^NOT ON THE RECORD: Too few witnesses/),
    ]);
    await writeFile(policy, "quorum\n");
    const bad = await run(null, offline(qrText, "--receipt", file, "--policy", policy));
    expect([bad.code, bad.error]).toEqual([2, expect.stringContaining("line 1")]);
    expect((await run(null, offline(qrText, "--policy", policy))).code).toBe(2);
  });

  test("with the receipt of another, or a changed one, it is not good", async () => {
    const other = await issuedHere();
    await run("validator", at("certificate", "validate", other["id"]!, "--seal", "SL-V-2"));
    const file = join(folder, "other.kp-receipt");
    expect((await run("desk", at("certificate", "receipt", other["id"]!, "-o", file))).code).toBe(0);
    const ran = await run(null, offline(qrText, "--receipt", file));
    expect([ran.code, ran.out]).toEqual([
      1,
      expect.stringMatching(/^NOT ON THE RECORD: .*another certificate/),
    ]);
    await writeFile(file, "nothing of the kind");
    expect((await run(null, offline(qrText, "--receipt", file))).out).toMatch(
      /^NOT ON THE RECORD: This is no whole/,
    );
    expect((await run(null, offline(qrText, "--receipt", join(folder, "absent")))).code).toBe(2);
  });

  test("a changed code, a strange code and a list signed by another are not good", async () => {
    const changed = qrText.slice(0, -2) + (qrText.endsWith("00") ? "11" : "00");
    expect((await run(null, offline(changed))).code).toBe(1);
    expect((await run(null, offline("https://example.org/KPC1:"))).code).toBe(1);
    const otherKey = `04${toHex((await scheme.keyring.findSigner("SL-KPA"))!.publicKey).slice(2)}`;
    const ran = await run(null, ["verify", qrText, "--trust-list", list.file, "--scheme-key", otherKey]);
    expect([ran.code, ran.error]).toEqual([2, expect.stringContaining("signature-wrong")]);
  });

  test("online by number, by code as the server says it, and by code checked here", async () => {
    expect(await run(null, ["verify", number, "--server", server])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^VALID: /),
    });
    expect(await run(null, ["verify", "SL 009999", "--server", server])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^NOT FOUND: /),
    });
    expect((await run(null, ["verify", qrText, "--server", server])).out).toContain("server’s answer");
    const here = await run(null, ["verify", qrText, "--server", server, "--scheme-key", list.key]);
    expect([here.code, here.out]).toEqual([0, expect.stringMatching(/^VALID: [^]*checked here/)]);
  });

  test("what was not asked properly, or not answered, says nothing about the paper", async () => {
    expect((await run(null, ["verify", qrText])).code).toBe(2);
    expect((await run(null, ["verify", qrText, "--trust-list", list.file])).code).toBe(2);
    expect((await run(null, offline(number))).code).toBe(2);
    expect((await run(null, ["verify", number, "--server", "http://127.0.0.1:1"])).code).toBe(2);
    expect((await run(null, ["verify"])).code).toBe(2);
  });
});
