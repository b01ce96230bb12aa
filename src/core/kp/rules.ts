// Rules that differ between Participants: how long a certificate lives, who confirms an arrival and by when, how far
// weight and value may differ, how long papers are kept. One shared base, overlaid by dated national rows.
// A term that no source gives is left out, not invented.
import { addDays, addMonths, addWorkingDays } from "./dates.ts";
import type { IsoDate } from "./dates.ts";
import type { Precision } from "./statuses.ts";

export type Period =
  | { readonly unit: "DAYS"; readonly count: number }
  | { readonly unit: "WORKING_DAYS"; readonly count: number }
  | { readonly unit: "MONTHS"; readonly count: number };

/** A found amount may differ from the sealed one by this much; the wider of the two bounds counts. */
export interface Tolerance {
  /** Whole hundredths of a carat, or cents. */
  readonly absolute: number;
  /** Whole ten-thousandths of the declared amount. */
  readonly basisPoints: number;
}

export interface Confirmation {
  readonly by: "IMPORTING_AUTHORITY" | "IMPORTER" | "ULTIMATE_CONSIGNEE";
  readonly to: "EXPORTING_AUTHORITY" | "IMPORTER" | "IMPORTING_AUTHORITY";
  readonly within: Period;
}

/** How a certificate states parcels of more than one country of origin. */
export type MixedOriginMark = "ASTERISKS" | "ASTERISKS_OR_LIST" | "BLANK";

export interface RuleTerms {
  readonly validity: Period;
  /** Minutes east of Greenwich of the clock by which the last day ends at 24:00. */
  readonly endOfDayOffset: number;
  readonly weightTolerance: Tolerance;
  readonly valueTolerance: Tolerance;
  readonly mixedOrigin: MixedOriginMark;
  /** Years for which originals stay within reach. */
  readonly recordYears: number;
  /** An unused certificate goes back to the authority that issued it. */
  readonly unusedReturned: boolean;
  readonly confirmation?: Confirmation;
  /** How long an importer has to produce an original that did not travel with the goods. */
  readonly missingOriginal?: Period;
}

export const everyParticipant = "*";

/** A dated row: what one Participant, or all of them, changed from that day on. */
export interface NationalRule {
  /** A Participant's code, or "*" for the base all of them share. */
  readonly participant: string;
  readonly from: IsoDate;
  /** The first day on which it no longer holds. */
  readonly until?: IsoDate;
  readonly precision: Precision;
  /** True where the rule held by `from` and began on an earlier day that no source gives. */
  readonly atLatest?: boolean;
  readonly terms: Partial<RuleTerms>;
  readonly source: string;
  readonly note?: string;
}

export interface Rule extends RuleTerms {
  readonly participant: string;
  readonly sources: readonly string[];
}

const exact: Tolerance = { absolute: 0, basisPoints: 0 };

export const nationalRules: readonly NationalRule[] = [
  {
    participant: everyParticipant,
    from: "2003-01-01",
    precision: "day",
    terms: {
      validity: { unit: "DAYS", count: 60 },
      endOfDayOffset: 0,
      weightTolerance: exact,
      valueTolerance: exact,
      mixedOrigin: "ASTERISKS",
      recordYears: 3,
      unusedReturned: false,
    },
    source: "Core Document III(b) for the records; sixty days by common practice (general knowledge)",
    note:
      "No scheme-wide tolerance found, so amounts are compared exactly. No scheme-wide hour of expiry " +
      "found, so the last day ends at 24:00 UTC. No deadline for confirmation found: the Core Document says expeditiously.",
  },
  {
    participant: everyParticipant,
    from: "2024-05-01",
    precision: "month",
    terms: { mixedOrigin: "ASTERISKS_OR_LIST" },
    source: "Administrative Decision of May 2024: origins may be listed on parcels of mixed origin",
  },
  {
    participant: "EU",
    from: "2003-01-01",
    precision: "year",
    terms: {
      validity: { unit: "MONTHS", count: 2 },
      recordYears: 3,
      unusedReturned: true,
      // Counted from the day the certificate is submitted; the copy goes to the importer.
      confirmation: {
        by: "IMPORTING_AUTHORITY",
        to: "IMPORTER",
        within: { unit: "WORKING_DAYS", count: 10 },
      },
    },
    source: "Regulation (EC) 2368/2002 Articles 5(1), 10(2), 12(5)",
  },
  {
    participant: "CA",
    from: "2003-01-01",
    precision: "day",
    terms: {
      // Until 24:00 GMT on the sixtieth day after the day of issue.
      validity: { unit: "DAYS", count: 60 },
      endOfDayOffset: 0,
      recordYears: 3,
      mixedOrigin: "BLANK",
      confirmation: { by: "IMPORTER", to: "IMPORTING_AUTHORITY", within: { unit: "DAYS", count: 7 } },
    },
    source: "SOR/2003-15",
    note: "The certificate names a country of origin only where it is a single Participant.",
  },
  {
    participant: "US",
    from: "2011-06-30",
    precision: "day",
    atLatest: true,
    terms: {
      mixedOrigin: "ASTERISKS",
      recordYears: 5,
      confirmation: {
        by: "ULTIMATE_CONSIGNEE",
        to: "EXPORTING_AUTHORITY",
        within: { unit: "DAYS", count: 15 },
      },
    },
    source: "76 FR 38459 (its day is general knowledge), 31 CFR 592.307, CBP importation requirements",
  },
  {
    participant: "IN",
    from: "2003-06-27",
    precision: "day",
    atLatest: true,
    terms: { missingOriginal: { unit: "WORKING_DAYS", count: 7 } },
    source: "CBEC circular (Financial Express, 2003-06-27)",
    note: "Else the goods are sent back.",
  },
];

/** The base in force that day, with the Participant's own rows laid over it, older rows first. */
export function ruleFor(rows: readonly NationalRule[], participant: string, date: IsoDate): Rule {
  const inForce = [everyParticipant, participant].flatMap((owner) =>
    rows
      .filter(
        (row) =>
          row.participant === owner && row.from <= date && (row.until === undefined || date < row.until),
      )
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
  );
  let terms: Partial<RuleTerms> = {};
  for (const row of inForce) terms = { ...terms, ...row.terms };
  if (!isComplete(terms)) throw new RangeError(`no base rule in force on ${date}`);
  return { ...terms, participant, sources: inForce.map((row) => row.source) };
}

/** The latest day a certificate issued on that day may give as its expiry. */
export function latestExpiry(rule: RuleTerms, issueDate: IsoDate): IsoDate {
  return after(rule.validity, issueDate);
}

/** The UTC instant from which a certificate expiring on that day is no longer valid: the end of its last day. */
export function expiresAtInstant(rule: RuleTerms, expiryDate: IsoDate): string {
  const minutes = rule.endOfDayOffset;
  // 24:00 by a clock ahead of Greenwich comes earlier there.
  const utc = 24 * 60 - minutes;
  const day = addDays(expiryDate, Math.floor(utc / 1440));
  const rest = ((utc % 1440) + 1440) % 1440;
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${day}T${pad(Math.floor(rest / 60))}:${pad(rest % 60)}:00.000Z`;
}

/** The last day for confirming an arrival, or undefined where no rule sets one. */
export function confirmationDue(
  rule: RuleTerms,
  arrivalDate: IsoDate,
  holidays: readonly IsoDate[] = [],
): IsoDate | undefined {
  return rule.confirmation === undefined ? undefined : after(rule.confirmation.within, arrivalDate, holidays);
}

/** Both amounts in the same unit: hundredths of a carat, or cents. */
export function withinTolerance(tolerance: Tolerance, declared: bigint, found: bigint): boolean {
  const difference = found > declared ? found - declared : declared - found;
  return (
    difference <= BigInt(tolerance.absolute) ||
    difference * 10_000n <= declared * BigInt(tolerance.basisPoints)
  );
}

function after({ unit, count }: Period, date: IsoDate, holidays: readonly IsoDate[] = []): IsoDate {
  if (unit === "DAYS") return addDays(date, count);
  return unit === "MONTHS" ? addMonths(date, count) : addWorkingDays(date, count, holidays);
}

function isComplete(terms: Partial<RuleTerms>): terms is RuleTerms {
  return (
    terms.validity !== undefined &&
    terms.endOfDayOffset !== undefined &&
    terms.weightTolerance !== undefined &&
    terms.valueTolerance !== undefined &&
    terms.mixedOrigin !== undefined &&
    terms.recordYears !== undefined &&
    terms.unusedReturned !== undefined
  );
}
