// Signs and verifies one document with the peers; the document comes as JSON on standard input, the figures leave as JSON.
// Every name is resolved from memory: no peer is made to wait for a network.
const crypto = require("node:crypto");
const { SDJwtVcInstance } = require("@sd-jwt/sd-jwt-vc");
const { signW3C, deriveW3C, verifyW3CSignature } = require("@trustvc/trustvc");
const { generateKeyPair } = require("@trustvc/w3c-issuer");
const { getDocumentLoader } = require("@trustvc/w3c-vc");

const issuer = "did:web:bench.example";

async function trustvc(document) {
  const { secretKeyMultibase, publicKeyMultibase } = await generateKeyPair({ type: "ecdsa-sd-2023" });
  const key = { id: `${issuer}#key`, type: "Multikey", controller: issuer, secretKeyMultibase, publicKeyMultibase };
  const method = { id: key.id, type: "Multikey", controller: issuer, publicKeyMultibase };
  const known = new Map([
    [issuer, { "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], id: issuer, verificationMethod: [method], assertionMethod: [key.id] }],
    [key.id, { "@context": "https://w3id.org/security/multikey/v1", ...method }],
  ]);
  const contexts = await getDocumentLoader();
  const documentLoader = async (url) => (known.has(url) ? { contextUrl: null, document: known.get(url), documentUrl: url } : contexts(url));
  const credential = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v2", { "@vocab": "https://bench.example/terms#" }],
    type: ["VerifiableCredential"],
    issuer,
    validFrom: `${document.issuedOn}T00:00:00Z`,
    validUntil: `${document.expiresOn}T00:00:00Z`,
    credentialSubject: document,
  };
  const sign = async () => {
    const { signed, error } = await signW3C(structuredClone(credential), key, "ecdsa-sd-2023", { documentLoader, mandatoryPointers: ["/credentialSubject/number"] });
    if (signed === undefined) throw new Error(error);
    return signed;
  };
  const { derived, error } = await deriveW3C(await sign(), ["/credentialSubject"], { documentLoader });
  if (derived === undefined) throw new Error(error);
  const verify = async () => {
    const result = await verifyW3CSignature(derived, { documentLoader });
    if (!result.verified) throw new Error(result.error);
  };
  return { issue: await perSecond(sign), verify: await perSecond(verify) };
}

async function sdJwt(document) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const instance = new SDJwtVcInstance({
    signAlg: "ES256",
    signer: (data) => crypto.sign("sha256", Buffer.from(data), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url"),
    verifier: (data, signature) => crypto.verify("sha256", Buffer.from(data), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")),
    hashAlg: "sha-256",
    hasher: (data) => crypto.createHash("sha256").update(typeof data === "string" ? data : Buffer.from(data)).digest(),
    saltGenerator: (length) => crypto.randomBytes(length).toString("base64url"),
  });
  const claims = { iss: issuer, iat: Math.floor(Date.now() / 1000), vct: "https://bench.example/kimberley-certificate", ...document };
  const frame = { _sd: Object.keys(document) };
  const issue = () => instance.issue(claims, frame);
  const credential = await issue();
  const verify = async () => {
    const { payload } = await instance.verify(credential);
    if (payload.number !== document.number) throw new Error("the number is missing");
  };
  return { issue: await perSecond(issue), verify: await perSecond(verify) };
}

async function perSecond(work) {
  const run = async (millis) => {
    const began = performance.now();
    let calls = 0;
    for (; performance.now() - began < millis; calls++) await work();
    return (calls * 1000) / (performance.now() - began);
  };
  await run(1_000);
  return run(3_000);
}

async function main() {
  let input = "";
  for await (const text of process.stdin) input += text;
  const document = JSON.parse(input);
  process.stdout.write(JSON.stringify({ trustvc: await trustvc(document), sdJwt: await sdJwt(document) }));
}

void main();
