import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { CertificateContent } from "../content.ts";
import { finishQr, prepareQr, qrSize, readQrText } from "../qr-text.ts";
import { fileTextOf, partsOf, sealedAt, testTools } from "../testing/forge-file.ts";
import { content, expiryOf, keys, now, qrTextOf, trustList, validatedAt } from "../testing/world.ts";
import { namesShown } from "./claims.ts";
import { finishFile, prepareFile } from "./issue.ts";
import { namesIn, showOnly } from "./present.ts";
import { readFileText } from "./read-file.ts";
import { isInTime, readSdJwt } from "./read.ts";
import { findDifference } from "./same.ts";
import { verifyFile } from "./verify.ts";

const key = keys.sierraLeone;

/** Any certificate that could be issued, as far as the two forms are concerned. */
const contents: fc.Arbitrary<CertificateContent> = (() => {
  const name = fc
    .array(fc.constantFrom("Koidu", "Société", "钻石", "شرکت", "Ltd", "A-1", "O'Neil", '"Q"', "\\n"), {
      minLength: 1,
      maxLength: 4,
    })
    .map((words) => words.join(" ").normalize("NFC"));
  const country = fc.constantFrom("SL", "BE", "IN", "AE", "BW");
  const party = fc.record({ name, address: name, country });
  const line = fc.record(
    {
      code: fc.constantFrom("7102.10" as const, "7102.21" as const, "7102.31" as const),
      carats: fc.bigInt(1n, 10n ** 12n),
      usd: fc.bigInt(1n, 10n ** 15n),
      origin: country,
    },
    { requiredKeys: ["code", "carats", "usd"] },
  );
  const seal = fc.integer({ min: 1, max: 999_999 }).map((number) => `S-${number}`);
  return fc
    .record({
      exporter: party,
      importer: party,
      parcels: fc.integer({ min: 1, max: 9_999 }),
      lines: fc.array(line, { minLength: 1, maxLength: 12 }),
      containers: fc.uniqueArray(fc.record({ seal, reference: name }, { requiredKeys: ["seal"] }), {
        minLength: 1,
        maxLength: 6,
        selector: (container) => container.seal,
      }),
      origin: fc.oneof(
        country.map((code) => ({ kind: "SINGLE" as const, country: code })),
        fc
          .uniqueArray(country, { maxLength: 5 })
          .map((listed) => ({ kind: "MIXED" as const, listed: listed.sort() })),
      ),
    })
    .map((over) => content(over as Partial<CertificateContent>))
    .filter((certificate) => qrSize(certificate).bytes <= 800);
})();

function bothForms(certificate: CertificateContent): { qrText: string; file: string } {
  const times = { validatedAt, expiresAt: expiryOf(certificate) };
  const code = prepareQr(certificate, times, key.keyId);
  const qrText = finishQr(code, key.sign(code.toBeSigned));
  const prepared = prepareFile(
    certificate,
    { ...times, sealedAt },
    { qrText, keyId: key.keyId },
    testTools(qrText),
  );
  return { qrText, file: finishFile(prepared, key.sign(prepared.toBeSigned), sha256) };
}

function claimsOf(file: string) {
  const reading = readFileText(file, sha256);
  if (!reading.ok) throw new Error(reading.reason);
  return reading;
}

describe("code and file", () => {
  test("of any certificate say the same: items, id, dates, authority and key", () => {
    fc.assert(
      fc.property(contents, (certificate) => {
        const { qrText, file } = bothForms(certificate);
        const code = readQrText(qrText);
        if (!code.ok) throw new Error(code.reason);
        const { claims, keyId } = claimsOf(file);
        expect(findDifference(claims, { claims: code.claims, qrText }, sha256)).toBeUndefined();
        expect(keyId).toEqual(code.message.keyId);
        expect(claims).toMatchObject({
          exporter: certificate.exporter,
          importer: certificate.importer,
          lines: certificate.lines,
          containers: certificate.containers,
          parcels: certificate.parcels,
          origin: certificate.origin,
          expiresAt: code.claims.expiresAt,
          validatedAt: code.claims.validatedAt,
        });
      }),
      { numRuns: 60 },
    );
  });

  test("of any two certificates that differ in anything are told apart", () => {
    const { file } = bothForms(content());
    const { claims } = claimsOf(file);
    const changes: readonly Partial<CertificateContent>[] = [
      { number: "SL 004913" },
      { parcels: 3 },
      { issuedOn: "2026-11-19" },
      { expiresOn: "2027-01-18" },
      { validatedOn: "2026-11-20" },
      { publicId: new Uint8Array(16) },
      { authority: "SL-KPB" },
      { origin: { kind: "SINGLE", country: "LR" } },
      { exporter: { ...content().exporter, name: "Koidu Alluvial Export Ltd" } },
      { importer: { ...content().importer, country: "NL" } },
      { lines: content().lines.slice(1) },
      { lines: content().lines.toReversed() },
      { containers: content().containers.slice(1) },
    ];
    for (const change of changes) {
      const { qrText, file: otherFile } = bothForms(content(change));
      const code = readQrText(qrText);
      if (!code.ok) throw new Error(code.reason);
      const other = { claims: code.claims, qrText };
      expect(findDifference(claims, other, sha256)).toBe("qrDigest");
      // Even if the digest were that of the other code, the items would tell.
      const { qrDigest } = claimsOf(otherFile).claims;
      expect(findDifference({ ...claims, qrDigest }, other, sha256)).toMatch(/^(?!qrDigest)./);
    }
  });

  test("no file leaves that says other than the code it names", () => {
    const certificate = content();
    const times = { validatedAt, expiresAt: expiryOf(certificate), sealedAt };
    const qrText = qrTextOf(content({ parcels: 7 }), key);
    const prepared = prepareFile(certificate, times, { qrText, keyId: key.keyId }, testTools());
    expect(() => finishFile(prepared, key.sign(prepared.toBeSigned), sha256)).toThrow(/differ in parcels/);
  });
});

describe("showing only what is asked", () => {
  const whole = fileTextOf(content());
  const verified = (file: string) =>
    verifyFile({
      file,
      sha256,
      trust: trustList(),
      register: { kind: "unavailable" },
      now,
      verifyEs256,
    });

  test("shows that, what is inside it, and nothing else; of the rest no word is left in the file", () => {
    const names = namesIn(claimsOf(whole).sdJwt.disclosed);
    fc.assert(
      fc.property(fc.subarray([...names]), (chosen) => {
        const shown = showOnly(whole, chosen, sha256);
        if (!shown.ok) throw new Error(shown.reason);
        const { sdJwt, claims } = claimsOf(shown.text);
        const isWanted = (name: string): boolean =>
          chosen.some((one) => name === one || name.startsWith(`${one}.`) || one.startsWith(`${name}.`));
        expect([...namesIn(sdJwt.disclosed)].sort()).toEqual(names.filter(isWanted).toSorted());
        expect(namesShown(claims).every((name) => isWanted(name))).toBe(true);
        expect(verified(shown.text).answer.state).toBe("offline");
        const text = atobAll(shown.text);
        if (!chosen.some((one) => one.startsWith("exporter"))) expect(text).not.toContain("Koidu");
        if (!chosen.includes("carats")) expect(text).not.toContain("1484.56");
      }),
      { numRuns: 150 },
    );
  });

  test("what one shows can be shown less of again, never more", () => {
    const some = showOnly(whole, ["exporter", "carats"], sha256);
    if (!some.ok) throw new Error(some.reason);
    const less = showOnly(some.text, ["exporter.country"], sha256);
    expect(less).toEqual(showOnly(whole, ["exporter.country"], sha256));
    expect(showOnly(some.text, ["importer"], sha256)).toEqual({
      ok: false,
      reason: "not-in-file",
      name: "importer",
    });
  });

  test("a hidden row leaves no empty place: nobody learns how many lines there are", () => {
    const shown = showOnly(whole, ["lines.1"], sha256);
    if (!shown.ok) throw new Error(shown.reason);
    const { claims, sdJwt } = claimsOf(shown.text);
    expect(claims.lines).toEqual([content().lines[1]]);
    expect(JSON.stringify([...sdJwt.claims.keys()])).not.toContain("...");
    // Two real rows and two decoys look alike.
    const lines = partsOf(shown.text).disclosures.map((text) => JSON.parse(decode(text)) as unknown[]);
    const list = lines.find((parts) => parts[1] === "lines")?.[2] as unknown[];
    expect(list.length).toBe(4);
    expect(list.every((row) => /^\{"...":"[\w-]{43}"\}$/.test(JSON.stringify(row)))).toBe(true);
  });

  test("two files of one certificate have no digest in common: salts are fresh", () => {
    const other = prepareFile(
      content(),
      { validatedAt, expiresAt: expiryOf(content()), sealedAt },
      { qrText: qrTextOf(content(), key), keyId: key.keyId },
      testTools("other"),
    );
    const digests = (payload: string): Set<string> => new Set(payload.match(/[\w-]{43}/g) ?? []);
    const a = digests(JSON.stringify(partsOf(whole).payload["credentialSubject"]["_sd"]));
    const b = digests(decode(other.signed.split(".")[1] ?? ""));
    expect([...a].filter((digest) => b.has(digest))).toEqual([]);
  });

  test("a salt below 128 bits is not used", () => {
    const weak = { sha256, salt: () => new Uint8Array(15) };
    const times = { validatedAt, expiresAt: expiryOf(content()), sealedAt };
    expect(() => prepareFile(content(), times, { qrText: "", keyId: key.keyId }, weak)).toThrow(/128 bits/);
  });
});

describe("the reader", () => {
  test("never throws, whatever comes", () => {
    const whole = fileTextOf(content());
    const pieces = whole.split(/(?=[~.])/);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 200 }),
          fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join("")),
        ),
        (text) => {
          expect(readSdJwt(text, { type: "dc+sd-jwt", sha256 }).ok).toBeTypeOf("boolean");
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("counts from nbf on and until just before exp", () => {
    const times = new Map([
      ["nbf", 100],
      ["exp", 200],
    ]);
    expect([99, 100, 199, 200].map((at) => isInTime(times, at))).toEqual([false, true, true, false]);
  });
});

function decode(text: string): string {
  return Buffer.from(text, "base64url").toString("utf8");
}

function atobAll(file: string): string {
  return file.split(/[~.]/).map(decode).join("\n");
}
