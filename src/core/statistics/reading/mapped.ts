// Reads rows by a mapping: each cell is understood once per word, each amount to the hundredth in its typed unit. Sums
// ("World") are kept as what they are and told; what has no amount, another measure or no country is passed over and told.
// Hostile: every cell.
import { largestCarats, largestUsd } from "../../kp/amounts.ts";
import { columnLetters } from "../../text/sheet.ts";
import type { SheetRow } from "../../text/sheet.ts";
import type { Flow, Product } from "../observation.ts";
import type { MiningType } from "../returns.ts";
import { refusedFile } from "./figures.ts";
import type { FigureCode, FigureField, FigureReader, FigureReport, FigureRow, Opened } from "./figures.ts";
import { concepts } from "./mapping.ts";
import type { Amount, Concept, Mapping, Said } from "./mapping.ts";
import { hostOf, meaningOf, mostWords, periodReader, vintageOf } from "./meanings.ts";
import type { Meaning, PlaceOf } from "./meanings.ts";
import { decimalOf, readHundredths, textOfDouble } from "./numbers.ts";
import type { DecimalSign, Unit } from "./numbers.ts";

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

interface PlacedAmount {
  readonly place: number;
  readonly unit: Unit;
  readonly double: boolean;
}

function placed(amount: Amount | undefined, placeOf: PlaceOf): PlacedAmount | undefined {
  for (const { column, unit } of amount?.columns ?? []) {
    const place = placeOf(column);
    if (place !== undefined) return { place, unit, double: amount?.double === true };
  }
  return undefined;
}

function readerOf(mapping: Mapping, placeOf: PlaceOf, decimal: DecimalSign | "either"): FigureReader {
  const { said, names } = mapping;
  const columns = concepts.map((concept) => {
    const one = said[concept];
    const place = one !== undefined && "column" in one ? placeOf(one.column) : undefined;
    return { concept, place, one, words: new Map<string, Meaning>() };
  });
  const voices = mapping.figures.map(({ voice, carats, usd, count }) => ({
    voice,
    carats: placed(carats, placeOf),
    usd: placed(usd, placeOf),
    count: placed(count, placeOf),
  }));
  const periodOf = periodReader(mapping, placeOf);
  const at = (column: string | undefined): number | undefined =>
    column === undefined ? undefined : placeOf(column);
  const [host, vintage, pass, nil] = [
    at(mapping.voiceHost),
    at(mapping.vintage),
    at(mapping.pass?.column),
    at(mapping.nil?.column),
  ];
  const notes = mapping.notes.flatMap(({ column, after }) => {
    const place = placeOf(column);
    return place === undefined ? [] : [{ place, after }];
  });
  // An article often says only one of the two, and so does one voice of several.
  const asksForBoth = voices.length === 1 && host === undefined;
  const sign = decimal === "either" ? "." : decimal;

  return {
    decimal: sign,
    vintages: vintage !== undefined,
    read(row, figures, reports) {
      const { cells, marks } = row;
      let sound = true;
      const report = (
        weight: FigureReport["weight"],
        field: FigureField | null,
        place: number | undefined,
        code: FigureCode,
        text: string,
      ): void => {
        if (weight === "REFUSED") sound = false;
        reports.push({
          weight,
          row: row.row,
          column: place === undefined ? null : columnLetters(place),
          field,
          code,
          text: text.slice(0, 80),
        });
      };
      const cell = (place: number): string => (cells[place] ?? "").trim();
      for (const place in marks) {
        const mark = marks[Number(place)];
        if (mark === "formula" || mark === "error")
          report(
            "REFUSED",
            null,
            Number(place),
            mark === "formula" ? "formula" : "cell-error",
            cell(Number(place)),
          );
        else if (mark === "latin-1") report("NOTE", null, Number(place), "latin-1", cell(Number(place)));
      }
      if (pass !== undefined && mapping.pass?.words.includes(cell(pass)) === true) {
        report("NOTE", null, pass, "no-amount", cell(pass));
        return sound;
      }
      const meant: Partial<Record<Concept, string>> = {};
      for (const { concept, place, one, words } of columns) {
        if (one === undefined) continue;
        if (place === undefined) {
          if ("value" in one) meant[concept] = one.value;
          continue;
        }
        const word = cell(place);
        let meaning = words.get(word);
        if (meaning === undefined) {
          meaning = meaningOf(concept, word, one, names);
          if (words.size < mostWords) words.set(word, meaning);
        }
        if ("code" in meaning) {
          const passes = meaning.code === "other-measure" || meaning.code === "no-country";
          report(passes ? "NOTE" : "REFUSED", concept, place, meaning.code, word);
          if (passes) return sound;
        } else {
          if (meaning.note !== undefined) report("NOTE", concept, place, meaning.note, word);
          if (meaning.value !== "") meant[concept] = meaning.value;
        }
      }
      const period = periodOf(cell, (code, field, place, text) =>
        report("REFUSED", field, place, code, text),
      );
      const known = vintage === undefined ? null : vintageOf(cell(vintage));
      if (known === undefined) report("REFUSED", "vintage", vintage, "not-a-day", cell(vintage ?? 0));
      const isNil = nil !== undefined && mapping.nil?.words.includes(cell(nil)) === true;
      const amountAt = (
        amount: PlacedAmount | undefined,
        field: "carats" | "usd" | "count",
      ): bigint | null => {
        if (amount === undefined) return null;
        const { place, unit } = amount;
        const text = cell(place);
        if (text === "") return null;
        const typed = amount.double || marks?.[place] === "number";
        if (decimal === "either" && !typed && /[.,]/.test(text)) {
          report("REFUSED", field, place, "decimal-late", text);
          return null;
        }
        const read = readHundredths(
          typed ? textOfDouble(text) : text,
          marks?.[place] === "number" ? "." : sign,
          unit,
          field === "carats" ? largestCarats : largestUsd,
        );
        if (read.ok) return read.value;
        report("REFUSED", field, place, read.problem, text);
        return null;
      };
      const taken = new Set<number>();
      const note = notes
        .flatMap(({ place, after }) => (cell(place) === "" ? [] : `${cell(place).slice(0, 200)}${after}`))
        .join("; ");
      const added: FigureRow[] = [];
      for (const one of voices) {
        const carats = amountAt(one.carats, "carats");
        const shared = voices.length > 1;
        const mine = !shared || (carats !== null && !taken.has(one.usd?.place ?? -1));
        const usd = mine ? amountAt(one.usd, "usd") : null;
        if (usd !== null && one.usd !== undefined) taken.add(one.usd.place);
        const count = amountAt(one.count, "count");
        if (count !== null && count % 100n !== 0n)
          report("REFUSED", "count", one.count?.place, "not-a-number", cell(one.count?.place ?? 0));
        if (carats === null && usd === null && count === null && !isNil) continue;
        if (asksForBoth && sound && one.carats !== undefined && one.usd !== undefined && !isNil) {
          if ((carats ?? 0n) === 0n && (usd ?? 0n) > 0n)
            report("NOTE", "carats", one.carats.place, "value-without-carats", cell(one.usd.place));
          if ((usd ?? 0n) === 0n && (carats ?? 0n) > 0n)
            report("NOTE", "usd", one.usd.place, "carats-without-value", cell(one.carats.place));
        }
        if (!sound || period === undefined || known === undefined) continue;
        const flow = meant.flow as Flow;
        added.push({
          reporter: meant.reporter ?? "",
          flow,
          // Nobody stands on the other side of a mine.
          counterpart: flow === "PRODUCTION" ? "_Z" : (meant.counterpart ?? "W"),
          product: (meant.product ?? "_T") as Product,
          mining: (meant.mining ?? (flow === "PRODUCTION" ? "UNSPECIFIED" : "_T")) as MiningType,
          origin: meant.origin ?? "_Z",
          period,
          part: 0,
          voice: host === undefined ? one.voice : hostOf(cell(host)),
          vintage: known,
          carats,
          usd,
          count: count === null ? null : Number(count / 100n),
          nil: isNil,
          status: (meant.status ?? "NORMAL") as FigureRow["status"],
          valuation: (meant.valuation ?? null) as FigureRow["valuation"],
          basis: (meant.basis ?? null) as FigureRow["basis"],
          note: note === "" ? null : note,
          entered: null,
          changed: null,
        });
      }
      if (!sound) return false;
      if (added.length === 0) report("NOTE", null, undefined, "no-amount", "");
      figures.push(...added);
      return true;
    },
  };
}
