// Checkpoints and the proofs that carry them.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { cosign } from "./cosignature.ts";
import { inclusionProof, leafHash, merkleRoot } from "./merkle.ts";
import { ed25519Type, ed25519Verifier, formatNote, parseNote, parseVerifierKey, signNote } from "./note.ts";
import { formatProof, noWitnessRequired, parseProof, verifyReceipt } from "./proof.ts";
import type { ReceiptClaim } from "./proof.ts";
import { log, logKey, origin, party, pillars, sha256, verifyEd25519, witnesses } from "./testing/parties.ts";

const entries = Array.from({ length: 11 }, (_, i) => new TextEncoder().encode(`act ${i}`));
const leaves = entries.map((entry) => leafHash(sha256, entry));
const root = merkleRoot(sha256, leaves);
const text = formatCheckpoint({ origin, size: 11, root });
const rootText = Buffer.from(root).toString("base64");

function cosigned(count: number, body = text, signer = logKey): string {
  const note = parseNote(signNote(body, [signer]))!;
  return formatNote({
    text: body,
    signatures: [
      ...note.signatures,
      ...pillars.slice(0, count).map((pillar, i) => cosign(body, pillar, 1_800_000_000 + i)),
    ],
  });
}

describe("checkpoints", () => {
  test("a head reads back, with its extension lines", () => {
    expect(text).toBe(`${origin}\n11\n${rootText}\n`);
    expect(parseCheckpoint(text)).toEqual({ origin, size: 11, root, extensions: [] });
    const extended = formatCheckpoint({
      origin,
      size: Number.MAX_SAFE_INTEGER,
      root,
      extensions: ["a", "b c"],
    });
    expect(parseCheckpoint(extended)).toEqual({
      origin,
      size: Number.MAX_SAFE_INTEGER,
      root,
      extensions: ["a", "b c"],
    });
  });

  test.each<[string, string]>([
    ["a leading zero", text.replace("\n11\n", "\n011\n")],
    ["a plus", text.replace("\n11\n", "\n+11\n")],
    ["a minus", text.replace("\n11\n", "\n-11\n")],
    ["a space", text.replace("\n11\n", "\n11 \n")],
    ["hexadecimal", text.replace("\n11\n", "\n0xb\n")],
    ["an exponent", text.replace("\n11\n", "\n1e1\n")],
    ["Arabic digits", text.replace("\n11\n", "\n١١\n")],
    ["2^64", text.replace("\n11\n", "\n18446744073709551616\n")],
    ["2^64 + 11", text.replace("\n11\n", "\n18446744073709551627\n")],
    ["2^53, which no number here holds exactly", text.replace("\n11\n", "\n9007199254740992\n")],
    ["no size", text.replace("\n11\n", "\n\n")],
    ["no origin", text.replace(origin, "")],
    ["a carriage return", text.replace("\n11\n", "\r\n11\n")],
    ["a carriage return after an extension", `${text}extension\r\n`],
    ["a root of 31 bytes", text.replace(rootText, Buffer.from(root.slice(1)).toString("base64"))],
    ["a root without padding", text.replace(rootText, rootText.slice(0, -1))],
    [
      "a root with stray bits",
      text.replace(
        rootText,
        `${rootText.slice(0, -2)}${String.fromCharCode(rootText.at(-2)!.charCodeAt(0) + 1)}=`,
      ),
    ],
    ["no newline at the end", text.slice(0, -1)],
    ["an empty extension line", `${text}\n`],
    ["two lines", `${origin}\n11\n`],
    ["nothing", ""],
  ])("%s is refused", (_, bad) => {
    expect(bad).not.toBe(text);
    expect(parseCheckpoint(bad)).toBeUndefined();
  });

  test("one head has one spelling", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.string({ unit: "binary", maxLength: 2 }),
        (at, insert) => {
          const changed = text.slice(0, at) + insert + text.slice(at + 1);
          const head = parseCheckpoint(changed);
          return head === undefined || formatCheckpoint(head) === changed;
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a head that could not be read back is not written", () => {
    expect(() => formatCheckpoint({ origin: "", size: 1, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin: "a\nb", size: 1, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin, size: -1, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin, size: 2 ** 53, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin, size: 1, root: root.slice(1) })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin, size: 1, root, extensions: [""] })).toThrow(RangeError);
  });

  test("opening asks for the log's own signature, its whole origin and no failed signature", () => {
    expect(openCheckpoint(cosigned(3), log, witnesses)).toMatchObject({
      ok: true,
      checkpoint: { size: 11 },
      cosignatures: pillars.map(({ name }) => ({ name })),
    });
    expect(openCheckpoint(cosigned(2), log)).toMatchObject({ ok: true, cosignatures: [] });
    expect(openCheckpoint("no note", log)).toEqual({ ok: false, reason: "malformed" });
    expect(openCheckpoint(signNote("some other text\n", [logKey]), log)).toEqual({
      ok: false,
      reason: "malformed",
    });
    expect(openCheckpoint(cosigned(0), { ...log, origin: `${origin}2` })).toEqual({
      ok: false,
      reason: "other-origin",
    });
    expect(openCheckpoint(cosigned(0), { ...log, origin: "kp.example" })).toEqual({
      ok: false,
      reason: "other-origin",
    });
    const stranger = party(origin, 9, ed25519Type);
    expect(openCheckpoint(cosigned(3, text, stranger), log, witnesses)).toEqual({
      ok: false,
      reason: "not-signed-by-log",
    });
    expect(openCheckpoint(cosigned(0, text, stranger), log)).toEqual({
      ok: false,
      reason: "not-signed-by-log",
    });
    const forged = { ...logKey, sign: stranger.sign };
    expect(openCheckpoint(cosigned(3, text, forged), log, witnesses)).toEqual({
      ok: false,
      reason: "signature-wrong",
    });
  });
});

const twoOfThree: ReceiptClaim["policy"] = (seen) => seen.length >= 2;

function claimFor(index: number, witnessCount = 3): ReceiptClaim {
  const proof = formatProof({
    index,
    hashes: inclusionProof(sha256, index, leaves),
    checkpoint: cosigned(witnessCount),
  });
  return { leaf: entries[index]!, proof, log, witnesses, policy: twoOfThree };
}

describe("receipts", () => {
  const claim = claimFor(6);

  test("the leaf, the inclusion, the log's signature and enough witnesses together are a yes", () => {
    expect(verifyReceipt(sha256, claim)).toEqual({
      ok: true,
      index: 6,
      size: 11,
      root,
      witnesses: pillars.map(({ name, keyId }, i) => ({ name, keyId, seconds: 1_800_000_000 + i })),
    });
    expect(verifyReceipt(sha256, claimFor(6, 2)).ok).toBe(true);
    expect(verifyReceipt(sha256, { ...claimFor(6, 0), policy: noWitnessRequired }).ok).toBe(true);
  });

  test("with any of them missing it is a no, and nothing but the reason is said", () => {
    const refused = (change: Partial<ReceiptClaim>): unknown =>
      verifyReceipt(sha256, { ...claim, ...change });
    expect(refused({ leaf: entries[5]! })).toEqual({ ok: false, reason: "not-in-the-log" });
    expect(refused({ leaf: leaves[6]! })).toEqual({ ok: false, reason: "not-in-the-log" });
    expect(refused({ proof: claim.proof.replace("index 6", "index 7") })).toEqual({
      ok: false,
      reason: "not-in-the-log",
    });
    expect(refused({ log: { ...log, origin: "kp.example" } })).toEqual({ ok: false, reason: "other-origin" });
    expect(
      refused({
        log: { origin, verifiers: [ed25519Verifier(party(origin, 9, ed25519Type).key, verifyEd25519)] },
      }),
    ).toEqual({ ok: false, reason: "not-signed-by-log" });
    expect(refused(claimFor(6, 1))).toEqual({ ok: false, reason: "too-few-witnesses" });
    expect(refused({ witnesses: [] })).toEqual({ ok: false, reason: "too-few-witnesses" });
    expect(refused({ proof: "" })).toEqual({ ok: false, reason: "malformed" });
  });

  test("a sound inclusion proof under a head that only a stranger signed is a no", () => {
    const stranger = party("stranger.example", 9, ed25519Type);
    const proof = formatProof({
      index: 6,
      hashes: inclusionProof(sha256, 6, leaves),
      checkpoint: cosigned(0, text, stranger),
    });
    expect(verifyReceipt(sha256, { ...claim, proof, policy: noWitnessRequired })).toEqual({
      ok: false,
      reason: "not-signed-by-log",
    });
  });

  test("one witness that signs twice does not make two", () => {
    const note = parseNote(cosigned(1))!;
    const doubled = formatNote({
      text,
      signatures: [...note.signatures, cosign(text, pillars[0]!, 1_900_000_000)],
    });
    const proof = formatProof({ index: 6, hashes: inclusionProof(sha256, 6, leaves), checkpoint: doubled });
    expect(verifyReceipt(sha256, { ...claim, proof })).toEqual({ ok: false, reason: "too-few-witnesses" });
  });

  test("any single flipped bit of the leaf is refused", () => {
    for (let bit = 0; bit < claim.leaf.length * 8; bit++) {
      const leaf = Uint8Array.from(claim.leaf);
      leaf[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyReceipt(sha256, { ...claim, leaf, policy: noWitnessRequired, witnesses: [] }).ok).toBe(
        false,
      );
    }
  });

  test("any flipped bit of the proof is refused when only the log has signed", () => {
    const one = { ...claimFor(3, 0), policy: noWitnessRequired, witnesses: [] };
    const bytes = new TextEncoder().encode(one.proof);
    for (let bit = 0; bit < bytes.length * 8; bit += 3) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(
        verifyReceipt(sha256, { ...one, proof: new TextDecoder().decode(changed) }).ok,
        `bit ${bit}`,
      ).toBe(false);
    }
  });

  test("no text makes the verifier throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (garbage) => {
        expect(verifyReceipt(sha256, { ...claim, proof: garbage }).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test("cut anywhere but between two signature lines after the log's own, it proves nothing", () => {
    const logLine = `\u2014 ${claim.log.origin} `;
    for (let length = 0; length < claim.proof.length; length++) {
      const cut = claim.proof.slice(0, length);
      // What is left there is a shorter note of the same log; whether its witnesses are enough is the policy's matter.
      if (cut.endsWith("\n") && cut.includes(logLine)) continue;
      expect(verifyReceipt(sha256, { ...claim, proof: cut }).ok, `cut at ${length}`).toBe(false);
    }
  });
});

describe("the documentation", () => {
  const page = readFileSync(new URL("../../../docs/formats/log.md", import.meta.url), "utf8");

  test("the proof printed in docs/formats/log.md verifies with the key printed there", () => {
    const key = parseVerifierKey(sha256, /`(log\.example\/kp\+[^`]+)`/.exec(page)![1]!)!;
    const proof = /```\n(c2sp[^`]+)```/.exec(page)![1]!;
    const claim = {
      leaf: new TextEncoder().encode("two"),
      proof,
      log: { origin: "log.example/kp", verifiers: [ed25519Verifier(key, verifyEd25519)] },
    };
    expect(verifyReceipt(sha256, { ...claim, witnesses: [], policy: noWitnessRequired })).toMatchObject({
      ok: true,
      index: 1,
      size: 3,
    });
  });
});

describe("the text of a proof", () => {
  const proof = { index: 6, hashes: inclusionProof(sha256, 6, leaves), checkpoint: cosigned(1) };
  const written = formatProof(proof);

  test("reads back, with and without extra data, and for the tree of one leaf", () => {
    expect(parseProof(written)).toEqual(proof);
    const extra = Uint8Array.of(1, 2, 3);
    expect(
      formatProof({ ...proof, extra })
        .split("\n")
        .slice(0, 3),
    ).toEqual(["c2sp.org/tlog-proof@v1", "extra AQID", "index 6"]);
    expect(parseProof(formatProof({ ...proof, extra }))).toEqual({ ...proof, extra });
    expect(parseProof(formatProof({ ...proof, index: 0, hashes: [] }))).toEqual({
      ...proof,
      index: 0,
      hashes: [],
    });
  });

  test.each<[string, string]>([
    ["another version", written.replace("@v1", "@v2")],
    ["no index", written.replace("index 6\n", "")],
    ["an index with a leading zero", written.replace("index 6", "index 06")],
    ["an index with a plus", written.replace("index 6", "index +6")],
    ["an index of 2^64", written.replace("index 6", "index 18446744073709551616")],
    ["an index twice", written.replace("index 6", "index 6\nindex 6")],
    ["an empty extra", written.replace("index 6", "extra \nindex 6")],
    ["extra that is not base64", written.replace("index 6", "extra AB==\nindex 6")],
    ["extra twice", written.replace("index 6", "extra AQID\nextra AQID\nindex 6")],
    ["extra after the index", written.replace("index 6", "index 6\nextra AQID")],
    ["a carriage return", written.replace("index 6\n", "index 6\r\n")],
    ["a short hash", written.replace("index 6\n", "index 6\nAQID\n")],
    [
      "64 hashes",
      formatProof({ ...proof, hashes: Array.from({ length: 63 }, () => root) }).replace(
        "index 6\n",
        `index 6\n${rootText}\n`,
      ),
    ],
    ["no empty line", written.split("\n\n")[0]!],
    ["more than two million characters", written + "x".repeat(2_000_000)],
  ])("%s is refused", (_, bad) => {
    expect(bad).not.toBe(written);
    expect(parseProof(bad)).toBeUndefined();
  });

  test("a proof that could not be read back is not written", () => {
    expect(() => formatProof({ ...proof, index: -1 })).toThrow(RangeError);
    expect(() => formatProof({ ...proof, extra: new Uint8Array() })).toThrow(RangeError);
    expect(() => formatProof({ ...proof, hashes: [new Uint8Array(31)] })).toThrow(RangeError);
  });
});
