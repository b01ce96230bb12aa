// What is understood of a file while it is read: its kind, its figures counted and added up in plain units, the first of
// them, and what is to be said of its rows. Bounded, however long the file is.
import { daysOf } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import { flows } from "#core/statistics/observation.ts";
import type { Flow } from "#core/statistics/observation.ts";
import { refusedFile } from "#core/statistics/reading/figures.ts";
import type { FigureReader, FigureReport, FigureRow } from "#core/statistics/reading/figures.ts";
import type { KeyTable } from "#core/statistics/reading/key-table.ts";
import { keyLine, saidLine } from "#core/statistics/reading/lines.ts";
import type { AddLine } from "#core/statistics/reading/lines.ts";
import { openFigures } from "#core/statistics/reading/open.ts";
import type { OpenOptions } from "#core/statistics/reading/open.ts";
import { aggregates } from "#core/statistics/reporters.ts";
import type { SheetRow } from "#core/text/sheet.ts";
import type { SheetBatch } from "#platform/files/sheet-stream.ts";

export interface Understanding {
  readonly kind: string;
  /** Null: a workbook. */
  readonly delimiter: string | null;
  readonly decimal: string;
  readonly furtherSheets: readonly string[];
  /** Rows below the head; of them refused, and passed over without a figure. */
  readonly rows: number;
  readonly refused: number;
  readonly passed: number;
  readonly figures: number;
  readonly nil: number;
  /** Of each figure's newest vintage, and of those that are no sums: what a file's "World" says is never added to what it is the sum of. */
  readonly totals: readonly FlowTotal[];
  readonly sums: number;
  readonly reporters: number;
  /** First and last day. */
  readonly from: string | null;
  readonly until: string | null;
  readonly first: readonly FigureRow[];
  /** The first of them; `said` counts all. */
  readonly reports: readonly FigureReport[];
  readonly said: number;
}

export interface FlowTotal {
  readonly flow: Flow;
  readonly figures: number;
  readonly carats: bigint;
  readonly usd: bigint;
  readonly count: number;
}

export interface Reading {
  take(batch: SheetBatch, add: AddLine): void;
  /** Reads what was held back to see the decimal sign. */
  end(add: AddLine): void;
  kind(): string;
  understanding(): Understanding;
  counts(): { readonly added: number; readonly changed: number; readonly same: number };
}

/** Rows whose amounts show the decimal sign. */
const sampleRows = 5_000;
const mostReports = 1_000;
const firstFigures = 5;

export function readingOf(options: OpenOptions & { readonly parts: boolean }, table: KeyTable): Reading {
  let head: SheetRow | undefined;
  let held: SheetRow[] = [];
  let reader: FigureReader | undefined;
  let failed = false;
  let kind = "";
  let [delimiter, furtherSheets]: [string | null, readonly string[]] = [null, []];
  let [rows, refused, passed, figures, nil, sums, said] = [0, 0, 0, 0, 0, 0, 0];
  let [from, until]: [string | null, string | null] = [null, null];
  const counts = { added: 0, changed: 0, same: 0 };
  const reports: FigureReport[] = [];
  const reporters = new Set<string>();
  // A reader gives the rows of one period the same object.
  const periods = new WeakSet<Period>();
  const first: FigureRow[] = [];
  const totals = new Map<Flow, { figures: number; carats: bigint; usd: bigint; count: number }>();

  const tell = (some: readonly FigureReport[]): void => {
    said += some.length;
    for (const one of some) {
      if (reports.length < mostReports) reports.push(one);
      // A refusal is never crowded out by notes.
      else if (one.weight === "REFUSED") {
        const note = reports.findLastIndex(({ weight }) => weight === "NOTE");
        if (note >= 0) reports.splice(note, 1, one);
      }
    }
  };
  const open = (): void => {
    if (head === undefined || reader !== undefined || failed) return;
    const opened = openFigures(head, held, options);
    kind = opened.kind;
    if (opened.ok) {
      reader = opened.reader;
      tell(opened.notes);
    } else {
      failed = true;
      refused += 1;
      tell(opened.reports);
    }
  };
  const found: FigureRow[] = [];
  const about: FigureReport[] = [];
  const readRow = (row: SheetRow, add: AddLine): void => {
    if (reader === undefined) return;
    found.length = 0;
    about.length = 0;
    let sound = reader.read(row, found, about);
    for (const one of found) sound = keep(one, row, add) && sound;
    if (about.length > 0) tell(about);
    if (!sound) refused += 1;
    else if (found.length === 0) passed += 1;
  };
  const keep = (given: FigureRow, row: SheetRow, add: AddLine): boolean => {
    let figure = given;
    let key = keyLine(figure);
    const says = saidLine(figure);
    let meeting = table.meet(key, says);
    while (meeting === "twice" && options.parts) {
      figure = { ...figure, part: figure.part + 1 };
      key = keyLine(figure);
      meeting = table.meet(key, says);
    }
    if (meeting === "twice") {
      about.push({ ...refusedFile("duplicate-key", row.cells.slice(0, 6).join(", ")), row: row.row });
      return false;
    }
    counts[meeting] += 1;
    if (meeting !== "same") add(meeting === "added" ? "+" : "~", key, says);
    count(figure);
    return true;
  };
  const count = (figure: FigureRow): void => {
    figures += 1;
    if (first.length < firstFigures) first.push(figure);
    reporters.add(figure.reporter);
    if (!periods.has(figure.period)) {
      periods.add(figure.period);
      const days = daysOf(figure.period);
      if (from === null || days.from < from) from = days.from;
      if (until === null || days.until > until) until = days.until;
    }
    if (figure.nil) nil += 1;
    if ((aggregates as readonly string[]).includes(figure.reporter)) {
      sums += 1;
      return;
    }
    const earlier = reader?.vintages === true ? replaced(figure) : undefined;
    let total = totals.get(figure.flow);
    if (total === undefined) {
      total = { figures: 0, carats: 0n, usd: 0n, count: 0 };
      totals.set(figure.flow, total);
    }
    total.figures += 1;
    total.carats += (figure.carats ?? 0n) - (earlier?.carats ?? 0n);
    total.usd += (figure.usd ?? 0n) - (earlier?.usd ?? 0n);
    total.count += (figure.count ?? 0) - (earlier?.count ?? 0);
  };
  /** Of one key the newest vintage counts: what must be taken off again when this one is added. */
  const newest = new Map<string, FigureRow>();
  const replaced = (figure: FigureRow): FigureRow | undefined => {
    const key = keyLine({ ...figure, vintage: null });
    const before = newest.get(key);
    if (before !== undefined && (before.vintage ?? "9") > (figure.vintage ?? "9")) return figure;
    newest.set(key, figure);
    return before;
  };
  const readHeld = (add: AddLine): void => {
    open();
    for (const row of held) readRow(row, add);
    held = [];
  };

  return {
    take(batch, add) {
      [delimiter, furtherSheets] = [batch.delimiter, batch.furtherSheets];
      for (const row of batch.rows) {
        if (head === undefined) {
          head = row;
          continue;
        }
        rows += 1;
        if (reader !== undefined) readRow(row, add);
        else if (!failed) {
          held.push(row);
          if (held.length >= sampleRows && batch.delimiter !== null) readHeld(add);
        }
      }
    },
    end: readHeld,
    kind: () => kind,
    understanding: () => ({
      kind,
      delimiter,
      decimal: reader?.decimal ?? ".",
      furtherSheets,
      rows,
      refused,
      passed,
      figures,
      nil,
      totals: flows.flatMap((flow) => {
        const total = totals.get(flow);
        return total === undefined ? [] : [{ flow, ...total }];
      }),
      sums,
      reporters: reporters.size,
      from,
      until,
      first,
      reports: reports.toSorted((a, b) => a.row - b.row),
      said,
    }),
    counts: () => counts,
  };
}
