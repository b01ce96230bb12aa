// What happens to certificates between their sealing and their end, on a real database: by whom, with which effect on what
// everybody hears, and that the record alone gives the same tables again.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { certificatesModule } from "../index.ts";
import { checkNumber, forgetAnswers } from "../check.ts";
import { apply } from "../commands/apply.ts";
import { dispatch } from "../commands/dispatch.ts";
import { issue } from "../commands/issue.ts";
import { present } from "../commands/receive.ts";
import { review } from "../commands/review.ts";
import { takeAnyStep } from "../commands/take-any-step.ts";
import { validate } from "../commands/validate.ts";
import { findCertificate } from "../store.ts";
import type { CertificateRow } from "../store.ts";
import { identityModule } from "#modules/identity/index.ts";
import { audit, rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { pngOf } from "#platform/files/test-picture.ts";
import { siteOf } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { certificateExported, certificatePrinted } from "../acts.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import { eventsOf, listNotices } from "./store.ts";
import { steps, stepKinds } from "./steps.ts";
import type { StepInput, StepKind } from "./steps.ts";

const officer = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-0000000002${place}`,
  name: `Officer ${place}`,
  organisation,
  roles,
});
const people = {
  issuer: officer(11, "SL-KPA", "issuing-officer"),
  validator: officer(12, "SL-KPA", "validating-officer"),
  antwerp: officer(13, "EU-BE", "importing-officer"),
  dubai: officer(14, "AE-KPA", "importing-officer"),
  gaborone: officer(15, "BW-KPA", "issuing-officer"),
  clerk: { ...officer(16, "SL-KPA", "exporter"), company: "SL-KPA.demo-1" },
  otherClerk: { ...officer(17, "SL-KPA", "exporter"), company: "SL-KPA.demo-2" },
} as const;
type Who = keyof typeof people;
const office = "SL-KPA/FNA";
const goods = {
  origin: { kind: "SINGLE" as const, country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [],
};

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
});
afterAll(() => scheme.close());
beforeEach(() => {
  scheme.now += 60_000;
});

const as = (who: Who) => scheme.ctx(people[who]);
const reader = () => ({ db: scheme.database.kysely });
const rowOf = async (id: string): Promise<CertificateRow> =>
  (await findCertificate(reader(), Buffer.from(id, "hex")))!;

let seal = 1;
async function sealed(application?: string): Promise<string> {
  const { id } = await issue(as("issuer"), {
    office,
    ...(application === undefined ? { goods } : { application }),
  });
  await validate(as("validator"), { certificate: id, containers: [{ seal: `SL-L-${seal++}` }] });
  return id;
}

/** As if printed and gone: the sheet itself is another test's. */
async function sent(): Promise<string> {
  const id = await sealed();
  const { head } = await rowOf(id);
  await inTransaction(as("issuer"), async (tx) => {
    await record(tx, certificatePrinted, {
      subject: `certificate:${id}`,
      previous: head,
      public: {},
      private: { copy: false, digest: new Uint8Array(32) },
    });
    await record(tx, certificateExported, {
      subject: `certificate:${id}`,
      public: {},
      private: { exportedOn: "2026-06-01" },
    });
  });
  return id;
}

async function take<Kind extends StepKind>(
  who: Who,
  certificate: string,
  kind: Kind,
  input: StepInput<Kind>,
) {
  scheme.now += 1_000;
  const done = await takeAnyStep(as(who), { certificate, kind, input });
  forgetAnswers(scheme);
  return done;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`not refused: ${String(error)}`);
  return error.fields[0]?.code ?? error.code;
}

const heard = async (id: string): Promise<string> => {
  const { number } = await rowOf(id);
  const { answer } = await checkNumber(as("dubai"), "SL", number);
  return `${answer.state} ${answer.reason ?? ""}`.trim();
};

describe("a certificate that is withdrawn", () => {
  test("is told at once, for what it is, by whichever way it was withdrawn", async () => {
    const [back, wrong, lost, stolen] = [await sealed(), await sealed(), await sealed(), await sent()];
    expect(await heard(back)).toBe("valid");
    await take("issuer", back, "returned", { reason: "SHIPMENT_CANCELLED" });
    await take("validator", wrong, "invalidated", { reason: "ORDERED", note: "Order 12." });
    await take("issuer", lost, "lost", { place: "Freetown" });
    await take("issuer", stolen, "stolen", { on: "2026-06-01" });
    expect(await Promise.all([back, wrong, lost, stolen].map(heard))).toEqual([
      "withdrawn returned",
      "withdrawn withdrawn",
      "withdrawn lost",
      "withdrawn stolen",
    ]);
    expect((await rowOf(back)).state).toBe("RETURNED_UNUSED");
    expect(await refusal(take("issuer", back, "invalidated", { reason: "ORDERED", note: "Again." }))).toBe(
      "wrong-state",
    );
    expect(await refusal(dispatch(as("issuer"), back))).toBe("wrong-state");
  });

  test("is not revived when it is found, and may be presented and detained at any border", async () => {
    const id = await sent();
    expect(await refusal(present(as("dubai"), { certificate: id }))).toBe("not-found");
    await take("issuer", id, "lost", {});
    await take("dubai", id, "found", { place: "Dubai" });
    expect(await heard(id)).toBe("withdrawn lost");
    await present(as("dubai"), { certificate: id });
    expect((await rowOf(id)).state).toBe("LOST");
    await take("dubai", id, "detained", { reason: "NO_VALID_CERTIFICATE" });
    expect((await rowOf(id)).state).toBe("DETAINED");
    expect(await heard(id)).toBe("withdrawn lost");
    await take("dubai", id, "released", { reason: "UNFOUNDED", note: "An empty envelope." });
    expect((await rowOf(id)).state).toBe("LOST");
  });

  test("by another authority than its own is not even found", async () => {
    const id = await sealed();
    for (const who of ["gaborone", "antwerp", "otherClerk"] as const) {
      expect(await refusal(take(who, id, "invalidated", { reason: "ORDERED", note: "No." }))).toBe(
        "not-found",
      );
      expect(await refusal(take(who, id, "lost", {}))).toBe("not-found");
    }
  });

  test("cannot have been lost tomorrow, nor before it was issued", async () => {
    const id = await sealed();
    expect(await refusal(take("issuer", id, "lost", { on: "2026-06-02" }))).toBe("DAY_REFUSED");
    expect(await refusal(take("issuer", id, "lost", { on: "2026-05-31" }))).toBe("DAY_REFUSED");
  });
});

describe("a replacement", () => {
  test("is a new certificate with a new number, linked both ways, validated like any other", async () => {
    const old = await sealed();
    const done = await take("issuer", old, "replaced", {
      reason: "ERROR_ON_CERTIFICATE",
      enclosed: true,
      goods: { ...goods, importer: { ...goods.importer, name: "Right Rough NV" } },
    });
    if (!("id" in done)) throw new Error("no new certificate");
    const [before, after] = [await rowOf(old), await rowOf(done.id)];
    expect(before).toMatchObject({ state: "REPLACED", marks: { replacedBy: done.id } });
    expect(after).toMatchObject({ state: "ISSUED", marks: { replaces: old } });
    expect(after.number).not.toBe(before.number);
    expect(after.content.importer.name).toBe("Right Rough NV");
    expect(before.content.importer.name).toBe("Demo Rough NV");
    expect(await heard(old)).toBe("withdrawn replaced");
    expect(await heard(done.id)).toBe("not-released not-released");
    expect(await refusal(take("issuer", old, "replaced", { reason: "OTHER_REASON", enclosed: true }))).toBe(
      "already-done",
    );
  });

  test("of a stolen one leaves it stolen; of one that left, it is refused and no number is used", async () => {
    const stolen = await sealed();
    await take("issuer", stolen, "stolen", {});
    await take("issuer", stolen, "replaced", { reason: "PAPER_LOST", enclosed: false });
    expect(await heard(stolen)).toBe("withdrawn stolen");
    const gone = await sent();
    const next = (await issue(as("issuer"), { office, goods })).number;
    expect(await refusal(take("issuer", gone, "replaced", { reason: "OTHER_REASON", enclosed: true }))).toBe(
      "wrong-state",
    );
    const { number } = await issue(as("issuer"), { office, goods });
    expect(Number(number.replace(/\D/g, ""))).toBe(Number(next.replace(/\D/g, "")) + 1);
  });

  test("whose goods break a rule leaves the old certificate as it was", async () => {
    const old = await sealed();
    const wrong = { ...goods, lines: [{ code: "7102.31", carats: "0", usd: "1.00" }] };
    expect(
      await refusal(
        take("issuer", old, "replaced", { reason: "OTHER_REASON", enclosed: true, goods: wrong }),
      ),
    ).toBe("CARATS_NOT_POSITIVE");
    expect((await rowOf(old)).state).toBe("VALIDATED");
  });
});

describe("marks on a good certificate", () => {
  test("a reported forgery warns everybody, and the genuine one stays good", async () => {
    const id = await sent();
    await take("dubai", id, "fake-reported", { note: "Another exporter." });
    const { number } = await rowOf(id);
    const { answer, warnings } = await checkNumber(as("antwerp"), "SL", number);
    expect(answer.state).toBe("valid");
    expect(warnings).toEqual([{ code: "fake-reported", by: "AE-KPA", since: "2026-06-01" }]);
  });

  test("only fields of the closed list are endorsed; everything else is replaced", async () => {
    const id = await sent();
    const note = "The house number was wrong.";
    const value = "Hoveniersstraat 24, Antwerp";
    await take("issuer", id, "endorsed", { field: "importer.address", value, note });
    const row = await rowOf(id);
    expect(row.content.importer.address).toBe(goods.importer.address);
    expect((await eventsOf(reader(), row.public_id)).at(-1)?.facts).toMatchObject({
      field: "importer.address",
      before: goods.importer.address,
      value,
    });
    const { warnings } = await checkNumber(as("antwerp"), "SL", row.number);
    expect(warnings).toMatchObject([{ code: "endorsed", field: "importer.address", by: "SL-KPA" }]);
    expect(await refusal(take("issuer", id, "endorsed", { field: "importer.address", value, note }))).toBe(
      "ENDORSEMENT_UNCHANGED",
    );
    const name = { field: "importer.name" as "importer.address", value, note };
    expect(await refusal(take("issuer", id, "endorsed", name))).toBe("ENDORSEMENT_NOT_ENDORSABLE");
  });

  test("what an exporter asks waits until it is done or declined", async () => {
    const { id: application } = await apply(as("clerk"), {
      authority: "SL-KPA",
      office,
      goods,
      evidence: [
        {
          name: "invoice.png",
          kind: "export-invoice",
          mediaType: "image/png",
          content: pngOf({ width: 1, height: 1, dots: new Uint8Array(1) }),
          carats: 123_450n,
        },
      ],
      declaration: true,
    });
    await review(as("issuer"), { application, decision: "approve" });
    const id = await sealed(application);
    expect(await refusal(take("otherClerk", id, "asked", { what: "lost", note: "Mine." }))).toBe("not-found");
    await take("clerk", id, "asked", { what: "lost", note: "The envelope did not arrive." });
    expect((await rowOf(id)).marks.asked).toMatchObject({ what: "lost" });
    await take("issuer", id, "declined", { note: "It is in our safe." });
    expect((await rowOf(id)).marks.asked).toBeUndefined();
    await take("clerk", id, "asked", { what: "stolen", note: "From the car." });
    await take("issuer", id, "stolen", {});
    expect((await rowOf(id)).marks.asked).toBeUndefined();
  });
});

describe("on the way and at the border", () => {
  test("the pre-alert and the legs of transit are told by whose they are", async () => {
    const id = await sent();
    await take("issuer", id, "noticed", { carrier: "SN 241", expectedOn: "2026-06-04" });
    expect((await rowOf(id)).marks.noticed).toMatchObject({ expectedOn: "2026-06-04" });
    const leg = { containerIntact: true, certificateIntact: true };
    expect(await refusal(take("antwerp", id, "transit-entered", leg))).toBe("not-found");
    await take("dubai", id, "transit-entered", leg);
    expect(await refusal(take("dubai", id, "transit-entered", leg))).toBe("already-done");
    await take("dubai", id, "transit-left", leg);
    expect((await rowOf(id)).state).toBe("EXPORTED");
  });

  test("goods are detained and released, sent back, or forfeited, by who has them", async () => {
    const [cured, back, taken] = [await sent(), await sent(), await sent()];
    for (const id of [cured, back, taken]) {
      expect(await refusal(take("antwerp", id, "detained", { reason: "SEALS_BROKEN" }))).toBe("not-found");
      await present(as("antwerp"), { certificate: id });
      await take("antwerp", id, "detained", { reason: "SEALS_BROKEN" });
      expect(await heard(id)).toBe("withdrawn detained");
    }
    await take("antwerp", cured, "released", { reason: "CURED", note: "Customs in transit confirm." });
    await take("antwerp", back, "sent-back", { reason: "CONTAINER_OPENED" });
    await take("antwerp", taken, "forfeited", { reason: "ORDERED", note: "Order 2026/331." });
    expect(await Promise.all([cured, back, taken].map(heard))).toEqual([
      "valid",
      "withdrawn sent-back",
      "withdrawn forfeited",
    ]);
    expect((await rowOf(cured)).state).toBe("PRESENTED");
  });
});

describe("what every desk should know", () => {
  test("is listed newest first, by kind, by Participant, since an instant", async () => {
    const all = await listNotices(reader(), {}, 500);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const stolen = await listNotices(reader(), { kinds: ["stolen"], participant: "SL" }, 500);
    expect(stolen.length).toBeGreaterThan(1);
    expect(
      stolen.every(({ kind, issuing_authority }) => kind === "stolen" && issuing_authority === "SL-KPA"),
    ).toBe(true);
    expect(await listNotices(reader(), { since: new Date(scheme.now + 1).toISOString() }, 500)).toEqual([]);
    expect(await listNotices(reader(), { participant: "BW" }, 500)).toEqual([]);
  });
});

describe("the pages", () => {
  const page = (who: Who) => siteOf(scheme, certificatesModule, async () => people[who]).browser();

  test("a form for each step that is possible, a page to check, and then the act with its file", async () => {
    const id = await sealed();
    const own = await (await page("issuer").get(`/certificates/${id}`)).text();
    for (const verb of ["return", "replace", "invalidate", "report-lost", "report-stolen", "endorse"])
      expect(own).toContain(`/certificates/${id}/step/${verb}`);
    expect(own).not.toContain("/step/detain");
    const address = `/certificates/${id}/step/invalidate`;
    expect((await page("issuer").get(address)).status).toBe(200);
    const nothing = await page("issuer").postForm(address, {});
    expect(nothing.status).toBe(422);
    const answers = { reason: "ORDERED", note: "Order of the High Court, 12/2026." };
    const check = await (await page("issuer").postForm(address, answers)).text();
    expect(check).toContain('name="confirmed"');
    expect((await rowOf(id)).state).toBe("VALIDATED");
    const done = await page("issuer").postForm(address, { ...answers, confirmed: "yes" });
    expect([done.status, done.headers.get("location")]).toEqual([303, `/certificates/${id}?done=step`]);
    expect((await rowOf(id)).state).toBe("INVALIDATED");
  });

  test("every form opens for whom it is, in both languages, and for nobody else", async () => {
    const id = await sent();
    await take("dubai", id, "transit-entered", { containerIntact: true, certificateIntact: true });
    const hands: Readonly<Record<string, Who>> = {
      issuer: "issuer",
      holder: "dubai",
      either: "issuer",
      anybody: "dubai",
      exporter: "clerk",
    };
    for (const kind of stepKinds) {
      const { by, verb } = steps[kind];
      for (const language of ["en", "fr"]) {
        const address = `/certificates/${id}/step/${verb}?lang=${language}`;
        const expected = by === "exporter" ? 404 : 200;
        expect([verb, (await page(hands[by]!).get(address)).status]).toEqual([verb, expected]);
      }
      if (by !== "anybody") {
        const { status } = await page("gaborone").get(`/certificates/${id}/step/${verb}`);
        expect([verb, status >= 400]).toEqual([verb, true]);
      }
    }
  });

  test("the whole history names its own people and other authorities' offices only", async () => {
    const id = await sent();
    await take("issuer", id, "noticed", { carrier: "SN 241" });
    const issuing = await (await page("issuer").get(`/certificates/${id}/timeline`)).text();
    const importing = await (await page("antwerp").get(`/certificates/${id}/timeline`)).text();
    expect(issuing).toContain("Officer 11");
    expect(importing).toContain("SN 241");
    expect(importing).not.toContain("Officer 11");
    expect((await page("dubai").get(`/certificates/${id}/timeline`)).status).toBe(404);
  });

  test("at the desk of a third country a paper tells nothing before an act says that it is there", async () => {
    const id = await sent();
    const before = await (await page("dubai").get(`/desk/${id}`)).text();
    expect(before).not.toContain("Demo Rough NV");
    expect(before).toContain("/step/enter-transit");
    await take("dubai", id, "transit-entered", { containerIntact: true, certificateIntact: true });
    expect(await (await page("dubai").get(`/desk/${id}`)).text()).toContain("Demo Rough NV");
    const { number } = await rowOf(id);
    const found = await page("dubai").postForm("/desk/find", { sought: number });
    expect(found.headers.get("location")).toBe(`/desk/${id}`);
    expect((await page("dubai").postForm("/desk/find", { sought: "SL 999999" })).status).toBe(422);
  });
});

test("the acts alone give the same tables again", async () => {
  await scheme.sequence();
  const kinds = [recordModule, schemeModule, identityModule, certificatesModule].flatMap(
    ({ actKinds }) => actKinds,
  );
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  await rebuild(scheme.owner.kysely, kinds);
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
