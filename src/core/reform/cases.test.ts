import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { participants } from "#core/kp/participants.ts";
import { caseIds, factsOf, findCase, judgeCase, realCases } from "./cases.ts";
import type { CaseId, CaseVerdict, RealCase } from "./cases.ts";
import { judge, questions } from "./definitions.ts";
import { findProposal, proposalIds, proposals } from "./proposals.ts";
import type { ProposalId } from "./proposals.ts";

const real = (id: CaseId): RealCase => findCase(id) as RealCase;
const answer = (proposal: ProposalId, id: CaseId): CaseVerdict =>
  judgeCase(findProposal(proposal)?.checklist ?? "text-not-known", real(id)).answer;

describe("the table of cases", () => {
  test("each case stands once, with every point sourced and of a known question", () => {
    expect(realCases.map(({ id }) => id)).toEqual([...caseIds]);
    for (const { id, points, countries, from, to } of realCases) {
      expect(countries.length, id).toBeGreaterThan(0);
      for (const code of countries)
        expect(
          participants.some((one) => one.code === code),
          code,
        ).toBe(true);
      expect(to === null || to >= from, id).toBe(true);
      const seen = new Set<string>();
      for (const point of points) {
        expect(point.sources.length, id).toBeGreaterThan(0);
        expect(questions[point.question] as readonly string[]).toContain(point.answer);
        expect(seen.has(`${point.question} ${point.answer}`), `${id} ${point.answer} twice`).toBe(false);
        seen.add(`${point.question} ${point.answer}`);
      }
    }
  });

  test("where a point is disputed, somebody's objection is shown", () => {
    for (const { id, points, objections } of realCases)
      if (points.some(({ disputed }) => disputed)) expect(objections.length, id).toBeGreaterThan(0);
  });
});

describe("what each proposed definition would cover", () => {
  test("the definition in force covers the three wars for which it was written, and Côte d'Ivoire and the Central African Republic", () => {
    for (const id of ["AO-UNITA", "SL-RUF", "LR-TAYLOR", "CI-FN", "CF-GROUPS"] as const)
      expect([id, answer("founding", id)]).toEqual([id, "COVERED"]);
  });

  test("it covers no state force that is nobody's ally, no private guard and no missing control", () => {
    for (const id of ["ZW-MARANGE", "AO-CUANGO", "TZ-WILLIAMSON", "RU-UA", "CG-2004", "CF-WAGNER"] as const)
      expect([id, answer("founding", id)]).toEqual([id, "NOT_COVERED"]);
  });

  test("whether a resolution has said so is left open where no source says it", () => {
    expect(answer("founding", "CD-REBELS")).toBe("CANNOT_BE_SAID");
    expect(answer("un-2000", "CD-REBELS")).toBe("COVERED");
  });

  test("the text of 2018 reaches violence where diamonds are mined, if what is reported is so, and nothing beyond", () => {
    expect(answer("canada-2018", "ZW-MARANGE")).toBe("COVERED_IF_SO");
    expect(answer("canada-2018", "AO-CUANGO")).toBe("COVERED_IF_SO");
    expect(answer("canada-2018", "TZ-WILLIAMSON")).toBe("CANNOT_BE_SAID");
    expect(answer("canada-2018", "RU-UA")).toBe("NOT_COVERED");
  });

  test("what the text of 2018 adds takes nothing away: it keeps the definition in force as its first alternative", () => {
    for (const { id } of realCases)
      if (answer("founding", id) === "COVERED")
        expect([id, answer("canada-2018", id)]).toEqual([id, "COVERED"]);
  });

  test("the two versions of 2025 differ on state forces and on nothing else that is known", () => {
    const differing = caseIds.filter((id) => answer("adpa-2025", id) !== answer("state-actors-2025", id));
    expect(differing).toEqual(["ZW-MARANGE", "RU-UA"]);
    expect(answer("adpa-2025", "RU-UA")).toBe("NOT_COVERED");
    expect(answer("state-actors-2025", "RU-UA")).toBe("COVERED_IF_SO");
    for (const id of differing) expect(factsOf(real(id), "as-reported").actor.STATE_FORCES).toBe("yes");
  });

  test("of the texts of Botswana and of the Russian Federation of 2019 nothing can be said", () => {
    for (const id of caseIds)
      for (const proposal of ["botswana-2019", "russia-2019"] as const)
        expect(answer(proposal, id)).toBe("CANNOT_BE_SAID");
  });

  test("a shipment without controls is no conflict diamond under any text that is known", () => {
    for (const { id, checklist } of proposals)
      if (checklist !== "text-not-known") expect([id, answer(id, "CG-2004")]).toEqual([id, "NOT_COVERED"]);
  });

  test("leaving disputed points open never makes more certain than taking them as reported", () => {
    for (const { checklist } of proposals)
      for (const one of realCases) {
        const open = judge(checklist, factsOf(one, "open")).verdict;
        if (open !== "CANNOT_BE_SAID")
          expect(judge(checklist, factsOf(one, "as-reported")).verdict).toBe(open);
      }
  });

  test("each proposal stands once", () => {
    expect(proposals.map(({ id }) => id)).toEqual([...proposalIds]);
  });
});

// A folder beside the project; without it these tests are skipped.
const conflict = new URL("../../../../shared/data/conflict/", import.meta.url);
const events = new URL("ucdp_ged_231_central_african_republic.csv", conflict);
const actors = new URL("ucdp_actors_221_slim.csv", conflict);

describe.skipIf(!existsSync(events) || !existsSync(actors))(
  "compared with the Uppsala Conflict Data Program",
  () => {
    const rows = (file: URL): readonly Record<string, string>[] =>
      parse(readFileSync(file), { columns: true });

    test("the armed groups of the Central African Republic fought its government from 2013 on", () => {
      const against = rows(events).filter(
        ({ side_a, side_b, year }) =>
          Number(year) >= real("CF-GROUPS").from &&
          side_a === "Government of Central African Republic" &&
          side_b !== "Civilians",
      );
      expect(against.length).toBeGreaterThan(20);
    });

    test("each rebel movement of the table is an actor that is not a government", () => {
      const names = rows(actors);
      for (const name of ["UNITA", "RUF", "RCD", "MLC", "FN", "Seleka"])
        expect(
          names.some(({ NameData = "" }) => NameData === name || NameData.startsWith(`${name} `)),
          name,
        ).toBe(true);
      expect(names.some(({ NameData }) => NameData === "Government of Liberia")).toBe(true);
    });
  },
);
