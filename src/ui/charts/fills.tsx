// How parts of a bar are told apart: solid, hatched, dotted, lined; so they can be printed in one colour.
import { classes } from "#ui/classes.ts";
import { tenth } from "./text.ts";

/** The parts of a stack in their order; "missing" is what nobody stated. */
export type Fill = 1 | 2 | 3 | 4 | "missing";

export const mostParts = 4;

export function fillOf(place: number): Fill {
  const fills: readonly Fill[] = [1, 2, 3, 4];
  return fills[place % fills.length] ?? 1;
}

/** The patterns that a picture may use. A pattern in a picture that is not shown would not be drawn, so each has its own. */
export function Patterns({ id, fills }: { id: string; fills: readonly Fill[] }) {
  const patterned = [...new Set(fills)].filter((fill) => fill !== 1);
  if (patterned.length === 0) return null;
  return (
    <defs>
      {patterned.map((fill) => (
        <pattern
          id={`${id}-fill-${fill}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform={fill === 2 || fill === "missing" ? "rotate(45)" : undefined}
        >
          <rect class={`chart__ground--${fill}`} width="6" height="6" />
          <path class={`chart__strokes--${fill}`} d={strokes[fill]} />
        </pattern>
      ))}
    </defs>
  );
}

const strokes: Readonly<Record<Exclude<Fill, 1>, string>> = {
  2: "M1.5 0v6",
  3: "M3 2.99v.02",
  4: "M0 3h6",
  missing: "M3 0v6",
};

export interface PartProps {
  /** Of the picture that has the patterns. */
  readonly id: string;
  readonly fill: Fill;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title?: string | undefined;
}

export function Part({ id, fill, x, y, width, height, title }: PartProps) {
  return (
    <rect
      class={classes("chart__part", `chart__part--${fill}`)}
      fill={fill === 1 ? undefined : `url(#${id}-fill-${fill})`}
      x={tenth(x)}
      y={tenth(y)}
      width={tenth(Math.max(0, width))}
      height={tenth(Math.max(0, height))}
    >
      {title !== undefined && <title>{title}</title>}
    </rect>
  );
}

/** For a legend. */
export function Swatch({ id, fill }: { id: string; fill: Fill }) {
  return (
    <>
      <Patterns id={`${id}-${fill}`} fills={[fill]} />
      <Part id={`${id}-${fill}`} fill={fill} x={0.5} y={0.5} width={23} height={15} />
    </>
  );
}
