// The mapping to the conformity credential of the United Nations Transparency Protocol, against a JSON Schema that we wrote
// from its published vocabulary (the official file is not kept here; see docs/formats/untp.md).
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { toConformityCredential } from "#core/certificate/file/untp.ts";
import { content, expiryOf, validatedAt } from "#core/certificate/testing/world.ts";
import { sha256 } from "#platform/keys/random.ts";
import schema from "./untp-dcc.schema.json" with { type: "json" };

const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, strictTuples: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const around = {
  authorityName: "National Minerals Agency",
  file: { address: "https://kp.example/api/certificates/x/file", sha256: sha256(Buffer.from("file")) },
};

describe("a certificate as a conformity credential", () => {
  const cases = [
    content(),
    content({ origin: { kind: "MIXED", listed: [] } }),
    content({ lines: [{ code: "7102.10", carats: 1n, usd: 1n }], parcels: 1 }),
  ];

  test.each(cases.map((one) => [one]))("has the shape of the vocabulary", (certificate) => {
    const times = { validatedAt, expiresAt: expiryOf(certificate) };
    validate(toConformityCredential(certificate, times, around));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("names the shipment as the product, the scheme as the regulation, the government as the assessor", () => {
    const made = toConformityCredential(
      content(),
      { validatedAt, expiresAt: expiryOf(content()) },
      around,
    ) as { credentialSubject: Record<string, unknown> };
    expect(made.credentialSubject).toMatchObject({
      assessmentLevel: "GovtApproval",
      issuedToParty: { name: "Koidu Alluvial Exports Ltd" },
      assessment: [
        {
          conformance: true,
          referenceRegulation: { name: "Kimberley Process Certification Scheme" },
          declaredValue: [{ metricValue: { value: 1484.56, unit: "CTM" } }],
          assessedProduct: [{ product: { batchNumber: "SL 004912" } }],
        },
      ],
    });
  });

  test("the schema refuses what the vocabulary does not know", () => {
    const made = toConformityCredential(
      content(),
      { validatedAt, expiresAt: expiryOf(content()) },
      around,
    ) as { credentialSubject: object };
    expect(
      validate({ ...made, credentialSubject: { ...made.credentialSubject, assessorLevel: "Mine" } }),
    ).toBe(false);
    expect(validate({ ...made, issuer: undefined })).toBe(false);
  });
});
