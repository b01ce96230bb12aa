// One pair and year code by code, as both sides tell it: the same stones under another subheading explain most gaps by code.
import { roughGoods } from "#core/kp/goods.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import { plotted } from "#core/statistics/views/cells.ts";
import type { CodeSides } from "#core/statistics/views/partners.ts";
import { CodeMix } from "#ui/charts/CodeMix.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { Fact } from "../csv.ts";
import { cellText, nameOf } from "../words.ts";
import { chartMeasures, Figures, Marks } from "./frame.tsx";
import type { Page } from "./frame.tsx";

export interface CodesView {
  readonly page: Page;
  readonly from: string;
  readonly to: string | undefined;
  readonly measure: Measure;
  readonly year: number;
  readonly mix: readonly CodeSides[];
}

export function codesFacts({ from, to, measure, year, mix }: Omit<CodesView, "page">): readonly Fact[] {
  return mix.flatMap(({ code, exporter, importer }): readonly Fact[] => {
    const common = { product: code, mining: "_T", period: String(year), measure };
    return [
      { ...common, reporter: from, flow: "EXPORT", counterpart: to ?? "W", sum: exporter.sum },
      { ...common, reporter: to ?? "W", flow: "IMPORT", counterpart: from, sum: importer.sum },
    ];
  });
}

export function CodesFigures({ page, from, to, measure, year, mix }: CodesView) {
  const { t } = page;
  const names = { from: nameOf(t, from), to: nameOf(t, to ?? "W") };
  const title = t("explorer.codes.title", { ...names, year: String(year) });
  const labels = {
    exporter: t("explorer.codes.exporter", names),
    importer: t("explorer.codes.importer", names),
  };
  return (
    <Figures
      page={page}
      id="codes"
      title={title}
      unit={t(`explorer.measure.${measure}`)}
      flow="EXPORT"
      sums={mix.flatMap(({ exporter, importer }) => [exporter.sum, importer.sum])}
      note={t("explorer.codes.note")}
      chart={
        <CodeMix
          t={t}
          id="codes-mix"
          title={title}
          description={t("explorer.codes.description")}
          measure={chartMeasures[measure]}
          codes={roughGoods.map(({ code }) => t(`explorer.product.${code}`))}
          cases={[
            {
              label: String(year),
              exporter: {
                label: labels.exporter,
                values: mix.map(({ exporter }) => plotted(exporter.cell, measure)),
              },
              importer: {
                label: labels.importer,
                values: mix.map(({ importer }) => plotted(importer.cell, measure)),
              },
            },
          ]}
        />
      }
      table={
        <>
          <Table
            id="codes-table"
            caption={title}
            captionHidden
            columns={[
              { label: t("explorer.column.code") },
              { label: labels.exporter, numeric: true },
              { label: labels.importer, numeric: true },
            ]}
            rows={mix.map(({ code, exporter, importer }) => [
              t(`explorer.product.${code}`),
              cellText(t, exporter.cell, measure),
              cellText(t, importer.cell, measure),
            ])}
            empty={t("explorer.none")}
          />
          <Marks t={t} />
        </>
      }
    />
  );
}
