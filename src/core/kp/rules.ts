// Rules that differ between Participants: how long a certificate lives, who confirms an arrival and by when, how far
// weight and value may differ, what is reported, what follows on a failure, how long papers are kept. One shared base,
// overlaid by dated national rows. A term that no source gives is left out, not invented.
import { addDays, addMonths, addWorkingDays } from "./dates.ts";
import type { IsoDate } from "./dates.ts";
import type { Precision } from "./statuses.ts";

export interface Period {
  readonly unit: "DAYS" | "WORKING_DAYS" | "MONTHS";
  readonly count: number;
}

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

/** What has to hold before a shipment is let in. */
export const importConditions = [
  "VALIDATED_CERTIFICATE",
  "SEALS_UNBROKEN",
  "MATCHES_CONSIGNMENT",
  /** Every container is opened, or those that a risk analysis picks. */
  "OPENED_ALL_OR_BY_RISK",
  "CONTAINER_SEALED",
  /** Issued by a Participant, not invalidated, accurate. */
  "CERTIFICATE_IN_ORDER",
  "NOT_MIXED_WITH_OTHER_GOODS",
  "ORIGINAL_ON_DEMAND",
] as const;
export type ImportCondition = (typeof importConditions)[number];

export interface Replacement {
  readonly beforeExportOnly: boolean;
  /** The application encloses the certificate that is to be replaced. */
  readonly oldEnclosed: boolean;
  /** The authority may also invalidate a certificate. */
  readonly mayInvalidate: boolean;
}

/** What follows when a shipment does not meet the conditions. Each part only where a source gives it. */
export interface Failure {
  readonly tell?: {
    readonly whom: readonly ("EUROPEAN_COMMISSION" | "ISSUING_AUTHORITY")[];
    readonly within: Period;
  };
  /** The longest that goods may be held. */
  readonly detainedAtMost?: Period;
  /** May be let in after all, where it was not intentional and the fault was cured. */
  readonly releasedWhenCured?: boolean;
  /** May be ordered back to the issuing Participant where the container was opened; then nothing is seized. */
  readonly sentBackWhenOpened?: boolean;
}

export const transitRules = [
  /** Core Document III (d): it leaves as it came, unopened and untampered. */
  "LEAVES_AS_IT_CAME",
  /** And its certificate says that it is in transit. */
  "LEAVES_AS_IT_CAME_PURPOSE_ON_CERTIFICATE",
  /** Neither an import nor an export; may be seized without a certificate or when opened. */
  "NEITHER_IMPORT_NOR_EXPORT",
] as const;
export type TransitRule = (typeof transitRules)[number];

export const reportKinds = [
  /** By each member state's authority to the European Commission: every certificate of the month. */
  "MONTHLY_PER_CERTIFICATE",
  "EACH_EXPORT",
  /** By importers and exporters, with their stockpiles. */
  "ANNUAL_WITH_STOCKPILES",
] as const;
export interface Report {
  readonly kind: (typeof reportKinds)[number];
  readonly within?: Period;
}

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
  /** By when it goes back, where a source sets a day. */
  readonly unusedReturnedWithin?: Period;
  /** How long an importer has to produce an original that did not travel with the goods. */
  readonly missingOriginal?: Period;
  readonly importConditions?: readonly ImportCondition[];
  readonly replacement?: Replacement;
  readonly failure?: Failure;
  readonly transit?: TransitRule;
  readonly reports?: readonly Report[];
  /** Years for which dealers keep their daily records. */
  readonly dealerRecordYears?: number;
}

export type TermName = keyof RuleTerms;

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
  /** Where the source of one term is known more exactly. */
  readonly sources?: Readonly<Partial<Record<TermName, string>>>;
  /** Terms that no source gives and that the program has to decide all the same. */
  readonly assumed?: readonly TermName[];
  readonly note?: string;
}

export interface Rule extends RuleTerms {
  readonly participant: string;
  readonly sources: readonly string[];
}

/** How long certificates live: the terms that a reader without a network goes by. */
export type ValidityTerms = Pick<RuleTerms, "validity" | "endOfDayOffset">;
export type ValidityRow = Pick<NationalRule, "participant" | "from" | "until" | "source"> & {
  readonly terms: Partial<ValidityTerms>;
};

const exact: Tolerance = { absolute: 0, basisPoints: 0 };

const canadianLaw = "Export and Import of Rough Diamonds Act (E-18.5) and Regulations SOR/2003-15";

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
      importConditions: ["VALIDATED_CERTIFICATE"],
      transit: "LEAVES_AS_IT_CAME",
      dealerRecordYears: 5,
    },
    source: "Core Document III(b) for the records; sixty days by common practice (general knowledge)",
    sources: {
      validity: "common practice (general knowledge)",
      mixedOrigin: "31 CFR 592.307, notes",
      recordYears: "Core Document III(b)",
      importConditions: "Core Document III(b)",
      transit: "Core Document III(d)",
      dealerRecordYears: "Core Document Annex II 15, a recommendation",
    },
    assumed: ["endOfDayOffset", "weightTolerance", "valueTolerance", "unusedReturned"],
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
      importConditions: [
        "VALIDATED_CERTIFICATE",
        "SEALS_UNBROKEN",
        "MATCHES_CONSIGNMENT",
        "OPENED_ALL_OR_BY_RISK",
      ],
      failure: {
        tell: {
          whom: ["EUROPEAN_COMMISSION", "ISSUING_AUTHORITY"],
          within: { unit: "MONTHS", count: 1 },
        },
        releasedWhenCured: true,
      },
      transit: "LEAVES_AS_IT_CAME_PURPOSE_ON_CERTIFICATE",
      reports: [{ kind: "MONTHLY_PER_CERTIFICATE" }],
    },
    source: "Regulation (EC) 2368/2002 Articles 5(1), 10(2), 12(5)",
    sources: {
      recordYears: "Regulation (EC) 2368/2002",
      unusedReturned: "Regulation (EC) 2368/2002 Article 12(5)",
      importConditions: "Regulation (EC) 2368/2002 Articles 3 and 4",
      failure: "Regulation (EC) 2368/2002 Articles 5 and 14",
      transit: "Regulation (EC) 2368/2002 Article 18",
      reports: "Regulation (EC) 2368/2002 Articles 10 and 15",
    },
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
      importConditions: ["CONTAINER_SEALED", "CERTIFICATE_IN_ORDER", "NOT_MIXED_WITH_OTHER_GOODS"],
      replacement: { beforeExportOnly: true, oldEnclosed: true, mayInvalidate: true },
      failure: { detainedAtMost: { unit: "DAYS", count: 180 }, sentBackWhenOpened: true },
      transit: "NEITHER_IMPORT_NOR_EXPORT",
      reports: [{ kind: "EACH_EXPORT", within: { unit: "DAYS", count: 7 } }],
    },
    source: canadianLaw,
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
      importConditions: ["VALIDATED_CERTIFICATE", "ORIGINAL_ON_DEMAND"],
      reports: [{ kind: "ANNUAL_WITH_STOCKPILES" }],
    },
    source: "76 FR 38459 (its day is general knowledge), 31 CFR 592.307, CBP importation requirements",
    sources: {
      mixedOrigin: "31 CFR 592.307",
      recordYears: "CBP importation requirements",
      confirmation: "76 FR 38459",
      importConditions: "Core Document III(b); CBP importation requirements",
      reports: "76 FR 38459",
    },
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
  const inForce = rowsInForce(rows, participant, date);
  let terms: Partial<RuleTerms> = {};
  for (const row of inForce) terms = { ...terms, ...row.terms };
  if (!isComplete(terms)) throw new RangeError(`no base rule in force on ${date}`);
  return { ...terms, participant, sources: inForce.map((row) => row.source) };
}

export interface TermSource {
  /** Undefined where none was found. */
  readonly source?: string;
  /** The row that sets the term: its own Participant's, or the base. */
  readonly row: NationalRule;
}

/** Where each term of the rule in force comes from. */
export function sourcesOf(
  rows: readonly NationalRule[],
  participant: string,
  date: IsoDate,
): Readonly<Partial<Record<TermName, TermSource>>> {
  const found: Partial<Record<TermName, TermSource>> = {};
  for (const row of rowsInForce(rows, participant, date)) {
    for (const name of Object.keys(row.terms) as TermName[])
      found[name] =
        row.assumed?.includes(name) === true ? { row } : { source: row.sources?.[name] ?? row.source, row };
  }
  return found;
}

/** The same, where only the length of a certificate's life is known. */
export function validityFor(rows: readonly ValidityRow[], participant: string, date: IsoDate): ValidityTerms {
  let terms: Partial<ValidityTerms> = {};
  for (const row of rowsInForce(rows, participant, date)) terms = { ...terms, ...row.terms };
  const { validity, endOfDayOffset } = terms;
  if (validity === undefined || endOfDayOffset === undefined)
    throw new RangeError(`no base rule in force on ${date}`);
  return { validity, endOfDayOffset };
}

/** What the trust list says of the rules: rows that set how long certificates live, and nothing else of them. */
export function validityRows(rows: readonly NationalRule[]): readonly ValidityRow[] {
  return rows.flatMap(({ participant, from, until, source, terms: { validity, endOfDayOffset } }) =>
    validity === undefined && endOfDayOffset === undefined
      ? []
      : [
          {
            participant,
            from,
            ...(until === undefined ? {} : { until }),
            source,
            terms: {
              ...(validity === undefined ? {} : { validity }),
              ...(endOfDayOffset === undefined ? {} : { endOfDayOffset }),
            },
          },
        ],
  );
}

function rowsInForce<Row extends ValidityRow>(
  rows: readonly Row[],
  participant: string,
  date: IsoDate,
): readonly Row[] {
  return [everyParticipant, participant].flatMap((owner) =>
    rows
      .filter(
        (row) =>
          row.participant === owner && row.from <= date && (row.until === undefined || date < row.until),
      )
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
  );
}

/** The latest day a certificate issued on that day may give as its expiry. */
export function latestExpiry(rule: Pick<RuleTerms, "validity">, issueDate: IsoDate): IsoDate {
  return after(rule.validity, issueDate);
}

/** The UTC instant from which a certificate expiring on that day is no longer valid: the end of its last day. */
export function expiresAtInstant(rule: Pick<RuleTerms, "endOfDayOffset">, expiryDate: IsoDate): string {
  const minutes = rule.endOfDayOffset;
  // 24:00 by a clock ahead of Greenwich comes earlier there.
  const utc = 24 * 60 - minutes;
  const day = addDays(expiryDate, Math.floor(utc / 1440));
  const rest = ((utc % 1440) + 1440) % 1440;
  return `${day}T${twoDigits(Math.floor(rest / 60))}:${twoDigits(rest % 60)}:00.000Z`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** The last day for confirming an arrival, or undefined where no rule sets one. */
export function confirmationDue(
  rule: Pick<RuleTerms, "confirmation">,
  arrivalDate: IsoDate,
  holidays: readonly IsoDate[] = [],
): IsoDate | undefined {
  return rule.confirmation === undefined ? undefined : after(rule.confirmation.within, arrivalDate, holidays);
}

/** The last day for telling whom the rule names of a failure, or undefined where no rule sets one. */
export function failureToldBy(rule: Pick<RuleTerms, "failure">, found: IsoDate): IsoDate | undefined {
  const tell = rule.failure?.tell;
  return tell === undefined ? undefined : after(tell.within, found);
}

/** The last day on which goods may be held, or undefined where no rule sets one. */
export function detainedUntil(rule: Pick<RuleTerms, "failure">, since: IsoDate): IsoDate | undefined {
  const most = rule.failure?.detainedAtMost;
  return most === undefined ? undefined : after(most, since);
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
