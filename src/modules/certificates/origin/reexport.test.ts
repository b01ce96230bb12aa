// Re-export on a real database: draws are recorded with the certificate, losses by their own acts, nothing goes below
// zero however many officers draw at once, and a rebuild gives the same rows.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checklistFrom } from "#core/certificate/arrival.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import { pngOf } from "#platform/files/test-picture.ts";
import { Problem } from "#platform/http/problem.ts";
import { audit, rebuild } from "#modules/record/index.ts";
import type { Actor, Ctx, Sequencer } from "#modules/record/index.ts";
import { recordActKinds } from "#modules/record/index.ts";
import {
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
  setStatus,
} from "#modules/scheme/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { siteOf } from "../../../../test/support/site.ts";
import { certificateActKinds } from "../acts.ts";
import { apply } from "../commands/apply.ts";
import type { EvidenceInput } from "../commands/apply.ts";
import { addEvidence, declare, saveSection, startDraft, submitDraft } from "../commands/draft.ts";
import { issue, issueAll } from "../commands/issue.ts";
import { replace } from "../commands/replace.ts";
import { takeStep } from "../commands/take-step.ts";
import { print } from "../commands/print.ts";
import { confirm, present } from "../commands/receive.ts";
import { recordLoss } from "../commands/record-loss.ts";
import { review } from "../commands/review.ts";
import { validate } from "../commands/validate.ts";
import { contentFromJson } from "../content.ts";
import { readCarats, readUsd } from "../drafts/amount.ts";
import { DraftGoods } from "../drafts/data.ts";
import { certificatesModule } from "../index.ts";
import type { GoodsInput } from "../content.ts";
import { rulesAround } from "../rules-around.ts";
import { findCertificate } from "../store.ts";
import type { SourcingInput } from "./inputs.ts";
import { balanceOf, findSource, withTakings } from "./sources.ts";
import * as store from "./store.ts";

const person = (n: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  name: `Person ${n}`,
  organisation,
  roles,
});
const freetown = person(11, "SL-KPA", "issuing-officer");
const freetownSeals = person(12, "SL-KPA", "validating-officer");
const antwerp = person(21, "EU-BE", "issuing-officer");
const idar = person(22, "EU-DE", "issuing-officer");
const antwerpReceives = person(23, "EU-BE", "importing-officer");
const clerk: Actor = { ...person(24, "EU-BE", "exporter"), company: "EU-BE.demo-1" };
const dubai = person(31, "AE-KPA", "issuing-officer");
const bangui = person(41, "CF-KPA", "issuing-officer");
const banguiSeals = person(42, "CF-KPA", "validating-officer");

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

const sierraLeone: GoodsInput = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Antwerp Demo Rough BV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "100.00", usd: "45000.00" }],
  containers: [{ seal: "SL-1" }],
};
const toIndia = (carats: string, more: Partial<GoodsInput> = {}): GoodsInput => ({
  ...sierraLeone,
  exporter: { name: "Antwerp Demo Rough BV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  importer: { name: "Surat Demo Gems Pvt Ltd", address: "1 Varachha Road, Surat", country: "IN" },
  lines: [{ code: "7102.31", carats, usd: "30000.00" }],
  containers: [],
  ...more,
});
const from = (
  certificate: string,
  carats: string,
  more: Partial<SourcingInput["sources"][number]> = {},
): SourcingInput => ({
  mined: "ELSEWHERE",
  sources: [{ certificate, draws: [{ code: "7102.31", carats }], losses: [], ...more }],
});

/** Issued in Freetown, confirmed in Antwerp with `found` carats. */
async function imported(goods = sierraLeone, found?: bigint): Promise<string> {
  const { id } = await issue(as(freetown), { office: "SL-KPA/FNA", goods });
  await validate(as(freetownSeals), { certificate: id });
  await print(as(freetown), id, "localhost/verify");
  await present(as(antwerpReceives), { certificate: id });
  const row = await findCertificate(reader(), Buffer.from(id, "hex"));
  if (row === undefined) throw new Error("not there");
  const content = contentFromJson(row.content, row.public_id);
  const sealed = {
    parcels: content.parcels,
    lines: content.lines,
    seals: content.containers.map(({ seal }) => seal),
  };
  const lines = content.lines.map(({ code, carats, usd }) => ({ code, carats: found ?? carats, usd }));
  const actuals = { seals: sealed.seals.map((seal) => ({ seal, intact: true })), parcels: 1, lines };
  const around = await rulesAround(as(antwerpReceives), "EU-BE");
  const match = { mark: "match" } as const;
  await confirm(as(antwerpReceives), {
    certificate: id,
    checklist: {
      ...checklistFrom(sealed, actuals, around.rule("2026-06-01")),
      DATES: match,
      STATUS: match,
      CONSIGNMENT: match,
    },
    actuals,
  });
  return id;
}

async function left(id: string): Promise<string> {
  const around = await rulesAround(as(antwerp), "EU-BE");
  const bare = await findSource(reader(), around, id);
  const [source] = await withTakings(reader(), bare === undefined ? [] : [bare]);
  return source === undefined ? "no source" : caratsToString(balanceOf(source).left);
}

async function refused(step: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await step.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`not refused: ${String(error)}`);
  return error.fields.length === 0 ? [error.code] : error.fields.map(({ field, code }) => `${field} ${code}`);
}

const reissue = (goods: GoodsInput, sourcing: SourcingInput) =>
  issue(as(antwerp), { office: "EU-BE/ANR", goods, sourcing });

describe("a re-export draws on what came in", () => {
  test("to the last hundredth of what was found, and not beyond; provenance is the issuer of the papers", async () => {
    const source = await imported(sierraLeone, 99_50n);
    expect(await left(source)).toBe("99.50");
    const first = await reissue(toIndia("60.00"), from(source, "60.00"));
    expect(await left(source)).toBe("39.50");
    expect(await refused(reissue(toIndia("40.00"), from(source, "40.00")))).toEqual([
      "sources.0.draws.0.carats DRAW_MORE_THAN_LEFT",
    ]);
    await reissue(toIndia("39.50"), from(source, "39.50"));
    expect(await left(source)).toBe("0.00");
    expect(await store.findCertificateSourcing(reader(), Buffer.from(first.id, "hex"))).toMatchObject({
      mined: "ELSEWHERE",
      provenance: ["SL"],
    });
    expect(await store.drawsBy(reader(), Buffer.from(first.id, "hex"))).toMatchObject([
      { source, code: "7102.31", becomes: "7102.31", origin: "SL", carats: 6_000n },
    ]);
  });

  test("officers of two member states at once never take the same carat", async () => {
    const source = await imported();
    const german = {
      name: "Edelstein Muster GmbH",
      address: "Hauptstrasse 1, Idar-Oberstein",
      country: "DE",
    };
    const sourcing = from(source, "15.00");
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        i % 2 === 0
          ? issue(as(antwerp), { office: "EU-BE/ANR", goods: toIndia("15.00"), sourcing })
          : issue(as(idar), { office: "EU-DE/IDO", goods: toIndia("15.00", { exporter: german }), sourcing }),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    for (const answer of tries)
      if (answer.status === "rejected") expect(String(answer.reason)).toContain("DRAW_MORE_THAN_LEFT");
    expect(await left(source)).toBe("10.00");
  });

  test("losses and draws at once share one balance", async () => {
    const source = await imported();
    const loss = { code: "7102.31", carats: "30.00", kind: "BOILING", reason: "acid" } as const;
    const tries = await Promise.allSettled([
      ...Array.from({ length: 3 }, () => reissue(toIndia("30.00"), from(source, "30.00"))),
      ...Array.from({ length: 3 }, () => recordLoss(as(antwerpReceives), { source, loss })),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await left(source)).toBe("10.00");
  });

  test("a batch counts the draws of its own rows, and names the row that asks too much", async () => {
    const source = await imported();
    const item = (carats: string) => ({
      office: "EU-BE/ANR",
      goods: toIndia(carats),
      sourcing: from(source, carats),
    });
    expect(await refused(issueAll(as(antwerp), [item("60.00"), item("60.00")]))).toEqual([
      "items.1.sources.0.draws.0.carats DRAW_MORE_THAN_LEFT",
    ]);
    expect(await left(source)).toBe("100.00");
    await issueAll(as(antwerp), [item("60.00"), item("40.00")]);
    expect(await left(source)).toBe("0.00");
  });

  test("states the origin that its sources have", async () => {
    const source = await imported();
    const wrong = toIndia("10.00", { origin: { kind: "SINGLE", country: "BW" } });
    expect(await refused(reissue(wrong, from(source, "10.00")))).toEqual(["origin ORIGIN_IS_MIXED"]);
    const vague = toIndia("10.00", { origin: { kind: "MIXED", listed: [] } });
    expect(await refused(reissue(vague, from(source, "10.00")))).toEqual(["origin ORIGIN_IS_SINGLE"]);
    expect(await refused(reissue(toIndia("10.00"), { mined: "HERE", sources: [] }))).toEqual([
      "origin ORIGIN_NOT_HERE",
    ]);
  });

  test("records the losses that are claimed with it, with kind and reason", async () => {
    const source = await imported();
    const losses = [{ code: "7102.31", carats: "2.50", kind: "SORTING", reason: "dust" }] as const;
    await reissue(toIndia("50.00"), from(source, "50.00", { losses: [...losses] }));
    expect(await left(source)).toBe("47.50");
    expect(await store.lossesOf(reader(), [source])).toMatchObject([
      { kind: "SORTING", reason: "dust", carats: 250n, origin: "SL", authority: "EU-BE" },
    ]);
  });

  test("is refused from what is still on its way, what went elsewhere, and what nobody knows", async () => {
    const { id } = await issue(as(freetown), { office: "SL-KPA/FNA", goods: sierraLeone });
    expect(await refused(reissue(toIndia("1.00"), from(id, "1.00")))).toEqual([
      "sources.0 SOURCE_NOT_RECEIVED",
    ]);
    const nobody = "0".repeat(32);
    expect(await refused(reissue(toIndia("1.00"), from(nobody, "1.00")))).toEqual([
      "sources.0 SOURCE_UNKNOWN",
    ]);
    const source = await imported();
    const dubaiGoods = toIndia("1.00", {
      exporter: { name: "Dubai Sample", address: "Almas Tower", country: "AE" },
    });
    expect(
      await refused(
        issue(as(dubai), { office: "AE-KPA/DXB", goods: dubaiGoods, sourcing: from(source, "1.00") }),
      ),
    ).toEqual(["sources.0 SOURCE_UNKNOWN"]);
    expect(
      await refused(
        recordLoss(as(dubai), {
          source,
          loss: { code: "7102.31", carats: "1.00", kind: "STAYED", reason: "sold" },
        }),
      ),
    ).toEqual(["not-found"]);
  });

  test("what an unused certificate had drawn can be drawn again; what left and was lost cannot", async () => {
    const source = await imported();
    const drawn = await reissue(toIndia("70.00"), from(source, "70.00"));
    const set = (state: string, exported: string) =>
      scheme.owner.pool.query(
        `update certificate set state = $2, exported_at = ${exported} where public_id = decode($1, 'hex')`,
        [drawn.id, state],
      );
    await set("RETURNED_UNUSED", "null");
    expect(await left(source)).toBe("100.00");
    await set("LOST", "issued_at");
    expect(await left(source)).toBe("30.00");
    await set("ISSUED", "null");
  });
});

describe("a replacement of a re-export", () => {
  const replaced = (certificate: string, goods?: GoodsInput) =>
    replace(as(antwerp), {
      certificate,
      kind: "replaced",
      input: { reason: "ERROR_ON_CERTIFICATE", enclosed: true, ...(goods === undefined ? {} : { goods }) },
    });
  const drawsOf = async (id: string) =>
    (await store.drawsBy(reader(), Buffer.from(id, "hex"))).map(
      ({ source, code, becomes, origin, carats }) => ({ source, code, becomes, origin, carats }),
    );
  const stateOf = async (id: string) => (await findCertificate(reader(), Buffer.from(id, "hex")))?.state;

  test("with another address takes its draws over, and nothing is drawn twice", async () => {
    const source = await imported();
    const old = await reissue(toIndia("80.00"), from(source, "80.00"));
    const elsewhere = { name: "Surat Demo Gems Pvt Ltd", address: "2 Ring Road, Surat", country: "IN" };
    const next = await replaced(old.id, toIndia("80.00", { importer: elsewhere }));
    expect(await drawsOf(next.id)).toEqual(await drawsOf(old.id));
    expect(await store.findCertificateSourcing(reader(), Buffer.from(next.id, "hex"))).toMatchObject({
      mined: "ELSEWHERE",
      provenance: ["SL"],
    });
    expect(await left(source)).toBe("20.00");
    const after = await replaced(next.id);
    expect(await drawsOf(after.id)).toEqual(await drawsOf(old.id));
    expect(await left(source)).toBe("20.00");
  });

  test.each([
    [
      "more carats",
      { lines: [{ code: "7102.31" as const, carats: "90.00", usd: "30000.00" }] },
      "sources SOURCES_LESS",
    ],
    [
      "fewer carats",
      { lines: [{ code: "7102.31" as const, carats: "70.00", usd: "30000.00" }] },
      "sources SOURCES_MORE",
    ],
    [
      "another code",
      { lines: [{ code: "7102.21" as const, carats: "80.00", usd: "30000.00" }] },
      "sources SOURCES_LESS",
    ],
    ["another origin", { origin: { kind: "SINGLE", country: "BW" } as const }, "origin ORIGIN_IS_MIXED"],
  ])("with %s is refused, says what to do, and leaves everything as it was", async (_, more, problem) => {
    const source = await imported();
    const old = await reissue(toIndia("80.00"), from(source, "80.00"));
    const problems = await refused(replaced(old.id, toIndia("80.00", more)));
    expect(problems).toContain(problem);
    expect(problems).toContain("sources REPLACEMENT_NEEDS_OTHER_SOURCES");
    expect(await stateOf(old.id)).toBe("ISSUED");
    expect(await left(source)).toBe("20.00");
  });

  test("of a withdrawn one is refused once others have drawn what it gave back", async () => {
    const source = await imported();
    const old = await reissue(toIndia("80.00"), from(source, "80.00"));
    const sealer = person(25, "EU-BE", "validating-officer");
    await takeStep(as(sealer), {
      certificate: old.id,
      kind: "invalidated",
      input: { reason: "OTHER_REASON", note: "Wrong parcel." },
    });
    await reissue(toIndia("30.00"), from(source, "30.00"));
    expect(await refused(replaced(old.id))).toEqual([
      "sources.0.draws.0.carats DRAW_MORE_THAN_LEFT",
      "sources REPLACEMENT_NEEDS_OTHER_SOURCES",
    ]);
    expect(await left(source)).toBe("70.00");
  });

  test("while others draw on the same source never takes a carat of theirs", async () => {
    const source = await imported();
    const old = await reissue(toIndia("60.00"), from(source, "60.00"));
    const tries = await Promise.allSettled([
      replaced(old.id),
      ...Array.from({ length: 3 }, () => reissue(toIndia("40.00"), from(source, "40.00"))),
    ]);
    expect(tries.map(({ status }) => status).filter((status) => status === "fulfilled")).toHaveLength(2);
    expect(tries[0]?.status).toBe("fulfilled");
    expect(await left(source)).toBe("0.00");
  });

  test("on its page says in the reader's words why, and what to do instead", async () => {
    const source = await imported();
    const old = await reissue(toIndia("80.00"), from(source, "80.00"));
    const page = siteOf(scheme, certificatesModule, async () => antwerp).browser();
    const { exporter, importer } = toIndia("80.00");
    const typed = {
      reason: "ERROR_ON_CERTIFICATE",
      enclosed: "yes",
      "exporter.name": exporter.name,
      "exporter.address": exporter.address,
      "exporter.country": exporter.country,
      "importer.name": importer.name,
      "importer.address": importer.address,
      "importer.country": importer.country,
      parcels: "1",
      "lines.0.code": "7102.31",
      "lines.0.carats": "90.00",
      "lines.0.usd": "30000.00",
      confirmed: "yes",
    };
    const answer = await page.postForm(`/certificates/${old.id}/step/replace?lang=fr`, typed);
    const told = await answer.text();
    expect(answer.status).toBe(422);
    expect(told).toContain("invalidez l’ancien certificat et refaites une demande");
    expect(told).not.toContain('href="#sources');
    const right = { ...typed, "lines.0.carats": "80.00", "importer.address": "3 Ring Road, Surat" };
    const done = await page.postForm(`/certificates/${old.id}/step/replace`, right);
    expect(done.status).toBe(303);
    expect(await left(source)).toBe("20.00");
  });

  test("draws again on a paper of no register, whose record stays the one it was", async () => {
    const mixed = toIndia("50.00", { origin: { kind: "MIXED", listed: [] } });
    const old = await reissue(mixed, {
      mined: "ELSEWHERE",
      sources: [
        {
          paper: {
            participant: "LA",
            number: "LA 555",
            issuedOn: "2026-03-02",
            receivedOn: "2026-03-20",
            origin: { kind: "MIXED", listed: [] },
            lines: [{ code: "7102.31", carats: "50.00" }],
          },
          draws: [{ code: "7102.31", carats: "50.00" }],
          losses: [],
        },
      ],
    });
    const next = await replaced(old.id);
    expect(await drawsOf(next.id)).toEqual(await drawsOf(old.id));
    const [draw] = await drawsOf(next.id);
    expect(await left(draw?.source ?? "")).toBe("0.00");
  });
});

describe("a certificate that is not on this register", () => {
  const paper = {
    participant: "LA",
    number: "la 123",
    issuedOn: "2026-03-02",
    receivedOn: "2026-03-20",
    origin: { kind: "MIXED", listed: [] },
    lines: [{ code: "7102.31", carats: "250.00" }],
  } as const;
  const mixed = (carats: string) => toIndia(carats, { origin: { kind: "MIXED", listed: [] } });
  const drawing = (carats: string): SourcingInput => ({
    mined: "ELSEWHERE",
    sources: [
      {
        paper: { ...paper, origin: { kind: "MIXED", listed: [] }, lines: [...paper.lines] },
        draws: [{ code: "7102.31", carats }],
        losses: [],
      },
    ],
  });
  const invoice = (kind: string, carats: bigint): EvidenceInput => ({
    name: `${kind}.pdf`,
    kind,
    mediaType: "application/pdf",
    content: Buffer.from(`a paper: ${kind}`),
    carats,
  });
  const applied = (carats: string, ...evidence: EvidenceInput[]) =>
    apply(as(clerk), {
      authority: "EU-BE",
      office: "EU-BE/ANR",
      goods: mixed(carats),
      evidence,
      declaration: true,
      sourcing: drawing(carats),
    });

  test("is recorded once, with its evidence, and has one balance under every spelling of its number", async () => {
    expect(await refused(applied("200.00", invoice("export-invoice", 20_000n)))).toEqual([
      "evidence SOURCE_WITHOUT_EVIDENCE",
    ]);
    const application = await applied("200.00", invoice("incoming-certificate", 20_000n));
    await review(as(antwerp), { application: application.id, decision: "approve" });
    const issued = await issue(as(antwerp), { application: application.id, office: "EU-BE/ANR" });
    const [known] = await store.listIncoming(reader(), { authority: "EU-BE", company: "EU-BE.demo-1" });
    expect(known).toMatchObject({ participant: "LA", number: "LA 000123" });
    expect(known?.evidence).toHaveLength(1);
    expect(await store.drawsBy(reader(), Buffer.from(issued.id, "hex"))).toMatchObject([
      { source: known?.id },
    ]);
    expect(await left(known?.id ?? "")).toBe("50.00");
    expect(await refused(reissue(mixed("60.00"), drawing("60.00")))).toEqual([
      "sources.0.draws.0.carats DRAW_MORE_THAN_LEFT",
    ]);
    await reissue(mixed("50.00"), drawing("50.00"));
    expect(await left(known?.id ?? "")).toBe("0.00");
  });

  test("named for the first time by two officers at once, is recorded once", async () => {
    const number = (carats: string): SourcingInput => {
      const [one] = drawing(carats).sources;
      return {
        mined: "ELSEWHERE",
        sources: one?.paper === undefined ? [] : [{ ...one, paper: { ...one.paper, number: "LA 777" } }],
      };
    };
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        issueAll(as(antwerp), [{ office: "EU-BE/ANR", goods: mixed("100.00"), sourcing: number("100.00") }]),
      ),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(
      (await store.listIncoming(reader(), { authority: "EU-BE" })).filter(
        (row) => row.number === "LA 000777",
      ),
    ).toHaveLength(1);
  });

  test("is refused where this register knows the number", async () => {
    const source = await imported();
    const row = await findCertificate(reader(), Buffer.from(source, "hex"));
    const typed = {
      ...paper,
      participant: "SL",
      number: row?.number ?? "",
      origin: { kind: "MIXED" as const, listed: [] },
      lines: [...paper.lines],
    };
    expect(
      await refused(
        reissue(mixed("1.00"), {
          mined: "ELSEWHERE",
          sources: [{ paper: typed, draws: [{ code: "7102.31", carats: "1.00" }], losses: [] }],
        }),
      ),
    ).toEqual(["sources.0 SOURCE_ON_REGISTER"]);
  });
});

describe("the form of a re-export", () => {
  const page = () => siteOf(scheme, certificatesModule, async () => clerk).browser();

  test("names an import by its number and weight, draws no more than is left, and records the loss with the certificate", async () => {
    const source = await imported();
    const row = await findCertificate(reader(), Buffer.from(source, "hex"));
    const { id } = await startDraft(as(clerk));
    const address = `/applications/draft/${id}/sourcing`;
    await saveSection(as(clerk), id, {
      exporter: toIndia("90.00").exporter,
      importer: toIndia("90.00").importer,
      office: "EU-BE/ANR",
      goods: DraftGoods.parse({
        origin: "SINGLE",
        country: "SL",
        parcels: "1",
        lines: [{ code: "7102.31", carats: readCarats("90.00", "en"), usd: readUsd("30000.00", "en") }],
      }),
    });

    const nothing = await page().postForm(address, { mined: "ELSEWHERE", do: "save" });
    expect([nothing.status, await nothing.text()]).toEqual([422, expect.stringContaining("error-summary")]);
    const find = { mined: "ELSEWHERE", do: "find", number: row?.number ?? "" };
    expect((await page().postForm(address, { ...find, carats: "99.00" })).status).toBe(422);
    expect((await page().postForm(address, { ...find, carats: "100.00" })).status).toBe(303);
    expect(await (await page().get(address)).text()).toContain('name="s.0.draw.7102.31:SL:7102.31"');

    const typed = (drawn: string, lost: string) => ({
      mined: "ELSEWHERE",
      do: "save",
      source: "0",
      "s.0.certificate": source,
      "s.0.draw.7102.31:SL:7102.31": drawn,
      "s.0.loss.pool": "7102.31:SL",
      "s.0.loss.kind": "BOILING",
      "s.0.loss.carats": lost,
      "s.0.loss.reason": "Acid, slip 118",
    });
    const tooMuch = await page().postForm(address, typed("90.00", "10.01"));
    const told = await tooMuch.text();
    expect(tooMuch.status).toBe(422);
    expect(told).toContain("Only 10.00 carats of 7102.31 are left of this certificate");
    expect(told).toContain('value="10.01"');
    const tooLittle = await page().postForm(address, typed("80.00", "5.00"));
    expect([tooLittle.status, await tooLittle.text()]).toEqual([
      422,
      expect.stringContaining("The sources leave 10.00 carats of 7102.31 uncovered"),
    ]);
    expect((await page().postForm(address, typed("90.00", "5.00"))).status).toBe(303);

    await addEvidence(as(clerk), id, {
      kind: "export-invoice",
      carats: readCarats("90.00", "en"),
      code: "",
      name: "invoice.png",
      mediaType: "image/png",
      content: pngOf({ width: 8, height: 8, dots: new Uint8Array(64).fill(200) }),
    });
    await declare(as(clerk), id, true);
    const application = (await submitDraft(as(clerk), id)).id;
    expect(await left(source)).toBe("100.00");
    await review(as(antwerp), { application, decision: "approve" });
    const certificate = await issue(as(antwerp), { application, office: "EU-BE/ANR" });
    expect(await left(source)).toBe("5.00");
    expect(await store.drawsBy(reader(), Buffer.from(certificate.id, "hex"))).toMatchObject([
      { source, carats: 9_000n },
    ]);
    expect(await store.lossesOf(reader(), [source])).toMatchObject([{ kind: "BOILING", carats: 500n }]);
  });
});

describe("the Central African Republic under its conditions", () => {
  const goods = {
    ...sierraLeone,
    origin: { kind: "SINGLE", country: "CF" } as const,
    exporter: { name: "Bureau d’achat", address: "Avenue Boganda, Bangui", country: "CF" },
    containers: [],
  };
  const zoned = (zone?: string) => ({
    office: "CF-KPA/BGF",
    goods,
    sourcing: { mined: "HERE" as const, sources: [], ...(zone === undefined ? {} : { zone }) },
  });

  test("since November 2024 no zone is asked for", async () => {
    await issue(as(bangui), zoned());
  });

  test("were the conditions in force, a compliant zone is needed at issue and at validation, and pictures with an application", async () => {
    const conditions = {
      participant: "CF",
      status: "CONDITIONAL",
      from: "2026-05-01",
      precision: "day",
      pictures: true,
      zonesOnly: [{ zone: "Berbérati", from: "2026-05-01", precision: "day", source: "test" }],
      source: "test",
    } as const;
    await setStatus(scheme.ctx(), { ...conditions, zonesOnly: [...conditions.zonesOnly] });
    expect(await refused(issue(as(bangui), zoned()))).toEqual(["origin ORIGIN_MAY_NOT_BE_TRADED"]);
    expect(await refused(issue(as(bangui), zoned("Bria")))).toEqual(["origin ORIGIN_MAY_NOT_BE_TRADED"]);
    const { id } = await issue(as(bangui), zoned("berberati"));
    await validate(as(banguiSeals), { certificate: id, containers: [{ seal: "CF-1" }] });
    const file = (kind: string, carats: bigint): EvidenceInput => ({
      name: `${kind}.pdf`,
      kind,
      mediaType: "application/pdf",
      content: Buffer.from(kind),
      carats,
    });
    const ask = (...evidence: EvidenceInput[]) =>
      apply(as(bangui), {
        authority: "CF-KPA",
        office: "CF-KPA/BGF",
        company: "CF-KPA.counter",
        goods,
        evidence,
        declaration: true,
        sourcing: { mined: "HERE", zone: "Berbérati", sources: [] },
      });
    expect(await refused(ask(file("production-record", 10_000n)))).toEqual(["evidence PICTURES_MISSING"]);
    await ask(file("production-record", 10_000n), file("picture", 0n));
  });
});

describe("the record", () => {
  test("gives the same rows again, and every row agrees with its acts", async () => {
    const kinds = [...recordActKinds, ...schemeModule.actKinds, ...certificateActKinds];
    const rows = async () =>
      (
        await Promise.all(
          ["draw", "loss", "incoming", "application_sourcing", "certificate_sourcing"].map((table) =>
            scheme.owner.pool.query(`select * from ${table} t order by t::text`),
          ),
        )
      ).map((result) => result.rows);
    await sequencer.stop();
    await scheme.sequence();
    const before = await rows();
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    await rebuild(scheme.owner.kysely, kinds);
    expect(await rows()).toEqual(before);
  });
});
