// Opens the reader for a file of figures: by its kind, which its head shows or a person says, or by a person's mapping.
import type { SheetRow } from "../../text/sheet.ts";
import type { ProductionReturn } from "../returns.ts";
import { refusedFile } from "./figures.ts";
import type { FigureReader, FigureRow, Opened } from "./figures.ts";
import type { ReturnField } from "./columns.ts";
import { builtInMappings, mappedKind, recogniseKind } from "./kinds.ts";
import type { FileKind } from "./kinds.ts";
import { openMapped } from "./mapped.ts";
import type { Mapping } from "./mapping.ts";
import type { DecimalSign, Unit } from "./numbers.ts";
import { openReturns } from "./returns.ts";

export interface OpenOptions {
  /** Said by the person; else the head shows it. */
  readonly kind?: FileKind;
  readonly mapping?: Mapping;
  readonly decimal?: DecimalSign;
  /** Of production returns, whose columns and units a file may leave open. */
  readonly named?: ReadonlyMap<string, ReturnField>;
  readonly caratsUnit?: Unit;
  readonly usdUnit?: Unit;
}

/** `sample`: the rows that show the decimal sign. */
export function openFigures(
  head: SheetRow,
  sample: readonly SheetRow[],
  options: OpenOptions,
): Opened & { readonly kind: string } {
  const { mapping, decimal } = options;
  const sign = decimal === undefined ? {} : { decimal };
  if (mapping !== undefined)
    return { kind: mappedKind, ...openMapped(head, sample, mapping, { ...sign, strict: true }) };
  const kind = options.kind ?? recogniseKind(head.cells);
  if (kind === undefined)
    return {
      kind: mappedKind,
      ok: false,
      reports: [refusedFile("unknown-kind-of-file", head.cells.slice(0, 8).join(", "))],
    };
  if (kind !== "kp-production")
    return { kind, ...openMapped(head, sample, builtInMappings[kind], { ...sign, strict: false }) };
  const { named, caratsUnit = "one", usdUnit = "one" } = options;
  const opened = openReturns(head, sample, {
    source: "",
    ...sign,
    ...(named === undefined ? {} : { named }),
    caratsUnit,
    usdUnit,
  });
  if (!opened.ok) return { kind, ok: false, reports: opened.reports };
  const reader: FigureReader = {
    decimal: opened.decimal,
    vintages: false,
    read(row, figures, reports) {
      const before = reports.length;
      const read = opened.read(row, reports as Parameters<typeof opened.read>[1]);
      if (read !== undefined) figures.push(figureOf(read));
      return read !== undefined || !reports.slice(before).some(({ weight }) => weight === "REFUSED");
    },
  };
  return { kind, ok: true, reader, notes: opened.notes };
}

function figureOf({ participant, half, filed, status, entered, changed }: ProductionReturn): FigureRow {
  const nil = filed.kind === "NIL";
  return {
    reporter: participant,
    flow: "PRODUCTION",
    counterpart: "_Z",
    product: "_T",
    mining: nil ? "UNSPECIFIED" : filed.mining,
    origin: "_Z",
    period: half,
    part: 0,
    voice: "",
    vintage: null,
    carats: nil ? 0n : filed.carats,
    usd: nil ? 0n : filed.usd,
    count: null,
    nil,
    status,
    valuation: null,
    basis: null,
    note: null,
    entered,
    changed,
  };
}
