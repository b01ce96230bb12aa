// `kimberlite statistics read` shows what the importer understands of a file; `kimberlite statistics screen` says what does not
// fit in its returns. Both only read: nothing is kept. `import` takes a file of figures in (import.ts), `export` writes one.
import type { Command } from "commander";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { isDate } from "#core/kp/dates.ts";
import type { ReturnsReading } from "#core/statistics/reading/returns.ts";
import { periodText } from "#core/statistics/periods.ts";
import { totalOf } from "#core/statistics/returns.ts";
import type { ProductionReturn } from "#core/statistics/returns.ts";
import { screen, usualShare } from "#core/statistics/screening/screen.ts";
import type { T } from "#platform/i18n/translator.ts";
import { findingInWords, printable, reportInWords } from "#ui/statistics/findings.ts";
import { orTell } from "../client.ts";
import { group, refusesPolitely } from "../server-command.ts";
import { exitCodes, processTerminal, tableOf, UsageError, wordsFor } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";
import { addExportCommand } from "./export.ts";
import { addImportCommand } from "./import.ts";
import { labelsOf, publishedOf, returnsOf } from "./files.ts";
import type { ReadOptions } from "./files.ts";
import { asJson, reportOf } from "./report.ts";
import { addSummariesCommand } from "./summaries.ts";

interface ScreenOptions extends ReadOptions {
  readonly labels?: string;
  readonly published?: string;
  readonly share?: string;
  readonly report?: true;
  readonly remarks?: true;
  readonly json?: true;
}

export function addStatisticsCommands(program: Command, terminal: Terminal = processTerminal): void {
  const statistics = group(
    program,
    "statistics",
    "figures: read files, screen returns, take data sets in, write files",
  );
  mapping(refusesPolitely(statistics.command("read <file>")))
    .description(
      "show what is understood of a file of returns (CSV, XLSX): rows, totals, what is refused and why",
    )
    .option("--json", "one JSON object")
    .action(async (file: string, options: ReadOptions & { readonly json?: true }) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, () => read(terminal, t, file, options));
    });
  addImportCommand(mapping(refusesPolitely(statistics.command("import <file>"))), terminal);
  mapping(refusesPolitely(statistics.command("screen <file>")))
    .description("say what does not fit in a file of returns, by how much, and the likely cause")
    .option("--published <file>", "CSV of figures published before, to compare with")
    .option("--labels <file>", "CSV of rows that people have labelled: prints precision and recall")
    .option("--share <percent>", "warn about at most so many of all rows", String(usualShare * 100))
    .option("--remarks", "also what is below the line")
    .option("--report", "warnings by rule, and how they hold when a year is left out")
    .option("--json", "one JSON object")
    .action(async (file: string, options: ScreenOptions) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, () => screenFile(terminal, t, file, options));
    });
  addExportCommand(refusesPolitely(statistics.command("export")), terminal);
  addSummariesCommand(statistics, terminal);
}

function mapping(command: Command): Command {
  return command
    .option("--decimal <sign>", "point or comma, where the file leaves it open")
    .option("--carats-in <unit>", "one, thousand, lakh, million, crore, billion", "one")
    .option("--value-in <unit>", "the same for the value", "one")
    .option("--as-of <day>", "the day for which the file speaks")
    .option(
      "--column <heading=field>",
      "which column holds what, where the heading is not known (more than once)",
      (given: string, before: readonly string[]) => [...before, given],
      [] as readonly string[],
    );
}

async function read(
  terminal: Terminal,
  t: T,
  file: string,
  options: ReadOptions & { readonly json?: true },
): Promise<void> {
  const { sheet, reading } = await understood(t, file, options);
  if (options.json === true) {
    terminal.out(asJson({ separator: sheet.delimiter, furtherSheets: sheet.furtherSheets, ...reading }));
  } else {
    terminal.out(
      sheet.delimiter === null
        ? t("statistics.cli.workbook")
        : t("statistics.cli.separator", {
            separator: t(`statistics.cli.separator.${separators[sheet.delimiter]}`),
            decimal: reading.decimal,
          }),
    );
    if (sheet.furtherSheets.length > 0)
      terminal.out(t("statistics.cli.further-sheets", { names: t.list(sheet.furtherSheets.map(printable)) }));
    tellReading(terminal, t, reading);
    if (reading.returns.length > 0) {
      terminal.out(t("statistics.cli.first-rows"));
      terminal.out(firstRows(t, reading.returns.slice(0, 5)));
    }
  }
  terminal.setExitCode(isSound(reading) ? exitCodes.ok : exitCodes.refused);
}

const separators = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

function firstRows(t: T, returns: readonly ProductionReturn[]): string {
  const columns = ["row", "participant", "half", "mining", "carats", "usd", "entered"] as const;
  return tableOf(
    columns.map((column) => t(`statistics.cli.column.${column}`)),
    returns.map(({ row, participant, half, filed, entered }) => [
      String(row),
      t.country(participant),
      periodText(half),
      t(`statistics.mining.${filed.kind === "NIL" ? "NIL" : filed.mining}`),
      filed.kind === "NIL" || filed.carats === null ? "–" : caratsToString(filed.carats),
      filed.kind === "NIL" || filed.usd === null ? "–" : usdToString(filed.usd),
      entered ?? "–",
    ]),
  );
}

async function screenFile(terminal: Terminal, t: T, file: string, options: ScreenOptions): Promise<void> {
  const share = shareOf(options.share);
  const { reading } = await understood(t, file, options);
  const published = options.published === undefined ? null : await publishedOf(t, options.published);
  const labels = options.labels === undefined ? [] : await labelsOf(t, options.labels);
  const figures = published?.figures ?? [];
  const screening = screen(reading.returns, figures, share);
  const report = reportOf(t, reading.returns, figures, labels, screening, {
    share,
    whole: options.report === true,
    published: published !== null,
  });
  if (options.json === true) {
    terminal.out(
      asJson({
        rows: screening.rows,
        warned: screening.warned.size,
        warnings: screening.warnings.map((finding) => ({ ...finding, sentence: findingInWords(t, finding) })),
        remarks: screening.remarks.map((finding) => ({ ...finding, sentence: findingInWords(t, finding) })),
        reading: { rows: reading.rows, refused: reading.refused, reports: reading.reports },
        published,
        ...report.data,
      }),
    );
  } else {
    for (const finding of [...screening.warnings, ...(options.remarks === true ? screening.remarks : [])]) {
      terminal.out(
        `${t("statistics.cli.rows", { count: finding.rows.length, rows: rowsInWords(finding.rows) })}  ${findingInWords(t, finding)}`,
      );
    }
    if (screening.warnings.length === 0) terminal.out(t("statistics.cli.none"));
    if (published !== null) {
      const {
        figures: { length },
        reports,
        passedOver,
      } = published;
      terminal.out(
        t("statistics.cli.published", { figures: length, refused: reports.length, passed: passedOver }),
      );
      for (const { row, code, text } of reports)
        terminal.error(t("statistics.cli.published-bad", { row: String(row), code, text: printable(text) }));
    }
    tellReading(terminal, t, reading);
    for (const line of report.lines) terminal.out(line);
  }
  const sound = isSound(reading) && (published?.reports ?? []).length === 0;
  terminal.setExitCode(sound ? exitCodes.ok : exitCodes.refused);
}

async function understood(t: T, file: string, options: ReadOptions): ReturnType<typeof returnsOf> {
  if (options.asOf !== undefined && !isDate(options.asOf))
    throw new UsageError(`"${options.asOf.slice(0, 20)}" is not like 2026-11-12`);
  return returnsOf(t, file, options);
}

/** A year keyed ten thousand times is one line all the same; --json has them all. */
function rowsInWords(rows: readonly number[]): string {
  return `${rows.slice(0, 12).join(", ")}${rows.length > 12 ? " …" : ""}`;
}

/** Every row taken or passed over for a reason that is told. */
function isSound({ refused, returns }: ReturnsReading): boolean {
  return refused === 0 && returns.length > 0;
}

/** Rows and totals; what was refused goes to the other stream, so that it is seen when the rest is kept in a file. */
function tellReading(terminal: Terminal, t: T, reading: ReturnsReading): void {
  const { returns, reports, rows, refused } = reading;
  for (const report of reports) {
    const line = reportInWords(t, report);
    if (report.weight === "REFUSED") terminal.error(line);
    else terminal.out(line);
  }
  if (returns.length === 0) terminal.error(t("statistics.cli.nothing"));
  const nil = returns.filter(({ filed }) => filed.kind === "NIL").length;
  const { carats, usd } = totalOf(returns);
  terminal.out(
    t("statistics.cli.read", {
      rows,
      taken: returns.length,
      refused,
      passed: rows - returns.length - refused,
    }),
  );
  terminal.out(
    t("statistics.cli.totals", {
      figures: returns.length - nil,
      nil,
      carats: t.carats(carats),
      usd: t.usd(usd),
    }),
  );
}

function shareOf(text = String(usualShare * 100)): number {
  const percent = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(percent > 0 && percent <= 100))
    throw new UsageError(`"${text.slice(0, 20)}" is not a share above 0 and up to 100 percent`);
  return percent / 100;
}
