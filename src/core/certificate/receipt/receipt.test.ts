// Receipts: seal, place in the log and witnesses give one answer, and nothing less than all of it is a good one.
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "#core/log/policy.ts";
import { party } from "#core/log/testing/parties.ts";
import { ed25519Type } from "#core/log/note.ts";
import { toBase45 } from "#core/encoding/base45.ts";
import { encodeCbor } from "#core/encoding/cbor.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { longestReceiptText, readReceipt, receiptToText, largestReceipt, encodeReceipt } from "./format.ts";
import { verifyWithReceipt } from "./verify.ts";
import type { ReceiptedInput } from "./verify.ts";
import { content, keys, now, qrTextOf, trustedKeys, trustList } from "../testing/world.ts";
import { register } from "../testing/case.ts";
import {
  logPolicyText,
  organisationKey,
  receiptOf,
  receiptParts,
  receiptTrustList,
  sealedCode,
  seenAtSeconds,
  trustedOrganisation,
} from "../testing/receipts.ts";

const parsed = parsePolicy(sha256, logPolicyText);
if (!parsed.ok) throw new Error(parsed.reason);
const { policy } = parsed;
const trust = receiptTrustList();
const whole = receiptOf();

function judged(over: Partial<ReceiptedInput> = {}) {
  return verifyWithReceipt({
    evidence: { qrText: sealedCode },
    receipt: whole,
    trust,
    register: { kind: "unavailable" },
    now,
    verifyEs256,
    verifyEd25519,
    sha256,
    ...over,
  });
}

const reasonOf = (over: Partial<ReceiptedInput>) => {
  const { answer, record } = judged(over);
  expect(record).toBeUndefined();
  return [answer.state, answer.reason];
};

describe("one verdict", () => {
  test("a genuine seal on the record is said to be both, and by whom it was seen when", () => {
    const { answer, checks, record, content: claims } = judged();
    expect(answer.state).toBe("offline");
    expect(claims?.number).toBe("SL 004912");
    expect(checks.at(-1)).toEqual({ code: "RECORD", outcome: "pass", detail: { index: 5 } });
    expect(record).toEqual({
      origin: "kp.example/log",
      index: 5,
      size: 11,
      at: "2026-11-21T10:30:00.000Z",
      witnesses: ["government", "industry", "civil-society"].map((name, i) => ({
        name,
        seconds: seenAtSeconds + i,
      })),
      witnessed: true,
    });
  });

  test("with the register's word beside it, it is valid", () => {
    const { answer, record } = judged({ register: register("open") });
    expect([answer.state, record?.index]).toEqual(["valid", 5]);
  });

  test("what the register says against it is the answer, whatever the log holds, and then the record is not told", () => {
    const { answer, record } = judged({ register: register("used") });
    expect([answer.state, record]).toEqual(["used", undefined]);
  });

  test("the text of the receipt's code says what its file says", () => {
    expect(judged({ receipt: receiptToText(receiptOf()) })).toEqual(judged());
  });

  test("two of three pillars are enough, one is not", () => {
    expect(
      judged({ receipt: receiptOf({ seenBy: [0, 2] }) }).record?.witnesses.map(({ name }) => name),
    ).toEqual(["government", "civil-society"]);
    expect(reasonOf({ receipt: receiptOf({ seenBy: [1] }) })).toEqual(["not-on-record", "too-few-witnesses"]);
    expect(reasonOf({ receipt: receiptOf({ seenBy: [] }) })).toEqual(["not-on-record", "too-few-witnesses"]);
  });

  test("the receipt of another certificate, or of another act on it, is no receipt of this one", () => {
    const other = content({ number: "SL 004913", publicId: new Uint8Array(16).fill(9) });
    const cases = [
      receiptOf({ qrText: qrTextOf(other, keys.sierraLeone) }),
      receiptOf({ subject: "certificate:ffffffffffffffffffffffffffffffff" }),
      receiptOf({ type: "certificate.issued" }),
      receiptOf({ organisation: "EU-BE" }),
    ];
    for (const receipt of cases)
      expect(reasonOf({ receipt })).toEqual(["not-on-record", "receipt-of-another"]);
  });

  test("an act that the authority's own key did not sign is not its act", () => {
    for (const signer of [keys.stranger, keys.sierraLeone])
      expect(reasonOf({ receipt: receiptOf({ signer }) })).toEqual([
        "not-on-record",
        "act-not-of-the-authority",
      ]);
    const revoked = {
      ...trustedOrganisation,
      revoked: { at: "2026-11-20T00:00:00.000Z", reason: "Replaced" },
    };
    expect(reasonOf({ trust: trustList({ ...trust, keys: [...trustedKeys, revoked] }) })).toEqual([
      "not-on-record",
      "act-not-of-the-authority",
    ]);
    const later = { ...trustedOrganisation, revoked: { at: "2026-11-22T00:00:00.000Z", reason: "Replaced" } };
    expect(judged({ trust: trustList({ ...trust, keys: [...trustedKeys, later] }) }).record?.index).toBe(5);
  });

  test("another log, and another key under the log's name, are refused", () => {
    const stranger = party("kp.example/log", 77, ed25519Type);
    expect(reasonOf({ receipt: receiptOf({ origin: "kp.example/log2" }) })).toEqual([
      "not-on-record",
      "other-log",
    ]);
    expect(reasonOf({ receipt: receiptOf({ log: stranger }) })).toEqual([
      "not-on-record",
      "log-signature-wrong",
    ]);
  });

  test("a verifier that was told of no log says that the record was not checked, and nothing more", () => {
    const { answer, checks, record } = judged({
      trust: trustList({ keys: trust.keys }),
    });
    expect([answer.state, record]).toEqual(["offline", undefined]);
    expect(checks.at(-1)).toEqual({
      code: "RECORD",
      outcome: "not-checked",
      detail: { reason: "no-log-policy" },
    });
  });

  test("the verifier's own policy comes before that of the list", () => {
    const all = { ...policy, groups: policy.groups.map((group) => ({ ...group, threshold: 3 })) };
    const receipt = receiptOf({ seenBy: [0, 1] });
    expect(judged({ receipt }).record?.index).toBe(5);
    expect(reasonOf({ receipt, logPolicy: all })).toEqual(["not-on-record", "too-few-witnesses"]);
  });

  test("where the policy asks for no witness, that nobody witnesses is part of what is said", () => {
    const alone = { ...policy, quorum: null };
    const { record } = judged({ logPolicy: alone, receipt: receiptOf({ seenBy: [] }) });
    expect(record).toMatchObject({ witnesses: [], witnessed: false });
  });

  test("a desk that lives before the witnesses has a wrong clock", () => {
    const receipt = receiptOf({ seenAt: Date.parse(now) / 1000 + 3_700 });
    expect(reasonOf({ receipt })).toEqual(["clock", "before-the-witnesses"]);
  });

  test("what is wrong with the seal is said before what is wrong with the receipt", () => {
    const forged = qrTextOf(content(), keys.stranger);
    const { answer } = judged({ evidence: { qrText: forged }, receipt: new Uint8Array() });
    expect([answer.state, answer.check]).toEqual(["key-not-valid", "KEY_KNOWN"]);
    expect(judged({ evidence: { qrText: "KPC1:" }, receipt: new Uint8Array() }).checks).toHaveLength(19);
  });
});

describe("the form", () => {
  const receipt = whole;

  test("reads back as it was written, and is small enough for a code", () => {
    expect(readReceipt(receipt)).toEqual(receiptParts());
    expect(readReceipt(receiptToText(receipt))).toEqual(receiptParts());
    expect(receipt.length).toBeLessThan(1_100);
    const million = receiptOf({ size: 2_000 });
    // A log of a thousand million entries has 30 hashes in a proof.
    const most = million.length + 32 * (30 - 11);
    expect(Math.ceil(most * 1.5)).toBeLessThan(longestReceiptText);
    expect(most).toBeLessThan(largestReceipt / 2);
  });

  test("with any byte changed, cut or added it is refused, or a witness that the quorum did not need goes unheard", () => {
    const untouched = judged().record!;
    fc.assert(
      fc.property(fc.nat(receipt.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = receipt.slice();
        changed[at]! ^= flip;
        const { answer, record } = judged({ receipt: changed });
        if (record === undefined) {
          expect(answer.state).toBe("not-on-record");
          return;
        }
        expect({ ...record, witnesses: [] }).toEqual({ ...untouched, witnesses: [] });
        expect(record.witnesses).toHaveLength(2);
        expect(untouched.witnesses).toEqual(expect.arrayContaining([...record.witnesses]));
      }),
      { numRuns: 400 },
    );
  });

  test("with just the quorum, any byte changed is refused: every one of them", () => {
    const least = receiptOf({ seenBy: [0, 1] });
    for (let at = 0; at < least.length; at++) {
      const changed = least.slice();
      changed[at]! ^= 1 << (at % 8);
      expect(judged({ receipt: changed }).answer.state, `byte ${at}`).toBe("not-on-record");
    }
    for (const other of [least.slice(0, -1), Uint8Array.of(...least, 0), least.slice(1)])
      expect(judged({ receipt: other }).answer.reason).toBe("receipt-malformed");
  });

  test("whatever bytes are given, reading ends, and what is read is written the same", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const read = readReceipt(bytes);
        if (read !== undefined) expect(encodeReceipt(read)).toEqual(bytes);
      }),
    );
    for (const text of [
      "",
      "KPR1:",
      "KPR2:00",
      receiptToText(receipt).toLowerCase(),
      `KPR1:${"0".repeat(5_000)}`,
    ])
      expect(readReceipt(text)).toBeUndefined();
    expect(readReceipt(new Uint8Array(largestReceipt + 1))).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["another version", [2, ...parts().slice(1)]],
    ["a part too many", [...parts(), 1]],
    ["a short salt", parts({ 2: [new Uint8Array(15), 1, new Uint8Array(64)] })],
    ["a path that is no whole hashes", parts({ 2: [new Uint8Array(16), 1, new Uint8Array(63)] })],
    ["more sides than hashes", parts({ 2: [new Uint8Array(16), 4, new Uint8Array(64)] })],
    ["the way of a million claims", parts({ 2: [new Uint8Array(16), 0, new Uint8Array(640)] })],
    ["an empty leaf", parts({ 1: new Uint8Array() })],
    ["a leaf that could be anything", parts({ 1: new Uint8Array(2_000) })],
    ["no proof", parts({ 3: [] })],
    ["no signature", parts({ 3: [0, new Uint8Array(), "kp.example/log", 1, new Uint8Array(32), []] })],
    [
      "the origin written out as a key's name",
      parts({
        3: [0, new Uint8Array(), "a", 1, new Uint8Array(32), [["a", new Uint8Array(68)]]],
      }),
    ],
    [
      "an origin of two lines",
      parts({ 3: [0, new Uint8Array(), "a\nb", 1, new Uint8Array(32), [[null, new Uint8Array(68)]]] }),
    ],
    [
      "a negative index",
      parts({ 3: [-1, new Uint8Array(), "a", 1, new Uint8Array(32), [[null, new Uint8Array(68)]]] }),
    ],
  ])("%s is refused", (_, value) => {
    expect(readReceipt(encodeCbor(value as never))).toBeUndefined();
  });

  function parts(over: Readonly<Record<number, unknown>> = {}): unknown[] {
    const whole: unknown[] = [
      1,
      new Uint8Array(100),
      [new Uint8Array(16), 1, new Uint8Array(64)],
      [0, new Uint8Array(), "a", 1, new Uint8Array(32), [[null, new Uint8Array(68)]]],
    ];
    for (const [at, value] of Object.entries(over)) whole[Number(at)] = value;
    return whole;
  }

  test("the parts of those refusals, unspoilt, are read", () => {
    expect(readReceipt(encodeCbor(parts() as never))).toBeDefined();
  });

  test("another case of base45 is not read twice", () => {
    expect(readReceipt(`KPR1:${toBase45(receipt)} `)).toBeUndefined();
    expect(organisationKey.keyId).toHaveLength(8);
  });
});
