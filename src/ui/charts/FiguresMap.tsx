// Figures on the map of the world, in at most five classes from light to dark, with the list that says the same. The European
// Union is one Participant in 27 shapes. Who was asked and has no figure is hatched; who was not asked is plain.
// Boundaries are the atlas's and imply no position, and the map says so.
import type { ComponentChildren } from "preact";
import { unionMemberStates } from "#core/kp/participants.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { shapes } from "#ui/maps/shapes.ts";
import { classBreaks, classOf } from "./breaks.ts";
import { Legend } from "./Legend.tsx";
import { amountText, figureOf } from "./measure.ts";
import type { Measure } from "./measure.ts";
import type { ChartProps } from "./Picture.tsx";

export interface FiguresMapProps extends ChartProps {
  readonly measure: Measure;
  /** By code of the Participant, "EU" for the Union; null where there is no figure. */
  readonly figures: Readonly<Record<string, number | null>>;
  /** The same as a list or table; stands below, folded. Undefined where the frame around the chart has it. */
  readonly list?: ComponentChildren;
}

export function FiguresMap(props: FiguresMapProps) {
  const { t, id, measure } = props;
  const { width, height, countries, unnamed, dots } = shapes();
  const figures = Object.entries(props.figures).map(([code, value]) => ({ code, value: figureOf(value) }));
  const breaks = classBreaks(figures.flatMap(({ value }) => value ?? []));
  const placed = figures.flatMap(({ code, value }) => {
    const title = t("charts.map.place", {
      who: t.country(code),
      amount: value === null ? t("charts.no-figure") : amountText(t, measure, value),
    });
    const look = value === null ? ("none" as const) : classOf(value, breaks) + 1;
    return (code === "EU" ? unionMemberStates : [code]).map((country) => ({ country, title, look }));
  });
  const asked = new Set(placed.map(({ country }) => country));
  const outside = [...countries].flatMap(([code, path]) => (asked.has(code) ? [] : [path]));
  return (
    <div class="chart-block" id={id}>
      <svg
        class="world-map__picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-description`}
      >
        <title id={`${id}-title`}>{props.title}</title>
        <desc id={`${id}-description`}>{props.description}</desc>
        <NoneHatch id={id} />
        <path class="world-map__outside" d={[...outside, ...unnamed].join("")} />
        {placed.map(({ country, title, look }) => {
          const [path, dot] = [countries.get(country), dots.get(country)];
          const paint = {
            class: `figures-map figures-map--${look}`,
            ...(look === "none" ? { fill: `url(#${id}-none)` } : {}),
          };
          if (path !== undefined) {
            return (
              <path {...paint} d={path}>
                <title>{title}</title>
              </path>
            );
          }
          return dot === undefined ? null : (
            <circle {...paint} cx={dot[0]} cy={dot[1]} r={4.5}>
              <title>{title}</title>
            </circle>
          );
        })}
      </svg>
      <Legend
        entries={[
          ...(figures.some(({ value }) => value !== null) ? [...breaks, undefined] : []).map((_, place) => ({
            words: classWords(props, breaks, place),
            mark: (
              <rect class={`figures-map figures-map--${place + 1}`} x="0.5" y="0.5" width="23" height="15" />
            ),
          })),
          {
            words: t("charts.map.none"),
            mark: (
              <>
                <NoneHatch id={`${id}-legend`} />
                <rect
                  class="figures-map figures-map--none"
                  fill={`url(#${id}-legend-none)`}
                  x="0.5"
                  y="0.5"
                  width="23"
                  height="15"
                />
              </>
            ),
          },
          {
            words: t("charts.map.outside"),
            mark: <rect class="world-map__outside" x="0.5" y="0.5" width="23" height="15" />,
          },
        ]}
      />
      <p class="world-map__note">{t("ui.map.note")}</p>
      {props.list !== undefined && <Details summary={t("ui.map.show-list")}>{props.list}</Details>}
    </div>
  );
}

function classWords({ t, measure }: FiguresMapProps, breaks: readonly number[], place: number): string {
  const [from, below] = [breaks[place - 1], breaks[place]];
  const text = (value: number): string => amountText(t, measure, value);
  if (from === undefined)
    return below === undefined ? t("charts.map.all") : t("charts.map.below", { below: text(below) });
  if (below === undefined) return t("charts.map.from", { from: text(from) });
  return t("charts.map.between", { from: text(from), below: text(below) });
}

function NoneHatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-none`}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="world-map__hatch-ground" width="5" height="5" />
        <path class="figures-map__hatch-line" d="M1 0v5" />
      </pattern>
    </defs>
  );
}
