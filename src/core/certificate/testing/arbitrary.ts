// Any content that may stand on a certificate, for property tests.
import fc from "fast-check";
import { dateOfDay, dayNumber } from "#core/kp/dates.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { bounds } from "../content.ts";
import type { CertificateContent, Line, Origin } from "../content.ts";
import { findTextFault } from "../text.ts";

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

export const anyContent: fc.Arbitrary<CertificateContent> = fc.record({
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
