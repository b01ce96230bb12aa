// One figure as it was published, again and again: a step at each publication, the first marked, changes in per cent. Two
// sources that disagree stand in one picture. The axis does not begin at zero, or no revision would be seen; the chart says so.
import { scaleUtc } from "d3-scale";
import type { T } from "#platform/i18n/translator.ts";
import { AxisName, tickRoom, ValueAxis, valueTicks } from "./axes.tsx";
import { Legend } from "./Legend.tsx";
import { amountText, figureOf } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Label, noFigures, Picture } from "./Picture.tsx";
import type { Canvas, ChartProps, Drawing } from "./Picture.tsx";
import { pointPath } from "./points.ts";
import { tenth, textWidth } from "./text.ts";

export interface RevisionSource {
  readonly label: string;
  /** In order of publication. */
  readonly steps: readonly {
    /** The day of publication: "2019-06-30". */
    readonly on: string;
    readonly value: number;
    /** "Release 3": for whoever points at the step. */
    readonly note?: string | undefined;
  }[];
}

export interface RevisionLadderProps extends ChartProps {
  readonly measure: Measure;
  /** Up to three. */
  readonly sources: readonly RevisionSource[];
  /** The day until which the last figures are known to stand. */
  readonly until: string;
}

const mostSources = 3;

interface Step {
  readonly at: number;
  readonly on: string;
  readonly value: number;
  readonly note: string | undefined;
}

export function RevisionLadder(props: RevisionLadderProps) {
  const { t } = props;
  const sources = props.sources
    .slice(0, mostSources)
    .map(({ label, steps }) => ({ label, steps: stepsOf(steps) }));
  const values = sources.flatMap(({ steps }) => steps.map(({ value }) => value));
  return (
    <div class="chart-block">
      <Picture {...props} draw={(canvas) => drawLadder(canvas, props, sources)} />
      <Legend
        entries={[
          ...sources.map(({ label }, place) => ({
            words: label,
            mark: (
              <>
                <path class={`chart__line chart__line--${place + 1}`} d="M0 8H24" />
                <path class={`chart__point chart__point--${place + 1}`} d={pointPath(place, 12, 8)} />
              </>
            ),
          })),
          { words: t("charts.ladder.first"), mark: <circle class="chart__ring" cx="12" cy="8" r="7" /> },
        ]}
      />
      {values.length > 0 && Math.min(...values) > 0 && (
        <p class="chart-note">{t("charts.ladder.not-zero")}</p>
      )}
    </div>
  );
}

function stepsOf(steps: RevisionSource["steps"]): readonly Step[] {
  return steps.flatMap(({ on, value: given, note }) => {
    const [at, value] = [dayOf(on), figureOf(given)];
    return value === null || at === null ? [] : [{ at, on, value, note }];
  });
}

function dayOf(day: string): number | null {
  return figureOf(Date.parse(`${day}T00:00:00Z`));
}

function drawLadder(
  canvas: Canvas,
  props: RevisionLadderProps,
  sources: readonly { readonly label: string; readonly steps: readonly Step[] }[],
): Drawing {
  const { t, width, narrow, letters } = canvas;
  const all = sources.flatMap(({ steps }) => steps);
  if (all.length === 0) return noFigures(canvas);
  const height = narrow ? 240 : 300;
  const ticks = valueTicks(
    all.map(({ value }) => value),
    { fromZero: false, about: 4 },
  );
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  const [from, to] = [
    Math.min(...all.map(({ at }) => at)),
    Math.max(dayOf(props.until) ?? 0, ...all.map(({ at }) => at)),
  ];
  const plot = {
    left: tickRoom(canvas, props.measure, ticks),
    right: width - 16,
    top: letters + 26,
    bottom: height - letters - 18,
  };
  const y = (value: number): number =>
    plot.bottom - ((value - least) / (most - least)) * (plot.bottom - plot.top);
  const time = scaleUtc()
    .domain([from, Math.max(to, from + 86_400_000)])
    .range([plot.left + 12, plot.right]);
  const x = (at: number): number => time(at);
  return {
    height,
    content: (
      <>
        <ValueAxis canvas={canvas} measure={props.measure} ticks={ticks} plot={plot} y={y} />
        {daysNamed(time.ticks(narrow ? 3 : 6)).map(({ at, words }) => (
          <>
            <path class="chart__grid" d={`M${tenth(x(at))} ${tenth(plot.bottom)}v5`} />
            <AxisName canvas={canvas} x={x(at)} plot={plot}>
              {words}
            </AxisName>
          </>
        ))}
        {sources.map(({ label, steps }, place) => {
          const [first] = steps;
          if (first === undefined) return null;
          const d = steps
            .map(
              ({ at, value }, step) =>
                `${step === 0 ? "M" : "L"}${tenth(x(at))} ${tenth(y(steps[Math.max(0, step - 1)]?.value ?? value))}V${tenth(y(value))}`,
            )
            .join("");
          return (
            <>
              <path class={`chart__line chart__line--${place + 1}`} d={`${d}H${tenth(x(to))}`} />
              {steps.map((step, number) => (
                <>
                  <path
                    class={`chart__point chart__point--${place + 1}`}
                    d={pointPath(place, x(step.at), y(step.value))}
                  >
                    <title>
                      {t("charts.ladder.step", {
                        who: step.note ?? label,
                        on: t.date(step.on),
                        amount: amountText(t, props.measure, step.value),
                      })}
                    </title>
                  </path>
                  {number === 0 && (
                    <circle class="chart__ring" cx={tenth(x(step.at))} cy={tenth(y(step.value))} r="8" />
                  )}
                </>
              ))}
              <Changes canvas={canvas} steps={steps} above={place !== 1} x={x} y={y} />
            </>
          );
        })}
      </>
    ),
  };
}

interface ChangesProps {
  readonly canvas: Canvas;
  readonly steps: readonly Step[];
  readonly above: boolean;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

/** "+0.6 %" beside each step, where it does not cover the one before. */
function Changes({ canvas, steps, above, x, y }: ChangesProps) {
  const { t, letters, width } = canvas;
  let taken = Number.NEGATIVE_INFINITY;
  return (
    <>
      {steps.map(({ at, value }, number) => {
        const before = steps[number - 1]?.value;
        if (before === undefined || before === 0) return null;
        const words = changeText(t, (value - before) / Math.abs(before));
        // Beside the step, not on its upright.
        const left = Math.min(x(at) + 6, width - textWidth(words, letters));
        if (left < taken + 6) return null;
        taken = left + textWidth(words, letters);
        return (
          <Label t={t} x={left} y={y(value) + (above ? -8 : letters + 6)} tone="halo">
            {words}
          </Label>
        );
      })}
    </>
  );
}

function changeText(t: T, share: number): string {
  const percent = Math.round(share * 1000) / 10;
  const amount = amountText(t, "percent", Math.abs(percent));
  return `${percent < 0 ? "−" : "+"}${amount}`;
}

/** Years where the ticks are years, else months, else days; written as every language reads them. */
function daysNamed(ticks: readonly Date[]): readonly { at: number; words: string }[] {
  const texts = ticks.map((tick) => tick.toISOString().slice(0, 10));
  const length = texts.every((text) => text.endsWith("-01-01"))
    ? 4
    : texts.every((text) => text.endsWith("-01"))
      ? 7
      : 10;
  const named = ticks.map((tick, place) => ({
    at: tick.getTime(),
    words: (texts[place] ?? "").slice(0, length),
  }));
  return named.filter(({ words }, place) => words !== named[place - 1]?.words);
}
