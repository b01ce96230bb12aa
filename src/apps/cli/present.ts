// `kimberlite present`: what a holder shows of a certificate's signed file. Needs no server and keeps nothing.
// Exit codes: 0 done, 1 the file cannot be used, 2 used wrongly.
import type { Command } from "commander";
import { hideable } from "#core/certificate/file/claims.ts";
import { showOnly } from "#core/certificate/file/present.ts";
import { sha256 } from "#platform/keys/random.ts";
import { orTell, Refusal } from "./client.ts";
import { refusesPolitely } from "./server-command.ts";
import { exitCodes, processTerminal, readFileOrInput, UsageError, writeOut } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export function addPresentCommand(program: Command, terminal: Terminal = processTerminal): void {
  refusesPolitely(program.command("present <file>"))
    .description("show only what is asked: a signed file that says these items and no more")
    .requiredOption(
      "--show <items>",
      `items with commas between: ${hideable.join(", ")}; or a part of one, such as exporter.name or lines.0; none: ""`,
    )
    .option("-o, --output <file>", "where to write it; the standard output when absent")
    .action((path: string, { show, output }: { show: string; output?: string }) =>
      orTell(terminal, false, async () => {
        const text = Buffer.from(await readFileOrInput(terminal, path))
          .toString("utf8")
          .trim();
        const items = show
          .split(",")
          .map((item) => item.trim())
          .filter((item) => item !== "");
        const presentation = showOnly(text, items, sha256);
        if (presentation.ok)
          return output === undefined
            ? terminal.out(presentation.text)
            : writeOut(terminal, output, Buffer.from(presentation.text));
        if (presentation.reason === "not-in-file")
          throw new UsageError(
            `the file does not hold "${presentation.name}"; it can show ${hideable.join(", ")}`,
          );
        throw new Refusal(
          `${path} is not a whole certificate file: ${presentation.reason}`,
          exitCodes.refused,
        );
      }),
    );
}
