// Do the two sides agree? Each pair by quarter: what the exporter says it sent against what the importer says it received. An
// explanation comes before any conclusion: a gap says that two figures differ, not who is right.
import { stringify } from "csv-stringify/sync";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import { filedKey, isTrade, mirrorLines } from "#core/statistics/reconcile/mirror.ts";
import type { MirrorLine, Side, Verdict } from "#core/statistics/reconcile/mirror.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import { comparePeriods } from "#core/statistics/views/sums.ts";
import type { T } from "#platform/i18n/translator.ts";
import { HeatMap } from "#ui/charts/HeatMap.tsx";
import type { MirrorCell } from "#ui/charts/HeatMap.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import { amountWords, nameOf } from "../words.ts";
import { Figures, Marks } from "./frame.tsx";
import type { Page } from "./frame.tsx";

export type MirrorMeasure = "carats" | "usd";
const mostPairs = 20;

export interface MirrorView {
  readonly page: Page;
  readonly measure: MirrorMeasure;
  readonly year: number;
  readonly source: string | undefined;
  readonly lines: readonly MirrorLine[];
}

/** Of one source, all goods together, of periods within the year; the pairs with the largest amounts at stake first. */
export function mirrorOf(
  observations: readonly Observation[],
  year: number,
  source: string | undefined,
  measure: MirrorMeasure,
): readonly MirrorLine[] {
  const own = observations.filter(
    ({ flow, period, source: of }) =>
      isTrade(flow) && of === source && period.kind !== "FISCAL" && period.year === year,
  );
  const filed = new Set(own.map(({ reporter, period }) => filedKey(reporter, periodText(period))));
  const lines = mirrorLines({ observations: own, filed }).filter(
    ({ product, exporter, importer }) => product === "_T" && exporter !== importer,
  );
  const stakes = [...grouped(lines, pairOf).values()].map((of) => ({
    of,
    stake: of.reduce((sum, line) => sum + larger(line, measure), 0n),
  }));
  return stakes
    .toSorted((a, b) => (a.stake > b.stake ? -1 : a.stake < b.stake ? 1 : 0))
    .flatMap(({ of }) => of);
}

export function mirrorCsv(lines: readonly MirrorLine[]): string {
  return stringify(
    lines.map((line) => [
      line.exporter,
      line.importer,
      periodText(line.period),
      amountOf(line.exported, "carats", caratsToString),
      amountOf(line.imported, "carats", caratsToString),
      line.carats.kind,
      shareOf(line.carats),
      amountOf(line.exported, "usd", usdToString),
      amountOf(line.imported, "usd", usdToString),
      line.usd.kind,
      shareOf(line.usd),
    ]),
    {
      header: true,
      columns: [
        "exporter",
        "importer",
        "period",
        "exported_carats",
        "imported_carats",
        "carats_verdict",
        "carats_gap_share",
        "exported_usd",
        "imported_usd",
        "usd_verdict",
        "usd_gap_share",
      ],
      record_delimiter: "windows",
      escape_formulas: true,
    },
  );
}

export function MirrorFigures({ page, measure, year, source, lines }: MirrorView) {
  const { t } = page;
  const pairs = [...grouped(lines, pairOf).values()];
  const shown = pairs.slice(0, mostPairs);
  const periods = [...new Map(lines.map(({ period }) => [periodText(period), period])).values()].toSorted(
    comparePeriods,
  );
  const differing = lines.filter((line) => line[measure].kind === "DIFFERS").length;
  const title = t("explorer.mirror.title", {
    year: String(year),
    differing,
    compared: compared(lines, measure),
  });
  return (
    <Figures
      page={page}
      id="mirror"
      title={title}
      unit={t(`explorer.measure.${measure}`)}
      flow="EXPORT"
      sums={[]}
      sources={source === undefined ? [] : [source]}
      note={t("explorer.mirror.note")}
      chart={
        <HeatMap
          t={t}
          id="mirror-cells"
          title={title}
          description={t("explorer.mirror.description", { count: shown.length })}
          periods={periods.map(periodText)}
          pairs={shown.map((of) => ({
            label: pairName(t, of[0]),
            cells: periods.map((period) => cellOf(lineOf(of, period)?.[measure])),
          }))}
        />
      }
      table={
        <>
          <MirrorTable t={t} id="mirror-table" caption={title} measure={measure} lines={shown.flat()} />
          {pairs.length > mostPairs && (
            <p>{t("explorer.mirror.more", { count: pairs.length - mostPairs })}</p>
          )}
          <Marks t={t} />
        </>
      }
    />
  );
}

export function MirrorTable(props: {
  t: T;
  id: string;
  caption: string;
  measure: MirrorMeasure;
  lines: readonly MirrorLine[];
}) {
  const { t, measure } = props;
  return (
    <Table
      id={props.id}
      caption={props.caption}
      captionHidden
      columns={[
        { label: t("explorer.column.pair") },
        { label: t("explorer.column.period") },
        { label: t("explorer.column.exported"), numeric: true },
        { label: t("explorer.column.imported"), numeric: true },
        { label: t("explorer.column.gap"), numeric: true },
      ]}
      rows={props.lines.map((line) => [
        pairName(t, line),
        periodInWords(t, line.period),
        sideText(t, line.exported, measure),
        sideText(t, line.imported, measure),
        verdictText(t, line[measure]),
      ])}
      empty={t("explorer.mirror.none")}
    />
  );
}

function pairOf({ exporter, importer }: MirrorLine): string {
  return `${exporter} ${importer}`;
}

function pairName(t: T, line: MirrorLine | undefined): string {
  return line === undefined
    ? ""
    : t("explorer.pair", { from: nameOf(t, line.exporter), to: nameOf(t, line.importer) });
}

function lineOf(lines: readonly MirrorLine[], period: Period): MirrorLine | undefined {
  return lines.find((line) => periodText(line.period) === periodText(period));
}

function compared(lines: readonly MirrorLine[], measure: MirrorMeasure): number {
  return lines.filter((line) => line[measure].kind === "DIFFERS" || line[measure].kind === "AGREES").length;
}

function larger({ exported, imported }: MirrorLine, measure: MirrorMeasure): bigint {
  const [out, into] = [exported, imported].map((side) =>
    side.kind === "FIGURE" ? (side[measure] ?? 0n) : 0n,
  ) as [bigint, bigint];
  return out > into ? out : into;
}

function cellOf(verdict: Verdict | undefined): MirrorCell {
  switch (verdict?.kind) {
    case "AGREES":
    case "DIFFERS":
    case "NIL_AGAINST_FIGURE":
      return { gap: verdict.gap.share };
    case "BOTH_NIL":
      return { gap: 0 };
    case "ONE_MISSING":
      return { missing: verdict.missing === "EXPORTER" ? "exporter" : "importer" };
    case "UNLIKE":
    case "WITHHELD":
    case "NOT_GIVEN":
      return { unlike: true };
    case "BOTH_MISSING":
    case undefined:
      return { missing: "both" };
  }
}

function sideText(t: T, side: Side, measure: MirrorMeasure): string {
  switch (side.kind) {
    case "FIGURE": {
      const amount = side[measure];
      return amount === null ? t("explorer.state.NOT_GIVEN") : amountWords(t, measure, amount);
    }
    case "NIL":
      return t("explorer.state.NIL");
    case "WITHHELD":
      return t("explorer.state.WITHHELD");
    case "NONE":
      return t("explorer.state.NOT_FILED");
  }
}

function verdictText(t: T, verdict: Verdict): string {
  switch (verdict.kind) {
    case "AGREES":
    case "DIFFERS":
    case "NIL_AGAINST_FIGURE":
      return t("explorer.mirror.gap", { percent: signed(t, Math.round(verdict.gap.share * 100)) });
    case "ONE_MISSING":
      return t(`explorer.mirror.missing.${verdict.missing}`);
    default:
      return t(`explorer.mirror.${verdict.kind}`);
  }
}

function signed(t: T, percent: number): string {
  return percent === 0 ? t.number(0) : `${percent > 0 ? "+" : "−"}${t.number(Math.abs(percent))}`;
}

function amountOf(side: Side, of: MirrorMeasure, write: (value: bigint) => string): string {
  if (side.kind === "NIL") return "0.00";
  const value = side.kind === "FIGURE" ? side[of] : null;
  return value === null ? "" : write(value);
}

function shareOf(verdict: Verdict): string {
  return "gap" in verdict ? String(verdict.gap.share) : "";
}
