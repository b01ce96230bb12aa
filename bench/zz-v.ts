import { profile } from "./zz-lib.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import { verify } from "#core/certificate/verify.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { issue, validate } from "#modules/certificates/index.ts";
import { currentTrustList } from "#modules/scheme/index.ts";
import { startBenchPostgres, openBenchScheme, actors, sampleGoods, sampleSeals } from "./support/scheme.ts";
const pgs = await startBenchPostgres();
try {
  const scheme = await openBenchScheme(pgs, "q");
    const [office = ""] = scheme.offices;
    const { id, number, issuedOn, expiresOn } = await issue(scheme.ctx(actors.issuer), { office, goods: sampleGoods(1) });
    const { qrText } = await validate(scheme.ctx(actors.validator), { certificate: id, containers: sampleSeals(1) });
    const { list } = await currentTrustList(scheme.ctx(actors.issuer));
    const now = new Date(Date.now()).toISOString();
    const publicId = new Uint8Array(Buffer.from(id, "hex"));
    const reading = readQrText(qrText); if (!reading.ok) throw 1; const { claims } = reading;
    const entry = { participant: claims.participant, number, publicId, authority: claims.authority, issuedOn, expiresOn, expiresAt: claims.expiresAt, importerCountry: "IN" };
    const register = { kind: "live" as const, asOf: now, statuses: [{ ...entry, state: "open" as const, since: claims.validatedAt, by: null }] };
  const whole = () => verify({ evidence: { qrText }, trust: list, register, now, verifyEs256 });
  for (let i=0;i<5000;i++) whole();
  await profile(20000, async () => { for (let i=0;i<20000;i++) whole(); });
  await scheme.close();
} finally { await pgs.stop(); }
