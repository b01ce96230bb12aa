// Meetings on a real database: what the table may do, what it may not, and what every seat of every pillar may.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { refusal } from "../../../test/support/people.ts";
import { seatsOfThreePillars } from "../../../test/support/seats.ts";
import { governanceModule } from "#modules/governance/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeActKinds } from "#modules/scheme/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { openSlots } from "#core/meetings/slots.ts";
import { presenceOf, slotsNow } from "#core/meetings/state.ts";
import { meetingActKinds } from "./acts.ts";
import { addPoint, orderAgenda } from "./commands/agenda.ts";
import { depart, inviteSeats, presentCredentials, recordAttendance } from "./commands/attend.ts";
import { closeMeeting } from "./commands/close.ts";
import { cancelMeeting, changeMeeting, conveneMeeting } from "./commands/convene.ts";
import { publishDocument } from "./commands/documents.ts";
import { giveFloor, yieldFloor } from "./commands/floor.ts";
import { beginSession, endSession, planSession } from "./commands/sessions.ts";
import { answerStatement, declineSlot, makeStatement, offerSlot } from "./commands/statements.ts";
import type { ConveneInput } from "./inputs.ts";
import { getMeeting } from "./queries.ts";
import { steps } from "./steps.ts";
import * as store from "./store.ts";
import { openDocument, textsOf } from "./texts.ts";

const kinds = [
  ...recordActKinds,
  ...schemeActKinds,
  ...identityModule.actKinds,
  ...governanceModule.actKinds,
  ...meetingActKinds,
];

let scheme: TestScheme;
let people: ReadonlyMap<string, Ctx["actor"]>;
const as = (seat: string): Ctx => scheme.ctx(people.get(seat));
const at = (instant: string): void => {
  scheme.now = Date.parse(instant);
};
const table = (): Ctx => scheme.ctx();

const plenary: ConveneInput = {
  kind: "PLENARY",
  year: 2026,
  number: 1,
  place: "Gaborone",
  country: "BW",
  zone: "Africa/Gaborone",
  from: "2026-11-16",
  to: "2026-11-20",
  format: "HYBRID",
};

/** What is wrong, every field of it. */
async function faults(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem)
      return error.fields.length === 0 ? [error.code] : error.fields.map(({ code }) => code);
    throw error;
  }
  return [];
}

beforeAll(async () => {
  scheme = await testScheme();
  people = await seatsOfThreePillars(scheme);
});
afterAll(() => scheme.close());

describe("a meeting that is convened", () => {
  test("is named by kind and year, once, by the table alone, and its plan must make sense", async () => {
    expect(await refusal(conveneMeeting(as("CSC"), plenary))).toBe("not-allowed");
    expect(await conveneMeeting(table(), plenary)).toEqual({ id: "plenary-2026" });
    expect(await refusal(conveneMeeting(table(), plenary))).toBe("already-done");
    const wrong = { ...plenary, number: 2, body: "WGM" as const, year: 2027, to: "2026-01-01" };
    expect(await faults(conveneMeeting(table(), wrong))).toEqual([
      "not-after-from",
      "body-of-working-group",
      "year-not-of-dates",
      "in-the-past",
    ]);
    expect(await faults(conveneMeeting(table(), { ...plenary, number: 2, chair: "XX" }))).toEqual([
      "seat-unknown",
    ]);
    expect(
      await conveneMeeting(table(), { ...plenary, kind: "WORKING_GROUP", body: "WGM", zone: "Asia/Dubai" }),
    ).toEqual({ id: "wgm-session-2026" });
  });

  test("that changes, or is called off, says why, and its calendar entry rises in sequence", async () => {
    const change = {
      ...plenary,
      from: "2026-11-17",
      to: "2026-11-20",
      reason: "The hall is free a day later.",
    };
    const { kind: _kind, year: _year, number: _number, ...asked } = change;
    await changeMeeting(table(), "plenary-2026", asked);
    const { row } = await getMeeting(table(), "plenary-2026");
    expect([row.plan.from, row.changes, row.changedFor]).toEqual(["2026-11-17", 1, asked.reason]);
    await conveneMeeting(table(), { ...plenary, kind: "SPECIAL_SESSION" });
    await cancelMeeting(table(), "special-session-2026", { reason: "No host." });
    expect((await getMeeting(table(), "special-session-2026")).row).toMatchObject({
      cancelledFor: "No host.",
      changes: 1,
    });
    expect(await refusal(inviteSeats(table(), "special-session-2026", { seats: [] }))).toBe("wrong-state");
  });

  test("asks every seat of every pillar, and whoever is not asked is seen", async () => {
    expect(await refusal(inviteSeats(table(), "plenary-2026", { seats: ["NOBODY"] }))).toBe("seat-unknown");
    await inviteSeats(table(), "plenary-2026", { seats: ["SL", "WDC"] });
    const before = await getMeeting(table(), "plenary-2026");
    const presence = presenceOf(before.state, before.seats);
    expect(presence.find(({ pillar }) => pillar === "C")).toMatchObject({ seats: 3, invited: 0 });
    await inviteSeats(table(), "plenary-2026", { seats: [] });
    const after = await getMeeting(table(), "plenary-2026");
    expect(after.state.invited.size).toBe(after.seats.length);
    expect(await refusal(inviteSeats(table(), "plenary-2026", { seats: [] }))).toBe("already-done");
  });

  test("takes the delegates that a seat names, and keeps their names from the public", async () => {
    await presentCredentials(as("CSC"), "plenary-2026", { names: ["Ada Adviser", "Bo Adviser"] });
    const { state } = await getMeeting(table(), "plenary-2026");
    expect(state.credentials.get("CSC")?.delegates).toBe(2);
    expect((await store.credentialNames(reader(), "plenary-2026")).get("CSC")).toEqual([
      "Ada Adviser",
      "Bo Adviser",
    ]);
    expect(await refusal(presentCredentials(table(), "plenary-2026", { names: ["X"] }))).toBe("not-allowed");
  });
});

describe("the agenda", () => {
  test("is added to by any seat, ordered by the table, and an order leaves nothing out", async () => {
    const first = await addPoint(table(), "plenary-2026", { title: { en: "Opening", fr: "Ouverture" } });
    const second = await addPoint(as("CSC"), "plenary-2026", { title: { en: "Speaking time" } });
    const third = await addPoint(as("SL"), "plenary-2026", { title: { en: "Closing" } });
    const order = (entries: readonly string[]) => orderAgenda(table(), "plenary-2026", { entries });
    expect(await refusal(order([first.entry, third.entry]))).toBe("order-names-all");
    expect(await refusal(order([first.entry, third.entry, third.entry]))).toBe("order-names-all");
    expect(await refusal(order([first.entry, third.entry, crypto.randomUUID()]))).toBe("not-on-the-agenda");
    expect(await refusal(orderAgenda(as("CSC"), "plenary-2026", { entries: [] }))).toBe("not-allowed");
    await order([third.entry, first.entry, second.entry]);
    const { state } = await getMeeting(table(), "plenary-2026");
    expect(state.agenda.map(({ id }) => id)).toEqual([third.entry, first.entry, second.entry]);
  });

  test("loses no entry by any step, whoever takes it: no step removes one, and no statement can be edited", () => {
    const verbs = steps.map(({ verb }) => verb).join(" ");
    expect(verbs).not.toMatch(/remov|delet|withdraw|unlist|edit|strike|retract/);
    expect(meetingActKinds.map(({ type }) => type).join(" ")).not.toMatch(/remov|delet|unlist|edited|struck/);
  });
});

describe("in the meeting", () => {
  test("sessions are planned by day, on its days, at hours that the host's clock has", async () => {
    const plan = (date: string, opens: string, ends: string) =>
      planSession(table(), "plenary-2026", { session: 1, date, opens, ends });
    expect(await refusal(plan("2026-12-24", "09:00", "12:00"))).toBe("outside-the-meeting");
    expect(await refusal(plan("2026-11-17", "09:00", "23:00"))).toBe("at-night");
    expect(await refusal(plan("2026-11-17", "07:30", "12:00"))).toBe("at-night");
    expect(await refusal(plan("2026-11-17", "12:00", "09:00"))).toBe("not-after-from");
    await plan("2026-11-17", "09:30", "20:00");
    const { state } = await getMeeting(table(), "plenary-2026");
    expect(state.sessions[0]).toMatchObject({
      opensAt: "2026-11-17T07:30:00.000Z",
      endsAt: "2026-11-17T18:00:00.000Z",
    });
  });

  test("the floor is given in an open session, on the agenda, to one at a time, and the time is counted", async () => {
    const { state } = await getMeeting(table(), "plenary-2026");
    const [entry] = state.agenda;
    const give = (seat: string) => giveFloor(table(), "plenary-2026", { seat, entry: entry!.id });
    at("2026-11-17T07:35:00Z");
    expect(await refusal(give("CSC"))).toBe("no-open-session");
    await beginSession(table(), "plenary-2026", { session: 1 });
    expect(await refusal(beginSession(table(), "plenary-2026", { session: 1 }))).toBe("wrong-state");
    await recordAttendance(table(), "plenary-2026", { seats: ["SL", "WDC", "CSC"], state: "PRESENT" });
    expect(
      await refusal(recordAttendance(as("CSC"), "plenary-2026", { seats: ["WDC"], state: "LEFT" })),
    ).toBe("not-allowed");
    await recordAttendance(as("RIVER"), "plenary-2026", { seats: ["RIVER"], state: "REMOTE" });
    await give("CSC");
    at("2026-11-17T07:45:00Z");
    await give("WDC");
    at("2026-11-17T07:50:00Z");
    expect(await refusal(yieldFloor(as("CSC"), "plenary-2026"))).toBe("not-allowed");
    await yieldFloor(as("WDC"), "plenary-2026");
    expect(await refusal(yieldFloor(table(), "plenary-2026"))).toBe("nobody-speaks");
    const { state: after } = await getMeeting(table(), "plenary-2026");
    expect(
      after.speeches.map(({ speaker, from, to }) => [speaker.seat, Date.parse(to!) - Date.parse(from)]),
    ).toEqual([
      ["CSC", 600_000],
      ["WDC", 300_000],
    ]);
  });

  test("a seat walks out for itself; when more than half of a pillar's seats are gone, the pillar is absent", async () => {
    expect(await refusal(depart(as("LEGAL"), "plenary-2026", { form: "WALK_OUT", reason: "x" }))).toBe(
      "not-in-the-meeting",
    );
    const first = await depart(as("LEGAL"), "plenary-2026", { form: "BOYCOTT", reason: "No visa." });
    const second = await depart(as("CSC"), "plenary-2026", { form: "WALK_OUT", reason: "No floor." });
    expect([first.forPillar, second.forPillar]).toEqual([false, true]);
    await depart(as("RIVER"), "plenary-2026", { form: "WALK_OUT", reason: "No floor." });
    const gone = await getMeeting(table(), "plenary-2026");
    expect(presenceOf(gone.state, gone.seats).find(({ pillar }) => pillar === "C")).toMatchObject({
      present: 0,
      attended: 2,
      absent: "BOYCOTT",
    });
    await recordAttendance(as("CSC"), "plenary-2026", { seats: ["CSC"], state: "PRESENT" });
    const back = await getMeeting(table(), "plenary-2026");
    expect(presenceOf(back.state, back.seats).find(({ pillar }) => pillar === "C")?.absent).toBeNull();
  });
});

describe("what seats say", () => {
  test("stands under the seat's own key, in its words, and only another statement of the same seat corrects it", async () => {
    const { statement } = await makeStatement(as("WDC"), "plenary-2026", {
      title: "Opening statement",
      texts: [
        { language: "en", text: "We thank the host." },
        { language: "fr", text: "Nous remercions l’hôte." },
      ],
      moment: "OPENING",
      asksAnswer: true,
    });
    expect(await textsOf(table(), "plenary-2026", statement)).toEqual({
      en: "We thank the host.",
      fr: "Nous remercions l’hôte.",
    });
    const again = {
      title: "Correction",
      texts: [{ language: "en" as const, text: "We thank the hosts." }],
      asksAnswer: false,
    };
    expect(await refusal(makeStatement(as("CSC"), "plenary-2026", { ...again, corrects: statement }))).toBe(
      "not-own-statement",
    );
    expect(await refusal(makeStatement(table(), "plenary-2026", again))).toBe("not-allowed");
    expect(await refusal(makeStatement(as("SL"), "plenary-2026", { ...again, moment: "OPENING" }))).toBe(
      "no-slot-of-pillar",
    );
    await makeStatement(as("WDC"), "plenary-2026", { ...again, corrects: statement });
    const { state } = await getMeeting(table(), "plenary-2026");
    expect(state.statements.map(({ title, corrects }) => [title, corrects])).toEqual([
      ["Opening statement", null],
      ["Correction", statement],
    ]);
    expect(await textsOf(table(), "plenary-2026", statement)).toHaveProperty("en", "We thank the host.");
    expect(await refusal(answerStatement(as("WDC"), "plenary-2026", { statement, texts: again.texts }))).toBe(
      "own-statement",
    );
    await answerStatement(table(), "plenary-2026", { statement, texts: again.texts });
    expect((await getMeeting(table(), "plenary-2026")).state.statements[0]?.answers).toMatchObject([
      { by: "SECRETARIAT" },
    ]);
  });

  test("has the same anchors in every language, or is refused with the place", async () => {
    const texts = (fr: string) => [
      { language: "en" as const, text: "# Programme\n\n[1] First.\n\n[2] Second." },
      { language: "fr" as const, text: fr },
    ];
    const publish = (fr: string) =>
      publishDocument(as("CSC"), "plenary-2026", {
        title: { en: "Programme" },
        texts: texts(fr),
        access: "PUBLIC",
      });
    expect(await refusal(publish("# Programme\n\n[1] Premier."))).toBe("anchor-count-differs");
    expect(await refusal(publish("# Programme\n\n[2] Deux.\n\n[1] Un."))).toBe("anchors-differ");
    expect(await refusal(publish("Programme"))).toBe("text-no-title");
    const { document } = await publish("# Programme\n\n[1] Premier.\n\n[2] Deuxième.");
    expect((await openDocument(scheme.ctx({ roles: [] }), "plenary-2026", document)).isForEverybody).toBe(
      true,
    );
  });

  test("that is not for everybody is the same for all pillars, hidden from the public, and its openings are kept", async () => {
    const text = "# Draft\n\n[1] For the seats.";
    const { document } = await publishDocument(table(), "plenary-2026", {
      title: { en: "Draft findings" },
      texts: [{ language: "en", text }],
      access: "SEATS",
    });
    const publicly = scheme.ctx({ id: "visitor", organisation: null, roles: [] });
    expect(await refusal(openDocument(publicly, "plenary-2026", document))).toBe("not-found");
    for (const seat of ["SL", "WDC", "CSC"])
      expect((await openDocument(as(seat), "plenary-2026", document)).texts["en"]).toBe(text);
    expect((await store.openingsOf(reader(), document)).map(({ organisation }) => organisation)).toEqual([
      "CSC",
      "SL-KPA",
      "WDC",
    ]);
    const embargoed = await publishDocument(table(), "plenary-2026", {
      title: { en: "Report" },
      texts: [{ language: "en", text }],
      access: "PUBLIC",
      embargo: "2026-11-18T08:00:00Z",
    });
    expect(await refusal(openDocument(publicly, "plenary-2026", embargoed.document))).toBe("not-found");
    at("2026-11-18T08:00:00Z");
    expect((await openDocument(publicly, "plenary-2026", embargoed.document)).isForEverybody).toBe(true);
    const acts = await scheme.database.kysely
      .selectFrom("act" as never)
      .select("leaf" as never)
      .execute();
    expect(
      Buffer.concat((acts as { leaf: Buffer }[]).map(({ leaf }) => leaf)).includes("Draft findings"),
    ).toBe(false);
  });
});

describe("closing", () => {
  test("waits for the open session, the guaranteed statements of each pillar, and the morning", async () => {
    at("2026-11-20T21:00:00Z");
    expect(await faults(closeMeeting(table(), "plenary-2026"))).toEqual([
      "session-still-open",
      "slot-open-closing",
      "closing-at-night",
    ]);
    await endSession(table(), "plenary-2026", { session: 1 });
    at("2026-11-21T07:00:00Z");
    expect(await faults(closeMeeting(table(), "plenary-2026"))).toEqual(["slot-open-closing"]);
    expect(await declineSlot(as("TRADERS"), "plenary-2026", { moment: "CLOSING" })).toEqual({
      forPillar: false,
    });
    expect(await refusal(declineSlot(as("TRADERS"), "plenary-2026", { moment: "CLOSING" }))).toBe(
      "already-done",
    );
    expect(await faults(closeMeeting(table(), "plenary-2026"))).toEqual(["slot-open-closing"]);
    await offerSlot(table(), "plenary-2026", { pillar: "I", moment: "CLOSING" });
    expect(await refusal(offerSlot(table(), "plenary-2026", { pillar: "G", moment: "CLOSING" }))).toBe(
      "no-slot-of-pillar",
    );
    expect(await faults(closeMeeting(table(), "plenary-2026"))).toEqual(["slot-open-closing"]);
    at("2026-11-28T07:00:00Z");
    const { state, guaranteed, now } = await getMeeting(table(), "plenary-2026");
    // Civil society walked out as a pillar; industry had its week.
    expect(
      slotsNow(state, guaranteed, now).map((slot) => `${slot.pillar} ${slot.moment} ${slot.state}`),
    ).toEqual(["C OPENING declined", "C CLOSING declined", "I OPENING given", "I CLOSING unused"]);
    expect(openSlots(slotsNow(state, guaranteed, now))).toEqual([]);
    expect(await refusal(closeMeeting(as("WDC"), "plenary-2026"))).toBe("not-allowed");
    await closeMeeting(table(), "plenary-2026");
    expect(await refusal(addPoint(table(), "plenary-2026", { title: { en: "Late" } }))).toBe("wrong-state");
  });

  test("leaves everything to be made again from the acts, and the audit agrees", async () => {
    const before = await getMeeting(table(), "plenary-2026");
    await rebuild(scheme.owner.kysely, kinds);
    expect(await getMeeting(table(), "plenary-2026")).toEqual(before);
    await scheme.sequence();
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  });
});

function reader(): store.Reader {
  return { db: scheme.database.kysely };
}
