import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dateOfDay, dayNumber, isDate } from "./dates.ts";
import { nationalRecognitions, schemeStatuses } from "./history.ts";
import { participants, traders } from "./participants.ts";
import { mayReceiveOn, mayTradeOn, recognisedBy, statusOn } from "./statuses.ts";
import type { StatusRow } from "./statuses.ts";

const status = (participant: string, date: string) => statusOn(schemeStatuses, participant, date).status;
const reason = (participant: string, date: string, zone?: string) => {
  const answer = mayTradeOn(schemeStatuses, participant, date, zone);
  return answer.ok ? "may trade" : answer.reason;
};

describe("cases that happened", () => {
  it("Kenya 2015: its certificates are fakes, it never was a Participant", () => {
    expect(mayTradeOn(schemeStatuses, "KE", "2015-06-01")).toMatchObject({
      ok: false,
      reason: "NOT_A_PARTICIPANT",
      certain: true,
    });
  });

  it("Cameroon: certificates dated before its admission on 14 August 2012 are fakes", () => {
    expect(reason("CM", "2012-08-13")).toBe("NOT_A_PARTICIPANT");
    expect(reason("CM", "2011-01-01")).toBe("NOT_A_PARTICIPANT");
    expect(reason("CM", "2012-08-14")).toBe("may trade");
  });

  it("Republic of the Congo: off the list from 9 July 2004, back in November 2007", () => {
    expect(reason("CG", "2004-07-08")).toBe("may trade");
    expect(mayTradeOn(schemeStatuses, "CG", "2004-07-09")).toMatchObject({
      ok: false,
      reason: "NOT_A_PARTICIPANT",
    });
    expect(reason("CG", "2007-10-31")).toBe("NOT_A_PARTICIPANT");
    expect(mayTradeOn(schemeStatuses, "CG", "2007-11-05")).toMatchObject({ ok: true, certain: false });
    expect(mayTradeOn(schemeStatuses, "CG", "2007-11-30")).toMatchObject({ ok: true, certain: true });
  });

  it("Côte d'Ivoire: embargoed from December 2005 to 29 April 2014", () => {
    expect(reason("CI", "2005-12-14")).toBe("may trade");
    expect(reason("CI", "2005-12-15")).toBe("EMBARGOED");
    expect(reason("CI", "2014-04-28")).toBe("EMBARGOED");
    expect(reason("CI", "2014-04-29")).toBe("may trade");
  });

  it("Venezuela: a Participant that may not trade", () => {
    expect(reason("VE", "2008-06-18")).toBe("may trade");
    expect(reason("VE", "2015-01-01")).toBe("SELF_SUSPENDED");
    expect(mayReceiveOn(schemeStatuses, "VE", "2015-01-01").ok).toBe(false);
  });

  it("Lebanon: left in 2004, back in 2005, on days that no source gives", () => {
    expect(statusOn(schemeStatuses, "LB", "2004-06-01")).toMatchObject({
      status: "NOT_PARTICIPANT",
      certain: false,
    });
    expect(statusOn(schemeStatuses, "LB", "2004-12-31")).toMatchObject({
      status: "NOT_PARTICIPANT",
      certain: true,
    });
    expect(statusOn(schemeStatuses, "LB", "2005-12-31")).toMatchObject({
      status: "PARTICIPANT",
      certain: true,
    });
  });

  it("Central African Republic: nothing may leave from May 2013 to July 2015", () => {
    expect(reason("CF", "2013-05-22")).toBe("may trade");
    expect(reason("CF", "2013-05-23", "Berbérati")).toBe("SUSPENDED");
    expect(reason("CF", "2015-07-16", "Berbérati")).toBe("SUSPENDED");
  });

  it("Central African Republic: from July 2015 only stones of compliant zones, each from its own day", () => {
    expect(reason("CF", "2016-06-10")).toBe("ZONE_REQUIRED");
    expect(reason("CF", "2016-06-10", " ")).toBe("ZONE_REQUIRED");
    expect(reason("CF", "2016-04-30", "Berbérati")).toBe("ZONE_NOT_COMPLIANT");
    expect(mayTradeOn(schemeStatuses, "CF", "2016-05-10", "Berbérati")).toMatchObject({
      ok: true,
      certain: false,
    });
    expect(mayTradeOn(schemeStatuses, "CF", "2016-06-10", "BERBERATI")).toMatchObject({
      ok: true,
      certain: true,
    });
    expect(reason("CF", "2016-06-10", "Carnot")).toBe("ZONE_NOT_COMPLIANT");
    expect(reason("CF", "2017-01-01", "Carnot")).toBe("may trade");
    expect(mayTradeOn(schemeStatuses, "CF", "2017-01-01", "Bria")).toMatchObject({
      ok: false,
      reason: "ZONE_NOT_COMPLIANT",
      certain: true,
    });
    // Eight zones by 2019, four of them unnamed in public: a refusal can no longer be certain.
    expect(mayTradeOn(schemeStatuses, "CF", "2020-01-01", "Bria")).toMatchObject({
      ok: false,
      certain: false,
    });
    expect(reason("CF", "2024-11-15", "Bria")).toBe("may trade");
    expect(mayReceiveOn(schemeStatuses, "CF", "2020-01-01").ok).toBe(true);
  });

  it("Zimbabwe: stones of Marange are barred from November 2009 to November 2011, others are not", () => {
    expect(reason("ZW", "2010-03-01", "Marange")).toBe("ZONE_BARRED");
    expect(reason("ZW", "2010-03-01", "Murowa")).toBe("may trade");
    expect(reason("ZW", "2010-03-01")).toBe("ZONE_REQUIRED");
    expect(reason("ZW", "2011-11-02", "marange")).toBe("ZONE_BARRED");
    expect(reason("ZW", "2011-11-03", "Marange")).toBe("may trade");
  });

  it("Canada and Qatar: six months between the scheme's admission and Canadian law", () => {
    expect(reason("QA", "2021-11-12")).toBe("may trade");
    expect(recognisedBy(nationalRecognitions, "CA", "QA", "2022-05-26")).toEqual({
      recognised: false,
      reason: "NOT_YET_IN_NATIONAL_LAW",
      from: "2022-05-27",
      source: "Canada, Act E-18.5, schedule, SOR/2022-115",
    });
    expect(recognisedBy(nationalRecognitions, "CA", "QA", "2022-05-27").recognised).toBe(true);
    expect(recognisedBy(nationalRecognitions, "CA", "UZ", "2025-01-22").recognised).toBe(false);
    expect(recognisedBy(nationalRecognitions, "CA", "UZ", "2025-01-23").recognised).toBe(true);
    expect(recognisedBy(nationalRecognitions, "CA", "GB", "2021-02-15").recognised).toBe(false);
    expect(recognisedBy(nationalRecognitions, "CA", "GA", "2019-01-27").recognised).toBe(false);
    expect(recognisedBy(nationalRecognitions, "CA", "GA", "2019-01-28").recognised).toBe(true);
  });

  it("a jurisdiction without a known date is taken to follow the scheme, and the answer says that it is assumed", () => {
    expect(recognisedBy(nationalRecognitions, "IN", "QA", "2022-01-01")).toEqual({
      recognised: true,
      assumed: true,
    });
    const repealed = [
      { jurisdiction: "US", participant: "CI", from: "2003-01-01", until: "2008-12-31", source: "x" },
    ];
    expect(recognisedBy(repealed, "US", "CI", "2009-01-01")).toMatchObject({
      reason: "NO_LONGER_IN_NATIONAL_LAW",
    });
  });
});

describe("the history as a whole", () => {
  const counted = (date: string) =>
    traders.filter(({ code }) => {
      const { status: is } = statusOn(schemeStatuses, code, date);
      return code !== "TW" && is !== "NOT_PARTICIPANT";
    }).length;

  it.each([
    ["2014-01-01", 54],
    ["2018-12-31", 55],
    ["2021-02-01", 56],
    ["2022-01-01", 59],
    ["2024-12-01", 60],
    ["2026-11-24", 60],
  ])("has on %s the %i Participants that sources count", (date, expected) => {
    expect(counted(date)).toBe(expected);
  });

  it("leaves nobody in doubt on the days it is asked about from 2017 on", () => {
    for (const { code } of participants) {
      for (const date of ["2017-01-01", "2019-06-30", "2022-06-30", "2026-11-24"]) {
        expect([code, date, statusOn(schemeStatuses, code, date).certain]).toEqual([code, date, true]);
      }
    }
  });

  it("has one row per Participant and day, each with a real day and a source", () => {
    const seen = new Set<string>();
    for (const row of schemeStatuses) {
      expect(isDate(row.from)).toBe(true);
      expect(row.source.length).toBeGreaterThan(5);
      expect(seen.has(`${row.participant} ${row.from}`)).toBe(false);
      seen.add(`${row.participant} ${row.from}`);
      if (row.precision === "month") expect(row.from.slice(8)).toBe("01");
      if (row.precision === "year") expect(row.from.slice(5)).toBe("01-01");
    }
  });

  it("says nothing about the tolerance period of 2003, when lists changed by the month", () => {
    expect(status("CM", "2003-05-05")).toBe("UNKNOWN");
    expect(status("AO", "2003-05-05")).toBe("UNKNOWN");
    expect(reason("AO", "2003-05-05")).toBe("STATUS_UNKNOWN");
    expect(status("AO", "2002-12-31")).toBe("NOT_PARTICIPANT");
  });

  it("does not invent the day of an admission: between the last list without and the first with, it is unknown", () => {
    expect(status("LR", "2003-10-31")).toBe("NOT_PARTICIPANT");
    expect(status("LR", "2006-01-01")).toBe("UNKNOWN");
    expect(status("LR", "2007-05-03")).toBe("PARTICIPANT");
    expect(status("BR", "2003-09-15")).toBe("UNKNOWN");
  });

  it("members of the European Union no longer trade in their own name", () => {
    expect(reason("PL", "2004-04-30")).toBe("may trade");
    expect(reason("PL", "2004-05-01")).toBe("NOT_A_PARTICIPANT");
    expect(reason("HR", "2013-06-30")).toBe("may trade");
    expect(reason("HR", "2013-07-01")).toBe("NOT_A_PARTICIPANT");
  });
});

describe("rows given as data", () => {
  const day = fc.integer({ min: dayNumber("2004-01-01"), max: dayNumber("2026-12-31") }).map(dateOfDay);
  const row = fc.record({
    participant: fc.constantFrom("AA", "BB"),
    status: fc.constantFrom("PARTICIPANT" as const, "NOT_PARTICIPANT" as const, "SUSPENDED" as const),
    from: day,
    precision: fc.constant("day" as const),
    source: fc.constant("test"),
  });

  it("the order of rows does not matter", () => {
    const unique = fc.uniqueArray(row, { selector: (r) => `${r.participant} ${r.from}`, maxLength: 8 });
    fc.assert(
      fc.property(unique, day, (rows, date) => {
        expect(statusOn(rows, "AA", date)).toEqual(statusOn([...rows].reverse(), "AA", date));
      }),
    );
  });

  it("a row speaks from its first day until the next row's, and not a day longer", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (from, days) => {
        const end = addDays(from, days);
        const rows: StatusRow[] = [
          { participant: "AA", status: "PARTICIPANT", from, precision: "day", source: "a" },
          {
            participant: "AA",
            status: "SUSPENDED",
            from: end,
            until: addDays(end, 1),
            precision: "day",
            source: "b",
          },
        ];
        expect(statusOn(rows, "AA", addDays(from, -1)).status).toBe("NOT_PARTICIPANT");
        expect(statusOn(rows, "AA", from).status).toBe("PARTICIPANT");
        expect(statusOn(rows, "AA", addDays(end, -1)).status).toBe("PARTICIPANT");
        expect(statusOn(rows, "AA", end).status).toBe("SUSPENDED");
        // A row that ended without a successor leaves silence, and silence does not trade.
        expect(statusOn(rows, "AA", addDays(end, 1)).status).toBe("UNKNOWN");
        expect(mayTradeOn(rows, "AA", addDays(end, 1)).ok).toBe(false);
      }),
    );
  });
});
