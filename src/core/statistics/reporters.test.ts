// Names and codes of statistics: "NA" is Namibia, sums are nobody, and what is not known is told.
import { describe, expect, it } from "vitest";
import { participants } from "../kp/participants.ts";
import { findReporter, nameDates } from "./reporters.ts";

describe("a reporter", () => {
  it.each([
    ["NA", "NA"],
    ["Namibia", "NA"],
    ["Congo, Democratic Republic of", "CD"],
    ["DR Congo (Zaire)", "CD"],
    ["Congo, Republic of", "CG"],
    ["Cote D'ivoire", "CI"],
    ["Côte d’Ivoire", "CI"],
    ["China, People's Republic of", "CN"],
    ["Korea, Republic of", "KR"],
    ["EU", "EU"],
    ["Chinese Taipei", "TW"],
  ])("%s is %s", (name, code) => {
    expect(findReporter(name)).toEqual({ kind: "PARTICIPANT", code });
  });

  it("is found by every name and code of the Participants’ list", () => {
    for (const { code, names } of participants)
      for (const name of [code, ...Object.values(names)])
        expect([name, findReporter(name)?.code]).toEqual([name, code]);
  });

  it.each(["World", "WORLD", "Others", "Total"])("%s is a sum and nobody’s return", (name) => {
    expect(findReporter(name)?.kind).toBe("AGGREGATE");
  });

  it("may be a country that is on the list no more or never was", () => {
    const named = ["Croatia", "BE", "Belgique", "Hong Kong", "Guinea Bissau"].map(findReporter);
    expect(named).toEqual(["HR", "BE", "BE", "HK", "GW"].map((code) => ({ kind: "COUNTRY", code })));
  });

  it.each(["", "N/A", "Atlantis", "na", "XX", "Congo", "Guinea Conakry", "x".repeat(5_000)])(
    "is not guessed from %j",
    (name) => {
      expect(findReporter(name)).toBeUndefined();
    },
  );

  it("says on which days a name was the state’s own", () => {
    expect(nameDates("Swaziland")).toEqual({ last: "2018-04-18" });
    expect(nameDates("Zaire")).toEqual({ from: "1971-10-27", last: "1997-05-16" });
    expect(nameDates("Angola")).toBeUndefined();
  });
});
