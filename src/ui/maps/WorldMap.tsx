// The Participants of the scheme on a map of the world. The list beside it says the same and more: a small state, a
// restricted zone and a name cannot be read off a picture. Boundaries are the atlas's and imply no position, and say so.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { shapes } from "./shapes.ts";

export type MapStatus = "participant" | "restricted" | "outside";

export interface WorldMapProps {
  readonly t: T;
  /** Unique on the page. */
  readonly id: string;
  /** A sentence with the finding: "60 Participants stand for 86 countries". */
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  /** By alpha-2; the states of the European Union one by one. Whoever is not here is outside. */
  readonly statuses: Readonly<Record<string, MapStatus>>;
  /** The same as a list; stands below, folded. */
  readonly list: ComponentChildren;
}

export function WorldMap(props: WorldMapProps) {
  const { t, id, statuses } = props;
  const { width, height, countries, unnamed, dots } = shapes();
  const hatch = `${id}-hatch`;
  const statusOf = (code: string): MapStatus => statuses[code] ?? "outside";
  const shown = [...countries].filter(([code]) => statusOf(code) !== "outside");
  const outside = [...countries].filter(([code]) => statusOf(code) === "outside").map(([, path]) => path);
  const shownDots = [...dots].filter(([code]) => statusOf(code) !== "outside");
  return (
    <figure class="world-map" id={id}>
      <svg
        class="world-map__picture"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-description`}
      >
        <title id={`${id}-title`}>{props.title}</title>
        <desc id={`${id}-description`}>{props.description}</desc>
        <Hatch id={hatch} />
        {/* Those outside are one shape: they have no name here, and the page stays small. */}
        <path class="world-map__outside" d={[...outside, ...unnamed].join("")} />
        {shown.map(([code, path]) => (
          <path {...paint(statusOf(code), hatch)} d={path}>
            <title>{t.country(code)}</title>
          </path>
        ))}
        {shownDots.map(([code, [x, y]]) => (
          <circle {...paint(statusOf(code), hatch, "world-map__dot")} cx={x} cy={y} r={4.5}>
            <title>{t.country(code)}</title>
          </circle>
        ))}
      </svg>
      <figcaption>
        <ul class="world-map__legend">
          <Key status="participant" hatch={hatch} words={t("ui.map.participant")} />
          <Key status="restricted" hatch={hatch} words={t("ui.map.restricted")} />
          <Key status="outside" hatch={hatch} words={t("ui.map.outside")} />
        </ul>
        <p class="world-map__note">{t("ui.map.note")}</p>
      </figcaption>
      <Details summary={t("ui.map.show-list")}>{props.list}</Details>
    </figure>
  );
}

function paint(status: MapStatus, hatch: string, more = ""): { class: string; fill?: string } {
  const look = `world-map__${status}${more === "" ? "" : ` ${more}`}`;
  return status === "restricted" ? { class: look, fill: `url(#${hatch})` } : { class: look };
}

function Hatch(props: { id: string }) {
  return (
    <defs>
      <pattern id={props.id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="world-map__hatch-ground" width="5" height="5" />
        <path class="world-map__hatch-line" d="M1 0v5" />
      </pattern>
    </defs>
  );
}

function Key(props: { status: MapStatus; hatch: string; words: string }) {
  return (
    <li>
      <svg
        class="world-map__key"
        viewBox="0 0 24 16"
        width="24"
        height="16"
        aria-hidden="true"
        focusable="false"
      >
        <rect {...paint(props.status, props.hatch)} x="0.5" y="0.5" width="23" height="15" />
      </svg>
      {props.words}
    </li>
  );
}
