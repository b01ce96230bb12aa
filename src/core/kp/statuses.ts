// Who may trade with whom on which day: dated statuses given by the scheme, and the later day on which each
// jurisdiction's own law followed. Pure queries over rows, so that the scheme's history (history.ts), the platform's
// database and a trust list are asked the same way.
// A source that names only a month or a year leaves days on which nobody can be sure: the answers say so.
import { daysInMonth } from "./dates.ts";
import type { IsoDate } from "./dates.ts";
import { foldName } from "./language.ts";

export type SchemeStatus =
  | "PARTICIPANT"
  | "NOT_PARTICIPANT"
  /** By decision of the Participants. */
  | "SUSPENDED"
  /** By its own declaration. */
  | "SELF_SUSPENDED"
  /** By the Security Council of the United Nations. */
  | "EMBARGOED"
  /** Trades under a regime that depends on where the stones were mined. */
  | "CONDITIONAL"
  /** Trades under the scheme without being a Participant. */
  | "TRADING_ENTITY";

/** How exactly the source dates the event: it happened on `from`, or on some day from `from` to the end of that month or year. */
export type Precision = "day" | "month" | "year";

interface Dated {
  readonly from: IsoDate;
  /** The first day on which it no longer holds. */
  readonly until?: IsoDate;
  readonly precision: Precision;
  readonly source: string;
  readonly note?: string;
}

export interface ZoneRow extends Dated {
  readonly zone: string;
}

export interface StatusRow extends Dated {
  readonly participant: string;
  readonly status: SchemeStatus;
  /** True where the status held by `from` and began on an earlier day that no source gives. */
  readonly atLatest?: boolean;
  /** CONDITIONAL: only stones mined in these zones may be exported, each from its own day. */
  readonly zonesOnly?: readonly ZoneRow[];
  /** Zones known to be compliant whose names no public source gives. */
  readonly unnamedZones?: number;
  /** CONDITIONAL: stones mined in these zones may not be exported. */
  readonly zonesBarred?: readonly ZoneRow[];
  /** CONDITIONAL: digital pictures of the goods go with every application, as enhanced vigilance. */
  readonly pictures?: boolean;
}

export interface Standing {
  /** UNKNOWN: the sources are silent about that day. */
  readonly status: SchemeStatus | "UNKNOWN";
  /** False within the days that an inexact source leaves open. */
  readonly certain: boolean;
  /** The row that says so; absent where no row speaks of that day. */
  readonly row?: StatusRow;
}

export const schemeStart: IsoDate = "2003-01-01";
/** Until then applicants came and went by the month, and shipments were tolerated. */
export const toleranceEnd: IsoDate = "2003-08-31";

export function statusOn(rows: readonly StatusRow[], participant: string, date: IsoDate): Standing {
  const own = rows
    .filter((row) => row.participant === participant)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const at = own.findLastIndex((row) => row.from <= date);
  const row = own[at];
  const next = own[at + 1];
  if (row === undefined) return beforeFirstRow(next, date);
  if (row.until !== undefined && row.until <= date) return { status: "UNKNOWN", certain: false };
  // The next row's true beginning lies somewhere after this row's own day, so this row is not known to last.
  if (next?.atLatest === true && row.from !== date && row.status !== next.status) {
    return { status: "UNKNOWN", certain: false, row };
  }
  return { status: row.status, certain: begunFor(row, date), row };
}

export type TradeRefusal =
  | "NOT_A_PARTICIPANT"
  | "SUSPENDED"
  | "SELF_SUSPENDED"
  | "EMBARGOED"
  | "STATUS_UNKNOWN"
  /** Exports depend on where the stones were mined, and no zone was named. */
  | "ZONE_REQUIRED"
  | "ZONE_NOT_COMPLIANT"
  | "ZONE_BARRED";

export type MayTrade =
  | { readonly ok: true; readonly certain: boolean; readonly source: string }
  | {
      readonly ok: false;
      readonly reason: TradeRefusal;
      readonly certain: boolean;
      readonly source: string;
      readonly note?: string;
    };

/** May rough be exported from there on that day? `zone` is where the stones were mined, for conditional regimes. */
export function mayTradeOn(
  rows: readonly StatusRow[],
  participant: string,
  date: IsoDate,
  zone?: string,
): MayTrade {
  const standing = statusOn(rows, participant, date);
  const general = tradeIn(standing);
  const { row } = standing;
  if (!general.ok || row?.status !== "CONDITIONAL") return general;
  const { zonesOnly, zonesBarred } = row;
  if (zonesOnly === undefined && zonesBarred === undefined) return general;
  if (zone === undefined || zone.trim() === "") return refused("ZONE_REQUIRED", row, standing.certain);

  const barred = zonesBarred?.find((candidate) => sameZone(candidate.zone, zone) && holds(candidate, date));
  if (barred !== undefined) return refused("ZONE_BARRED", barred, begunFor(barred, date));
  if (zonesOnly === undefined) return general;
  const compliant = zonesOnly.find((candidate) => sameZone(candidate.zone, zone) && holds(candidate, date));
  if (compliant !== undefined) {
    return { ok: true, certain: standing.certain && begunFor(compliant, date), source: compliant.source };
  }
  return refused("ZONE_NOT_COMPLIANT", row, standing.certain && (row.unnamedZones ?? 0) === 0);
}

/** May rough be imported there on that day? Conditional regimes concern only what is mined there. */
export function mayReceiveOn(rows: readonly StatusRow[], participant: string, date: IsoDate): MayTrade {
  return tradeIn(statusOn(rows, participant, date));
}

/** Does the regime in force there that day ask for pictures of what is exported? */
export function picturesNeeded(rows: readonly StatusRow[], participant: string, date: IsoDate): boolean {
  return statusOn(rows, participant, date).row?.pictures === true;
}

export interface RecognitionRow {
  /** Whose law. */
  readonly jurisdiction: string;
  readonly participant: string;
  readonly from: IsoDate;
  /** The first day on which it no longer holds. */
  readonly until?: IsoDate;
  readonly source: string;
}

/** The same, as a trust list names it: an entry there, not a row. */
export type Recognition = RecognitionRow;

export type Recognised =
  | { readonly recognised: true; readonly source: string }
  /** No row: the jurisdiction is taken to follow the scheme, because no national date is known. */
  | { readonly recognised: true; readonly assumed: true }
  | {
      readonly recognised: false;
      readonly reason: "NOT_YET_IN_NATIONAL_LAW" | "NO_LONGER_IN_NATIONAL_LAW";
      /** The day the law followed, where it did. */
      readonly from?: IsoDate;
      readonly source: string;
    };

/** Does the law of `jurisdiction` count `participant` as one on that day? National lists lag the scheme's own. */
export function recognisedBy(
  rows: readonly RecognitionRow[],
  jurisdiction: string,
  participant: string,
  date: IsoDate,
): Recognised {
  const own = rows
    .filter((row) => row.jurisdiction === jurisdiction && row.participant === participant)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const first = own[0];
  if (first === undefined || jurisdiction === participant) return { recognised: true, assumed: true };
  const row = own.findLast((candidate) => candidate.from <= date);
  if (row === undefined) {
    return { recognised: false, reason: "NOT_YET_IN_NATIONAL_LAW", from: first.from, source: first.source };
  }
  if (row.until !== undefined && row.until <= date) {
    return { recognised: false, reason: "NO_LONGER_IN_NATIONAL_LAW", source: row.source };
  }
  return { recognised: true, source: row.source };
}

function beforeFirstRow(first: StatusRow | undefined, date: IsoDate): Standing {
  if (date < schemeStart) return { status: "NOT_PARTICIPANT", certain: true };
  if (date < toleranceEnd || first?.atLatest === true) return { status: "UNKNOWN", certain: false };
  return { status: "NOT_PARTICIPANT", certain: true };
}

function tradeIn({ status, certain, row }: Standing): MayTrade {
  if (status === "PARTICIPANT" || status === "TRADING_ENTITY" || status === "CONDITIONAL") {
    return { ok: true, certain, source: row?.source ?? "" };
  }
  if (status === "UNKNOWN") return refused("STATUS_UNKNOWN", row, certain);
  return refused(status === "NOT_PARTICIPANT" ? "NOT_A_PARTICIPANT" : status, row, certain);
}

function refused(reason: TradeRefusal, dated: Dated | undefined, certain: boolean): MayTrade {
  const source = dated?.source ?? "not on any list of Participants known for that day";
  const refusal = { ok: false, reason, certain, source } as const;
  return dated?.note === undefined ? refusal : { ...refusal, note: dated.note };
}

function holds({ from, until }: Dated, date: IsoDate): boolean {
  return from <= date && (until === undefined || date < until);
}

/** Whether what began on `from` had certainly begun by `date`. */
function begunFor({ from, precision }: Dated, date: IsoDate): boolean {
  if (precision === "day") return true;
  const year = from.slice(0, 4);
  const month = from.slice(5, 7);
  const last =
    precision === "year" ? `${year}-12-31` : `${year}-${month}-${daysInMonth(Number(year), Number(month))}`;
  return date >= last;
}

function sameZone(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
