// Who has a seat and who speaks for it, on a real database.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { grantRole, identityModule, invitePerson } from "#modules/identity/index.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import {
  designateAuthority,
  listParticipant,
  schemeActKinds,
  seedParticipants,
  setStatus,
} from "#modules/scheme/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { seatActKinds } from "./acts.ts";
import { accreditDelegate, duressDigest } from "./commands/accredit-delegate.ts";
import { accreditSeat } from "./commands/accredit-seat.ts";
import { contestRepresentation } from "./commands/contest-representation.ts";
import { entrustSeat } from "./commands/entrust-seat.ts";
import { listPillar } from "./commands/list-pillar.ts";
import { revokeDelegate } from "./commands/revoke-delegate.ts";
import { setBodyRules } from "./commands/set-body-rules.ts";
import {
  bodiesOn,
  contestsOf,
  delegationOf,
  delegatesOf,
  pillarsKnown,
  seatsNow,
  seatsOn,
} from "./queries.ts";
import * as store from "./store.ts";

const kinds = [...recordActKinds, ...schemeActKinds, ...identityModule.actKinds, ...seatActKinds];

let scheme: TestScheme;
const authority = (code: string, participant: string) => ({
  code,
  participant,
  names: { en: code },
  roles: ["EXPORT" as const],
  contact: "office@example.org",
  register: "published" as const,
  from: "2026-01-01",
});
const wdc = {
  seat: "WDC",
  pillar: "I",
  names: { en: "World Diamond Council" },
  from: "2026-01-01",
  basis: "Core Document VI 10",
};

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await designateAuthority(scheme.ctx(), authority("SL-KPA", "SL"));
  await designateAuthority(scheme.ctx(), authority("EU-BE", "EU"));
  await designateAuthority(scheme.ctx(), authority("EU-DE", "EU"));
});
afterAll(() => scheme.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return [error.code, ...error.fields.map(({ code }) => code)].join(" ");
    throw error;
  }
  return "accepted";
}

function administrator(organisation: string): Partial<Actor> {
  return {
    id: "00000000-0000-7000-8000-0000000000aa",
    name: "Administrator",
    organisation,
    roles: ["authority-administrator"],
  };
}

async function invited(organisation: string, name: string): Promise<{ person: string; ctx: Ctx }> {
  const { person } = await invitePerson(scheme.ctx(administrator(organisation)), {
    name,
    email: null,
    locale: "en",
    organisation,
    roles: ["delegate"],
    companyName: null,
  });
  return { person, ctx: scheme.ctx({ id: person, name, organisation, roles: ["delegate"] }) };
}

describe("seats of governments", () => {
  test("are the Participants of the day, with no act: a member that may not trade keeps its seat", async () => {
    const seats = (await seatsOn(scheme.ctx(), "2026-06-01")).filter(({ pillar }) => pillar === "G");
    expect(seats).toHaveLength(60);
    expect(seats.map(({ code }) => code)).toContain("VE");
    expect((await seatsOn(scheme.ctx(), "2024-01-01")).map(({ code }) => code)).not.toContain("UZ");
    expect(seats.map(({ code }) => code)).not.toContain("TW");
  });

  test("are spoken for by the only authority, and by nobody where there are several until one is entrusted", async () => {
    const organisationOf = async (seat: string) =>
      (await seatsNow(scheme.ctx())).find(({ code }) => code === seat)?.organisation;
    expect(await organisationOf("SL")).toBe("SL-KPA");
    expect(await organisationOf("EU")).toBeNull();
    expect(await organisationOf("GH")).toBeNull();
    expect(
      await refusal(
        entrustSeat(scheme.ctx(), { participant: "EU", organisation: "SL-KPA", from: "2026-01-01" }),
      ),
    ).toBe("bad-input not-of-participant");
    await entrustSeat(scheme.ctx(), { participant: "EU", organisation: "EU-COM", from: "2026-01-01" });
    expect(await organisationOf("EU")).toBe("EU-COM");
  });

  test("begin and end with the status", async () => {
    await listParticipant(scheme.ctx(), { code: "KE", kind: "STATE", names: { en: "Kenya" } });
    const set = (status: "PARTICIPANT" | "NOT_PARTICIPANT", from: string) =>
      setStatus(scheme.ctx(), { participant: "KE", status, from, precision: "day", source: "test" });
    await set("PARTICIPANT", "2026-03-01");
    await set("NOT_PARTICIPANT", "2026-05-01");
    const there = async (day: string) => (await seatsOn(scheme.ctx(), day)).some(({ code }) => code === "KE");
    expect([await there("2026-02-28"), await there("2026-03-01"), await there("2026-05-01")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("seats of organisations", () => {
  test("are accredited by the Secretariat alone, in a pillar that exists and is not the governments'", async () => {
    expect(await refusal(accreditSeat(scheme.ctx(administrator("SL-KPA")), wdc))).toBe("not-allowed");
    expect(await refusal(accreditSeat(scheme.ctx(), { ...wdc, pillar: "G" }))).toBe(
      "bad-input pillar-of-participants",
    );
    expect(await refusal(accreditSeat(scheme.ctx(), { ...wdc, pillar: "Z" }))).toBe(
      "bad-input pillar-unknown",
    );
    expect(await refusal(accreditSeat(scheme.ctx(), { ...wdc, seat: "SL" }))).toContain(
      "seat-of-participant",
    );
    await accreditSeat(scheme.ctx(), wdc);
    const seat = (await seatsNow(scheme.ctx())).find(({ code }) => code === "WDC");
    expect(seat).toMatchObject({ pillar: "I", organisation: "WDC", participant: null });
  });

  test("keep their pillar and their organisation, and no organisation speaks for two", async () => {
    expect(await refusal(accreditSeat(scheme.ctx(), { ...wdc, pillar: "C" }))).toBe(
      "bad-input pillar-changed",
    );
    expect(await refusal(accreditSeat(scheme.ctx(), { ...wdc, organisation: "CSC" }))).toBe(
      "bad-input seat-organisation-changed",
    );
    expect(
      await refusal(accreditSeat(scheme.ctx(), { ...wdc, seat: "CSC", pillar: "C", organisation: "WDC" })),
    ).toBe("bad-input organisation-has-seat");
    expect(
      await refusal(accreditSeat(scheme.ctx(), { ...wdc, seat: "CSC", pillar: "C", organisation: "SL-KPA" })),
    ).toBe("bad-input organisation-has-seat");
  });

  test("end on a day, and are not there on it", async () => {
    await accreditSeat(scheme.ctx(), { ...wdc, until: "2026-12-31" });
    const codes = async (day: string) => (await seatsOn(scheme.ctx(), day)).map(({ code }) => code);
    expect(await codes("2026-12-30")).toContain("WDC");
    expect(await codes("2026-12-31")).not.toContain("WDC");
  });

  test("may be of a fourth pillar, which is data", async () => {
    await listPillar(scheme.ctx(), { pillar: "A", names: { en: "Affected communities" } });
    await accreditSeat(scheme.ctx(), { ...wdc, seat: "MINEVOICE", pillar: "A" });
    expect((await pillarsKnown(scheme.ctx())).map(({ code }) => code)).toEqual(["G", "I", "C", "A"]);
    expect(await refusal(listPillar(scheme.ctx(), { pillar: "G", names: { en: "x" } }))).toBe(
      "bad-input pillar-founding",
    );
  });
});

describe("delegates", () => {
  test("are accredited by their own organisation, never by the Secretariat or another authority", async () => {
    const { person, ctx } = await invited("SL-KPA", "Delegate One");
    expect(await refusal(accreditDelegate(scheme.ctx(), { person }))).toBe("not-allowed");
    expect(await refusal(accreditDelegate(scheme.ctx(administrator("EU-COM")), { person }))).toBe(
      "bad-input person-unknown",
    );
    expect(await delegationOf(ctx, ctx.actor, [])).toBeUndefined();
    const { delegate, seat } = await accreditDelegate(scheme.ctx(administrator("SL-KPA")), { person });
    expect(seat).toBe("SL");
    expect(await delegationOf(ctx, ctx.actor, [])).toMatchObject({
      credential: "VALID",
      delegate: { id: delegate },
    });
  });

  test("speak on what they were accredited for, from when to when", async () => {
    const { person, ctx } = await invited("SL-KPA", "Delegate Two");
    await accreditDelegate(scheme.ctx(administrator("SL-KPA")), {
      person,
      bodies: ["WGM"],
      until: "2026-07-01T00:00:00.000Z",
    });
    expect(await delegationOf(ctx, ctx.actor, ["body:PLENARY"])).toBeUndefined();
    expect((await delegationOf(ctx, ctx.actor, ["body:WGM"]))?.credential).toBe("VALID");
    const later: Ctx = { ...ctx, clock: () => Date.parse("2026-07-01T00:00:00.000Z") };
    expect((await delegationOf(later, ctx.actor, ["body:WGM"]))?.credential).toBe("REVOKED");
  });

  test("once revoked are told so, and only their own organisation revokes", async () => {
    const { person, ctx } = await invited("SL-KPA", "Delegate Three");
    const { delegate } = await accreditDelegate(scheme.ctx(administrator("SL-KPA")), { person });
    const input = { delegate, reason: "Recalled to the capital" };
    expect(await refusal(revokeDelegate(scheme.ctx(), input))).toBe("not-allowed");
    scheme.now += 1_000;
    await revokeDelegate(scheme.ctx(administrator("SL-KPA")), input);
    expect((await delegationOf(ctx, ctx.actor, []))?.credential).toBe("REVOKED");
    expect(await refusal(revokeDelegate(scheme.ctx(administrator("SL-KPA")), input))).toBe("already-done");
    const shown = (await delegatesOf(ctx, "SL")).find(({ id }) => id === delegate);
    expect(shown).toMatchObject({ valid: false, revokedFor: "Recalled to the capital" });
    expect(JSON.stringify(shown)).not.toContain("Delegate Three");
  });

  test("may be contested by another seat: it stands on the record and takes nothing from anybody", async () => {
    const { person, ctx } = await invited("WDC", "Delegate of industry");
    await accreditDelegate(scheme.ctx(administrator("WDC")), { person });
    const { person: other, ctx: theirs } = await invited("SL-KPA", "Delegate Four");
    const { delegate } = await accreditDelegate(scheme.ctx(administrator("SL-KPA")), { person: other });
    await contestRepresentation(ctx, { seat: "SL", delegate, reason: "The letter was not authorised." });
    expect(await contestsOf(ctx, "SL")).toMatchObject([{ by: "WDC", delegate }]);
    expect((await delegationOf(theirs, theirs.actor, []))?.credential).toBe("VALID");
    expect(await refusal(contestRepresentation(ctx, { seat: "GH", delegate, reason: "x" }))).toBe(
      "bad-input delegate-of-another-seat",
    );
  });

  test("keep their duress word as a digest only, and nothing of it is public", async () => {
    const { person } = await invited("SL-KPA", "Delegate Five");
    const { delegate } = await accreditDelegate(scheme.ctx(administrator("SL-KPA")), {
      person,
      duressWord: "Mango season",
    });
    const row = await store.findDelegate({ db: scheme.database.kysely }, delegate);
    expect(row?.duress).toEqual(Buffer.from(duressDigest(delegate, " mango season ")));
  });
});

test("the chair's role comes from the Secretariat, and an Observer's administrator gives no officer's role", async () => {
  const { person } = await invited("WDC", "Somebody");
  const give = (ctx: Ctx, role: string) =>
    refusal(grantRole(ctx, { person, organisation: "WDC", role, companyName: null }));
  expect(await give(scheme.ctx(administrator("WDC")), "chair")).toBe("not-allowed");
  expect(await give(scheme.ctx(administrator("WDC")), "issuing-officer")).toBe("not-allowed");
  expect(await give(scheme.ctx(), "chair")).toBe("accepted");
});

test("a body decides by the rule of 2003 until an act says otherwise, and never by one for comparison", async () => {
  const rules = {
    body: "WGM",
    ruleSet: "genuine-consensus@1" as const,
    timeZone: "Africa/Gaborone",
    names: { en: "Working Group on Monitoring" },
    from: "2026-06-10",
    basis: "Test",
  };
  expect(await refusal(setBodyRules(scheme.ctx(), { ...rules, ruleSet: "irma" }))).toBe(
    "bad-input rules-for-comparison",
  );
  expect(await refusal(setBodyRules(scheme.ctx(), { ...rules, from: "2026-01-01" }))).toBe(
    "bad-input in-the-past",
  );
  await setBodyRules(scheme.ctx(), rules);
  const ruleOf = async (day: string, body: string) =>
    (await bodiesOn(scheme.ctx(), day)).find(({ code }) => code === body)?.ruleSet;
  expect(await ruleOf("2026-06-09", "WGM")).toBeUndefined();
  expect(await ruleOf("2026-06-10", "WGM")).toBe("genuine-consensus@1");
  expect(await ruleOf("2026-06-10", "PLENARY")).toBe("kp-strict@2003");
});

test("a rebuild makes every table of seats again, row for row", async () => {
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
