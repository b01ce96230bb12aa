import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readFileText } from "#core/certificate/file/read-file.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { audit, rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import {
  currentTrustList,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { certificatesModule, issue, sealFile, validate } from "../index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { findFile } from "./store.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
});
afterAll(() => scheme.close());

const person = (place: number, organisation: string, role: string, company?: string): Partial<Actor> => ({
  id: `00000000-0000-7000-8000-0000000000${place}`,
  name: `Person ${place}`,
  organisation,
  roles: [role],
  ...(company === undefined ? {} : { company }),
});
const officer = person(21, "SL-KPA", "issuing-officer");
const validator = person(22, "SL-KPA", "validating-officer");
const antwerp = person(23, "EU-BE", "importing-officer");
const dubai = person(24, "AE-KPA", "importing-officer");
const stranger = person(25, "SL-KPA", "exporter", "SL-KPA.other");

const goods = {
  origin: { kind: "SINGLE" as const, country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [],
};

async function issued(): Promise<string> {
  const { id } = await issue(scheme.ctx(officer), { office: "SL-KPA/FNA", goods });
  return id;
}

let seal = 1;
async function validated(): Promise<{ id: string; qrText: string }> {
  const id = await issued();
  const { qrText } = await validate(scheme.ctx(validator), {
    certificate: id,
    containers: [{ seal: `SL-F-${seal++}` }],
  });
  return { id, qrText };
}

describe("the file of a certificate", () => {
  test("is sealed by the desk's key, says what the code says, and is authentic by the published trust list", async () => {
    const { id, qrText } = await validated();
    const { text, name } = await sealFile(scheme.ctx(officer), id);
    expect(name).toMatch(/^SL-.+\.sdjwt$/);
    const { list } = await currentTrustList(scheme.ctx());
    const { answer, shown } = verifyFile({
      file: text,
      qrText,
      sha256,
      trust: list,
      register: { kind: "unavailable" },
      now: new Date(scheme.now).toISOString(),
      verifyEs256,
    });
    expect(answer).toMatchObject({ state: "offline", reason: "register-unavailable" });
    expect(shown).toMatchObject({
      carats: 123_450n,
      usd: 45_678_900n,
      exporter: goods.exporter,
      containers: [{ seal: expect.stringMatching(/^SL-F-/) }],
    });
  });

  test("is made once: asked again, at once, or by somebody else, it is the same to the byte", async () => {
    const { id } = await validated();
    const [first, second] = await Promise.all([
      sealFile(scheme.ctx(officer), id),
      sealFile(scheme.ctx(validator), id),
    ]);
    expect(second.text).toBe(first.text);
    expect((await sealFile(scheme.ctx(antwerp), id)).text).toBe(first.text);
  });

  test("does not use up the key against repetition of the request that needed it", async () => {
    const { id } = await validated();
    const idempotency = {
      key: "a-key-of-the-printing",
      organisation: "SL-KPA",
      requestHash: sha256(Buffer.from("x")),
    };
    const ctx = { ...scheme.ctx(officer), idempotency };
    const first = await sealFile(ctx, id);
    expect((await sealFile(ctx, id)).text).toBe(first.text);
  });

  test("is refused before validation, to strangers, and to an importer for whom none was made yet", async () => {
    await expect(sealFile(scheme.ctx(officer), await issued())).rejects.toMatchObject({
      code: "wrong-state",
    });
    const { id } = await validated();
    for (const actor of [dubai, stranger, antwerp])
      await expect(sealFile(scheme.ctx(actor), id)).rejects.toMatchObject({ code: "not-found" });
    await sealFile(scheme.ctx(officer), id);
    await expect(sealFile(scheme.ctx(dubai), id)).rejects.toMatchObject({ code: "not-found" });
  });

  test("comes back from the record alone, and the audit finds no difference", async () => {
    const { id } = await validated();
    const { text } = await sealFile(scheme.ctx(officer), id);
    expect(readFileText(text, sha256).ok).toBe(true);
    await scheme.sequence();
    const kinds = [recordModule, schemeModule, certificatesModule].flatMap((module) => module.actKinds);
    await rebuild(scheme.owner.kysely, kinds);
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    expect(await findFile({ db: scheme.database.kysely }, Buffer.from(id, "hex"))).toBe(text);
  });
});
