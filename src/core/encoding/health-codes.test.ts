// The signed QR texts of thirty countries' health certificates: the same base45, COSE_Sign1, key id and clock as ours.
// Ours are not compressed and are stricter; what the stricter rules refuse is counted here, case by case.
import { createHash, verify, X509Certificate } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { decode } from "cborg";
import { describe, expect, test } from "vitest";
import { checkExpiry } from "../certificate/checks.ts";
import { checkRecorder } from "../certificate/check-recorder.ts";
import { readQrText } from "../certificate/qr-text.ts";
import { fromBase45, toBase45 } from "./base45.ts";
import { equalBytes } from "./bytes.ts";
import { decodeSign1, header, ownKeyId, toBeSigned } from "./cose.ts";
import type { Sign1 } from "./cose.ts";
import { FormatError } from "./format-error.ts";

interface Vector {
  readonly PREFIX: string;
  readonly TESTCTX: { readonly CERTIFICATE: string; readonly VALIDATIONCLOCK: string };
  readonly EXPECTEDRESULTS: Readonly<Record<string, boolean | undefined>>;
}

const folder = findFolder("shared/data/vectors/health-codes");
const vectors =
  folder === undefined
    ? []
    : readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Vector);
if (folder === undefined)
  process.stdout.write("health-codes: folder of shared vectors absent, 168 vectors skipped\n");

describe.skipIf(folder === undefined)("health certificate codes", () => {
  const texts = vectors.map((vector) => vector.PREFIX);
  const messages = vectors.map((vector) => {
    const bytes = fromBase45(vector.PREFIX.replace(/^HC1:/, ""));
    return read(bytes[0] === 0x78 ? new Uint8Array(inflateSync(bytes)) : bytes);
  });
  const readable = messages.flatMap((message, index) =>
    message instanceof FormatError ? [] : [{ message, vector: vectors[index]! }],
  );

  test("base45: all 168 are read, as expected, and each is the one spelling of its bytes", () => {
    expect(texts.length).toBe(168);
    for (const text of texts) {
      const body = text.replace(/^HC1:/, "");
      expect(toBase45(fromBase45(body)) === body).toBe(true);
    }
    expect(vectors.filter((vector) => vector.EXPECTEDRESULTS["EXPECTEDB45DECODE"] === false).length).toBe(0);
  });

  test("none of them is our code, and none is taken for one", () => {
    for (const text of texts) expect(readQrText(text)).toEqual({ ok: false, reason: "not-our-code" });
  });

  test("COSE: 155 are read; 12 are refused for headers out of order and 1 for its missing tag, by our stricter rules", () => {
    const refusals = messages.filter((message) => message instanceof FormatError);
    expect(readable.length).toBe(155);
    expect(refusals.filter((error) => error.fault === "not-canonical").length).toBe(12);
    expect(refusals.filter((error) => error.fault === "wrong-type").length).toBe(1);
  });

  test("signature over the certificate's key: the 148 of ES256 verify as expected; the 7 of PS256 are no algorithm of ours", () => {
    let verified = 0;
    let other = 0;
    for (const { message, vector } of readable) {
      if (algorithmOf(message) !== -7) {
        other++;
        expect(() => ownKeyId(message)).toThrow(FormatError);
        continue;
      }
      expect(vector.EXPECTEDRESULTS["EXPECTEDVERIFY"]).not.toBe(false);
      expect(verifies(message, certificateOf(vector))).toBe(true);
      verified++;
    }
    expect([verified, other]).toEqual([148, 7]);
  });

  test("another country's key, or a changed byte, never verifies", () => {
    const es256 = readable.filter(({ message }) => algorithmOf(message) === -7);
    let tried = 0;
    for (const [index, { message, vector }] of es256.entries()) {
      const changed = message.payload.slice();
      changed[index % changed.length]! ^= 1;
      expect(verifies({ ...message, payload: changed }, certificateOf(vector))).toBe(false);
      const stranger = es256.find((candidate) => keyOf(candidate.vector) !== keyOf(vector));
      if (stranger === undefined) continue;
      expect(verifies(message, certificateOf(stranger.vector))).toBe(false);
      tried++;
    }
    expect(tried).toBe(148);
  });

  test("key id: all 155 carry the first 8 bytes of their certificate's hash; the 11 unprotected ones are refused as ours", () => {
    let protectedIds = 0;
    let unprotectedIds = 0;
    for (const { message, vector } of readable) {
      const hash = createHash("sha256").update(certificateOf(vector).raw).digest().subarray(0, 8);
      const inside = message.protectedHeader.get(header.keyId);
      const outside = message.unprotectedHeader.get(header.keyId);
      expect(equalBytes((inside ?? outside) as Uint8Array, hash)).toBe(true);
      if (inside === undefined) {
        unprotectedIds++;
        expect(() => ownKeyId(message)).toThrow(FormatError);
      } else protectedIds++;
    }
    expect([protectedIds, unprotectedIds]).toEqual([144, 11]);
  });

  test("137 of them would pass our rules for headers", () => {
    const passing = readable.filter(({ message }) => {
      try {
        return ownKeyId(message).length === 8;
      } catch {
        return false;
      }
    });
    expect(passing.length).toBe(137);
  });

  // RFC 8392 section 3.1.4, by RFC 7519: a token is not accepted "on or after" its expiry. Two Danish vectors stand on
  // the very second and expect to be accepted; ours refuses them.
  test("clock: expiry is judged as expected, but for the 2 that stand on the very second of their expiry", () => {
    let judged = 0;
    let onTheSecond = 0;
    for (const { message, vector } of readable) {
      const expected = vector.EXPECTEDRESULTS["EXPECTEDEXPIRATIONCHECK"];
      if (expected === undefined) continue;
      const claims = decode(message.payload, { useMaps: true }) as Map<number, number>;
      const recorder = checkRecorder();
      checkExpiry(
        recorder,
        new Date((claims.get(4) ?? 0) * 1000).toISOString(),
        "",
        vector.TESTCTX.VALIDATIONCLOCK,
      );
      judged++;
      if ((claims.get(4) ?? 0) * 1000 === Date.parse(vector.TESTCTX.VALIDATIONCLOCK)) {
        onTheSecond++;
        expect(recorder.outcomeOf("NOT_EXPIRED")).toBe("fail");
      } else expect(recorder.outcomeOf("NOT_EXPIRED") === "pass").toBe(expected);
    }
    expect([judged, onTheSecond]).toEqual([137, 2]);
  });
});

function read(bytes: Uint8Array): Sign1 | FormatError {
  try {
    return decodeSign1(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

function algorithmOf(message: Sign1): unknown {
  return message.protectedHeader.get(header.algorithm) ?? message.unprotectedHeader.get(header.algorithm);
}

function certificateOf(vector: Vector): X509Certificate {
  return new X509Certificate(Buffer.from(vector.TESTCTX.CERTIFICATE, "base64"));
}

function keyOf(vector: Vector): string {
  return certificateOf(vector).publicKey.export({ type: "spki", format: "der" }).toString("hex");
}

function verifies({ protectedBytes, payload, signature }: Sign1, { publicKey }: X509Certificate): boolean {
  if (publicKey.asymmetricKeyType !== "ec") return false;
  return verify(
    "sha256",
    toBeSigned(protectedBytes, payload),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    signature,
  );
}

function findFolder(path: string): string | undefined {
  for (let at = dirname(fileURLToPath(import.meta.url)); dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, path))) return join(at, path);
  }
  return undefined;
}
