// Who reports how much in one year: the most first.
import type { ComponentChildren } from "preact";
import type { Measure } from "#core/statistics/views/cells.ts";
import { plotted } from "#core/statistics/views/cells.ts";
import type { Ranking, ReporterFigure } from "#core/statistics/views/ranking.ts";
import type { Flow } from "#core/statistics/observation.ts";
import type { T } from "#platform/i18n/translator.ts";
import { BarsChart } from "#ui/charts/BarsChart.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { Fact } from "../csv.ts";
import { amountWords, cellText, nameOf, sourceName } from "../words.ts";
import { chartMeasures, Figures, Marks } from "./frame.tsx";
import type { Page } from "./frame.tsx";

const mostDrawn = 20;

export interface RankingView {
  readonly page: Page;
  readonly flow: Flow;
  readonly measure: Measure;
  readonly year: number;
  readonly ranking: Ranking;
}

export function rankingFacts({ flow, measure, year, ranking }: Omit<RankingView, "page">): readonly Fact[] {
  return rowsOf(ranking).map(({ reporter, sum }) => ({
    reporter,
    flow,
    counterpart: flow === "PRODUCTION" ? "_Z" : "W",
    product: "_T",
    mining: "_T",
    period: String(year),
    measure,
    sum,
  }));
}

export function RankingFigures(view: RankingView) {
  const { page, measure, ranking } = view;
  const { t } = page;
  const { ranked } = ranking;
  return (
    <RankedFigures
      {...view}
      note={
        ranked.length > mostDrawn
          ? t("explorer.ranking.more", { count: ranked.length - mostDrawn })
          : undefined
      }
      chart={
        <BarsChart
          t={t}
          id="ranking-bars"
          title={titleOf(view)}
          description={t("explorer.ranking.description", { count: Math.min(mostDrawn, ranked.length) })}
          measure={chartMeasures[measure]}
          bars={ranked.slice(0, mostDrawn).map(({ reporter, cell }) => ({
            label: nameOf(t, reporter),
            values: [plotted(cell, measure)],
            ...(cell.kind === "FIGURE" && !cell.whole ? { note: t("explorer.incomplete") } : {}),
          }))}
        />
      }
    />
  );
}

/** Around a picture of a ranking: its table, and who is not in it. */
export function RankedFigures({
  chart,
  note,
  ...view
}: RankingView & { readonly chart: ComponentChildren; readonly note: string | undefined }) {
  const { page, flow, measure, ranking } = view;
  const { t } = page;
  const { ranked, total } = ranking;
  const title = titleOf(view);
  return (
    <>
      <Figures
        page={page}
        id="ranking"
        title={title}
        unit={t(`explorer.measure.${measure}`)}
        flow={flow}
        sums={rowsOf(ranking).map(({ sum }) => sum)}
        chart={chart}
        note={note}
        table={
          <>
            <Table
              id="ranking-table"
              caption={title}
              captionHidden
              columns={[
                { label: t("explorer.column.participant") },
                { label: t(`explorer.measure.${measure}`), numeric: true },
                { label: t("explorer.column.missing") },
                { label: t("explorer.column.source") },
              ]}
              rows={rowsOf(ranking).map(({ reporter, sum, cell }) => [
                <a href={`/statistics/participants/${reporter}`}>{nameOf(t, reporter)}</a>,
                cellText(t, cell, measure),
                sum?.missing.join(", ") ?? "",
                sum === undefined ? "" : sourceName(t, page.known.sources, sum.source),
              ])}
              foot={
                total === null || ranked.length === 0
                  ? undefined
                  : [t("explorer.ranking.total"), amountWords(t, measure, total), "", ""]
              }
              empty={t("explorer.none")}
            />
            <Marks t={t} />
          </>
        }
      />
      <Silent t={t} ranking={ranking} />
    </>
  );
}

function Silent({ t, ranking }: { t: T; ranking: Ranking }) {
  const { silent, unlike, aggregates } = ranking;
  const names = (codes: readonly string[]): string => t.list(codes.map((code) => nameOf(t, code)));
  return (
    <>
      {unlike.length > 0 && (
        <p>{t("explorer.ranking.unlike", { names: names(unlike.map(({ reporter }) => reporter)) })}</p>
      )}
      {aggregates.length > 0 && (
        <p>
          {t("explorer.ranking.aggregates", { names: names(aggregates.map(({ reporter }) => reporter)) })}
        </p>
      )}
      {silent.length > 0 && (
        <p>{t("explorer.ranking.silent", { count: silent.length, names: names(silent) })}</p>
      )}
    </>
  );
}

export function titleOf({ page: { t }, flow, measure, year, ranking }: RankingView): string {
  const [first] = ranking.ranked;
  const values = { year: String(year), flow: t(`explorer.flow.${flow}`) };
  return first?.cell.kind !== "FIGURE"
    ? t("explorer.ranking.nobody", values)
    : t("explorer.ranking.finding", {
        ...values,
        name: nameOf(t, first.reporter),
        amount: amountWords(t, measure, first.cell.amount),
      });
}

function rowsOf({ ranked, unranked, unlike, aggregates }: Ranking): readonly ReporterFigure[] {
  return [...ranked, ...unranked, ...unlike, ...aggregates];
}
