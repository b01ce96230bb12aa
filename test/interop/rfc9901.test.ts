// The examples of RFC 9901 itself, read by our strict processor. That they are the published ones to the letter is shown
// by their signatures.
import { expect, test } from "vitest";
import { findKeyBindingFault } from "#core/certificate/file/key-binding.ts";
import { readSdJwt } from "#core/certificate/file/read.ts";
import type { SdJwt } from "#core/certificate/file/read.ts";
import { writeJson } from "#core/encoding/json.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import examples from "./rfc9901.json" with { type: "json" };

const { x, y } = examples.issuerKey;
const issuerKey = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);

function read(text: string): SdJwt {
  const reading = readSdJwt(text, { type: "example+sd-jwt", sha256 });
  if (!reading.ok) throw new Error(reading.reason);
  expect(verifyEs256(issuerKey, reading.sdJwt.signed, reading.sdJwt.signature)).toBe(true);
  return reading.sdJwt;
}

test("A.1: two items of an address are shown, seven others and eight digests leave no trace", () => {
  expect(JSON.parse(writeJson(read(examples.simple).claims))).toEqual({
    iss: "https://issuer.example.com",
    iat: 1_683_000_000,
    exp: 1_883_000_000,
    address: { region: "港区", country: "JP" },
  });
});

test("A.4: nested claims, and the holder's key binding", () => {
  const sdJwt = read(examples.keyBound);
  expect(JSON.parse(writeJson(sdJwt.claims.get("credentialSubject") ?? null))).toEqual({
    type: "VaccinationEvent",
    order: "3/3",
    dateOfVaccination: "2021-06-23T13:40:12Z",
    vaccine: { type: "Vaccine", atcCode: "J07BX03", medicinalProductName: "COVID-19 Vaccine Moderna" },
    recipient: { type: "VaccineRecipient" },
  });
  const asked = {
    nonce: "1234567890",
    audience: "https://verifier.example.org",
    now: new Date(1_748_537_244_000).toISOString(),
    longestAgeSeconds: 300,
    clockToleranceSeconds: 60,
  };
  const tools = { sha256, verifyEs256 };
  expect(findKeyBindingFault(sdJwt, asked, tools)).toBeUndefined();
  expect(findKeyBindingFault(sdJwt, { ...asked, nonce: "0" }, tools)).toBe("other-nonce");
});
