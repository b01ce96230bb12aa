// Where two sides of a trade do not agree: pairs by period, coloured by the difference as a share of the mean of both sides,
// around a zone in which nothing needs to be said. One side missing and both missing are states of their own, never a gap
// of 100 per cent. Each square has its number: colour only helps to find it.
import type { T } from "#platform/i18n/translator.ts";
import { CellSwatch, drawCells } from "./cells.tsx";
import type { Cell } from "./cells.tsx";
import { figureOf } from "./measure.ts";
import { Legend } from "./Legend.tsx";
import { Picture } from "./Picture.tsx";
import type { ChartProps } from "./Picture.tsx";

export type MirrorCell =
  /** Importer less exporter, as a share of their mean: −2 to 2. */
  | { readonly gap: number }
  | { readonly missing: "exporter" | "importer" | "both" }
  /** Both have said something, and it cannot be set side by side. */
  | { readonly unlike: true };

export interface HeatMapProps extends ChartProps {
  /** As the reader reads them, in order of time. */
  readonly periods: readonly string[];
  /** In the order in which they are to stand: by the value at stake. One cell for each period. */
  readonly pairs: readonly { readonly label: string; readonly cells: readonly MirrorCell[] }[];
}

/** Shares at which a stronger colour begins; up to the first nothing needs to be said. */
export const gapSteps = [0.05, 0.2, 0.5] as const;

export const gapLooks = ["low-3", "low-2", "low-1", "level", "high-1", "high-2", "high-3"] as const;

const unlikeLetter = "≠";

export function gapLook(gap: number): (typeof gapLooks)[number] {
  const strength = gapSteps.filter((step) => Math.abs(gap) > step).length;
  return gapLooks[3 + (gap < 0 ? -strength : strength)] ?? "level";
}

export function HeatMap(props: HeatMapProps) {
  const { t, id, periods } = props;
  return (
    <div class="chart-block">
      <Picture
        {...props}
        draw={(canvas) =>
          drawCells(canvas, {
            columns: periods,
            rows: props.pairs.map((pair) => ({
              label: pair.label,
              cells: periods.map((period, place) => cellOf(t, pair.label, period, pair.cells[place])),
            })),
            cell: { width: 36, height: 22 },
            namesAbove: true,
          })
        }
      />
      <Legend
        entries={[
          ...[...gapLooks, "one-missing" as const, "both-missing" as const].map((look) => ({
            words: t(`charts.gap.${look}`),
            mark: <CellSwatch id={`${id}-legend`} look={look} letters={look === "both-missing" ? "–" : ""} />,
          })),
          {
            words: t("charts.gap.not-alike"),
            mark: <CellSwatch id={`${id}-legend`} look="both-missing" letters={unlikeLetter} />,
          },
        ]}
      />
    </div>
  );
}

function cellOf(t: T, who: string, when: string, given: MirrorCell | undefined): Cell {
  const titled = (amount: string): string => t("charts.point", { who, when, amount });
  const gap = given !== undefined && "gap" in given ? figureOf(given.gap) : null;
  if (gap !== null) {
    const percent = t("charts.gap.percent", { percent: signedPercent(t, gap) });
    return { look: gapLook(gap), letters: signedPercent(t, gap), title: titled(percent) };
  }
  if (given !== undefined && "unlike" in given)
    return { look: "both-missing", letters: unlikeLetter, title: titled(t("charts.gap.not-alike")) };
  const missing = given !== undefined && "missing" in given ? given.missing : "both";
  if (missing === "both")
    return { look: "both-missing", letters: "–", title: titled(t("charts.gap.both-missing")) };
  return {
    look: "one-missing",
    letters: t(`charts.gap.letter.${missing}`),
    title: titled(t(`charts.gap.missing-${missing}`)),
  };
}

function signedPercent(t: T, gap: number): string {
  const percent = Math.round(gap * 100);
  if (percent === 0) return "0";
  return `${percent < 0 ? "−" : "+"}${t.number(Math.abs(percent))}`;
}
