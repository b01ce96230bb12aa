// The scheme's own history as dated rows: every Participant of today, those absorbed by the European Union, and the
// cases that tested the rules (Congo 2004, Côte d'Ivoire 2005, Venezuela 2008, Marange 2009, Central African Republic 2013).
// Where no source gives a day of admission, the row carries the earliest day a source gives, marked `atLatest`.
import type { IsoDate } from "./dates.ts";
import type { Precision, RecognitionRow, StatusRow, ZoneRow } from "./statuses.ts";

const firstList = "Participants' list of 2003-08-31 (Professional Jeweler, 2003-08-07)";
const secondList = "Chair notice 2003-10-31";
const unionList = "Regulation (EC) 2368/2002 Annex II as consolidated on 2007-02-14";
const canada = "Canada, Act E-18.5, schedule";
const unitedStates =
  "United States, Department of State, Participants' list under the Clean Diamond Trade Act";

/** Neither on the list of August 2003 nor on that of October. */
const onNeitherList = ["BD", "GH", "LR", "MX", "NO", "NZ", "SG", "SZ", "TR"];

const zone = (name: string, from: IsoDate, precision: Precision, source: string, note?: string): ZoneRow =>
  note === undefined
    ? { zone: name, from, precision, source }
    : { zone: name, from, precision, source, note };

const centralAfricanZones: readonly ZoneRow[] = [
  zone("Berbérati", "2016-05-01", "month", "Monitoring Team, May 2016; announced 2016-06-06"),
  zone("Boda", "2016-09-01", "year", "Monitoring Team, autumn 2016"),
  zone("Carnot", "2016-09-01", "year", "Monitoring Team, autumn 2016"),
  zone("Nola", "2016-09-01", "year", "Monitoring Team, autumn 2016"),
];

const marange = (from: IsoDate, precision: Precision, source: string, note: string): readonly ZoneRow[] => [
  zone("Marange", from, precision, source, note),
];

export const schemeStatuses: readonly StatusRow[] = [
  ...byLatest(
    "2003-08-31",
    firstList,
    "AE AM AO AU BW BY CA CD CF CG CH CI CN EU GN GY HR HU IL IN JP KR LA LB LK LS MU NA PL RU SI SL TH TZ UA US VE ZA ZW",
  ),
  {
    participant: "TW",
    status: "TRADING_ENTITY",
    from: "2003-08-31",
    precision: "day",
    atLatest: true,
    source: `${firstList}; note to ${secondList}`,
    note: "The rough diamond-trading entity of Chinese Taipei meets the minimum requirements and is not a Participant.",
  },

  // Dropped when the tolerance period ended, listed two months later.
  ...notListed("2003-08-31", firstList, ["BG", "BR", "MY", "RO", "TG", "VN"]),
  ...byLatest("2003-10-31", secondList, "BG BR MY RO TG VN"),

  // Later Participants whose admission no source dates.
  ...notListed("2003-08-31", firstList, onNeitherList),
  ...notListed("2003-10-31", secondList, onNeitherList),
  ...byLatest("2007-02-14", unionList, "BD GH NO NZ SG"),
  ...byLatest("2007-05-03", `${unitedStates} of 2007-05-03, which adds Liberia`, "LR"),
  ...byLatest("2008-12-31", `${unitedStates} of 2008-12-31, which adds Mexico`, "MX"),
  ...byLatest("2013-12-17", "public statistics: return for 2012 entered on 2013-12-17", "SZ"),
  ...byLatest("2016-01-01", "General Assembly debate GA/11887: review visit of 2016", "TR", "year"),

  // Admissions with a date.
  ...admitted("2005-01-01", "year", "Moscow Plenary communiqué 2005", "ID"),
  ...admitted(
    "2012-08-14",
    "day",
    "written procedure, Chair notice 2012-08-14 (Regulation (EU) 947/2012 recital 1)",
    "CM",
  ),
  ...admitted("2012-11-30", "day", "Washington Plenary communiqué 2012-11-30, paragraph 3", "KH KZ PA"),
  ...admitted("2013-01-01", "year", "Participants' list of 2013 (54 Participants, 81 countries)", "ML"),
  ...admitted("2018-11-01", "month", "Brussels Plenary, November 2018", "GA"),
  {
    participant: "GB",
    status: "PARTICIPANT",
    from: "2021-01-01",
    precision: "month",
    source: "Participants' list of January 2021",
    note: "Before, its shipments travelled as the European Union's.",
  },
  ...admitted("2021-11-12", "day", "Moscow Plenary 2021-11-12", "KG MZ QA"),
  ...admitted("2024-11-15", "day", "Dubai Plenary 2024-11-15", "UZ"),

  // Participants in their own right until they acceded to the European Union.
  ...absorbed("2004-05-01", ["HU", "PL", "SI"]),
  ...absorbed("2007-01-01", ["BG", "RO"]),
  ...absorbed("2013-07-01", ["HR"]),

  {
    participant: "CG",
    status: "NOT_PARTICIPANT",
    from: "2004-07-09",
    precision: "day",
    source: "Chair's revised list 2004-07-09 after the mission report of 2004-06-16",
    note: "Exports far above what the mines could yield; customs were to refuse every certificate at once.",
  },
  {
    participant: "CG",
    status: "PARTICIPANT",
    from: "2007-11-01",
    precision: "month",
    source: "Brussels Plenary, November 2007",
  },

  {
    participant: "LB",
    status: "NOT_PARTICIPANT",
    from: "2004-01-01",
    precision: "year",
    source: "left in 2004: Moscow Plenary communiqué 2005",
  },
  {
    participant: "LB",
    status: "PARTICIPANT",
    from: "2005-01-01",
    precision: "year",
    source: "rejoined in 2005: Moscow Plenary communiqué 2005",
  },

  {
    participant: "CI",
    status: "EMBARGOED",
    from: "2005-12-15",
    precision: "day",
    source: "Security Council resolution 1643 (2005); its day is general knowledge",
    note: "The Moscow Plenary of 2005-11-17 had called for measures against stones from the rebel-held north.",
  },
  {
    participant: "CI",
    status: "PARTICIPANT",
    from: "2014-04-29",
    precision: "day",
    source: "Security Council resolution 2153 (2014)",
    note: "The Chair asked Participants to resume trade on 2014-10-08.",
  },

  {
    participant: "VE",
    status: "SELF_SUSPENDED",
    from: "2008-06-19",
    precision: "day",
    source: "Intersessional, New Delhi 2008-06-19; Johannesburg Plenary communiqué 2013, paragraph 5",
    note: "Still marked so on the Participants' list. The United States removed the mark from its own list on 2017-04-26.",
  },

  {
    participant: "ZW",
    status: "CONDITIONAL",
    from: "2009-11-01",
    precision: "month",
    source: "Swakopmund Plenary 2009: Joint Work Plan for Marange",
    zonesBarred: marange(
      "2009-11-01",
      "month",
      "Swakopmund Plenary 2009: Joint Work Plan for Marange",
      "Only what the Kimberley Process Monitor approved was to be exported.",
    ),
  },
  {
    participant: "ZW",
    status: "CONDITIONAL",
    from: "2010-07-15",
    precision: "day",
    source: "St Petersburg agreement 2010-07-15",
    zonesBarred: marange(
      "2010-07-15",
      "day",
      "St Petersburg agreement 2010-07-15",
      "Limited exports under the Monitor's eye; the Chair's own authorisations of March and June 2011 were contested.",
    ),
  },
  {
    participant: "ZW",
    status: "PARTICIPANT",
    from: "2011-11-03",
    precision: "day",
    source: "Kinshasa Plenary, Administrative Decision on Marange, 2011-11-03",
  },

  {
    participant: "CF",
    status: "SUSPENDED",
    from: "2013-05-23",
    precision: "day",
    source: "Administrative Decision 2013-05-23",
  },
  {
    participant: "CF",
    status: "CONDITIONAL",
    from: "2015-07-17",
    precision: "day",
    source: "Administrative Decision 2015-07-17 and Operational Framework",
    zonesOnly: centralAfricanZones,
    pictures: true,
    note: "The tripartite Monitoring Team examined each export before it left.",
  },
  {
    participant: "CF",
    status: "CONDITIONAL",
    from: "2019-11-22",
    precision: "day",
    source: "New Delhi Plenary 2019-11-22, revised Operational Framework",
    zonesOnly: centralAfricanZones,
    unnamedZones: 4,
    pictures: true,
    note: "No prior approval any more. Eight zones were compliant by 2019; public sources name four.",
  },
  {
    participant: "CF",
    status: "PARTICIPANT",
    from: "2024-11-15",
    precision: "day",
    source: "Dubai Plenary 2024-11-15",
    note: "Contingent upon enhanced vigilance.",
  },
];

/** When a jurisdiction's own law followed the scheme. Only days that a source gives; no row means no day is known. */
export const nationalRecognitions: readonly RecognitionRow[] = [
  recognition("CA", "GA", "2019-01-28", `${canada}, SOR/2019-24`),
  recognition("CA", "GB", "2021-02-16", `${canada}, SOR/2021-17`),
  recognition("CA", "KG", "2022-05-27", `${canada}, SOR/2022-115`),
  recognition("CA", "MZ", "2022-05-27", `${canada}, SOR/2022-115`),
  recognition("CA", "QA", "2022-05-27", `${canada}, SOR/2022-115`),
  recognition("CA", "UZ", "2025-01-23", `${canada}, SOR/2025-2`),
  recognition("US", "KH", "2013-02-21", `${unitedStates}, 78 FR 12135`),
  recognition("US", "CM", "2013-02-21", `${unitedStates}, 78 FR 12135`),
  recognition("US", "KZ", "2013-02-21", `${unitedStates}, 78 FR 12135`),
  recognition("US", "PA", "2013-02-21", `${unitedStates}, 78 FR 12135`),
  recognition("US", "GB", "2021-01-08", `${unitedStates}, notice of 2021-01-08`),
  recognition("US", "KG", "2022-04-06", `${unitedStates}, notice of 2022-04-06`),
  recognition("US", "MZ", "2022-04-06", `${unitedStates}, notice of 2022-04-06`),
  recognition("US", "QA", "2022-04-06", `${unitedStates}, notice of 2022-04-06`),
  recognition("US", "UZ", "2025-03-06", `${unitedStates}, 90 FR 11454`),
];

function byLatest(
  from: IsoDate,
  source: string,
  participants: string,
  precision: Precision = "day",
): StatusRow[] {
  return participants
    .split(" ")
    .map((participant) => ({ participant, status: "PARTICIPANT", from, precision, atLatest: true, source }));
}

function admitted(from: IsoDate, precision: Precision, source: string, participants: string): StatusRow[] {
  return participants
    .split(" ")
    .map((participant) => ({ participant, status: "PARTICIPANT", from, precision, source }));
}

function notListed(from: IsoDate, source: string, participants: readonly string[]): StatusRow[] {
  return participants.map((participant) => ({
    participant,
    status: "NOT_PARTICIPANT",
    from,
    precision: "day",
    source,
  }));
}

function absorbed(from: IsoDate, participants: readonly string[]): StatusRow[] {
  return participants.map((participant) => ({
    participant,
    status: "NOT_PARTICIPANT",
    from,
    precision: "day",
    source: "accession to the European Union (general knowledge)",
    note: "Its shipments travel as the European Union's.",
  }));
}

function recognition(
  jurisdiction: string,
  participant: string,
  from: IsoDate,
  source: string,
): RecognitionRow {
  return { jurisdiction, participant, from, source };
}
