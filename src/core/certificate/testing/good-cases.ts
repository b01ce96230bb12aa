// Codes and numbers that are in order in form and signature, and what each of them is answered.
import type { Case } from "./case.ts";
import { kept, nothingKnown, register, unavailable } from "./case.ts";
import { content, keys, now, qrTextOf } from "./world.ts";
import type { CertificateContent } from "../content.ts";
import type { RegisterView } from "../register.ts";
import type { TestKey } from "./world.ts";

type Expected = Case["expected"];
const valid: Expected = { answer: "valid", check: null, reason: null };
const offline: Expected = { answer: "offline", check: "REGISTER", reason: "register-unavailable" };

interface Options {
  readonly key?: TestKey;
  readonly now?: string;
  readonly register?: RegisterView;
  readonly validatedAt?: string;
  readonly expected?: Expected;
}

function code(name: string, rule: string, certificate: CertificateContent, options: Options = {}): Case {
  const qrText = qrTextOf(
    certificate,
    options.key ?? keys.sierraLeone,
    options.validatedAt === undefined ? {} : { validatedAt: options.validatedAt },
  );
  return {
    name,
    rule,
    evidence: { qrText },
    now: options.now ?? now,
    register: options.register ?? register("open", {}, certificate),
    expected: options.expected ?? valid,
  };
}

function typed(
  name: string,
  rule: string,
  number: string,
  view: RegisterView,
  expected: Expected,
  participant?: string,
): Case {
  return {
    name,
    rule,
    evidence: { number, ...(participant === undefined ? {} : { participant }) },
    now,
    register: view,
    expected,
  };
}

const european: Partial<CertificateContent> = {
  participant: "EU",
  number: "EU00012345",
  authority: "EU-BE",
  exporter: { name: "Scheldt Rough NV", address: "Antwerpen", country: "BE" },
  importer: { name: "Surat Polishers Pvt Ltd", address: "Surat", country: "IN" },
};

const lines = Array.from({ length: 40 }, (_, index) => ({
  code: "7102.31" as const,
  carats: BigInt(index + 1),
  usd: BigInt(index + 1),
}));
const other = new Uint8Array(16).fill(7);

export function goodCases(): readonly Case[] {
  return [
    code("plain", "Issued, validated, on the register, not yet used.", content()),
    code("offline", "Authentic; the register was not asked.", content(), {
      register: unavailable,
      expected: offline,
    }),
    code(
      "offline-open-this-morning",
      'A kept list that has it as open says so, with its hour; it is still not "valid".',
      content(),
      {
        register: kept(register("open")),
        expected: { answer: "offline", check: "REGISTER", reason: "open-on-kept-list" },
      },
    ),
    code(
      "offline-not-on-kept-list",
      "Absence from a kept list accuses nobody: it may have been issued since.",
      content(),
      {
        register: kept(nothingKnown),
        expected: { answer: "offline", check: "REGISTER", reason: "not-on-kept-list" },
      },
    ),
    code(
      "mixed-not-listed",
      "Mixed origin, asterisks on the paper: an empty list.",
      content({ ...european, origin: { kind: "MIXED", listed: [] } }),
      {
        key: keys.belgium,
      },
    ),
    code(
      "mixed-listed",
      "Mixed origin with its countries listed in order, and on the lines.",
      content({
        ...european,
        origin: { kind: "MIXED", listed: ["AO", "BW", "CA"] },
        lines: [
          { code: "7102.10", carats: 1_000n, usd: 5_000n, origin: "AO" },
          { code: "7102.31", carats: 2_000n, usd: 90_000n, origin: "BW" },
          { code: "7102.31", carats: 3_000n, usd: 95_000n, origin: "CA" },
        ],
      }),
      { key: keys.belgium },
    ),
    code(
      "union-two-months",
      "The European Union counts two months, to the same day.",
      content({ ...european, expiresOn: "2027-01-20" }),
      {
        key: keys.belgium,
      },
    ),
    code(
      "names-in-scripts",
      "Names in Latin with accents, in Arabic with a joiner, in Chinese: as printed, composed.",
      content({
        exporter: { name: "Société Générale d'Émeraude — Kénéma", address: "Kenema", country: "SL" },
        importer: { name: "شرکت الماس می\u200cخواهیم 上海钻石", address: "Dubai", country: "AE" },
      }),
    ),
    code(
      "smallest",
      "One parcel, one hundredth of a carat, one cent.",
      content({ parcels: 1, lines: [{ code: "7102.10", carats: 1n, usd: 1n }] }),
    ),
    code(
      "largest",
      "9,999 parcels, 10^10 carats, 10^13 dollars: integers beyond 32 bits.",
      content({
        parcels: 9_999,
        lines: [{ code: "7102.10", carats: 1_000_000_000_000n, usd: 1_000_000_000_000_000n }],
      }),
    ),
    code("forty-lines", "Forty lines still fit.", content({ lines })),
    code(
      "last-second",
      "Valid until the end of its last day.",
      content({ issuedOn: "2026-09-26", expiresOn: "2026-11-24", validatedOn: "2026-09-27" }),
      {
        validatedAt: "2026-09-27T08:00:00.000Z",
        now: "2026-11-24T23:59:59.000Z",
        register: {
          ...register("open", {}, content({ issuedOn: "2026-09-26", expiresOn: "2026-11-24" })),
          asOf: "2026-11-24T23:59:00.000Z",
        } as RegisterView,
      },
    ),
    code(
      "retired-key",
      "A key that ended without being compromised: what it signed before still counts.",
      content(),
      { key: keys.retired },
    ),
    code(
      "number-without-range",
      "A key without number ranges signs any number of its authority.",
      content({ ...european, number: "EU99999999" }),
      {
        key: keys.belgium,
      },
    ),
    code(
      "older-prefix",
      '"EC" is read as the European Union\'s older prefix.',
      content({ ...european, number: "EC00012345" }),
      {
        key: keys.belgium,
      },
    ),
    code(
      "canada",
      "Sixty days, to 24:00 GMT.",
      content({
        participant: "CA",
        number: "CA 000777",
        authority: "CA-KPA",
        origin: { kind: "SINGLE", country: "CA" },
        exporter: { name: "Ekati Rough Inc", address: "Yellowknife", country: "CA" },
      }),
      { key: keys.canada },
    ),
    code(
      "trading-entity",
      "Chinese Taipei trades under the scheme without being a Participant.",
      content({ importer: { name: "Formosa Gems", address: "Taipei", country: "TW" } }),
    ),
    code(
      "central-africa-since-2024",
      "After the restrictions were lifted no zone is asked for.",
      content({
        participant: "CF",
        number: "CF 000042",
        authority: "CF-KPA",
        origin: { kind: "SINGLE", country: "CF" },
        exporter: { name: "Bangui Export", address: "Bangui", country: "CF" },
      }),
      { key: keys.centralAfrica },
    ),
    typed("typed", "A typed number is answered by the register alone.", "sl-4912", register("open"), valid),
    typed(
      "typed-with-country-beside",
      "The country may be chosen beside the number.",
      "004912",
      register("open"),
      valid,
      "SL",
    ),
    code("used", "Receipt was confirmed: a second shipment on it is not valid.", content(), {
      register: register("used"),
      expected: { answer: "used", check: "REGISTER", reason: "used" },
    }),
    code("used-by-kept-list", 'A kept list can say "used" for good.', content(), {
      register: kept(register("used")),
      expected: { answer: "used", check: "REGISTER", reason: "used" },
    }),
    code("stolen-paper", "Reported stolen: withdrawn, with the reason.", content(), {
      register: register("stolen"),
      expected: { answer: "withdrawn", check: "REGISTER", reason: "stolen" },
    }),
    code("replaced", "Replaced by another certificate.", content(), {
      register: register("replaced"),
      expected: { answer: "withdrawn", check: "REGISTER", reason: "replaced" },
    }),
    typed(
      "typed-not-released",
      "Issued, not validated: no shipment can travel on it.",
      "SL 004912",
      register("not-released"),
      {
        answer: "not-released",
        check: "REGISTER",
        reason: "not-released",
      },
    ),
    code(
      "paper-only-issuer",
      "Genuine, but its issuer publishes no register: ask its office.",
      content({
        participant: "LR",
        number: "LR 000300",
        authority: "LR-KPA",
        origin: { kind: "SINGLE", country: "LR" },
        exporter: { name: "Monrovia Rough", address: "Monrovia", country: "LR" },
      }),
      {
        key: keys.paperOnly,
        register: nothingKnown,
        expected: { answer: "paper-only-issuer", check: "REGISTER", reason: "paper-only" },
      },
    ),
    typed("typed-paper-only", "A typed number of an issuer without a register.", "LR 000300", nothingKnown, {
      answer: "paper-only-issuer",
      check: "REGISTER",
      reason: "paper-only",
    }),
    typed(
      "typed-offline",
      "A typed number without the register: nothing can be said.",
      "SL 004912",
      unavailable,
      {
        answer: "service-down",
        check: "REGISTER",
        reason: "number-only",
      },
    ),
    typed("typed-unknown", "No such number on the register.", "SL 009999", register("open"), {
      answer: "unknown-number",
      check: "REGISTER",
      reason: "unknown-number",
    }),
    typed(
      "typed-unreadable",
      "What was typed is no certificate number.",
      "PASSPORT 12/34 AB",
      register("open"),
      {
        answer: "unknown-number",
        check: "FORM",
        reason: "number-unreadable",
      },
    ),
    code(
      "same-number-other-id",
      "The number was issued, but not as this certificate.",
      content({ publicId: other }),
      {
        register: register("open"),
        expected: { answer: "unknown-number", check: "REGISTER", reason: "other-certificate" },
      },
    ),
  ];
}
