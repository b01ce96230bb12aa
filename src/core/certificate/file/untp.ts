// A certificate as a Digital Conformity Credential of the United Nations Transparency Protocol, vocabulary 0.6.0, for systems
// that know that vocabulary: the assessed product is the shipment, the regulation is the scheme. A mapping, not a proof: it
// is not signed and says where the signed file is. Nothing is ever read back from it.
import { toHex } from "#core/encoding/bytes.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { codesOf, statement, title, totalsOf } from "../content.ts";
import type { CertificateContent } from "../content.ts";
import type { CodeTimes } from "../qr-claims.ts";

export const untpContext = "https://test.uncefact.org/vocabulary/untp/dcc/0.6.0/";

export interface UntpAround {
  /** In English. */
  readonly authorityName: string;
  /** The signed file: where its holders find it, and its SHA-256. */
  readonly file: { readonly address: string; readonly sha256: Uint8Array };
}

export function toConformityCredential(
  content: CertificateContent,
  times: CodeTimes,
  { authorityName, file }: UntpAround,
): Readonly<Record<string, unknown>> {
  const id = `urn:kimberley-process:certificate-id:${toHex(content.publicId)}`;
  const authority = { id: `urn:kimberley-process:authority:${content.authority}`, name: authorityName };
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2", untpContext],
    type: ["DigitalConformityCredential", "VerifiableCredential"],
    id,
    issuer: { type: ["CredentialIssuer"], ...authority },
    validFrom: times.validatedAt,
    validUntil: times.expiresAt,
    credentialSubject: {
      type: ["ConformityAttestation", "Attestation"],
      id: `${id}#attestation`,
      name: `${title} ${content.number}`,
      assessorLevel: "3rdParty",
      assessmentLevel: "GovtApproval",
      attestationType: "certification",
      description: statement,
      issuedToParty: { id: `${id}#exporter`, name: content.exporter.name },
      conformityCertificate: {
        type: ["SecureLink", "Link"],
        linkURL: file.address,
        linkName: `${title} ${content.number}, signed file`,
        linkType: "https://test.uncefact.org/vocabulary/linkTypes/dcc",
        hashDigest: toHex(file.sha256),
        hashMethod: "SHA-256",
        encryptionMethod: "none",
      },
      assessment: [assessmentOf(content, id)],
    },
  };
}

function assessmentOf(content: CertificateContent, id: string): Readonly<Record<string, unknown>> {
  const codes = codesOf(content.lines);
  const names = codes.map((code) => roughGoods.find((goods) => goods.code === code)?.name.en ?? code);
  const { carats } = totalsOf(content.lines);
  return {
    type: ["ConformityAssessment", "Declaration"],
    id: `${id}#assessment`,
    name: "Handled in accordance with the Kimberley Process Certification Scheme",
    description: statement,
    assessmentDate: content.validatedOn,
    referenceRegulation: {
      type: ["Regulation"],
      id: "https://www.kimberleyprocess.com/",
      name: "Kimberley Process Certification Scheme",
      administeredBy: { id: "https://www.kimberleyprocess.com/", name: "Kimberley Process" },
      // The day from which the scheme was implemented (Interlaken Declaration, 5 November 2002).
      effectiveDate: "2003-01-01",
    },
    // CTM: metric carat (UNECE Recommendation 20). That list has no currencies, so the value has no place here.
    declaredValue: [
      {
        type: ["Metric"],
        metricName: "Mass of the shipment",
        metricValue: { type: ["Measure"], value: Number(carats) / 100, unit: "CTM" },
      },
    ],
    conformance: true,
    conformityTopic: "governance.compliance",
    assessedProduct: [
      {
        type: ["ProductVerification"],
        product: {
          id: `${id}#shipment`,
          name: `Rough diamonds, parcels: ${content.parcels}. ${codes.map((code, place) => `HS ${code} ${names[place] ?? ""}`).join("; ")}`,
          registeredId: content.number,
          batchNumber: content.number,
        },
        IDverifiedByCAB: true,
      },
    ],
  };
}
