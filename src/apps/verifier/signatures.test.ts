// Core asks at once, a browser answers later: the answer has to be the one that core would have got at once.
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, test } from "vitest";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import { receiptOf, receiptTrustList, sealedCode } from "#core/certificate/testing/receipts.ts";
import { now } from "#core/certificate/testing/world.ts";
import { verifyEd25519 } from "./ed25519.ts";
import { verifyEs256 } from "./es256.ts";
import { withCryptography } from "./signatures.ts";

const common = {
  evidence: { qrText: sealedCode },
  trust: receiptTrustList(),
  register: { kind: "unavailable" },
  now,
} as const;

describe("cryptography that answers later", () => {
  test.each([
    ["a whole receipt", receiptOf({ size: 100 })],
    ["too few witnesses", receiptOf({ seenBy: [1] })],
    ["a changed byte", receiptOf().map((byte, at) => (at === 400 ? byte ^ 1 : byte))],
  ])("gives the same verdict as the one that answers at once: %s", async (_, receipt) => {
    const later = await withCryptography((by) => verifyWithReceipt({ ...common, ...by, receipt }));
    const atOnce = { verifyEs256, verifyEd25519, sha256 };
    expect(later).toEqual(verifyWithReceipt({ ...common, ...atOnce, receipt }));
  });
});
