import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAct } from "#core/act/act.ts";
import { identityModule, seedDemonstrationPeople } from "#modules/identity/index.ts";
import { actsOn, audit, latestCosignedCheckpoint, rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import {
  currentTrustList,
  publishTrustList,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { certificatesModule, takeAnyStep } from "../index.ts";
import { device } from "../../../../test/support/device.ts";
import type { Device } from "../../../../test/support/device.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { seedDemonstrationCertificates } from "../seed.ts";
import { readStatusList, statusesOfCode } from "#core/certificate/status-list.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { renewAfter } from "../status-list/keep-current.ts";
import { publishStatusList, renewStatusList } from "../status-list/publish.ts";
import { findCurrent } from "../status-list/store.ts";
import { handInScans } from "./hand-in.ts";
import { coverage, scannedTwice, scansBy, scansOfCertificate, toldTwice, twiceConcerning } from "./store.ts";

let scheme: TestScheme;
const officer = (organisation: string, role = "importing-officer"): Partial<Actor> => ({
  id: `00000000-0000-7000-8000-0000000${organisation === "EU-BE" ? "11111" : "22222"}`,
  organisation,
  roles: [role],
});
const reader = () => ({ db: scheme.database.kysely });
const handIn = (organisation: string, from: Device, ...scans: Uint8Array[]) =>
  handInScans(scheme.ctx(officer(organisation)), { devicePublicKey: from.publicKey, scans });

beforeAll(async () => {
  scheme = await testScheme();
  const now = scheme.now;
  scheme.now -= 60 * 86_400_000;
  await seedParticipants(scheme.ctx());
  const authorities = await seedDemonstrationAuthorities(scheme.ctx());
  await seedDemonstrationPeople(
    scheme.ctx(),
    authorities.map((code) => ({ code })),
  );
  scheme.now = now;
  await publishTrustList(scheme.ctx());
  const sequencer = await scheme.startSequencer();
  await seedDemonstrationCertificates({ ...scheme.ctx(), committed: () => sequencer.nudge() });
  await sequencer.stop();
});
afterAll(() => scheme.close());

async function aCertificate(state: string): Promise<{ id: Buffer; authority: string; importer: string }> {
  const { rows } = await sql<{ id: Buffer; authority: string; importer: string }>`
    select public_id as id, authority, importing_authority as importer from certificate
    where state = ${state} and authority not in ('EU-BE', 'AE-KPA') and not exists (
      select from certificate_event e where e.certificate = public_id and e.kind = 'transit-entered'
    ) order by number limit 1`.execute(scheme.database.kysely);
  if (rows[0] === undefined) throw new Error(`no certificate is ${state}`);
  return rows[0];
}

describe("scans that a desk hands in", () => {
  test("are written once, however often they are sent", async () => {
    const desk = device();
    const one = desk.sign({ desk: "Antwerp airport" });
    expect(await handIn("EU-BE", desk, one, one)).toEqual({ outcomes: ["taken", "known"] });
    expect(await handIn("EU-BE", desk, one)).toEqual({ outcomes: ["known"] });
    const scans = await scansBy(reader(), "EU-BE", 10);
    expect(scans.filter(({ desk: name }) => name === "Antwerp airport")).toHaveLength(1);
  });

  test("are refused one by one where the device did not sign them, and the others are taken", async () => {
    const [desk, other] = [device(), device()];
    expect(await handIn("EU-BE", desk, other.sign({}), desk.sign({}), new Uint8Array(5))).toEqual({
      outcomes: ["refused", "taken", "refused"],
    });
  });

  test("come from a device that stays with the authority whose officer first handed in with it", async () => {
    const desk = device();
    await handIn("EU-BE", desk, desk.sign({}));
    await expect(handIn("AE-KPA", desk, desk.sign({}))).rejects.toThrow("not-allowed");
    await expect(
      handInScans(scheme.ctx(officer("EU-BE", "exporter")), { devicePublicKey: desk.publicKey, scans: [] }),
    ).rejects.toThrow("not-allowed");
  });

  test("a key that is no point of the curve is nobody's device", async () => {
    const desk = device();
    const scan = desk.sign({});
    expect(
      await handInScans(scheme.ctx(officer("EU-BE")), {
        devicePublicKey: new Uint8Array(65).fill(4),
        scans: [scan],
      }),
    ).toEqual({ outcomes: ["refused"] });
  });

  test("of one certificate by two desks are shown to both; those of its issuer do not count", async () => {
    const certificate = await aCertificate("EXPORTED");
    const [antwerp, dubai, issuer] = [device(), device(), device()];
    await handIn(certificate.authority, issuer, issuer.sign({ certificate: certificate.id }));
    await handIn("EU-BE", antwerp, antwerp.sign({ certificate: certificate.id, desk: "Antwerp" }));
    expect(await scannedTwice(reader(), "EU-BE", "2026-01-01T00:00:00Z")).toEqual([]);
    await handIn("AE-KPA", dubai, dubai.sign({ certificate: certificate.id, desk: "Dubai" }));
    for (const [here, there] of [
      ["EU-BE", "AE-KPA"],
      ["AE-KPA", "EU-BE"],
    ] as const) {
      const rows = await scannedTwice(reader(), here, "2026-01-01T00:00:00Z");
      expect(rows.map((row) => row.other_organisation)).toEqual([there]);
    }
    expect(await scannedTwice(reader(), certificate.authority, "2026-01-01T00:00:00Z")).toEqual([]);
    expect(await scansOfCertificate(reader(), certificate.id)).toHaveLength(3);
  });

  test("cover the confirmed imports of which there is one", async () => {
    const certificate = await aCertificate("CONFIRMED");
    const before = await coverage(reader(), certificate.importer, "2020-01-01T00:00:00Z");
    const desk = device();
    await handIn(certificate.importer, desk, desk.sign({ certificate: certificate.id }));
    const after = await coverage(reader(), certificate.importer, "2020-01-01T00:00:00Z");
    expect(after).toEqual({ confirmed: before.confirmed, scanned: before.scanned + 1 });
    expect(before.confirmed).toBeGreaterThan(0);
  });
});

describe("a certificate that two authorities used", () => {
  const alertsOf = (authority: string) => twiceConcerning(reader(), authority, "2020-01-01T00:00:00Z");
  const alertsOn = async (id: Buffer) => toldTwice(reader(), [id]);
  const actsOnIt = async (id: Buffer) =>
    (await actsOn(reader(), `certificate:${id.toString("hex")}`)).filter(
      ({ type }) => type === "certificate.scanned-twice",
    );

  test("is told to both and to its issuer, once, also when the second journal comes weeks later", async () => {
    const certificate = await aCertificate("PRESENTED");
    const [antwerp, dubai] = [device(), device()];
    const [here, there] = [
      antwerp.sign({ certificate: certificate.id, desk: "Antwerp", at: "2026-05-20T09:00:00.000Z" }),
      dubai.sign({ certificate: certificate.id, desk: "Dubai", at: "2026-05-21T09:00:00.000Z" }),
    ];
    await handIn("EU-BE", antwerp, here);
    expect(await alertsOn(certificate.id)).toEqual([]);
    scheme.now += 21 * 86_400_000;
    await handIn("AE-KPA", dubai, there);
    scheme.now -= 21 * 86_400_000;
    expect(await alertsOn(certificate.id)).toMatchObject([{ authorities: ["AE-KPA", "EU-BE"] }]);
    for (const authority of ["EU-BE", "AE-KPA", certificate.authority])
      expect((await alertsOf(authority)).map((alert) => alert.certificate.toString("hex"))).toContain(
        certificate.id.toString("hex"),
      );
    expect(await alertsOf("IL-KPA")).toEqual([]);
    // The same journals again, and another scan of the same shipment: nothing new is known.
    await handIn("AE-KPA", dubai, there);
    await handIn("EU-BE", antwerp, antwerp.sign({ certificate: certificate.id, desk: "Antwerp" }));
    expect(await alertsOn(certificate.id)).toHaveLength(1);
  });

  test("stands in the public log by its blinded id alone", async () => {
    const certificate = await aCertificate("PRESENTED");
    const [act, ...more] = await actsOnIt(certificate.id);
    expect(more).toEqual([]);
    const { type, subject, public: shown } = readAct(new Uint8Array(act?.leaf ?? []));
    expect({ type, subject, shown }).toEqual({
      type: "certificate.scanned-twice",
      subject: `certificate:${certificate.id.toString("hex")}`,
      shown: {},
    });
  });

  test("is told anew when a third authority comes to it", async () => {
    const certificate = await aCertificate("PRESENTED");
    const surat = device();
    await handIn("IN-KPA", surat, surat.sign({ certificate: certificate.id, desk: "Surat" }));
    const told = (await alertsOn(certificate.id)).map(({ authorities }) => authorities);
    expect(told.toSorted((a, b) => a.length - b.length)).toEqual([
      ["AE-KPA", "EU-BE"],
      ["AE-KPA", "EU-BE", "IN-KPA"],
    ]);
  });

  test("is no alert when one desk scans it again, two desks of one authority do, or its issuer does", async () => {
    const certificate = await aCertificate("VALIDATED");
    const [airport, office, issuer] = [device(), device(), device()];
    const scan = (desk: Device, name: string) => desk.sign({ certificate: certificate.id, desk: name });
    await handIn("EU-BE", airport, scan(airport, "Airport"), scan(airport, "Airport"));
    await handIn("EU-BE", office, scan(office, "Diamond Office"));
    await handIn(certificate.authority, issuer, scan(issuer, "Freetown"));
    expect(await alertsOn(certificate.id)).toEqual([]);
  });

  test("is no alert for the authority that recorded it in transit", async () => {
    const { rows } = await sql<{ id: Buffer }>`
      select certificate as id from certificate_event where kind = 'transit-entered' limit 1`.execute(
      scheme.database.kysely,
    );
    const id = rows[0]?.id ?? Buffer.alloc(16);
    const [dubai, antwerp] = [device(), device()];
    await handIn("AE-KPA", dubai, dubai.sign({ certificate: id, desk: "Dubai airport" }));
    await handIn("EU-BE", antwerp, antwerp.sign({ certificate: id, desk: "Antwerp" }));
    expect(await alertsOn(id)).toEqual([]);
  });

  test("is an alert when another authority scans what was confirmed", async () => {
    const certificate = await aCertificate("CONFIRMED");
    const elsewhere = device();
    await handIn("IL-KPA", elsewhere, elsewhere.sign({ certificate: certificate.id, desk: "Ramat Gan" }));
    expect(await alertsOn(certificate.id)).toMatchObject([
      { authorities: [certificate.importer, "IL-KPA"].toSorted() },
    ]);
  });

  test("is told when both hand in at the same moment", async () => {
    const certificate = await aCertificate("PRINTED");
    const [one, other] = [device(), device()];
    await Promise.all([
      handIn("EU-BE", one, one.sign({ certificate: certificate.id, desk: "Antwerp" })),
      handIn("AE-KPA", other, other.sign({ certificate: certificate.id, desk: "Dubai" })),
    ]);
    expect(await actsOnIt(certificate.id)).toHaveLength(1);
  });
});

describe("the status list", () => {
  const systemCtx = () => scheme.ctx({ kind: "system", roles: [], organisation: null });

  async function current() {
    const row = await findCurrent(reader());
    const { schemeKey } = await currentTrustList(scheme.ctx());
    const reading = readStatusList(new Uint8Array(row?.content ?? []), schemeKey, verifyEs256);
    if (!reading.ok) throw new Error(reading.reason);
    return reading.document;
  }

  test("says what was used, by the scheme's key, and is not made again while nothing changed", async () => {
    const first = await renewStatusList(systemCtx());
    expect(first).toMatchObject({ version: 1 });
    expect(await renewStatusList(systemCtx())).toBeNull();
    const list = await current();
    const { rows } = await sql<{ id: Buffer; at: string }>`
      select public_id as id, confirmed_at as at from certificate
      where state = 'CONFIRMED' and expires_at > ${new Date(scheme.now).toISOString()}`.execute(
      scheme.database.kysely,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { id, at } of rows) {
      const claims = { publicId: new Uint8Array(id) } as Parameters<typeof statusesOfCode>[1];
      expect(statusesOfCode(list, claims)).toMatchObject([
        { state: "used", since: `${at.slice(0, 10)}T00:00:00.000Z` },
      ]);
    }
  });

  test("names every open certificate with how far it has come, and the head of the log that it was made after", async () => {
    await scheme.sequence();
    const head = await latestCosignedCheckpoint(reader());
    const list = (await publishStatusList(scheme.ctx()), await current());
    expect(list.head).toMatchObject({ size: Number(head?.size), at: `${head?.at.slice(0, 19)}.000Z` });
    const { rows } = await sql<{ id: Buffer; state: string }>`
      select public_id as id, state from certificate
      where state in ('VALIDATED', 'PRINTED', 'EXPORTED', 'PRESENTED')
        and expires_at > ${new Date(scheme.now).toISOString()}`.execute(scheme.database.kysely);
    const stages: Record<string, string> = { EXPORTED: "exported", PRESENTED: "presented" };
    expect(rows.length).toBeGreaterThan(3);
    for (const { id, state } of rows) {
      const claims = { publicId: new Uint8Array(id) } as Parameters<typeof statusesOfCode>[1];
      expect(statusesOfCode(list, claims)).toMatchObject([
        { state: "open", stage: stages[state] ?? "sealed", since: list.issuedAt },
      ]);
    }
    expect(list.open.reduce((sum, { ids }) => sum + ids.length, 0)).toBe(rows.length);
  });

  test("follows the log: made again after a head that changed a certificate, left alone after one that did not", async () => {
    const { rows } = await sql<{ id: Buffer; authority: string }>`
      select public_id as id, authority from certificate
      where state = 'EXPORTED' and authority = 'SL-KPA' and expires_at > ${new Date(scheme.now).toISOString()}
      order by number limit 1`.execute(scheme.database.kysely);
    const { actor: _, ...base } = scheme.ctx();
    const before = await renewAfter(base, undefined);
    const { version } = await current();
    // The act of publishing it moves the head, and changes no certificate.
    await scheme.sequence();
    const after = await renewAfter(base, before);
    expect((await current()).version).toBe(version);
    const id = rows[0]?.id.toString("hex") ?? "";
    await takeAnyStep(scheme.ctx(officer("SL-KPA", "issuing-officer")), {
      certificate: id,
      kind: "lost",
      input: { place: "Freetown", note: "Not found." },
    });
    // Not before the log has a head with it.
    expect(await renewAfter(base, after)).toBe(after);
    await scheme.sequence();
    expect(await renewAfter(base, after)).toBeGreaterThan(after ?? 0n);
    const list = await current();
    expect(list.version).toBe(version + 1);
    const claims = { publicId: new Uint8Array(rows[0]?.id ?? []) } as Parameters<typeof statusesOfCode>[1];
    expect(statusesOfCode(list, claims)).toMatchObject([{ state: "lost" }]);
  });

  test("is made again after a day, when it was lost, and at once by the Secretariat alone", async () => {
    scheme.now += 86_400_000;
    const { version } = await current();
    expect(await renewStatusList(systemCtx())).toMatchObject({ version: version + 1 });
    await sql`delete from status_list_file`.execute(scheme.database.kysely);
    expect(await renewStatusList(systemCtx())).toMatchObject({ version: version + 2 });
    expect(await publishStatusList(scheme.ctx())).toMatchObject({ version: version + 3 });
    await expect(publishStatusList(scheme.ctx(officer("EU-BE")))).rejects.toThrow("not-allowed");
    expect((await current()).version).toBe(version + 3);
  });
});

describe("scans and lists", () => {
  test("stand on the record: made again from the acts, the tables are the same", async () => {
    await scheme.sequence();
    const kinds = [recordModule, schemeModule, identityModule, certificatesModule].flatMap(
      (module) => module.actKinds,
    );
    await rebuild(scheme.owner.kysely, kinds);
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  });
});
