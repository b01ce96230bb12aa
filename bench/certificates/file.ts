// (g) The file form beside @sd-jwt/sd-jwt-vc 0.19, which is installed for the tests: both seal the same claims, hidden
// alike, and both check a file with everything shown. Ours also reads back what it sealed and asks the trust list, the
// dates, the statuses and the register; theirs signs and verifies.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { digest, ES256 } from "@sd-jwt/crypto-nodejs";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { certificateType, hideableItems } from "#core/certificate/file/claims.ts";
import { finishFile, prepareFile } from "#core/certificate/file/issue.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import { finishQr, prepareQr } from "#core/certificate/qr-text.ts";
import { register } from "#core/certificate/testing/case.ts";
import { content, expiryOf, now, trustList, validatedAt } from "#core/certificate/testing/world.ts";
import { randomBytes, sha256 } from "#platform/keys/random.ts";
import { pemSigner, verifyEs256 } from "#platform/keys/signer.ts";
import { median, perSecond, showNote, showRow } from "../support/rows.ts";

export async function measureFile(): Promise<void> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const signer = pemSigner(pem);
  const certificate = content();
  const times = { validatedAt, expiresAt: expiryOf(certificate) };
  const code = prepareQr(certificate, times, signer.keyId);
  const qrText = finishQr(code, await signer.sign(code.toBeSigned));
  const tools = { sha256, salt: () => randomBytes(16) };
  const seal = (): string => {
    const prepared = prepareFile(
      certificate,
      { ...times, sealedAt: validatedAt },
      { qrText, keyId: signer.keyId },
      tools,
    );
    return finishFile(prepared, signer.sign(prepared.toBeSigned) as Uint8Array, sha256);
  };
  const file = seal();
  const desk = {
    keyId: signer.keyId,
    publicKey: signer.publicKey,
    authority: "SL-KPA",
    use: "desk" as const,
  };
  const trust = { ...trustList(), keys: [{ ...desk, from: "2020-01-01T00:00:00.000Z" }] };
  const view = register("open");
  const check = (): void => {
    const { answer } = verifyFile({ file, sha256, trust, register: view, now, verifyEs256 });
    if (answer.state !== "valid") throw new Error(`the check says ${answer.state}: ${answer.reason}`);
  };

  const jwk = createPrivateKey(pem).export({ format: "jwk" });
  const theirs = new SDJwtVcInstance({
    signer: await ES256.getSigner(jwk),
    verifier: await ES256.getVerifier(createPublicKey(pem).export({ format: "jwk" })),
    signAlg: "ES256",
    hasher: digest,
    hashAlg: "sha-256",
    saltGenerator: () => Buffer.from(randomBytes(16)).toString("base64url"),
  });
  const items = hideableItems(certificate);
  const party = { _sd: ["name", "address", "country"] };
  const frame = {
    _sd: Object.keys(items),
    exporter: party,
    importer: party,
    lines: { _sd: [0, 1], _sd_decoy: 2 },
    containers: { _sd: [0, 1], _sd_decoy: 2 },
  };
  const claims = { iss: "https://issuer.example", iat: 1_795_257_000, vct: certificateType, ...items };
  const sealTheirs = (): Promise<string> => theirs.issue(claims, frame as never);
  const theirFile = await sealTheirs();

  const turns = async (ours: () => unknown, peer: () => unknown): Promise<readonly [number, number]> => {
    const [a, b]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 7; turn++) {
      a.push(await perSecond(400, ours));
      b.push(await perSecond(400, peer));
    }
    return [median(a), median(b)];
  };
  const [sealed, sealedTheirs] = await turns(seal, sealTheirs);
  showRow({
    what: "(g) file form: seal and read back / sign, @sd-jwt 0.19",
    ours: sealed,
    peer: sealedTheirs,
    unit: "/s",
    target: 0.5,
  });
  const [checked, checkedTheirs] = await turns(check, () => theirs.verify(theirFile));
  showRow({
    what: "(g) file form: whole check / verify, @sd-jwt 0.19",
    ours: checked,
    peer: checkedTheirs,
    unit: "/s",
    target: 1,
  });
  showNote(`Everything shown: ours ${file.length} characters, theirs ${theirFile.length}.`);
}
