// When returns came: one square for each period, with a letter and a pattern for its state. What is missing is framed, not
// filled: it is the absence of something.
import { CellSwatch, drawCells } from "./cells.tsx";
import type { Cell } from "./cells.tsx";
import { Legend } from "./Legend.tsx";
import { Picture } from "./Picture.tsx";
import type { ChartProps } from "./Picture.tsx";
import type { T } from "#platform/i18n/translator.ts";

export const filingStates = ["on-time", "late", "corrected", "nil", "missing", "not-due"] as const;
export type FilingState = (typeof filingStates)[number];

export interface FilingStripProps extends ChartProps {
  /** Halves of a year for production, quarters for trade and certificates. */
  readonly by: "half" | "quarter";
  /** One for each period; a period that is not here has no square (before the Participant joined). */
  readonly periods: readonly {
    readonly year: number;
    /** From 1. */
    readonly part: number;
    readonly state: FilingState;
    /** "Filed on 12 August 2019": for whoever points at the square. */
    readonly detail?: string | undefined;
  }[];
}

export function FilingStrip(props: FilingStripProps) {
  const { t, id } = props;
  const states = filingStates.filter((state) => props.periods.some((period) => period.state === state));
  return (
    <div class="chart-block">
      <Picture
        {...props}
        draw={(canvas) =>
          drawCells(canvas, {
            columns: yearsOf(props).map(String),
            rows: rowsOf(props),
            cell: canvas.narrow ? { width: 20, height: 20 } : { width: 24, height: 24 },
            namesAbove: false,
          })
        }
      />
      <Legend
        entries={states.map((state) => ({
          words: t(`charts.filing.${state}`),
          mark: <CellSwatch id={`${id}-legend`} look={state} letters={letterOf(t, state)} />,
        }))}
      />
    </div>
  );
}

export function letterOf(t: T, state: FilingState): string {
  return t(`charts.filing.letter.${state}`);
}

function yearsOf({ periods }: FilingStripProps): readonly number[] {
  const years = periods.map(({ year }) => year);
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, place) => first + place);
}

function rowsOf(props: FilingStripProps): readonly { label: string; cells: readonly (Cell | undefined)[] }[] {
  const { t, by } = props;
  const found = new Map(props.periods.map((period) => [`${period.year}-${period.part}`, period]));
  const parts = by === "half" ? [1, 2] : [1, 2, 3, 4];
  const years = yearsOf(props);
  return parts.map((part) => {
    const label = t(by === "half" ? "charts.part.half" : "charts.part.quarter", { part });
    return {
      label,
      cells: years.map((year) => {
        const period = found.get(`${year}-${part}`);
        if (period === undefined) return undefined;
        const { state, detail } = period;
        const words = detail ?? t(`charts.filing.${state}`);
        return {
          look: state,
          letters: letterOf(t, state),
          title: t("charts.point", { who: label, when: String(year), amount: words }),
        };
      }),
    };
  });
}
