// Filing performance as the pages and files show it: the last periods of every Participant, and all years that are known.
import { traders } from "#core/kp/participants.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { dueReturns, returnTypes } from "#core/statistics/calendar.ts";
import type { DueReturn, ReturnType } from "#core/statistics/calendar.ts";
import { firstFilings, punctualityByYear, punctualityOf } from "#core/statistics/performance.ts";
import type { FiledRow, Punctuality } from "#core/statistics/performance.ts";
import { parsePeriod, periodText } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import { filedBefore, filedHere, filingBegan } from "./store.ts";

export interface OwedReturn extends DueReturn {
  readonly participant: string;
  /** The UTC day of the first version; null while there is none. */
  readonly filedOn: IsoDate | null;
}

/** Every return that was due by today, of everybody who owed it; the newest period of each type first. */
export async function owedReturns(ctx: Ctx): Promise<readonly OwedReturn[]> {
  const reader = { db: ctx.database.kysely };
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const [{ statuses }, filed, owedFrom = today] = await Promise.all([
    schemeFacts(ctx),
    filedHere(reader),
    filingBegan(reader),
  ]);
  const of = grouped(filed, ({ participant }) => participant);
  return traders.flatMap(({ code: participant }) => {
    const own = of.get(participant) ?? [];
    const first = new Map(
      own
        .filter(({ version }) => version === 1)
        .map(({ type, period, at }) => [`${type} ${period}`, at.slice(0, 10)]),
    );
    return dueReturns({ participant, statuses, today, owedFrom, filed: own })
      .filter(({ due }) => due < today)
      .map((one) => ({
        ...one,
        participant,
        filedOn: first.get(`${one.type} ${periodText(one.period)}`) ?? null,
      }));
  });
}

export interface LastPeriod {
  readonly type: ReturnType;
  readonly period: Period;
  readonly owed: number;
  readonly filed: number;
  readonly inTime: number;
  readonly missing: readonly string[];
}

/** Of each type the last period that was due. */
export function lastPeriods(owed: readonly OwedReturn[]): readonly LastPeriod[] {
  return returnTypes.flatMap((type) => {
    const all = owed.filter((one) => one.type === type);
    const due = all
      .map((one) => one.due)
      .toSorted()
      .at(-1);
    const last = all.filter((one) => one.due === due);
    const [first] = last;
    if (first === undefined) return [];
    const missing = last.filter(({ state }) => state.kind === "LATE");
    return [
      {
        type,
        period: first.period,
        owed: last.length,
        filed: last.length - missing.length,
        inTime: last.filter(({ filedOn, due: day }) => filedOn !== null && filedOn <= day).length,
        missing: missing.map(({ participant }) => participant),
      },
    ];
  });
}

export interface YearsOfFiling {
  readonly all: Punctuality;
  readonly years: readonly { readonly year: number; readonly punctuality: Punctuality }[];
}

/** Production returns, by the year of their half: on this record, and by the stamps of open data sets before it. */
export async function yearsOfFiling(ctx: Ctx): Promise<YearsOfFiling> {
  const reader = { db: ctx.database.kysely };
  const [before, here] = await Promise.all([filedBefore(reader), filedHere(reader)]);
  const rows: readonly FiledRow[] = [
    ...before,
    ...here.flatMap(({ participant, type, period, version, at }): readonly FiledRow[] => {
      const read = parsePeriod(period);
      return type === "PRODUCTION" && read !== undefined
        ? [{ participant, type, period: read, entered: at, changed: null, version }]
        : [];
    }),
  ];
  const filings = firstFilings(rows);
  return { all: punctualityOf(filings), years: punctualityByYear(filings) };
}
