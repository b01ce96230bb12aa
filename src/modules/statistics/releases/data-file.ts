// Any part of the open figures as a file: what /statistics/data answers, and `kimberlite statistics export` in the installation
// itself, byte for byte. Flow, reporter and source may be said several times.
import { refuseUnless } from "#platform/http/problem.ts";
import type { Frame } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Observation } from "#core/statistics/observation.ts";
import type { Ctx } from "#modules/record/index.ts";
import { fieldProblem, openFigures, readEnd, readFlows, readInstant, readReporters } from "./asked.ts";
import { formats, writeFigures } from "./files.ts";
import type { About, Format } from "./files.ts";

export const dataPath = "/statistics/data";

/** Whose figures they are, and where. */
export type Publisher = Pick<Frame, "baseUrl" | "scheme" | "demonstration">;

export interface FiguresFile {
  readonly content: Uint8Array;
  readonly format: Format;
  readonly name: string;
}

const extensions: Readonly<Record<Format, string>> = {
  csv: "csv",
  xlsx: "xlsx",
  json: "json",
  "sdmx-csv-1": "csv",
  "sdmx-csv-2": "csv",
  "sdmx-json": "json",
};

/** Hostile: `search` is that of an address, "?flow=TRADE&format=csv". */
export async function figuresFile(
  { database }: Pick<Ctx, "database">,
  t: T,
  publisher: Publisher,
  search: string,
): Promise<FiguresFile> {
  const asked = new URLSearchParams(search);
  const one = (name: string): string | undefined => asked.get(name) ?? undefined;
  const several = (name: string): readonly string[] => asked.getAll(name).slice(0, 100);
  const wanted = one("format") ?? "csv";
  const format = formats.find((known) => known === wanted);
  if (format === undefined) throw fieldProblem("format", "unknown-format");
  const reporters = readReporters(several("reporter"));
  const sources = several("source");
  const [from, until] = [readEnd("from", one("from")), readEnd("until", one("until"))];
  const asOf = readInstant("asOf", one("asOf"));
  const figures = await openFigures(
    { db: database.kysely },
    {
      flows: readFlows(several("flow")),
      ...(reporters === undefined ? {} : { reporters }),
      ...(sources.length === 0 ? {} : { sources }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(asOf === undefined ? {} : { asOf }),
      ...(one("history") === "true" ? { everyVintage: true } : {}),
      wanted: [],
    },
  );
  refuseUnless(figures.length > 0 || format !== "sdmx-json", "not-found");
  const about = aboutFigures(t, publisher, `${dataPath}${search}`, figures);
  const content = writeFigures(t, format, figures, { about, comma: one("decimal") === "comma" });
  return { content, format, name: `kimberley-figures.${extensions[format]}` };
}

/** The same figures are the same file: its time is that of the newest. */
export function aboutFigures(
  t: T,
  { baseUrl, scheme, demonstration }: Publisher,
  path: string,
  figures: readonly Observation[],
): About {
  const prepared = figures.reduce(
    (newest, { knownFrom }) => (knownFrom > newest ? knownFrom : newest),
    "2003-01-01T00:00:00.000Z",
  );
  return {
    title: t("releases.catalogue.title"),
    author: scheme,
    address: baseUrl + path.slice(0, 500),
    notes: [t("releases.notes.states"), t("releases.notes.units"), t("releases.licence")],
    header: {
      id: `KP-${prepared.replaceAll(/[^0-9]/g, "")}`,
      prepared,
      sender: { id: "KP", name: scheme },
      baseUrl,
      test: demonstration,
    },
  };
}
