import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { pemSigner, verifyEs256 } from "#platform/keys/signer.ts";
import { isLowS, lowS, otherS } from "./ecdsa.ts";

test("of the two spellings of a signature both verify, and exactly one is the one we write", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = pemSigner(privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  let turned = 0;
  for (let place = 0; place < 40; place++) {
    const message = Buffer.from(`message ${place}`);
    const signature = await signer.sign(message);
    const other = otherS(signature);
    expect([signature, other].map((one) => verifyEs256(signer.publicKey, message, one))).toEqual([
      true,
      true,
    ]);
    expect(isLowS(signature)).toBe(!isLowS(other));
    expect(isLowS(lowS(signature)) && isLowS(lowS(other))).toBe(true);
    expect(Buffer.from(lowS(other))).toEqual(Buffer.from(lowS(signature)));
    turned += isLowS(signature) ? 0 : 1;
  }
  expect(turned).toBeGreaterThan(0);
});
