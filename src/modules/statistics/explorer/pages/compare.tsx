// Up to six Participants beside each other, year by year; where one has no figure its line has a gap.
import type { Flow, Observation } from "#core/statistics/observation.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import { yearly } from "#core/statistics/views/series.ts";
import type { YearPoint } from "#core/statistics/views/series.ts";
import { alike } from "#core/statistics/views/sums.ts";
import type { Fact } from "../csv.ts";
import { cellText, nameOf } from "../words.ts";
import type { Page } from "./frame.tsx";
import { YearLines } from "./year-lines.tsx";

export interface CompareView {
  readonly page: Page;
  readonly flow: Flow;
  readonly measure: Measure;
  readonly years: readonly number[];
  readonly compared: readonly { readonly code: string; readonly points: readonly YearPoint[] }[];
}

export function comparedOf(
  observations: readonly Observation[],
  participants: readonly string[],
  measure: Measure,
  years: readonly number[],
): CompareView["compared"] {
  return participants.map((code) => ({
    code,
    points: yearly(
      observations.filter(({ reporter }) => reporter === code),
      measure,
      years,
    ),
  }));
}

export function compareFacts({ flow, measure, compared }: Omit<CompareView, "page">): readonly Fact[] {
  return compared.flatMap(({ code, points }) =>
    points.map(({ year, sum }) => ({
      reporter: code,
      flow,
      counterpart: flow === "PRODUCTION" ? "_Z" : "W",
      product: "_T",
      mining: "_T",
      period: String(year),
      measure,
      sum,
    })),
  );
}

export function CompareFigures({ page, flow, measure, years, compared }: CompareView) {
  const { t } = page;
  const names = t.list(compared.map(({ code }) => nameOf(t, code)));
  const title = t("explorer.compare.title", { flow: t(`explorer.flow.${flow}`), names });
  const sums = compared
    .flatMap(({ points }) => points.flatMap(({ sum }) => sum ?? []))
    .filter(({ nil }) => !nil);
  const unlike = sums.some((sum) => sums[0] !== undefined && !alike(sum, sums[0]));
  return (
    <YearLines
      page={page}
      id="compare"
      title={title}
      measure={measure}
      flow={flow}
      sums={sums}
      note={[t("explorer.compare.whole"), ...(unlike ? [t("explorer.compare.unlike")] : [])].join(" ")}
      years={years}
      series={compared.map(({ code, points }) => ({ label: nameOf(t, code), points }))}
      columns={compared.map(({ code, points }) => ({
        label: nameOf(t, code),
        cells: points.map(({ cell }) => cellText(t, cell, measure)),
      }))}
    />
  );
}
