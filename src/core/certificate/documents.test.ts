// The worked examples in the documents are true: a reader that follows them reads what they say.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromBase45 } from "#core/encoding/base45.ts";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { toBeSigned } from "#core/encoding/cose.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { readTrustList } from "#core/trust/trust-list.ts";
import { precedence } from "./answers.ts";
import { checkOrder } from "./check-recorder.ts";
import { readQrText } from "./qr-text.ts";
import { keys } from "./testing/world.ts";

const documentOf = (name: string) =>
  readFileSync(new URL(`../../../docs/formats/${name}`, import.meta.url), "utf8");

/** The fenced blocks of a document, in order. */
const blocksOf = (text: string) => [...text.matchAll(/```\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");

/** The bytes of a dump: what stands before each "#", without the lines that are shortened with "…". */
const dumped = (block: string) =>
  block.split("\n").map((line) => (line.split("#")[0] ?? "").replaceAll(/\s/g, ""));

describe("docs/formats/certificate-qr.md", () => {
  const text = documentOf("certificate-qr.md");
  const [code = "", dump = "", whole = "", key = ""] = blocksOf(text);

  test("the example is the code, its bytes, its dump and its key", () => {
    const bytes = toHex(fromBase45(code.slice("KPC1:".length)));
    expect(whole.replaceAll("\n", "")).toBe(bytes);
    expect(text).toContain(`${code.length} characters`);
    expect(text).toContain(`Its ${bytes.length / 2} bytes`);
    const lines = dumped(dump);
    expect(lines.at(-1)).toContain("…");
    const beforeSignature = lines.slice(0, -1).join("");
    expect(bytes.startsWith(beforeSignature)).toBe(true);
    expect(beforeSignature.length / 2 + 2 + 64).toBe(bytes.length / 2);
    expect(key).toBe(toHex(keys.sierraLeone.publicKey));
  });

  test("it verifies over the bytes that are said to be signed", () => {
    const reading = readQrText(code);
    if (!reading.ok) throw new Error(reading.reason);
    const { protectedBytes, payload, signature } = reading.message;
    const signed = `846a5369676e6174757265314d${toHex(protectedBytes)}4058af${toHex(payload)}`;
    expect(toHex(toBeSigned(protectedBytes, payload))).toBe(signed);
    expect(verifyEs256(fromHex(key), fromHex(signed), signature)).toBe(true);
    expect(reading.claims).toMatchObject({
      issuedOn: "2026-11-20",
      expiresOn: "2027-01-19",
      validatedAt: "2026-11-21T10:30:00.000Z",
    });
  });

  test("every check and every answer is described", () => {
    for (const check of checkOrder) expect(text).toContain(`\`${check}\``);
    for (const row of precedence) {
      expect(text).toContain(`\`${row.state}\``);
      for (const reason of row.reasons ?? [])
        if (!["number-unreadable", "number-only"].includes(reason)) expect(text).toContain(`\`${reason}\``);
    }
  });
});

describe("docs/formats/trust-list.md", () => {
  const text = documentOf("trust-list.md");
  const [whole = "", dump = ""] = blocksOf(text);

  test("the example is a list of the scheme's key, and its dump shows its bytes in order", () => {
    const bytes = fromHex(whole.replaceAll("\n", ""));
    expect(text).toContain(`${bytes.length} bytes:`);
    const reading = readTrustList(bytes, keys.scheme.publicKey, verifyEs256);
    expect(reading.ok && reading.list.keys[0]?.authority).toBe("SL-KPA");
    let rest = toHex(bytes);
    for (const piece of dumped(dump)
      .flatMap((line) => line.split("…"))
      .filter((part) => part !== "")) {
      const at = rest.indexOf(piece);
      expect(at, piece).toBeGreaterThanOrEqual(0);
      rest = rest.slice(at + piece.length);
    }
  });
});
