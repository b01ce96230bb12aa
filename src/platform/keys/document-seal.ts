// The seal under documents: a P-256 key like every other in this folder, and an X.509 certificate that names who seals.
// The certificate is made and signed by the key itself at its first use, unless an authority's own has been put beside the
// key ("SL-KPA.document-seal.crt", PEM, its issuers after it): then readers that trust its issuer trust the seal.
import { webcrypto, X509Certificate } from "node:crypto";
import { publicKeyOf } from "./signer.ts";
import type { Signer } from "./signer.ts";

export interface DocumentSeal {
  readonly signer: Signer;
  /** DER; the seal's own first, then its issuers. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
}

export const sealKeyName = (organisation: string): string => `${organisation}.document-seal`;

const years = 10;

/** A certificate for the signer's key, signed by itself, as PEM. */
export async function makeSealCertificate(signer: Signer, organisation: string, now: Date): Promise<string> {
  // Only whoever makes a certificate needs these; a key's first use makes its own.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { subtle } = webcrypto;
  const jwk = publicKeyOf(signer.publicKey).export({ format: "jwk" });
  const publicKey = await subtle.importKey("jwk", jwk, algorithm, true, ["verify"]);
  // The generator asks its crypto to sign with a private key: ours answers through the signer, wherever its key is.
  const crypto = {
    subtle: {
      exportKey: subtle.exportKey.bind(subtle),
      importKey: subtle.importKey.bind(subtle),
      digest: subtle.digest.bind(subtle),
      sign: async (_algorithm: unknown, _key: unknown, data: ArrayBuffer) =>
        Uint8Array.from(await signer.sign(new Uint8Array(data))).buffer,
    },
    getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
  } as unknown as Crypto;
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: Buffer.from(signer.keyId).toString("hex"),
      name: `CN=${organisation} document seal, O=${organisation}`,
      notBefore: now,
      notAfter: until,
      signingAlgorithm: algorithm,
      keys: { publicKey, privateKey: { algorithm } as unknown as CryptoKey },
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
          true,
        ),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return `${certificate.toString("pem")}\n`;
}

/** Throws when the text holds no certificate, or the first is not of this key. */
export function readSealCertificates(pem: string, signer: Signer): DocumentSeal["certificates"] {
  const [own, ...issuers] = [
    ...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g),
  ].map(([text]) => new X509Certificate(text));
  if (own === undefined) throw new Error("there is no certificate in it");
  if (!own.publicKey.equals(publicKeyOf(signer.publicKey)))
    throw new Error("it is the certificate of another key");
  return [own.raw, ...issuers.map(({ raw }) => raw)];
}

/** r‖s as SEQUENCE { INTEGER r, INTEGER s }, which certificates and PDF signatures hold. */
export function signatureToDer(raw: Uint8Array): Uint8Array {
  const integer = (part: Uint8Array): Buffer => {
    let from = 0;
    while (from < part.length - 1 && part[from] === 0) from += 1;
    const significant = Buffer.from(part.subarray(from));
    const positive = (significant[0] ?? 0) < 0x80 ? significant : Buffer.concat([Buffer.of(0), significant]);
    return Buffer.concat([Buffer.of(2, positive.length), positive]);
  };
  const both = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, both.length), both]);
}
