// A ranking, or amounts that are made of parts: one bar for each, with its value in words. What was not filed has no bar and
// says so; a nil return has a value, and it is nothing.
import { Swatch, fillOf, mostParts } from "./fills.tsx";
import { Legend } from "./Legend.tsx";
import { amountText, figureOf } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Picture } from "./Picture.tsx";
import type { ChartProps } from "./Picture.tsx";
import { drawRows, stacked } from "./rows.tsx";
import type { BarRow } from "./rows.tsx";

export interface Bar {
  readonly label: string;
  /** One for each part, in the order of `parts`; a single one where there are no parts. Null: not filed. */
  readonly values: readonly (number | null)[];
  /** The one that the page is about. */
  readonly strong?: boolean | undefined;
  /** Behind the value: "provisional". */
  readonly note?: string | undefined;
}

export interface BarsChartProps extends ChartProps {
  readonly measure: Measure;
  /** Up to four, of which each bar is made: "artisanal and small-scale", "large-scale". */
  readonly parts?: readonly string[] | undefined;
  /** In the order in which they are to stand. */
  readonly bars: readonly Bar[];
}

export function BarsChart(props: BarsChartProps) {
  const { t, id, measure, parts = [] } = props;
  return (
    <div class="chart-block">
      {parts.length > 1 && (
        <Legend
          entries={parts.slice(0, mostParts).map((words, place) => ({
            words,
            mark: <Swatch id={`${id}-legend`} fill={fillOf(place)} />,
          }))}
        />
      )}
      <Picture
        {...props}
        draw={(canvas) =>
          drawRows(
            canvas,
            props.bars.map((bar): BarRow => {
              const values = bar.values.map(figureOf);
              const given = values.filter((value) => value !== null);
              const total = given.reduce((sum, value) => sum + value, 0);
              const amount = given.length === 0 ? t("charts.no-figure") : amountText(t, measure, total);
              return {
                label: bar.label,
                strong: bar.strong,
                value: bar.note === undefined ? amount : t("charts.amount-noted", { amount, note: bar.note }),
                segments: stacked(values, (value, place) => {
                  const part = parts[place];
                  if (part === undefined) return {};
                  return {
                    title: t("charts.point", {
                      who: bar.label,
                      when: part,
                      amount: amountText(t, measure, value),
                    }),
                  };
                }),
              };
            }),
          )
        }
      />
    </div>
  );
}
