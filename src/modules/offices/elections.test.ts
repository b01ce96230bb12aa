// Elections on a real database: the whole way from the call of an election to its end, what nobody can do in between, and the
// chain of continuity when nobody is elected.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  castBallot as fillBallot,
  readElectionFile,
  trusteeWork,
  verifyElection,
  writeElectionFile,
} from "#core/ballot/index.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { fileOfElection, periods } from "#core/offices/election.ts";
import type { ElectionState } from "#core/offices/election.ts";
import { randomBytes, sha256 } from "#platform/keys/random.ts";
import { governanceModule } from "#modules/governance/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeModule } from "#modules/scheme/index.ts";
import { assembly } from "../../../test/support/governance.ts";
import type { Assembly } from "../../../test/support/governance.ts";
import { refusal } from "../../../test/support/people.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { asSecretariat } from "./background.ts";
import { callElection } from "./commands/call-election.ts";
import { castBallot } from "./commands/cast-ballot.ts";
import { moveElection } from "./commands/move-election.ts";
import { nameTrustees } from "./commands/name-trustees.ts";
import { speakAsTrustee } from "./commands/speak-as-trustee.ts";
import { standForElection, withdrawFromElection } from "./commands/stand-for-election.ts";
import { takeOffice } from "./commands/take-office.ts";
import { boxOfCall, countOf, getElection, verdictOf } from "./elections.ts";
import { officesActKinds } from "./acts.ts";
import { holders } from "./holders.ts";

let scheme: TestScheme;
let seats: Assembly;
const day = 86_400_000;

beforeAll(async () => {
  seats = await assembly();
  scheme = seats.scheme;
}, 60_000);
afterAll(() => scheme.close());

const real = {
  office: "VICE_CHAIR" as const,
  year: 2027,
  effect: "DECIDES" as const,
  practice: false,
  minutes: 10,
  groups: [
    { id: "G", pillars: ["G"], floor: [1, 20] as [number, number] },
    { id: "O", pillars: ["I", "C"], floor: [0, 1] as [number, number] },
  ],
  most: 1,
  nominationsUntil: "2026-08-01",
  callsFrom: "2026-08-03",
  timeZone: "Africa/Gaborone",
  trustees: ["CA", "WDC", "CSC"],
  threshold: 2,
  source: "Test",
};

const secret = (trustee: string): Uint8Array => sha256(new TextEncoder().encode(trustee));
const stateOf = async (id: string): Promise<ElectionState> => (await getElection(scheme.ctx(), id)).state;
const tick = async (id: string): Promise<number> => moveElection(await asSecretariat(base()), id);
const base = () => {
  const { actor: _actor, ...rest } = scheme.ctx();
  return rest;
};

async function work(id: string, trustee: string): Promise<string> {
  const file = fileOfElection(await stateOf(id));
  const done = trusteeWork(file, trustee, secret(trustee), new Date(scheme.now).toISOString(), randomBytes);
  if (!("message" in done)) return done.step;
  await speakAsTrustee(seats.as(trustee), id, { step: done.step, message: toHex(done.message) });
  return done.step;
}

async function makeKey(id: string): Promise<void> {
  for (let round = 0; round < 3; round++) for (const trustee of real.trustees) await work(id, trustee);
}

async function vote(id: string, seat: string, ...supported: string[]): Promise<void> {
  const state = await stateOf(id);
  const { box } = boxOfCall(state, state.calls.at(-1)!);
  await castBallot(seats.as(seat), id, { ballot: toHex(fillBallot(box, seat, supported, randomBytes)) });
}

async function called(more: Partial<Parameters<typeof callElection>[1]> = {}): Promise<string> {
  return (await callElection(scheme.ctx(), { ...real, ...more })).id;
}

/** With two candidates, a key, and the first call open. */
async function open(): Promise<string> {
  scheme.now = Date.parse("2026-06-01T10:00:00Z");
  const id = await called();
  await standForElection(seats.as("GH"), id, { statement: "We offer to serve." });
  await standForElection(seats.as("NA"), id, { statement: "So do we." });
  await makeKey(id);
  scheme.now = Date.parse("2026-08-03T09:00:00Z");
  expect(await tick(id)).toBe(1);
  return id;
}

describe("calling an election", () => {
  test("is the Secretariat's, sixty days before the first call, with trustees of three pillars", async () => {
    const asked = (more: object, ctx: Ctx = scheme.ctx()) => refusal(callElection(ctx, { ...real, ...more }));
    expect(await asked({}, seats.as("SL"))).toBe("not-allowed");
    expect(await asked({ callsFrom: "2026-07-31", nominationsUntil: "2026-07-01" })).toBe("too-few-days");
    expect(await asked({ callsFrom: "2026-07-31" })).toBe("too-few-days");
    expect(await asked({ callsFrom: "2027-02-01" })).toBe("after-the-term");
    expect(await asked({ trustees: ["CA", "SL", "WDC"] })).toBe("three-pillars");
    expect(await asked({ trustees: ["CA", "WDC", "XX"] })).toBe("unknown-seat");
    expect(await asked({ threshold: 1 })).toBe("no-threshold");
    expect(await asked({ effect: "ADVISES" })).toBe("missing");
    expect(await asked({ groups: [real.groups[0], { ...real.groups[0], id: "X" }] })).toBe("named-twice");
    expect(await asked({})).toBe("allowed");
  });
});

describe("an election", () => {
  test("elects by ballots that nobody here can read, and its file verifies", async () => {
    const id = await open();
    const [call] = (await stateOf(id)).calls;
    expect(call?.terms.choices).toEqual(["GH", "NA"]);
    const voters = call?.terms.voters.map(({ seat }) => seat);
    expect(voters).toContain("SL");
    expect(voters).not.toContain("GH");
    expect(call?.terms.closesAt).toBe("2026-08-17T09:00:00.000Z");

    await vote(id, "SL", "NA");
    for (const seat of ["AO", "BW", "SL"]) await vote(id, seat, "GH");
    await vote(id, "ZA", "NA");
    await vote(id, "WDC", "GH");
    await vote(id, "CSC", "NA");
    expect(await tick(id)).toBe(0);
    scheme.now = Date.parse("2026-08-17T09:00:00Z");
    expect(await tick(id)).toBe(0);
    expect(await work(id, "WDC")).toBe("decrypt");
    expect(await tick(id)).toBe(0);
    expect(await work(id, "CA")).toBe("decrypt");
    expect(await tick(id)).toBe(2);

    const { state } = await getElection(scheme.ctx(), id);
    expect(state.calls[0]?.ended).toMatchObject({
      totals: [
        [3, 1],
        [1, 1],
      ],
      elected: "GH",
      why: "OPENED",
    });
    expect(state.ended).toMatchObject({ why: "ELECTED", elected: "GH", continuity: null });
    const file = readElectionFile(writeElectionFile(fileOfElection(state)));
    expect(verifyElection(file)).toMatchObject({ holds: true });
    const verdict = verifyElection(file).calls[0];
    expect(verdict).toMatchObject({ replaced: 1, voted: ["AO", "BW", "SL", "ZA", "CSC", "WDC"] });
    expect(await tick(id)).toBe(0);

    expect(
      await refusal(takeOffice(scheme.ctx(), { office: "VICE_CHAIR", year: 2027, holder: "NA", proof: id })),
    ).toBe("no-proof");
    expect(
      await refusal(takeOffice(scheme.ctx(), { office: "CHAIR", year: 2027, holder: "GH", proof: id })),
    ).toBe("no-proof");
    expect(
      await takeOffice(scheme.ctx(), { office: "VICE_CHAIR", year: 2027, holder: "GH", proof: id }),
    ).toEqual({ basis: "ELECTED" });
    expect((await holders(scheme.ctx())).of("VICE_CHAIR", 2027)).toMatchObject({ holder: "GH", proof: id });
  });

  test("refuses ballots of others, for others, out of time, and of bytes that are none", async () => {
    const id = await open();
    const state = await stateOf(id);
    const { box } = boxOfCall(state, state.calls[0]!);
    const ballot = toHex(fillBallot(box, "SL", ["GH"], randomBytes));
    expect(await refusal(castBallot(seats.as("AO"), id, { ballot }))).toBe("not-a-ballot");
    expect(await refusal(castBallot(seats.as("GH"), id, { ballot }))).toBe("not-allowed");
    expect(await refusal(castBallot(scheme.ctx(), id, { ballot }))).toBe("not-allowed");
    expect(await refusal(castBallot(seats.as("SL"), id, { ballot: "00".repeat(ballot.length / 2) }))).toBe(
      "not-a-ballot",
    );
    expect(await refusal(castBallot(seats.as("SL"), id, { ballot: "00" }))).toBe("not-a-ballot");
    scheme.now = Date.parse("2026-08-17T09:00:00Z");
    expect(await refusal(castBallot(seats.as("SL"), id, { ballot }))).toBe("wrong-state");
    expect((await stateOf(id)).calls[0]?.ballots).toEqual([]);
  });

  test("takes the ballots of many seats that come at once, each of them once", async () => {
    const id = await open();
    const many = ["AO", "BW", "CA", "SL", "ZA", "WDC", "CSC", "LS"];
    await Promise.all(many.map((seat) => vote(id, seat, "GH")));
    const { calls } = await stateOf(id);
    expect(calls[0]?.ballots.map(({ seat }) => seat).sort()).toEqual([...many].sort());
    const { state, acts, history } = await getElection(scheme.ctx(), id);
    const [one, other] = await Promise.all([
      verdictOf({ state, acts, history }),
      countOf(state, state.calls[0]!),
    ]);
    expect(one.calls[0]?.voted).toHaveLength(many.length);
    expect(other.counted).toHaveLength(many.length);
    expect(other.replaced).toBe(0);
  });

  test("takes ten ballots of a seat and no more", async () => {
    const id = await open();
    for (let i = 0; i < 10; i++) await vote(id, "SL", "GH");
    await expect(vote(id, "SL", "GH")).rejects.toMatchObject({ code: "too-many-requests" });
  });

  test("lets only Participants stand, by their own delegate, while nominations are open", async () => {
    scheme.now = Date.parse("2026-06-01T10:00:00Z");
    const id = await called();
    const stands = (ctx: Ctx) => refusal(standForElection(ctx, id, { statement: "x" }));
    expect(await stands(seats.as("WDC"))).toBe("not-allowed");
    expect(await stands(scheme.ctx())).toBe("not-allowed");
    expect(await stands(seats.as("GH"))).toBe("allowed");
    expect(await stands(seats.as("GH"))).toBe("already-done");
    expect(await refusal(withdrawFromElection(seats.as("NA"), id))).toBe("not-found");
    expect(await refusal(withdrawFromElection(seats.as("GH"), id))).toBe("allowed");
    scheme.now = Date.parse("2026-08-01T00:00:00Z");
    expect(await stands(seats.as("NA"))).toBe("wrong-state");
  });

  test("does not take a trustee's message that does not hold, or of another, or twice", async () => {
    scheme.now = Date.parse("2026-06-01T10:00:00Z");
    const id = await called();
    const speak = (ctx: Ctx, step: "enrol" | "deal" | "confirm" | "decrypt", message: string) =>
      refusal(speakAsTrustee(ctx, id, { step, message }));
    expect(await speak(seats.as("SL"), "enrol", "00".repeat(96))).toBe("not-allowed");
    expect(await speak(seats.as("CA"), "enrol", "00".repeat(96))).toBe("proof-wrong");
    expect(await speak(seats.as("CA"), "deal", "00".repeat(96))).toBe("wrong-state");
    expect(await speak(seats.as("CA"), "decrypt", "00".repeat(96))).toBe("wrong-state");
    expect(await work(id, "CA")).toBe("enrol");
    expect(await work(id, "CA")).toBe("wait");
  });

  test("begins its key anew with other trustees, before the first call and never after", async () => {
    scheme.now = Date.parse("2026-06-01T10:00:00Z");
    const id = await called();
    await work(id, "CA");
    const other = { trustees: ["SL", "WDC", "CSC"], threshold: 2, reason: "Canada's trustee fell ill." };
    expect(await refusal(nameTrustees(seats.as("SL"), id, other))).toBe("not-allowed");
    await nameTrustees(scheme.ctx(), id, other);
    expect((await stateOf(id)).ceremony).toMatchObject({
      enrolments: [null, null, null],
      terms: { election: `election:${id}:2` },
    });
    const later = await open();
    expect(await refusal(nameTrustees(scheme.ctx(), later, other))).toBe("wrong-state");
  });
});

describe("when nobody is elected", () => {
  test("three calls fail, and the chain leaves no vacancy: the last chair of another region keeps the office", async () => {
    const id = await open();
    for (const number of [1, 2, 3]) {
      const call = (await stateOf(id)).calls.at(-1)!;
      expect(call.terms.call).toBe(number);
      // Two votes each: nobody has more than the other.
      await vote(id, "AO", "GH");
      await vote(id, "BW", "NA");
      await vote(id, "CSC");
      await vote(id, "WDC");
      scheme.now = Date.parse(call.terms.closesAt);
      for (const trustee of ["CA", "CSC"]) expect(await work(id, trustee)).toBe("decrypt");
      expect(await tick(id)).toBe(2);
    }
    const { ended, calls } = await stateOf(id);
    expect(calls).toHaveLength(3);
    // The chair of 2026 is of Asia; the last of another region before it chaired in 2023.
    expect(ended).toMatchObject({
      why: "THREE_CALLS",
      elected: null,
      continuity: { as: "CUSTODIAN", holder: "ZW", caretaker: true },
    });
  });

  test("the chair's office goes to the Vice-Chair first", async () => {
    scheme.now = Date.parse("2026-06-01T10:00:00Z");
    const id = await called({ office: "CHAIR" });
    scheme.now = Date.parse("2026-08-03T00:00:00Z");
    expect(await tick(id)).toBe(1);
    expect((await stateOf(id)).ended).toMatchObject({
      why: "NO_CANDIDATE",
      continuity: { as: "VICE_CHAIR", holder: "GH", caretaker: false },
    });
  });

  test("trustees that make no key, or open nothing, hold up nobody for ever", async () => {
    scheme.now = Date.parse("2026-06-01T10:00:00Z");
    const id = await called();
    await standForElection(seats.as("GH"), id, { statement: "x" });
    scheme.now = Date.parse("2026-08-03T00:00:00Z") + periods.keyGrace * day - 1;
    expect(await tick(id)).toBe(0);
    scheme.now += 1;
    expect(await tick(id)).toBe(1);
    expect((await stateOf(id)).ended?.why).toBe("NO_KEY");

    const other = await open();
    await vote(other, "AO", "GH");
    await vote(other, "BW", "GH");
    const { closesAt } = (await stateOf(other)).calls[0]!.terms;
    scheme.now = Date.parse(closesAt) + periods.readGrace * day;
    expect(await tick(other)).toBe(2);
    expect((await stateOf(other)).calls[0]?.ended).toMatchObject({ why: "NOT_OPENED", elected: null });
    expect((await stateOf(other)).calls).toHaveLength(2);
  });

  test("a single ballot of a group is not opened, although the trustees would have come", async () => {
    const id = await open();
    await vote(id, "AO", "GH");
    scheme.now = Date.parse((await stateOf(id)).calls[0]!.terms.closesAt);
    expect(await work(id, "CA")).toBe("refuse");
    expect(await tick(id)).toBe(2);
    const { calls } = await stateOf(id);
    expect(calls[0]?.ended).toMatchObject({ why: "SINGLE_BALLOT", totals: [] });
    expect(calls[0]?.decryptions).toEqual([null, null, null]);
  });

  test("a program that was stopped for months does what is due in its order, and each once", async () => {
    const id = await open();
    scheme.now = Date.parse("2027-03-01T00:00:00Z");
    const moved = await Promise.all([tick(id), tick(id)]);
    // The first call ends without ballots; the term has begun: no second call.
    expect(moved[0] + moved[1]).toBe(2);
    expect((await stateOf(id)).ended?.why).toBe("TERM_BEGAN");
  });
});

test("a practice election elects nobody to anything, and is over in minutes", async () => {
  scheme.now = Date.parse("2026-06-01T10:00:00Z");
  const id = await called({ practice: true, minutes: 5 });
  await standForElection(seats.as("GH"), id, { statement: "x" });
  await makeKey(id);
  scheme.now += 5 * 60_000;
  expect(await tick(id)).toBe(1);
  await vote(id, "AO", "GH");
  await vote(id, "BW", "GH");
  for (const seat of ["CA", "SL", "ZA"]) await vote(id, seat, "GH");
  scheme.now += 5 * 60_000;
  await work(id, "CA");
  await work(id, "WDC");
  expect(await tick(id)).toBe(2);
  expect((await stateOf(id)).ended).toMatchObject({ why: "ELECTED", elected: "GH" });
  expect(
    await refusal(takeOffice(scheme.ctx(), { office: "VICE_CHAIR", year: 2027, holder: "GH", proof: id })),
  ).toBe("no-proof");
});

test("a rebuild makes the table again, row for row", async () => {
  const kinds = [
    ...recordActKinds,
    ...schemeModule.actKinds,
    ...identityModule.actKinds,
    ...governanceModule.actKinds,
    ...officesActKinds,
  ];
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  await rebuild(scheme.owner.kysely, kinds);
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
