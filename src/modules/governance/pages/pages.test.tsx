// What the pages say of an item follows from its state alone: drawn here from acts that the engine folded.
import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { outcomes, ruleSets, silentSeats, whatIf } from "#core/decisions/index.ts";
import type { Item, RuleSetId } from "#core/decisions/index.ts";
import { itemOf, scriptOf, seatsOf } from "#core/decisions/testing/script.ts";
import type { Script } from "#core/decisions/testing/script.ts";
import { translator } from "#platform/i18n/translator.ts";
import { wordsFrom } from "#ui/browser-words.ts";
import { Answer } from "#ui/decisions/WhatIfResult.tsx";
import { supposedPositions } from "#ui/decisions/suppositions.ts";
import { BoardPage } from "./board.tsx";
import { decisionOf } from "./decision.ts";
import { columnOf, lastCall, objectionsIn } from "./faces.ts";
import { ItemActsPage } from "./item-acts.tsx";
import type { ShownItem } from "./item-frame.tsx";
import { ItemObjectionsPage } from "./item-objections.tsx";
import { ItemOverviewPage } from "./item-overview.tsx";
import { ItemPositionsPage } from "./item-positions.tsx";
import { ItemRulesPage } from "./item-rules.tsx";
import { ItemTextPage } from "./item-text.tsx";
import { dutiesOn } from "./mine.tsx";
import { voicesOf } from "./pillars.tsx";
import { registerCsv } from "./register-csv.ts";
import { DecisionPage, RegisterPage, rowOf } from "./register.tsx";
import { whatIfData } from "./what-if-data.ts";

const clauses = ["1", "2", "3"].map((id) => ({ id, text: `Words of clause ${id}.`, dependsOn: [] }));
const seats = seatsOf({ G: 16, I: 3, C: 3 });
const governments = seats.filter(({ pillar }) => pillar === "G").map(({ id }) => id);
const others = seats.filter(({ pillar }) => pillar !== "G").map(({ id }) => id);
const english = translator("en");
const named = {
  id: "item-1",
  reference: "2027/001",
  title: "Weighing of parcels",
  titleLanguage: "en",
  language: "en",
  class: "K2",
  rule: "genuine-consensus@1",
} as const;

function inCall(given: Partial<Item> = {}, rule: RuleSetId = "genuine-consensus@1"): Script {
  const script = scriptOf(ruleSets[rule], itemOf({ clauses, ...given }), seats);
  script.list();
  if (rule === "genuine-consensus@1") script.until(({ stage }) => stage === "CALL");
  return script;
}

function shown(script: Script, t = english, rule: RuleSetId = "genuine-consensus@1"): ShownItem {
  const judged = outcomes(ruleSets[rule], script.state().item, script.acts);
  return {
    t,
    names: { seats: { G1: "First Government" }, pillars: {} },
    id: named.id,
    reference: named.reference,
    title: named.title,
    titleLanguage: "en",
    language: "en",
    summary: undefined,
    translations: {},
    item: script.state().item,
    acts: script.acts,
    binding: rule,
    outcomes: judged,
    needed: ruleSets[rule].explain(script.state()),
    now: script.now(),
    demonstration: false,
    may: [],
  };
}

const asked = (view: ShownItem) => ({ suppositions: [], outcomes: view.outcomes, sentences: view.needed });

/** One government objects to clause 2 with reasons, one is opposed without, one of each other pillar supports. */
function disputed(): Script {
  const script = inCall();
  script.says(governments.slice(0, 9), "S");
  script.says(["G10", "G11", "G12"], "O", ["2"]);
  script.says(["G13"], "U", ["2"]);
  script.says(others.slice(0, 5), "S");
  return script;
}

describe("every part of an item", () => {
  const script = disputed();
  script.seat("G1", { type: "statement", text: "We thank the facilitator.", objectsToDiscussing: false });

  it.each(["en", "fr"] as const)("is drawn in %s without a missing word", (locale) => {
    const t = translator(locale);
    const view = shown(script, t);
    for (const part of [
      <ItemOverviewPage view={view} asked={asked(view)} />,
      <ItemTextPage view={view} compared={{ from: 1, to: 1 }} />,
      <ItemPositionsPage view={view} number={undefined} />,
      <ItemObjectionsPage view={view} />,
      <ItemRulesPage view={view} />,
      <ItemActsPage view={view} />,
    ]) {
      const html = render(part);
      expect(html).not.toMatch(/⟦|undefined|\{[a-z]+\}/);
    }
    expect(t.missing).toBe(0);
  });

  it("names who is silent, who objects with reasons and who without", () => {
    const view = shown(script);
    const call = lastCall(script.state());
    expect(call).toBeDefined();
    expect(silentSeats(call!)).toEqual(["G14", "G15", "G16", "C3"]);
    expect(objectionsIn(script.state(), call!).map(({ seat, standing }) => [seat, standing])).toEqual([
      ["G10", "SUSTAINED"],
      ["G11", "SUSTAINED"],
      ["G12", "SUSTAINED"],
      ["G13", "OPPOSED"],
    ]);
    const page = render(<ItemObjectionsPage view={view} />);
    expect(page).toContain("No admissible ground given");
    expect(page.match(/Reasoned objection/g)).toHaveLength(3);
  });

  it("says first what the engine says first", () => {
    const page = render(<ItemOverviewPage view={shown(script)} asked={asked(shown(script))} />);
    expect(page).toContain(
      "If the call closed now, these would be adopted: Clause 1 and Clause 3. Not these: Clause 2.",
    );
  });
});

describe("a text with one blocked clause", () => {
  const script = disputed();
  for (let round = 0; script.state().outcome === null && round < 40; round++) {
    script.tick();
    if (script.state().stage === "FACILITATION") {
      script.office("SECRETARIAT", { type: "nameFacilitator", person: "I3", actor: "I3" });
      for (const seat of ["G1", "C1"]) script.seat(seat, { type: "acceptFacilitator", accept: true });
    }
    if (script.state().stage === "CALL") {
      script.says(governments.slice(0, 9), "S");
      script.says(["G10", "G11", "G12"], "O", ["2"]);
      script.says(others.slice(0, 5), "S");
    }
  }

  it("is a decision without that clause, with the dissent and the silence beside it", () => {
    const decision = decisionOf(named, script.state());
    expect(decision?.adopted.map(({ id }) => id)).toEqual(["1", "3"]);
    expect(decision?.left).toEqual(["2"]);
    const html = render(
      <DecisionPage
        t={english}
        names={{ seats: {}, pillars: {} }}
        decision={decision!}
        demonstration={false}
      />,
    );
    expect(html).toContain("Not adopted, although in the text: Clause 2.");
    expect(html).toContain("Words of clause 3.");
    expect(html).not.toContain("Words of clause 2.");
  });

  it("stands in the register, and as a row that no spreadsheet takes for a formula", () => {
    const decision = { ...decisionOf(named, script.state())!, title: "=1+1" };
    const page = render(
      <RegisterPage
        t={english}
        all={[rowOf(decision)]}
        filter={{ year: "", class: undefined, result: "adopted" }}
        demonstration={false}
      />,
    );
    expect(page).toContain("Clause 1 and Clause 3");
    expect(registerCsv(english, { seats: {}, pillars: {} }, [decision])).toContain(",'=1+1,");
  });
});

describe("what needs a seat", () => {
  it("is its position while a call is open, and nothing once it is recorded", () => {
    const script = inCall();
    expect(dutiesOn(script.state(), "G5").map(({ what }) => what)).toEqual(["position"]);
    script.says(["G5"], "S");
    expect(dutiesOn(script.state(), "G5")).toEqual([]);
  });

  it("is the answer of its capital, and an objection that is not complete", () => {
    const script = inCall();
    script.says(["G5"], "P");
    expect(dutiesOn(script.state(), "G5").map(({ what }) => what)).toEqual(["pending"]);
    script.seat("G6", {
      type: "position",
      on: ["1"],
      code: "O",
      objection: { ground: null, explanation: "Too early.", cure: null },
    });
    expect(dutiesOn(script.state(), "G6").map(({ what }) => what)).toEqual(["complete"]);
  });

  it("is nothing for a seat that is recused", () => {
    const script = inCall({ class: "K3", subjects: ["G5"] });
    expect(dutiesOn(script.state(), "G5")).toEqual([]);
  });
});

describe("the voice of each side", () => {
  it("is heard when a seat of it spoke, invited while it may still speak, not heard when it no longer can", () => {
    const script = inCall();
    const state = (pillar: string) => voicesOf(script.state()).find((one) => one.pillar === pillar)?.state;
    expect([state("G"), state("I"), state("C")]).toEqual(["heard", "heard", "invited"]);
    script.says(["C1"], "P");
    expect(state("C")).toBe("invited");
    script.says(["C1"], "A");
    expect(state("C")).toBe("heard");
  });

  it("is not heard when the item ended without a word of it", () => {
    const script = inCall();
    script.until(({ outcome }) => outcome !== null);
    expect(voicesOf(script.state()).find(({ pillar }) => pillar === "C")?.state).toBe("not-heard");
  });
});

describe("the board", () => {
  it("has a column for every stage and outcome", () => {
    expect(columnOf("LISTED", null)).toBe("tabled");
    expect(columnOf("CALL", null)).toBe("open");
    expect(columnOf("MEDIATION", null)).toBe("blocked");
    expect(columnOf("CLOSED", "NOT_ADOPTED")).toBe("blocked");
    expect(columnOf("CLOSED", "RECORDED")).toBe("discussed");
    expect(columnOf("CLOSED", "NO_DECISION")).toBe("carried");
  });

  it("says who objects, and that no reason was given", () => {
    const html = render(
      <BoardPage
        t={english}
        names={{ seats: { G1: "First Government" }, pillars: {} }}
        now="2027-03-20T00:00:00.000Z"
        asList={false}
        filter={{ class: undefined, column: undefined, search: "" }}
        demonstration
        mayTable={false}
        items={[
          {
            id: "x",
            reference: "2027/002",
            title: "Dates of a meeting",
            class: "K1",
            stage: "CALL",
            outcome: null,
            since: "2027-03-10T00:00:00.000Z",
            tabledAt: "2027-03-01T00:00:00.000Z",
            deadline: "2027-03-22T10:00:00.000Z",
            callCloses: "2027-03-22T10:00:00.000Z",
            objectors: [{ seat: "G1", reasoned: false }],
            silent: ["G2"],
          },
        ]}
      />,
    );
    expect(html).toContain("First Government objects: no reason given");
    expect(html).toContain("Waiting for 10 days");
    expect(html).toContain("Silent: G2");
    expect(html).toContain("invented");
  });
});

describe("a what-if in the browser", () => {
  const script = disputed();
  const suppositions = [
    { seat: "G11", code: "S", on: "ALL" },
    { seat: "G12", code: "N", on: "2" },
  ] as const;

  it.each(["en", "fr"] as const)("says in %s what the server says, from what the server sends", (locale) => {
    const t = translator(locale);
    const view = shown(script, t);
    const sent = JSON.parse(JSON.stringify(whatIfData(view))) as ReturnType<typeof whatIfData>;
    const answer = (own: typeof t, from: typeof sent | ShownItem) => {
      const rules = ruleSets[from.binding];
      const judged = whatIf(rules, from.item, from.acts, supposedPositions(suppositions));
      return render(
        <Answer
          t={own}
          names={from.names}
          binding={from.binding}
          outcomes={judged}
          sentences={rules.explain(judged.binding.state)}
          suppositions={suppositions}
          where="there"
        />,
      );
    };
    const there = answer(t, view);
    const browser = wordsFrom(sent.words, locale);
    expect(answer(browser, sent)).toBe(there);
    expect(there).not.toBe(answer(browser, { ...sent, acts: sent.acts.slice(0, -3) }));
    expect(there).not.toContain("⟦");
    expect(browser.missing).toBe(0);
  });
});
