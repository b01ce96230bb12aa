// Counts and totals on a real database: what authorities sign of their own acts, that nobody signs twice, that the sums
// hold and one changed certificate breaks them, and that the record alone gives the same tables again.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeCommitments } from "#core/totals/acts.ts";
import { commit } from "#core/totals/commitment.ts";
import { checkTotals } from "#core/totals/check.ts";
import { readEntries, splitEntries } from "#core/totals/entries.ts";
import { ledgerOf } from "#core/totals/ledger.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { stopFileWorker } from "#platform/files/file-worker.ts";
import { audit, inTransaction, record, recordModule, rebuild } from "#modules/record/index.ts";
import type { Actor, Ctx, Sequencer } from "#modules/record/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import {
  answerPrint,
  certificatesModule,
  confirm,
  dispatch,
  issue,
  present,
  print,
  takeAnyStep,
  validate,
} from "#modules/certificates/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { siteOf } from "../../../test/support/site.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { certificatesCommitted, certificatesCounted } from "./acts.ts";
import { actorFor, publishDue } from "./background.ts";
import { correctCount } from "./commands/count.ts";
import { correctTotals } from "./commands/publish.ts";
import { totalsModule } from "./index.ts";
import { checkOpenings } from "./openings.ts";
import { checkedCounts, countedAuthorities } from "./overview.ts";
import { verdictsOf } from "./quarter.ts";
import { configureTotals } from "./settings.ts";
import * as store from "./store.ts";

let scheme: TestScheme;
let sequencer: Sequencer;
const person = (id: string, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id,
  name: id,
  organisation,
  roles,
});
const issuer = person("binta", "SL-KPA", "issuing-officer");
const validator = person("cole", "SL-KPA", "validating-officer");
const antwerp = person("anna", "EU-BE", "importing-officer");
const as = (actor: Actor): Ctx => ({ ...scheme.ctx(actor), committed: () => sequencer.nudge() });
const reader = () => ({ db: scheme.database.kysely });
const at = (instant: string): void => {
  scheme.now = Date.parse(instant);
};

let seal = 1;
const seals = new Map<string, string>();
async function sealed(exporter: string, carats: string, usd: string): Promise<string> {
  const { id } = await issue(as(issuer), {
    office: "SL-KPA/FNA",
    goods: {
      origin: { kind: "SINGLE", country: "SL" },
      exporter: { name: exporter, address: "1 Sample Street", country: "SL" },
      importer: { name: `Buyer of ${exporter}`, address: "2 Example Avenue", country: "BE" },
      parcels: 1,
      lines: [
        { code: "7102.31", carats, usd },
        { code: "7102.21", carats: "1.00", usd: "10.50" },
      ],
      containers: [],
    },
  });
  seals.set(id, `SL-${seal++}`);
  await validate(as(validator), { certificate: id, containers: [{ seal: seals.get(id) ?? "" }] });
  return id;
}

async function sent(certificate: string): Promise<void> {
  await print(as(issuer), certificate, "localhost/verify");
  await answerPrint(as(issuer), certificate, { outcome: "right" });
  await dispatch(as(issuer), certificate);
}

const match = { mark: "match" } as const;
const notChecked = { mark: "not-checked" } as const;
async function received(certificate: string): Promise<void> {
  await present(as(antwerp), { certificate });
  await confirm(as(antwerp), {
    certificate,
    checklist: {
      SEALS: match,
      PARCELS: match,
      CARATS: notChecked,
      VALUE: notChecked,
      CODES: notChecked,
      DATES: match,
      STATUS: match,
      CONSIGNMENT: match,
    },
    actuals: { seals: [{ seal: seals.get(certificate) ?? "", intact: true }], parcels: 1 },
  });
}

const due = () => {
  const { actor: _founder, ...base } = as(issuer);
  return publishDue(base);
};
const quarter = "2026-Q2";
const kinds = [recordModule, schemeModule, identityModule, certificatesModule, totalsModule].flatMap(
  ({ actKinds }) => [...actKinds],
);
const certificates: string[] = [];

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  sequencer = await scheme.startSequencer({
    onError: (error) => {
      throw error;
    },
  });
  certificates.push(await sealed("Demo Diamonds Ltd", "100.25", "40000.10"));
  certificates.push(await sealed("Demo Diamonds Ltd", "7.00", "910.00"));
  at("2026-06-04T10:00:00Z");
  certificates.push(await sealed("Sample Stones Ltd", "12.40", "3500.00"));
  // Withdrawn before anything left on it.
  const returned = await sealed("Sample Stones Ltd", "900.00", "9000.00");
  for (const certificate of certificates) await sent(certificate);
  await takeAnyStep(as(issuer), {
    certificate: returned,
    kind: "returned",
    input: { reason: "SHIPMENT_CANCELLED" },
  });
  at("2026-06-09T10:00:00Z");
  for (const certificate of certificates) await received(certificate);
}, 120_000);
afterAll(async () => {
  await sequencer.stop();
  await scheme.close();
  await stopFileWorker();
});

describe("the counts", () => {
  test("are not due before the day has been over for ten minutes", async () => {
    at("2026-06-01T23:59:00Z");
    expect((await due()).map(({ counts }) => counts)).not.toContain(1);
    at("2026-06-02T00:09:59Z");
    expect((await due()).map(({ counts }) => counts)).not.toContain(1);
  });

  test("name every day with acts, and a run of days without any in one", async () => {
    at("2026-06-12T08:00:00Z");
    expect((await due()).filter(({ counts }) => counts > 0)).toEqual([
      { authority: "EU-BE", counts: 2, quarters: [] },
      { authority: "SL-KPA", counts: 4, quarters: [] },
    ]);
    const { periods, differences, since } = await checkedCounts(as(issuer), "SL-KPA");
    expect(differences).toEqual([]);
    expect(since).toBe("2026-06-01");
    expect(periods.map(({ from, to, counts }) => [from, to, counts])).toEqual([
      ["2026-06-01", "2026-06-01", { issued: 2, validated: 2 }],
      ["2026-06-02", "2026-06-03", {}],
      ["2026-06-04", "2026-06-04", { issued: 2, validated: 2, printed: 3, exported: 3, returned: 1 }],
      ["2026-06-05", "2026-06-11", {}],
    ]);
    expect(periods.at(-1)?.totals).toEqual({ issued: 4, validated: 4, printed: 3, exported: 3, returned: 1 });
    const importer = await checkedCounts(as(antwerp), "EU-BE");
    expect(importer.periods.map(({ from, to, counts }) => [from, to, counts])).toEqual([
      ["2026-06-09", "2026-06-09", { presented: 3, confirmed: 3 }],
      ["2026-06-10", "2026-06-11", {}],
    ]);
  });

  test("are signed once, also when two programs are at it together", async () => {
    at("2026-06-13T08:00:00Z");
    const both = await Promise.all([due(), due()]);
    const counted = both.flat().filter(({ authority }) => authority === "SL-KPA");
    expect(counted.reduce((sum, { counts }) => sum + counts, 0)).toBe(1);
    await expect(
      sql`insert into certificate_count select gen_random_uuid(), authority, from_day, to_day, counts, totals, null, leaf_hash, at from certificate_count limit 1`.execute(
        scheme.database.kysely,
      ),
    ).rejects.toThrow("certificate_count_once");
  });

  test("commit to every certificate that was sealed, in acts that show neither carats nor value nor number", async () => {
    const rows = await store.commitmentsTo(reader(), certificates);
    expect(rows).toHaveLength(3);
    const { rows: acts } = await sql<{ leaf: Buffer; claims: Buffer }>`
      select a.leaf, p.claims from act a join act_private p on p.act = a.serial where type = 'certificates.committed'`.execute(
      scheme.database.kysely,
    );
    // Two days with sealings.
    expect(acts).toHaveLength(2);
    for (const { leaf, claims } of acts) {
      for (const secret of ["Demo Diamonds", "SL 00", "Freetown"]) {
        expect(leaf.includes(secret)).toBe(false);
        expect(claims.includes(secret)).toBe(false);
      }
    }
  });

  test("show the day that is missing, and how far each authority has come", async () => {
    at("2026-06-16T08:00:00Z");
    const { differences } = await checkedCounts(as(issuer), "SL-KPA");
    expect(differences).toEqual([{ code: "no-count", from: "2026-06-13", to: "2026-06-15" }]);
    const all = await countedAuthorities(as(issuer));
    expect(all.map(({ authority, to, missing }) => [authority.code, to, missing])).toEqual([
      ["EU-BE", "2026-06-12", 3],
      ["SL-KPA", "2026-06-12", 3],
    ]);
    await due();
    expect((await checkedCounts(as(issuer), "SL-KPA")).differences).toEqual([]);
  });

  test("that were wrong are put right by an act that names them, and only where the acts say otherwise", async () => {
    await expect(correctCount(as(issuer), "2026-06-04")).rejects.toMatchObject({ code: "already-done" });
    await expect(correctCount(as(issuer), "2027-01-01")).rejects.toMatchObject({ code: "not-found" });
    // A wrong count, signed with the authority's key by somebody else's program.
    at("2026-06-17T08:00:00Z");
    const totals = { issued: 9, validated: 4, printed: 3, exported: 3, returned: 1 };
    await inTransaction(as(actorFor("SL-KPA")), (tx) =>
      record(tx, certificatesCounted, {
        subject: "counts:SL-KPA",
        public: { from: "2026-06-16", to: "2026-06-16", counts: { issued: 5 }, totals },
        private: {},
      }),
    );
    expect((await checkedCounts(as(issuer), "SL-KPA")).differences).toEqual([
      { code: "count-differs", from: "2026-06-16", to: "2026-06-16", kind: "issued", counted: 5, found: 0 },
    ]);
    at("2026-06-17T09:00:00Z");
    await correctCount(as(actorFor("SL-KPA")), "2026-06-16");
    const { differences, periods } = await checkedCounts(as(issuer), "SL-KPA");
    expect(differences).toEqual([]);
    expect(periods.at(-1)).toMatchObject({ corrected: true, counts: {}, totals: { issued: 4 } });
  });
});

describe("the totals of a quarter", () => {
  test("are published by both sides when it is over, and hold", async () => {
    at("2026-06-30T23:00:00Z");
    expect((await due()).flatMap(({ quarters }) => quarters)).toEqual([]);
    at("2026-07-01T00:10:00Z");
    expect(
      (await due()).filter(({ quarters }) => quarters.length > 0).map(({ authority }) => authority),
    ).toEqual(["EU-BE", "SL-KPA"]);
    const verdicts = await verdictsOf(as(issuer), quarter);
    const flows = verdicts.map(({ authority, verdict }) =>
      verdict.state === "published"
        ? [authority, verdict.participant, verdict.flows.exports, verdict.flows.imports]
        : [],
    );
    const sums = { carats: { value: 12_265n }, usd: { value: 4_444_160n } };
    expect(flows).toMatchObject([
      [
        "EU-BE",
        "EU",
        { state: "holds", flow: { certificates: 0 } },
        { state: "holds", flow: { certificates: 3, sums } },
      ],
      [
        "SL-KPA",
        "SL",
        { state: "holds", flow: { certificates: 3, sums } },
        { state: "holds", flow: { certificates: 0 } },
      ],
    ]);
    expect(await due()).not.toContainEqual(expect.objectContaining({ quarters: [quarter] }));
  });

  test("hold in the log alone, and not when one act on a certificate is left out of it", async () => {
    const acts = (await store.leavesOfQuarter(reader(), quarter)).map(store.publicActOf);
    const states = (shown: typeof acts) => {
      const verdict = checkTotals(ledgerOf(shown), "SL-KPA", quarter);
      return verdict.state === "published" ? verdict.flows.exports.state : verdict.state;
    };
    expect(states(acts)).toBe("holds");
    const one = `certificate:${certificates[1]}`;
    expect(states(acts.filter(({ subject }) => subject !== one))).toBe("differs");
  });

  test("are opened certificate by certificate by the authority that confirmed them", async () => {
    const checked = await checkOpenings(as(antwerp), quarter);
    expect(checked.map(({ state, issuer: by }) => [state, by])).toEqual([
      ["opens", "SL-KPA"],
      ["opens", "SL-KPA"],
      ["opens", "SL-KPA"],
    ]);
    expect(await checkOpenings(as(issuer), quarter)).toEqual([]);
  });

  test("are not corrected while they hold", async () => {
    await expect(correctTotals(as(actorFor("SL-KPA")), quarter)).rejects.toMatchObject({
      code: "already-done",
    });
    await expect(correctTotals(as(actorFor("SL-KPA")), "2026-Q1")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("what everybody may ask", () => {
  const site = () =>
    siteOf(scheme, totalsModule, async (_, headers) =>
      headers.get("authorization") === "anna" ? antwerp : null,
    ).browser();

  test("is on pages that need no script, with the verdict and the way to check it", async () => {
    const page = await (await site().get(`/totals?quarter=${quarter}`)).text();
    for (const words of ["They hold", "122.65", "44,441.60", "kimberlite totals check", "Sierra Leone"])
      expect(page).toContain(words);
    const french = await (await site().get("/totals?lang=fr")).text();
    expect(french).toContain("Des totaux que chacun peut vérifier");
    const counts = await (await site().get("/totals/counts")).text();
    expect(counts).toContain("/totals/counts/SL-KPA");
    expect(await (await site().get("/totals/counts/SL-KPA")).text()).toContain("They fit");
    expect((await site().get("/totals/counts/XX-KPA")).status).toBe(404);
    expect((await site().get("/totals?quarter=2026-Q9")).status).toBe(404);
  });

  test("has the acts of a quarter, so that another program comes to the same", async () => {
    const answer = await site().get(`/api/totals/${quarter}/acts`);
    const entries = splitEntries(new Uint8Array(await answer.arrayBuffer())) ?? [];
    const reading = readEntries(sha256, verifyEs256);
    for (const entry of entries) reading.take(entry);
    expect(reading.refused).toEqual([]);
    expect(checkTotals(reading.ledger, "SL-KPA", quarter)).toMatchObject({
      flows: { exports: { state: "holds", flow: { certificates: 3 } } },
    });
    const broken = readEntries(sha256, verifyEs256);
    for (const [place, entry] of entries.entries())
      broken.take(
        place === entries.length - 1
          ? Uint8Array.from(entry, (byte, i) => (i === entry.length - 1 ? byte ^ 1 : byte))
          : entry,
      );
    expect(broken.refused).toEqual([{ place: entries.length - 1, reason: "signature-wrong" }]);
  });

  test("is answered to programs, and openings only to who confirms arrivals", async () => {
    const totals = (await (await site().get(`/api/totals/${quarter}`)).json()) as { authorities: object[] };
    expect(totals.authorities).toMatchObject([
      { authority: "EU-BE", imports: { carats: "122.65", verdict: "holds" } },
      { authority: "SL-KPA", exports: { carats: "122.65", usd: "44441.60", verdict: "holds" } },
    ]);
    expect(await (await site().get("/api/totals")).json()).toEqual({ quarters: [quarter] });
    expect(await (await site().get("/api/counts")).json()).toMatchObject({
      authorities: [
        { authority: "EU-BE", daysMissing: 0 },
        { authority: "SL-KPA", daysMissing: 0 },
      ],
    });
    expect(await (await site().get("/api/counts/SL-KPA")).json()).toMatchObject({ differences: [] });
    expect((await site().get(`/api/totals/${quarter}/openings`)).status).toBe(401);
    const opened = await site().get(`/api/totals/${quarter}/openings`, { authorization: "anna" });
    expect(await opened.json()).toMatchObject({
      certificates: [{ state: "opens" }, { state: "opens" }, { state: "opens" }],
    });
    const page = await site().get(`/totals/received?quarter=${quarter}`, { authorization: "anna" });
    expect(await page.text()).toContain("Opens");
  });
});

describe("a total that a subtraction would open", () => {
  test("is withheld, although enough certificates stand behind it", async () => {
    at("2026-08-01T10:00:00Z");
    // Sierra Leone sends four by two traders; three of them are confirmed in Antwerp in the same quarter.
    const four = [];
    for (const trader of ["Single Trader Ltd", "Other Trader Ltd", "Single Trader Ltd", "Other Trader Ltd"])
      four.push(await sealed(trader, "5.00", "100.00"));
    for (const certificate of four) await sent(certificate);
    at("2026-08-05T10:00:00Z");
    for (const certificate of four.slice(1)) await received(certificate);
    at("2026-10-01T08:00:00Z");
    await due();
    const verdicts = await verdictsOf(as(issuer), "2026-Q3");
    const states = verdicts.map(({ verdict }) =>
      verdict.state === "published" ? [verdict.flows.exports.state, verdict.flows.imports.state] : [],
    );
    // Antwerp was first; with its three, Sierra Leone's four would tell the fourth.
    expect(states).toEqual([
      ["holds", "holds"],
      ["withheld", "holds"],
    ]);
  });
});

describe("a commitment to other carats than the certificate's", () => {
  test("is found by the authority that confirms it, whatever the exporting side adds up", async () => {
    at("2026-10-05T10:00:00Z");
    const certificate = await sealed("Demo Diamonds Ltd", "50.00", "7000.00");
    const lie = { carats: commit({ value: 1n, blinding: 7n }), usd: commit({ value: 1n, blinding: 8n }) };
    await inTransaction(as(actorFor("SL-KPA")), (tx) =>
      record(tx, certificatesCommitted, {
        subject: "commitments:SL-KPA",
        public: { items: encodeCommitments([{ certificate, points: lie }]) },
        private: {},
      }),
    );
    await sent(certificate);
    at("2026-10-09T10:00:00Z");
    await received(certificate);
    expect(await checkOpenings(as(antwerp), "2026-Q4")).toMatchObject([{ certificate, state: "differs" }]);
    at("2026-10-10T10:00:00Z");
    await due();
    // It is not committed to again: the first word stands.
    expect(await checkOpenings(as(antwerp), "2026-Q4")).toMatchObject([{ certificate, state: "differs" }]);
  });
});

describe("a total of few certificates, or of one trader", () => {
  test("is withheld", async () => {
    at("2027-01-10T08:00:00Z");
    configureTotals({ fewestCertificates: 1 });
    await due();
    const states = (await verdictsOf(as(issuer), "2026-Q4")).map(({ verdict }) =>
      verdict.state === "published" ? [verdict.flows.exports.state, verdict.flows.imports.state] : [],
    );
    // One certificate would do by the setting, but it is one trader's.
    expect(states).toEqual([
      ["holds", "withheld"],
      ["withheld", "holds"],
    ]);
    configureTotals({ fewestCertificates: 3 });
  });
});

describe("the record", () => {
  test("alone gives the same tables again", async () => {
    await sequencer.stop();
    await scheme.sequence();
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    const before = await store.tagOf(reader());
    await rebuild(scheme.owner.kysely, kinds);
    expect(await store.tagOf(reader())).toBe(before);
  });
});
