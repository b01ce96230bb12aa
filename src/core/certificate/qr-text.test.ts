import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex } from "#core/encoding/bytes.ts";
import { dateOfDay, dayNumber } from "#core/kp/dates.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { fromBase45 } from "#core/encoding/base45.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { content, expiryOf, keys, qrTextOf, signWith, trustList, validatedAt } from "./testing/world.ts";
import { unavailable } from "./testing/case.ts";
import { now } from "./testing/world.ts";
import { bounds } from "./content.ts";
import type { CertificateContent, Line, Origin } from "./content.ts";
import { findTextFault } from "./text.ts";
import { ClaimsError, encodeClaims, readClaims } from "./qr-claims.ts";
import {
  finishQr,
  longestQrMessage,
  longestQrText,
  mostQrBytes,
  prepareQr,
  qrSize,
  readQrText,
} from "./qr-text.ts";
import { verify } from "./verify.ts";

/* ---- any content that may stand on a certificate ---- */

const country = fc.constantFrom("SL", "BE", "AE", "IN", "CN", "CA", "AO", "BW", "ZA", "TW");
const codes: readonly RoughCode[] = ["7102.10", "7102.21", "7102.31"];

const printable = (longest: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: Math.floor(longest / 4) })
    .filter((text) => findTextFault(text, longest) === undefined);

const party = fc.record({
  name: printable(bounds.nameBytes),
  address: printable(bounds.addressBytes),
  country,
});

const bareLine = fc.record({
  code: fc.constantFrom(...codes),
  carats: fc.bigInt(1n, bounds.carats),
  usd: fc.bigInt(1n, bounds.usd),
});

const line: fc.Arbitrary<Line> = fc
  .tuple(bareLine, fc.option(country))
  .map(([bare, origin]) => (origin === null ? bare : { ...bare, origin }));

const origin: fc.Arbitrary<Origin> = fc.oneof(
  country.map((code) => ({ kind: "SINGLE" as const, country: code })),
  fc
    .uniqueArray(country, { maxLength: 6 })
    .map((listed) => ({ kind: "MIXED" as const, listed: listed.sort() })),
);

const first = dayNumber("2003-01-01");
const day = fc.integer({ min: first, max: dayNumber("2199-12-31") }).map(dateOfDay);

const anyContent: fc.Arbitrary<CertificateContent> = fc.record({
  participant: country,
  number: printable(bounds.numberBytes),
  authority: fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{1,23}$/),
  publicId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  origin,
  issuedOn: day,
  expiresOn: day,
  exporter: party,
  importer: party,
  parcels: fc.integer({ min: 1, max: bounds.parcels }),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  containers: fc
    .uniqueArray(printable(bounds.sealBytes), { minLength: 1, maxLength: 4 })
    .map((seals) => seals.map((seal) => ({ seal }))),
  validatedOn: day,
});

/* ---- */

const times = { validatedAt, expiresAt: "2027-01-20T00:00:00.000Z" };

describe("the text in the code", () => {
  test("is never longer than the cheap bound on it", () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(mostQrBytes(any)).toBeGreaterThanOrEqual(qrSize(any).bytes);
      }),
    );
  });

  test("carries what the certificate says, without addresses", () => {
    const reading = readQrText(qrTextOf(content(), keys.sierraLeone));
    expect(reading.ok && reading.claims).toEqual({
      authority: "SL-KPA",
      expiresAt: "2027-01-20T00:00:00.000Z",
      validatedAt,
      publicId: content().publicId,
      participant: "SL",
      number: "SL 004912",
      origin: { kind: "SINGLE", country: "SL" },
      issuedOn: "2026-11-20",
      expiresOn: "2027-01-19",
      exporter: { name: "Koidu Alluvial Exports Ltd", country: "SL" },
      importer: { name: "Antwerp Rough Trading NV", country: "BE" },
      parcels: 2,
      lines: content().lines,
      seals: ["SL-A-0012345", "SL-A-0012346"],
      validatedOn: "2026-11-21",
    });
    expect(reading.ok && toHex(reading.message.keyId)).toBe(toHex(keys.sierraLeone.keyId));
  });

  test("a usual certificate takes at most 350 bytes of COSE and 530 characters", () => {
    const text = qrTextOf(content(), keys.sierraLeone);
    const bytes = fromBase45(text.slice(5)).length;
    expect(bytes).toBeLessThanOrEqual(350);
    expect(text.length).toBeLessThanOrEqual(530);
    expect(qrSize(content())).toEqual({ bytes, characters: text.length });
  });

  test("uses only characters of the QR alphanumeric set", () => {
    expect(qrTextOf(content(), keys.sierraLeone)).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  });

  test("the widest certificate is refused when it is made, never when it is scanned", () => {
    const wide = content({
      containers: Array.from({ length: 40 }, (_, i) => ({
        seal: `SEAL-OF-FULL-LENGTH-${String(i).padStart(20, "0")}`,
      })),
    });
    const size = qrSize(wide);
    expect(size.bytes > longestQrMessage || size.characters > longestQrText).toBe(true);
    expect(() => qrTextOf(wide, keys.sierraLeone)).toThrow(ClaimsError);
  });

  test("any content comes back from its payload, and the same content gives the same bytes", () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const payload = encodeClaims(any, times);
        const claims = readClaims(payload);
        const { exporter, importer, containers, ...rest } = any;
        expect(claims).toEqual({
          ...rest,
          ...times,
          exporter: { name: exporter.name, country: exporter.country },
          importer: { name: importer.name, country: importer.country },
          seals: containers.map(({ seal }) => seal),
        });
        expect(toHex(encodeClaims(any, times))).toBe(toHex(payload));
      }),
      { numRuns: 300 },
    );
  });

  test("any content that fits comes back from its printed text", () => {
    let fitted = 0;
    fc.assert(
      fc.property(anyContent, (any) => {
        const size = qrSize(any);
        const prepared = prepareQr(any, times, keys.sierraLeone.keyId);
        const signature = signWith(keys.sierraLeone, prepared);
        if (size.bytes > longestQrMessage || size.characters > longestQrText) {
          expect(() => finishQr(prepared, signature)).toThrow(ClaimsError);
          return;
        }
        fitted++;
        const text = finishQr(prepared, signature);
        expect(text.length).toBe(size.characters);
        expect(readQrText(text).ok).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(fitted).toBeGreaterThan(50);
  });

  test("content that no reader would accept is not signed", () => {
    const refused = [
      content({ validatedOn: null }),
      content({ parcels: 0 }),
      content({ lines: [] }),
      content({ containers: [] }),
      content({ publicId: new Uint8Array(15) }),
      content({ exporter: { name: "A\u202eB", address: "", country: "SL" } }),
      content({ origin: { kind: "MIXED", listed: ["AO", "AO"] } }),
    ];
    for (const bad of refused) expect(() => encodeClaims(bad, times)).toThrow(ClaimsError);
    expect(() => encodeClaims(content(), { ...times, validatedAt: "2026-11-21T10:30:00" })).toThrow(
      "not an instant",
    );
    expect(() => encodeClaims(content({ issuedOn: "2002-12-31" }), times)).toThrow(ClaimsError);
  });

  test("listed origins are written in order, whatever the order given", () => {
    const claims = readClaims(
      encodeClaims(content({ origin: { kind: "MIXED", listed: ["CA", "AO"] } }), times),
    );
    expect(claims.origin).toEqual({ kind: "MIXED", listed: ["AO", "CA"] });
  });

  test("half a code, and every other beginning of it, is damaged or foreign, never read", () => {
    const text = qrTextOf(content(), keys.sierraLeone);
    for (let length = 0; length < text.length; length++) {
      const reading = readQrText(text.slice(0, length));
      expect(reading.ok).toBe(false);
      if (length > 8 && !reading.ok) expect(reading.reason, String(length)).toBe("damaged");
    }
  });

  test("random text is refused and never throws", () => {
    const alphabet = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".split(""));
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ unit: alphabet, maxLength: 600 }).map((text) => `KPC1:${text}`),
      fc.string({ unit: "binary", maxLength: 60 }).map((text) => `KPC1:${text}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(readQrText(text).ok).toBe(false);
      }),
      { numRuns: 5_000 },
    );
    expect(readQrText("KPC1:".repeat(1_000_000))).toEqual({ ok: false, reason: "too-long" });
  });

  test("a single changed character is never accepted: 5,000 of them, checked to the end", () => {
    const text = qrTextOf(content(), keys.sierraLeone);
    const trust = trustList();
    const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    const answers: Record<string, number> = {};
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(44), (at, other) => {
        const replaced = alphabet[other] ?? "0";
        if (text[at] === replaced) return;
        const qrText = text.slice(0, at) + replaced + text.slice(at + 1);
        const { answer } = verify({ evidence: { qrText }, trust, register: unavailable, now, verifyEs256 });
        expect(answer.state).not.toBe("valid");
        expect(answer.state).not.toBe("offline");
        answers[answer.state] = (answers[answer.state] ?? 0) + 1;
      }),
      { numRuns: 5_000 },
    );
    expect(answers["signature-wrong"]).toBeGreaterThan(4_000);
  });

  test("the instant of expiry belongs to the claims, so a code tells its own end", () => {
    expect(expiryOf(content())).toBe("2027-01-20T00:00:00.000Z");
  });
});
