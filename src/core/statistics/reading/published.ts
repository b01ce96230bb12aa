// Reads figures that others have published, to set them beside the returns: one row a figure, with its source. How exact an
// article is shows in its last digit that is not zero: "8,330,000 carats" gives or takes 5,000.
import { largestCarats, largestUsd } from "../../kp/amounts.ts";
import type { SheetRow } from "../../text/sheet.ts";
import { parsePeriod } from "../periods.ts";
import { findReporter } from "../reporters.ts";
import type { PublishedFigure, Rounded } from "../returns.ts";
import { readHundredths } from "./numbers.ts";

export interface PublishedReport {
  readonly row: number;
  readonly code: "column-missing" | "period" | "reporter" | "amount";
  readonly text: string;
}

export interface PublishedReading {
  readonly figures: readonly PublishedFigure[];
  readonly reports: readonly PublishedReport[];
  /** Rows of other measures, partners and periods: months, shares, prices. */
  readonly passedOver: number;
}

const flows = { production: "PRODUCTION", import: "IMPORT", export: "EXPORT" } as const;
const columnNames = ["figure_id", "period", "reporter", "measure", "carats", "value_usd"] as const;

export function readPublished(sheet: readonly SheetRow[]): PublishedReading {
  const [head, ...data] = sheet;
  const places = new Map((head?.cells ?? []).map((cell, place) => [cell.trim(), place]));
  const missing = columnNames.filter((name) => !places.has(name));
  if (missing.length > 0)
    return {
      figures: [],
      reports: missing.map((text) => ({ row: 0, code: "column-missing", text })),
      passedOver: data.length,
    };
  const figures: PublishedFigure[] = [];
  const reports: PublishedReport[] = [];
  let passedOver = 0;
  for (const { row, cells } of data) {
    const cell = (name: string): string => (cells[places.get(name) ?? -1] ?? "").trim();
    const refuse = (code: PublishedReport["code"], text: string): void =>
      void reports.push({ row, code, text: text.slice(0, 80) });
    const [measure, counterpart] = [cell("measure"), cell("counterpart")];
    const flow = Object.hasOwn(flows, measure) ? flows[measure as keyof typeof flows] : undefined;
    const kind = cell("period_type");
    const timely = kind === "" || kind === "year" || kind === "half";
    if (flow === undefined || !timely || (counterpart !== "" && counterpart !== "WORLD")) {
      passedOver += 1;
      continue;
    }
    const period = parsePeriod(cell("period"));
    if (period?.kind !== "YEAR" && period?.kind !== "HALF") {
      refuse("period", cell("period"));
      continue;
    }
    const reporter = findReporter(cell("reporter"));
    if (reporter === undefined) {
      refuse("reporter", cell("reporter"));
      continue;
    }
    const carats = rounded(cell("carats"), cell("precision").startsWith("exact"), largestCarats);
    const usd = rounded(cell("value_usd"), cell("precision") === "exact", largestUsd);
    if (carats === undefined || usd === undefined) {
      refuse("amount", `${cell("carats")} / ${cell("value_usd")}`);
      continue;
    }
    figures.push({
      id: cell("figure_id").slice(0, 40),
      reporter: reporter.code,
      year: period.year,
      part: period.kind === "HALF" ? period.part : null,
      flow,
      carats,
      usd,
      published: cell("published").slice(0, 40),
      source: cell("source_url").slice(0, 400),
    });
  }
  return { figures, reports, passedOver };
}

/** Null where nothing is given; undefined where it is no amount. */
function rounded(text: string, exact: boolean, most: bigint): Rounded | null | undefined {
  if (text === "") return null;
  const read = readHundredths(text, ".", "one", most);
  if (!read.ok) return undefined;
  if (exact) return { value: read.value, give: text.includes(".") ? 0n : 50n };
  let digit = 1n;
  for (let left = read.value; left > 0n && left % 10n === 0n; left /= 10n) digit *= 10n;
  return { value: read.value, give: digit / 2n };
}
