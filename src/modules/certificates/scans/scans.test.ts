import { p256 } from "@noble/curves/nist.js";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finishSign1 } from "#core/encoding/cose.ts";
import { prepareScan } from "#core/certificate/scan.ts";
import type { Scan } from "#core/certificate/scan.ts";
import { keyIdOf } from "#platform/keys/signer.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { identityModule, seedDemonstrationPeople } from "#modules/identity/index.ts";
import { audit, rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import {
  currentTrustList,
  publishTrustList,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { certificatesModule } from "../index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { seedDemonstrationCertificates } from "../seed.ts";
import { readStatusList, statusesOfCode } from "#core/certificate/status-list.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { publishStatusList, renewStatusList } from "../status-list/publish.ts";
import { findCurrent } from "../status-list/store.ts";
import { handInScans } from "./hand-in.ts";
import { coverage, scannedTwice, scansBy, scansOfCertificate } from "./store.ts";

interface Device {
  readonly publicKey: Uint8Array;
  sign(scan: Partial<Scan>): Uint8Array;
}

function device(): Device {
  const secret = p256.utils.randomSecretKey();
  const publicKey = p256.getPublicKey(secret, false);
  return {
    publicKey,
    sign(over) {
      const scan: Scan = {
        id: randomBytes(16),
        at: "2026-06-01T09:00:00.000Z",
        digest: new Uint8Array(32),
        answer: "offline",
        trustList: 1,
        statusList: 1,
        desk: "Desk",
        ...over,
      };
      const prepared = prepareScan(scan, keyIdOf(publicKey));
      return finishSign1(prepared, p256.sign(prepared.toBeSigned, secret));
    },
  };
}

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
    where state = ${state} and authority not in ('EU-BE', 'AE-KPA') order by number limit 1`.execute(
    scheme.database.kysely,
  );
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

  test("is made again after a day, when it was lost, and at once by the Secretariat alone", async () => {
    scheme.now += 86_400_000;
    expect(await renewStatusList(systemCtx())).toMatchObject({ version: 2 });
    await sql`delete from status_list_file`.execute(scheme.database.kysely);
    expect(await renewStatusList(systemCtx())).toMatchObject({ version: 3 });
    expect(await publishStatusList(scheme.ctx())).toMatchObject({ version: 4 });
    await expect(publishStatusList(scheme.ctx(officer("EU-BE")))).rejects.toThrow("not-allowed");
    expect((await current()).version).toBe(4);
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
