// Makes files for tests and vectors: good ones with salts that are always the same, and files that no honest issuer makes,
// changed before or after a real test key signs them, so that the form and not the signature is what is refused.
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from "#core/encoding/bytes.ts";
import type { CertificateContent } from "../content.ts";
import { fileJwtType } from "../file/claims.ts";
import { digestOf, saltBytes } from "../file/disclosure.ts";
import type { SaltTools } from "../file/disclosure.ts";
import { finishFile, prepareFile } from "../file/issue.ts";
import { expiryOf, keys, qrTextOf, validatedAt } from "./world.ts";
import type { TestKey } from "./world.ts";
import { content } from "./world.ts";

export { sha256 };

/** Salts from a counter: never for anything but tests. */
export function testTools(name = "salt"): SaltTools {
  let count = 0;
  return { sha256, salt: () => sha256(utf8(`${name} ${count++}`)).slice(0, saltBytes) };
}

export interface FileOptions {
  readonly key?: TestKey;
  readonly validatedAt?: string;
  readonly expiresAt?: string;
  readonly sealedAt?: string;
  readonly holder?: Uint8Array;
  readonly qrText?: string;
}

export const sealedAt = "2026-11-21T10:31:00.000Z";

export function fileTextOf(certificate: CertificateContent, options: FileOptions = {}): string {
  const key = options.key ?? keys.sierraLeone;
  const times = {
    validatedAt: options.validatedAt ?? validatedAt,
    expiresAt: options.expiresAt ?? expiryOf(certificate),
  };
  const prepared = prepareFile(
    certificate,
    { ...times, sealedAt: options.sealedAt ?? sealedAt },
    {
      qrText: options.qrText ?? qrTextOf(certificate, key, times),
      keyId: key.keyId,
      ...(options.holder === undefined ? {} : { holder: options.holder }),
    },
    testTools(certificate.number),
  );
  return finishFile(prepared, key.sign(prepared.toBeSigned), sha256);
}

// oxlint-disable-next-line typescript/no-explicit-any -- forged documents have any shape
export type Loose = Record<string, any>;

export interface Parts {
  header: Loose;
  payload: Loose;
  disclosures: string[];
}

export function partsOf(file: string): Parts {
  const [jwt = "", ...rest] = file.split("~");
  const [header = "", payload = ""] = jwt.split(".");
  return { header: read(header), payload: read(payload), disclosures: rest.slice(0, -1) };
}

export function signParts({ header, payload, disclosures }: Parts, key: TestKey = keys.sierraLeone): string {
  return [signTexts(JSON.stringify(header), JSON.stringify(payload), key), ...disclosures, ""].join("~");
}

/** JSON as text, so that it may be such as JSON.stringify never writes. */
export function signTexts(header: string, payload: string, key: TestKey = keys.sierraLeone): string {
  const signed = `${toBase64Url(utf8(header))}.${toBase64Url(utf8(payload))}`;
  return `${signed}.${toBase64Url(key.sign(utf8(signed)))}`;
}

/** The usual file with something changed in it, signed again by the key it names. */
export function forgedFile(change: (parts: Parts) => void, key: TestKey = keys.sierraLeone): string {
  const parts = partsOf(fileTextOf(content(), { key }));
  change(parts);
  return signParts(parts, key);
}

export const strongSalt = toBase64Url(new Uint8Array(saltBytes).fill(7));

export function claimText(name: unknown, value: unknown, salt: unknown = strongSalt): string {
  return disclosureText([salt, name, value]);
}

export function elementText(value: unknown, salt: unknown = strongSalt): string {
  return disclosureText([salt, value]);
}

export function disclosureText(parts: unknown): string {
  return toBase64Url(utf8(typeof parts === "string" ? parts : JSON.stringify(parts)));
}

export function digest(text: string): string {
  return digestOf(sha256, text);
}

/** Puts a hidden claim into an object of the payload and shows it. */
export function addHidden(parts: Parts, into: Loose, text: string): void {
  into["_sd"] = [...((into["_sd"] as string[] | undefined) ?? []), digest(text)];
  parts.disclosures.push(text);
}

/** Replaces the one claim of this name, whatever was inside it, and its digest in the subject. */
export function replaceClaim(parts: Parts, name: string, value: unknown): void {
  replaceText(parts, name, claimText(name, value));
}

/** The same with a disclosure of one's own making. */
export function replaceText(parts: Parts, name: string, text: string): void {
  const old = parts.disclosures.find((one) => (read(one) as unknown as unknown[])[1] === name) ?? "";
  const inside = JSON.stringify(read(old));
  parts.disclosures = parts.disclosures
    .filter((one) => !inside.includes(digest(one)))
    .map((one) => (one === old ? text : one));
  const subject = parts.payload["credentialSubject"] as Loose;
  subject["_sd"] = (subject["_sd"] as string[]).map((one) => (one === digest(old) ? digest(text) : one));
}

/** The whole of a list replaced by rows of one's own making. */
export function replaceRows(parts: Parts, name: string, rows: readonly unknown[]): void {
  const texts = rows.map((row, place) => elementText(row, `${strongSalt}${place}`));
  replaceClaim(
    parts,
    name,
    texts.map((text) => ({ "...": digest(text) })),
  );
  parts.disclosures.push(...texts);
}

export function read(text: string): Loose {
  return JSON.parse(fromUtf8(fromBase64Url(text))) as Loose;
}

export function headerFor(key: TestKey): Loose {
  return { alg: "ES256", kid: toHex(key.keyId), typ: fileJwtType };
}
