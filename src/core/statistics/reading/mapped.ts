// Reads rows by a mapping: each cell is understood once per word, each amount to the hundredth in its typed unit. Sums
// ("World") are kept as what they are and told; what has no amount, another measure or no country is passed over and told.
// Hostile: every cell.
import type { SheetRow } from "../../text/sheet.ts";
import { refusedFile } from "./figures.ts";
import type { FigureReader, Opened } from "./figures.ts";
import { readMappedRow } from "./mapped-row.ts";
import type { PlacedAmount, PlacedWords, RowPlan } from "./mapped-row.ts";
import { concepts } from "./mapping.ts";
import type { Amount, Mapping, Said } from "./mapping.ts";
import { periodReader } from "./meanings.ts";
import type { PlaceOf } from "./meanings.ts";
import { decimalOf } from "./numbers.ts";
import type { DecimalSign } from "./numbers.ts";

export interface MappedOptions {
  readonly decimal?: DecimalSign;
  /** The mapping is the person's: every column that it names must be there. */
  readonly strict: boolean;
}

export function openMapped(
  head: SheetRow,
  sample: readonly SheetRow[],
  mapping: Mapping,
  options: MappedOptions,
): Opened {
  const places = new Map<string, number>();
  for (const [place, cell] of head.cells.entries()) {
    const name = cell.trim().toLowerCase();
    if (!places.has(name)) places.set(name, place);
  }
  const placeOf = (column: string): number | undefined => places.get(column.trim().toLowerCase());
  const missing = columnsOf(mapping, options.strict).filter((column) => placeOf(column) === undefined);
  if (missing.length > 0)
    return { ok: false, reports: missing.map((column) => refusedFile("mapped-column-missing", column)) };
  const amounts = mapping.figures.flatMap(({ carats, usd, count }) =>
    [carats, usd, count].flatMap((amount) => placed(amount, placeOf)?.place ?? []),
  );
  if (amounts.length === 0)
    return { ok: false, reports: [refusedFile("column-missing", "carats", "carats")] };
  const decimal = options.decimal ?? decimalOf(cellsAt(sample, amounts));
  if (decimal === "ambiguous" || decimal === "both")
    return { ok: false, reports: [refusedFile(`decimal-${decimal}`, "")] };
  return { ok: true, reader: readerOf(mapping, placeOf, decimal), notes: [] };
}

function columnsOf({ period, said, pass, nil, vintage, notes }: Mapping, strict: boolean): readonly string[] {
  const columns = (one: Said | undefined): readonly string[] =>
    one !== undefined && "column" in one ? [one.column] : [];
  const needed = [...Object.values(period), ...columns(said.reporter), ...columns(said.flow)];
  if (!strict) return [...new Set(needed)];
  const further = [pass?.column, nil?.column, vintage].filter((column) => column !== undefined);
  return [
    ...new Set([
      ...needed,
      ...concepts.flatMap((concept) => columns(said[concept])),
      ...further,
      ...notes.map(({ column }) => column),
    ]),
  ];
}

function* cellsAt(rows: readonly SheetRow[], places: readonly number[]): Generator<string> {
  for (const { cells, marks } of rows)
    for (const place of places) {
      const text = (cells[place] ?? "").trim();
      if (text !== "" && text.length <= 40 && marks?.[place] === undefined) yield text;
    }
}

function placed(amount: Amount | undefined, placeOf: PlaceOf): PlacedAmount | undefined {
  for (const { column, unit } of amount?.columns ?? []) {
    const place = placeOf(column);
    if (place !== undefined) return { place, unit, double: amount?.double === true };
  }
  return undefined;
}

function readerOf(mapping: Mapping, placeOf: PlaceOf, decimal: DecimalSign | "either"): FigureReader {
  const plan = planOf(mapping, placeOf, decimal);
  return {
    decimal: decimal === "either" ? "." : decimal,
    vintages: plan.vintage !== undefined,
    read: (row, figures, reports) => readMappedRow(plan, row, figures, reports),
  };
}

function planOf(mapping: Mapping, placeOf: PlaceOf, decimal: DecimalSign | "either"): RowPlan {
  const at = (column: string | undefined): number | undefined =>
    column === undefined ? undefined : placeOf(column);
  const words = (one: Mapping["pass"]): PlacedWords | undefined => {
    const place = at(one?.column);
    return one === undefined || place === undefined ? undefined : { place, words: one.words };
  };
  const voices = mapping.figures.map(({ voice, carats, usd, count }) => ({
    voice,
    carats: placed(carats, placeOf),
    usd: placed(usd, placeOf),
    count: placed(count, placeOf),
  }));
  const host = at(mapping.voiceHost);
  return {
    columns: concepts.flatMap((concept) => {
      const said = mapping.said[concept];
      if (said === undefined) return [];
      const place = "column" in said ? placeOf(said.column) : undefined;
      return [{ concept, place, said, words: new Map() }];
    }),
    names: mapping.names,
    voices,
    period: periodReader(mapping, placeOf),
    host,
    vintage: at(mapping.vintage),
    pass: words(mapping.pass),
    nil: words(mapping.nil),
    notes: mapping.notes.flatMap(({ column, after }) => {
      const place = placeOf(column);
      return place === undefined ? [] : [{ place, after }];
    }),
    decimal,
    // An article often says only one of the two, and so does one voice of several.
    asksForBoth: voices.length === 1 && host === undefined,
  };
}
