// `kimberlite statistics summaries`: whether the sums kept of all certificates are those of the certificates as they stand, and,
// when asked, all of them made again. For whoever keeps an installation.
import type { Command } from "commander";
import { checkSummaries, makeSummariesAgain } from "#modules/statistics/index.ts";
import { withInstallation } from "../installation.ts";
import { refusesPolitely } from "../server-command.ts";
import { exitCodes, wordsFor } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";

export function addSummariesCommand(statistics: Command, terminal: Terminal): void {
  refusesPolitely(statistics.command("summaries"))
    .description("check the sums kept of all certificates against the certificates")
    .option("--again", "make all of them again first, for instance after a restore")
    .action((options: { readonly again?: true }) =>
      withInstallation(async (installation) => {
        const t = wordsFor(terminal);
        if (options.again === true) await makeSummariesAgain(installation);
        const difference = await checkSummaries(installation);
        if (difference === undefined) terminal.out(t("statistics.cli.summaries-agree"));
        else terminal.error(t("statistics.cli.summaries-differ", { difference }));
        terminal.setExitCode(difference === undefined ? exitCodes.ok : exitCodes.refused);
      }),
    );
}
