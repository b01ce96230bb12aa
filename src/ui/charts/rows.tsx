// Horizontal bars in rows: a name, a bar in parts, a value in words at its end. On a telephone the name stands over its bar.
// Bars begin where the reader's language begins.
import { fillOf, Part, Patterns } from "./fills.tsx";
import type { Fill } from "./fills.tsx";
import { Label, noFigures } from "./Picture.tsx";
import type { Canvas, Drawing } from "./Picture.tsx";
import { shortened, tenth, textWidth } from "./text.ts";

export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly fill: Fill;
  /** Written into the segment where it fits. */
  readonly words?: string | undefined;
  readonly title?: string | undefined;
}

export interface BarRow {
  readonly label: string;
  readonly segments: readonly Segment[];
  /** What the bar says, in words. */
  readonly value: string;
  readonly strong?: boolean | undefined;
  /** A name over the rows that follow. */
  readonly heading?: string | undefined;
}

/** Parts put end to end from zero; what is not stated has no part. Nothing is drawn below zero. */
export function stacked(
  values: readonly (number | null)[],
  words?: (value: number, place: number) => Pick<Segment, "words" | "title">,
): readonly Segment[] {
  let from = 0;
  return values.flatMap((value, place) => {
    if (value === null || value <= 0) return [];
    const segment = { from, to: from + value, fill: fillOf(place), ...words?.(value, place) };
    from = segment.to;
    return [segment];
  });
}

export function drawRows(canvas: Canvas, rows: readonly BarRow[]): Drawing {
  if (rows.length === 0) return noFigures(canvas);
  const { t, id, width, narrow, letters } = canvas;
  const ends = rows.flatMap(({ segments }) => segments.flatMap(({ from, to }) => [from, to]));
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const labelRoom = narrow
    ? 0
    : Math.min(275, Math.max(...rows.map(({ label }) => textWidth(label, letters)))) + 12;
  // As long as each bar may be with its words behind it.
  const room = Math.max(
    20,
    Math.min(
      width - labelRoom - 2,
      ...rows.map((row) => {
        const share = most === least ? 0 : (endOf(row) - least) / (most - least);
        return (width - labelRoom - textWidth(row.value, letters) - 12) / Math.max(share, 0.01);
      }),
    ),
  );
  const along = (value: number): number =>
    labelRoom + (most === least ? 0 : ((value - least) / (most - least)) * room);
  const sides = sidesOf(canvas);
  const sizes = narrow ? { row: 40, bar: 14, over: 18 } : { row: 26, bar: 17, over: 0 };

  let y = 4;
  const drawn = rows.map((row) => {
    const top = row.heading === undefined ? y : y + 26;
    y = top + sizes.row;
    const middle = top + sizes.over + sizes.bar / 2 + letters / 2 - 2;
    return (
      <>
        {row.heading !== undefined && (
          <Label t={t} x={sides.x(0)} y={top - 8} at={sides.start} tone="strong">
            {shortened(row.heading, width, letters)}
          </Label>
        )}
        <Label
          t={t}
          x={sides.x(0)}
          y={narrow ? top + letters : middle}
          at={sides.start}
          tone={row.strong === true ? "strong" : undefined}
        >
          {shortened(row.label, narrow ? width : labelRoom - 8, letters)}
        </Label>
        {row.segments.map((segment) => {
          const [low, high] = [along(segment.from), along(segment.to)].sort((a, b) => a - b) as [
            number,
            number,
          ];
          const { words } = segment;
          return (
            <>
              <Part
                id={id}
                fill={segment.fill}
                x={sides.left(low, high)}
                y={top + sizes.over}
                width={high - low}
                height={sizes.bar}
                title={narrow ? undefined : segment.title}
              />
              {words !== undefined && textWidth(words, letters) + 12 < high - low && (
                <Words canvas={canvas} x={sides.x((low + high) / 2)} y={middle} fill={segment.fill}>
                  {words}
                </Words>
              )}
            </>
          );
        })}
        <Label
          t={t}
          x={sides.x(along(endOf(row)) + 6)}
          y={middle}
          at={sides.start}
          tone={row.strong === true ? "strong" : undefined}
        >
          {row.value}
        </Label>
      </>
    );
  });
  const zero = tenth(sides.x(along(0)));
  return {
    height: y,
    content: (
      <>
        <Patterns id={id} fills={rows.flatMap(({ segments }) => segments.map(({ fill }) => fill))} />
        {drawn}
        {!narrow && <path class="chart__zero" d={`M${zero} 0V${tenth(y)}`} />}
      </>
    ),
  };
}

interface WordsProps {
  readonly canvas: Canvas;
  readonly x: number;
  readonly y: number;
  readonly fill: Fill;
  readonly children: string;
}

/** On a pattern, words have a ground of their own. */
function Words({ canvas, x, y, fill, children }: WordsProps) {
  const { t, letters } = canvas;
  if (fill === 1) {
    return (
      <Label t={t} x={x} y={y} at="middle" tone="on-dark">
        {children}
      </Label>
    );
  }
  const width = textWidth(children, letters) + 6;
  return (
    <>
      <rect
        class="chart__words"
        x={tenth(x - width / 2)}
        y={tenth(y - letters + 1)}
        width={tenth(width)}
        height={letters + 2}
      />
      <Label t={t} x={x} y={y} at="middle">
        {children}
      </Label>
    </>
  );
}

/** Where the words behind a bar stand. */
function endOf({ segments }: BarRow): number {
  return Math.max(0, ...segments.flatMap(({ from, to }) => [from, to]));
}

interface Sides {
  /** Measured from where the language begins. */
  readonly x: (along: number) => number;
  readonly left: (low: number, high: number) => number;
  readonly start: "left" | "right";
}

function sidesOf({ t, width }: Canvas): Sides {
  if (t.dir === "ltr") return { x: (along) => along, left: (low) => low, start: "left" };
  return { x: (along) => width - along, left: (_, high) => width - high, start: "right" };
}
