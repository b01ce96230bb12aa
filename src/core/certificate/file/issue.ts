// Makes the file of a certificate: everything that the paper says, each item salted and hidden under its digest, signed by
// the desk signer that sealed the code. Signing is split in two, because keys never come here. The file that leaves holds
// all disclosures; its last step is the reader, so that no file leaves that would be refused or says something else.
import { toBase64Url, toHex, utf8 } from "#core/encoding/bytes.ts";
import { lowS } from "#core/encoding/ecdsa.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import type { CertificateContent } from "../content.ts";
import { ClaimsError } from "../qr-claims.ts";
import type { CodeTimes } from "../qr-claims.ts";
import { readQrText } from "../qr-text.ts";
import { fileJwtType, hideableItems, openMembers, openSubject, qrDigestOf } from "./claims.ts";
import { makeClaim, makeDecoy, makeElement } from "./disclosure.ts";
import type { Made, SaltTools } from "./disclosure.ts";
import { confirmationOf } from "./key-binding.ts";
import { readFileText } from "./read-file.ts";
import { findDifference, findOmission } from "./same.ts";

export interface FileTimes extends CodeTimes {
  readonly sealedAt: string;
}

export interface PreparedFile {
  readonly toBeSigned: Uint8Array;
  readonly signed: string;
  readonly disclosures: readonly string[];
  readonly content: CertificateContent;
  readonly qrText: string;
}

/** What the desk signer's key signs. Throws `ClaimsError` on a certificate that was not validated. */
export function prepareFile(
  content: CertificateContent,
  times: FileTimes,
  { qrText, keyId, holder }: { qrText: string; keyId: Uint8Array; holder?: Uint8Array },
  tools: SaltTools,
): PreparedFile {
  const { validatedOn } = content;
  if (validatedOn === null) throw new ClaimsError("forbidden-value", "not validated yet (Annex I A 14)");
  const open = { ...content, ...times, validatedOn, qrDigest: qrDigestOf(tools.sha256, qrText) };
  const made: Made[] = [];
  const subject = { ...openSubject(open), _sd: hide(hideableItems(content), tools, made) };
  const payload = {
    ...openMembers(open),
    credentialSubject: subject,
    _sd_alg: "sha-256",
    ...(holder === undefined ? {} : { cnf: confirmationOf(holder) }),
  };
  const header = { alg: "ES256", kid: toHex(keyId), typ: fileJwtType };
  const signed = [header, payload].map((part) => toBase64Url(utf8(JSON.stringify(part)))).join(".");
  return { toBeSigned: utf8(signed), signed, disclosures: made.map(({ text }) => text), content, qrText };
}

/** The file with all its disclosures, read once more before it leaves. */
export function finishFile(prepared: PreparedFile, signature: Uint8Array, sha256: Sha256): string {
  const { signed, disclosures, content, qrText } = prepared;
  const text = [`${signed}.${toBase64Url(lowS(signature))}`, ...disclosures, ""].join("~");
  const reading = readFileText(text, sha256);
  if (!reading.ok) throw new ClaimsError("forbidden-value", `the file would be refused: ${reading.reason}`);
  const code = readQrText(qrText);
  if (!code.ok) throw new ClaimsError("forbidden-value", `the code cannot be read: ${code.reason}`);
  const difference =
    findOmission(reading.claims, content) ??
    findDifference(reading.claims, { claims: code.claims, qrText }, sha256);
  if (difference !== undefined)
    throw new ClaimsError("forbidden-value", `file and certificate differ in ${difference}`);
  return text;
}

/** Digests in an order that tells nothing, children before their parents. */
function hide(items: Readonly<Record<string, unknown>>, tools: SaltTools, made: Made[]): readonly string[] {
  const digests: string[] = [];
  for (const [name, value] of Object.entries(items)) {
    const claim = makeClaim(tools, name, inside(name, value, tools, made));
    made.push(claim);
    digests.push(claim.digest);
  }
  return digests.sort();
}

/** Parties are hidden item by item, lists row by row; all else is one claim. */
function inside(name: string, value: unknown, tools: SaltTools, made: Made[]): unknown {
  if (name === "exporter" || name === "importer")
    return { _sd: hide(value as Readonly<Record<string, unknown>>, tools, made) };
  if (name !== "lines" && name !== "containers") return value;
  const rows = (value as readonly unknown[]).map((row) => {
    const element = makeElement(tools, row);
    made.push(element);
    return { "...": element.digest };
  });
  const decoys = Array.from({ length: roomFor(rows.length) - rows.length }, () => ({
    "...": makeDecoy(tools),
  }));
  return [...rows, ...decoys];
}

/** Lists are filled up to 4, 8, 16, 32 or 64 rows: who is shown some of them does not learn how many there are. */
function roomFor(rows: number): number {
  let room = 4;
  while (room < rows) room *= 2;
  return room;
}
