import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finishSign1 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { longestDeskName, prepareScan, readScan } from "./scan.ts";
import type { Scan } from "./scan.ts";
import { keys, signWith } from "./testing/world.ts";

const device = keys.canada;
const scan: Scan = {
  id: new Uint8Array(16).fill(7),
  at: "2026-11-24T09:40:00.000Z",
  certificate: new Uint8Array(16).fill(9),
  digest: new Uint8Array(32).fill(3),
  answer: "offline",
  reason: "not-on-kept-list",
  trustList: 7,
  statusList: 12,
  desk: "Freetown – aéroport de Lungi",
};

function signed(value: Scan): Uint8Array {
  const prepared = prepareScan(value, device.keyId);
  return finishSign1(prepared, signWith(device, prepared));
}

const read = (bytes: Uint8Array, key = device.publicKey) => readScan(bytes, key, verifyEs256);

describe("a scan", () => {
  test("comes back as the desk wrote it", () => {
    const reading = read(signed(scan));
    expect(reading.ok && reading.document).toEqual(scan);
    const { certificate: _, reason: __, ...bare } = scan;
    const short = read(signed(bare));
    expect(short.ok && short.document).toEqual(bare);
  });

  test("is refused under another device's key, and with one bit changed", () => {
    expect(read(signed(scan), keys.qatar.publicKey)).toEqual({ ok: false, reason: "signature-wrong" });
    const bytes = signed(scan);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = bytes.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(read(changed).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("names its desk in printable words of bounded length, and an answer that exists", () => {
    for (const desk of ["", "x".repeat(longestDeskName + 1), "a\u202eb", "a\nb"])
      expect(() => signed({ ...scan, desk })).toThrow(FormatError);
    expect(() => signed({ ...scan, answer: "fine" as Scan["answer"] })).toThrow(FormatError);
    expect(() => signed({ ...scan, reason: "<b>" })).toThrow(FormatError);
  });
});
