// A small scheme for tests and vectors: five authorities, keys from fixed numbers, the scheme's real dated history.
// Nothing here is secret: every key is a test key made from a published number and must never be trusted.
import { p256 } from "@noble/curves/nist.js";
import { lowS } from "#core/encoding/ecdsa.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { nationalRecognitions, schemeStatuses } from "#core/kp/history.ts";
import { expiresAtInstant, nationalRules, ruleFor, validityRows } from "#core/kp/rules.ts";
import { traders } from "#core/kp/participants.ts";
import { keyIdOf } from "#core/trust/keys.ts";
import type { TrustedAuthority, TrustedKey, TrustList } from "#core/trust/trust-list.ts";
import type { PreparedSign1 } from "#core/encoding/cose.ts";
import type { CertificateContent } from "../content.ts";
import { finishQr, prepareQr } from "../qr-text.ts";

export interface TestKey {
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** The key whose private part is the number itself. */
export function testKey(scalar: number): TestKey {
  const secret = new Uint8Array(32);
  new DataView(secret.buffer).setUint32(28, scalar);
  const publicKey = p256.getPublicKey(secret, false);
  return {
    keyId: keyIdOf(sha256, publicKey),
    publicKey,
    sign: (message) => lowS(p256.sign(message, secret)),
  };
}

export const keys = {
  scheme: testKey(1001),
  sierraLeone: testKey(1002),
  /** May sign the numbers of 2025 only. */
  sierraLeoneOld: testKey(1003),
  belgium: testKey(1004),
  qatar: testKey(1005),
  centralAfrica: testKey(1006),
  canada: testKey(1007),
  /** Said to be Sierra Leone's, revoked as stolen. */
  stolen: testKey(1008),
  /** Ended, but not compromised. */
  retired: testKey(1009),
  /** On no list. */
  stranger: testKey(1010),
  paperOnly: testKey(1011),
  emirates: testKey(1012),
} as const;

const authority = (
  code: string,
  participant: string,
  over: Partial<TrustedAuthority> = {},
): TrustedAuthority => ({
  code,
  participant,
  name: { en: `Test authority ${code}` },
  roles: ["EXPORT", "IMPORT"],
  contact: `office@${code.toLowerCase()}.example`,
  register: "published",
  from: "2003-01-01",
  ...over,
});

const desk = (key: TestKey, owner: string, over: Partial<TrustedKey> = {}): TrustedKey => ({
  keyId: key.keyId,
  publicKey: key.publicKey,
  authority: owner,
  use: "desk",
  from: "2020-01-01T00:00:00.000Z",
  ...over,
});

export const authorities: readonly TrustedAuthority[] = [
  authority("SL-KPA", "SL"),
  authority("EU-BE", "EU"),
  authority("QA-KPA", "QA"),
  authority("CF-KPA", "CF"),
  authority("CA-KPA", "CA"),
  authority("AE-KPA", "AE"),
  authority("LR-KPA", "LR", { register: "paper-only" }),
  authority("TG-IMP", "TG", { roles: ["IMPORT"] }),
];

export const trustedKeys: readonly TrustedKey[] = [
  desk(keys.scheme, "KP-SEC", { use: "scheme" }),
  desk(keys.sierraLeone, "SL-KPA", { numbers: [{ from: 4_000n, to: 9_999n }] }),
  desk(keys.sierraLeoneOld, "SL-KPA", { numbers: [{ from: 1n, to: 3_999n }] }),
  desk(keys.belgium, "EU-BE"),
  desk(keys.qatar, "QA-KPA"),
  desk(keys.centralAfrica, "CF-KPA"),
  desk(keys.canada, "CA-KPA"),
  desk(keys.emirates, "AE-KPA"),
  desk(keys.stolen, "SL-KPA", {
    revoked: { at: "2026-11-22T00:00:00.000Z", reason: "Laptop stolen at Lungi", compromised: true },
  }),
  desk(keys.retired, "SL-KPA", {
    until: "2026-11-22T00:00:00.000Z",
    revoked: { at: "2026-11-22T00:00:00.000Z", reason: "Officer left" },
  }),
  desk(keys.paperOnly, "LR-KPA"),
];

export function trustList(over: Partial<TrustList> = {}): TrustList {
  return {
    version: 7,
    issuedAt: "2026-11-23T06:00:00.000Z",
    notAfter: "2026-11-30T06:00:00.000Z",
    participants: traders.map(({ code, kind }) => ({
      code,
      kind,
      statuses: schemeStatuses.filter((row) => row.participant === code),
    })),
    recognitions: nationalRecognitions,
    authorities,
    keys: trustedKeys,
    rules: validityRows(nationalRules),
    ...over,
  };
}

export const now = "2026-11-24T09:40:00.000Z";

export function content(over: Partial<CertificateContent> = {}): CertificateContent {
  return {
    participant: "SL",
    number: "SL 004912",
    authority: "SL-KPA",
    publicId: new Uint8Array(16).map((_, index) => index * 16 + 1),
    origin: { kind: "SINGLE", country: "SL" },
    issuedOn: "2026-11-20",
    expiresOn: "2027-01-19",
    exporter: {
      name: "Koidu Alluvial Exports Ltd",
      address: "12 Siaka Stevens Street, Freetown",
      country: "SL",
    },
    importer: { name: "Antwerp Rough Trading NV", address: "Hoveniersstraat 2, Antwerpen", country: "BE" },
    parcels: 2,
    lines: [
      { code: "7102.21", carats: 25_000n, usd: 412_500n },
      { code: "7102.31", carats: 123_456n, usd: 23_456_789n },
    ],
    containers: [{ seal: "SL-A-0012345" }, { seal: "SL-A-0012346" }],
    validatedOn: "2026-11-21",
    ...over,
  };
}

export const validatedAt = "2026-11-21T10:30:00.000Z";

export function expiryOf({ participant, issuedOn, expiresOn }: CertificateContent): string {
  return expiresAtInstant(ruleFor(nationalRules, participant, issuedOn), expiresOn);
}

export function qrTextOf(
  certificate: CertificateContent,
  key: TestKey,
  times: { readonly validatedAt?: string; readonly expiresAt?: string } = {},
): string {
  const prepared = prepareQr(
    certificate,
    { validatedAt: times.validatedAt ?? validatedAt, expiresAt: times.expiresAt ?? expiryOf(certificate) },
    key.keyId,
  );
  return finishQr(prepared, signWith(key, prepared));
}

export function signWith(key: TestKey, prepared: PreparedSign1): Uint8Array {
  return key.sign(prepared.toBeSigned);
}
