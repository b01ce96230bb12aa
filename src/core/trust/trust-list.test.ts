import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex } from "#core/encoding/bytes.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { keys, signWith, trustList } from "../certificate/testing/world.ts";
import { mayReplace } from "./signed-document.ts";
import { prepareTrustList, readTrustList, trustListToJson } from "./trust-list.ts";
import type { TrustList } from "./trust-list.ts";

function signed(list: TrustList): Uint8Array {
  const prepared = prepareTrustList(list, keys.scheme.keyId);
  return finishSign1(prepared, signWith(keys.scheme, prepared));
}

const read = (bytes: Uint8Array) => readTrustList(bytes, keys.scheme.publicKey, verifyEs256);

describe("the trust list", () => {
  test("the scheme's whole history comes back as it was written", () => {
    const list = trustList();
    const reading = read(signed(list));
    expect(reading.ok && reading.list).toEqual(list);
    expect(reading.ok && toHex(reading.keyId)).toBe(toHex(keys.scheme.keyId));
  });

  test("a list without rules, from before lists had them, is read as it was", () => {
    const { rules: _, ...older } = trustList();
    const reading = read(signed(older));
    expect(reading.ok && reading.list).toEqual(older);
  });

  test("equal lists give equal bytes, whatever the order in which their fields were set", () => {
    const list = trustList();
    const turned = Object.fromEntries(Object.entries(list).reverse()) as unknown as TrustList;
    expect(toHex(prepareTrustList(turned, keys.scheme.keyId).payload)).toBe(
      toHex(prepareTrustList(list, keys.scheme.keyId).payload),
    );
  });

  test("no flipped bit of it is ever read", () => {
    const bytes = signed(trustList({ participants: [], recognitions: [] }));
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(read(changed).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test("random bytes are refused and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(read(bytes).ok).toBe(false);
      }),
    );
    expect(read(new Uint8Array(5_000_000))).toEqual({ ok: false, reason: "too-long" });
  });

  test("the content is not looked at before the signature", () => {
    const bytes = signed(trustList());
    let asked = 0;
    const never = () => {
      asked++;
      return false;
    };
    expect(readTrustList(bytes, keys.scheme.publicKey, never)).toEqual({
      ok: false,
      reason: "signature-wrong",
    });
    expect(asked).toBe(1);
  });

  test("what would not be read is not signed", () => {
    const [first, ...others] = trustList().keys;
    expect(() =>
      prepareTrustList(
        trustList({ keys: [{ ...first!, publicKey: first!.publicKey.slice(1) }, ...others] }),
        keys.scheme.keyId,
      ),
    ).toThrow(FormatError);
    const stray = trustList().participants.map((item) =>
      item.code === "SL" ? { ...item, code: "LR" } : item,
    );
    expect(() => prepareTrustList(trustList({ participants: stray }), keys.scheme.keyId)).toThrow(
      "a status of SL under LR",
    );
    expect(() => prepareTrustList(trustList({ version: 0 }), keys.scheme.keyId)).toThrow(FormatError);
  });

  test("a list never replaces a newer one", () => {
    const at = (version: number) => trustList({ version });
    expect(mayReplace(undefined, at(1))).toEqual({ ok: true });
    expect(mayReplace(at(1), at(2))).toEqual({ ok: true });
    expect(mayReplace(at(2), at(2))).toEqual({ ok: false, reason: "same" });
    expect(mayReplace(at(3), at(2))).toEqual({ ok: false, reason: "older" });
  });

  test("the readable copy is JSON without loss of numbers and keys", () => {
    const json = JSON.parse(trustListToJson(trustList())) as {
      format: number;
      keys: { publicKey: string; numbers?: { from: string }[] }[];
    };
    expect(json.format).toBe(1);
    expect(json.keys[1]?.numbers?.[0]?.from).toBe("4000");
    expect(Buffer.from(json.keys[1]?.publicKey ?? "", "base64url").length).toBe(65);
  });
});
