// Both sides of each pair as one reader may see them. A focal point sees the pairs of its own Participant and computes from
// those alone, so that no explanation can tell of somebody else's trade; an analyst sees all.
import { periodBefore, periodOn } from "#core/statistics/calendar.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import type { Product } from "#core/statistics/observation.ts";
import { daysOf, dueOn, lastDayOf, parsePeriod, periodText, quarterAfter } from "#core/statistics/periods.ts";
import type { Quarter } from "#core/statistics/periods.ts";
import { massBalance } from "#core/statistics/reconcile/balance.ts";
import type { MassBalance } from "#core/statistics/reconcile/balance.ts";
import {
  accountOf,
  differing,
  inFlightOn,
  isPastDue,
  timingOf,
} from "#core/statistics/reconcile/certificates.ts";
import type { Days, FlowAccount, Shipment } from "#core/statistics/reconcile/certificates.ts";
import { hypothesesOf } from "#core/statistics/reconcile/hypotheses.ts";
import type { Hypothesis } from "#core/statistics/reconcile/hypotheses.ts";
import { filedKey, keyOf, mirrorLines } from "#core/statistics/reconcile/mirror.ts";
import type { MirrorLine } from "#core/statistics/reconcile/mirror.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { shipmentsBetween } from "#modules/certificates/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findParticipant } from "#modules/scheme/index.ts";
import { findObservations } from "../figures/store.ts";
import { mayAnalyse, mayFile } from "../policy.ts";
import { ownParticipant, readerOf, todayOf } from "../returns/queries.ts";
import * as store from "./store.ts";
import { summedAccounts } from "./summed.ts";
import type { ExplanationRow } from "./store.ts";

export interface Sight {
  /** The Participant that the reader files for. */
  readonly own: string | undefined;
  readonly all: boolean;
}

export async function sightOf(ctx: Ctx): Promise<Sight> {
  const own = await ownParticipant(ctx);
  const files = own !== undefined && mayFile(ctx.actor, own, own);
  const all = mayAnalyse(ctx.actor);
  refuseUnless(all || files, "not-allowed");
  return { own: files ? own : undefined, all };
}

/** The last quarter for which returns were due. */
export function lastDue(today: IsoDate): Quarter {
  let quarter = periodOn("QUARTER", today);
  while (dueOn(quarter) > today) quarter = periodBefore(quarter);
  return quarter as Quarter;
}

/** Hostile: from an address. */
export function readQuarter(text: string): Quarter {
  const period = parsePeriod(text);
  refuseUnless(period?.kind === "QUARTER", "not-found");
  return period;
}

export interface Pairs {
  readonly period: Quarter;
  /** The Participant whose pairs these are; undefined for all. */
  readonly participant: string | undefined;
  readonly lines: readonly MirrorLine[];
  readonly explanations: readonly ExplanationRow[];
  /** Lines of the quarter before and after as well, by key. */
  readonly around: ReadonlyMap<string, MirrorLine>;
}

export async function pairsOf(ctx: Ctx, period: Quarter, participant?: string): Promise<Pairs> {
  const sight = await sightOf(ctx);
  refuseUnless(sight.all || participant === undefined || participant === sight.own, "not-found");
  const asked = sight.all ? participant : sight.own;
  const around = await linesAround(ctx, period, asked);
  return {
    period,
    participant: asked,
    lines: around.filter((line) => periodText(line.period) === periodText(period)),
    explanations: await store.listExplanations(readerOf(ctx), periodText(period), asked),
    around: new Map(around.map((line) => [keyOf(line), line])),
  };
}

async function linesAround(
  ctx: Ctx,
  period: Quarter,
  concerning: string | undefined,
): Promise<readonly MirrorLine[]> {
  const [before, after] = [periodBefore(period), quarterAfter(period)];
  const reader = readerOf(ctx);
  const observations = await findObservations(reader, {
    flows: ["IMPORT", "EXPORT"],
    sources: [ofReturns],
    ...(concerning === undefined ? {} : { concerning }),
    from: daysOf(before).from,
    until: lastDayOf(after),
    openOnly: false,
  });
  const filed = await store.listTradeFiled(reader, [before, period, after].map(periodText));
  return mirrorLines({
    observations: observations.filter(({ period: said }) => said.kind === "QUARTER"),
    filed: new Set(filed.map((one) => filedKey(one.participant, one.period))),
  });
}

export interface PairLine {
  readonly line: MirrorLine;
  readonly hypotheses: readonly Hypothesis[];
  /** From the register: none where no certificate of this code moved between the two. */
  readonly account: FlowAccount | undefined;
}

export interface Pair {
  readonly exporter: string;
  readonly importer: string;
  readonly period: Quarter;
  readonly lines: readonly PairLine[];
  readonly inFlight: readonly Shipment[];
  readonly pastDue: readonly Shipment[];
  readonly differing: readonly Shipment[];
  /** False where there are more certificates than are read at once: accounts are then made of their sums, lists of the oldest. */
  readonly whole: boolean;
  readonly explanations: readonly ExplanationRow[];
  /** The side for which the reader may explain. */
  readonly side: string | undefined;
}

/** What one may not see is not found. */
export async function getPair(ctx: Ctx, exporter: string, importer: string, period: Quarter): Promise<Pair> {
  const sight = await sightOf(ctx);
  const side = [exporter, importer].find((code) => code === sight.own);
  refuseUnless(sight.all || side !== undefined, "not-found");
  refuseUnless(
    exporter !== importer &&
      (await findParticipant(ctx, exporter)) !== undefined &&
      (await findParticipant(ctx, importer)) !== undefined,
    "not-found",
  );
  const pairs = await pairsOf(ctx, period);
  const days = daysOf(period);
  const today = todayOf(ctx);
  const { shipments, whole } = await shipmentsBetween(ctx, { exporter, importer, ...days });
  const summed = whole ? undefined : await summedAccounts(ctx, exporter, importer, period);
  const isPair = (one: { readonly exporter: string; readonly importer: string }): boolean =>
    one.exporter === exporter && one.importer === importer;
  const said = pairs.lines.filter(isPair);
  // Where neither has said anything, the register may have: the pair has its page all the same.
  const lines =
    said.length > 0
      ? said
      : mirrorLines({ observations: [], filed: new Set(), expected: [{ exporter, importer, period }] });
  return {
    exporter,
    importer,
    period,
    lines: lines.map((line) => {
      const account =
        summed === undefined ? accountOfLine(shipments, line.product, days, today) : summed.get(line.product);
      return {
        line,
        account,
        hypotheses: hypothesesOf(line, {
          lines: pairs.around,
          ...(account === undefined ? {} : { inFlight: timingOf(account) }),
        }),
      };
    }),
    inFlight: shipments.filter((one) => inFlightOn(one, days.until)),
    pastDue: shipments.filter((one) => isPastDue(one, today)),
    differing: differing(shipments, days),
    whole,
    explanations: pairs.explanations.filter(isPair),
    side,
  };
}

function accountOfLine(
  shipments: readonly Shipment[],
  product: Product,
  days: Days,
  today: IsoDate,
): FlowAccount | undefined {
  const own = product === "_T" ? shipments : shipments.filter((one) => one.product === product);
  return own.length === 0 ? undefined : accountOf(own, days, today);
}

/** Of one year, or of several together. */
export async function balanceOf(
  ctx: Ctx,
  participant: string,
  years: { readonly from: number; readonly to: number },
): Promise<MassBalance> {
  const sight = await sightOf(ctx);
  refuseUnless(sight.all || participant === sight.own, "not-found");
  refuseUnless((await findParticipant(ctx, participant)) !== undefined, "not-found");
  const observations = await findObservations(readerOf(ctx), {
    flows: ["PRODUCTION", "IMPORT", "EXPORT"],
    sources: [ofReturns],
    reporters: [participant],
    from: `${years.from}-01-01`,
    until: `${years.to}-12-31`,
    openOnly: false,
  });
  return massBalance(observations, participant, years);
}
