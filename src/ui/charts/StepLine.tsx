// How a count grew: one line in time, its axis from nothing. The picture only decorates the table beside it.
// Time runs from left to right in every language.
export interface StepLineProps {
  /** Unique on the page. */
  readonly id: string;
  /** A sentence with the finding. */
  readonly title: string;
  readonly description: string;
  /** In order of time. `at`: milliseconds since 1970. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
  readonly valueText: (value: number) => string;
  /** Words under the two ends of the line. */
  readonly from: string;
  readonly to: string;
}

const [width, height, left, right, top, bottom] = [640, 220, 64, 12, 14, 30];

export function StepLine(props: StepLineProps) {
  const { id, points } = props;
  const first = points[0]?.at ?? 0;
  const span = Math.max(1, (points.at(-1)?.at ?? 0) - first);
  const ticks = ticksTo(Math.max(1, ...points.map(({ value }) => value)));
  const most = ticks.at(-1) ?? 1;
  const x = (at: number): number => left + ((at - first) / span) * (width - left - right);
  const y = (value: number): number => height - bottom - (value / most) * (height - top - bottom);
  const line = points
    .map(({ at, value }, place) =>
      place === 0 ? `M${short(x(at))} ${short(y(value))}` : `H${short(x(at))}V${short(y(value))}`,
    )
    .join("");
  return (
    <svg
      class="step-line"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      direction="ltr"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{props.title}</title>
      <desc id={`${id}-description`}>{props.description}</desc>
      {ticks.map((tick) => (
        <>
          <path class="step-line__grid" d={`M${left} ${short(y(tick))}H${width - right}`} />
          <text class="step-line__label" x={left - 8} y={short(y(tick) + 4)} text-anchor="end">
            {props.valueText(tick)}
          </text>
        </>
      ))}
      <text class="step-line__label step-line__label--time" x={left} y={height - 8}>
        {props.from}
      </text>
      <text
        class="step-line__label step-line__label--time"
        x={width - right}
        y={height - 8}
        text-anchor="end"
      >
        {props.to}
      </text>
      <path class="step-line__line" d={line} />
    </svg>
  );
}

/** From 0 in three to six steps of 1, 2 or 5 times a power of ten, the last at or above the most. */
export function ticksTo(most: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = Math.max(1, ([0.2, 0.5, 1].find((part) => most / (part * power) <= 5) ?? 2) * power);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
