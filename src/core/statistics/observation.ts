// One figure as one source said it at one time: the row that every table, chart, comparison and file of statistics is made
// of. Three states are never mixed: a figure, nil (zero, and said to be), and no return at all (then there is no row here).
import type { Carats, Usd } from "../kp/amounts.ts";
import type { RoughCode } from "../kp/goods.ts";
import type { Period } from "./periods.ts";
import type { MiningType, ReturnStatus, Stamp } from "./returns.ts";

/** Production by half-year, trade and certificate counts by quarter (Core Document Annex III). */
export const flows = ["PRODUCTION", "IMPORT", "EXPORT", "KPC_ISSUED", "KPC_RECEIVED"] as const;
export type Flow = (typeof flows)[number];

/** A subheading of the Harmonized System, or all of them together. */
export type Product = RoughCode | "_T";

/** Whose goods went where: a code of reporters.ts, "W" all of the world, "_O" all that are not named, "_Z" not asked for. */
export type Counterpart = string;

/** Where goods were mined: a code of reporters.ts, "MIXED", "_Z" not asked for. */
export type Origin = string;

export const valuations = ["FOB", "CIF", "OTHER"] as const;
export type Valuation = (typeof valuations)[number];
export const bases = ["GROSS", "NET"] as const;
export type Basis = (typeof bases)[number];

/** What an observation is about. Two observations of one key are two vintages, or two sources that may disagree. */
export interface ObservationKey {
  /** Participant, country, or a sum that a file carries ("WORLD", "OTHERS"): reporters.ts. */
  readonly reporter: string;
  readonly flow: Flow;
  readonly counterpart: Counterpart;
  readonly product: Product;
  /** "_T" where the flow does not ask for it. */
  readonly mining: MiningType | "_T";
  readonly origin: Origin;
  readonly period: Period;
  /** 0; more where a source has several rows that nothing tells apart, and a person said that they are parts. */
  readonly part: number;
}

export interface Observation extends ObservationKey {
  /** Null: not given. Zero is 0n. */
  readonly carats: Carats | null;
  readonly usd: Usd | null;
  /** Certificates. */
  readonly count: number | null;
  /** Said to be nothing. */
  readonly nil: boolean;
  readonly status: ReturnStatus;
  /** Null: the source does not say; never compared as if it were the same. */
  readonly valuation: Valuation | null;
  readonly basis: Basis | null;
  /** What else limits a figure: "same ports", "national statistics". */
  readonly note: string | null;
  /** "RETURN": filed on this record; "RELEASE": published from it; else the id of a data set. */
  readonly source: string;
  /** As the source stamps it, where it does: without zone. */
  readonly entered: Stamp | null;
  readonly changed: Stamp | null;
  /** The instant from which the source said so, and until which; null where it stands. */
  readonly knownFrom: string;
  readonly knownUntil: string | null;
  /** Anybody may see it. */
  readonly open: boolean;
}

export const ofReturns = "RETURN";
export const ofReleases = "RELEASE";

/** The text by which two observations of one source are of one key. */
export function seriesKey(key: Omit<ObservationKey, "period"> & { readonly period: string }): string {
  const { reporter, flow, counterpart, product, mining, origin, period, part } = key;
  return [reporter, flow, period, counterpart, product, mining, origin, part].join("|");
}
