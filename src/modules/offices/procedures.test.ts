// The Secretariat's host, admission, measures, offices and the chair's year, on a real database: who may do what, and that
// nothing takes effect but what an item's own record says was adopted.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statusOn } from "#core/kp/statuses.ts";
import { schemeFactsOf } from "#core/certificate/standing.ts";
import { foldAdmission, foldHostSelection, foldMeasure } from "#core/offices/procedures.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import {
  checkForm,
  declareOutcome,
  findItem,
  governanceModule,
  openCall,
  passDueDeadlines,
  recordPositions,
  secondItem,
  submitItem,
} from "#modules/governance/index.ts";
import {
  currentTrustList,
  publishTrustList,
  renewTrustList,
  schemeActKinds,
  schemeFacts,
  setStatus,
} from "#modules/scheme/index.ts";
import { assembly } from "../../../test/support/governance.ts";
import type { Assembly } from "../../../test/support/governance.ts";
import { refusal } from "../../../test/support/people.ts";
import { siteOf } from "../../../test/support/site.ts";
import { chairYear } from "./chair-year.ts";
import { assessRequirement, notifyApplication, takeAdmissionStep } from "./commands/admit.ts";
import { doDuty, publishProgramme } from "./commands/chair-work.ts";
import { bidForHost, openHostSelection, takeHostStep, withdrawBid } from "./commands/choose-host.ts";
import { proposeMeasure, replyToMeasure, takeMeasure } from "./commands/take-measure.ts";
import { takeOffice } from "./commands/take-office.ts";
import { handover } from "./handover.ts";
import { officesModule } from "./index.ts";
import { actsOfProcedure } from "./store.ts";

let house: Assembly;
beforeAll(async () => {
  house = await assembly();
}, 60_000);
afterAll(() => house.scheme.close());

const everyKind = [
  ...recordActKinds,
  ...schemeActKinds,
  ...identityModule.actKinds,
  ...governanceModule.actKinds,
  ...officesModule.actKinds,
];
const reader = () => ({ db: house.scheme.database.kysely });
const today = (after = 0) => new Date(house.scheme.now + after * 86_400_000).toISOString().slice(0, 10);

/** An item of the plenary about these, closed with nobody against it, or with one. */
async function decided(subjects: readonly string[], against: string | null = null): Promise<string> {
  const { item } = await submitItem(house.as("SL"), {
    body: "PLENARY",
    class: "K3",
    title: { en: "A measure for a test" },
    clauses: [{ id: "1", text: "The measure is taken." }],
    subjects: [...subjects],
  });
  await secondItem(house.as("NA"), item, {});
  await checkForm(house.secretariat(), item, { defects: [] });
  const closesAt = new Date(house.scheme.now + 5 * 86_400_000).toISOString();
  await openCall(house.chair(), item, { closesAt });
  await recordPositions(house.as("NA"), item, { positions: [{ code: "S" }] });
  if (against !== null) await recordPositions(house.as(against), item, { positions: [{ code: "U" }] });
  house.pass(6);
  const { actor: _actor, ...base } = house.scheme.ctx();
  await passDueDeadlines(base);
  return item;
}

describe("a measure on a Participant", () => {
  const measure = (item: string) => ({
    participant: "KG",
    measure: "SUSPENSION" as const,
    grounds: "For a test.",
    zones: [],
    item,
  });
  const statusOfKg = async () =>
    statusOn((await schemeFacts(house.scheme.ctx())).statuses, "KG", today()).status;

  test("takes effect only when the item's record says adopted, and then as the scheme's own status", async () => {
    const blocked = await decided(["KG"], "NZ");
    expect((await findItem(house.scheme.ctx(), blocked))?.row.outcome).toBe("NOT_ADOPTED");
    const one = await proposeMeasure(house.as("SL"), measure(blocked));
    expect(await refusal(takeMeasure(house.secretariat(), one.id, { from: today() }))).toBe("not-adopted");
    expect(await statusOfKg()).toBe("PARTICIPANT");

    const adopted = await decided(["KG"]);
    const { id } = await proposeMeasure(house.as("SL"), measure(adopted));
    expect(await refusal(takeMeasure(house.as("SL"), id, { from: today() }))).toBe("not-allowed");
    await takeMeasure(house.secretariat(), id, { from: today() });
    expect(await statusOfKg()).toBe("SUSPENDED");
    expect(await refusal(takeMeasure(house.secretariat(), id, { from: today() }))).toBe("already-done");
    const state = foldMeasure(id, await actsOfProcedure(reader(), `measure:${id}`));
    expect(state?.taken).toMatchObject({ outcome: expect.stringMatching(/^ADOPTED/) });

    // It holds while an item to lift it is not adopted, however long that takes.
    const refused = await decided(["KG"], "NZ");
    const lifting = await proposeMeasure(house.as("KG"), { ...measure(refused), measure: "LIFTING" });
    house.pass(300);
    expect(await refusal(takeMeasure(house.secretariat(), lifting.id, { from: today() }))).toBe(
      "not-adopted",
    );
    expect(await statusOfKg()).toBe("SUSPENDED");
    const lifted = await proposeMeasure(house.as("SL"), {
      ...measure(await decided(["KG"])),
      measure: "LIFTING",
    });
    await takeMeasure(house.secretariat(), lifted.id, { from: today() });
    expect(await statusOfKg()).toBe("PARTICIPANT");
  });

  test("is about the Participant that its item is about", async () => {
    const other = await decided(["LS"]);
    expect(await refusal(proposeMeasure(house.as("SL"), measure(other)))).toBe("not-about-them");
    expect(
      await refusal(proposeMeasure(house.as("SL"), measure("019e825e-4c00-7a31-b5ce-2f0a6d1c9e44"))),
    ).toBe("unknown-item");
    expect(await refusal(proposeMeasure(house.chair(), measure(other)))).toBe("not-allowed");
    expect(
      await refusal(proposeMeasure(house.as("SL"), { ...measure(await decided(["KG"])), zones: ["Zone"] })),
    ).toBe("zones-with-regime");
  });

  test("names its item by reference and title, among those about the Participant, before anything is done", async () => {
    const [own, other] = [await decided(["KG"]), await decided(["LS"])];
    const delegate = siteOf(house.scheme, officesModule, async () => house.as("SL").actor).browser();
    const first = await (await delegate.get("/measures/new")).text();
    for (const item of [own, other]) expect(first).toContain(`value="${item}"`);
    const fields = { participant: "KG", measure: "SUSPENSION", grounds: "For a test." };
    const wrong = await delegate.postForm("/measures/new", { ...fields, item: other });
    const shown = await wrong.text();
    expect([wrong.status, shown.includes(own), shown.includes(`value="${other}"`)]).toEqual([
      422,
      true,
      false,
    ]);
    const check = await (await delegate.postForm("/measures/new", { ...fields, item: own })).text();
    const { reference, title } = (await findItem(house.scheme.ctx(), own))!;
    expect(check).toContain(`${reference}: ${title["en"]}`);
    const none = await (await delegate.get("/measures/new?participant=AU")).text();
    expect(none).toContain("No item is about it yet");
  });

  test("is answered by the Participant concerned in its own words, before and after, and by nobody for it", async () => {
    const { id } = await proposeMeasure(house.as("SL"), measure(await decided(["KG"])));
    expect(await refusal(replyToMeasure(house.as("SL"), id, { text: "x" }))).toBe("not-allowed");
    expect(await refusal(replyToMeasure(house.secretariat(), id, { text: "x" }))).toBe("not-allowed");
    await replyToMeasure(house.as("KG"), id, { text: "We do not agree." });
    await replyToMeasure(house.as("KG"), id, { text: "And here is why." });
    const state = foldMeasure(id, await actsOfProcedure(reader(), `measure:${id}`));
    expect(state?.replies.map(({ text }) => text)).toEqual(["We do not agree.", "And here is why."]);
  });
});

describe("an admission", () => {
  const secretariatSteps = (id: string, input: Parameters<typeof takeAdmissionStep>[2]) =>
    takeAdmissionStep(house.secretariat(), id, input);
  const apply = (applicant: string, name: string) =>
    notifyApplication(house.secretariat(), {
      applicant,
      names: { en: name, fr: name },
      notified: today(),
      source: "Test",
    });
  async function standingOf(code: string) {
    const { participants, statuses } = await schemeFacts(house.scheme.ctx());
    return {
      listed: participants.filter((one) => one.code === code).length,
      status: statusOn(statuses, code, today()).status,
    };
  }
  const application = () => ({
    applicant: "KE",
    names: { en: "Kenya", fr: "Kenya" },
    notified: today(),
    source: "Test",
  });

  test("keeps the last word on each requirement, and ends only with an adopted item", async () => {
    expect(await refusal(notifyApplication(house.as("SL"), application()))).toBe("not-allowed");
    expect(await refusal(notifyApplication(house.secretariat(), { ...application(), applicant: "SL" }))).toBe(
      "takes-part-already",
    );
    const { id } = await notifyApplication(house.secretariat(), application());
    const assess = (assessment: "MET" | "NOT_MET") =>
      assessRequirement(house.secretariat(), id, { requirement: "containers", assessment, note: "Seen." });
    await assess("NOT_MET");
    await assess("MET");
    const step = (input: Parameters<typeof takeAdmissionStep>[2]) =>
      refusal(takeAdmissionStep(house.secretariat(), id, input));
    expect(await step({ step: "ADMITTED", day: today(), note: "x" })).toBe("missing");
    expect(await step({ step: "VISIT", day: "2099-01-01", note: "x" })).toBe("in-the-future");
    const named = (item: string) => step({ step: "ITEM", day: today(), note: "x", item });
    expect(await named("019e825e-4c00-7a31-b5ce-2f0a6d1c9e44")).toBe("unknown-item");
    expect(await named(await decided(["LS"]))).toBe("not-about-them");
    const blocked = await decided(["KE"], "NZ");
    const site = siteOf(house.scheme, officesModule, async () => house.secretariat().actor).browser();
    const form = await (await site.get(`/admissions/${id}/step`)).text();
    expect(form.match(/value="[0-9a-f]{8}-[^"]+"/g)).toEqual([`value="${blocked}"`]);
    expect(await named(blocked)).toBe("allowed");
    expect(await step({ step: "ADMITTED", day: today(), note: "x" })).toBe("not-adopted");
    expect(await standingOf("KE")).toEqual({ listed: 0, status: "NOT_PARTICIPANT" });
    expect(await named(await decided(["KE"]))).toBe("allowed");
    expect(await step({ step: "ADMITTED", day: today(-30), note: "x" })).toBe("before-the-decision");
    expect(await standingOf("KE")).toEqual({ listed: 0, status: "NOT_PARTICIPANT" });
    expect(await step({ step: "ADMITTED", day: today(), note: "x" })).toBe("allowed");
    expect(await step({ step: "VISIT", day: today(), note: "x" })).toBe("wrong-state");
    const state = foldAdmission(id, await actsOfProcedure(reader(), `admission:${id}`));
    expect(state?.assessed).toMatchObject([{ requirement: "containers", assessment: "MET" }]);
  });

  test("puts who is admitted on the scheme's list, with a status from its day; recognition stays each jurisdiction's", async () => {
    const before = await publishTrustList(house.secretariat());
    const { id } = await apply("UG", "Uganda");
    const item = await decided(["UG"]);
    await secretariatSteps(id, { step: "ITEM", day: today(), note: "x", item });
    await secretariatSteps(id, { step: "ADMITTED", day: today(), note: "x" });
    const { participants, statuses, recognitions } = await schemeFacts(house.scheme.ctx());
    expect(participants.find(({ code }) => code === "UG")).toMatchObject({
      kind: "STATE",
      names: { en: "Uganda" },
    });
    expect(statusOn(statuses, "UG", today()).row).toMatchObject({
      status: "PARTICIPANT",
      from: today(),
      source: expect.stringContaining(item),
    });
    expect(recognitions.filter(({ participant }) => participant === "UG")).toEqual([]);
    // The clockwork publishes what changed, as it does after any change by hand.
    expect(await renewTrustList(house.secretariat())).toMatchObject({ version: before.version + 1 });
    const { list } = await currentTrustList(house.scheme.ctx());
    expect(statusOn(schemeFactsOf(list).statuses, "UG", today()).status).toBe("PARTICIPANT");
    expect(await refusal(apply("UG", "Uganda"))).toBe("takes-part-already");
    expect(await audit(house.scheme.owner.kysely, everyKind)).toMatchObject({ ok: true });
  });

  test("is refused to whom another procedure has listed meanwhile, and lets in again who had left", async () => {
    const [one, other] = [await apply("RW", "Rwanda"), await apply("RW", "Rwanda")];
    const item = await decided(["RW"]);
    for (const { id } of [one, other])
      await secretariatSteps(id, { step: "ITEM", day: today(), note: "x", item });
    await secretariatSteps(one.id, { step: "ADMITTED", day: today(), note: "x" });
    const again = () => secretariatSteps(other.id, { step: "ADMITTED", day: today(), note: "x" });
    expect(await refusal(again())).toBe("takes-part-already");
    await setStatus(house.secretariat(), {
      participant: "RW",
      status: "NOT_PARTICIPANT",
      from: today(),
      precision: "day",
      source: "Test",
    });
    expect(await standingOf("RW")).toEqual({ listed: 1, status: "NOT_PARTICIPANT" });
    house.pass(1);
    await again();
    expect(await standingOf("RW")).toEqual({ listed: 1, status: "PARTICIPANT" });
  });
});

describe("the choice of a host", () => {
  test("asks every bid to answer every criterion, and keeps what was withdrawn", async () => {
    const selection = {
      title: "A host",
      criteria: ["Costs", "Access for all"],
      bidsUntil: "2099-01-01",
      source: "Test",
    };
    expect(await refusal(openHostSelection(house.as("SL"), selection))).toBe("not-allowed");
    expect(
      await refusal(openHostSelection(house.secretariat(), { ...selection, bidsUntil: "2020-01-01" })),
    ).toBe("in-the-past");
    const { id } = await openHostSelection(house.secretariat(), selection);
    const bid = { place: "Freetown", answers: ["None", "Visas within a week"] };
    expect(await refusal(bidForHost(house.as("WDC"), id, bid))).toBe("not-allowed");
    expect(await refusal(bidForHost(house.as("SL"), id, { ...bid, answers: ["None"] }))).toBe("answer-each");
    await bidForHost(house.as("SL"), id, bid);
    expect(await refusal(withdrawBid(house.as("NA"), id, { reason: "x" }))).toBe("not-found");
    await withdrawBid(house.as("SL"), id, { reason: "No room." });
    expect(await refusal(withdrawBid(house.as("SL"), id, { reason: "x" }))).toBe("already-done");
    await takeHostStep(house.secretariat(), id, { step: "CLOSED", day: today(), note: "Nobody is left." });
    expect(await refusal(bidForHost(house.as("NA"), id, bid))).toBe("wrong-state");
    const state = foldHostSelection(id, await actsOfProcedure(reader(), `host-selection:${id}`));
    expect(state?.bids).toMatchObject([{ seat: "SL", withdrawn: { reason: "No room." } }]);
  });
});

describe("offices", () => {
  test("are taken with an adopted item or an election, and with nothing else", async () => {
    const take = (proof: string) =>
      refusal(takeOffice(house.secretariat(), { office: "VICE_CHAIR", year: 2029, holder: "NA", proof }));
    expect(await take("019e825e-4c00-7a31-b5ce-2f0a6d1c9e44")).toBe("unknown-item");
    expect(await take(await decided(["LS"], "NZ"))).toBe("not-adopted");
    expect(await take(await decided(["LS"]))).toBe("no-proof");
    expect(await take(await decided(["NA"]))).toBe("allowed");
  });

  test("the chair says what was done; nobody says it for the chair", async () => {
    const duty = { duty: "plenary", year: 2026, note: "Held." };
    expect(await refusal(doDuty(house.secretariat(), duty))).toBe("not-allowed");
    expect(await refusal(doDuty(house.chair(), { ...duty, duty: "sleep" }))).toBe("unknown-duty");
  });
});

test("what the chair declared otherwise than the record says is shown beside it", async () => {
  const item = await decided(["LS"], "NZ");
  await declareOutcome(house.chair(), item, { outcome: "ADOPTED_CONSENSUS" });
  const site = siteOf(house.scheme, officesModule, async () => null).browser();
  const text = await (await site.get("/offices")).text();
  const row = text.slice(text.indexOf("declared-otherwise"), text.indexOf('id="handover"'));
  expect(row).toContain(`/items/${item}`);
});

describe("pages", () => {
  test("show every procedure to everybody, without a script, and the handover says what is open", async () => {
    const { id } = await proposeMeasure(house.as("SL"), {
      participant: "KG",
      measure: "CONDITIONAL_REGIME",
      grounds: "For <b>a test</b>.",
      zones: ["A zone"],
      item: await decided(["KG"], "NZ"),
    });
    const site = siteOf(house.scheme, officesModule, async () => null).browser();
    for (const path of [
      "/offices",
      "/elections",
      "/secretariat-host",
      "/admissions",
      "/measures",
      `/measures/${id}`,
    ])
      for (const language of ["en", "fr"]) {
        const answer = await site.get(`${path}?lang=${language}`);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(await answer.text()).not.toContain("⟦");
      }
    expect(await (await site.get(`/measures/${id}`)).text()).toContain("For &lt;b>a test&lt;/b>.");
    expect((await site.get("/measures/nothing")).status).toBe(404);
    expect((await site.get("/elections/nothing")).status).toBe(404);
    const file = await handover(house.scheme.ctx());
    expect(file.measuresNotTaken.map((one) => one.id)).toContain(id);
    expect(file.offices.chair).toMatchObject({ holder: "GH", year: 2027 });
  });

  test("forms refuse in a sentence, ask whether it is right, and do nothing before that", async () => {
    const secretariat = siteOf(house.scheme, officesModule, async () => house.secretariat().actor).browser();
    const empty = await secretariat.postForm("/secretariat-host/new", { title: "" });
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('id="title"')]);
    const fields = { title: "One", criteria: "Costs\nAccess", bidsUntil: "2099-01-01", source: "Test" };
    const check = await secretariat.postForm("/secretariat-host/new", fields);
    expect([check.status, await check.text()]).toEqual([
      200,
      expect.stringContaining("cannot be taken back"),
    ]);
    const done = await secretariat.postForm("/secretariat-host/new", { ...fields, confirmed: "yes" });
    expect([done.status, done.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/^\/secretariat-host\//),
    ]);
    const delegate = siteOf(house.scheme, officesModule, async () => house.as("SL").actor).browser();
    expect((await delegate.postForm("/secretariat-host/new", fields)).status).toBe(403);
  });
});

test("the chair's year has the programme as it stands and the last word on each duty", async () => {
  await publishProgramme(house.chair(), { year: 2026, text: "First", goals: ["A"] });
  await publishProgramme(house.chair(), { year: 2026, text: "Second", goals: ["A", "B"] });
  await doDuty(house.chair(), { duty: "plenary", year: 2026, note: "Held." });
  await doDuty(house.chair(), { duty: "plenary", year: 2026, note: "Held, and closed on Friday." });
  expect(await chairYear(house.scheme.ctx(), 2026)).toMatchObject({
    programme: { text: "Second", goals: ["A", "B"] },
    done: [{ duty: "plenary", note: "Held, and closed on Friday." }],
  });
});
