// The claims a certificate's code carries: a CBOR Web Token (RFC 8392) with one private claim, version 1, closed.
// What is written here is what `docs/formats/certificate-qr.md` describes; a field this version does not know is refused.
// Addresses stay on the paper: a code can be read by anybody who sees it.
import { decodeCbor, encodeCbor } from "#core/encoding/cbor.ts";
import type { CborMap, CborValue } from "#core/encoding/cbor.ts";
import { dateOfDay, dayNumber, instantOfSeconds } from "#core/kp/dates.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { bounds } from "./content.ts";
import type { CertificateContent, Line, Origin } from "./content.ts";
import { findTextFault } from "./text.ts";

export interface CodeTimes {
  /** UTC instant at which the Exporting Authority validated and sealed. */
  readonly validatedAt: string;
  /** UTC instant from which the certificate is no longer valid, by the issuer's national rule. */
  readonly expiresAt: string;
}

export interface NamedParty {
  readonly name: string;
  readonly country: string;
}

export interface QrClaims extends CodeTimes {
  readonly authority: string;
  readonly publicId: Uint8Array;
  readonly participant: string;
  readonly number: string;
  readonly origin: Origin;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly exporter: NamedParty;
  readonly importer: NamedParty;
  readonly parcels: number;
  readonly lines: readonly Line[];
  readonly seals: readonly string[];
  readonly validatedOn: string;
}

export type ClaimsFault = "damaged" | "not-canonical" | "wrong-type" | "unknown-field" | "forbidden-value";

export class ClaimsError extends Error {
  readonly fault: ClaimsFault;

  constructor(fault: ClaimsFault, reason: string) {
    super(`claims: ${reason}`);
    this.name = "ClaimsError";
    this.fault = fault;
  }
}

const claim = { issuer: 1, expires: 4, issuedAt: 6, id: 7, certificate: -65_537 } as const;
const field = {
  participant: 1,
  number: 2,
  origin: 3,
  issuedOn: 4,
  expiresOn: 5,
  exporter: 6,
  importer: 7,
  parcels: 8,
  lines: 9,
  seals: 10,
  validatedOn: 11,
} as const;

const claimKeys = new Set<unknown>(Object.values(claim));

const hsNumber: Readonly<Record<RoughCode, number>> = {
  "7102.10": 710_210,
  "7102.21": 710_221,
  "7102.31": 710_231,
};
const roughCodeOf = new Map(Object.entries(hsNumber).map(([code, number]) => [number, code as RoughCode]));

/** The payload to sign. Throws `ClaimsError` on content that `readClaims` would refuse: nothing unreadable is signed. */
export function encodeClaims(content: CertificateContent, times: CodeTimes): Uint8Array {
  const payload = encodeCbor(
    new Map<number, CborValue>([
      [claim.issuer, content.authority],
      [claim.expires, secondsOf(times.expiresAt)],
      [claim.issuedAt, secondsOf(times.validatedAt)],
      [claim.id, content.publicId],
      [claim.certificate, certificateMap(content)],
    ]),
  );
  readClaims(payload);
  return payload;
}

/** Throws `FormatError` or `ClaimsError`. The caller bounds the length. */
export function readClaims(payload: Uint8Array): QrClaims {
  const token = mapOf(decodeCbor(payload), "the token");
  for (const key of token.keys())
    if (!claimKeys.has(key)) throw new ClaimsError("unknown-field", `claim ${key}`);
  const map = mapOf(token.get(claim.certificate), "the certificate");
  for (const key of map.keys()) {
    if (typeof key !== "number" || key < 1 || key > 11)
      throw new ClaimsError("unknown-field", `field ${key}`);
  }
  return {
    authority: codeOf(token.get(claim.issuer), /^[A-Z0-9][A-Z0-9-]{1,23}$/, "issuer"),
    expiresAt: instantOf(token.get(claim.expires), "expiry"),
    validatedAt: instantOf(token.get(claim.issuedAt), "time of validation"),
    publicId: publicIdOf(token.get(claim.id)),
    participant: countryOf(map.get(field.participant), "participant"),
    number: textOf(map.get(field.number), bounds.numberBytes, "number"),
    origin: originOf(map.get(field.origin)),
    issuedOn: dateOf(map.get(field.issuedOn), "date of issue"),
    expiresOn: dateOf(map.get(field.expiresOn), "date of expiry"),
    exporter: partyOf(map.get(field.exporter), "exporter"),
    importer: partyOf(map.get(field.importer), "importer"),
    parcels: integerOf(map.get(field.parcels), 1, bounds.parcels, "parcels"),
    lines: listOf(map.get(field.lines), 1, bounds.lines, "lines").map(lineOf),
    seals: sealsOf(map.get(field.seals)),
    validatedOn: dateOf(map.get(field.validatedOn), "date of validation"),
  };
}

function certificateMap(content: CertificateContent): CborMap {
  if (content.validatedOn === null)
    throw new ClaimsError("forbidden-value", "not validated yet (Annex I A 14)");
  return new Map<number, CborValue>([
    [field.participant, content.participant],
    [field.number, content.number],
    [
      field.origin,
      content.origin.kind === "SINGLE" ? content.origin.country : [...content.origin.listed].sort(),
    ],
    [field.issuedOn, dayNumber(content.issuedOn)],
    [field.expiresOn, dayNumber(content.expiresOn)],
    [field.exporter, [content.exporter.name, content.exporter.country]],
    [field.importer, [content.importer.name, content.importer.country]],
    [field.parcels, content.parcels],
    [field.lines, content.lines.map(lineArray)],
    [field.seals, content.containers.map((container) => container.seal)],
    [field.validatedOn, dayNumber(content.validatedOn)],
  ]);
}

function lineArray(line: Line): readonly CborValue[] {
  const base: CborValue[] = [hsNumber[line.code], line.carats, line.usd];
  return line.origin === undefined ? base : [...base, line.origin];
}

function lineOf(value: CborValue): Line {
  const parts = listOf(value, 3, 4, "a line");
  const code = roughCodeOf.get(typeof parts[0] === "number" ? parts[0] : 0);
  if (code === undefined) throw new ClaimsError("forbidden-value", "a code that is not of rough diamonds");
  const base = {
    code,
    carats: BigInt(integerOf(parts[1], 1, Number(bounds.carats), "carats")),
    usd: BigInt(integerOf(parts[2], 1, Number(bounds.usd), "value")),
  };
  return parts.length === 3 ? base : { ...base, origin: countryOf(parts[3], "origin of a line") };
}

function originOf(value: CborValue | undefined): Origin {
  if (typeof value === "string") return { kind: "SINGLE", country: countryOf(value, "origin") };
  const listed = listOf(value, 0, bounds.originsListed, "origin").map((country) =>
    countryOf(country, "origin"),
  );
  for (let i = 1; i < listed.length; i++) {
    if ((listed[i - 1] ?? "") >= (listed[i] ?? ""))
      throw new ClaimsError("not-canonical", "origins are not in order");
  }
  return { kind: "MIXED", listed };
}

function sealsOf(value: CborValue | undefined): readonly string[] {
  const seals = listOf(value, 1, bounds.containers, "seals").map((seal) =>
    textOf(seal, bounds.sealBytes, "seal"),
  );
  if (new Set(seals).size !== seals.length) throw new ClaimsError("forbidden-value", "a seal is named twice");
  return seals;
}

function partyOf(value: CborValue | undefined, what: string): NamedParty {
  const [name, country] = listOf(value, 2, 2, what);
  return { name: textOf(name, bounds.nameBytes, what), country: countryOf(country, what) };
}

function mapOf(value: CborValue | undefined, what: string): CborMap {
  if (!(value instanceof Map)) throw new ClaimsError("wrong-type", `${what} is not a map`);
  return value as CborMap;
}

function listOf(
  value: CborValue | undefined,
  least: number,
  most: number,
  what: string,
): readonly CborValue[] {
  if (!Array.isArray(value)) throw new ClaimsError("wrong-type", `${what} is not a list`);
  if (value.length < least || value.length > most)
    throw new ClaimsError("forbidden-value", `${what} has ${value.length} items`);
  return value as readonly CborValue[];
}

function integerOf(value: CborValue | undefined, least: number, most: number, what: string): number {
  if (typeof value === "bigint") throw new ClaimsError("forbidden-value", `${what} is out of range`);
  if (typeof value !== "number") throw new ClaimsError("wrong-type", `${what} is not an integer`);
  if (value < least || value > most) throw new ClaimsError("forbidden-value", `${what} is out of range`);
  return value;
}

function textOf(value: CborValue | undefined, longest: number, what: string): string {
  if (typeof value !== "string") throw new ClaimsError("wrong-type", `${what} is not text`);
  const fault = findTextFault(value, longest);
  if (fault !== undefined) throw new ClaimsError("forbidden-value", `${what}: ${fault}`);
  return value;
}

function codeOf(value: CborValue | undefined, pattern: RegExp, what: string): string {
  if (typeof value !== "string") throw new ClaimsError("wrong-type", `${what} is not text`);
  if (!pattern.test(value)) throw new ClaimsError("forbidden-value", `${what} is not a code`);
  return value;
}

function countryOf(value: CborValue | undefined, what: string): string {
  return codeOf(value, /^[A-Z]{2}$/, what);
}

function publicIdOf(value: CborValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new ClaimsError("wrong-type", "the id is not bytes");
  if (value.length !== bounds.publicIdBytes)
    throw new ClaimsError("forbidden-value", "the id is not 16 bytes");
  return value;
}

// 2003-01-01, when the scheme began, to 2199-12-31: within the days for which a national rule can be asked.
const firstDay = 12_053;
const lastDay = 84_005;

function dateOf(value: CborValue | undefined, what: string): string {
  return dateOfDay(integerOf(value, firstDay, lastDay, what));
}

function instantOf(value: CborValue | undefined, what: string): string {
  const seconds = integerOf(value, firstDay * 86_400, (lastDay + 1) * 86_400 - 1, what);
  return instantOfSeconds(seconds);
}

function secondsOf(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(instant) || Number.isNaN(milliseconds)) {
    throw new ClaimsError("forbidden-value", "not an instant");
  }
  return Math.floor(milliseconds / 1000);
}
