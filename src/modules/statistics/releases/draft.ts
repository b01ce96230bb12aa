// What a release for a period would say now: the returns as they stood at the cut-off, less what is withheld, and who owed a
// return that is not there. Nothing is written.
import { traders } from "#core/kp/participants.ts";
import { addDays } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { owes } from "#core/statistics/calendar.ts";
import type { ReturnPeriod, ReturnType } from "#core/statistics/calendar.ts";
import { ofReleases, ofReturns } from "#core/statistics/observation.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { daysOf, parsePeriod } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import { restatements } from "#core/statistics/restatements.ts";
import {
  contains,
  flowsOfType,
  periodsWithin,
  withholdDerivable,
  withoutPartners,
} from "#core/statistics/summary.ts";
import type { NotFiled } from "#core/statistics/summary.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { findObservations } from "../figures/store.ts";
import type { Reader } from "../figures/store.ts";
import { filedWithin, standingOf } from "./store.ts";

/** Whether figures of trade say with whom: by their sum alone, or partner by partner where Participants agreed to that. */
export const partnerChoices = ["SUMMED", "NAMED"] as const;
export type Partners = (typeof partnerChoices)[number];

export interface DraftInput {
  /** "2025" or "2025-S1" */
  readonly period: string;
  readonly types: readonly ReturnType[];
  readonly partners: Partners;
  /** UTC instant. */
  readonly cutOff: string;
}

export interface Draft {
  readonly span: Period;
  readonly figures: readonly Observation[];
  readonly owing: readonly string[];
  readonly notFiled: readonly NotFiled[];
  /** Figures that it says otherwise than what is published now; those that nothing was said of are not counted. */
  readonly restated: number;
}

export async function draftRelease(ctx: Ctx, reader: Reader, input: DraftInput): Promise<Draft> {
  const { period, types, partners, cutOff } = input;
  const span = parsePeriod(period) ?? { kind: "YEAR", year: 0 };
  const { from, until } = daysOf(span);
  const returns = await findObservations(reader, {
    sources: [ofReturns],
    flows: types.flatMap(flowsOfType),
    from,
    until: addDays(until, -1),
    openOnly: false,
    asOf: cutOff,
  });
  const within = returns.filter((one) => contains(span, one.period));
  const said = partners === "NAMED" ? within : withoutPartners(within);
  const figures = withholdDerivable(said).map((one) => ({
    ...one,
    source: ofReleases,
    open: true,
  }));
  const { statuses } = await schemeFacts(ctx);
  const filed = await filedWithin(reader, Number(from.slice(0, 4)), cutOff);
  const cutOffDay: IsoDate = cutOff.slice(0, 10);
  const owed = periodsWithin(span)
    .filter(({ type }) => types.includes(type))
    .flatMap((one) =>
      traders
        .filter(({ code }) => owes(statuses, code, parsePeriod(one.period) as ReturnPeriod, cutOffDay))
        .map(({ code }): NotFiled => ({ participant: code, ...one })),
    );
  const notFiled = owed.filter(
    ({ participant, type, period: of }) => !filed.has(`${participant} ${type} ${of}`),
  );
  const changed = restatements(await findObservations(reader, standingOf(period, types)), figures);
  return {
    span,
    figures,
    owing: [...new Set(owed.map(({ participant }) => participant))].toSorted(),
    notFiled,
    restated: changed.filter(({ before }) => before !== undefined).length,
  };
}
