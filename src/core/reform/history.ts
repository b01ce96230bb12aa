// What was asked for, by whom, how often, and what became of it: the public history of reform, as dated rows with their
// sources, in our own words (locale files, `reform.occasion.<id>`). Praise stands beside demands. What was asked on this
// record itself is not here: that are acts.
import type { SourceKey } from "./sources.ts";

export type ReformPillar = "G" | "I" | "C";

/**
 * RAISED: asked for. ON_AGENDA: taken up by an agenda or a cycle. OBJECTED: somebody objected to dealing with it. The others
 * are what came of it.
 */
export type OccasionKind =
  | "RAISED"
  | "ON_AGENDA"
  | "OBJECTED"
  | "NOTED"
  | "NOT_ADOPTED"
  | "PARTLY"
  | "ADOPTED";

export interface Occasion {
  /** Words: `reform.occasion.<id>`. */
  readonly id: string;
  /** A day, a month or a year, as the source gives it. */
  readonly date: string;
  readonly kind: OccasionKind;
  readonly pillars: readonly ReformPillar[];
  /** Participants named by the source, by code. */
  readonly participants: readonly string[];
  readonly sources: readonly SourceKey[];
}

export const demandIds = [
  "definition",
  "decision-rule",
  "ukraine",
  "suspension",
  "ministerial",
  "protection",
  "communities",
  "secretariat",
  "fund",
  "peer-review",
  "sourcing",
  "core-document",
  "parallel-rules",
] as const;
export type DemandId = (typeof demandIds)[number];

export interface Demand {
  readonly id: DemandId;
  readonly occasions: readonly Occasion[];
}

const on = (
  id: string,
  date: string,
  kind: OccasionKind,
  pillars: string,
  participants: string,
  ...sources: readonly SourceKey[]
): Occasion => ({
  id,
  date,
  kind,
  pillars: Array.from(pillars) as ReformPillar[],
  participants: participants === "" ? [] : participants.split(" "),
  sources,
});

export const demands: readonly Demand[] = [
  {
    id: "definition",
    occasions: [
      on("definition-ckr", "2011-11", "ON_AGENDA", "", "", "CKR11", "CKR12"),
      on("definition-us", "2012-11", "RAISED", "G", "US", "DIAM12"),
      on("definition-csc-12", "2012-11-27", "RAISED", "C", "", "CSC12"),
      on("definition-wdc-17", "2017-12-11", "RAISED", "I", "", "WDC17"),
      on("definition-ca", "2018-11-12", "RAISED", "GIC", "CA", "CAN18"),
      on("definition-noted", "2018-11-16", "NOTED", "", "", "CSC18"),
      on("definition-delhi", "2019-11-22", "NOT_ADOPTED", "", "", "GJ19"),
      on("definition-csc-21", "2021-11", "RAISED", "C", "", "CSC21"),
      on("definition-kasane", "2022-06-13", "RAISED", "G", "UA EU AU GB CA US", "REUT22"),
      on("definition-csc-22", "2022-06-30", "RAISED", "C", "", "CSC-KAS22"),
      on("definition-cycle", "2022-11-04", "ON_AGENDA", "", "", "WDC-2022"),
      on("definition-adpa", "2025-05-16", "RAISED", "G", "", "JNET25", "CR25"),
      on("definition-dubai", "2025-11-21", "NOT_ADOPTED", "", "", "KRAW25", "RUB25"),
    ],
  },
  {
    id: "decision-rule",
    occasions: [
      on("rule-gw", "2010", "RAISED", "C", "", "DIIGO10"),
      on("rule-ddi", "2017", "RAISED", "C", "", "DDI17"),
      on("rule-kasane", "2022-06", "RAISED", "C", "", "GAZ22"),
      on("rule-csc-22", "2022-11-05", "RAISED", "C", "", "CSC22"),
    ],
  },
  {
    id: "ukraine",
    occasions: [
      on("ukraine-kasane", "2022-06-13", "RAISED", "GC", "UA EU AU GB CA US", "REUT22", "CSC-KAS22"),
      on("ukraine-kasane-no", "2022-06-13", "OBJECTED", "G", "RU BY CF KG ML", "REUT22", "RU22"),
      on("ukraine-gaborone", "2022-11", "RAISED", "GC", "", "CSC22", "WDC-2022"),
      on("ukraine-falls", "2023-11", "RAISED", "GC", "UA GB US EU CA AU", "CSC23"),
      on("ukraine-falls-no", "2023-11-14", "OBJECTED", "G", "RU", "RU23"),
      on("ukraine-24", "2024-11", "RAISED", "G", "UA US CA EU", "US24"),
      on("ukraine-25", "2025-11-21", "RAISED", "G", "CA UA", "CA25"),
    ],
  },
  {
    id: "suspension",
    occasions: [on("suspension-csc", "2022-06-30", "RAISED", "C", "", "CSC-KAS22")],
  },
  {
    id: "ministerial",
    occasions: [
      on("ministerial-csc", "2022-11-05", "RAISED", "C", "", "CSC22"),
      on("ministerial-dubai", "2025-11-20", "PARTLY", "", "", "GH25", "CA25"),
    ],
  },
  {
    id: "protection",
    occasions: [
      on("protection-maguwu", "2010-06-18", "RAISED", "C", "", "IMPACT10"),
      on("protection-csc", "2022-11-05", "RAISED", "C", "", "CSC22"),
    ],
  },
  {
    id: "communities",
    occasions: [
      on("communities-csc", "2022-11", "RAISED", "C", "", "CSC-OPEN22"),
      on("communities-guide", "2025-05-16", "PARTLY", "", "", "CR25"),
    ],
  },
  {
    id: "secretariat",
    occasions: [
      on("secretariat-csc", "2012-11-27", "RAISED", "C", "", "CSC12"),
      on("secretariat-16", "2016-11-17", "NOTED", "", "", "COM16"),
      on("secretariat-wdc", "2017-12-11", "RAISED", "I", "", "WDC17"),
      on("secretariat-18", "2018-11-16", "PARTLY", "", "", "KP-2018"),
      on("secretariat-host", "2022-11-04", "PARTLY", "", "BW", "MM-SEC22"),
      on("secretariat-open", "2024-10-08", "ADOPTED", "", "BW", "STAR24"),
    ],
  },
  {
    id: "fund",
    occasions: [
      on("fund-16", "2016-11-17", "NOTED", "", "", "COM16"),
      on("fund-csc", "2019-11-22", "RAISED", "C", "", "CSC19"),
      on("fund-areas", "2019-11-22", "ON_AGENDA", "", "", "GJ19"),
    ],
  },
  {
    id: "peer-review",
    occasions: [
      on("review-wdc", "2017-12-11", "RAISED", "I", "", "WDC17"),
      on("review-18", "2018-11-16", "ON_AGENDA", "", "", "KP-2018"),
      on("review-19", "2019-11-22", "NOT_ADOPTED", "", "", "GJ19"),
    ],
  },
  {
    id: "sourcing",
    occasions: [
      on("sourcing-us", "2018-11-12", "RAISED", "GIC", "US", "CAN18"),
      on("sourcing-csc", "2018-11-16", "RAISED", "C", "", "CSC18"),
      on("sourcing-21", "2021-11-12", "ADOPTED", "", "", "KP-2021", "CSC21"),
    ],
  },
  {
    id: "core-document",
    occasions: [
      on("core-wdc", "2017-12", "RAISED", "I", "", "WDC17"),
      on("core-18", "2018-11-16", "ON_AGENDA", "", "", "KP-2018"),
      on("core-25", "2025-05-16", "PARTLY", "", "", "CR25"),
    ],
  },
  {
    id: "parallel-rules",
    occasions: [on("parallel-adpa", "2025-11", "RAISED", "G", "", "AP25")],
  },
];

export type DemandStatus = "NEVER_ON_AGENDA" | "ON_AGENDA" | "NOT_ADOPTED" | "NOTED" | "PARTLY" | "ADOPTED";

export interface DemandState {
  readonly status: DemandStatus;
  /** As the source gives it. */
  readonly firstRaised: string;
  readonly timesRaised: number;
  readonly pillars: readonly ReformPillar[];
  /** Null where no source shows that it ever was on one. */
  readonly firstOnAgenda: string | null;
  /** Full years from the first demand to the agenda, or to today: at least so many. */
  readonly yearsWaited: number;
}

/** All of it follows from the occasions, as of a day; later ones are not counted. */
export function stateOf({ occasions }: Demand, today: string): DemandState {
  const past = occasions.filter(({ date }) => date <= today);
  const raised = past.filter(({ kind }) => kind === "RAISED");
  const dealt = past.filter(({ kind }) => kind !== "RAISED" && kind !== "OBJECTED");
  const firstRaised = raised[0]?.date ?? occasions[0]?.date ?? today;
  const agenda = dealt.find(({ kind }) => kind !== "NOTED")?.date ?? null;
  const last = dealt.at(-1)?.kind;
  return {
    status:
      last === undefined || last === "RAISED" || last === "OBJECTED"
        ? "NEVER_ON_AGENDA"
        : (last satisfies DemandStatus),
    firstRaised,
    timesRaised: raised.length,
    pillars: (["G", "I", "C"] as const).filter((pillar) =>
      raised.some(({ pillars }) => pillars.includes(pillar)),
    ),
    firstOnAgenda: agenda,
    yearsWaited: fullYears(firstRaised, agenda ?? today),
  };
}

/** From the end of what the first date can mean to the beginning of what the second can mean: never too many. */
export function fullYears(from: string, to: string): number {
  const latest = from.length === 4 ? `${from}-12-31` : from.length === 7 ? `${from}-31` : from;
  const earliest = to.length === 4 ? `${to}-01-01` : to.length === 7 ? `${to}-01` : to;
  const years = Number(earliest.slice(0, 4)) - Number(latest.slice(0, 4));
  return Math.max(0, earliest.slice(5) < latest.slice(5) ? years - 1 : years);
}

export function findDemand(id: string | undefined): Demand | undefined {
  return demands.find((demand) => demand.id === id);
}

export const cycleIds = ["2011", "2017", "2022"] as const;
export type CycleId = (typeof cycleIds)[number];

export interface HistoricCycle {
  readonly id: CycleId;
  readonly from: string;
  readonly to: string;
  readonly body: "CKR" | "AHCRR";
  /** Participants that led it. */
  readonly leaders: readonly string[];
  readonly topics: readonly {
    readonly demand: DemandId;
    /** Who looked after it, where a source says so. */
    readonly owner: "WDC" | null;
    readonly result: DemandStatus;
  }[];
  readonly sources: readonly SourceKey[];
}

export const historicCycles: readonly HistoricCycle[] = [
  {
    id: "2011",
    from: "2011-11",
    to: "2013-11",
    body: "CKR",
    leaders: [],
    topics: [{ demand: "definition", owner: null, result: "NOT_ADOPTED" }],
    sources: ["CKR11", "CKR12"],
  },
  {
    id: "2017",
    from: "2017-12",
    to: "2019-11-22",
    body: "AHCRR",
    leaders: ["IN", "AO"],
    topics: [
      { demand: "definition", owner: null, result: "NOT_ADOPTED" },
      { demand: "secretariat", owner: null, result: "PARTLY" },
      { demand: "fund", owner: null, result: "ON_AGENDA" },
      { demand: "peer-review", owner: null, result: "NOT_ADOPTED" },
      { demand: "core-document", owner: null, result: "ON_AGENDA" },
    ],
    sources: ["COM17", "KP-2018", "GJ19"],
  },
  {
    id: "2022",
    from: "2022-11-04",
    to: "2025-11-21",
    body: "AHCRR",
    leaders: ["AO", "ZA"],
    topics: [
      { demand: "definition", owner: "WDC", result: "NOT_ADOPTED" },
      { demand: "communities", owner: null, result: "PARTLY" },
      { demand: "core-document", owner: null, result: "PARTLY" },
    ],
    sources: ["WDC-2022", "CR25", "KRAW25"],
  },
];

/** Praise, by whom and for whom. */
export interface Praise {
  readonly id: string;
  readonly date: string;
  readonly by: "CSC" | "WDC";
  readonly sources: readonly SourceKey[];
}

export const praises: readonly Praise[] = [
  { id: "praise-eu", date: "2018-11-16", by: "CSC", sources: ["CSC18"] },
  { id: "praise-statistics", date: "2018-11-16", by: "CSC", sources: ["CSC18"] },
  { id: "praise-texts", date: "2018-11-16", by: "CSC", sources: ["CSC18"] },
  { id: "praise-host", date: "2022-11-05", by: "CSC", sources: ["CSC22"] },
  { id: "praise-reform", date: "2022-11-05", by: "CSC", sources: ["CSC22"] },
  { id: "praise-reviews", date: "2022-11-05", by: "CSC", sources: ["CSC22"] },
  { id: "praise-adpa", date: "2025-05-16", by: "WDC", sources: ["CR25"] },
];

export type CommitmentState = "KEPT" | "PARTLY" | "NOT_KNOWN";

/** What somebody undertook in public, and what sources say came of it. */
export interface HistoricCommitment {
  readonly id: string;
  readonly date: string;
  /** Participants by code; empty for all of them. */
  readonly participants: readonly string[];
  readonly observer: "WDC" | null;
  readonly state: CommitmentState;
  readonly sources: readonly SourceKey[];
}

const undertook = (
  id: string,
  date: string,
  participants: readonly string[],
  state: CommitmentState,
  ...sources: readonly SourceKey[]
): HistoricCommitment => ({ id, date, participants, observer: null, state, sources });

export const historicCommitments: readonly HistoricCommitment[] = [
  undertook("commitment-ve", "2008-06-19", ["VE"], "NOT_KNOWN", "GTN08"),
  undertook("commitment-zw", "2009-11", ["ZW"], "NOT_KNOWN", "HILJ09"),
  undertook("commitment-sourcing", "2021-11-12", [], "NOT_KNOWN", "KP-2021", "CSC21"),
  undertook("commitment-bw", "2022-11-04", ["BW"], "KEPT", "MM-SEC22", "STAR24"),
  {
    id: "commitment-wdc",
    date: "2022-11",
    participants: [],
    observer: "WDC",
    state: "NOT_KNOWN",
    sources: ["MM-SEC22"],
  },
];
