// The command line: runs and looks after an installation, checks certificates, and speaks to a server's API.
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { FolderInUse } from "../installation.ts";
import { addApiCommands } from "./api.ts";
import { addDecisionCommands } from "./decisions/commands.ts";
import { addBallotCommands } from "./ballot.ts";
import { addExchangeCommands } from "./exchange.ts";
import { addKeeperCommands } from "./keeper.ts";
import { addOriginCommands } from "./origin.ts";
import { addLogCommands } from "./log.ts";
import { addMonitorCommand } from "./monitor.ts";
import { addReportCommands } from "./reports.ts";
import { addPresentCommand } from "./present.ts";
import { addSheetsCommands } from "./sheets.ts";
import { addStatisticsCommands } from "./statistics/commands.ts";
import { addTotalsCommands } from "./totals.ts";
import { addVerifyCommand } from "./verify.ts";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const program = new Command("kimberlite")
  .description(
    "Runs the Kimberley Process Certification Scheme: certificates, their record, and their checks.",
  )
  .version(version)
  .showHelpAfterError("(kimberlite --help lists the commands)");

addKeeperCommands(program);
addLogCommands(program);
addVerifyCommand(program);
addMonitorCommand(program);
addPresentCommand(program);
addApiCommands(program);
addDecisionCommands(program);
addExchangeCommands(program);
addReportCommands(program);
addSheetsCommands(program);
addOriginCommands(program);
addStatisticsCommands(program);
addTotalsCommands(program);
addBallotCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`kimberlite: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env["LOG_LEVEL"] === "debug" && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  process.exit(error instanceof FolderInUse ? 3 : 1);
}
