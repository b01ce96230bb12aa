// Squares in rows and columns, of periods from left to right: where they do not fit beside one another, the rows begin again
// below. A square has a ground, a letter or number, and its own words for whoever points at it.
import { Label } from "./Picture.tsx";
import type { Canvas, Drawing } from "./Picture.tsx";
import { shortened, tenth, textWidth } from "./text.ts";
import type { ComponentChildren } from "preact";

export interface Cell {
  /** The name of its look in the style sheet. */
  readonly look: string;
  /** One or a few letters. */
  readonly letters: string;
  readonly title: string;
}

export interface CellGrid {
  readonly columns: readonly string[];
  /** A row of cells, one for each column; undefined where there is none. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly (Cell | undefined)[] }[];
  readonly cell: { readonly width: number; readonly height: number };
  /** Names of rows stand over their row on a telephone: they are long. */
  readonly namesAbove: boolean;
}

const gap = 2;

export function drawCells(canvas: Canvas, grid: CellGrid): Drawing {
  const { t, id, width, letters } = canvas;
  const { columns, rows, cell } = grid;
  const above = canvas.narrow && grid.namesAbove;
  const widest = Math.max(0, ...rows.map(({ label }) => textWidth(label, letters))) + 10;
  const columnRoom = Math.max(0, ...columns.map((name) => textWidth(name, letters))) + 6;
  const least = cell.width + gap;
  // Few columns leave room for every one of their names, and for longer names of rows.
  const wide = columns.length * columnRoom <= width * 0.66;
  const step = wide ? Math.max(least, columnRoom) : least;
  const left = above ? 0 : Math.min(widest, Math.max(width * 0.34, wide ? width - columns.length * step : 0));
  const square = { width: step - gap, height: cell.height };
  const fit = Math.max(1, Math.floor((width - left) / step));
  // Blocks of the same length, rather than a full one and a rest.
  const each = Math.max(1, Math.ceil(columns.length / Math.ceil(columns.length / fit)));
  const rowHeight = cell.height + gap + (above ? letters + 8 : 0);
  const starts = columns.flatMap((_, place) => (place % each === 0 ? [place] : []));
  const blockHeight = letters + 10 + rows.length * rowHeight + 12;
  const every = Math.max(1, Math.ceil(columnRoom / step));
  return {
    height: Math.max(1, starts.length) * blockHeight,
    content: (
      <>
        <CellPatterns id={id} />
        {starts.map((start, block) => {
          const top = block * blockHeight + letters + 10;
          const shown = columns.slice(start, start + each);
          return (
            <>
              {shown.map((name, place) =>
                place % every === 0 ? (
                  <Label t={t} x={left + place * step} y={top - 6} tone="soft">
                    {name}
                  </Label>
                ) : null,
              )}
              {rows.map((row, number) => {
                const y = top + number * rowHeight;
                const cellTop = above ? y + letters + 6 : y;
                return (
                  <>
                    <Label t={t} x={0} y={above ? y + letters : y + cell.height / 2 + letters / 2 - 2}>
                      {shortened(row.label, above ? width : left - 8, letters)}
                    </Label>
                    {row.cells
                      .slice(start, start + each)
                      .map((one, place) =>
                        one === undefined ? null : (
                          <Square
                            canvas={canvas}
                            cell={one}
                            x={left + place * step}
                            y={cellTop}
                            {...square}
                          />
                        ),
                      )}
                  </>
                );
              })}
            </>
          );
        })}
      </>
    ),
  };
}

/** Looks that have a pattern, so that they are told without colour. */
const patterned: Readonly<Record<string, { readonly d: string; readonly turned: boolean }>> = {
  late: { d: "M2 0v6", turned: true },
  corrected: { d: "M0 1.5h6", turned: false },
  "one-missing": { d: "M2 0v6", turned: true },
};

export function CellPatterns({ id, only }: { id: string; only?: string | undefined }) {
  return (
    <defs>
      {Object.entries(patterned).map(([look, { d, turned }]) =>
        only !== undefined && only !== look ? null : (
          <pattern
            id={`${id}-${look}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform={turned ? "rotate(45)" : undefined}
          >
            <rect class={`chart-cell__ground--${look}`} width="6" height="6" />
            <path class={`chart-cell__strokes--${look}`} d={d} />
          </pattern>
        ),
      )}
    </defs>
  );
}

interface SquareProps {
  readonly canvas: Canvas;
  readonly cell: Cell;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function Square({ canvas, cell, x, y, width, height }: SquareProps) {
  return (
    <>
      <CellGround id={canvas.id} look={cell.look} x={x} y={y} width={width} height={height}>
        <title>{cell.title}</title>
      </CellGround>
      <text
        class={`chart-cell__text chart-cell__text--${cell.look}`}
        x={tenth(x + width / 2)}
        y={tenth(y + height / 2 + 4)}
        text-anchor="middle"
        direction="ltr"
      >
        {cell.letters}
      </text>
    </>
  );
}

interface CellGroundProps {
  readonly id: string;
  readonly look: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children?: ComponentChildren;
}

function CellGround({ id, look, x, y, width, height, children }: CellGroundProps) {
  return (
    <rect
      class={`chart-cell chart-cell--${look}`}
      fill={Object.hasOwn(patterned, look) ? `url(#${id}-${look})` : undefined}
      x={tenth(x + 0.5)}
      y={tenth(y + 0.5)}
      width={tenth(width - 1)}
      height={tenth(height - 1)}
    >
      {children}
    </rect>
  );
}

/** For a legend. */
export function CellSwatch({ id, look, letters }: { id: string; look: string; letters: string }) {
  return (
    <>
      {Object.hasOwn(patterned, look) && <CellPatterns id={`${id}-${look}`} only={look} />}
      <CellGround id={`${id}-${look}`} look={look} x={0} y={0} width={24} height={16} />
      <text
        class={`chart-cell__text chart-cell__text--${look}`}
        x="12"
        y="12"
        text-anchor="middle"
        direction="ltr"
      >
        {letters}
      </text>
    </>
  );
}
