// Alerts: papers that are lost, stolen or forged, and trade that is stopped; which numbers each speaks of.
// The Core Document is silent on them (practice: a notice with a scan of the forgery); a number in an alert is never used
// again, and whoever checks a paper with such a number must hear of it.
import { findFormat, parseNumber } from "./numbers.ts";
import type { NumberFormat } from "./numbers.ts";

export const alertKinds = ["LOST", "STOLEN", "FAKE", "STOPPED_TRADE"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** One number, or a run of them. */
export interface AlertNumbers {
  /** As printed; of a run, its first. */
  readonly printed: string;
  /** The last of a run. */
  readonly until?: string;
  /** Whose numbers these are; absent for what a forger printed in nobody's format. */
  readonly participant?: string;
  readonly first?: number | bigint;
  readonly last?: number | bigint;
}

export type AlertNumberProblem = "NOT_A_NUMBER" | "RUN_REVERSED" | "RUN_OF_TWO" | "RUN_TOO_LONG";

export type AlertNumbersReading =
  | { readonly ok: true; readonly numbers: AlertNumbers }
  | { readonly ok: false; readonly problem: AlertNumberProblem };

/** Longer runs are blocks that were never printed: a rule for the blocks, not an alert. */
export const longestRun = 100_000n;

/**
 * `from` and `to` as printed, or digits alone where `country` says whose they are. A forger's number may be in nobody's
 * format, and is then kept as it is printed; only where `forged`.
 */
export function readAlertNumbers(
  { from, to }: { readonly from: string; readonly to?: string },
  formats: readonly NumberFormat[],
  country: string,
  forged: boolean,
): AlertNumbersReading {
  const read = (text: string) => {
    const own = findFormat(formats, country);
    const bare = /^[^\p{L}]*$/u.test(text);
    return parseNumber(text, bare && own !== undefined ? [own] : formats);
  };
  const first = read(from);
  if (!first.ok) {
    return forged && to === undefined && plainNumber(from) !== ""
      ? { ok: true, numbers: { printed: from.trim() } }
      : { ok: false, problem: "NOT_A_NUMBER" };
  }
  const { participant, asPrinted: printed, serial } = first;
  if (to === undefined) return { ok: true, numbers: { printed, participant, first: serial, last: serial } };
  const last = read(to);
  if (!last.ok) return { ok: false, problem: "NOT_A_NUMBER" };
  if (last.participant !== participant) return { ok: false, problem: "RUN_OF_TWO" };
  if (last.serial < serial) return { ok: false, problem: "RUN_REVERSED" };
  if (last.serial - serial >= longestRun) return { ok: false, problem: "RUN_TOO_LONG" };
  return {
    ok: true,
    numbers: { printed, until: last.asPrinted, participant, first: serial, last: last.serial },
  };
}

/** Letters and digits alone: how two spellings of a number that nobody's format reads are compared. */
export function plainNumber(text: string): string {
  return text
    .slice(0, 80)
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

export interface NumberAsked {
  /** Where a format read it. */
  readonly participant?: string;
  readonly serial?: bigint;
  readonly typed: string;
}

export function standsIn(numbers: readonly AlertNumbers[], asked: NumberAsked): boolean {
  return numbers.some(({ participant, first, last, printed }) => {
    if (participant === undefined || first === undefined || last === undefined)
      return plainNumber(printed) === plainNumber(asked.typed);
    return (
      participant === asked.participant &&
      asked.serial !== undefined &&
      BigInt(first) <= asked.serial &&
      asked.serial <= BigInt(last)
    );
  });
}
