import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readReceipt, largestReceipt } from "#core/certificate/receipt/format.ts";
import { sealedPartsIn } from "#core/certificate/receipt/in-pdf.ts";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import { readAct } from "#core/act/act.ts";
import { stopFileWorker } from "#platform/files/file-worker.ts";
import { readCodes } from "#platform/files/read-code.ts";
import { inflate } from "#platform/files/inflate.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor, Ctx, Sequencer } from "#modules/record/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import {
  currentTrustList,
  printsReceipts,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
  setPaper,
} from "#modules/scheme/index.ts";
import { certificateReceipt } from "./receipt.ts";
import { answerPrint, certificatesModule, issue, print, validate } from "../index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";

let scheme: TestScheme;
let sequencer: Sequencer;
beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  sequencer = await scheme.startSequencer({
    onError: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await sequencer.stop();
  await scheme.close();
  await stopFileWorker();
});

const officer = (place: number, organisation: string, role: string): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-0000000004${place}`,
  name: `Officer ${place}`,
  organisation,
  roles: [role],
});
const issuer = officer(11, "SL-KPA", "issuing-officer");
const validator = officer(12, "SL-KPA", "validating-officer");
const as = (actor: Actor): Ctx => ({ ...scheme.ctx(actor), committed: () => sequencer.nudge() });

async function issued(): Promise<string> {
  const { id } = await issue(as(issuer), {
    office: "SL-KPA/FNA",
    goods: {
      origin: { kind: "SINGLE", country: "SL" },
      exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
      importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
      parcels: 1,
      lines: [{ code: "7102.31", carats: "12.50", usd: "4567.00" }],
      containers: [{ seal: "SL-1" }],
    },
  });
  return id;
}

async function judged(qrText: string, receipt: Uint8Array | string) {
  const { list } = await currentTrustList(scheme.ctx());
  return verifyWithReceipt({
    evidence: { qrText },
    receipt,
    trust: list,
    register: { kind: "unavailable" },
    now: new Date(scheme.now).toISOString(),
    verifyEs256,
    verifyEd25519,
    sha256,
  });
}

describe("a certificate's receipt", () => {
  test("travels in the PDF beside the code, and proves the code's place on the record", async () => {
    const id = await issued();
    const { qrText } = await validate(as(validator), { certificate: id });
    const { pdf } = await print(as(issuer), id, "localhost/verify");
    const { code, receipt } = sealedPartsIn(pdf);
    expect(new TextDecoder().decode(inflate(code!.bytes, 2_000))).toBe(qrText);
    const bytes = inflate(receipt!.bytes, largestReceipt)!;
    const { answer, record, checks } = await judged(qrText, bytes);
    expect(answer.state).toBe("offline");
    expect(checks.at(-1)).toMatchObject({ code: "RECORD", outcome: "pass" });
    expect(record).toMatchObject({ witnesses: [], witnessed: false });
    // The receipt of today has grown with the log and proves the same.
    const newer = await certificateReceipt(as(issuer), id);
    expect((await judged(qrText, newer.bytes)).record?.index).toBe(record?.index);
    expect(newer.name).toMatch(/^SL-\d+\.kp-receipt$/);
  });

  test("is the paper's second code, on a sheet of its own, where the authority prints receipts", async () => {
    const administrator = officer(14, "SL-KPA", "authority-administrator");
    await expect(setPaper(as(issuer), { authority: "SL-KPA", receiptCode: true })).rejects.toMatchObject({
      code: "not-allowed",
    });
    const id = await issued();
    const { qrText } = await validate(as(validator), { certificate: id });
    const plain = await print(as(issuer), id, "localhost/verify");
    expect(await readCodes(plain.pdf, "application/pdf")).toEqual({ ok: true, texts: [qrText] });
    await answerPrint(as(issuer), id, { outcome: "right" });

    await setPaper(as(administrator), { authority: "SL-KPA", receiptCode: true });
    const copy = await print(as(issuer), id, "localhost/verify");
    const read = await readCodes(copy.pdf, "application/pdf");
    const texts = read.ok ? read.texts : [];
    expect(texts).toHaveLength(2);
    const second = texts.find((text) => text !== qrText)!;
    expect(second).toMatch(/^KPR1:/);
    expect((await judged(qrText, second)).record?.index).toBeGreaterThan(0);
    await setPaper(as(administrator), { authority: "SL-KPA", receiptCode: false });
    const kinds = [recordModule, identityModule, schemeModule, certificatesModule].flatMap(
      ({ actKinds }) => actKinds,
    );
    await rebuild(scheme.owner.kysely, kinds);
    expect(await printsReceipts({ db: scheme.database.kysely }, "SL-KPA")).toBe(false);
    expect(await printsReceipts({ db: scheme.database.kysely }, "BW-KPA")).toBe(true);
  }, 120_000);

  test("is no receipt of another code, though the same desk sealed both", async () => {
    const [one, other] = [await issued(), await issued()];
    const { qrText } = await validate(as(validator), { certificate: one });
    await validate(as(validator), { certificate: other });
    const { bytes } = await certificateReceipt(as(issuer), other);
    expect((await judged(qrText, bytes)).answer).toMatchObject({
      state: "not-on-record",
      reason: "receipt-of-another",
    });
  });

  test("says nothing that the log does not say, but the salt of the code itself", async () => {
    const id = await issued();
    const { qrText } = await validate(as(validator), { certificate: id });
    const { leaf } = readReceipt((await certificateReceipt(as(issuer), id)).bytes)!;
    expect(Object.keys(readAct(leaf).public)).toEqual(["signer"]);
    expect(Buffer.from(leaf).toString("latin1")).not.toContain(qrText.slice(5, 25));
  });

  test("is given to those who may see the certificate, once it is sealed", async () => {
    const id = await issued();
    await expect(certificateReceipt(as(issuer), id)).rejects.toMatchObject({ code: "wrong-state" });
    await validate(as(validator), { certificate: id });
    await expect(certificateReceipt(as(officer(13, "BW-KPA", "issuing-officer")), id)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
