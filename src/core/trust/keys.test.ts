import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toHex } from "#core/encoding/bytes.ts";
import { keys, trustedKeys, trustList } from "../certificate/testing/world.ts";
import { keyIdOf, keyRefusals, keysFor, mayKeySign } from "./keys.ts";
import type { TrustedKey } from "./trust-list.ts";

const key: TrustedKey = {
  keyId: keys.sierraLeone.keyId,
  publicKey: keys.sierraLeone.publicKey,
  authority: "SL-KPA",
  use: "desk",
  from: "2026-01-01T00:00:00.000Z",
  until: "2026-12-31T00:00:00.000Z",
  numbers: [
    { from: 10n, to: 19n },
    { from: 40n, to: 49n },
  ],
};
const signing = { authority: "SL-KPA", number: 15n, at: "2026-06-01T12:00:00.000Z" };
const refusal = (over: Partial<TrustedKey>, what: Partial<typeof signing> = {}) => {
  const answer = mayKeySign({ ...key, ...over }, { ...signing, ...what });
  return answer.ok ? null : answer.reason;
};

describe("whose key may sign what, when", () => {
  test("its own authority's numbers, in its time", () => {
    expect(refusal({})).toBeNull();
    expect(refusal({}, { number: 49n })).toBeNull();
    expect(refusal({}, { authority: "LR-KPA" })).toBe("other-authority");
    for (const number of [9n, 20n, 39n, 50n]) expect(refusal({}, { number })).toBe("outside-numbers");
  });

  test("from its first instant until before its last", () => {
    expect(refusal({}, { at: "2026-01-01T00:00:00.000Z" })).toBeNull();
    expect(refusal({}, { at: "2025-12-31T23:59:59.999Z" })).toBe("not-yet");
    expect(refusal({}, { at: "2026-12-30T23:59:59.999Z" })).toBeNull();
    expect(refusal({}, { at: "2026-12-31T00:00:00.000Z" })).toBe("ended");
  });

  test("what was signed before a revocation counts, unless the key was compromised", () => {
    const revoked = { at: "2026-06-02T00:00:00.000Z", reason: "Officer left" };
    expect(refusal({ revoked })).toBeNull();
    expect(refusal({ revoked }, { at: "2026-06-02T00:00:00.000Z" })).toBe("revoked");
    expect(refusal({ revoked: { ...revoked, compromised: true } })).toBe("compromised");
  });

  test("a key without ranges signs any number; a number that cannot be read lies in no range", () => {
    const { numbers: _, ...free } = key;
    expect(mayKeySign(free, { ...signing, number: undefined })).toEqual({ ok: true });
    expect(mayKeySign(key, { ...signing, number: undefined })).toEqual({
      ok: false,
      reason: "outside-numbers",
    });
    expect(mayKeySign({ ...key, numbers: [] }, signing)).toEqual({ ok: false, reason: "outside-numbers" });
  });

  test("the scheme's key signs no certificate", () => {
    expect(refusal({ use: "scheme" })).toBe("wrong-use");
  });

  test("all reasons are told, the gravest first", () => {
    const revoked = { at: "2026-01-01T00:00:00.000Z", reason: "Stolen", compromised: true };
    expect(
      keyRefusals({ ...key, revoked }, { authority: "X", number: 1n, at: "2027-01-01T00:00:00.000Z" }),
    ).toEqual(["compromised", "other-authority", "outside-numbers", "ended", "revoked"]);
  });
});

describe("key ids", () => {
  test("are the first eight bytes of the hash of the point", () => {
    const sha256 = (data: Uint8Array) => new Uint8Array(createHash("sha256").update(data).digest());
    expect(toHex(keyIdOf(sha256, keys.belgium.publicKey))).toBe(
      createHash("sha256").update(keys.belgium.publicKey).digest("hex").slice(0, 16),
    );
  });

  test("are a hint: every key that has it is given", () => {
    const twin = { ...trustedKeys[2]!, keyId: keys.sierraLeone.keyId };
    expect(keysFor(trustList({ keys: [...trustedKeys, twin] }), keys.sierraLeone.keyId).length).toBe(2);
    expect(keysFor(trustList(), new Uint8Array(8))).toEqual([]);
  });
});
