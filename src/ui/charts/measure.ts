// What the numbers of a chart measure, in the reader's words: "12.4 million ct" beside a bar, "million carats" over an axis
// and plain numbers at its ticks. A picture is drawn to three figures; the table beside it has every digit.
import type { T } from "#platform/i18n/translator.ts";

export const measures = ["carats", "usd", "usd-per-carat", "certificates", "percent"] as const;
export type Measure = (typeof measures)[number];

/** For drawing only: hundredths of carats as carats, cents as dollars. */
export function drawn(hundredths: bigint): number;
export function drawn(hundredths: bigint | null): number | null;
export function drawn(hundredths: bigint | null): number | null {
  return hundredths === null ? null : Number(hundredths) / 100;
}

/** What is no number cannot be drawn, and is not. */
export function figureOf(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

/** "12.4 million ct", "US$ 840 thousand", "about 405 US$/ct". */
export function amountText(t: T, measure: Measure, value: number): string {
  const rounded = Number(value.toPrecision(3));
  const scale = measure === "percent" ? scales[0] : scaleOf(rounded);
  return t(`charts.amount.${measure}`, { scale: scale.name, amount: plain(t, rounded / scale.size) });
}

export interface AxisWords {
  /** "million carats". */
  readonly name: string;
  /** The plain number at a tick. */
  readonly tick: (value: number) => string;
}

/** One scale for all ticks of an axis, after the greatest of them. */
export function axisWords(t: T, measure: Measure, ticks: readonly number[]): AxisWords {
  const most = Math.max(0, ...ticks.map(Math.abs));
  const scale = measure === "percent" || measure === "usd-per-carat" ? scales[0] : scaleOf(most);
  return {
    name: t(`charts.axis.${measure}`, { scale: scale.name }),
    tick: (value) => plain(t, value / scale.size),
  };
}

interface Scale {
  readonly name: "one" | "thousand" | "million" | "billion";
  readonly size: number;
}

const scales: readonly [Scale, ...Scale[]] = [
  { name: "one", size: 1 },
  { name: "thousand", size: 1e3 },
  { name: "million", size: 1e6 },
  { name: "billion", size: 1e9 },
];

function scaleOf(value: number): Scale {
  return scales.findLast(({ size }) => Math.abs(value) >= size) ?? scales[0];
}

// 0.30000000000000004 is no number for a reader.
function plain(t: T, value: number): string {
  return t.number(Number(value.toPrecision(12)));
}
