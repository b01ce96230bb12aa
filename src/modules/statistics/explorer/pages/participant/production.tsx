// What one Participant mines, by mining type, and what a carat of it is worth against its usual range.
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import { cellOf, plotted } from "#core/statistics/views/cells.ts";
import { byMining, unitValues, yearly } from "#core/statistics/views/series.ts";
import type { PeriodPoint } from "#core/statistics/views/series.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import { miningTypes } from "#core/statistics/returns.ts";
import type { T } from "#platform/i18n/translator.ts";
import { BarsChart } from "#ui/charts/BarsChart.tsx";
import { UnitValueBand } from "#ui/charts/UnitValueBand.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import { cellText, nameOf, sourceName } from "../../words.ts";
import { Figures } from "../frame.tsx";
import { YearTable } from "../year-lines.tsx";
import type { ParticipantView } from "./view.ts";

const mostPeriods = 24;

export function Production(view: ParticipantView & { production: readonly Observation[] }) {
  const { page, code, years, production } = view;
  const { t, known } = page;
  const points = byMining(production);
  const byYear = yearly(production, "carats", years);
  const title = t("explorer.participant.production", { name: nameOf(t, code) });
  return (
    <>
      <Figures
        page={page}
        id="production"
        title={title}
        unit={t("explorer.measure.carats")}
        flow="PRODUCTION"
        sums={byYear.map(({ sum }) => sum)}
        chart={
          <BarsChart
            t={t}
            id="production-bars"
            title={title}
            description={t("explorer.participant.production-description")}
            measure="carats"
            parts={miningTypes.map((mining) => t(`statistics.mining.${mining}`))}
            bars={barsOf(t, points).slice(-mostPeriods)}
          />
        }
        table={
          <YearTable
            page={page}
            id="production"
            title={title}
            years={byYear.map(({ year }) => year)}
            columns={[
              ...(["carats", "usd", "unit"] as const).map((measure) => ({
                label: t(`explorer.measure.${measure}`),
                cells: byYear.map(({ sum }) => cellText(t, cellOf(sum, measure), measure)),
              })),
              {
                label: t("explorer.column.missing"),
                numeric: false,
                cells: byYear.map(({ sum }) => sum?.missing.join(", ") ?? ""),
              },
              {
                label: t("explorer.column.source"),
                numeric: false,
                cells: byYear.map(({ sum }) =>
                  sum === undefined ? "" : sourceName(t, known.sources, sum.source),
                ),
              },
            ]}
          />
        }
      />
      <UnitValueFigures {...view} points={points} />
    </>
  );
}

/** One bar a period, made of its mining types. */
function barsOf(t: T, points: readonly PeriodPoint[]) {
  return [...grouped(points, ({ period }) => periodText(period))].map(([text, of]) => {
    const valueOf = (mining: string): number | null => {
      const point = of.find(
        (one) => one.mining === mining || (one.mining === "_T" && mining === "UNSPECIFIED"),
      );
      return point === undefined ? null : plotted(cellOf(point.sum, "carats"), "carats");
    };
    const provisional = of.some(({ sum }) => sum.provisional);
    return {
      label: text,
      values: miningTypes.map(valueOf),
      ...(provisional ? { note: t("explorer.status.provisional") } : {}),
    };
  });
}

function UnitValueFigures({ page, code, points }: ParticipantView & { points: readonly PeriodPoint[] }) {
  const { t } = page;
  const values = unitValues(points);
  if (values.length === 0) return null;
  const title = t("explorer.participant.unit", { name: nameOf(t, code) });
  const periods = [...new Map(points.map(({ period }) => [periodText(period), period])).keys()];
  return (
    <Figures
      page={page}
      id="unit-values"
      title={title}
      unit={t("explorer.measure.unit")}
      flow="PRODUCTION"
      sums={values.flatMap((one) => one.points.map(({ sum }) => sum))}
      note={t("explorer.participant.unit-note")}
      chart={
        <UnitValueBand
          t={t}
          id="unit-band"
          title={title}
          description={t("explorer.participant.unit-note")}
          periods={periods}
          panels={values.map(({ mining, points: priced }) => ({
            label: miningName(t, mining),
            values: periods.map((text) => {
              const point = priced.find(({ period }) => periodText(period) === text);
              return point === undefined ? null : Number(point.unit) / 100;
            }),
          }))}
        />
      }
      table={
        <Table
          id="unit-table"
          caption={title}
          captionHidden
          columns={[
            { label: t("explorer.column.period") },
            { label: t("explorer.column.mining") },
            { label: t("explorer.measure.unit"), numeric: true },
            { label: t("explorer.column.band"), numeric: true },
          ]}
          rows={values
            .flatMap(({ mining, points: priced, band }) =>
              priced.map(({ period, unit }) => [
                periodInWords(t, period),
                miningName(t, mining),
                t.usd(unit),
                band === null
                  ? t("explorer.band.none")
                  : t("explorer.band", { low: t.usd(band.low), high: t.usd(band.high) }),
              ]),
            )
            .toReversed()}
          empty={t("explorer.none")}
        />
      }
    />
  );
}

function miningName(t: T, mining: string): string {
  return mining === "_T" ? t("explorer.mining.all") : t(`statistics.mining.${mining as "ASM"}`);
}
