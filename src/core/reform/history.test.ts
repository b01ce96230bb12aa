import { describe, expect, test } from "vitest";
import { participants } from "#core/kp/participants.ts";
import {
  demandIds,
  demands,
  findDemand,
  fullYears,
  historicCommitments,
  historicCycles,
  praises,
  stateOf,
} from "./history.ts";
import type { Demand, DemandId } from "./history.ts";
import { sourceOf } from "./sources.ts";

const today = "2026-11-27";
const state = (id: DemandId, at = today) => stateOf(findDemand(id) as Demand, at);

describe("the table of demands", () => {
  test("each demand stands once; each occasion once, in the order of time, sourced, with known Participants", () => {
    expect(demands.map(({ id }) => id)).toEqual([...demandIds]);
    const all = demands.flatMap(({ occasions }) => occasions);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, occasions } of demands) {
      expect(
        occasions.map(({ date }) => date),
        id,
      ).toEqual(occasions.map(({ date }) => date).toSorted());
      expect(
        occasions.some(({ kind }) => kind === "RAISED"),
        id,
      ).toBe(true);
      for (const occasion of occasions) {
        expect(occasion.sources.length, occasion.id).toBeGreaterThan(0);
        expect(occasion.kind !== "RAISED" || occasion.pillars.length > 0, occasion.id).toBe(true);
        for (const code of occasion.participants)
          expect(
            participants.some((one) => one.code === code),
            code,
          ).toBe(true);
      }
    }
  });

  test("nothing is dated before its source, and every source has a name and a date", () => {
    const rows = [
      ...demands.flatMap(({ occasions }) => occasions),
      ...praises,
      ...historicCommitments,
      ...historicCycles.map(({ to, ...cycle }) => ({ ...cycle, date: to })),
    ];
    for (const { id, sources } of rows)
      for (const key of sources)
        expect([id, /^\d{4}(-\d{2}){0,2}$/.test(sourceOf(key).date)]).toEqual([id, true]);
  });
});

describe("what became of a demand follows from its occasions", () => {
  test("what no agenda took up was never on one, however often it was objected to", () => {
    expect(state("ukraine")).toMatchObject({
      status: "NEVER_ON_AGENDA",
      firstOnAgenda: null,
      timesRaised: 5,
      pillars: ["G", "C"],
      yearsWaited: 4,
    });
    expect(state("decision-rule")).toMatchObject({
      status: "NEVER_ON_AGENDA",
      firstRaised: "2010",
      yearsWaited: 15,
    });
  });

  test("the last outcome counts, as of the day that is asked about", () => {
    expect(state("secretariat").status).toBe("ADOPTED");
    expect(state("secretariat", "2019-01-01").status).toBe("PARTLY");
    expect(state("definition").status).toBe("NOT_ADOPTED");
    expect(state("definition", "2018-12-31").status).toBe("NOTED");
    expect(state("ministerial", "2023-12-31").status).toBe("NEVER_ON_AGENDA");
  });

  test("every topic of a cycle is a demand, with the state that it had when the cycle ended", () => {
    for (const { topics, to, id } of historicCycles)
      for (const { demand, result } of topics)
        if (id !== "2011") expect([id, demand, state(demand, to).status]).toEqual([id, demand, result]);
  });
});

describe("full years", () => {
  test("are never too many where a date is only a year or a month", () => {
    expect(fullYears("2010", "2022-11-05")).toBe(11);
    expect(fullYears("2012-11-27", "2016-11-26")).toBe(3);
    expect(fullYears("2012-11-27", "2016-11-27")).toBe(4);
    expect(fullYears("2022-11", "2022-11")).toBe(0);
    expect(fullYears("2022", "2022-06")).toBe(0);
  });
});
