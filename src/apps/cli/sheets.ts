// Commands for the stock of security paper: enter what arrived, list what is left.
import type { Command } from "commander";
import { common, group, post, runner } from "./server-command.ts";
import { processTerminal, tableOf } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

interface Lot {
  readonly office: string;
  readonly first: string;
  readonly last: string;
  readonly used: number;
  readonly spoiled: number;
  readonly unanswered: number;
  readonly left: number;
}

export function addSheetsCommands(program: Command, terminal: Terminal = processTerminal): void {
  const run = runner(terminal);
  const sheets = group(program, "sheets", "numbered security paper of your authority");
  post(sheets.command("enter"))
    .description("a lot that arrived in an office")
    .requiredOption("--office <code>", "such as SL-KPA/FNA")
    .requiredOption("--first <number>", "as it stands on the paper, such as A000001")
    .requiredOption("--last <number>", "as it stands on the paper")
    .requiredOption("--received-on <date>", "the day it came")
    .option("--note <text>", "such as the delivery note's number")
    .action(
      run(async ({ call, tell, t, options }) => {
        const { office, first, last, receivedOn, note } = options;
        const done = (await call({
          method: "POST",
          path: "/api/sheets",
          body: { office, first, last, receivedOn, note },
        })) as { sheets: number };
        tell(done, () => t("printing.done.sheets", { count: done.sheets }));
      }),
    );
  common(sheets.command("list"))
    .description("lot by lot: used, spoiled, not answered, left")
    .action(
      run(async ({ call, tell, t }) => {
        const stock = (await call({ method: "GET", path: "/api/sheets" })) as { lots: readonly Lot[] };
        tell(stock, () =>
          stock.lots.length === 0
            ? t("printing.sheets.none")
            : tableOf(
                [
                  t("printing.sheets.office"),
                  t("printing.sheets.numbers"),
                  t("printing.sheets.used"),
                  t("printing.sheets.spoiled"),
                  t("printing.sheets.open"),
                  t("printing.sheets.left"),
                ],
                stock.lots.map((lot) => [
                  lot.office,
                  `${lot.first} – ${lot.last}`,
                  String(lot.used),
                  String(lot.spoiled),
                  String(lot.unanswered),
                  String(lot.left),
                ]),
              ),
        );
      }),
    );
}
