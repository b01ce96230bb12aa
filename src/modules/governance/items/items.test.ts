// The life of items on a real database, through the commands that everybody uses.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assembly, trialBody } from "../../../../test/support/governance.ts";
import type { Assembly } from "../../../../test/support/governance.ts";
import { roles } from "#core/kp/roles.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeActKinds } from "#modules/scheme/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { itemActs } from "../api.ts";
import { passDueDeadlines } from "../background.ts";
import { governanceModule } from "../index.ts";
import * as does from "./commands/index.ts";
import { foldItem } from "./fold.ts";
import type { ItemInput } from "./inputs.ts";
import { boardOf, findItem, listItems, mayDo, myPositions, registerOf, silenceOf } from "./queries.ts";

let house: Assembly;
beforeAll(async () => {
  house = await assembly();
}, 60_000);
afterAll(() => house.scheme.close());

export async function refusal(work: Promise<unknown>): Promise<string> {
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
  title: { en: "A guideline on weighing" },
  clauses: [
    { id: "1", text: "Scales are calibrated each year." },
    { id: "2", text: "Reports of calibration are kept for five years.", dependsOn: ["1"] },
    { id: "3", text: "The working group reviews this guideline after two years." },
  ],
};

let topics = 0;
/** Each of its own title: the same one twice is one discussion. */
const discussion = (): ItemInput => ({
  body: "PLENARY",
  class: "K0",
  title: { en: `How meeting documents are translated, part ${++topics}` },
});

const objection = {
  ground: "P4" as const,
  explanation: "The offices that weigh in remote places cannot send their scales away each year. ".repeat(4),
  cure: { condition: "Calibration on the spot counts as well." },
};

function base() {
  const { actor: _actor, ...rest } = house.scheme.ctx();
  return rest;
}

/** From one deadline to the next, until the item stands at `stage` or has ended. */
async function until(item: string, stage: string): Promise<void> {
  for (let steps = 0; steps < 20; steps++) {
    const view = (await findItem(house.scheme.ctx(), item))!;
    if (view.state.stage === stage || view.state.outcome !== null) return;
    house.scheme.now = Date.parse(view.state.deadline!.at) + 1_000;
    await passDueDeadlines(base());
  }
}

async function stageOf(item: string): Promise<string> {
  return (await findItem(house.scheme.ctx(), item))!.state.stage;
}

async function inCall(input: ItemInput = text): Promise<string> {
  const { item } = await does.submitItem(house.as("SL"), input);
  await does.secondItem(house.as("WDC"), item, {});
  await does.checkForm(house.secretariat(), item, { defects: [] });
  await until(item, "CALL");
  return item;
}

describe("the right to discuss", () => {
  test("a seat of civil society tables, industry seconds, a government objects: it is discussed and recorded", async () => {
    const { item, stage, reference } = await does.submitItem(house.as("CSC"), discussion());
    expect(stage).toBe("DRAFT");
    expect(reference).toMatch(/^2026\/\d{3}$/);
    await does.secondItem(house.as("DEMO-RIVER"), item, {});
    expect(await stageOf(item)).toBe("DRAFT");
    expect((await does.secondItem(house.as("WDC"), item, {})).stage).toBe("SUBMITTED");
    await does.makeStatement(house.as("ZA"), item, {
      text: "My government objects to discussing this.",
      objectsToDiscussing: true,
    });
    // The Secretariat does nothing: the clock lists it.
    await until(item, "DISCUSSION");
    await does.recordDebate(house.secretariat(), item, {
      in: "MEETING",
      minutes: 75,
      firstWordOffered: true,
      lastWordOffered: true,
    });
    house.scheme.now += 1_000;
    await passDueDeadlines(base());
    const view = (await findItem(house.scheme.ctx(), item))!;
    expect(view.state.outcome?.code).toBe("RECORDED");
    expect(view.state.statements).toMatchObject([{ author: "ZA", objectsToDiscussing: true }]);
    const strict = view.outcomes.shadows.find(({ ruleSet }) => ruleSet === "kp-strict@2003");
    expect(strict?.outcome).toBe("NOT_LISTED");
    const [card] = await boardOf(house.scheme.ctx(), { id: item });
    expect(card?.objectsToDiscussing).toEqual(["ZA"]);
  });

  test("a defect of form keeps no discussion away, and the Secretariat that stays silent lists it", async () => {
    const { item } = await does.submitItem(house.as("ADPA"), discussion());
    await does.secondItem(house.as("WDC"), item, {});
    await does.secondItem(house.as("GH"), item, {});
    expect(
      await refusal(does.checkForm(house.secretariat(), item, { defects: ["The title is long."] })),
    ).toBe("act-refused item-discussion-is-of-right");
    await until(item, "DISCUSSION");
    expect(await stageOf(item)).toBe("DISCUSSION");
  });

  test("nobody stands behind more than three open discussions, and every other seat still may", async () => {
    for (let i = 0; i < 3; i++) await does.submitItem(house.as("DEMO-LEGAL"), discussion());
    expect(await refusal(does.submitItem(house.as("DEMO-LEGAL"), discussion()))).toBe(
      "bad-input item-too-many-discussions",
    );
    const { item } = await does.submitItem(house.as("DEMO-JEWEL"), discussion());
    expect(await refusal(does.secondItem(house.as("DEMO-LEGAL"), item, {}))).toBe(
      "bad-input item-too-many-discussions",
    );
    await does.secondItem(house.as("CSC"), item, {});
  });

  test("the same request twice is one discussion: the second seat joins it, and its words are kept", async () => {
    const first = await does.submitItem(house.as("AO"), {
      ...discussion(),
      title: { en: "Sample: Lost parcels" },
    });
    const second = await does.submitItem(house.as("DDI"), {
      ...discussion(),
      title: { en: "sample lost  parcels!" },
      summary: { en: "Two members asked for it." },
    });
    expect(second).toMatchObject({ item: first.item, joined: true, reference: first.reference });
    const { state } = (await findItem(house.scheme.ctx(), first.item))!;
    expect(state.seconders).toEqual(["DDI"]);
    expect(state.statements[0]?.text).toBe("sample lost  parcels!\nTwo members asked for it.");
  });

  test("what was discussed before needs two more seats of two pillars, unless something is new", async () => {
    const topic = { ...discussion(), title: { en: "Sample: counting parcels" } };
    const held = await does.submitItem(house.as("BR"), topic);
    await does.secondItem(house.as("CSC"), held.item, {});
    await does.secondItem(house.as("WDC"), held.item, {});
    await until(held.item, "DISCUSSION");
    const debated = { in: "MEETING" as const, minutes: 60, firstWordOffered: true, lastWordOffered: true };
    await does.recordDebate(house.secretariat(), held.item, debated);
    house.scheme.now += 1_000;
    await passDueDeadlines(base());
    const again = await does.submitItem(house.as("TZ"), topic);
    const view = (await findItem(house.scheme.ctx(), again.item))!;
    expect(view.facts).toMatchObject({ repeats: true, follows: held.item });
    for (const seat of ["ADPA", "IN"]) await does.secondItem(house.as(seat), again.item, {});
    expect(await stageOf(again.item)).toBe("DRAFT");
    for (const seat of ["DDI", "JP"]) await does.secondItem(house.as(seat), again.item, {});
    expect(await stageOf(again.item)).toBe("SUBMITTED");
    const { followedBy } = (await findItem(house.scheme.ctx(), held.item))!;
    expect(followedBy.map(({ id }) => id)).toEqual([again.item]);
  });

  test("of all commands, in all roles, none removes an item from the list", async () => {
    const { item } = await does.submitItem(house.as("CA"), discussion());
    await does.secondItem(house.as("DEMO-RIVER"), item, {});
    await does.secondItem(house.as("DEMO-JEWEL"), item, {});
    await until(item, "LISTED");
    const someId = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";
    const clauses = [{ id: "x", text: "Nothing." }];
    const hostile: Readonly<Record<string, readonly unknown[]>> = {
      "check-form": [{ defects: ["Remove it"] }],
      "challenge-recusal": [{ seat: "CA", recuse: true, reason: "Remove it" }],
      "draw-panel": [{ purpose: "RECUSAL", about: someId }],
      "rule-on-recusal": [{ challenge: someId, votes: [{ member: "ZA", recuse: true, reason: "x" }] }],
      amend: [{ clause: "scope" }],
      consolidate: [{ clauses }],
      cure: [{}, { clauses }],
      "open-call": [{ closesAt: new Date(house.scheme.now + 1).toISOString() }],
      positions: [{ positions: [{ code: "U" }] }, { positions: [{ code: "O", objection }] }],
      answer: [{ seat: "ZA", clause: "scope", text: "x" }],
      reply: [{ answer: someId, text: "x" }],
      "move-merits": [{ seat: "CA", clause: "scope", reason: "x" }],
      merits: [{ motion: someId, unrelated: true }],
      "claim-exclusion": [{ reason: "x" }],
      "rule-on-exclusion": [{ claim: someId, upheld: true, reason: "x" }],
      "name-facilitator": [{ seat: "ZA" }],
      "accept-facilitator": [{ accept: false }],
      compromise: [{ clauses, reasons: "x" }],
      debate: [{ in: "WRITING", minutes: 1_000, firstWordOffered: true, lastWordOffered: true }],
      statement: [{ text: "Remove it", objectsToDiscussing: true }],
      declare: [{ outcome: "WITHDRAWN" }, { outcome: "REJECTED_FORM" }, { outcome: "RECORDED" }],
    };
    const people: readonly Ctx[] = [
      house.secretariat(),
      house.chair(),
      house.administrator("ZA"),
      house.as("ZA"),
      house.as("DEMO-TRADE"),
      house.scheme.ctx({ roles: [...roles], organisation: "ZA-GOV" }),
    ];
    for (const { verb, run, schema } of itemActs)
      for (const input of hostile[verb] ?? [{}]) {
        expect([verb, schema.safeParse(input).success]).toEqual([verb, true]);
        for (const person of people)
          await run(person, item, input as never).catch((error: unknown) => {
            if (!(error instanceof Problem)) throw error;
          });
      }
    const view = (await findItem(house.scheme.ctx(), item))!;
    expect(view.state.stage).toBe("LISTED");
    expect(view.state.outcome).toBeNull();
    await until(item, "DISCUSSION");
    expect(await stageOf(item)).toBe("DISCUSSION");
  });
});

describe("a text under genuine consensus", () => {
  test("one blocked clause, and what depends on it, stays out; the rest is adopted", async () => {
    const item = await inCall();
    const governments = house.of("G");
    for (const seat of governments.slice(0, 40))
      await does.recordPositions(house.as(seat), item, { positions: [{ code: "S" }] });
    for (const seat of [...house.of("I"), ...house.of("C")])
      await does.recordPositions(house.as(seat), item, { positions: [{ code: "S" }] });
    for (const seat of governments.slice(40, 55))
      await does.recordPositions(house.as(seat), item, {
        positions: [{ code: "S" }, { on: ["1"], code: "O", objection }],
      });
    const [card] = await boardOf(house.scheme.ctx(), { id: item });
    expect(card?.objecting).toHaveLength(15);
    expect(card?.objecting[0]).toMatchObject({ clauses: ["1"], code: "O", ground: "P4" });
    expect(card?.silent).toContain(governments[57]);
    await until(item, "FACILITATION");
    const view = (await findItem(house.scheme.ctx(), item))!;
    expect(view.state.calls.at(-1)?.results).toMatchObject({ "1": "BLOCK", "3": "T1" });
    expect(view.state.calls.at(-1)?.adoptable).toEqual(["3"]);
    await until(item, "MEDIATION");
    // Nobody objects any more than before; at the last resort fifteen of sixty are at the cap.
    for (
      let rounds = 0;
      rounds < 10 && (await findItem(house.scheme.ctx(), item))!.state.outcome === null;
      rounds++
    ) {
      await until(item, "NOWHERE");
    }
    const end = (await findItem(house.scheme.ctx(), item))!;
    expect(end.state.outcome?.adopted).toContain("3");
    expect(end.row).toMatchObject({ outcome: end.state.outcome?.code, stage: "CLOSED" });
    expect(end.outcomes.shadows.find(({ ruleSet }) => ruleSet === "kp-strict@2003")?.outcome).toBeDefined();
    const entry = (await registerOf(house.scheme.ctx())).find(({ id }) => id === item);
    expect(entry?.text.map(({ clause }) => clause)).toContain("3");
    const silence = await silenceOf(house.scheme.ctx(), governments[58]);
    expect(silence[0]).toMatchObject({ seat: governments[58] });
    expect(silence[0]!.silent).toBeGreaterThan(0);
  });

  test("what a delegate has to do is told, and what they did", async () => {
    const item = await inCall({ ...text, title: { en: "Another guideline" } });
    await does.recordPositions(house.as("BW"), item, { positions: [{ code: "A", words: "No view." }] });
    const mine = (await myPositions(house.as("BW")))!;
    expect(mine.seat.code).toBe("BW");
    expect(mine.open.find((one) => one.item.id === item)?.recorded["1"]?.code).toBe("A");
    expect(mine.history[0]).toMatchObject({ item, code: "A" });
    expect(await mayDo(house.as("BW"), item)).toContain("position");
    expect(await mayDo(house.scheme.ctx({ roles: ["exporter"] }), item)).toEqual([]);
  });
});

describe("today's rule", () => {
  test("one objection ends a text that genuine consensus would adopt, and both stand side by side", async () => {
    const { item } = await does.submitItem(house.as("SL"), { ...text, body: "PLENARY" });
    await does.secondItem(house.as("GH"), item, {});
    await does.checkForm(house.secretariat(), item, { defects: [] });
    const closesAt = new Date(house.scheme.now + 5 * 86_400_000).toISOString();
    expect(await refusal(does.openCall(house.as("SL"), item, { closesAt }))).toBe("not-allowed");
    await does.openCall(house.chair(), item, { closesAt });
    for (const seat of [...house.of("G").slice(0, 45), ...house.of("I"), ...house.of("C")])
      await does.recordPositions(house.as(seat), item, { positions: [{ code: "S" }] });
    await does.recordPositions(house.as("ZW"), item, { positions: [{ code: "U" }] });
    house.pass(6);
    await passDueDeadlines(base());
    const view = (await findItem(house.scheme.ctx(), item))!;
    expect(view.state.outcome?.code).toBe("NOT_ADOPTED");
    const genuine = view.outcomes.shadows.find(({ ruleSet }) => ruleSet === "genuine-consensus@1");
    expect(genuine?.outcome).toMatch(/^ADOPTED/);
    // The chair says otherwise: kept, flagged, and nothing changes.
    await does.declareOutcome(house.chair(), item, { outcome: "ADOPTED_CONSENSUS" });
    const after = (await findItem(house.scheme.ctx(), item))!;
    expect(after.state.declarations).toMatchObject([{ differs: true }]);
    expect(after.row.outcome).toBe("NOT_ADOPTED");
    expect((await listItems(house.scheme.ctx(), { open: false })).map(({ id }) => id)).toContain(item);
  });
});

describe("the record", () => {
  test("what each act says of the item's stage is what the fold of the acts says", async () => {
    for (const { id } of await listItems(house.scheme.ctx())) {
      const folded = (await foldItem(
        { db: house.scheme.database.kysely },
        { database: { ...house.scheme.database } },
        id,
      ))!;
      const row = (await findItem(house.scheme.ctx(), id))!.row;
      expect([row.stage, row.outcome, row.deadlineAt]).toEqual([
        folded.state.stage,
        folded.state.outcome?.code ?? null,
        folded.state.deadline?.at ?? null,
      ]);
    }
  });

  test("a rebuild makes every table of items again, row for row", async () => {
    const kinds = [...recordActKinds, ...schemeActKinds, ...governanceModule.actKinds];
    expect(await audit(house.scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  });
});
