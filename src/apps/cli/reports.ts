// Commands for the monthly file per certificate: get it as CSV, hand one in, or only have it checked; and for alerts.
import { basename } from "node:path";
import type { Command } from "commander";
import { common, group, post, readJson, runner } from "./server-command.ts";
import { exitCodes, processTerminal, readFileOrInput } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

interface TakenIn {
  readonly problems: readonly {
    readonly row: number;
    readonly column: string | null;
    readonly code: string;
  }[];
  readonly comparison: {
    readonly matched: number;
    readonly differing: readonly object[];
    readonly unknown: readonly object[];
    readonly missing: readonly object[];
  } | null;
}

export function addReportCommands(program: Command, terminal: Terminal = processTerminal): void {
  const run = runner(terminal);

  const report = group(program, "report", "the monthly file per certificate of your authority");
  common(report.command("monthly <month>"))
    .description("the file of a month, such as 2026-05, as CSV; with --json as JSON")
    .action(
      run(async ({ call, file, tell, options }, [month]) => {
        const query = { month };
        if ((options as { json?: unknown }).json === true)
          return tell(await call({ method: "GET", path: "/api/reports/monthly", query }), String);
        const csv = await file({ method: "GET", path: "/api/reports/monthly.csv", query });
        terminal.out(new TextDecoder().decode(csv).trimEnd());
      }),
    );
  post(report.command("take-in <month> [file]"))
    .description("hand in a file of another system: compared with the register, and recorded")
    .option("--dry-run", "only check it")
    .action(
      run(async ({ call, tell, t, options }, [month, file]) => {
        const csv = new TextDecoder().decode(await readFileOrInput(terminal, file));
        const taken = (await call({
          method: "POST",
          path: "/api/reports/monthly",
          body: {
            month,
            name: file === undefined ? "-" : basename(file),
            csv,
            dryRun: (options as { dryRun?: unknown }).dryRun === true,
          },
        })) as TakenIn;
        const { problems, comparison } = taken;
        tell(taken, () =>
          comparison === null
            ? [
                t("monthly.refused", { count: problems.length }),
                ...problems.map(({ row, column, code }) => `  ${row}  ${column ?? ""}  ${code}`),
              ].join("\n")
            : [
                `${t("monthly.matched")}: ${comparison.matched}`,
                `${t("monthly.differing")}: ${comparison.differing.length}`,
                `${t("monthly.unknown")}: ${comparison.unknown.length}`,
                `${t("monthly.missing")}: ${comparison.missing.length}`,
              ].join("\n"),
        );
        if (comparison === null) terminal.setExitCode(exitCodes.refused);
      }),
    );

  const alert = group(program, "alert", "lost, stolen and forged papers, stopped trade");
  common(alert.command("list"))
    .description("open alerts")
    .option("--country <code>", "of one country")
    .action(
      run(async ({ call, tell, options }) => {
        const query = { country: options["country"], closed: "false" };
        const list = (await call({ method: "GET", path: "/api/alerts", query })) as {
          alerts: readonly {
            kind: string;
            country: string;
            publishedOn: string;
            numbers: readonly { from: string; to?: string }[];
          }[];
        };
        tell(list, () =>
          list.alerts
            .map(({ kind, country, publishedOn, numbers }) => {
              const runs = numbers.map(({ from, to }) => (to === undefined ? from : `${from} – ${to}`));
              return `${publishedOn}  ${kind}  ${country}  ${runs.join(", ")}`;
            })
            .join("\n"),
        );
      }),
    );
  post(alert.command("publish [file]"))
    .description("publish an alert; JSON as in /api/openapi.json")
    .action(
      run(async ({ call, tell }, [file]) => {
        const body = await readJson(terminal, file);
        const done = (await call({ method: "POST", path: "/api/alerts", body })) as { id: string };
        tell(done, () => done.id);
      }),
    );
}
