// Technical certificates and letters of comfort on a real database: numbers of their own, who may take which step, and
// a rebuild that gives the same rows.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "#platform/http/problem.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx, Sequencer } from "#modules/record/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { siteOf } from "../../../../test/support/site.ts";
import { certificateActKinds } from "../acts.ts";
import { issue } from "../commands/issue.ts";
import { issueDocument, stepDocument } from "../commands/short-document.ts";
import type { DocumentInput } from "../commands/short-document.ts";
import { certificatesModule } from "../index.ts";
import * as store from "./store.ts";

const officer = (n: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  name: `Person ${n}`,
  organisation,
  roles,
});
const freetown = officer(11, "SL-KPA", "issuing-officer");
const gaborone = officer(12, "BW-KPA", "importing-officer");
const antwerp = officer(13, "EU-BE", "issuing-officer");
const clerk: Actor = { ...officer(14, "SL-KPA", "exporter"), company: "SL-KPA.one" };

let scheme: TestScheme;
let sequencer: Sequencer;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  sequencer = await scheme.startSequencer();
});
afterAll(async () => {
  await sequencer.stop();
  await scheme.close();
});

const as = (actor: Actor): Ctx => ({ ...scheme.ctx(actor), committed: () => sequencer.nudge() });
const reader = () => ({ db: scheme.database.kysely });

const technical: DocumentInput = {
  kind: "TECHNICAL",
  purpose: "SCIENTIFIC_RESEARCH",
  goods: "Twelve rough stones in one sealed box",
  carats: 1_180n,
  receiver: "BW-KPA",
  recipient: "Sample University, Gaborone",
};
const letter: DocumentInput = {
  kind: "COMFORT",
  purpose: "ROCK_SAMPLES",
  goods: "Six drums of drill core",
  receiver: "BW-KPA",
  recipient: "Sample Assay Laboratory, Gaborone",
};

async function refused(step: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await step.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`not refused: ${String(error)}`);
  return error.fields.length === 0 ? [error.code] : error.fields.map(({ field, code }) => `${field} ${code}`);
}

describe("a short paper", () => {
  test("has a number of its kind, authority and year, and two officers at once never get the same", async () => {
    const made = await Promise.all([
      ...Array.from({ length: 4 }, () => issueDocument(as(freetown), technical)),
      issueDocument(as(freetown), letter),
      issueDocument(as(antwerp), technical),
    ]);
    expect(made.map(({ number }) => number).toSorted()).toEqual([
      "LC SL-KPA 2026/001",
      "TC EU-BE 2026/001",
      "TC SL-KPA 2026/001",
      "TC SL-KPA 2026/002",
      "TC SL-KPA 2026/003",
      "TC SL-KPA 2026/004",
    ]);
  });

  test("is used by its receiver or issuer, closed by its issuer alone, and nothing follows that", async () => {
    const { id } = await issueDocument(as(freetown), letter);
    expect(await refused(stepDocument(as(antwerp), id, "used"))).toEqual(["not-found"]);
    expect(await refused(stepDocument(as(gaborone), id, "closed"))).toEqual(["wrong-state"]);
    expect(await stepDocument(as(gaborone), id, "used")).toEqual({ state: "USED" });
    expect(await refused(stepDocument(as(freetown), id, "used"))).toEqual(["wrong-state"]);
    expect(await stepDocument(as(freetown), id, "closed")).toEqual({ state: "CLOSED" });
    expect(await refused(stepDocument(as(freetown), id, "closed"))).toEqual(["wrong-state"]);
    expect(await store.findDocument(reader(), id)).toMatchObject({
      state: "CLOSED",
      history: [
        { step: "issued", authority: "SL-KPA" },
        { step: "used", authority: "BW-KPA" },
        { step: "closed", authority: "SL-KPA" },
      ],
    });
  });

  test("names what is wrong with it, all at once", async () => {
    const wrong = { ...letter, purpose: "DETAINED_OR_SEIZED", goods: "", receiver: "XX-KPA", carats: 0n };
    expect(await refused(issueDocument(as(freetown), { ...wrong, certificate: "SL 999999" }))).toEqual([
      "purpose empty",
      "goods TEXT_EMPTY",
      "carats CARATS_NOT_POSITIVE",
      "receiver empty",
      "certificate SOURCE_UNKNOWN",
    ]);
    expect(await refused(issueDocument(as(clerk), letter))).toEqual(["not-allowed"]);
  });

  test("names the certificate whose goods are held, where that concerns its issuer", async () => {
    const goods = {
      origin: { kind: "SINGLE", country: "SL" } as const,
      exporter: { name: "Demo Diamonds Ltd", address: "Freetown", country: "SL" },
      importer: { name: "Demo Rough NV", address: "Antwerp", country: "BE" },
      parcels: 1,
      lines: [{ code: "7102.31", carats: "1.00", usd: "100.00" }],
      containers: [],
    };
    const { number, id } = await issue(as(freetown), { office: "SL-KPA/FNA", goods });
    const held = { ...technical, purpose: "DETAINED_OR_SEIZED", certificate: number };
    const paper = await issueDocument(as(antwerp), held);
    expect((await store.findDocument(reader(), paper.id))?.certificate?.toString("hex")).toBe(id);
    const botswana = { ...gaborone, roles: ["issuing-officer"] };
    expect(await refused(issueDocument(as(botswana), held))).toEqual(["certificate SOURCE_UNKNOWN"]);
  });

  test("is issued on its page, seen by issuer and receiver, and printed as a sheet", async () => {
    const page = (who: Actor) => siteOf(scheme, certificatesModule, async () => who).browser();
    const typed = {
      purpose: "SCIENTIFIC_RESEARCH",
      goods: "Twelve rough stones in one sealed box",
      carats: "11.80",
      receiver: "BW-KPA",
      recipient: "Sample University, Gaborone",
    };
    const empty = await page(freetown).postForm("/documents/new/technical", {});
    expect(empty.status).toBe(422);
    const made = await page(freetown).postForm("/documents/new/technical", typed);
    expect(made.status).toBe(303);
    const address = made.headers.get("location") ?? "";
    for (const who of [freetown, gaborone]) {
      expect(await (await page(who).get(address)).text()).toContain("Twelve rough stones");
      expect(await (await page(who).get("/documents")).text()).toContain(address);
    }
    expect((await page(antwerp).get(address)).status).toBe(404);
    const sheet = await page(gaborone).get(`${address}/sheet.pdf`);
    expect(Buffer.from(await sheet.arrayBuffer()).toString("latin1")).toMatch(/^%PDF-/);
    expect((await page(gaborone).postForm(`${address}/used`, {})).status).toBe(303);
    expect((await page(gaborone).postForm(`${address}/closed`, {})).status).toBeGreaterThanOrEqual(400);
  });
});

describe("the record", () => {
  test("gives the same rows again, and every row agrees with its acts", async () => {
    const kinds = [...recordActKinds, ...schemeModule.actKinds, ...certificateActKinds];
    const rows = async () =>
      (await scheme.owner.pool.query("select * from short_document order by id")).rows as unknown[];
    await sequencer.stop();
    await scheme.sequence();
    const before = await rows();
    expect(before.length).toBeGreaterThan(7);
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    await rebuild(scheme.owner.kysely, kinds);
    expect(await rows()).toEqual(before);
  });
});
