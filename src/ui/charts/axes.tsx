// The two axes that charts share: values upwards, with plain numbers and their unit on top; periods from left to right, as
// many names as fit.
import { scaleLinear } from "d3-scale";
import { axisWords } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Label } from "./Picture.tsx";
import type { Canvas } from "./Picture.tsx";
import { tenth, textWidth } from "./text.ts";

/** The frame in which values are drawn. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Round numbers around the values. From nothing, unless the chart shows changes of one figure and says so. */
export function valueTicks(
  values: readonly number[],
  { fromZero, about }: { fromZero: boolean; about: number },
): readonly number[] {
  const all = fromZero ? [0, ...values] : values;
  const [least, most] = [Math.min(...all), Math.max(...all)];
  // Values nearer to one another than any figure can be are one: there is nothing to divide between them.
  const size = Math.max(Math.abs(least), Math.abs(most));
  const room = most - least < Math.max(0.001, size * 1e-9) ? Math.max(size / 10, 1) : 0;
  const low = fromZero && least === 0 ? 0 : least - room;
  return scaleLinear()
    .domain([low, most + room])
    .nice(about)
    .ticks(about);
}

/** Room for the numbers at the left of a plot. */
export function tickRoom(canvas: Canvas, measure: Measure, ticks: readonly number[]): number {
  const words = axisWords(canvas.t, measure, ticks);
  return Math.max(...ticks.map((tick) => textWidth(words.tick(tick), canvas.letters))) + 10;
}

export interface ValueAxisProps {
  readonly canvas: Canvas;
  readonly measure: Measure;
  readonly ticks: readonly number[];
  readonly plot: Plot;
  readonly y: (value: number) => number;
  /** Without its unit, where the plot above says it. */
  readonly unnamed?: boolean | undefined;
}

export function ValueAxis({ canvas, measure, ticks, plot, y, unnamed }: ValueAxisProps) {
  const { t } = canvas;
  const words = axisWords(t, measure, ticks);
  return (
    <>
      {unnamed !== true && (
        <Label t={t} x={0} y={canvas.letters} tone="soft">
          {words.name}
        </Label>
      )}
      {ticks.map((tick) => (
        <>
          <path
            class={tick === 0 ? "chart__zero" : "chart__grid"}
            d={`M${tenth(plot.left)} ${tenth(y(tick))}H${tenth(plot.right)}`}
          />
          <Label t={t} x={plot.left - 8} y={y(tick) + 4} at="right" tone="soft">
            {words.tick(tick)}
          </Label>
        </>
      ))}
    </>
  );
}

export interface PeriodAxisProps {
  readonly canvas: Canvas;
  readonly plot: Plot;
  readonly periods: readonly string[];
  readonly x: (place: number) => number;
}

export function PeriodAxis({ canvas, plot, periods, x }: PeriodAxisProps) {
  return (
    <>
      {placesNamed(canvas, plot, periods).map((place) => (
        <>
          <path class="chart__grid" d={`M${tenth(x(place))} ${tenth(plot.bottom)}v5`} />
          <AxisName canvas={canvas} x={x(place)} plot={plot}>
            {periods[place] ?? ""}
          </AxisName>
        </>
      ))}
    </>
  );
}

interface AxisNameProps {
  readonly canvas: Canvas;
  readonly x: number;
  readonly plot: Plot;
  readonly children: string;
}

/** Under its tick, or as near as the edge of the picture lets it. */
export function AxisName({ canvas, x, plot, children }: AxisNameProps) {
  const { t, width, letters } = canvas;
  const half = textWidth(children, letters) / 2;
  const middle = Math.max(half, Math.min(x, width - half));
  return (
    <Label t={t} x={middle} y={plot.bottom + 9 + letters} at="middle" tone="soft">
      {children}
    </Label>
  );
}

/** The first place of each step, so that names do not touch. */
function placesNamed(canvas: Canvas, plot: Plot, periods: readonly string[]): readonly number[] {
  const widest = Math.max(0, ...periods.map((period) => textWidth(period, canvas.letters))) + 10;
  const fit = Math.max(1, Math.floor((plot.right - plot.left) / widest) + 1);
  const step = Math.ceil(periods.length / fit);
  return periods.flatMap((_, place) => (place % step === 0 ? [place] : []));
}

/** Where each of a row of places stands, the first at the left edge and the last at the right; one alone in the middle. */
export function placesAcross(plot: Plot, count: number): (place: number) => number {
  if (count < 2) return () => (plot.left + plot.right) / 2;
  return (place) => plot.left + (place / (count - 1)) * (plot.right - plot.left);
}
