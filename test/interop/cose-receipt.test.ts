// An unrelated reader of COSE receipts, in Python with cbor2 and cryptography, written from RFC 9942: it takes ours and
// refuses what was changed. Skipped where these packages are not installed.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findLogReaders } from "../../tools/debian.js";
import { toHex } from "#core/encoding/bytes.ts";
import { coseReceiptToSign, formatCoseReceipt } from "#core/log/cose-receipt.ts";
import { inclusionProof, leafHash, merkleRoot } from "#core/log/merkle.ts";
import { logKey, sha256 } from "#core/log/testing/parties.ts";

const script = fileURLToPath(new URL("../../tools/verify-cose-receipt.py", import.meta.url));
const { python } = findLogReaders();

const places = [1, 2, 3, 7, 8, 9, 64, 100].flatMap((size) =>
  [0, 1, size >> 1, size - 1]
    .filter((index) => size > 1 && index < size)
    .map((index) => [index, size] as const),
);

interface Line {
  readonly entry: Uint8Array;
  readonly receipt: Uint8Array;
}

function made([index, size]: readonly [number, number]): Line {
  const entries = Array.from({ length: size }, (_, i) => new TextEncoder().encode(`act ${i}`));
  const leaves = entries.map((entry) => leafHash(sha256, entry));
  const log = { origin: logKey.name, keyId: logKey.keyId };
  const signature = logKey.sign(coseReceiptToSign(log, merkleRoot(sha256, leaves)));
  const receipt = formatCoseReceipt(
    log,
    { index, size, hashes: inclusionProof(sha256, index, leaves) },
    signature,
  );
  return { entry: entries[index] ?? new Uint8Array(), receipt };
}

describe.skipIf(python === undefined)(`Python's reader of ${places.length} COSE receipts`, () => {
  const read = (lines: readonly Line[]): readonly string[] => {
    const input = lines
      .map(({ entry, receipt }) => [entry, receipt, logKey.publicKey].map(toHex).join(" "))
      .join("\n");
    const { stdout, status } = spawnSync(python ?? "", [script], { input, encoding: "utf8" });
    expect(status).toBe(0);
    return stdout.trim().split("\n");
  };

  test("takes all of them", () => {
    expect(read(places.map(made))).toEqual(places.map(() => "yes"));
  });

  test("refuses each for another entry, and with its last byte changed", () => {
    const spoilt = places.map(made).flatMap(({ entry, receipt }) => [
      { entry: Uint8Array.of(...entry, 0), receipt },
      { entry, receipt: receipt.map((byte, at) => (at === receipt.length - 1 ? byte ^ 1 : byte)) },
    ]);
    expect(new Set(read(spoilt))).toEqual(new Set(["signature"]));
  });
});
