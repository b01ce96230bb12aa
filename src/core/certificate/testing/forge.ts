// Makes codes that no honest issuer makes: CBOR written piece by piece, without any of the checks of the real encoder,
// and signed by a real test key, so that the form and not the signature is what is refused.
import { toBase45 } from "#core/encoding/base45.ts";
import { concatBytes, utf8 } from "#core/encoding/bytes.ts";
import { toBeSigned } from "#core/encoding/cose.ts";
import { dayNumber } from "#core/kp/dates.ts";
import type { CertificateContent } from "../content.ts";
import { expiryOf, validatedAt } from "./world.ts";
import type { TestKey } from "./world.ts";

export type Piece = Uint8Array;

export function int(value: number): Piece {
  return value >= 0 ? head(0, value) : head(1, -1 - value);
}

export function text(value: string): Piece {
  const bytes = utf8(value);
  return concatBytes(head(3, bytes.length), bytes);
}

export function bytes(value: Uint8Array): Piece {
  return concatBytes(head(2, value.length), value);
}

export function list(...items: readonly Piece[]): Piece {
  return concatBytes(head(4, items.length), ...items);
}

/** In the order given, whatever it is. */
export function map(...pairs: readonly (readonly [Piece, Piece])[]): Piece {
  return concatBytes(head(5, pairs.length), ...pairs.flat());
}

export function raw(...values: readonly number[]): Piece {
  return Uint8Array.from(values);
}

function head(major: number, value: number): Piece {
  const top = major << 5;
  if (value < 24) return Uint8Array.of(top | value);
  if (value < 0x100) return Uint8Array.of(top | 24, value);
  if (value < 0x1_0000) return Uint8Array.of(top | 25, value >> 8, value & 0xff);
  const wide = new Uint8Array(value < 0x1_0000_0000 ? 5 : 9);
  wide[0] = top | (wide.length === 5 ? 26 : 27);
  if (wide.length === 5) new DataView(wide.buffer).setUint32(1, value);
  else new DataView(wide.buffer).setBigUint64(1, BigInt(value));
  return wide;
}

export type Fields = Map<number, Piece>;

/** The eleven fields of the certificate, each as its own piece, to be changed one by one. */
export function fieldsOf(content: CertificateContent): Fields {
  const party = ({ name, country }: { name: string; country: string }) => list(text(name), text(country));
  return new Map([
    [1, text(content.participant)],
    [2, text(content.number)],
    [
      3,
      content.origin.kind === "SINGLE"
        ? text(content.origin.country)
        : list(...content.origin.listed.map(text)),
    ],
    [4, int(dayNumber(content.issuedOn))],
    [5, int(dayNumber(content.expiresOn))],
    [6, party(content.exporter)],
    [7, party(content.importer)],
    [8, int(content.parcels)],
    [
      9,
      list(
        ...content.lines.map((line) =>
          list(int(Number(line.code.replace(".", ""))), int(Number(line.carats)), int(Number(line.usd))),
        ),
      ),
    ],
    [10, list(...content.containers.map(({ seal }) => text(seal)))],
    [11, int(dayNumber(content.validatedOn ?? content.issuedOn))],
  ]);
}

export const certificateClaim = -65_537;

export function claimsOf(content: CertificateContent, certificate: Piece): Fields {
  return new Map([
    [1, text(content.authority)],
    [4, int(Date.parse(expiryOf(content)) / 1000)],
    [6, int(Date.parse(validatedAt) / 1000)],
    [7, bytes(content.publicId)],
    [certificateClaim, certificate],
  ]);
}

export function mapOf(fields: Fields): Piece {
  return map(...[...fields].map(([key, value]) => [int(key), value] as const));
}

/** The payload with fields and claims replaced, added (a new key) or left out (null). */
export function payloadWith(
  content: CertificateContent,
  changes: {
    readonly fields?: Readonly<Record<number, Piece | null>>;
    readonly claims?: Readonly<Record<number, Piece | null>>;
  } = {},
): Piece {
  const fields = changed(fieldsOf(content), changes.fields ?? {});
  return mapOf(changed(claimsOf(content, mapOf(fields)), changes.claims ?? {}));
}

function changed(fields: Fields, changes: Readonly<Record<number, Piece | null>>): Fields {
  for (const [key, piece] of Object.entries(changes)) {
    if (piece === null) fields.delete(Number(key));
    else fields.set(Number(key), piece);
  }
  return fields;
}

export interface Forgery {
  readonly key: TestKey;
  readonly payload: Piece;
  readonly protectedBytes?: Piece;
  readonly unprotected?: Piece;
  /** Replaces the signature the key gives. */
  readonly signature?: Piece;
  readonly tag?: Piece;
  readonly prefix?: string;
  readonly after?: Piece;
}

export function protectedHeader(keyId: Uint8Array, algorithm: Piece = int(-7)): Piece {
  return map([int(1), algorithm], [int(4), bytes(keyId)]);
}

export function forge(forgery: Forgery): string {
  return (forgery.prefix ?? "KPC1:") + toBase45(messageOf(forgery));
}

export function messageOf({
  key,
  payload,
  protectedBytes,
  unprotected,
  signature,
  tag,
  after,
}: Forgery): Piece {
  const header = protectedBytes ?? protectedHeader(key.keyId);
  const signed = signature ?? key.sign(toBeSigned(header, payload));
  return concatBytes(
    tag ?? raw(0xd2),
    list(bytes(header), unprotected ?? map(), bytes(payload), bytes(signed)),
    after ?? raw(),
  );
}
