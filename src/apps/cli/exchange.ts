// Commands of national systems: send a file of certificates or events, see what would come of it, record it and go on after a
// break; look at webhooks; check messages, also without any server.
import { basename } from "node:path";
import type { Command } from "commander";
import { builtInProblems, fileReport, validateFile } from "#modules/exchange/index.ts";
import type { ValidationReport } from "#modules/exchange/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { ask, orTell } from "./client.ts";
import { common, group, part, post, refusesPolitely, runner } from "./server-command.ts";
import type { Tools } from "./server-command.ts";
import { exitCodes, processTerminal, readFileOrInput, tableOf, UsageError, wordsFor } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

interface Row {
  readonly place: number;
  readonly row: string;
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

interface Counts {
  readonly waiting: number;
  readonly done: number;
  readonly repeated: number;
  readonly refused: number;
}

interface Batch {
  readonly id: string;
  readonly name: string;
  readonly counts: Counts;
  readonly finished: boolean;
  readonly rows?: readonly Row[];
}

export function addExchangeCommands(program: Command, terminal: Terminal = processTerminal): void {
  const run = runner(terminal);

  const batch = group(program, "batch", "files of certificates and events");
  post(batch.command("send [file]"))
    .description("send a file (JSON or CSV) and record it; refused rows are told, the others are recorded")
    .requiredOption("--kind <kind>", "certificates or events")
    .option("--dry-run", "say what would come of every row, and record nothing")
    .action(
      run(async ({ call, tell, t, options }, [file]) => {
        const { json: asJson, dryRun } = options as Readonly<Record<string, unknown>>;
        if (!["certificates", "events"].includes(options["kind"] ?? ""))
          throw new UsageError("--kind is certificates or events");
        const sent = (await call({
          method: "POST",
          path: "/api/batches",
          query: { kind: options["kind"], name: file === undefined ? "-" : basename(file) },
          file: await readFileOrInput(terminal, file),
        })) as Batch;
        // With --json only the last answer is told, so that it can be read as JSON.
        if (asJson !== true)
          terminal.out(t("exchange.cli.sent", { name: sent.name, id: sent.id, ...sent.counts }));
        if (dryRun === true) {
          const report = (await call({ method: "POST", path: `/api/batches/${sent.id}/dry-run` })) as {
            counts: { ready: number; refused: number };
            rows: readonly Row[];
          };
          tell(report, () => withProblems(t, report.rows, t("exchange.cli.dry-run", report.counts)));
          if (report.counts.refused > 0) terminal.setExitCode(exitCodes.refused);
          return;
        }
        await goOn(terminal, { call, tell, t }, sent.id);
      }),
    );
  common(batch.command("status <id>"))
    .description("what came of a file so far")
    .action(
      run(async ({ call, tell, t }, [id]) => {
        const shown = (await call({ method: "GET", path: `/api/batches/${part(id)}` })) as Batch;
        tell(shown, () => withProblems(t, shown.rows ?? [], t("exchange.cli.status", { ...shown.counts })));
      }),
    );
  common(batch.command("resume <id>"))
    .description("go on recording a file where it stands; no row is recorded twice")
    .action(run(async (tools, [id]) => goOn(terminal, tools, part(id))));
  common(batch.command("report <id>"))
    .description("every row with its certificate, number or reasons, as CSV")
    .action(
      run(async ({ file }, [id]) => {
        const bytes = await file({ method: "GET", path: `/api/batches/${part(id)}/report.csv` });
        terminal.out(Buffer.from(bytes).toString("utf8").trimEnd());
      }),
    );
  post(batch.command("validate <id>"))
    .description("with another key: validate every certificate that a file issued")
    .action(
      run(async (tools, [id]) => {
        const made = (await tools.call({ method: "POST", path: `/api/batches/${part(id)}/validate` })) as {
          id: string;
        };
        await goOn(terminal, tools, made.id);
      }),
    );

  const webhooks = group(program, "webhooks", "what your systems are told of acts, and how it went");
  common(webhooks.command("list"))
    .description("webhooks of your authority")
    .action(
      run(async ({ call, tell, t }) => {
        const list = (await call({ method: "GET", path: "/api/webhooks" })) as {
          webhooks: readonly {
            url: string;
            disabledAt: string | null;
            id: string;
            deliveries: Readonly<Record<string, number>>;
          }[];
        };
        tell(list, () =>
          list.webhooks.length === 0
            ? t("api.list.none")
            : tableOf(
                [t("exchange.column.address"), t("exchange.column.state"), t("exchange.state.waiting"), "Id"],
                list.webhooks.map(({ url, disabledAt, deliveries, id }) => [
                  url,
                  t(disabledAt === null ? "exchange.webhook.live" : "exchange.webhook.disabled"),
                  String(deliveries["waiting"] ?? 0),
                  id,
                ]),
              ),
        );
      }),
    );
  common(webhooks.command("log <id>"))
    .description("what was sent to one, newest first")
    .action(
      run(async ({ call, tell, t }, [id]) => {
        const log = (await call({ method: "GET", path: `/api/webhooks/${part(id)}/deliveries` })) as {
          deliveries: readonly {
            position: string;
            type: string;
            state: "waiting" | "delivered" | "given-up";
            tries: number;
            status: number | null;
          }[];
        };
        tell(log, () =>
          tableOf(
            [
              t("exchange.column.position"),
              t("exchange.column.event"),
              t("exchange.column.state"),
              t("exchange.column.answer"),
            ],
            log.deliveries.map(({ position, type, state, status }) => [
              position,
              type,
              t(`exchange.delivery.${state}`),
              String(status ?? ""),
            ]),
          ),
        );
      }),
    );
  common(webhooks.command("send-again <id> <position>"))
    .description("send one of them again, under its old id")
    .action(
      run(async ({ call, tell, t }, [id, position]) => {
        await call({ method: "POST", path: `/api/webhooks/${part(id)}/deliveries/${part(position)}/send` });
        tell({ sent: true }, () => t("exchange.cli.again"));
      }),
    );

  refusesPolitely(program.command("validate [file]"))
    .description(
      "check a file of messages, row by row: here, by the rules this program knows, or with a server",
    )
    .option(
      "--server <address>",
      "by the rules of this server's scheme; also the text of a certificate's code",
    )
    .option("--json", "answer as JSON")
    .action(async (file: string | undefined, options: { server?: string; json?: true }) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, async () => {
        const bytes = await readFileOrInput(terminal, file);
        const today = terminal.now().slice(0, 10);
        const report =
          options.server === undefined
            ? fileReport(t, await validateFile(bytes, async (row) => builtInProblems(row, today)))
            : ((await ask(
                { server: options.server, language: t.locale },
                { method: "POST", path: "/api/validate", file: bytes },
              )) as ValidationReport);
        if (options.json === true) terminal.out(JSON.stringify(report, null, 2));
        else if (report.valid) terminal.out(t("exchange.cli.valid", { rows: report.counts.rows }));
        else
          for (const { place, row, field, reason } of report.problems)
            terminal.out(lineOf(t, { place, row }, { field, reason }));
        if (!report.valid) terminal.setExitCode(exitCodes.refused);
      });
    });
}

/** Each request records for some seconds; a file that is long takes several. */
async function goOn(
  terminal: Terminal,
  { call, tell, t }: Pick<Tools, "call" | "tell" | "t">,
  id: string,
): Promise<void> {
  let state: Batch;
  do state = (await call({ method: "POST", path: `/api/batches/${id}/run` })) as Batch;
  while (!state.finished);
  const shown = (await call({
    method: "GET",
    path: `/api/batches/${id}`,
    query: { state: "refused" },
  })) as Batch;
  tell(shown, () => withProblems(t, shown.rows ?? [], t("exchange.cli.status", { ...shown.counts })));
  if (shown.counts.refused > 0) terminal.setExitCode(exitCodes.refused);
}

function withProblems(t: T, rows: readonly Row[], last: string): string {
  return [...rows.flatMap((row) => row.problems.map((problem) => lineOf(t, row, problem))), last].join("\n");
}

function lineOf(
  t: T,
  { place, row }: { readonly place: number; readonly row: string },
  { field, reason }: { readonly field: string; readonly reason: string },
): string {
  return [t("exchange.cli.row", { place }), row, field, reason].filter((text) => text !== "").join("  ");
}
