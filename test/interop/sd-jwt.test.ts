// Another implementation, @sd-jwt 0.19: it reads our files and shows from them what we would, and we read what it makes.
// Where it is laxer than RFC 9901, the difference is named.
import { createPrivateKey, randomBytes } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { digest, ES256, generateSalt } from "@sd-jwt/crypto-nodejs";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { beforeAll, describe, expect, test } from "vitest";
import { pemSigner } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { finishFile, prepareFile } from "#core/certificate/file/issue.ts";
import { readFileText } from "#core/certificate/file/read-file.ts";
import { readSdJwt } from "#core/certificate/file/read.ts";
import { showOnly } from "#core/certificate/file/present.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import { finishQr, prepareQr } from "#core/certificate/qr-text.ts";
import { content, expiryOf, now, trustList, validatedAt } from "#core/certificate/testing/world.ts";
import { sealedAt } from "#core/certificate/testing/forge-file.ts";
import { writeJson } from "#core/encoding/json.ts";
import { randomBytes as salt, sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";

let ours: Signer;
let file: string;
let theirs: SDJwtVcInstance;

beforeAll(async () => {
  const { privateKey, publicKey } = await ES256.generateKeyPair();
  ours = pemSigner(
    createPrivateKey({ key: privateKey as JsonWebKey, format: "jwk" }).export({
      type: "pkcs8",
      format: "pem",
    }) as string,
  );
  theirs = new SDJwtVcInstance({
    signer: await ES256.getSigner(privateKey),
    verifier: await ES256.getVerifier(publicKey),
    signAlg: "ES256",
    hasher: digest,
    hashAlg: "sha-256",
    saltGenerator: () => randomBytes(16).toString("base64url"),
  });
  const times = { validatedAt, expiresAt: expiryOf(content()) };
  const code = prepareQr(content(), times, ours.keyId);
  const qrText = finishQr(code, await ours.sign(code.toBeSigned));
  const prepared = prepareFile(
    content(),
    { ...times, sealedAt },
    { qrText, keyId: ours.keyId },
    { sha256, salt: () => salt(16) },
  );
  file = finishFile(prepared, await ours.sign(prepared.toBeSigned), sha256);
});

interface Payload {
  readonly credentialSubject: Record<string, unknown>;
}

describe("@sd-jwt reads ours", () => {
  test("whole: signature in order, every item as we wrote it", async () => {
    const { payload } = (await theirs.verify(file, {
      currentDate: Date.parse(now) / 1000,
    })) as unknown as { payload: Payload };
    const reading = readFileText(file, sha256);
    if (!reading.ok) throw new Error(reading.reason);
    expect(payload).toEqual(JSON.parse(writeJson(reading.sdJwt.claims)));
    expect(payload.credentialSubject).toMatchObject({
      carats: "1484.56",
      value: "238692.89",
      exporter: content().exporter,
    });
  });

  test("what we show of it, and shows of it what we show", async () => {
    const shown = showOnly(file, ["carats", "exporter.name", "lines.0"], sha256);
    if (!shown.ok) throw new Error(shown.reason);
    const { payload } = (await theirs.verify(shown.text)) as unknown as { payload: Payload };
    const { carats, exporter, lines, importer } = payload.credentialSubject;
    expect({ carats, exporter, lines, importer }).toEqual({
      carats: "1484.56",
      exporter: { name: content().exporter.name },
      lines: [{ code: "7102.21", carats: "250.00", value: "4125.00" }],
      importer: undefined,
    });
    const frame = { credentialSubject: { carats: true, exporter: { name: true }, lines: { 0: true } } };
    const presented = await theirs.present(file, frame);
    const parts = (text: string): string[] => text.split("~").sort();
    expect(parts(presented)).toEqual(parts(shown.text));
    const checked = verifyFile({
      file: presented,
      sha256,
      trust: withKey(),
      register: { kind: "unavailable" },
      now,
      verifyEs256,
    });
    expect(checked.answer.state).toBe("offline");
  });

  test("and refuses what was changed", async () => {
    const [jwt = "", ...rest] = file.split("~");
    const changed = `${jwt.slice(0, -6)}AAAAAA`;
    await expect(theirs.verify([changed, ...rest].join("~"))).rejects.toThrow();
  });
});

describe("we read theirs", () => {
  const claims = {
    iss: "https://issuer.example",
    iat: 1_795_257_000,
    vct: "https://issuer.example/parcel",
    weight: "1484.56",
    goods: { code: "7102.31", colour: "D" },
    stones: ["a", "b", "c"],
  };

  test("an SD-JWT VC with claims, nested claims, elements of a list and decoys", async () => {
    const made = await theirs.issue(claims, {
      _sd: ["weight", "goods"],
      _sd_decoy: 3,
      goods: { _sd: ["colour"] },
      stones: { _sd: [0, 1, 2], _sd_decoy: 2 },
    } as never);
    const whole = readSdJwt(made, { type: "dc+sd-jwt", sha256 });
    if (!whole.ok) throw new Error(whole.reason);
    expect(verifyEs256(ours.publicKey, whole.sdJwt.signed, whole.sdJwt.signature)).toBe(true);
    expect(JSON.parse(writeJson(whole.sdJwt.claims))).toEqual(claims);

    const presented = await theirs.present(made, { weight: true, stones: { 1: true } });
    const some = readSdJwt(presented, { type: "dc+sd-jwt", sha256 });
    if (!some.ok) throw new Error(some.reason);
    const { goods: _, ...rest } = claims;
    expect(JSON.parse(writeJson(some.sdJwt.claims))).toEqual({ ...rest, stones: ["b"] });
  });

  test("but not as a certificate, however well it is signed", async () => {
    const made = await theirs.issue(claims, { _sd: ["weight"] } as never, {
      header: { kid: "753d9aa1ad5e54e2" },
    });
    expect(readFileText(made, sha256)).toEqual({ ok: false, reason: "not-our-file" });
  });
});

describe("where @sd-jwt 0.19 is laxer than the rule, we are not", () => {
  test("it takes a bare JWT for an SD-JWT", async () => {
    const [jwt = ""] = file.split("~");
    await expect(theirs.verify(jwt)).resolves.toBeDefined();
    expect(readFileText(jwt, sha256)).toEqual({ ok: false, reason: "not-sd-jwt" });
  });

  test("it takes disclosures that nothing refers to", async () => {
    const extra = Buffer.from(JSON.stringify(["AAAAAAAAAAAAAAAAAAAAAA", "note", "x"])).toString("base64url");
    await expect(theirs.verify(`${file}${extra}~`)).resolves.toBeDefined();
    expect(readFileText(`${file}${extra}~`, sha256)).toEqual({ ok: false, reason: "disclosure-unused" });
  });

  test("at the very second of expiry it still says valid", async () => {
    const seconds = Date.parse(expiryOf(content())) / 1000;
    await expect(theirs.verify(file, { currentDate: seconds })).resolves.toBeDefined();
    const { answer } = verifyFile({
      file,
      sha256,
      trust: { ...withKey(), issuedAt: expiryOf(content()), notAfter: "2027-02-01T00:00:00.000Z" },
      register: { kind: "unavailable" },
      now: expiryOf(content()),
      verifyEs256,
    });
    expect(answer.state).toBe("expired");
  });

  test("the salts of its own generator have 64 bits", () => {
    expect(generateSalt(16)).toMatch(/^[0-9a-f]{16}$/);
  });
});

function withKey() {
  const desk = { keyId: ours.keyId, publicKey: ours.publicKey, authority: "SL-KPA", use: "desk" as const };
  return { ...trustList(), keys: [{ ...desk, from: "2020-01-01T00:00:00.000Z" }] };
}
