// What every command that speaks to a server has in common: its options, its connection, how it tells answers and refusals.
import type { Command, CommanderError } from "commander";
import type { T } from "#platform/i18n/translator.ts";
import { ask, askForFile, orTell } from "./client.ts";
import type { Connection, Request } from "./client.ts";
import { exitCodes, readFileOrInput, UsageError, wordsFor } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

type Options = Readonly<Record<string, string | undefined>>;

export interface Tools {
  readonly t: T;
  readonly options: Options;
  readonly call: (request: Request) => Promise<unknown>;
  readonly file: (request: Request) => Promise<Uint8Array>;
  /** The answer as JSON when asked for, else as the text made of it. */
  readonly tell: (answer: unknown, text: (answer: unknown) => string) => void;
}

type Step = (tools: Tools, parameters: readonly (string | undefined)[]) => Promise<void>;

/** Commander's action of a step: options and connection read, refusals told, exit code set. */
export function runner(terminal: Terminal): (step: Step) => (...given: unknown[]) => Promise<void> {
  return (step) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      const options = command.opts<Record<string, string | undefined>>();
      const asJson = (options as Record<string, unknown>)["json"] === true;
      const t = wordsFor(terminal);
      await orTell(terminal, asJson, async () => {
        const key = terminal.environment["KIMBERLITE_API_KEY"];
        const connection: Connection = {
          server: options["server"] ?? "",
          language: t.locale,
          ...(key === undefined || key === "" ? {} : { key }),
        };
        const sent = (request: Request): Request => ({
          ...request,
          ...(options["idempotencyKey"] === undefined ? {} : { idempotencyKey: options["idempotencyKey"] }),
        });
        await step(
          {
            t,
            options,
            call: (request) => ask(connection, sent(request)),
            file: (request) => askForFile(connection, sent(request)),
            tell: (answer, text) => terminal.out(asJson ? JSON.stringify(answer, null, 2) : text(answer)),
          },
          given.slice(0, -2) as (string | undefined)[],
        );
      });
    };
}

export function group(program: Command, name: string, description: string): Command {
  return refusesPolitely(program.command(name)).description(description);
}

/** A wrong option is exit code 2, asking for help is 0. */
export function refusesPolitely(command: Command): Command {
  return command.exitOverride((error: CommanderError) =>
    process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage),
  );
}

export function common(command: Command): Command {
  return command
    .option(
      "--server <address>",
      "the server; the key is read from KIMBERLITE_API_KEY",
      "http://localhost:8080",
    )
    .option("--json", "answer as JSON");
}

export function post(command: Command): Command {
  return common(command).option("--idempotency-key <key>", "the same key with the same request is done once");
}

/** Hostile or mistyped: an id is one segment of the address, whatever is in it. */
export function part(id: string | undefined): string {
  return encodeURIComponent(id ?? "");
}

export async function readJson(terminal: Terminal, path: string | undefined): Promise<unknown> {
  const bytes = await readFileOrInput(terminal, path);
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    throw new UsageError(
      `${path ?? "the input"} is not JSON: ${error instanceof Error ? error.message : ""}`,
      { cause: error },
    );
  }
}

/** Whatever is answered whole. */
export function pretty(answer: unknown): string {
  return JSON.stringify(answer, null, 2);
}
