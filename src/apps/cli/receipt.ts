// What `kimberlite verify` is given beside a code: its receipt, and a policy of one's own to judge it by.
import { readFile } from "node:fs/promises";
import { longestReceiptText, looksLikeReceiptText } from "#core/certificate/receipt/format.ts";
import { receiptBeside } from "#core/certificate/receipt/in-pdf.ts";
import { parsePolicy } from "#core/log/policy.ts";
import type { Policy } from "#core/log/policy.ts";
import { inflate } from "#platform/files/inflate.ts";
import { readCodes } from "#platform/files/read-code.ts";
import { sniff } from "#platform/files/sniff.ts";
import { sha256 } from "#platform/keys/random.ts";
import { UsageError } from "./terminal.ts";

/** A file's bytes, or the text of its code. */
export type Receipt = Uint8Array | string;

/** Of what was named as a receipt: a text, a picture or PDF that holds one, or its file. */
export async function receiptIn(named: string): Promise<Receipt> {
  if (looksLikeReceiptText(named)) return named;
  const bytes = await readFile(named).catch((error: unknown) => {
    throw new UsageError(`${named} cannot be read`, { cause: error });
  });
  const type = sniff(bytes);
  if (type === undefined) {
    const text = bytes.length > longestReceiptText + 2 ? "" : Buffer.from(bytes).toString("latin1").trim();
    return looksLikeReceiptText(text) ? text : new Uint8Array(bytes);
  }
  const read = await readCodes(bytes, type);
  const receipt = receiptBeside(bytes, read.ok ? read.texts : [], inflate);
  if (receipt === undefined) throw new UsageError(`no receipt can be read from ${named}`);
  return receipt;
}

/** Throws `UsageError` with the line that is wrong. */
export async function policyIn(path: string): Promise<Policy> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read`, { cause: error });
  });
  const parsed = parsePolicy(sha256, text);
  if (!parsed.ok) throw new UsageError(`${path} is not a policy: line ${parsed.line}, ${parsed.reason}`);
  return parsed.policy;
}
