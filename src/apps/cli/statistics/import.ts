// `kimberlite statistics import FILE`: takes a file of figures in, in the installation of this machine, with its keys; a server
// may run meanwhile. Says what it understood in plain units before anything is committed; one refused row, and nothing is.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { isDate } from "#core/kp/dates.ts";
import { fileKinds, isFileKind, mappedKind, recogniseKind } from "#core/statistics/reading/kinds.ts";
import type { FileKind } from "#core/statistics/reading/kinds.ts";
import { parseMapping } from "#core/statistics/reading/mapping.ts";
import type { Mapping } from "#core/statistics/reading/mapping.ts";
import { readConfig } from "#platform/config/config.ts";
import { sheetBatches, UnreadableSheet } from "#platform/files/sheet-stream.ts";
import { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { cleanSooner } from "#platform/work/memory.ts";
import { findFounding } from "#modules/record/index.ts";
import { datasetWords, receiveDataset, usualOf } from "#modules/statistics/index.ts";
import type { DatasetInput, Received } from "#modules/statistics/index.ts";
import { openInstallation } from "../../installation.ts";
import { systemActor } from "../../server/demonstration.ts";
import { readBounded } from "../bounded-file.ts";
import { orTell } from "../client.ts";
import { exitCodes, tableOf, UsageError, wordsFor } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";
import { columnsFrom, decimalFrom, unitFrom } from "./files.ts";
import type { ReadOptions } from "./files.ts";
import { asJson } from "./report.ts";

interface ImportOptions extends ReadOptions {
  readonly kind?: string;
  readonly map?: string;
  readonly id?: string;
  readonly title?: string;
  readonly licence?: string;
  readonly attribution?: string;
  readonly open?: true;
  readonly parts?: true;
  readonly complete?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export function addImportCommand(command: Command, terminal: Terminal): void {
  command
    .description(
      "take a file of figures in as a data set: all of it or nothing; the same file again changes nothing",
    )
    .option("--kind <kind>", `what the file is, where its head does not show it: ${fileKinds.join(", ")}`)
    .option("--map <file>", "JSON that says which column holds what, in which unit, for any other file")
    .option("--id <id>", "short name of the data set; a file under a name that is known is its next edition")
    .option("--title <text>", "what people read")
    .option("--licence <letter>", "A open, B facts of record, C for use inside only")
    .option("--attribution <text>", "whose figures they are")
    .option("--open", "anybody may see the figures")
    .option("--parts", "rows that nothing tells apart are parts of one figure")
    .option("--complete", "the file is the whole data set: what it lacks is withdrawn")
    .option("--dry-run", "say what would be done; keep nothing")
    .option("--json", "one JSON object")
    .action(async (file: string, options: ImportOptions) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, () => importFile(terminal, t, file, options));
    });
}

async function importFile(terminal: Terminal, t: T, file: string, options: ImportOptions): Promise<void> {
  cleanSooner();
  const input = await inputOf(terminal, t, file, options);
  const installation = await openInstallation(readConfig({ ...terminal.environment }), { connections: 2 });
  try {
    const { database, keyring } = installation;
    const founding = await findFounding({ db: database.kysely });
    if (founding === undefined) throw new UsageError(`There is no record in ${installation.folder} yet.`);
    const ctx = {
      database,
      keyring,
      clock: () => Date.parse(terminal.now()),
      committed: () => undefined,
      actor: { ...systemActor, organisation: founding.founder },
    };
    const received = await receiveDataset(ctx, input, bytesOf(file), (understanding, changes) => {
      if (options.json !== true) tellUnderstanding(terminal, t, { understanding, changes }, input);
    });
    tellOutcome(terminal, t, input, received, options.json === true);
  } catch (error) {
    if (error instanceof UnreadableSheet) {
      const { code, ...values } = error.problem;
      throw new UsageError(`${file}: ${t(`statistics.file.${code}`, values)}`);
    }
    if (!(error instanceof Problem)) throw error;
    for (const { text, field } of formErrors(t, error))
      terminal.error(field === undefined ? text : `--${field.replace("asOf", "as-of")}: ${text}`);
    terminal.setExitCode(exitCodes.refused);
  } finally {
    await installation.close();
  }
}

async function inputOf(
  terminal: Terminal,
  t: T,
  file: string,
  options: ImportOptions,
): Promise<DatasetInput> {
  const { asOf = terminal.now().slice(0, 10), licence, column = [] } = options;
  if (!isDate(asOf)) throw new UsageError(`"${asOf.slice(0, 20)}" is not like 2026-11-12`);
  if (licence !== undefined && licence !== "A" && licence !== "B" && licence !== "C")
    throw new UsageError(`"${licence.slice(0, 20)}" is no licence: A, B or C`);
  const given = kindFrom(options.kind);
  const mapping = options.map === undefined ? undefined : await mappingFrom(t, options.map);
  const kind = mapping === undefined ? (given ?? (await kindOf(t, file))) : undefined;
  const usual = usualOf(kind ?? "");
  const id = options.id ?? (kind === "figures" ? undefined : kind);
  const attribution = options.attribution ?? usual.attribution;
  // A file of no known kind is refused with its own sentence when it is read.
  if ((kind !== undefined || mapping !== undefined) && (id === undefined || attribution === ""))
    throw new UsageError(t("datasets.cli.needed"));
  const decimal = decimalFrom(options.decimal);
  const title = options.title ?? usual.title;
  return {
    id: id ?? mappedKind,
    title: title === "" ? (id ?? basename(file)) : title,
    name: basename(file),
    licence: licence ?? usual.licence,
    attribution: attribution === "" ? "–" : attribution,
    open: options.open === true,
    asOf,
    parts: options.parts === true,
    complete: options.complete === true,
    dryRun: options.dryRun === true,
    named: columnsFrom(column),
    caratsUnit: unitFrom(options.caratsIn),
    usdUnit: unitFrom(options.valueIn),
    ...(decimal === undefined ? {} : { decimal }),
    ...(kind === undefined ? {} : { kind }),
    ...(mapping === undefined ? {} : { mapping }),
  };
}

function kindFrom(text: string | undefined): FileKind | undefined {
  if (text === undefined || isFileKind(text)) return text;
  throw new UsageError(`"${text.slice(0, 20)}" is no kind of file: ${fileKinds.join(", ")}`);
}

const largestMapping = 256 * 1024;

async function mappingFrom(t: T, path: string): Promise<Mapping> {
  const bytes = await readBounded(path, largestMapping, (_, most) =>
    t("statistics.file.too-large", { most }),
  );
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw new UsageError(t("datasets.cli.not-json", { file: path }));
  }
  const read = parseMapping(json);
  if (read.ok) return read.mapping;
  throw new UsageError(t("datasets.cli.mapping-bad", { file: path, at: read.at, expected: read.expected }));
}

/** As the head of the file shows; undefined where it does not. */
async function kindOf(t: T, file: string): Promise<FileKind | undefined> {
  try {
    for await (const { rows } of sheetBatches(bytesOf(file))) return recogniseKind(rows[0]?.cells ?? []);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    const { code, ...values } = error.problem;
    throw new UsageError(`${file}: ${t(`statistics.file.${code}`, values)}`);
  }
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) yield chunk as Uint8Array;
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function tellUnderstanding(
  terminal: Terminal,
  t: T,
  { understanding, changes }: Pick<Received, "understanding" | "changes">,
  { complete }: DatasetInput,
): void {
  const { kind, delimiter, decimal, furtherSheets, reports, said, sums, totals, first } = understanding;
  terminal.out(t("datasets.read-as", { kind: datasetWords.kindInWords(t, kind) }));
  terminal.out(
    delimiter === null
      ? t("statistics.cli.workbook")
      : t("statistics.cli.separator", {
          separator: t(`statistics.cli.separator.${separators[delimiter as keyof typeof separators]}`),
          decimal,
        }),
  );
  if (furtherSheets.length > 0)
    terminal.out(t("statistics.cli.further-sheets", { names: t.list(furtherSheets) }));
  for (const report of reports) {
    const line = datasetWords.figureReportInWords(t, report);
    if (report.weight === "REFUSED") terminal.error(line);
    else terminal.out(line);
  }
  if (said > reports.length) terminal.out(t("datasets.more-reports", { count: said - reports.length }));
  terminal.out(datasetWords.sizeInWords(t, understanding));
  const span = datasetWords.spanInWords(t, understanding);
  if (span !== undefined) terminal.out(span);
  for (const total of totals) terminal.out(datasetWords.totalInWords(t, total));
  if (sums > 0) terminal.out(t("datasets.sums", { count: sums }));
  if (first.length > 0) {
    terminal.out(t("datasets.first"));
    terminal.out(
      tableOf(
        datasetWords.figureColumns.map((column) => t(`datasets.column.${column}`)),
        first.map((row) => datasetWords.figureCells(t, row)),
      ),
    );
  }
  if (changes === null) return;
  terminal.out(datasetWords.changesInWords(t, changes));
  if (changes.missing > 0)
    terminal.out(t(complete ? "datasets.missing-withdrawn" : "datasets.missing", { count: changes.missing }));
}

const separators = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

function tellOutcome(terminal: Terminal, t: T, input: DatasetInput, received: Received, json: boolean): void {
  if (json) terminal.out(asJson({ id: input.id, ...received }));
  else {
    const line = datasetWords.outcomeInWords(t, received);
    if (received.state === "refused") terminal.error(line);
    else terminal.out(line);
    if (received.act !== null) terminal.out(t("datasets.cli.taken", { id: input.id, act: received.act }));
  }
  terminal.setExitCode(received.state === "refused" ? exitCodes.refused : exitCodes.ok);
}
