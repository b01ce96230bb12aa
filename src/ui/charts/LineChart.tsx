// Up to six series over the same periods. What was not filed is a gap, never a line across it; what is provisional is dashed
// and hollow. Each series has a colour, a shape of point and its name at the end of its line.
import { line } from "d3-shape";
import { apart } from "./apart.ts";
import { PeriodAxis, placesAcross, tickRoom, ValueAxis, valueTicks } from "./axes.tsx";
import { Legend } from "./Legend.tsx";
import { amountText, figureOf } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Lines, noFigures, Picture } from "./Picture.tsx";
import type { Canvas, ChartProps, Drawing } from "./Picture.tsx";
import { pointPath } from "./points.ts";
import { inLines, tenth, textWidth } from "./text.ts";

export interface LineSeries {
  readonly label: string;
  /** One for each period, null where there is none. */
  readonly values: readonly (number | null)[];
  /** Places of periods whose figure is provisional or estimated. */
  readonly provisional?: readonly number[] | undefined;
}

export interface LineChartProps extends ChartProps {
  readonly measure: Measure;
  /** As the reader reads them, in order of time: "2019", "Jan–Jun 2019". */
  readonly periods: readonly string[];
  /** More than six cannot be told apart: the first six are drawn, and the picture says how many are in the table only. */
  readonly series: readonly LineSeries[];
}

export const mostSeries = 6;

export function LineChart(props: LineChartProps) {
  const { t } = props;
  const series = props.series.slice(0, mostSeries);
  const left = props.series.length - series.length;
  const provisional = series.some((one) => (one.provisional ?? []).length > 0);
  return (
    <div class="chart-block">
      <Picture {...props} draw={(canvas) => drawLines(canvas, props, series)} />
      {series.length > 1 && (
        <Legend
          onlyNarrow
          entries={series.map(({ label }, place) => ({
            words: label,
            mark: (
              <>
                <path class={`chart__line chart__line--${place + 1}`} d="M0 8H24" />
                <path class={`chart__point chart__point--${place + 1}`} d={pointPath(place, 12, 8)} />
              </>
            ),
          }))}
        />
      )}
      {provisional && (
        <Legend
          entries={[
            {
              words: t("charts.provisional"),
              mark: <path class="chart__line chart__line--provisional" d="M0 8H24" />,
            },
          ]}
        />
      )}
      {left > 0 && <p class="chart-note">{t("charts.line.more", { count: left })}</p>}
    </div>
  );
}

const nameWidth = 178;

interface Point {
  readonly place: number;
  readonly value: number;
  readonly provisional: boolean;
}

function drawLines(canvas: Canvas, props: LineChartProps, series: readonly LineSeries[]): Drawing {
  const { t, narrow, letters, width } = canvas;
  const drawnSeries = series.map((one, place) => ({
    place,
    label: one.label,
    points: pointsOf(one, props.periods.length),
  }));
  const values = drawnSeries.flatMap(({ points }) => points.map(({ value }) => value));
  if (values.length === 0) return noFigures(canvas);

  const height = narrow ? 240 : 340;
  const ticks = valueTicks(values, { fromZero: true, about: narrow ? 4 : 5 });
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  // Names at the ends of the lines; a telephone has them in the legend.
  const names =
    !narrow && series.length > 1 ? series.map(({ label }) => inLines(label, nameWidth, letters, 2)) : [];
  const room = Math.max(0, ...names.flat().map((name) => textWidth(name, letters) + 22));
  const plot = {
    left: tickRoom(canvas, props.measure, ticks),
    right: width - Math.max(room, narrow ? 18 : 24),
    top: letters + 16,
    bottom: height - letters - 18,
  };
  const x = placesAcross(plot, props.periods.length);
  const y = (value: number): number =>
    plot.bottom - ((value - least) / (most - least)) * (plot.bottom - plot.top);
  const path = line<Point>(
    ({ place }) => x(place),
    ({ value }) => y(value),
  ).digits(1);
  const middles = apart(
    drawnSeries.map(({ place, points }) => ({
      wished: y(points.at(-1)?.value ?? 0),
      height: (names[place]?.length ?? 0) * (letters + 1) + 2,
    })),
    plot,
  );

  return {
    height,
    content: (
      <>
        <ValueAxis canvas={canvas} measure={props.measure} ticks={ticks} plot={plot} y={y} />
        <PeriodAxis canvas={canvas} plot={plot} periods={props.periods} x={x} />
        {drawnSeries.map(({ place, label, points }) => {
          const last = points.at(-1);
          if (last === undefined) return null;
          const [name, middle] = [names[place], middles[place] ?? plot.top];
          return (
            <>
              {(["firm", "provisional"] as const).map((kind) => {
                const d = runsOf(points, kind === "provisional")
                  .map((run) => path(run))
                  .join("");
                const look = `chart__line chart__line--${place + 1}`;
                return d === "" ? null : (
                  <path class={kind === "firm" ? look : `${look} chart__line--provisional`} d={d} />
                );
              })}
              {shownPoints(points).map((point) => (
                <path
                  class={`chart__point chart__point--${place + 1}${point.provisional ? " chart__point--hollow" : ""}`}
                  d={pointPath(place, x(point.place), y(point.value))}
                >
                  {!narrow && (
                    <title>
                      {t("charts.point", {
                        who: label,
                        when: props.periods[point.place] ?? "",
                        amount: amountText(t, props.measure, point.value),
                      })}
                    </title>
                  )}
                </path>
              ))}
              {name !== undefined && (
                <>
                  <path
                    class="chart__leader"
                    d={`M${tenth(x(last.place) + 6)} ${tenth(y(last.value))}L${tenth(plot.right + 14)} ${tenth(middle)}`}
                  />
                  <Lines t={t} x={plot.right + 17} y={middle} letters={letters} lines={name} />
                </>
              )}
            </>
          );
        })}
      </>
    ),
  };
}

function pointsOf(series: LineSeries, periods: number): readonly Point[] {
  const provisional = new Set(series.provisional ?? []);
  return series.values.slice(0, periods).flatMap((given, place) => {
    const value = figureOf(given);
    return value === null ? [] : [{ place, value, provisional: provisional.has(place) }];
  });
}

/** Stretches of neighbouring periods: those that end at a firm figure, or those that end at a provisional one. */
function runsOf(points: readonly Point[], provisional: boolean): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  points.forEach((point, at) => {
    const before = points[at - 1];
    if (before === undefined || before.place !== point.place - 1 || point.provisional !== provisional) return;
    const run = runs.at(-1);
    if (run?.at(-1) === before) run.push(point);
    else runs.push([before, point]);
  });
  return runs;
}

/** All of a short series. Of a long one its ends, what is provisional, and what has no neighbour to be joined with. */
function shownPoints(points: readonly Point[]): readonly Point[] {
  if (points.length <= 24) return points;
  return points.filter((point, at) => {
    const joined = points[at - 1]?.place === point.place - 1 && points[at + 1]?.place === point.place + 1;
    return !joined || point.provisional;
  });
}
