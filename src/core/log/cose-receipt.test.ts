// COSE receipts (RFC 9942): one form, and inclusion with signature or nothing.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeCbor } from "../encoding/cbor.ts";
import { coseReceiptToSign, formatCoseReceipt, verifyCoseReceipt } from "./cose-receipt.ts";
import { inclusionProof, leafHash, merkleRoot } from "./merkle.ts";
import { parseNote } from "./note.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { logKey, party, sha256 } from "./testing/parties.ts";

const log = { origin: logKey.name, keyId: logKey.keyId, publicKey: logKey.publicKey };
const entriesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => new TextEncoder().encode(`act ${i}`));

function made(index: number, size: number, signer = logKey) {
  const entries = entriesOf(size);
  const leaves = entries.map((entry) => leafHash(sha256, entry));
  const hashes = inclusionProof(sha256, index, leaves);
  const signature = signer.sign(coseReceiptToSign(log, merkleRoot(sha256, leaves)));
  return { entry: entries[index]!, receipt: formatCoseReceipt(log, { index, size, hashes }, signature) };
}

const judged = (entry: Uint8Array, receipt: Uint8Array, of = log) =>
  verifyCoseReceipt(sha256, { entry, receipt, log: of, verifyEd25519 });

describe("a COSE receipt", () => {
  test("proves its entry, in a tree of any size", () => {
    for (const [index, size] of [
      [0, 2],
      [1, 2],
      [2, 3],
      [5, 11],
      [10, 11],
      [99, 100],
    ] as const) {
      const { entry, receipt } = made(index, size);
      expect(judged(entry, receipt)).toEqual({ ok: true });
      expect(judged(new TextEncoder().encode("another"), receipt)).toMatchObject({
        reason: "not-in-the-log",
      });
    }
  });

  test("has the labels of the standard, and no payload", () => {
    const { receipt } = made(1, 2);
    const hex = Buffer.from(receipt).toString("hex");
    // Tag 18, four parts; EdDSA, key id, issuer, vds 1; vdp with one inclusion proof; nil.
    expect(hex).toMatch(/^d28458..a401270444/);
    expect(hex).toContain("19018b01a119018ca12081");
    expect(hex).toContain("f65840");
  });

  test("of another log, or signed by another key under its name, is none of this log's", () => {
    const { entry, receipt } = made(5, 11);
    expect(judged(entry, receipt, { ...log, origin: "kp.example/log2" })).toMatchObject({
      reason: "other-log",
    });
    const forged = made(5, 11, party(logKey.name, 77, logKey.type));
    expect(judged(forged.entry, forged.receipt)).toMatchObject({ reason: "not-in-the-log" });
  });

  test("with any byte changed is refused, but for two numbers that nobody signs and this does not tell", () => {
    const { entry, receipt } = made(5, 11);
    const numbers = Buffer.from(receipt).indexOf(Buffer.from("830b05", "hex")) + 1;
    fc.assert(
      fc.property(fc.nat(receipt.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        if (at === numbers || at === numbers + 1) return;
        const changed = receipt.slice();
        changed[at]! ^= flip;
        expect(judged(entry, changed).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, (receipt: Uint8Array) => Uint8Array]>([
    ["nothing", () => new Uint8Array()],
    ["no tag", (receipt) => receipt.slice(1)],
    ["a byte too many", (receipt) => Uint8Array.of(...receipt, 0)],
    ["too long", () => new Uint8Array(9_000).fill(0xd2)],
    ["another structure", () => Uint8Array.of(0xd2, ...encodeCbor([new Uint8Array(), new Map(), null]))],
    [
      "an attached payload",
      () =>
        Uint8Array.of(
          0xd2,
          ...encodeCbor([new Uint8Array(), new Map(), new Uint8Array(32), new Uint8Array(64)]),
        ),
    ],
  ])("%s is malformed", (_, spoil) => {
    const { entry, receipt } = made(5, 11);
    expect(judged(entry, spoil(receipt))).toEqual({ ok: false, reason: "malformed" });
  });

  test("what the key signs for it can never be the text of a note, nor the other way round", () => {
    const message = coseReceiptToSign(log, new Uint8Array(32));
    // No UTF-8 text begins with this byte, and a note is UTF-8.
    expect(message[0]).toBe(0x84);
    expect(parseNote(message)).toBeUndefined();
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(message.subarray(0, 1))).toThrow(TypeError);
  });

  test("of an entry that is alone there is none: the standard wants a path", () => {
    expect(() => formatCoseReceipt(log, { index: 0, size: 1, hashes: [] }, new Uint8Array(64))).toThrow(
      RangeError,
    );
  });
});
