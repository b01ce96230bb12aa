// Commands of whoever keeps an installation: start, init, config, audit, rebuild, backup, restore, keys, access.
import { join } from "node:path";
import type { Command } from "commander";
import { everyParticipant, nationalRules } from "#core/kp/rules.ts";
import { readConfig, redacted } from "#platform/config/config.ts";
import { keyNames } from "#platform/keys/keyring.ts";
import { audit, backup, findFounding, found, rebuild, restore } from "#modules/record/index.ts";
import type { AuditReport, Ctx } from "#modules/record/index.ts";
import { bootstrapAdministrator } from "#modules/identity/index.ts";
import { seedParticipants, setNationalRule } from "#modules/scheme/index.ts";
import { actKinds, modules } from "../server/compose.ts";
import { start } from "../server/serve.ts";
import { secretariatCode, systemActor } from "../server/demonstration.ts";
import { print, withInstallation } from "./installation.ts";

export function addKeeperCommands(program: Command): void {
  program
    .command("start")
    .description("start the program; an empty data folder becomes a demonstration scheme")
    .action(async () => {
      const began = performance.now();
      const running = await start(readConfig(process.env));
      print(
        `Kimberlite is at ${running.address} (started in ${((performance.now() - began) / 1000).toFixed(1)} s; data in ${running.installation.folder}). Ctrl-C stops it.`,
      );
      if (!running.witnessed)
        print(
          "Nobody witnesses this log: whoever holds its keys could show everybody a history of their own. Name its witnesses with `kimberlite log policy set FILE`.",
        );
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
      });
      await running.stop();
      print("Stopped.");
      process.exit(0);
    });

  program
    .command("init")
    .description("begin an empty, real scheme: its record, its keys, and a link for its first administrator")
    .requiredOption("--scheme <name>", "name of the scheme as people read it")
    .requiredOption(
      "--origin <origin>",
      "name of the log for ever, such as kp.example.org/log: no https://, no slash at the end",
    )
    .requiredOption("--administrator <name>", "name of the first administrator of the Secretariat")
    .option(
      "--known-participants",
      "record the Participants, statuses, rules and number formats this version knows, each with its source",
    )
    .action(
      async (options: {
        scheme: string;
        origin: string;
        administrator: string;
        knownParticipants?: true;
      }) => {
        if (!/^[a-z0-9.-]+(\/[a-z0-9._/-]*[a-z0-9._-])?$/.test(options.origin))
          throw new Error(`"${options.origin}" is not an origin: write it like kp.example.org/log.`);
        const config = readConfig(process.env);
        await withInstallation(async ({ database, keyring, folder }) => {
          if ((await findFounding({ db: database.kysely })) !== undefined)
            throw new Error(`There is a record in ${folder} already.`);
          const ctx = { database, keyring, clock: Date.now, committed: () => undefined, actor: systemActor };
          await found(ctx, { scheme: options.scheme, origin: options.origin, demonstration: false });
          if (options.knownParticipants === true) await seedParticipants(ctx);
          else await seedBaseRules(ctx);
          const invitation = await bootstrapAdministrator(ctx, {
            name: options.administrator,
            organisation: secretariatCode,
          });
          print(
            `The scheme "${options.scheme}" has begun. Its keys are in ${join(folder, "keys")}: keep a copy in another place.`,
          );
          print(
            `Start the program, then open this link once, within 7 days, to register ${options.administrator}'s passkey:`,
          );
          print(`${config.baseUrl}${invitation}`);
        });
      },
    );

  program
    .command("config")
    .description("show the settings in force, secrets starred")
    .action(() => print(JSON.stringify(redacted(readConfig(process.env)), null, 2)));

  program
    .command("audit")
    .description("derive everything again from the acts and name the first difference")
    .action(() =>
      withInstallation(async ({ owner, heads, log }) =>
        showAudit(await audit(owner().kysely, actKinds, { heads, log })),
      ),
    );

  program
    .command("rebuild")
    .description("make the projection tables again from the acts")
    .action(() =>
      withInstallation(async ({ owner }) => {
        const { acts, tables } = await rebuild(owner().kysely, actKinds);
        print(`${tables.length} tables made again from ${acts} acts.`);
      }),
    );

  program
    .command("backup <file>")
    .description("write the record and the working tables into one compressed file (keys are not in it)")
    .action((file: string) =>
      withInstallation(async ({ owner, folder }) => {
        const rows = await backup(owner().kysely, file, new Date(Date.now()).toISOString());
        print(
          `${rows} rows written to ${file}. The keys in ${join(folder, "keys")} are not in it: copy them to a safe place of their own.`,
        );
      }),
    );

  program
    .command("restore <file>")
    .description("fill an empty installation from a backup, unless its audit finds a difference")
    .action((file: string) =>
      withInstallation(async ({ owner }) => {
        const report = await restore(owner().kysely, file, actKinds);
        showAudit(report);
        print(
          report.ok
            ? "The log signs nothing yet: `kimberlite log resume` asks its witnesses first whether anything newer was seen."
            : "Nothing was restored: the installation is as empty as before.",
        );
      }),
    );

  program
    .command("keys")
    .description("list the keys this installation can sign with")
    .action(() =>
      withInstallation(async ({ folder }) => {
        for (const name of await keyNames(join(folder, "keys"))) print(name);
      }),
    );

  program
    .command("access")
    .description("show the table of roles and routes")
    .action(() => {
      for (const module of modules) {
        for (const { method, path, allow } of module.doors)
          print(
            `${method.padEnd(6)} ${path.padEnd(56)} ${typeof allow === "string" ? allow : allow.join(", ")}`,
          );
      }
    });
}

/** What the Core Document says to all of them: without it no certificate has a validity. */
async function seedBaseRules(ctx: Ctx): Promise<void> {
  for (const rule of nationalRules)
    if (rule.participant === everyParticipant) await setNationalRule(ctx, rule);
}

function showAudit(report: AuditReport): void {
  const seen = `${report.acts} acts, ${report.checkpoints} checkpoints with ${report.cosignatures} cosignatures, ${report.tables} tables${report.waiting > 0 ? `, ${report.waiting} acts not yet under a signed head` : ""}`;
  if (report.ok) {
    print(`Everything agrees: ${seen}.`);
    if (report.files > 0) print(`So do the ${report.files} published files of the log.`);
    return;
  }
  print(`Checked ${seen}.`);
  print(`DIFFERENCE: ${report.difference}`);
  process.exitCode = 2;
}
