// Reads SDMX-CSV of our structure back into observations: 2.x and 1.0, every kind of labels, a decimal point or comma. A message
// is one transaction: a row that cannot be read refuses the whole of it, and every such row is told.
import type { SheetRow } from "../../text/sheet.ts";
import { withoutGuard } from "../../text/delimited.ts";
import type { Observation } from "../observation.ts";
import { attributes, dimensions, measureDimension, measures, singleMeasure } from "./components.ts";
import { observationOf } from "./record.ts";
import type { ComponentId, RecordProblem } from "./record.ts";

export interface SdmxProblem {
  /** As the file counts; 1 is the head. */
  readonly row: number;
  readonly component: string;
  readonly code:
    | RecordProblem["code"]
    | "no-head"
    | "column-missing"
    | "column-twice"
    | "foreign-structure"
    | "not-taken"
    | "said-twice"
    | "differs-between-measures";
  readonly value: string;
}

export type SdmxReading =
  | {
      readonly ok: true;
      readonly observations: readonly Observation[];
      /** Headings that are no component: labels, and columns of somebody else. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly SdmxProblem[] };

/** Hostile: rows of a file; how many there are and how long they are is bounded where the file is split. */
export function readSdmxCsv(rows: readonly SheetRow[], open: boolean): SdmxReading {
  const [head, ...lines] = rows;
  if (head === undefined)
    return { ok: false, problems: [{ row: 1, component: "", code: "no-head", value: "" }] };
  const columns = head.cells.map((cell) => idOf(cell.trim()));
  const single = columns.includes(measureDimension.id);
  const problems = headProblems(columns, single);
  if (problems.length > 0) return { ok: false, problems };
  const read = lines.map((line) => recordOfLine(columns, line, problems));
  const records = single ? together(read, problems) : read;
  const observations = records.flatMap(({ row, cells }) => {
    const one = observationOf(cells, open);
    if (!isProblems(one)) return [one];
    for (const { component, code, value } of one) problems.push({ row, component, code, value });
    return [];
  });
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) };
  const ignored = head.cells.filter(
    (_, place) => !known.has(columns[place] ?? "") && !technical.has(columns[place] ?? ""),
  );
  return { ok: true, observations, ignored };
}

const mostProblems = 200;
const known: ReadonlySet<string> = new Set([
  ...dimensions.map(({ id }) => id),
  "TIME_PERIOD",
  ...measures.map(({ id }) => id),
  ...attributes.map(({ id }) => id),
  measureDimension.id,
  singleMeasure.id,
]);
const technical: ReadonlySet<string> = new Set([
  "STRUCTURE",
  "STRUCTURE_ID",
  "STRUCTURE_NAME",
  "DATAFLOW",
  "DATAFLOW_NAME",
  "ACTION",
  "SERIES_KEY",
  "OBS_KEY",
]);
const plain: ReadonlySet<string> = new Set(
  [...dimensions, ...attributes].filter(({ takes }) => typeof takes === "string").map(({ id }) => id),
);
const amounts: ReadonlySet<string> = new Set(["CARATS", "VALUE_USD", "OBS_VALUE"]);

interface Line {
  readonly row: number;
  readonly cells: Partial<Record<ComponentId | "MEASURE" | "OBS_VALUE", string>>;
}

/** "REPORTER: Who reports" and "STRUCTURE[;]" name REPORTER and STRUCTURE. */
function idOf(heading: string): string {
  const id = heading.split(": ", 1)[0] ?? "";
  return id.replace(/\[.{0,3}\]$/, "");
}

function headProblems(columns: readonly string[], single: boolean): SdmxProblem[] {
  const needed = [
    columns.includes("DATAFLOW") ? "DATAFLOW" : "STRUCTURE_ID",
    ...dimensions.map(({ id }) => id),
    "TIME_PERIOD",
    ...(single ? [singleMeasure.id] : []),
  ];
  const problem = (component: string, code: "column-missing" | "column-twice"): SdmxProblem => ({
    row: 1,
    component,
    code,
    value: "",
  });
  return [
    ...needed.filter((id) => !columns.includes(id)).map((id) => problem(id, "column-missing")),
    ...[...known]
      .filter((id) => columns.indexOf(id) !== columns.lastIndexOf(id))
      .map((id) => problem(id, "column-twice")),
  ];
}

function recordOfLine(columns: readonly string[], line: SheetRow, problems: SdmxProblem[]): Line {
  const cells: Record<string, string> = {};
  for (const [place, id] of columns.entries()) {
    const text = withoutGuard(line.cells[place] ?? "");
    if (id === "STRUCTURE_ID" || id === "DATAFLOW") {
      if (!/^KP:(PRODUCTION|TRADE|CERTIFICATES)(_21)?\(1\.0(\.0)?\)(: |$)/.test(text))
        problems.push({ row: line.row, component: id, code: "foreign-structure", value: text.slice(0, 60) });
    } else if (id === "ACTION") {
      // Deleting by file is nobody's act.
      if (!["", "I", "A", "M", "R"].includes(text))
        problems.push({ row: line.row, component: id, code: "not-taken", value: text.slice(0, 40) });
    } else if (amounts.has(id)) cells[id] = text.replace(/^(\d+),(\d{1,2})$/, "$1.$2");
    else if (plain.has(id)) cells[id] = text;
    else if (known.has(id)) cells[id] = text.split(": ", 1)[0] ?? "";
  }
  return { row: line.row, cells };
}

/** Rows of one measure each, as one record of all. */
function together(lines: readonly Line[], problems: SdmxProblem[]): readonly Line[] {
  const found = new Map<string, Line>();
  for (const { row, cells } of lines) {
    const { MEASURE, OBS_VALUE, ...rest } = cells;
    const key = [...dimensions.map(({ id }) => rest[id]), rest.TIME_PERIOD, rest.KNOWN_FROM].join("|");
    const before = found.get(key);
    const measure = measures.find(({ id }) => id === MEASURE)?.id;
    if (measure === undefined) {
      problems.push({
        row,
        component: "MEASURE",
        code: "unknown-code",
        value: (MEASURE ?? "").slice(0, 40),
      });
      continue;
    }
    const value = { [measure]: OBS_VALUE ?? "" };
    if (before === undefined) found.set(key, { row, cells: { ...rest, ...value } });
    else if (before.cells[measure] !== undefined)
      problems.push({ row, component: measure, code: "said-twice", value: OBS_VALUE ?? "" });
    else if (attributes.some(({ id }) => (before.cells[id] ?? "") !== (rest[id] ?? "")))
      problems.push({ row, component: measure, code: "differs-between-measures", value: OBS_VALUE ?? "" });
    else Object.assign(before.cells, value);
  }
  return [...found.values()];
}

function isProblems(one: Observation | readonly RecordProblem[]): one is readonly RecordProblem[] {
  return Array.isArray(one);
}
