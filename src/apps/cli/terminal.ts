// Where a command reads and writes: the process's own streams, or a test's.
import { readFile, writeFile } from "node:fs/promises";
import { localeFrom } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { T } from "#platform/i18n/translator.ts";

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** UTC instant. */
  readonly now: () => string;
  out(line: string): void;
  error(line: string): void;
  readInput(): Promise<Uint8Array>;
  setExitCode(code: number): void;
}

export const exitCodes = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const;

export const processTerminal: Terminal = {
  environment: process.env,
  now: () => new Date(Date.now()).toISOString(),
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
  async readInput() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  },
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

/** What the person wrote on the command line cannot be done: exit code 2. */
export class UsageError extends Error {}

export function wordsFor({ environment }: Terminal): T {
  const wanted = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? "";
  return translator(
    localeFrom({ query: undefined, cookie: undefined, acceptLanguage: wanted.replace(/[_.@].*$/, "") }),
  );
}

/** "-" and nothing are the standard input. */
export async function readFileOrInput(terminal: Terminal, path: string | undefined): Promise<Uint8Array> {
  if (path === undefined || path === "-") return terminal.readInput();
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

export async function writeOut(terminal: Terminal, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  terminal.out(path);
}

/** Columns as wide as their widest cell; the last one as it is. */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(column === cells.length - 1 ? 0 : (widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
