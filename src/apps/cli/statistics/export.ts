// `kimberlite statistics export`: the open figures, or a release, as a file: from a running server's public doors, or out of the
// installation of this machine. Both give the same bytes, and nobody needs a key for what anybody may read.
import type { Command } from "commander";
import { flows } from "#core/statistics/observation.ts";
import { readConfig } from "#platform/config/config.ts";
import { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { findFounding } from "#modules/record/index.ts";
import {
  dataPath,
  figureFormats,
  figuresFile,
  releaseFile,
  releaseFileNames,
} from "#modules/statistics/index.ts";
import { openInstallation } from "../../installation.ts";
import { askForFile, orTell } from "../client.ts";
import { part } from "../server-command.ts";
import { exitCodes, UsageError, wordsFor, writeOut } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";

interface ExportOptions {
  readonly format: string;
  readonly flow: readonly string[];
  readonly reporter: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly asOf?: string;
  readonly history?: true;
  readonly release?: string;
  readonly server?: string;
  readonly out?: string;
}

/** "csv-comma" is CSV with semicolons and decimal commas, as spreadsheets of half the world want it. */
const exportFormats = [...figureFormats.slice(0, 1), "csv-comma", ...figureFormats.slice(1)];

export function addExportCommand(command: Command, terminal: Terminal): void {
  const several = (given: string, before: readonly string[]) => [...before, given];
  command
    .description("write the open figures, any part of them, or a release, as a file")
    .option("--format <format>", exportFormats.join(", "), "csv")
    .option("--flow <flow>", `${flows.join(", ")} (more than once)`, several, [])
    .option("--reporter <participant>", "name or code of who reports (more than once)", several, [])
    .option("--from <period>", "the first period: 2024, 2024-S1, 2024-Q3")
    .option("--until <period>", "the last period")
    .option("--as-of <day>", "as the figures were known at the end of that day, or at an instant")
    .option("--history", "every vintage, also what was restated since")
    .option("--release <id>", "the file of a release, such as 2025-1, as it was published")
    .option("--server <address>", "ask a running server; without it, the installation of this machine")
    .option("--out <file>", "where to write; without it, to the standard output")
    .action(async (options: ExportOptions) => {
      const t = wordsFor(terminal);
      await orTell(terminal, false, () => exportFigures(terminal, t, options));
    });
}

async function exportFigures(terminal: Terminal, t: T, options: ExportOptions): Promise<void> {
  if (!exportFormats.includes(options.format))
    throw new UsageError(`"${options.format.slice(0, 20)}" is no format: ${exportFormats.join(", ")}`);
  if (options.format === "xlsx" && options.out === undefined)
    throw new UsageError("A workbook is no text: say with --out where it goes");
  const content =
    options.server === undefined
      ? await fromInstallation(terminal, t, options)
      : await askForFile(
          { server: options.server, language: t.locale },
          { method: "GET", path: pathOf(options) },
        );
  if (content === undefined) return;
  if (options.out !== undefined) await writeOut(terminal, options.out, content);
  // The terminal ends its lines itself.
  else
    terminal.out(
      Buffer.from(content)
        .toString("utf8")
        .replace(/\r?\n$/, ""),
    );
}

/** The address of the file, which is the same in every installation. */
function pathOf(options: ExportOptions): string {
  const { release } = options;
  if (release === undefined) return `${dataPath}${searchOf(options)}`;
  return `/statistics/releases/${part(release)}/files/${releaseNameOf(options)}`;
}

function searchOf({ format, flow, reporter, from, until, asOf, history }: ExportOptions): string {
  const comma = format === "csv-comma";
  const asked = new URLSearchParams([
    ["format", comma ? "csv" : format],
    ...flow.map((one) => ["flow", one.toUpperCase()]),
    ...reporter.map((one) => ["reporter", one]),
    ...Object.entries({ from, until, asOf }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
    ...(history === true ? [["history", "true"]] : []),
    ...(comma ? [["decimal", "comma"]] : []),
  ]);
  return `?${asked.toString()}`;
}

/** A release's files stay as they were published: nothing is left out of them and nothing is written otherwise. */
function releaseNameOf({ format, flow, reporter, from, until, asOf, history }: ExportOptions): string {
  const name = Object.entries(releaseFileNames).find(([known]) => known === format)?.[1];
  if (name === undefined)
    throw new UsageError(`A release has no ${format}: ${Object.keys(releaseFileNames).join(", ")}`);
  if ([from, until, asOf, history].some((one) => one !== undefined) || flow.length + reporter.length > 0)
    throw new UsageError("A release is one file as it was published: --release goes with --format alone");
  return name;
}

async function fromInstallation(
  terminal: Terminal,
  t: T,
  options: ExportOptions,
): Promise<Uint8Array | undefined> {
  const config = readConfig({ ...terminal.environment });
  const installation = await openInstallation(config, { connections: 2 });
  try {
    const { database } = installation;
    const founding = await findFounding({ db: database.kysely });
    if (founding === undefined) throw new UsageError(`There is no record in ${installation.folder} yet.`);
    const { scheme, demonstration } = founding;
    if (options.release !== undefined)
      return await releaseFile({ database }, options.release, releaseNameOf(options));
    const publisher = { baseUrl: config.baseUrl, scheme, demonstration };
    return (await figuresFile({ database }, t, publisher, searchOf(options))).content;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    for (const { text, field } of formErrors(t, error))
      terminal.error(
        field !== undefined && field in options ? `--${field.replace("asOf", "as-of")}: ${text}` : text,
      );
    terminal.setExitCode(exitCodes.refused);
    return undefined;
  } finally {
    await installation.close();
  }
}
