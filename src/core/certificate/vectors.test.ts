// The published vectors, read as a stranger reads them: from the files alone.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex } from "#core/encoding/bytes.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { readTrustList } from "#core/trust/trust-list.ts";
import { answerFrom, precedence } from "./answers.ts";
import { verifyWithReceipt } from "./receipt/verify.ts";
import type { ReceiptCase } from "./testing/receipt-cases.ts";
import { caseOf } from "./testing/vector-file.ts";
import type { CodeVectors } from "./testing/vector-file.ts";
import { verify } from "./verify.ts";

function load(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), "utf8"));
}

function listOf(vectors: Pick<CodeVectors, "schemeKey" | "trustList">) {
  const reading = readTrustList(fromHex(vectors.trustList), fromHex(vectors.schemeKey), verifyEs256);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.list;
}

describe.each([
  ["certificate-codes-good.json", 30],
  ["certificate-codes-bad.json", 100],
] as const)("%s", (name, least) => {
  const vectors = load(name) as CodeVectors;
  const trust = listOf(vectors);

  test(`holds at least ${least} cases, each of its own name`, () => {
    expect(vectors.cases.length).toBeGreaterThanOrEqual(least);
    expect(new Set(vectors.cases.map((item) => item.name)).size).toBe(vectors.cases.length);
  });

  test.each(vectors.cases.map((item) => [item.name, item.rule, item] as const))("%s: %s", (_, __, json) => {
    const item = caseOf(json);
    const result = verify({ ...item, trust, verifyEs256 });
    expect({ answer: result.answer.state, check: result.answer.check, reason: result.answer.reason }).toEqual(
      item.expected,
    );
    const good = result.answer.state === "valid" || result.answer.state === "offline";
    // What a failed paper claims is not handed on.
    if (!good) {
      expect(result.content).toBeUndefined();
      expect(result.known).toBeUndefined();
      expect(result.standing).toBeNull();
      expect(JSON.stringify(result)).not.toMatch(/Koidu|Antwerp|Nairobi/);
    } else if ("qrText" in item.evidence) expect(result.content).toBeDefined();
    expect(result.checks.length).toBe(19);
  });
});

test("the bad codes are bad by themselves: none is good under any register", () => {
  const vectors = load("certificate-codes-bad.json") as CodeVectors;
  const trust = listOf(vectors);
  for (const json of vectors.cases) {
    const item = caseOf(json);
    if (item.expected.check === "REGISTER") continue;
    const { answer } = verify({ ...item, register: { kind: "unavailable" }, trust, verifyEs256 });
    expect(["valid", "offline"], item.name).not.toContain(answer.state);
  }
});

describe("receipts.json", () => {
  const vectors = load("receipts.json") as Omit<CodeVectors, "cases"> & {
    readonly cases: readonly ReceiptCase[];
  };
  const trust = listOf(vectors);

  test.each(vectors.cases.map((item) => [item.name, item.rule, item] as const))("%s: %s", (_, __, item) => {
    const { answer, record, content } = verifyWithReceipt({
      evidence: { qrText: item.qrText },
      receipt: fromHex(item.receipt),
      trust,
      register: { kind: "unavailable" },
      now: item.now,
      verifyEs256,
      verifyEd25519,
      sha256,
    });
    expect({
      answer: answer.state,
      check: answer.check,
      reason: answer.reason,
      witnesses: record?.witnesses.map(({ name }) => name) ?? null,
    }).toEqual(item.expected);
    expect(content === undefined).toBe(record === undefined);
  });
});

test("every row of the table of answers but the last resorts is reached by a vector", () => {
  const cases = ["certificate-codes-good.json", "certificate-codes-bad.json"].flatMap(
    (name) => (load(name) as CodeVectors).cases,
  );
  const reached = new Set(cases.map((item) => `${item.expected.check} ${item.expected.answer}`));
  for (const { expected } of (load("receipts.json") as { readonly cases: readonly ReceiptCase[] }).cases)
    reached.add(`${expected.check} ${expected.answer}`);
  const missing = precedence.map((row) => `${row.check} ${row.state}`).filter((row) => !reached.has(row));
  // Shown with the real history instead (verify.test.ts).
  expect([...new Set(missing)].sort()).toEqual([
    "IMPORTER_NOW not-a-participant",
    "ORIGIN not-a-participant",
    "RECOGNITION not-a-participant",
  ]);
});

test("the lists are accepted or refused as said", () => {
  interface ListVectors {
    readonly schemeKey: string;
    readonly cases: readonly {
      readonly name: string;
      readonly bytes: string;
      readonly refusal: string | null;
    }[];
  }
  const vectors = load("trust-lists.json") as ListVectors;
  expect(vectors.cases.length).toBeGreaterThanOrEqual(14);
  for (const item of vectors.cases) {
    const reading = readTrustList(fromHex(item.bytes), fromHex(vectors.schemeKey), verifyEs256);
    expect(reading.ok ? null : reading.reason, item.name).toBe(item.refusal);
  }
});

test('no failing check is the only way to "valid"', () => {
  expect(answerFrom([]).state).toBe("valid");
  for (const row of precedence) {
    const reason = row.reasons?.[0];
    const check = { code: row.check, outcome: row.outcome, detail: reason === undefined ? {} : { reason } };
    expect(answerFrom([check]).state).not.toBe("valid");
  }
});
