// The table of real decisions: complete, dated, sourced, and the same as the shared list where that is present.
import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { decisionSources } from "./decision-sources.ts";
import { realDecisions } from "./decisions.ts";
import { daysOf, participantCounts, participantsOn } from "./participant-counts.ts";
import { findParticipant } from "./participants.ts";

const shared = new URL("../../../../shared/data/governance/kp_decisions_2003_2025.csv", import.meta.url);

describe("the real decisions", () => {
  it("are fifty-two, numbered in order, each dated and sourced", () => {
    expect(realDecisions.map(({ id }) => id)).toEqual(
      Array.from({ length: 52 }, (_, i) => `D${String(i + 1).padStart(2, "0")}`),
    );
    for (const { id, date, sources, matter } of realDecisions) {
      expect(daysOf(date), id).toBeDefined();
      expect(sources.length, id).toBeGreaterThan(0);
      expect(Math.min(matter.en.length, matter.fr.length), id).toBeGreaterThan(5);
    }
  });

  it("name nobody on both sides, and only Participants", () => {
    for (const { id, support, objections, subjects } of realDecisions) {
      const [fors, against] = [support?.named ?? [], objections?.named ?? []];
      expect(
        fors.filter((code) => against.includes(code)),
        id,
      ).toEqual([]);
      const codes = [
        ...fors,
        ...against,
        ...(support?.reported ?? []),
        ...(objections?.reported ?? []),
        ...(subjects ?? []),
      ];
      for (const code of codes) expect(findParticipant(code), `${id} ${code}`).toBeDefined();
    }
  });

  it("use every source of the list and no other", () => {
    const used = new Set<string>(realDecisions.flatMap(({ sources }) => sources));
    for (const { source } of participantCounts)
      for (const key of Object.keys(decisionSources)) if (source.startsWith(key)) used.add(key);
    expect([...used].sort()).toEqual(Object.keys(decisionSources).sort());
  });

  it.skipIf(!existsSync(shared))("agree with the shared list in number, date, procedure and result", () => {
    const rows = parse(readFileSync(shared), { columns: true }) as Record<string, string>[];
    expect(realDecisions.map(({ id, date, procedure, result }) => [id, date, procedure, result])).toEqual(
      rows.map((row) => [
        row["id"],
        row["date"],
        row["procedure"],
        row["result"]?.replace(" (first ever)", ""),
      ]),
    );
  });
});

describe("how many Participants there were", () => {
  it("is a number where a source counts and a range in between", () => {
    expect(participantsOn("2015-07-17")).toEqual({ least: 54, most: 54 });
    expect(participantsOn("2020-08-18")).toEqual({ least: 55, most: 55 });
    expect(participantsOn("2022-06-20")).toEqual({ least: 59, most: 59 });
    expect(participantsOn("2025-11-21")).toEqual({ least: 60, most: 60 });
    expect(participantsOn("2024-11")).toEqual({ least: 59, most: 60 });
    expect(participantsOn("2003")).toEqual({ least: 39, most: 52 });
  });

  it("has a row for every day of the scheme", () => {
    for (const [i, { from }] of participantCounts.entries()) {
      const before = participantCounts[i - 1];
      if (before !== undefined) expect(Date.parse(from) - Date.parse(before.to), from).toBe(24 * 3600 * 1000);
    }
  });

  it("is not known before the scheme, nor for what is no date", () => {
    expect(participantsOn("2002-12-31")).toBeUndefined();
    for (const text of ["", "2015-13", "2015-02-30", "2015-09/08", "15-07-17", "2015-07-17T"])
      expect(participantsOn(text), text).toBeUndefined();
  });
});
