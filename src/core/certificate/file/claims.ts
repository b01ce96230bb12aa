// What the file of a certificate says, as claims of an SD-JWT VC in the shape of the W3C Verifiable Credentials Data Model
// 2.0, version 1, closed. Amounts are decimal text with exactly two decimals, because a sum of cents may be larger than
// a JSON number can hold. Who issued what, under which number and until when, is seen by everybody who sees the file;
// each other item of Annex I is hidden or shown as the holder decides.
import { toBase64Url, toHex, utf8 } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import { codecs } from "#core/encoding/codec.ts";
import type { Codec } from "#core/encoding/codec.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { writeJson } from "#core/encoding/json.ts";
import type { Json, JsonMap } from "#core/encoding/json.ts";
import { caratsToString, largestCarats, largestUsd, usdToString } from "#core/kp/amounts.ts";
import { isDate } from "#core/kp/dates.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { bounds, statement, title, totalsOf } from "../content.ts";
import type { CertificateContent, Container, Line, Origin, Party } from "../content.ts";
import { ClaimsError } from "../qr-claims.ts";
import type { CodeTimes } from "../qr-claims.ts";
import { findTextFault } from "../text.ts";

/** Not a registered URN: a name that is compared, never fetched. */
export const certificateType = "urn:kimberley-process:certificate:1";
export const fileMediaType = "application/dc+sd-jwt";
export const fileJwtType = "dc+sd-jwt";

/** What a holder can show or leave out, in the order of Annex I A. */
export const hideable = [
  "origin",
  "exporter",
  "importer",
  "carats",
  "value",
  "parcels",
  "lines",
  "containers",
] as const;
export type Hideable = (typeof hideable)[number];

/** What everybody sees. */
export interface OpenClaims extends CodeTimes {
  /** UTC instant at which the file was sealed: not before the certificate was validated. */
  readonly sealedAt: string;
  readonly authority: string;
  readonly publicId: Uint8Array;
  readonly participant: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly validatedOn: string;
  /** SHA-256 of the text of the certificate's QR code, base64url: the two forms name one another. */
  readonly qrDigest: string;
}

/** Absent: not shown. A list holds the rows that are shown, in their order. */
export interface FileClaims extends OpenClaims {
  readonly origin?: Origin;
  readonly exporter?: Partial<Party>;
  readonly importer?: Partial<Party>;
  /** The whole shipment, whether its lines are shown or not. */
  readonly carats?: bigint;
  readonly usd?: bigint;
  readonly parcels?: number;
  readonly lines?: readonly Line[];
  readonly containers?: readonly Container[];
}

/** Which of the hidden items are shown, whole or in part, in the order of Annex I A. */
export function namesShown(claims: FileClaims): readonly Hideable[] {
  return hideable.filter((name) => claims[name === "value" ? "usd" : name] !== undefined);
}

export function qrDigestOf(sha256: Sha256, qrText: string): string {
  return toBase64Url(sha256(utf8(qrText)));
}

/** The members of the document that everybody sees, but for the certificate's own (`openSubject`). */
export function openMembers(claims: OpenClaims): Record<string, unknown> {
  return {
    vct: certificateType,
    iat: secondsOf(claims.sealedAt),
    exp: secondsOf(claims.expiresAt),
    "@context": context,
    type: types,
    id: certificateUrn + toHex(claims.publicId),
    name: title,
    description: statement,
    issuer: { id: authorityUrn + claims.authority, participant: claims.participant },
    validFrom: instantText(claims.validatedAt),
    validUntil: instantText(claims.expiresAt),
  };
}

export function openSubject({ number, issuedOn, expiresOn, validatedOn, qrDigest }: OpenClaims): object {
  return { number, issuedOn, expiresOn, validatedOn, qrDigest };
}

/** Each item that can be hidden, as it stands in the document once it is shown. */
export function hideableItems(content: CertificateContent): Readonly<Record<Hideable, unknown>> {
  const { carats, usd } = totalsOf(content.lines);
  return {
    origin:
      content.origin.kind === "SINGLE"
        ? { kind: "SINGLE", country: content.origin.country }
        : { kind: "MIXED", listed: [...content.origin.listed].sort() },
    exporter: partyText(content.exporter),
    importer: partyText(content.importer),
    carats: caratsToString(carats),
    value: usdToString(usd),
    parcels: content.parcels,
    lines: content.lines.map((line) => ({
      code: line.code,
      carats: caratsToString(line.carats),
      value: usdToString(line.usd),
      ...(line.origin === undefined ? {} : { origin: line.origin }),
    })),
    containers: content.containers.map(({ seal, reference }) =>
      reference === undefined ? { seal } : { seal, reference },
    ),
  };
}

/** Throws `FormatError` or `ClaimsError`. `claims` is an opened document: nothing of the format is left in it. */
export function readFileClaims(claims: JsonMap): FileClaims {
  const { vct, cnf: _, ...rest } = document.read(claims, "the file");
  const { iat, exp, id, issuer, validFrom, validUntil, credentialSubject: subject } = rest;
  same(vct, certificateType, "vct");
  if (instantText(secondsText(exp)) !== validUntil)
    throw new ClaimsError("forbidden-value", "exp and validUntil differ");
  const [validatedAt, sealedAt] = [instantOf(validFrom), secondsText(iat)];
  if (sealedAt < validatedAt) throw new ClaimsError("forbidden-value", "sealed before it was validated");
  const { value, lines, ...shown } = subject;
  const read: FileClaims = {
    ...shown,
    sealedAt,
    validatedAt,
    expiresAt: secondsText(exp),
    authority: issuer.id.slice(authorityUrn.length),
    participant: issuer.participant,
    publicId: fromHex(id.slice(certificateUrn.length)),
    ...(value === undefined ? {} : { usd: value }),
    ...(lines === undefined ? {} : { lines: lines.map(({ value: usd, ...line }) => ({ ...line, usd })) }),
  };
  refuseContradiction(read);
  return read;
}

/** What is shown must be able to be true together. */
function refuseContradiction({ carats, usd, lines = [], containers = [], origin }: FileClaims): void {
  const sum = totalsOf(lines);
  if ((carats !== undefined && sum.carats > carats) || (usd !== undefined && sum.usd > usd))
    throw new ClaimsError("forbidden-value", "the lines are more than the whole");
  if (new Set(containers.map(({ seal }) => seal)).size !== containers.length)
    throw new ClaimsError("forbidden-value", "a seal is named twice");
  const listed = origin?.kind === "MIXED" ? origin.listed : [];
  if (listed.some((country, place) => place > 0 && country <= (listed[place - 1] ?? "")))
    throw new ClaimsError("not-canonical", "origins are not in order");
}

/* ---- the document ---- */

// Whoever processes the document as JSON-LD keeps every term. Nothing here depends on it.
const context = ["https://www.w3.org/ns/credentials/v2", { "@vocab": `${certificateType}#` }];
const types = ["VerifiableCredential", "KimberleyProcessCertificate"];
const certificateUrn = "urn:kimberley-process:certificate-id:";
const authorityUrn = "urn:kimberley-process:authority:";

const { text, oneOf, integer, list, record } = codecs("sd-jwt");

const constant = (value: unknown): Codec<unknown> => ({
  write: () => null,
  read(read, at) {
    same(read === undefined ? "" : writeJson(read as Json), JSON.stringify(value), at);
    return value;
  },
});

const printed = (longest: number): Codec<string> => ({
  write: (value) => value,
  read(value, at) {
    const read = text(longest).read(value, at);
    const fault = findTextFault(read, longest);
    if (fault !== undefined) throw new ClaimsError("forbidden-value", `${at}: ${fault}`);
    return read;
  },
});

/** "1234.50", never more than the bound and never nothing. */
const amount = (largest: bigint): Codec<bigint> => ({
  write: (value) => value,
  read(value, at) {
    const digits = text(20, /^(?:0|[1-9]\d*)\.\d\d$/).read(value, at);
    const hundredths = BigInt(digits.replace(".", ""));
    if (hundredths < 1n || hundredths > largest)
      throw new ClaimsError("forbidden-value", `${at} is out of range`);
    return hundredths;
  },
});

const day: Codec<string> = {
  write: (value) => value,
  read(value, at) {
    const date = text(10, /^2[01]\d\d-\d\d-\d\d$/).read(value, at);
    if (!isDate(date) || date < firstDay) throw new ClaimsError("forbidden-value", `${at} is no such day`);
    return date;
  },
};
const firstDay = "2003-01-01";

const country = text(2, /^[A-Z]{2}$/);
const instant = text(20, /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
// 2003-01-01 to 2199-12-31, as in the code.
const seconds = integer(1_041_379_200, 7_258_118_399);

const single = record<{ kind: "SINGLE"; country: string }>({ kind: oneOf(["SINGLE"]), country });
const mixed = record<{ kind: "MIXED"; listed: readonly string[] }>({
  kind: oneOf(["MIXED"]),
  listed: list(country, bounds.originsListed),
});
const origin: Codec<Origin> = {
  write: () => null,
  read: (value, at) =>
    value instanceof Map && (value as JsonMap).get("kind") === "MIXED"
      ? mixed.read(value, at)
      : single.read(value, at),
};

const party = record<object, Party>(
  {},
  { name: printed(bounds.nameBytes), address: printed(bounds.addressBytes), country },
);

const line = record<{ code: RoughCode; carats: bigint; value: bigint }, Pick<Line, "origin">>(
  {
    code: oneOf(roughGoods.map(({ code }) => code)),
    carats: amount(largestCarats),
    value: amount(largestUsd),
  },
  { origin: country },
);

const container = record<{ seal: string }, Pick<Container, "reference">>(
  { seal: printed(bounds.sealBytes) },
  { reference: printed(bounds.referenceBytes) },
);

const mostLines = BigInt(bounds.lines);
const subject = record<
  Pick<OpenClaims, "number" | "issuedOn" | "expiresOn" | "validatedOn" | "qrDigest">,
  {
    origin: Origin;
    exporter: Partial<Party>;
    importer: Partial<Party>;
    carats: bigint;
    value: bigint;
    parcels: number;
    lines: readonly { code: RoughCode; carats: bigint; value: bigint; origin?: string }[];
    containers: readonly Container[];
  }
>(
  {
    number: printed(bounds.numberBytes),
    issuedOn: day,
    expiresOn: day,
    validatedOn: day,
    qrDigest: text(43, /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/),
  },
  {
    origin,
    exporter: party,
    importer: party,
    carats: amount(largestCarats * mostLines),
    value: amount(largestUsd * mostLines),
    parcels: integer(1, bounds.parcels),
    lines: list(line, bounds.lines),
    containers: list(container, bounds.containers),
  },
);

const document = record<
  {
    vct: string;
    iat: number;
    exp: number;
    "@context": unknown;
    type: unknown;
    id: string;
    name: unknown;
    description: unknown;
    issuer: { id: string; participant: string };
    validFrom: string;
    validUntil: string;
    credentialSubject: ReturnType<typeof subject.read>;
  },
  { cnf: unknown }
>(
  {
    vct: text(100),
    iat: seconds,
    exp: seconds,
    "@context": constant(context),
    type: constant(types),
    id: text(80, /^urn:kimberley-process:certificate-id:[0-9a-f]{32}$/),
    name: constant(title),
    description: constant(statement),
    issuer: record({
      id: text(80, /^urn:kimberley-process:authority:[A-Z0-9][A-Z0-9-]{1,23}$/),
      participant: country,
    }),
    validFrom: instant,
    validUntil: instant,
    credentialSubject: subject,
  },
  // The key of a holder is looked at where a key binding is.
  { cnf: { write: () => null, read: (value) => value } },
);

function partyText({ name, address, country: place }: Party): object {
  return { name, address, country: place };
}

function same(read: string, expected: string, at: string): void {
  if (read !== expected) throw new ClaimsError("forbidden-value", `${at} is not what version 1 says`);
}

/** Whole seconds, as the code has them. */
function secondsOf(at: string): number {
  return Math.floor(Date.parse(at) / 1000);
}

function instantText(at: string): string {
  return `${new Date(secondsOf(at) * 1000).toISOString().slice(0, 19)}Z`;
}

function secondsText(value: number): string {
  return new Date(value * 1000).toISOString();
}

function instantOf(written: string): string {
  const millis = Date.parse(written);
  if (Number.isNaN(millis) || instantText(written) !== written)
    throw new ClaimsError("forbidden-value", "no such instant");
  return new Date(millis).toISOString();
}
