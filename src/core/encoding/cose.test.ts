import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pointOf, verifyEs256 } from "#platform/keys/signer.ts";
import { concatBytes, fromHex, toHex, utf8 } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { decodeSign1, finishSign1, ownKeyId, prepareSign1, toBeSigned } from "./cose.ts";
import { FormatError } from "./format-error.ts";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keyId = fromHex("0102030405060708");
const signed = (message: Uint8Array) =>
  new Uint8Array(sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" }));

function made(payload: Uint8Array, contentType?: string): Uint8Array {
  const prepared = prepareSign1({ keyId, payload, ...(contentType === undefined ? {} : { contentType }) });
  return finishSign1(prepared, signed(prepared.toBeSigned));
}

describe("COSE_Sign1", () => {
  test("the bytes that are signed are the Sig_structure of RFC 9052, for payloads of every length class", () => {
    for (const length of [0, 23, 24, 255, 256, 65_535, 65_536]) {
      const payload = new Uint8Array(length).fill(7);
      const expected = encodeCbor(["Signature1", fromHex("a10126"), new Uint8Array(), payload]);
      expect(toHex(toBeSigned(fromHex("a10126"), payload)) === toHex(expected), String(length)).toBe(true);
    }
  });

  test("reads the example of the COSE working group (sign1-pass-03: tag absent, so refused; with it, read)", () => {
    const untagged =
      "8443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36";
    expect(() => decodeSign1(fromHex(untagged))).toThrow("not tagged");
    const message = decodeSign1(fromHex(`d2${untagged}`));
    const point = fromHex(
      "04bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e",
    );
    expect(verifyEs256(point, toBeSigned(message.protectedBytes, message.payload), message.signature)).toBe(
      true,
    );
    expect(() => ownKeyId(message)).toThrow("an unprotected header");
  });

  test("what is prepared and finished is read back with its key id and verifies", () => {
    for (const contentType of [undefined, "application/kp-act+cbor"]) {
      const message = decodeSign1(made(utf8("payload"), contentType));
      expect(toHex(ownKeyId(message))).toBe("0102030405060708");
      expect(message.protectedHeader.get(3)).toBe(contentType);
      expect(
        verifyEs256(
          pointOf(publicKey),
          toBeSigned(message.protectedBytes, message.payload),
          message.signature,
        ),
      ).toBe(true);
    }
  });

  test("no flipped bit survives: it is refused as a form or as a signature", () => {
    const bytes = made(utf8("carats"));
    const point = pointOf(publicKey);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      let ok = false;
      try {
        const message = decodeSign1(changed);
        ownKeyId(message);
        ok = verifyEs256(point, toBeSigned(message.protectedBytes, message.payload), message.signature);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
      expect(ok, `bit ${bit}`).toBe(false);
    }
  });

  test("a message of another shape is none", () => {
    const tag = Uint8Array.of(0xd2);
    const bad = [
      [],
      [new Uint8Array(), new Map(), new Uint8Array()],
      ["", new Map(), new Uint8Array(), new Uint8Array()],
      [new Uint8Array(), [], new Uint8Array(), new Uint8Array()],
      [new Uint8Array(), new Map(), null, new Uint8Array()],
      [new Uint8Array(), new Map(), new Uint8Array(), ""],
      [Uint8Array.of(1), new Map(), new Uint8Array(), new Uint8Array()],
    ];
    for (const parts of bad)
      expect(() => decodeSign1(concatBytes(tag, encodeCbor(parts)))).toThrow(FormatError);
    expect(() => finishSign1(prepareSign1({ keyId, payload: utf8("x") }), new Uint8Array(63))).toThrow(
      FormatError,
    );
  });
});
