// Who chaired the scheme in which year, as far as a source says, and what the sources say of the duties that go with it.
// A year of the calendar; from 1 January to 31 December. What no source names is absent, not guessed.
export const officeCodes = ["CHAIR", "VICE_CHAIR"] as const;
export type OfficeCode = (typeof officeCodes)[number];

/** HELD as chosen · EXTENDED by a written procedure · CUSTODIAN: kept a year for which there was no Vice-Chair to move up. */
export type OfficeBasis = "HELD" | "EXTENDED" | "CUSTODIAN" | "EXPECTED";

export interface PastChair {
  readonly year: number;
  readonly who: string;
  readonly basis: OfficeBasis;
  readonly source: string;
}

const list = "kimberleyprocess.com, list of Chairs";

export const chairs: readonly PastChair[] = [
  ...held(2003, list, "ZA CA RU BW EU"),
  { year: 2008, who: "IN", basis: "HELD", source: "Rapaport, the chair of 2008" },
  ...held(2009, list, "NA IL CD US"),
  { year: 2013, who: "ZA", basis: "HELD", source: "The Retail Jeweller India, 2011" },
  ...held(2014, list, "CN AO AE AU EU IN"),
  { year: 2020, who: "RU", basis: "HELD", source: list },
  {
    year: 2021,
    who: "RU",
    basis: "EXTENDED",
    source: "written procedure of 2020: 46 in favour, none against (GJ Town India)",
  },
  ...held(2022, list, "BW ZW AE"),
  {
    year: 2025,
    who: "AE",
    basis: "CUSTODIAN",
    source:
      "kimberleyprocess.com, governance; Rapaport on the African producers, 2024: no Vice-Chair of 2024 to move up",
  },
  { year: 2026, who: "IN", basis: "HELD", source: "Chair for 2026 as announced by India, January 2026" },
  {
    year: 2027,
    who: "GH",
    basis: "EXPECTED",
    source: "Chair for 2026 as announced by India, January 2026: Vice-Chair Ghana",
  },
];

function held(from: number, source: string, codes: string): readonly PastChair[] {
  return codes.split(" ").map((who, i) => ({ year: from + i, who, basis: "HELD" as const, source }));
}

export const dutyCodes = [
  "take-over",
  "programme",
  "annual-reports",
  "intersessional",
  "vice-chair-candidates",
  "circulate-amendments",
  "invite-observers",
  "plenary",
  "communique",
  "handover",
] as const;

export interface ChairDuty {
  readonly code: (typeof dutyCodes)[number];
  /** Month and day by which it is due in the chair's year; null: no source gives a day. */
  readonly due: string | null;
  readonly source: string;
}

export const chairDuties: readonly ChairDuty[] = [
  {
    code: "take-over",
    due: "01-01",
    source: "World Diamond Council, structure of the scheme: a calendar year",
  },
  { code: "programme", due: null, source: "practice of Chairs; Core Document VI 4" },
  { code: "annual-reports", due: "03-31", source: "general knowledge: annual reports are due on 31 March" },
  { code: "intersessional", due: "06-30", source: "practice: a meeting in the middle of the year" },
  {
    code: "vice-chair-candidates",
    due: null,
    source: "kimberleyprocess.com, CPC: prepares candidates for Vice-Chair",
  },
  {
    code: "circulate-amendments",
    due: null,
    source: "Core Document VI 17–19: proposals 90 days before the Plenary",
  },
  {
    code: "invite-observers",
    due: null,
    source: "Core Document VI 10: Observers are invited to the Plenary",
  },
  { code: "plenary", due: "11-30", source: "Core Document VI 1; practice: in November" },
  {
    code: "communique",
    due: null,
    source: "World Diamond Council: decisions take effect with the communiqué",
  },
  { code: "handover", due: "12-31", source: "Core Document VI 4: until the end of the term" },
];

/** A dated step on the way to the Secretariat in Gaborone, as the sources tell it. */
export interface HostStep {
  readonly when: string;
  readonly code: string;
  readonly who: readonly string[];
  readonly source: string;
}

export const hostHistory: readonly HostStep[] = [
  { when: "2016", code: "recognised", who: [], source: "Final communiqué, Dubai plenary (2016)" },
  {
    when: "2018",
    code: "established",
    who: [],
    source: "kimberleyprocess.com, plenary of 2018: administrative decision",
  },
  { when: "2019", code: "interest", who: ["AT", "BW", "CN", "RU", "US"], source: "GJEPC, 2019-11-25" },
  { when: "2022", code: "bids", who: ["AT", "CN", "BW"], source: "Rapaport, secretariat, 2022" },
  { when: "2022", code: "withdrew", who: ["AT", "CN"], source: "Rapaport, secretariat, 2022" },
  { when: "2022-11-04", code: "chosen", who: ["BW"], source: "Mmegi, secretariat, 2022: unanimous" },
  { when: "2023", code: "terms", who: [], source: "Heera Zhaveraat 12973-2 (2024)" },
  { when: "2024-04-23", code: "agreement", who: ["BW"], source: "Heera Zhaveraat 12973-2 (2024)" },
  { when: "2024-10-08", code: "opened", who: ["BW"], source: "Heera Zhaveraat 12973-2 (2024)" },
];

/** What a state must have before it takes part; the sections of the Core Document say why. */
export const minimumRequirements = [
  { code: "certificate", source: "Core Document II, Annex I" },
  { code: "authorities", source: "Core Document IV b" },
  { code: "internal-controls", source: "Core Document IV a" },
  { code: "containers", source: "Core Document IV c" },
  { code: "penalties", source: "Core Document IV d" },
  { code: "statistics", source: "Core Document IV e, V b, Annex III" },
  { code: "trade-undertakings", source: "Core Document III" },
  { code: "information", source: "Core Document V a: laws, rules and practices with an English synopsis" },
  {
    code: "specimen",
    source: "Core Document II d: the certificate's features are notified through the Chair",
  },
] as const;
