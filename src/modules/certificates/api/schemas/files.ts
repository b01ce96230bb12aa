// What the doors of the file form give, as far as it is JSON.
import { z } from "@hono/zod-openapi";
import { day, instant } from "./parts.ts";

const types = z.array(z.string());
const party = z.object({ id: z.string(), name: z.string() });

export const ConformityCredential = z
  .object({
    "@context": z.array(z.string()),
    type: types,
    id: z.string(),
    issuer: party.extend({ type: types }),
    validFrom: instant,
    validUntil: instant,
    credentialSubject: z.object({
      type: types,
      id: z.string(),
      name: z.string(),
      assessorLevel: z.string(),
      assessmentLevel: z.string(),
      attestationType: z.string(),
      description: z.string(),
      issuedToParty: party,
      conformityCertificate: z.object({
        type: types,
        linkURL: z.string(),
        linkName: z.string(),
        linkType: z.string(),
        hashDigest: z.string(),
        hashMethod: z.string(),
        encryptionMethod: z.string(),
      }),
      assessment: z.array(
        z.object({
          type: types,
          id: z.string(),
          name: z.string(),
          description: z.string(),
          assessmentDate: day,
          referenceRegulation: z.object({
            type: types,
            id: z.string(),
            name: z.string(),
            administeredBy: party,
            effectiveDate: day,
          }),
          declaredValue: z.array(
            z.object({
              type: types,
              metricName: z.string(),
              metricValue: z.object({ type: types, value: z.number(), unit: z.string() }),
            }),
          ),
          conformance: z.boolean(),
          conformityTopic: z.string(),
          assessedProduct: z.array(
            z.object({
              type: types,
              product: party.extend({ registeredId: z.string(), batchNumber: z.string() }),
              IDverifiedByCAB: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  })
  .openapi("ConformityCredential", {
    description:
      "UNTP Digital Conformity Credential, vocabulary 0.6.0 (docs/formats/untp.md). Not signed; the signed file is linked.",
  });
