// One picture in two widths: as drawn for a page, and as drawn for a telephone, where letters keep their size and the
// layout changes instead. The style sheet shows one of them; what is not shown is not read aloud either.
// Words run as the reader's language runs. Time runs from left to right in every language.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { classes } from "#ui/classes.ts";
import { tenth } from "./text.ts";

/** What every chart has. */
export interface ChartProps {
  readonly t: T;
  /** Unique on the page. */
  readonly id: string;
  /** A sentence with the finding, or what is shown. */
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
}

export interface Canvas {
  readonly t: T;
  readonly width: number;
  readonly narrow: boolean;
  /** The size of letters. */
  readonly letters: number;
  /** Unique on the page and for this width: for patterns. */
  readonly id: string;
}

export interface Drawing {
  readonly height: number;
  readonly content: ComponentChildren;
}

const widths = [
  { name: "wide", width: 720, letters: 13 },
  { name: "narrow", width: 320, letters: 12 },
] as const;

export function Picture(props: ChartProps & { draw: (canvas: Canvas) => Drawing }) {
  return (
    <>
      {widths.map(({ name, width, letters }) => {
        const id = `${props.id}-${name}`;
        const { height, content } = props.draw({
          t: props.t,
          width,
          letters,
          id,
          narrow: name === "narrow",
        });
        return (
          <svg
            class={`chart chart--${name}`}
            viewBox={`0 0 ${width} ${Math.ceil(height)}`}
            role="img"
            direction={props.t.dir}
            aria-labelledby={`${id}-title ${id}-description`}
          >
            <title id={`${id}-title`}>{props.title}</title>
            <desc id={`${id}-description`}>{props.description}</desc>
            {content}
          </svg>
        );
      })}
    </>
  );
}

export interface LabelProps {
  readonly t: T;
  readonly x: number;
  readonly y: number;
  /** What stands at x: the left end of the words, their middle, or their right end, whatever their direction. */
  readonly at?: "left" | "middle" | "right" | undefined;
  readonly tone?: "soft" | "strong" | "on-dark" | "halo" | undefined;
  readonly children: ComponentChildren;
}

export function Label({ t, x, y, at = "left", tone, children }: LabelProps) {
  const end = (at === "left") === (t.dir === "rtl");
  return (
    <text
      class={classes("chart__text", tone !== undefined && `chart__text--${tone}`)}
      x={tenth(x)}
      y={tenth(y)}
      text-anchor={at === "middle" ? "middle" : end ? "end" : undefined}
    >
      {children}
    </text>
  );
}

export interface LinesProps extends Omit<LabelProps, "children"> {
  readonly lines: readonly string[];
  readonly letters: number;
}

/** Lines under one another, their middle at y. */
export function Lines({ lines, letters, y, ...label }: LinesProps) {
  const first = y + letters * 0.35 - ((lines.length - 1) / 2) * (letters + 1);
  return (
    <>
      {lines.map((line, place) => (
        <Label {...label} y={first + place * (letters + 1)}>
          {line}
        </Label>
      ))}
    </>
  );
}

/** Instead of an empty frame. */
export function noFigures({ t, width }: Canvas): Drawing {
  return {
    height: 60,
    content: (
      <>
        <path class="chart__frame" d={`M1 1H${width - 1}V59H1z`} />
        <Label t={t} x={width / 2} y={35} at="middle" tone="soft">
          {t("charts.no-figures")}
        </Label>
      </>
    ),
  };
}
