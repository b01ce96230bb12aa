// Seals the finished PDF: PAdES baseline B (ETSI EN 319 142), ES256, over every byte of the file, so that any reader of
// PDF tells whether a byte was changed since. The time is the clock's, and no third party vouches for it.
// The seal is about the file; the certificate itself is what its code says, which has its own signature.
import { signatureToDer } from "#platform/keys/document-seal.ts";
import type { DocumentSeal } from "#platform/keys/document-seal.ts";

export async function sealPdf(
  pdf: Uint8Array,
  seal: DocumentSeal,
  { reason, at }: { readonly reason: string; readonly at: string },
): Promise<Uint8Array> {
  const [certificate, ...certificateChain] = seal.certificates;
  const { PDF } = await import("@libpdf/core");
  const document = await PDF.load(pdf);
  const { bytes } = await document.sign({
    signer: {
      certificate,
      certificateChain,
      keyType: "EC",
      signatureAlgorithm: "ECDSA",
      sign: async (data, algorithm) => {
        if (algorithm !== "SHA-256") throw new Error(`the seal signs over SHA-256, not ${algorithm}`);
        return signatureToDer(await seal.signer.sign(data));
      },
    },
    reason,
    signingTime: new Date(at),
    fieldName: "Seal",
    level: "B-B",
    estimatedSize: 4_096 + certificateChain.reduce((sum, issuer) => sum + issuer.length, 0),
  });
  return bytes;
}
