// What the acts of the paper say. All of it is private: who holds how much security paper is of use to a thief only.
import type { Facts } from "#core/act/act.ts";

export interface SheetFact extends Facts {
  readonly office: string;
  readonly prefix: string;
  readonly number: number | bigint;
  readonly digits: number;
}

export interface SheetsReceivedFacts extends Facts {
  readonly office: string;
  readonly prefix: string;
  readonly digits: number;
  readonly first: number | bigint;
  readonly last: number | bigint;
  readonly receivedOn: string;
  readonly note?: string;
}

/** `right`: it came out right. `spoiled`: the sheet is used up. `nothing`: no paper was used. */
export const printOutcomes = ["right", "spoiled", "nothing"] as const;
export type PrintOutcome = (typeof printOutcomes)[number];

export interface PrintOutcomeFacts extends Facts {
  readonly outcome: PrintOutcome;
  /** Of a spoiled sheet: what happened to it. */
  readonly reason?: string;
  /** The sheet that the print had taken from the stock. */
  readonly sheet?: SheetFact;
}
