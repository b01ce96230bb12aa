// Writes vectors/*.json: certificate codes, certificate files, receipts, trust lists and status lists, good and bad, with the answer
// every reader must give.
// Run: npx tsx tools/make-vectors.ts. Expected answers are written by hand in the cases; this refuses to write a file
// that the program itself does not answer so. The same run always gives the same bytes.
import { readdirSync, writeFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { namesShown } from "#core/certificate/file/claims.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import { verify } from "#core/certificate/verify.ts";
import { badCases } from "#core/certificate/testing/bad-cases.ts";
import type { Case } from "#core/certificate/testing/case.ts";
import { badFileCases } from "#core/certificate/testing/bad-file-cases.ts";
import type { FileCase } from "#core/certificate/testing/file-case.ts";
import { goodFileCases } from "#core/certificate/testing/file-cases.ts";
import { goodCases } from "#core/certificate/testing/good-cases.ts";
import { listCases } from "#core/certificate/testing/list-cases.ts";
import {
  deskCases,
  endedStatusList,
  signedStatusList,
  statusListCases,
} from "#core/certificate/testing/status-list-cases.ts";
import { receiptCases } from "#core/certificate/testing/receipt-cases.ts";
import { receiptTrustList } from "#core/certificate/testing/receipts.ts";
import { signedList, signedTestList, vectorsOf, warning } from "#core/certificate/testing/vector-file.ts";
import { keys } from "#core/certificate/testing/world.ts";
import { readStatusList } from "#core/certificate/status-list.ts";
import { ballotVectors, faultsOf, fileOf } from "#core/ballot/testing/cases.ts";
import { totalsVectors } from "#core/totals/testing/cases.ts";
import { readTrustList, trustListToJson } from "#core/trust/trust-list.ts";

const folder = new URL("../vectors/", import.meta.url);

function verifyEs256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return p256.verify(signature, message, publicKey, { lowS: false });
}

function write(name: string, value: unknown): void {
  writeFileSync(new URL(name, folder), `${JSON.stringify(value, null, 2)}\n`);
}

const reading = readTrustList(signedTestList(), keys.scheme.publicKey, verifyEs256);
if (!reading.ok) throw new Error(`the test list is refused: ${reading.reason}`);
const trust = reading.list;

function checked(cases: readonly Case[]): readonly Case[] {
  for (const item of cases) {
    const { answer } = verify({ ...item, trust, verifyEs256 });
    const { expected } = item;
    if (
      answer.state !== expected.answer ||
      answer.check !== expected.check ||
      answer.reason !== expected.reason
    ) {
      throw new Error(`${item.name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(answer)}`);
    }
  }
  return cases;
}

const good = checked(goodCases());
const bad = checked(badCases());
write(
  "certificate-codes-good.json",
  vectorsOf("Codes and numbers in good form, and what each is answered.", good),
);
write("certificate-codes-bad.json", vectorsOf("Codes that must be refused, one fault each.", bad));

function checkedFiles(cases: readonly FileCase[]): readonly FileCase[] {
  for (const item of cases) {
    const { answer, checks, shown } = verifyFile({ ...item, trust, verifyEs256, sha256 });
    const fault = checks.find(({ code }) => code === "FORM")?.detail["fault"] ?? null;
    const given = {
      answer: answer.state,
      check: answer.check,
      reason: answer.reason,
      fault,
      shown: shown === undefined ? null : namesShown(shown),
    };
    if (JSON.stringify(given) !== JSON.stringify(item.expected))
      throw new Error(
        `${item.name}: expected ${JSON.stringify(item.expected)}, got ${JSON.stringify(given)}`,
      );
  }
  return cases;
}

const goodFiles = checkedFiles(goodFileCases());
const badFiles = checkedFiles(badFileCases());
write(
  "certificate-files-good.json",
  vectorsOf("Files in good form, whole or in part, and what each is answered.", goodFiles),
);
write("certificate-files-bad.json", vectorsOf("Files that must be refused, one fault each.", badFiles));

const lists = listCases();
for (const item of lists) {
  const result = readTrustList(item.bytes, keys.scheme.publicKey, verifyEs256);
  const refusal = result.ok ? null : result.reason;
  if (refusal !== item.refusal)
    throw new Error(`list ${item.name}: expected ${item.refusal}, got ${refusal}`);
}
write("trust-lists.json", {
  description: "Signed trust lists, accepted (refusal null) or refused.",
  warning,
  schemeKey: toHex(keys.scheme.publicKey),
  cases: lists.map((item) => ({ ...item, bytes: toHex(item.bytes) })),
});

const receiptList = signedList(receiptTrustList());
const receiptReading = readTrustList(receiptList, keys.scheme.publicKey, verifyEs256);
if (!receiptReading.ok) throw new Error(`the list of the receipts is refused: ${receiptReading.reason}`);
const receipts = receiptCases();
for (const { qrText, receipt, expected, name, ...item } of receipts) {
  const { answer, record } = verifyWithReceipt({
    ...item,
    evidence: { qrText },
    receipt: fromHex(receipt),
    trust: receiptReading.list,
    register: { kind: "unavailable" },
    verifyEs256,
    verifyEd25519: (publicKey, message, signature) => ed25519.verify(signature, message, publicKey),
    sha256,
  });
  const given = {
    answer: answer.state,
    check: answer.check,
    reason: answer.reason,
    witnesses: record?.witnesses.map((witness) => witness.name) ?? null,
  };
  if (JSON.stringify(given) !== JSON.stringify(expected))
    throw new Error(`receipt ${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(given)}`);
}
write("receipts.json", {
  description:
    "A code and receipts shown with it: the answer to both together, without a register. The trust list names log and witnesses.",
  warning,
  schemeKey: toHex(keys.scheme.publicKey),
  trustList: toHex(receiptList),
  cases: receipts,
});

const statusLists = statusListCases();
for (const item of statusLists) {
  const result = readStatusList(item.bytes, keys.scheme.publicKey, verifyEs256);
  const refusal = result.ok ? null : result.reason;
  if (refusal !== item.refusal)
    throw new Error(`status list ${item.name}: expected ${item.refusal}, got ${refusal}`);
}
write("status-lists.json", {
  description:
    "Signed status lists, accepted (refusal null) or refused; and codes and numbers checked without a network by one.",
  warning,
  schemeKey: toHex(keys.scheme.publicKey),
  lists: statusLists.map((item) => ({ ...item, bytes: toHex(item.bytes) })),
  trustList: toHex(signedTestList()),
  list: toHex(signedStatusList()),
  endedList: toHex(signedStatusList(endedStatusList)),
  cases: deskCases(),
});
writeFileSync(new URL("trust-list-readable.json", folder), `${trustListToJson(trust)}\n`);
write("keys.json", {
  description: "The keys of these vectors; the private part is the number.",
  warning,
  keys: Object.entries(keys).map(([name, key], index) => ({
    name,
    private: (1001 + index).toString(16).padStart(64, "0"),
    publicKey: toHex(key.publicKey),
    keyId: toHex(key.keyId),
  })),
});
write("totals.json", totalsVectors());
const ballots = ballotVectors();
for (const { name, file, faults } of ballots.cases) {
  const found = faultsOf(fileOf(file));
  if (found.join() !== faults.join())
    throw new Error(`${name}: expected ${faults.join()}, got ${found.join()}`);
}
write("ballots.json", ballots);
console.log(
  `${good.length} good codes, ${bad.length} bad codes, ${goodFiles.length} good files, ${badFiles.length} bad files, ${lists.length} trust lists, ${receipts.length} receipts, ${statusLists.length} status lists; in the folder: ${readdirSync(folder).join(", ")}`,
);
