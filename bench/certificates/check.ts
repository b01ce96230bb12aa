// (b) The whole check of a certificate's code (text, form, key, dates, statuses, register) beside the one thing in it
// that cannot be made faster: OpenSSL's ES256 verification of the same bytes.
import { verify as rawVerify } from "node:crypto";
import { toBeSigned } from "#core/encoding/cose.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import { verify } from "#core/certificate/verify.ts";
import { keysFor } from "#core/trust/keys.ts";
import { publicKeyOf, verifyEs256 } from "#platform/keys/signer.ts";
import { issue, validate } from "#modules/certificates/index.ts";
import { currentTrustList } from "#modules/scheme/index.ts";
import { median, perSecond, showNote, showRow } from "../support/rows.ts";
import { actors, openBenchScheme, sampleGoods, sampleSeals } from "../support/scheme.ts";
import type { BenchPostgres } from "../support/scheme.ts";

export async function measureCheck(postgres: BenchPostgres): Promise<void> {
  const scheme = await openBenchScheme(postgres, "bench_check");
  try {
    const [office = ""] = scheme.offices;
    const { id, number, issuedOn, expiresOn } = await issue(scheme.ctx(actors.issuer), {
      office,
      goods: sampleGoods(1),
    });
    const { qrText } = await validate(scheme.ctx(actors.validator), {
      certificate: id,
      containers: sampleSeals(1),
    });
    const { list } = await currentTrustList(scheme.ctx(actors.issuer));
    const now = new Date(Date.now()).toISOString();
    const publicId = new Uint8Array(Buffer.from(id, "hex"));
    const reading = readQrText(qrText);
    if (!reading.ok) throw new Error("our own code cannot be read");
    const { claims, message } = reading;
    const entry = {
      participant: claims.participant,
      number,
      publicId,
      authority: claims.authority,
      issuedOn,
      expiresOn,
      expiresAt: claims.expiresAt,
      importerCountry: "IN",
    };
    const register = {
      kind: "live" as const,
      asOf: now,
      statuses: [{ ...entry, state: "open" as const, since: claims.validatedAt, by: null }],
    };
    const whole = (): void => {
      const { answer } = verify({ evidence: { qrText }, trust: list, register, now, verifyEs256 });
      if (answer.state !== "valid")
        throw new Error(`the check says ${answer.state}: ${answer.check} ${answer.reason}`);
    };
    const [key] = keysFor(list, message.keyId);
    if (key === undefined) throw new Error("the desk's key is not on the list");
    const signed = toBeSigned(message.protectedBytes, message.payload);
    const publicKey = publicKeyOf(key.publicKey);
    const raw = (): void => {
      if (!rawVerify("sha256", signed, { key: publicKey, dsaEncoding: "ieee-p1363" }, message.signature))
        throw new Error("wrong signature");
    };
    // Turn and turn about, so that what else the machine does falls on both.
    const ours: number[] = [];
    const peer: number[] = [];
    for (let turn = 0; turn < 3; turn++) await perSecond(500, whole);
    for (let turn = 0; turn < 9; turn++) {
      ours.push(await perSecond(500, whole));
      peer.push(await perSecond(500, raw));
    }
    showRow({
      what: "(b) whole check of a code / bare ES256 verification",
      ours: median(ours),
      peer: median(peer),
      unit: "/s",
      target: 0.6,
    });
    showNote(
      `A list of ${list.keys.length} keys and ${list.participants.length} Participants; a code of ${qrText.length} characters.`,
    );
  } finally {
    await scheme.close();
  }
}
