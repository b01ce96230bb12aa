// A list of decisions is read strictly, row by row, and says no more than its text.
import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { realDecisions } from "../../kp/decisions.ts";
import { readRow } from "./rows.ts";
import type { Row } from "./rows.ts";
import { readSide } from "./sides.ts";

const shared = new URL("../../../../../shared/data/governance/kp_decisions_2003_2025.csv", import.meta.url);

const good: Row = {
  id: "X1",
  date: "2022-06-20",
  procedure: "I",
  matter: "anything",
  result: "BLOCKED",
  named_support: "UA EU",
  named_object: "RU",
  note_and_source_keys: "",
};

function problemOf(row: Row): string {
  const read = readRow(row);
  return read.ok ? "read" : `${read.column}: ${read.problem.code}`;
}

describe("one side of a decision", () => {
  const side = (text: string) => {
    const read = readSide(text);
    if (!read.ok) throw new Error(read.problem.code);
    return read.side;
  };

  it("names whom all its sources name, and reports whom only some do", () => {
    const { named, reported } = side("US CA EU (JCK11); US CA IL (RAP-JUN11)");
    expect(named).toEqual(["US", "CA"]);
    expect([...reported].sort()).toEqual(["EU", "IL"]);
    expect(side("RU BY CF KG ML (letters, REUT22); CN reported (MM-KAS22)").reported).toEqual(["CN"]);
  });

  it("takes a count for exact and words for nothing", () => {
    expect(side("30 of 54")).toMatchObject({ total: 30, of: 54 });
    expect(side("0").total).toBe(0);
    expect(side("none in the end").total).toBe(0);
    expect(side("not named")).toEqual({ named: [], reported: [], pillars: [] });
    expect(side('"wide majority": ADPA members, WDC; AE (Chair)')).toEqual({
      named: ["AE"],
      reported: [],
      pillars: ["I"],
    });
  });

  it("does not read what is said of one candidate as said of the matter", () => {
    expect(side('BY: "Western countries"; QA: IL; AE 3rd year: ZA (talks after the Plenary)').named).toEqual(
      [],
    );
  });

  it("refuses a code that is no Participant", () => {
    expect(readSide("RU XX")).toEqual({ ok: false, problem: { code: "unknown-code", word: "XX" } });
    expect(readSide("61 of 60")).toMatchObject({ problem: { code: "counts-differ" } });
    expect(readSide("A".repeat(501))).toMatchObject({ problem: { code: "text-too-long" } });
  });
});

describe("a row", () => {
  it.each([
    [{}, "read"],
    [{ id: " " }, "id: id-missing"],
    [{ date: "20 June 2022" }, "date: not-a-date"],
    [{ date: "2022-06-31" }, "date: not-a-date"],
    [{ date: "2002-11-05" }, "date: before-the-scheme"],
    [{ procedure: "Z" }, "procedure: unknown-procedure"],
    [{ result: "VETOED" }, "result: unknown-result"],
    [{ result: "BLOCKED (first ever)" }, "read"],
    [{ named_support: "UA ZZ" }, "named_support: unknown-code"],
    [{ named_object: "UA" }, "named_object: on-both-sides"],
    [{ named_support: "60" }, "named_support: more-than-there-were"],
    [{ class: "K9" }, "class: unknown-class"],
    [{ subjects: "QQ" }, "subjects: unknown-code"],
  ] as const)("with %j: %s", (change, expected) => {
    expect(problemOf({ ...good, ...change })).toBe(expected);
  });

  it("takes class and subjects from the table only when it is the same decision", () => {
    const same = readRow({ ...good, id: "D24", date: "2015-07-17" });
    expect(same.ok && same.decision).toMatchObject({ class: "K3", subjects: ["CF"] });
    const other = readRow({ ...good, id: "D24" });
    expect(other.ok && other.decision.class).toBeUndefined();
  });
});

describe.skipIf(!existsSync(shared))("the shared list", () => {
  const rows = existsSync(shared) ? (parse(readFileSync(shared), { columns: true }) as Row[]) : [];

  it("is read to the last row", () => {
    expect(rows.map(problemOf).filter((problem) => problem !== "read")).toEqual([]);
  });

  it("names whom our table names, on the same side", () => {
    for (const [i, row] of rows.entries()) {
      const read = readRow(row);
      const ours = realDecisions[i];
      if (!read.ok || ours === undefined) throw new Error("not read");
      const of = (side?: { named?: readonly string[]; reported?: readonly string[]; total?: number }) => ({
        named: [...(side?.named ?? [])].sort(),
        reported: [...(side?.reported ?? [])].sort(),
        total: side?.total,
      });
      expect({ id: ours.id, ...of(read.decision.support) }).toEqual({ id: ours.id, ...of(ours.support) });
      if (ours.id !== "D25")
        expect({ id: ours.id, ...of(read.decision.objections) }).toEqual({
          id: ours.id,
          ...of(ours.objections),
        });
    }
  });
});
