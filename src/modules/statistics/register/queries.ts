// What the certificates themselves tell of a year or a quarter, from their sums, with the return of the same Participant beside
// it. A focal point sees what its own Participant sent and received, analysts all: a cell may be the trade of one company.
import type { RoughCode } from "#core/kp/goods.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import type { Flow, Observation, Product } from "#core/statistics/observation.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import { besideReturn } from "#core/statistics/reconcile/beside.ts";
import type { Beside, Span } from "#core/statistics/reconcile/beside.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findParticipant } from "#modules/scheme/index.ts";
import { findObservations } from "../figures/store.ts";
import { sightOf } from "../reconciliation/queries.ts";
import type { Sight } from "../reconciliation/queries.ts";
import { readerOf, todayOf } from "../returns/queries.ts";
import { certificateFlows, certificatePassages } from "../summaries/questions/store.ts";
import type {
  Amounts,
  CertificateFlow,
  Dimension,
  Passages,
  Selection,
} from "../summaries/questions/store.ts";
import { parts, spanOf } from "./asked.ts";
import type { Asked } from "./asked.ts";

export interface Register {
  readonly sight: Sight;
  /** With the Participant whose certificates these are; undefined for all. */
  readonly asked: Asked;
  readonly counts: readonly Count[];
  readonly left: readonly Moved[];
  readonly arrived: readonly Moved[];
  readonly codes: readonly CodeInQuarter[];
  readonly sent: readonly Passages[];
  /** What others sent to the Participant; empty for all. */
  readonly coming: readonly Passages[];
}

/** Certificates of one Participant, beside its returns of certificate counts. */
export interface Count {
  readonly participant: string;
  readonly span: Span;
  readonly issued: number;
  readonly issuedSaid: Beside;
  readonly received: number;
  readonly receivedSaid: Beside;
}

/** What went one way, beside the return of the exporter for what left and of the importer for what arrived. */
export interface Moved {
  readonly exporter: string;
  readonly importer: string;
  readonly amounts: Amounts;
  readonly said: Beside;
}

export interface CodeInQuarter {
  readonly span: Span;
  readonly code: RoughCode;
  readonly left: Amounts;
  readonly arrived: Amounts;
  /** Of one Participant's own returns; undefined for all together. */
  readonly leftSaid: Beside | undefined;
  readonly arrivedSaid: Beside | undefined;
}

export async function registerOf(ctx: Ctx, wished: Asked): Promise<Register> {
  const { sight, asked } = await askedBy(ctx, wished);
  const reader = readerOf(ctx);
  const year = { from: `${asked.year}-Q1`, until: `${asked.year}-Q4` };
  const span = quartersOf(asked);
  const out = sideOf("exporter", asked);
  const into = sideOf("importer", asked);
  const flows = (selection: Selection, time: typeof year, by: readonly Dimension[]) =>
    certificateFlows(reader, { ...selection, ...time, by });
  const who = asked.participant;
  const passages = (selection: Selection, by: Dimension) =>
    certificatePassages(reader, { ...selection, ...span, by: [by], on: todayOf(ctx) });
  const [returns, issued, received, left, arrived, leftBy, arrivedBy, sent, coming] = await Promise.all([
    returnsOf(ctx, asked),
    flows(out, year, [who === undefined ? "exporter" : "quarter"]),
    flows(into, year, [who === undefined ? "importer" : "quarter"]),
    flows(out, span, ["exporter", "importer"]),
    who === undefined ? undefined : flows(into, span, ["exporter", "importer"]),
    flows(out, span, ["quarter", "code"]),
    who === undefined ? undefined : flows(into, span, ["quarter", "code"]),
    passages(out, who === undefined ? "exporter" : "importer"),
    who === undefined ? [] : passages(into, "exporter"),
  ]);
  return {
    sight,
    asked,
    counts: countsOf(asked, issued, received, returns),
    left: movedOf(asked, "EXPORT", left, returns),
    arrived: movedOf(asked, "IMPORT", arrived ?? left, returns),
    codes: codesOf(asked, leftBy, arrivedBy ?? leftBy, returns),
    sent: sent.filter(({ exported }) => exported.certificates > 0),
    coming: coming.filter(({ exported }) => exported.certificates > 0),
  };
}

/** One way, code and quarter: everything else on the page is a sum of these. */
export interface Finest {
  readonly flow: CertificateFlow;
  readonly passages: Passages | undefined;
  /** Undefined where the reader may not see that return. */
  readonly leftSaid: Beside | undefined;
  readonly arrivedSaid: Beside | undefined;
}

export async function finestOf(ctx: Ctx, wished: Asked): Promise<readonly Finest[]> {
  const { asked } = await askedBy(ctx, wished);
  const reader = readerOf(ctx);
  const by = ["exporter", "importer", "code", "quarter"] as const;
  const who = asked.participant;
  const sides =
    who === undefined ? [sideOf("exporter", asked)] : [sideOf("exporter", asked), sideOf("importer", asked)];
  const time = quartersOf(asked);
  const returns = await returnsOf(ctx, asked);
  const finest: Finest[] = [];
  for (const side of sides) {
    const flows = await certificateFlows(reader, { ...side, ...time, by });
    const passages = await certificatePassages(reader, { ...side, ...time, by, on: todayOf(ctx) });
    const fates = new Map(passages.map((one) => [wayOf(one), one]));
    for (const flow of flows) {
      const { exporter = "", importer = "", code = "7102.10", quarter = "" } = flow;
      const span = quarterSpan(quarter);
      const said = (reporter: string, of: Flow, counterpart: string, amounts: Amounts) =>
        who === undefined || who === reporter
          ? returns.beside(reporter, of, amounts[asked.measure], span, asked.measure, {
              counterpart,
              product: code,
            })
          : undefined;
      finest.push({
        flow,
        passages: fates.get(wayOf(flow)),
        leftSaid: said(exporter, "EXPORT", importer, flow.exported),
        arrivedSaid: said(importer, "IMPORT", exporter, flow.received),
      });
    }
  }
  return finest;
}

/** What one may not see is not found, as if it were not there. */
async function askedBy(ctx: Ctx, asked: Asked): Promise<{ readonly sight: Sight; readonly asked: Asked }> {
  const sight = await sightOf(ctx);
  const { participant } = asked;
  refuseUnless(sight.all || participant === undefined || participant === sight.own, "not-found");
  refuseUnless(
    participant === undefined || (await findParticipant(ctx, participant)) !== undefined,
    "not-found",
  );
  return { sight, asked: sight.all ? asked : { ...asked, participant: sight.own } };
}

function sideOf(side: "exporter" | "importer", { participant, code }: Asked): Selection {
  return {
    ...(participant === undefined
      ? {}
      : side === "exporter"
        ? { exporter: participant }
        : { importer: participant }),
    ...(code === undefined ? {} : { code }),
  };
}

function quartersOf({ year, part }: Asked): { readonly from: string; readonly until: string } {
  return { from: `${year}-Q${part ?? 1}`, until: `${year}-Q${part ?? 4}` };
}

interface Returns {
  readonly partners: (
    flow: Flow,
    span: Span,
  ) => readonly { readonly reporter: string; readonly partner: string }[];
  readonly beside: (
    reporter: string,
    flow: Flow,
    certified: bigint,
    span: Span,
    measure: Asked["measure"] | "count",
    scope?: { readonly counterpart?: string; readonly product?: Product },
  ) => Beside;
}

async function returnsOf(ctx: Ctx, { participant, year }: Asked): Promise<Returns> {
  const rows = await findObservations(readerOf(ctx), {
    flows: ["IMPORT", "EXPORT", "KPC_ISSUED", "KPC_RECEIVED"],
    sources: [ofReturns],
    ...(participant === undefined ? {} : { reporters: [participant] }),
    from: `${year}-01-01`,
    until: `${year}-12-31`,
    openOnly: false,
  });
  const byReporter = grouped(rows, ({ reporter, flow }) => `${reporter}|${flow}`);
  return {
    partners: (flow, span) =>
      rows
        .filter(
          (one) => one.flow === flow && !one.nil && isWithin(one, span) && /^[A-Z]{2}$/.test(one.counterpart),
        )
        .map(({ reporter, counterpart }) => ({ reporter, partner: counterpart })),
    beside: (reporter, flow, certified, span, measure, scope = {}) =>
      besideReturn(certified, byReporter.get(`${reporter}|${flow}`) ?? [], span, measure, scope),
  };
}

function isWithin({ period }: Observation, span: Span): boolean {
  return (
    period.kind !== "FISCAL" &&
    period.year === span.year &&
    (span.kind === "YEAR" || (period.kind === "QUARTER" && period.part === span.part))
  );
}

function countsOf(
  asked: Asked,
  issued: readonly CertificateFlow[],
  received: readonly CertificateFlow[],
  returns: Returns,
): readonly Count[] {
  const { participant, year, code } = asked;
  const count = (who: string, span: Span, out: number, into: number): Count => {
    // Returns of certificate counts are not divided by code.
    const beside = (flow: "KPC_ISSUED" | "KPC_RECEIVED", certified: number): Beside =>
      code === undefined
        ? returns.beside(who, flow, BigInt(certified), span, "count")
        : { kind: "NOT_GIVEN" };
    return {
      participant: who,
      span,
      issued: out,
      issuedSaid: beside("KPC_ISSUED", out),
      received: into,
      receivedSaid: beside("KPC_RECEIVED", into),
    };
  };
  const sumOf = (flows: readonly CertificateFlow[], of: "issued" | "received"): number =>
    flows.reduce((sum, flow) => sum + flow[of].certificates, 0);
  if (participant !== undefined)
    return [
      ...parts.map((part) => {
        const isIn = ({ quarter }: CertificateFlow): boolean => quarter === `${year}-Q${part}`;
        const span: Span = { kind: "QUARTER", year, part };
        return count(
          participant,
          span,
          sumOf(issued.filter(isIn), "issued"),
          sumOf(received.filter(isIn), "received"),
        );
      }),
      count(participant, { kind: "YEAR", year }, sumOf(issued, "issued"), sumOf(received, "received")),
    ];
  const everybody = [
    ...issued.map(({ exporter = "" }) => exporter),
    ...received.map(({ importer = "" }) => importer),
  ];
  return [...new Set(everybody)].toSorted().flatMap((who) => {
    const out = sumOf(
      issued.filter(({ exporter }) => exporter === who),
      "issued",
    );
    const into = sumOf(
      received.filter(({ importer }) => importer === who),
      "received",
    );
    return out + into === 0 ? [] : [count(who, { kind: "YEAR", year }, out, into)];
  });
}

/** A partner that the return names without a certificate between the two has its row as well. The most first. */
function movedOf(
  asked: Asked,
  flow: "EXPORT" | "IMPORT",
  flows: readonly CertificateFlow[],
  returns: Returns,
): readonly Moved[] {
  const span = spanOf(asked);
  const ways = new Map<string, { exporter: string; importer: string; amounts: Amounts }>();
  for (const { exporter = "", importer = "", exported, received } of flows) {
    const amounts = flow === "EXPORT" ? exported : received;
    if (amounts.certificates > 0) ways.set(`${exporter}|${importer}`, { exporter, importer, amounts });
  }
  for (const { reporter, partner } of returns.partners(flow, span)) {
    const [exporter, importer] = flow === "EXPORT" ? [reporter, partner] : [partner, reporter];
    const key = `${exporter}|${importer}`;
    if (!ways.has(key)) ways.set(key, { exporter, importer, amounts: nothing });
  }
  return [...ways.values()]
    .map((way): Moved => {
      const [reporter, counterpart] =
        flow === "EXPORT" ? [way.exporter, way.importer] : [way.importer, way.exporter];
      const product = asked.code ?? "_T";
      const certified = way.amounts[asked.measure];
      return {
        ...way,
        said: returns.beside(reporter, flow, certified, span, asked.measure, { counterpart, product }),
      };
    })
    .toSorted((a, b) => Number(b.amounts[asked.measure] - a.amounts[asked.measure]));
}

function codesOf(
  { participant, measure }: Asked,
  left: readonly CertificateFlow[],
  arrived: readonly CertificateFlow[],
  returns: Returns,
): readonly CodeInQuarter[] {
  const nameOf = ({ quarter, code }: CertificateFlow): string => `${quarter}|${code}`;
  const [out, into] = [left, arrived].map((flows) => new Map(flows.map((flow) => [nameOf(flow), flow])));
  const cells = new Map([...left, ...arrived].map((flow) => [nameOf(flow), flow]));
  return [...cells]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, cell]): readonly CodeInQuarter[] => {
      const { quarter = "", code = "7102.10" } = cell;
      const span = quarterSpan(quarter);
      const [gone, come] = [out?.get(name)?.exported ?? nothing, into?.get(name)?.received ?? nothing];
      const said = (flow: Flow, amounts: Amounts): Beside | undefined =>
        participant === undefined
          ? undefined
          : returns.beside(participant, flow, amounts[measure], span, measure, { product: code });
      if (gone.certificates + come.certificates === 0) return [];
      return [
        {
          span,
          code,
          left: gone,
          arrived: come,
          leftSaid: said("EXPORT", gone),
          arrivedSaid: said("IMPORT", come),
        },
      ];
    });
}

/** Of the sums: always a quarter. */
function quarterSpan(quarter: string): Span {
  const period = parsePeriod(quarter);
  if (period?.kind !== "QUARTER") throw new Error(`no quarter of a sum: ${quarter}`);
  return period;
}

function wayOf({ exporter, importer, code, quarter }: Pick<Passages, Dimension>): string {
  return `${exporter}|${importer}|${code}|${quarter}`;
}

const nothing: Amounts = { certificates: 0, carats: 0n, usd: 0n };
