// What people and programs send that is late, forged, doubled or too much: each gets a clear answer, the outcome stays as
// the good acts make it, and nothing that was recorded is lost.
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assembly, personOf, trialBody } from "../../../../test/support/governance.ts";
import type { Assembly } from "../../../../test/support/governance.ts";
import { toBase64, toHex } from "#core/encoding/bytes.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { panelByLot } from "#core/decisions/index.ts";
import { preparePositions } from "#core/decisions/signed/position.ts";
import type { SignedPositions } from "#core/decisions/signed/position.ts";
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import { parseNote } from "#core/log/note.ts";
import { findDocument } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { pemSigner } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { passDueDeadlines } from "../background.ts";
import { delegateAccredited } from "../seats/acts.ts";
import { duressDigest } from "../seats/commands/accredit-delegate.ts";
import { accreditSeat } from "../seats/commands/accredit-seat.ts";
import { revokeDelegate } from "../seats/commands/revoke-delegate.ts";
import { delegatesOf } from "../seats/queries.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import * as does from "./commands/index.ts";
import { mostTextBytes } from "./inputs.ts";
import type { ItemInput } from "./inputs.ts";
import { duressMarks, findItem } from "./queries.ts";
import * as store from "./store.ts";

let house: Assembly;
beforeAll(async () => {
  house = await assembly();
}, 60_000);
afterAll(() => house.scheme.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return [error.code, ...error.fields.map(({ code }) => code)].join(" ");
    throw error;
  }
  return "accepted";
}

const text: ItemInput = {
  body: trialBody,
  class: "K2",
  title: { en: "A guideline" },
  clauses: [
    { id: "1", text: "First." },
    { id: "2", text: "Second.", dependsOn: ["1"] },
  ],
};
const support = { positions: [{ code: "S" as const }] };

function base() {
  const { actor: _actor, ...rest } = house.scheme.ctx();
  return rest;
}

async function see(item: string) {
  return (await findItem(house.scheme.ctx(), item))!;
}

async function until(item: string, stage: string): Promise<void> {
  for (let steps = 0; steps < 20; steps++) {
    const { state } = await see(item);
    if (state.stage === stage || state.outcome !== null) return;
    house.scheme.now = Date.parse(state.deadline!.at) + 1_000;
    await passDueDeadlines(base());
  }
}

async function listed(input: ItemInput = text): Promise<string> {
  const { item } = await does.submitItem(house.as("SL"), input);
  await does.secondItem(house.as("WDC"), item, {});
  await does.checkForm(house.secretariat(), item, { defects: [] });
  return item;
}

async function inCall(input: ItemInput = text): Promise<string> {
  const item = await listed(input);
  await until(item, "CALL");
  return item;
}

const acts = async (item: string) => (await see(item)).acts.length;

describe("late and early", () => {
  test("a position after the close is refused, also before anybody noted the close", async () => {
    const item = await inCall();
    await does.recordPositions(house.as("BW"), item, support);
    const call = (await see(item)).state.calls.at(-1)!;
    house.scheme.now = Date.parse(call.closesAt);
    const before = await acts(item);
    expect(await refusal(does.recordPositions(house.as("GH"), item, { ...support, call: 1 }))).toBe(
      "act-refused item-call-closed",
    );
    expect(await acts(item)).toBe(before);
    await passDueDeadlines(base());
    expect((await see(item)).state.calls[0]?.positions["GH"]).toBeUndefined();
    expect((await see(item)).state.calls[0]?.silent).toContain("GH");
  });

  test("nobody closes a call early: not the chair, not the Secretariat, not the clock", async () => {
    const item = await inCall();
    expect(await passDueDeadlines(base())).toBe(0);
    const closesAt = new Date(house.scheme.now + 1_000).toISOString();
    expect(await refusal(does.openCall(house.chair(), item, { closesAt }))).toBe(
      "act-refused item-clocks-are-the-rules",
    );
    await does.declareOutcome(house.chair(), item, { outcome: "ADOPTED_CONSENSUS" });
    const { state } = await see(item);
    expect(state.outcome).toBeNull();
    expect(state.declarations).toMatchObject([{ differs: true }]);
  });

  test("a clock that runs behind the record's writes nothing", async () => {
    const item = await inCall();
    const now = house.scheme.now;
    house.scheme.now -= 3_600_000 * 24 * 3;
    const before = await acts(item);
    expect(await refusal(does.recordPositions(house.as("BW"), item, support))).toBe(
      "act-refused item-clock-behind",
    );
    house.scheme.now = now;
    expect(await acts(item)).toBe(before);
  });

  test("a program that stood still for half a year catches up in order, and robs nobody of a window", async () => {
    const item = await inCall();
    house.scheme.now += 180 * 86_400_000;
    expect(await passDueDeadlines(base())).toBeGreaterThan(0);
    const { state } = await see(item);
    expect(state.stage).toBe("CALL");
    expect(state.calls).toHaveLength(2);
    expect(Date.parse(state.calls[1]!.closesAt)).toBeGreaterThan(house.scheme.now + 13 * 86_400_000);
    expect(await passDueDeadlines(base())).toBe(0);
  });

  test("under today's rule the chair sets the window, once, and it closes by itself", async () => {
    const item = await listed({ ...text, body: "PLENARY" });
    const open = (closesAt: number) =>
      refusal(does.openCall(house.chair(), item, { closesAt: new Date(closesAt).toISOString() }));
    expect(await open(house.scheme.now - 1)).toBe("act-refused item-call-window-too-short");
    expect(await open(house.scheme.now + 86_400_000)).toBe("accepted");
    expect(await open(house.scheme.now + 1_000)).toBe("act-refused item-not-at-this-stage");
  });
});

describe("whoever may not speak", () => {
  test("a revoked delegate is told so, and what they recorded before stands", async () => {
    const item = await inCall();
    await does.recordPositions(house.as("NA"), item, support);
    const [delegate] = await delegatesOf(house.scheme.ctx(), "NA");
    await revokeDelegate(house.administrator("NA"), { delegate: delegate!.id, reason: "Recalled" });
    expect(await refusal(does.recordPositions(house.as("NA"), item, { positions: [{ code: "U" }] }))).toBe(
      "act-refused item-delegate-revoked",
    );
    expect((await see(item)).state.calls[0]?.positions["NA"]?.["1"]?.code).toBe("S");
  });

  test("somebody of a seat's organisation without accreditation, and an officer, record nothing", async () => {
    const item = await inCall();
    const stranger = house.scheme.ctx({ organisation: "BW-GOV", roles: ["delegate"], id: personOf("x") });
    expect(await refusal(does.recordPositions(stranger, item, support))).toBe(
      "act-refused item-delegate-unknown",
    );
    const officer = house.scheme.ctx({ organisation: "BW-GOV", roles: ["issuing-officer"] });
    expect(await refusal(does.recordPositions(officer, item, support))).toBe("not-allowed");
    expect(await refusal(does.recordPositions(house.secretariat(), item, support))).toBe("not-allowed");
  });

  test("a seat added while a call is open takes part from the next one on", async () => {
    const item = await inCall();
    await accreditSeat(house.secretariat(), {
      seat: "NEWSEAT",
      pillar: "C",
      names: { en: "A new organisation" },
      from: new Date(house.scheme.now).toISOString().slice(0, 10),
      basis: "Test",
    });
    await inTransaction(house.scheme.ctx(), async (tx) => {
      await record(tx, delegateAccredited, {
        subject: `delegate:${tx.newId()}`,
        organisation: "NEWSEAT",
        public: {
          seat: "NEWSEAT",
          person: personOf("NEWSEAT"),
          scope: null,
          from: tx.now,
          until: null,
          keyId: null,
          publicKey: null,
        },
        private: { name: "New", duress: null },
      });
    });
    expect(await refusal(does.recordPositions(house.as("NEWSEAT"), item, support))).toBe(
      "act-refused item-not-in-roster-of-call",
    );
    const before = (await see(item)).state.calls[0]!.roster.seats.length;
    await until(item, "NOWHERE-YET").catch(() => undefined);
    const { state } = await see(item);
    expect(state.calls[0]!.roster.seats).toHaveLength(before);
    expect(state.calls.at(-1)!.roster.seats.map(({ id }) => id)).toContain("NEWSEAT");
  });
});

describe("positions that do not fit", () => {
  test("of two positions of a seat the last counts, and both stay visible", async () => {
    const item = await inCall();
    await does.recordPositions(house.as("BW"), item, support);
    await does.recordPositions(house.as("BW"), item, { positions: [{ code: "A", words: "On reflection." }] });
    const call = (await see(item)).state.calls.at(-1)!;
    expect(call.positions["BW"]?.["1"]?.code).toBe("A");
    expect(call.history.filter(({ seat }) => seat === "BW").map(({ code }) => code)).toEqual(["S", "A"]);
  });

  test("an objection without a clause, a ground or a cure stands as opposition without ground until it is complete", async () => {
    const item = await inCall();
    const position = (objection: object) => ({ positions: [{ on: ["1"], code: "O" as const, objection }] });
    await does.recordPositions(house.as("GH"), item, position({ explanation: "Too short." }));
    const open = (await see(item)).explain.find(({ code }) => code === "opposed-without-ground");
    expect(open).toBeDefined();
    await does.recordPositions(
      house.as("GH"),
      item,
      position({
        ground: "P4",
        explanation: "It cannot be done where there is no laboratory. ".repeat(6),
        cure: { condition: "Checks on the spot count as well." },
      }),
    );
    const after = (await see(item)).explain.map(({ code }) => code);
    expect(after).not.toContain("opposed-without-ground");
    expect(
      await refusal(does.recordPositions(house.as("GH"), item, { positions: [{ on: ["9"], code: "S" }] })),
    ).toBe("act-refused item-clause-unknown");
    expect(
      await refusal(does.recordPositions(house.as("GH"), item, { positions: [{ on: [], code: "S" }] })),
    ).toBe("bad-input too_small");
    expect(await refusal(does.recordPositions(house.as("GH"), item, { positions: [{ code: "R" }] }))).toBe(
      "act-refused item-words-missing",
    );
  });

  test("of several positions in one sending, one that is refused turns all of them back", async () => {
    const item = await inCall();
    const before = await acts(item);
    expect(
      await refusal(
        does.recordPositions(house.as("BW"), item, {
          positions: [{ code: "S" }, { on: ["1"], code: "P" }],
        }),
      ),
    ).toBe("act-refused item-expected-day-missing");
    expect(await acts(item)).toBe(before);
  });

  test("a flood of amendments ends at two of a seat in a round", async () => {
    const item = await listed();
    const amend = (n: number) =>
      refusal(does.amendItem(house.as("CA"), item, { clause: "1", text: `Words ${n}.` }));
    expect([await amend(1), await amend(2), await amend(3)]).toEqual([
      "accepted",
      "accepted",
      "act-refused item-too-many-amendments",
    ]);
    expect(await refusal(does.amendItem(house.as("CA"), item, { clause: "7", text: "x" }))).toBe(
      "act-refused item-clause-unknown",
    );
    // Only a sponsor consolidates, and says what became of each.
    const clauses = [{ id: "1", text: "First, mended." }];
    expect(await refusal(does.consolidateItem(house.as("CA"), item, { clauses }))).toBe(
      "act-refused item-not-a-sponsor",
    );
    expect(await refusal(does.consolidateItem(house.as("SL"), item, { clauses }))).toBe(
      "act-refused item-amendment-unanswered",
    );
    const [one, two] = (await see(item)).state.amendments.map(({ id }) => id);
    await does.consolidateItem(house.as("SL"), item, {
      clauses,
      accepted: [one!],
      rejected: [{ amendment: two!, reason: "It says the same." }],
    });
    expect((await see(item)).state.versions).toHaveLength(2);
  });

  test("two texts on one question name each other, and each is decided by its own acts", async () => {
    const first = await listed();
    const second = await listed({ ...text, competesWith: [first] });
    expect((await see(second)).item.competesWith).toEqual([first]);
    expect(await refusal(listed({ ...text, competesWith: [personOf("nothing")] }))).toBe(
      "bad-input item-unknown",
    );
  });

  test("clauses that stand in a circle, twice or on nothing are refused, and so is a text too large for the log", async () => {
    const submit = (clauses: ItemInput["clauses"]) =>
      refusal(does.submitItem(house.as("SL"), { ...text, clauses }));
    expect(
      await submit([
        { id: "1", text: "a", dependsOn: ["2"] },
        { id: "2", text: "b", dependsOn: ["1"] },
      ]),
    ).toBe("bad-input item-circular-dependency");
    expect(
      await submit([
        { id: "1", text: "a" },
        { id: "1", text: "b" },
      ]),
    ).toBe("bad-input item-clause-twice");
    expect(await submit([{ id: "1", text: "a", dependsOn: ["4"] }])).toBe(
      "bad-input item-unknown-dependency",
    );
    expect(await submit([{ id: "1", text: "a\u202Eb" }])).toBe("bad-input hidden-characters");
    const long = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, text: "x".repeat(3_999) }));
    expect(await submit(long)).toBe("bad-input item-text-too-large");
    expect(long.reduce((sum, { text: words }) => sum + words.length, 0)).toBeGreaterThan(mostTextBytes);
  });
});

describe("positions signed by the delegate's own key", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = pemSigner(privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  const { privateKey: foreign } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const forger = pemSigner(foreign.export({ type: "pkcs8", format: "pem" }) as string);
  let item: string;

  beforeAll(async () => {
    await inTransaction(house.scheme.ctx(), async (tx) => {
      await record(tx, delegateAccredited, {
        subject: `delegate:${tx.newId()}`,
        organisation: "CH-GOV",
        public: {
          seat: "CH",
          person: personOf("key holder"),
          scope: null,
          from: tx.now,
          until: null,
          keyId: signer.keyId,
          publicKey: signer.publicKey,
        },
        private: { name: "Key holder", duress: null },
      });
    });
    item = await inCall();
  });

  async function sign(
    change: Partial<SignedPositions> = {},
    by: Signer = signer,
    keyId = by.keyId,
  ): Promise<Uint8Array> {
    const call = (await see(item)).state.calls.at(-1)!;
    const prepared = preparePositions(
      {
        item,
        call: call.number,
        seat: "CH",
        at: new Date(house.scheme.now).toISOString(),
        minister: false,
        positions: [{ code: "S" }],
        ...change,
      },
      keyId,
    );
    return finishSign1(prepared, await by.sign(prepared.toBeSigned));
  }
  const send = (bytes: Uint8Array) =>
    refusal(
      does.recordSignedPositions(house.scheme.ctx({ roles: [], organisation: null }), {
        signed: toBase64(bytes),
      }),
    );

  test("are recorded whoever sends them, and what was signed is kept", async () => {
    house.scheme.now += 2_000;
    const bytes = await sign();
    expect(await send(bytes)).toBe("accepted");
    const { state } = await see(item);
    expect(state.calls.at(-1)?.positions["CH"]?.["1"]?.code).toBe("S");
    const kept = await findDocument({ db: house.scheme.database.kysely }, sha256(bytes));
    expect(toHex(kept!.content)).toBe(toHex(bytes));
  });

  test("are refused when forged, of an unknown key, for another seat or call, repeated, older, or damaged", async () => {
    house.scheme.now += 10_000;
    const before = await acts(item);
    expect(await send(await sign({}, forger))).toBe("act-refused item-delegate-unknown");
    // The forger names the delegate's key.
    expect(await send(await sign({}, forger, signer.keyId))).toBe("act-refused item-signature-forged");
    expect(await send(await sign({ seat: "BW" }))).toBe("act-refused item-delegate-unknown");
    expect(await send(await sign({ call: 7 }))).toBe("act-refused item-call-not-open");
    expect(await send(await sign({ at: new Date(house.scheme.now - 11_000).toISOString() }))).toBe(
      "already-done",
    );
    expect(await send(await sign({ at: new Date(house.scheme.now + 3_600_000).toISOString() }))).toBe(
      "bad-input item-signed-ahead",
    );
    const good = await sign();
    const damaged = good.slice();
    damaged[damaged.length - 1]! ^= 1;
    expect(await send(damaged)).toBe("act-refused item-signature-forged");
    expect(await send(good.slice(0, -3))).toBe("bad-input item-signed-unreadable");
    expect(await send(new Uint8Array(20))).toBe("bad-input item-signed-unreadable");
    expect(await acts(item)).toBe(before);
    expect(await send(good)).toBe("accepted");
    expect(await send(good)).toBe("already-done");
    // What the delegate records later on the page is not undone by an older signature.
    house.scheme.now += 5_000;
    const older = await sign();
    house.scheme.now += 5_000;
    await does.recordPositions(house.as("CH"), item, { positions: [{ code: "A", words: "Changed." }] });
    expect(await send(older)).toBe("already-done");
  });
});

describe("at the same time", () => {
  test("many delegates record on one item: each is recorded once, none is lost", async () => {
    const item = await inCall();
    const seats = house
      .of("G")
      .filter((seat) => seat !== "NA")
      .slice(0, 12);
    await Promise.all(seats.map((seat) => does.recordPositions(house.as(seat), item, support)));
    const call = (await see(item)).state.calls.at(-1)!;
    expect(Object.keys(call.positions).sort()).toEqual([...seats].sort());
    expect(call.history).toHaveLength(12);
  });

  test("many items are tabled: each has a number of its own", async () => {
    const made = await Promise.all(
      ["SL", "GH", "BW", "CA", "IN"].map((seat) => does.submitItem(house.as(seat), text)),
    );
    expect(new Set(made.map(({ reference }) => reference)).size).toBe(5);
  });

  test("two clocks note one deadline once", async () => {
    const item = await inCall();
    house.scheme.now = Date.parse((await see(item)).state.deadline!.at) + 1_000;
    await Promise.all([
      passDueDeadlines(base()),
      passDueDeadlines(base()),
      does.passItemDeadlines(house.secretariat(), item),
    ]);
    const ticks = (await see(item)).acts.filter(({ type }) => type === "tick");
    const deadlines = ticks.map((act) => (act.type === "tick" ? act.deadline : ""));
    expect(new Set(deadlines).size).toBe(deadlines.length);
  });
});

test("a duress word marks the position for the seat's own administrator; nobody else can tell", async () => {
  await accreditedWith("ZA", "Mango season");
  const item = await inCall();
  const forced = house.scheme.ctx({ organisation: "ZA-GOV", roles: ["delegate"], id: personOf("forced") });
  const plainOne = await does.recordPositions(forced, item, { ...support, duressWord: "another word" });
  const marked = await does.recordPositions(forced, item, { ...support, duressWord: " mango season" });
  expect(Object.keys(marked).sort()).toEqual(Object.keys(plainOne).sort());
  expect(await duressMarks(house.administrator("ZA"))).toMatchObject([{ act: marked.acts[0], item }]);
  expect(await duressMarks(house.administrator("BW"))).toEqual([]);
  expect(await refusal(duressMarks(house.secretariat()))).toBe("not-allowed");
  const shown = JSON.stringify((await see(item)).acts);
  expect(shown).not.toContain("duress");
});

async function accreditedWith(seat: string, word: string): Promise<void> {
  await inTransaction(house.scheme.ctx(), async (tx) => {
    const delegate = tx.newId();
    await record(tx, delegateAccredited, {
      subject: `delegate:${delegate}`,
      organisation: `${seat}-GOV`,
      public: {
        seat,
        person: personOf("forced"),
        scope: null,
        from: tx.now,
        until: null,
        keyId: null,
        publicKey: null,
      },
      private: { name: "Forced", duress: duressDigest(delegate, word) },
    });
  });
}

describe("the lot", () => {
  test("is drawn from the first head over the challenge: the same for everybody, and before it there is none", async () => {
    await house.scheme.sequence();
    const { item } = await does.submitItem(house.as("GH"), {
      ...text,
      class: "K3",
      subjects: ["LR"],
      title: { en: "A sample measure" },
    });
    await does.secondItem(house.as("CSC"), item, {});
    await does.checkForm(house.secretariat(), item, { defects: [] });
    const { acts: challenges } = await does.challengeRecusal(house.as("CA"), item, {
      seat: "LR",
      recuse: false,
      reason: "It is named as an example only.",
    });
    const about = challenges[0]!;
    const draw = { purpose: "RECUSAL" as const, about };
    expect(await refusal(does.drawPanel(house.secretariat(), item, draw))).toBe(
      "act-refused item-no-head-yet",
    );
    await house.scheme.sequence();
    const head = (await store.firstHeadOver({ db: house.scheme.database.kysely }, about))!;
    // Acts that come afterwards change nothing.
    await does.makeStatement(house.as("CA"), item, { text: "We wait for the panel." });
    await house.scheme.sequence();
    await does.drawPanel(house.secretariat(), item, draw);
    const { state } = await see(item);
    const seed = toHex(parseCheckpoint(parseNote(head.note)!.text)!.root);
    expect(state.challenges[0]).toMatchObject({
      seed,
      panel: panelByLot(
        { ...state, challenges: state.challenges.map((one) => ({ ...one, panel: [], seed: null })) },
        "RECUSAL",
        about,
        seed,
      ),
    });
    expect(state.challenges[0]!.panel.length).toBeGreaterThanOrEqual(3);
    // Namibia's delegate was recalled above, and the lot may fall on anybody.
    const member = state.challenges[0]!.panel.find((seat) => seat !== "NA")!;
    const votes = state.challenges[0]!.panel.map((seat) => ({
      member: seat,
      recuse: false,
      reason: "An example.",
    }));
    expect(await refusal(does.ruleOnRecusal(house.as("CA"), item, { challenge: about, votes }))).toBe(
      "not-allowed",
    );
    await does.ruleOnRecusal(house.as(member), item, { challenge: about, votes });
    expect((await see(item)).state.challenges[0]?.ruling?.upheld).toBe(true);
  });
});

test("fifty-nine governments on two hundred clauses: every position is recorded, and the clock goes on", async () => {
  const clauses = Array.from({ length: 200 }, (_, i) => ({
    id: `${i + 1}`,
    text: `Clause number ${i + 1} of a long sample text that says little.`,
    ...(i % 10 === 9 ? { dependsOn: [`${i}`] } : {}),
  }));
  const item = await inCall({ ...text, clauses });
  const governments = house
    .of("G")
    .filter((seat) => seat !== "NA")
    .slice(0, 59);
  const all = clauses.map(({ id }) => id);
  for (const seat of governments)
    await does.recordPositions(house.as(seat), item, {
      positions: [
        { on: all.slice(0, 150), code: "S" },
        { on: all.slice(150), code: "A", words: "No view." },
      ],
    });
  const { state } = await see(item);
  expect(Object.keys(state.calls.at(-1)!.positions)).toHaveLength(59);
  expect(Object.keys(state.calls.at(-1)!.positions["SL"]!)).toHaveLength(200);
  await until(item, "NOWHERE-YET");
  expect((await see(item)).state.outcome).not.toBeNull();
}, 60_000);
