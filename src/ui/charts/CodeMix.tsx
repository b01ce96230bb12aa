// What goods two sides say were traded: for each case a bar of the exporter over a bar of the importer, in parts by code of
// the Harmonized System. Most gaps by code are one shipment under two codes, and here they are seen.
import { Swatch, fillOf, mostParts } from "./fills.tsx";
import { Legend } from "./Legend.tsx";
import { amountText, figureOf } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Picture } from "./Picture.tsx";
import type { ChartProps } from "./Picture.tsx";
import { drawRows, stacked } from "./rows.tsx";
import type { BarRow } from "./rows.tsx";

export interface MixSide {
  /** "Sierra Leone, exports". */
  readonly label: string;
  /** One for each code; null where that side has none. */
  readonly values: readonly (number | null)[];
}

export interface CodeMixProps extends ChartProps {
  readonly measure: Measure;
  /** Up to four, as the reader reads them: "7102.10 unsorted". */
  readonly codes: readonly string[];
  readonly cases: readonly {
    /** The pair or the period. */
    readonly label: string;
    readonly exporter: MixSide;
    readonly importer: MixSide;
  }[];
}

export function CodeMix(props: CodeMixProps) {
  const { id, codes } = props;
  return (
    <div class="chart-block">
      <Legend
        entries={codes.slice(0, mostParts).map((words, place) => ({
          words,
          mark: <Swatch id={`${id}-legend`} fill={fillOf(place)} />,
        }))}
      />
      <Picture
        {...props}
        draw={(canvas) =>
          drawRows(
            canvas,
            props.cases.flatMap(({ label, exporter, importer }) => [
              { ...sideRow(props, exporter), heading: label },
              sideRow(props, importer),
            ]),
          )
        }
      />
    </div>
  );
}

function sideRow({ t, measure, codes }: CodeMixProps, { label, values: given }: MixSide): BarRow {
  const values = given.map(figureOf);
  const stated = values.filter((value) => value !== null);
  const total = stated.reduce((sum, value) => sum + Math.max(0, value), 0);
  return {
    label,
    value: stated.length === 0 ? t("charts.no-figure") : amountText(t, measure, total),
    segments: stacked(values, (value, place) => ({
      words: amountText(t, "percent", Math.round((value / total) * 100)),
      title: t("charts.point", {
        who: label,
        when: codes[place] ?? "",
        amount: amountText(t, measure, value),
      }),
    })),
  };
}
