// An item that a government would rather not discuss: it is listed as of right, debated, recorded with the item, and carried
// to the next meeting for as long as nothing ends it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { refusal } from "../../../test/support/people.ts";
import { seatsOfThreePillars } from "../../../test/support/seats.ts";
import {
  checkForm,
  findItem,
  makeStatement as stateOnItem,
  passDueDeadlines,
  secondItem,
  submitItem,
} from "#modules/governance/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { translator } from "#platform/i18n/translator.ts";
import { listWhatIsDue } from "./background.ts";
import { orderAgenda } from "./commands/agenda.ts";
import { closeMeeting } from "./commands/close.ts";
import { conveneMeeting } from "./commands/convene.ts";
import { endDebate } from "./commands/debate.ts";
import { giveFloor, yieldFloor } from "./commands/floor.ts";
import { beginSession, endSession, planSession } from "./commands/sessions.ts";
import { offerSlot } from "./commands/statements.ts";
import { getMeeting } from "./queries.ts";
import { recordDocument } from "./record/build.ts";
import { recordMatter } from "./record/matter.ts";

let scheme: TestScheme;
let people: ReadonlyMap<string, Ctx["actor"]>;
beforeAll(async () => {
  scheme = await testScheme();
  people = await seatsOfThreePillars(scheme);
});
afterAll(() => scheme.close());

const as = (seat: string): Ctx => scheme.ctx(people.get(seat));
const table = (): Ctx => scheme.ctx();
const at = (instant: string): void => {
  scheme.now = Date.parse(instant);
};

async function tabled(title: string): Promise<string> {
  const { item } = await submitItem(as("CSC"), {
    class: "K0",
    title: { en: title },
    coSponsors: ["RIVER", "LEGAL"],
    subjects: ["SL"],
  });
  for (const seat of ["RIVER", "LEGAL"]) await secondItem(as(seat), item, { as: "SPONSOR" });
  await secondItem(as("WDC"), item, { as: "SECONDER" });
  await checkForm(table(), item, { defects: [] });
  return item;
}

const plan = { year: 2026, number: 1, zone: "Africa/Gaborone", format: "HYBRID" } as const;

test("an item is listed as of right, whoever objects, and an order of the agenda cannot leave it out", async () => {
  at("2026-09-01T08:00:00Z");
  await conveneMeeting(table(), { ...plan, kind: "INTERSESSIONAL", from: "2026-09-21", to: "2026-09-22" });
  await conveneMeeting(table(), { ...plan, kind: "PLENARY", from: "2026-11-16", to: "2026-11-20" });
  const item = await tabled("A subject that somebody would rather not discuss");
  await stateOnItem(as("SL"), item, { text: "This is not for us to discuss.", objectsToDiscussing: true });
  expect(await listWhatIsDue(scheme.ctx())).toBe(1);
  expect(await listWhatIsDue(scheme.ctx())).toBe(0);
  const { state } = await getMeeting(table(), "intersessional-2026");
  expect(state.agenda.map((entry) => entry.item)).toEqual([item]);
  expect(await refusal(orderAgenda(table(), "intersessional-2026", { entries: [] }))).toBe("order-names-all");
  expect((await getMeeting(table(), "plenary-2026")).state.agenda).toEqual([]);
});

test("what is spoken on it is recorded with it, minute for minute, and once", async () => {
  at("2026-09-21T08:00:00Z");
  await passDueDeadlines(scheme.ctx());
  const { state } = await getMeeting(table(), "intersessional-2026");
  const entry = state.agenda[0]!.id;
  const item = state.agenda[0]!.item!;
  const said = { entry, firstWordOffered: true, lastWordOffered: true };
  const session = { session: 1, date: "2026-09-21", opens: "09:00", ends: "18:00" };
  await planSession(table(), "intersessional-2026", session);
  await beginSession(table(), "intersessional-2026", { session: 1 });
  expect(await refusal(endDebate(table(), "intersessional-2026", said))).toBe("nothing-was-said");
  await giveFloor(table(), "intersessional-2026", { seat: "SL", entry });
  at("2026-09-21T08:40:30Z");
  expect(await refusal(endDebate(table(), "intersessional-2026", said))).toBe("somebody-speaks");
  await yieldFloor(table(), "intersessional-2026");
  expect(await endDebate(table(), "intersessional-2026", said)).toEqual({ minutes: 40 });
  expect(await refusal(endDebate(table(), "intersessional-2026", said))).toBe("nothing-was-said");
  expect(await refusal(endDebate(as("CSC"), "intersessional-2026", said))).toBe("not-allowed");
  expect((await findItem(table(), item))?.state.debates.map(({ minutes }) => minutes)).toEqual([40]);
});

test("what is not finished is on the next meeting's agenda, with where it comes from; the record tells who asked and who objected", async () => {
  at("2026-09-21T09:00:00Z");
  const item = await tabled("Another subject");
  await listWhatIsDue(scheme.ctx());
  await endSession(table(), "intersessional-2026", { session: 1 });
  for (const pillar of ["I", "C"])
    for (const moment of ["OPENING", "CLOSING"] as const)
      await offerSlot(table(), "intersessional-2026", { pillar, moment });
  at("2026-09-29T09:00:00Z");
  await closeMeeting(table(), "intersessional-2026");
  await listWhatIsDue(scheme.ctx());
  const { state } = await getMeeting(table(), "plenary-2026");
  expect(state.agenda.find((entry) => entry.item === item)?.carriedFrom).toBe("intersessional-2026");
  const closed = await getMeeting(table(), "intersessional-2026");
  const document = recordDocument(translator("en"), await recordMatter(table(), closed));
  const lines = document.parts.flatMap(({ sections }) =>
    sections.flatMap(({ paragraphs }) => paragraphs.flatMap(({ text, items = [] }) => [text, ...items])),
  );
  expect(lines.some((line) => line.startsWith("Tabled on 1 September 2026 by CSC"))).toBe(true);
  expect(lines).toContain("Seconded by WDC");
  expect(lines).toContain("Sierra Leone objected to discussing it: This is not for us to discuss.");
  // What becomes of an item after the closing belongs to the next meeting.
  at("2026-12-30T09:00:00Z");
  await passDueDeadlines(scheme.ctx());
  const later = recordDocument(translator("en"), await recordMatter(table(), closed));
  expect({ ...later, madeOn: "" }).toEqual({ ...document, madeOn: "" });
});
