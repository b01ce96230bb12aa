// Dollars for a carat over time, each filer or type of mining in a panel of its own: a point for each period on a logarithmic
// scale, and a band in which the middle 80 per cent of its own history lies. By that, every fifth point is outside: only those
// that somebody asked about are ringed.
import { scaleLog } from "d3-scale";
import type { ScaleLogarithmic } from "d3-scale";
import { PeriodAxis, placesAcross, ValueAxis } from "./axes.tsx";
import { Legend } from "./Legend.tsx";
import { amountText, figureOf } from "./measure.ts";
import { Label, noFigures, Picture } from "./Picture.tsx";
import type { Canvas, ChartProps, Drawing } from "./Picture.tsx";
import { pointPath } from "./points.ts";
import { tenth, textWidth } from "./text.ts";

export interface UnitValuePanel {
  /** "Artisanal and small-scale". */
  readonly label: string;
  /** US$ per carat, one for each period; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Places of periods whose figure is asked about. */
  readonly asked?: readonly number[] | undefined;
}

export interface UnitValueBandProps extends ChartProps {
  readonly periods: readonly string[];
  readonly panels: readonly UnitValuePanel[];
}

export interface Band {
  readonly low: number;
  readonly high: number;
}

/** The share of its history that a band holds. */
const held = 0.8;
/** Of fewer figures there is no history to speak of. */
const leastForBand = 5;

export function UnitValueBand(props: UnitValueBandProps) {
  const { t, panels } = props;
  const bands = panels.some((panel) => bandOf(panel.values) !== null);
  const asked = panels.some((panel) => (panel.asked ?? []).length > 0);
  return (
    <div class="chart-block">
      <Picture {...props} draw={(canvas) => drawPanels(canvas, props)} />
      <Legend
        entries={[
          ...(bands
            ? [
                {
                  words: t("charts.unit-value.band"),
                  mark: <path class="chart__band" d="M0 2h24v12h-24z" />,
                },
              ]
            : []),
          ...(asked
            ? [
                {
                  words: t("charts.unit-value.asked"),
                  mark: (
                    <>
                      <path class="chart__point chart__point--1" d={pointPath(0, 12, 8)} />
                      <circle class="chart__ring" cx="12" cy="8" r="7" />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

/** The middle 80 per cent of the figures, between neighbours where it falls between two. */
export function bandOf(values: readonly (number | null)[]): Band | null {
  const sorted = positive(values).sort((a, b) => a - b);
  if (sorted.length < leastForBand) return null;
  return { low: quantile(sorted, (1 - held) / 2), high: quantile(sorted, (1 + held) / 2) };
}

function positive(values: readonly (number | null)[]): number[] {
  return values.map(figureOf).filter((value) => value !== null && value > 0) as number[];
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below = 0, above = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

function drawPanels(canvas: Canvas, props: UnitValueBandProps): Drawing {
  const { t, width, narrow, letters } = canvas;
  const values = props.panels.flatMap((panel) => positive(panel.values));
  if (values.length === 0) return noFigures(canvas);
  const scale = scaleLog().domain([Math.min(...values) / 1.5, Math.max(...values) * 1.5]);
  const ticks = plainTicks(scale);
  const left = Math.max(...ticks.map((tick) => textWidth(t.number(tick), letters))) + 10;
  const panelHeight = narrow ? 150 : 170;
  const tops = props.panels.map((_, place) => letters + 12 + place * (panelHeight + 38));
  const height = (tops.at(-1) ?? 0) + panelHeight + letters + 40;
  const plotOf = (top: number) => ({
    left,
    right: width - 16,
    top: top + 22,
    bottom: top + 22 + panelHeight,
  });
  return {
    height,
    content: props.panels.map((panel, number) => {
      const plot = plotOf(tops[number] ?? 0);
      const x = placesAcross({ ...plot, left: plot.left + 10, right: plot.right - 10 }, props.periods.length);
      const at = scale.copy().range([plot.bottom, plot.top]);
      const band = bandOf(panel.values);
      const last = number === props.panels.length - 1;
      return (
        <>
          <ValueAxis
            canvas={canvas}
            measure="usd-per-carat"
            ticks={ticks}
            plot={plot}
            y={at}
            unnamed={number > 0}
          />
          <Label t={t} x={plot.left} y={plot.top - 8} tone="strong">
            {panel.label}
          </Label>
          {band !== null && (
            <rect
              class="chart__band"
              x={tenth(plot.left)}
              y={tenth(at(band.high))}
              width={tenth(plot.right - plot.left)}
              height={tenth(at(band.low) - at(band.high))}
            >
              <title>
                {t("charts.unit-value.between", {
                  low: amountText(t, "usd-per-carat", band.low),
                  high: amountText(t, "usd-per-carat", band.high),
                })}
              </title>
            </rect>
          )}
          {panel.values.slice(0, props.periods.length).map((given, place) => {
            const value = figureOf(given);
            if (value === null || value <= 0) return null;
            return (
              <>
                <path class="chart__point chart__point--1" d={pointPath(0, x(place), at(value))}>
                  {!narrow && (
                    <title>
                      {t("charts.point", {
                        who: panel.label,
                        when: props.periods[place] ?? "",
                        amount: amountText(t, "usd-per-carat", value),
                      })}
                    </title>
                  )}
                </path>
                {panel.asked?.includes(place) === true && (
                  <circle class="chart__ring" cx={tenth(x(place))} cy={tenth(at(value))} r="7" />
                )}
              </>
            );
          })}
          {last && <PeriodAxis canvas={canvas} plot={plot} periods={props.periods} x={x} />}
        </>
      );
    }),
  };
}

/** 1, 2 and 5 of each power of ten; over many powers the powers alone, within one power more of them. */
function plainTicks(scale: ScaleLogarithmic<number, number>): readonly number[] {
  const [least = 1, most = 1] = scale.domain();
  const lowest = Math.floor(Math.log10(least));
  const powers = Array.from(
    { length: Math.ceil(Math.log10(most)) - lowest + 1 },
    (_, place) => 10 ** (lowest + place),
  );
  const within = (...steps: readonly number[]): readonly number[] =>
    powers
      .flatMap((power) => steps.map((step) => Number((step * power).toPrecision(2))))
      .filter((tick) => tick >= least && tick <= most);
  const usual = within(1, 2, 5);
  if (usual.length > 8) return within(1);
  return usual.length < 3 ? within(1, 1.5, 2, 3, 4, 5, 7) : usual;
}
