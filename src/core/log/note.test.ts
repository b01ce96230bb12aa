import { createHash } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, toBase64 } from "./base64.ts";
import {
  cosign,
  cosignatureMessage,
  cosignatureVerifier,
  formatCosignature,
  parseCosignature,
  verifyCosignature,
} from "./cosignature.ts";
import {
  ed25519Verifier,
  formatNote,
  formatVerifierKey,
  keyId,
  mostSignatures,
  parseNote,
  parseVerifierKey,
  signNote,
  verifyNote,
} from "./note.ts";
import type { VerifierKey } from "./note.ts";
import { cosignatureType, ed25519Type } from "./verifier-key.ts";

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());
const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  ed25519.verify(signature, message, publicKey);

function party(name: string, seed: number, type = ed25519Type) {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = ed25519.getPublicKey(secret);
  const key: VerifierKey = { name, type, publicKey, keyId: keyId(sha256, name, type, publicKey) };
  return { ...key, key, sign: (message: Uint8Array) => ed25519.sign(message, secret) };
}

const log = party("example.com/log", 1);
const other = party("example.com/other", 2);
const verifier = ed25519Verifier(log.key, verifyEd25519);
const text = "first\n\nsecond, after an empty line\n";
const note = signNote(text, [log]);

describe("reading a note", () => {
  test("the text ends at the last empty line, and what was read is written again byte for byte", () => {
    const parsed = parseNote(note)!;
    expect(parsed.text).toBe(text);
    expect(parsed.signatures.map(({ name, keyId }) => [name, keyId])).toEqual([[log.name, log.keyId]]);
    expect(formatNote(parsed)).toBe(note);
    expect(parseNote(new TextEncoder().encode(note))).toEqual(parsed);
  });

  test("a note of at least 16 signatures is read, one above the bound is not", () => {
    const { signatures } = parseNote(note)!;
    const many = (count: number): string =>
      `${text}\n${formatNote({ text: "x\n", signatures }).slice(3).repeat(count)}`;
    expect(parseNote(many(16))?.signatures.length).toBe(16);
    expect(parseNote(many(mostSignatures))?.signatures.length).toBe(mostSignatures);
    expect(parseNote(many(mostSignatures + 1))).toBeUndefined();
  });

  const line = note.slice(note.lastIndexOf("\n\n") + 2);
  const base64 = line.trimEnd().split(" ")[2]!;
  test.each<[string, string]>([
    ["nothing", ""],
    ["no signature", "text\n\n"],
    ["no empty line", `text\n${line}`],
    ["no newline at the end", note.slice(0, -1)],
    ["a carriage return", note.replace("first", "first\r")],
    ["a tab", note.replace("first", "first\t")],
    ["a zero byte", note.replace("first", "\u0000")],
    ["half a surrogate", note.replace("first", "\ud800")],
    ["a hyphen for the dash", note.replace("— ", "- ")],
    ["two spaces", note.replace("— ", "—  ")],
    ["a name with a plus", note.replace("— example.com/log", "— example.com+log")],
    ["a name with a no-break space", note.replace("— example.com/log", "— example.com\u00a0log")],
    ["no name", note.replace("— example.com/log ", "—  ")],
    ["something after the signature", note.replace(base64, `${base64} x`)],
    ["base64 without padding", note.replace(base64, base64.replaceAll("=", ""))],
    [
      "base64 of the address alphabet",
      `${text}\n— n ${toBase64(new Uint8Array(6).fill(0xff)).replaceAll("/", "_")}\n`,
    ],
    ["stray bits in the last character", `${text}\n— n AAAAAAF=\n`],
    ["a key id without a signature", `${text}\n— n AAAAAA==\n`],
    ["a line between the signatures", `${note}garbage\n`],
    ["more than a million bytes", `${"x".repeat(1_000_000)}\n${note}`],
    ["more than a million bytes in fewer characters", `${"—".repeat(400_000)}\n${note}`],
  ])("%s is not a note", (_, bad) => {
    expect(parseNote(note)).toBeDefined();
    expect(parseNote(bad)).toBeUndefined();
  });

  test("bytes that are not UTF-8 are not a note", () => {
    const bytes = new TextEncoder().encode(note);
    bytes[0] = 0xff;
    expect(parseNote(bytes)).toBeUndefined();
  });

  test("nothing that is read has another spelling, and no text makes the reader throw", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: note.length - 1 }),
        fc.string({ unit: "binary", maxLength: 2 }),
        (at, insert) => {
          const changed = note.slice(0, at) + insert + note.slice(at + 1);
          const parsed = parseNote(changed);
          return parsed === undefined || formatNote(parsed) === changed;
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a note that could not be read back is not written", () => {
    expect(() => signNote("no newline", [log])).toThrow(RangeError);
    expect(() => signNote("tab\there\n", [log])).toThrow(RangeError);
    expect(() => signNote("text\n", [])).toThrow(RangeError);
    expect(() => signNote("text\n", [{ ...log, name: "two words" }])).toThrow(RangeError);
  });
});

describe("verifying a note", () => {
  test("a known key whose signature holds is enough", () => {
    expect(verifyNote(parseNote(note)!, [verifier])).toMatchObject({
      ok: true,
      verified: [{ name: log.name, keyId: log.keyId }],
    });
  });

  test("any changed bit of the text, or of the signature, rejects it", () => {
    const parsed = parseNote(note)!;
    const [signature] = parsed.signatures;
    for (let bit = 0; bit < 512; bit += 13) {
      const bytes = Uint8Array.from(signature!.signature);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyNote({ text, signatures: [{ ...signature!, signature: bytes }] }, [verifier])).toEqual({
        ok: false,
        reason: "signature-wrong",
      });
    }
    expect(verifyNote({ ...parsed, text: text.replace("f", "F") }, [verifier]).ok).toBe(false);
    expect(
      verifyNote({ text, signatures: [{ ...signature!, signature: signature!.signature.slice(0, 63) }] }, [
        verifier,
      ]).ok,
    ).toBe(false);
  });

  test("unknown keys are ignored, also those that share only the name or only the id of a known one", () => {
    const impostor = party(log.name, 3);
    const sameId = { ...party("elsewhere.example", 4), keyId: log.keyId };
    const mixed = parseNote(signNote(text, [impostor, sameId, other, log]))!;
    expect(verifyNote(mixed, [verifier])).toMatchObject({
      ok: true,
      verified: [{ name: log.name, keyId: log.keyId }],
    });
    const without = parseNote(signNote(text, [impostor, sameId, other]))!;
    expect(verifyNote(without, [verifier])).toEqual({ ok: false, reason: "no-known-signature" });
    expect(verifyNote(mixed, [])).toEqual({ ok: false, reason: "no-known-signature" });
  });

  test("a known name and id whose signature fails rejects the note, whoever else signed, in any order", () => {
    const forged = { ...log, sign: (message: Uint8Array) => other.sign(message) };
    const verifiers = [verifier, ed25519Verifier(other.key, verifyEd25519)];
    for (const signers of [
      [forged, other],
      [other, forged],
      [log, forged],
      [forged, log],
    ]) {
      expect(verifyNote(parseNote(signNote(text, signers))!, verifiers)).toEqual({
        ok: false,
        reason: "signature-wrong",
      });
    }
  });

  test("the same key twice is one voice", () => {
    const verdict = verifyNote(parseNote(signNote(text, [log, log]))!, [verifier]);
    expect(verdict.ok && verdict.verified.length).toBe(1);
  });

  test("two verifiers for one name and id are a mistake of the caller", () => {
    expect(() => verifyNote(parseNote(note)!, [verifier, verifier])).toThrow(RangeError);
  });
});

describe("verifier keys", () => {
  test("a key reads back, and its id is of name, type and key", () => {
    const written = formatVerifierKey(sha256, log.key);
    expect(parseVerifierKey(sha256, written)).toEqual(log.key);
    expect(keyId(sha256, log.name, cosignatureType, log.publicKey)).not.toBe(log.keyId);
    expect(keyId(sha256, other.name, ed25519Type, log.publicKey)).not.toBe(log.keyId);
  });

  test("a key of a type from the future reads back, but verifies nothing", () => {
    const key = { name: "w.example", type: 0x06, publicKey: new Uint8Array(1_312).fill(7) };
    const parsed = parseVerifierKey(sha256, formatVerifierKey(sha256, key))!;
    expect(parsed.type).toBe(6);
    expect(() => ed25519Verifier(parsed, verifyEd25519)).toThrow(RangeError);
    expect(() => cosignatureVerifier(parsed, verifyEd25519)).toThrow(RangeError);
    expect(() => cosignatureVerifier(log.key, verifyEd25519)).toThrow(RangeError);
  });

  test("any single changed character makes it unreadable", () => {
    const written = formatVerifierKey(sha256, log.key);
    for (let at = 0; at < written.length; at++) {
      const changed = `${written.slice(0, at)}${written[at] === "A" ? "B" : "A"}${written.slice(at + 1)}`;
      expect(parseVerifierKey(sha256, changed), changed).toBeUndefined();
    }
    for (const bad of ["", "a+b", written.toUpperCase(), ` ${written}`, `${written}\n`])
      expect(parseVerifierKey(sha256, bad)).toBeUndefined();
    expect(() => formatVerifierKey(sha256, { ...log.key, name: "a b" })).toThrow(RangeError);
    expect(() => formatVerifierKey(sha256, { ...log.key, publicKey: new Uint8Array(31) })).toThrow(
      RangeError,
    );
  });
});

describe("cosignatures", () => {
  const witness = party("witness.example/w1", 5, cosignatureType);
  const bytes = new TextEncoder().encode(text);
  const { signature } = cosign(text, witness, 1_679_315_147);

  test("the message is the fixed heading, the time and the whole text", () => {
    expect(new TextDecoder().decode(cosignatureMessage(bytes, 1_679_315_147))).toBe(
      `cosignature/v1\ntime 1679315147\n${text}`,
    );
    expect(signature.length).toBe(72);
    expect(verifyCosignature(witness.publicKey, bytes, signature, verifyEd25519)).toBe(1_679_315_147);
  });

  test("a cosignature stands in the note beside the log's signature and is verified by its own type", () => {
    const { signatures } = parseNote(note)!;
    const cosigned = parseNote(formatNote({ text, signatures: [...signatures, cosign(text, witness, 0)] }))!;
    const both = verifyNote(cosigned, [verifier, cosignatureVerifier(witness.key, verifyEd25519)]);
    expect(both.ok && both.verified.map(({ name }) => name)).toEqual([log.name, witness.name]);
  });

  test("another time, another text, another key, a flipped bit or another length is refused", () => {
    const later = formatCosignature({ ...parseCosignature(signature)!, seconds: 1_679_315_148 });
    expect(verifyCosignature(witness.publicKey, bytes, later, verifyEd25519)).toBeUndefined();
    expect(
      verifyCosignature(witness.publicKey, new TextEncoder().encode(`${text}x\n`), signature, verifyEd25519),
    ).toBeUndefined();
    expect(verifyCosignature(other.publicKey, bytes, signature, verifyEd25519)).toBeUndefined();
    for (let bit = 0; bit < 72 * 8; bit += 17) {
      const flipped = Uint8Array.from(signature);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyCosignature(witness.publicKey, bytes, flipped, verifyEd25519)).toBeUndefined();
    }
    for (const length of [0, 8, 64, 71])
      expect(
        verifyCosignature(witness.publicKey, bytes, signature.slice(0, length), verifyEd25519),
      ).toBeUndefined();
  });

  test("a plain signature of the witness's key over the text is no cosignature", () => {
    const plain = {
      ...witness,
      sign: (message: Uint8Array) => Uint8Array.from([...new Uint8Array(8), ...witness.sign(message)]),
    };
    expect(
      verifyNote(parseNote(signNote(text, [plain]))!, [cosignatureVerifier(witness.key, verifyEd25519)]),
    ).toEqual({ ok: false, reason: "signature-wrong" });
  });

  test("the time is big-endian, and one beyond 2^53 is refused", () => {
    const encoded = formatCosignature({ seconds: 2 ** 40 + 1, signature: new Uint8Array(64) });
    expect([...encoded.subarray(0, 8)]).toEqual([0, 0, 1, 0, 0, 0, 0, 1]);
    expect(parseCosignature(encoded)?.seconds).toBe(2 ** 40 + 1);
    encoded[0] = 0x80;
    expect(parseCosignature(encoded)).toBeUndefined();
    expect(() => formatCosignature({ seconds: -1, signature: new Uint8Array(64) })).toThrow(RangeError);
    expect(() => formatCosignature({ seconds: 1.5, signature: new Uint8Array(64) })).toThrow(RangeError);
    expect(() => formatCosignature({ seconds: 1, signature: new Uint8Array(63) })).toThrow(RangeError);
  });
});

describe("base64", () => {
  test("only what the encoder writes is read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const bad of ["A", "AA", "AAA", "AB==", "AAB=", "AA=A", "A A=", "AA==\n", " AA==", "AAAA=", "A-_="])
      expect(fromBase64(bad), bad).toBeUndefined();
  });
});
