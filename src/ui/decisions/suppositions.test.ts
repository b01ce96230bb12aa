import { describe, expect, it } from "vitest";
import { grouped, suppositionsIn, suppositionText } from "./suppositions.ts";

const seats = new Set(["SL", "WDC", "CSC-ZELA"]);
const clauses = new Set(["1", "2", "2.1"]);

describe("suppositions in an address", () => {
  it("are read back as they were written", () => {
    for (const text of ["SL.S", "CSC-ZELA.O.2", "WDC.N.2.1"])
      expect(suppositionsIn([text], seats, clauses).map(suppositionText)).toEqual([text]);
  });

  it("leave out what is no seat, no position and no clause of the item", () => {
    expect(suppositionsIn(["XX.S", "SL.Z", "SL.S.9", "", "SL", "<b>.S"], seats, clauses)).toEqual([]);
  });

  it("keep the last of two for the same seat and clause", () => {
    expect(suppositionsIn(["SL.S", "SL.O"], seats, clauses).map(suppositionText)).toEqual(["SL.O"]);
  });

  it("are no more than two hundred, whatever is asked", () => {
    const many = Array.from({ length: 5_000 }, (_, place) => `S${place}.S`);
    expect(suppositionsIn(many, new Set(many.map((one) => one.slice(0, -2))), clauses)).toHaveLength(200);
  });

  it("are told together where seats are supposed to do the same", () => {
    expect(grouped(suppositionsIn(["SL.S,WDC.S,CSC-ZELA.O.2"], seats, clauses))).toEqual([
      { code: "S", on: "ALL", seats: ["SL", "WDC"] },
      { code: "O", on: "2", seats: ["CSC-ZELA"] },
    ]);
  });
});
