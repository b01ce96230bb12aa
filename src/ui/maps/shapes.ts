// The countries of the world as SVG paths, one per alpha-2 code, cut once from the atlas and kept.
// Natural Earth projection, one decimal: 960 units wide, so a unit is about a pixel on a large screen.
import { createRequire } from "node:module";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";
import { alpha2OfNumeric } from "./numeric-codes.ts";
import { smallStates } from "./small-states.ts";

export interface Shapes {
  readonly width: number;
  readonly height: number;
  /** By alpha-2. */
  readonly countries: ReadonlyMap<string, string>;
  /** Shapes that the atlas draws without a code. */
  readonly unnamed: readonly string[];
  /** Where the dot of a small state goes. */
  readonly dots: ReadonlyMap<string, readonly [x: number, y: number]>;
}

let cut: Shapes | undefined;

export function shapes(): Shapes {
  cut ??= cutShapes();
  return cut;
}

const width = 960;
/** Room for a dot at the edge: Samoa. */
const margin = 6;
const antarctica = "010";

function cutShapes(): Shapes {
  const atlas = createRequire(import.meta.url)("world-atlas/countries-110m.json") as Topology<{
    countries: GeometryCollection;
  }>;
  const all: readonly Feature[] = feature(atlas, atlas.objects.countries).features;
  // Nobody trades there, and without it the rest is a fifth larger.
  const inhabited = all.filter((country) => country.id !== antarctica);
  const islands: Geometry = {
    type: "MultiPoint",
    coordinates: Object.values(smallStates).map((place) => [...place]),
  };
  const land: FeatureCollection = {
    type: "FeatureCollection",
    features: [...inhabited, { type: "Feature", properties: {}, geometry: islands }],
  };
  // Turned by eleven degrees, the map's edge lies in the Bering Strait and cuts no country.
  const projection = geoNaturalEarth1()
    .rotate([-11, 0])
    .fitExtent(
      [
        [margin, margin],
        [width - margin, width],
      ],
      land,
    );
  const path = geoPath(projection).digits(1);
  // Fitted into a square, the land lies in its middle: move it to the top, and end where it ends.
  const [x, y] = projection.translate();
  projection.translate([x, y - path.bounds(land)[0][1] + margin]);
  const height = Math.ceil(path.bounds(land)[1][1] + margin);

  const countries = new Map<string, string>();
  const unnamed: string[] = [];
  for (const country of inhabited) {
    const drawn = path(country);
    if (drawn === null) continue;
    const code = country.id === undefined ? undefined : alpha2OfNumeric.get(String(country.id));
    // Two shapes may share a code (an island apart from its mainland): they are one path.
    if (code === undefined) unnamed.push(drawn);
    else countries.set(code, `${countries.get(code) ?? ""}${drawn}`);
  }

  const dots = new Map<string, readonly [number, number]>();
  for (const [code, place] of Object.entries(smallStates)) {
    const point = projection([place[0], place[1]]);
    if (point !== null) dots.set(code, [tenth(point[0]), tenth(point[1])]);
  }
  return { width, height, countries, unnamed, dots };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
