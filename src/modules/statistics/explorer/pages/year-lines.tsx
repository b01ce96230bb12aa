// One line for each of a few flows or Participants over the years, and the same as a table, the newest year first.
import { plottedWhole } from "#core/statistics/views/cells.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import type { YearPoint } from "#core/statistics/views/series.ts";
import { LineChart } from "#ui/charts/LineChart.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { chartMeasures, Figures, Marks } from "./frame.tsx";
import type { FiguresProps, Page } from "./frame.tsx";

interface YearColumn {
  readonly label: string;
  readonly numeric?: boolean;
  /** One for each year. */
  readonly cells: readonly string[];
}

export interface YearLinesProps extends Omit<FiguresProps, "chart" | "table" | "unit"> {
  readonly measure: Measure;
  readonly years: readonly number[];
  /** Points for each year. */
  readonly series: readonly { readonly label: string; readonly points: readonly YearPoint[] }[];
  readonly columns: readonly YearColumn[];
}

export function YearLines({ measure, years, series, columns, ...figures }: YearLinesProps) {
  const { page, id, title } = figures;
  const { t } = page;
  return (
    <Figures
      {...figures}
      unit={t(`explorer.measure.${measure}`)}
      chart={
        <LineChart
          t={t}
          id={`${id}-lines`}
          title={title}
          description={t("explorer.compare.description", {
            from: String(years[0] ?? ""),
            to: String(years.at(-1) ?? ""),
          })}
          measure={chartMeasures[measure]}
          periods={years.map(String)}
          series={series.map(({ label, points }) => ({
            label,
            values: points.map(({ cell }) => plottedWhole(cell, measure)),
            provisional: points.flatMap(({ cell }, place) =>
              cell.kind === "FIGURE" && cell.provisional ? [place] : [],
            ),
          }))}
        />
      }
      table={<YearTable page={page} id={id} title={title} years={years} columns={columns} />}
    />
  );
}

export function YearTable(props: {
  page: Page;
  id: string;
  title: string;
  years: readonly number[];
  columns: readonly YearColumn[];
}) {
  const { page, id, title, years, columns } = props;
  const { t } = page;
  return (
    <>
      <Table
        id={`${id}-table`}
        caption={title}
        captionHidden
        columns={[
          { label: t("explorer.column.year") },
          ...columns.map(({ label, numeric = true }) => ({ label, numeric })),
        ]}
        rows={years
          .map((year, place) => [String(year), ...columns.map(({ cells }) => cells[place] ?? "")])
          .toReversed()}
        empty={t("explorer.none")}
      />
      <Marks t={t} />
    </>
  );
}
