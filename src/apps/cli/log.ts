// Commands of whoever keeps the public log: its policy, how its witnesses stand, and signing on after a restore.
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import {
  currentPolicy,
  findFounding,
  latestCheckpoint,
  latestCosignedCheckpoint,
  logSize,
  logTroubles,
  readLogPolicy,
  resumeLog,
  setLogPolicy,
  verifierKey,
  witnessStates,
} from "#modules/record/index.ts";
import { renewTrustList } from "#modules/scheme/index.ts";
import type { Resumed } from "#modules/record/index.ts";
import { systemActor } from "../server/demonstration.ts";
import { print, withInstallation } from "./installation.ts";

export function addLogCommands(program: Command): void {
  const log = program.command("log").description("the public log: its policy, its witnesses, its heads");
  const policy = log.command("policy").description("which witnesses must have seen a head");

  policy
    .command("show")
    .description("print the policy in force (C2SP tlog-policy)")
    .action(() =>
      withInstallation(async ({ database }) => {
        const current = await currentPolicy({ db: database.kysely });
        if (current === undefined) return print(nobody);
        process.stdout.write(current.text);
      }),
    );

  policy
    .command("set <file>")
    .description("put another policy in force, as an act of the founder on the record")
    .action((file: string) =>
      withInstallation(async ({ database, keyring }) => {
        const text = await readFile(file, "utf8");
        const founding = await findFounding({ db: database.kysely });
        if (founding === undefined) throw new Error("This record is empty; run `kimberlite init` first.");
        const read = readLogPolicy(founding, text);
        if (!read.ok)
          throw new Error(`${file}${read.line === 0 ? "" : `, line ${read.line}`}: ${faults[read.reason]}`);
        const actor = { ...systemActor, organisation: founding.founder };
        const ctx = { database, keyring, clock: Date.now, committed: () => undefined, actor };
        await setLogPolicy(ctx, text);
        // Desks without a network judge receipts by the policy that the trust list tells them.
        await renewTrustList(ctx);
        print(
          read.policy.quorum === null
            ? `The policy is in force. ${nobody}`
            : `The policy is in force: ${read.policy.witnesses.length} witnesses, quorum ${read.policy.quorum}.`,
        );
      }),
    );

  log
    .command("key")
    .description("print the verifier key of this log, for policies and for whoever checks it")
    .action(() =>
      withInstallation(async ({ database }) => {
        const founding = await findFounding({ db: database.kysely });
        if (founding === undefined) throw new Error("This record is empty; run `kimberlite init` first.");
        print(verifierKey(founding));
      }),
    );

  log
    .command("status")
    .description("how far the log is signed, published and seen, and what is wrong")
    .action(() =>
      withInstallation(async ({ database }) => {
        const reader = { db: database.kysely };
        const [size, signed, seen, current, states, troubles] = await Promise.all([
          logSize(reader),
          latestCheckpoint(reader),
          latestCosignedCheckpoint(reader),
          currentPolicy(reader),
          witnessStates(reader),
          logTroubles(reader),
        ]);
        print(`entries       ${size}`);
        print(`signed        ${signed === undefined ? "nothing" : `${signed.size}, at ${signed.at}`}`);
        print(`cosigned      ${seen === undefined ? "nothing" : `${seen.size}, signed at ${seen.at}`}`);
        print(`quorum        ${current?.policy.quorum ?? "none"}`);
        if ((current?.policy.quorum ?? null) === null) print(nobody);
        for (const { name, size: last, seconds, behind, failure } of states) {
          const when = seconds === null ? "" : `, ${new Date(Number(seconds) * 1000).toISOString()}`;
          const stands = last === null ? "has cosigned nothing" : `${last}${when}`;
          const late = behind > 0n && last !== null ? ` (${behind} behind)` : "";
          print(`${name.padEnd(14)}${stands}${late}${failure === null ? "" : `; ${failure}`}`);
        }
        for (const { code, detail, since } of troubles)
          print(`STOPPED       ${code} since ${since}: ${detail}`);
        if (troubles.length > 0) process.exitCode = 2;
      }),
    );

  log
    .command("resume")
    .description("sign on after a restore, once the witnesses say that they have seen no more")
    .option("--unasked", "although too few witnesses answer: you vouch that nobody has seen more")
    .action((options: { unasked?: true }) =>
      withInstallation(async ({ database, keyring, heads }) => {
        const resumed = await resumeLog(
          { database, clock: Date.now, logSigner: await keyring.logSigner(), heads },
          options.unasked === true,
        );
        if (!resumed.done) throw new Error(notResumed[resumed.why]);
        print(`The log signs on from its head of ${resumed.size} entries.`);
      }),
    );
}

const nobody =
  "Nobody witnesses this log: whoever holds its keys could show everybody a history of their own.";

const notResumed: Readonly<Record<Extract<Resumed, { done: false }>["why"], string>> = {
  "nothing-signed": "No head was ever signed here; the log begins by itself.",
  "nothing-to-do": "The last signed head is in its place; there is nothing to resume.",
  "somebody-sequences": "A program that sequences this log is running. Stop it first.",
  "nobody-to-ask":
    "A head of more entries was signed than the record holds, and no policy names witnesses who could say whether anybody saw it. Bring back the newer record.",
  "too-few-answered":
    "Too few witnesses answer to know what was seen. Try again when they do; `kimberlite log status` says who is missing.",
};

const faults: Readonly<Record<Exclude<ReturnType<typeof readLogPolicy>, { ok: true }>["reason"], string>> = {
  "too-long": "the policy is too long",
  "unknown-line": "a line begins with log, witness, group or quorum",
  "log-key": "not the key of a log",
  "witness-key": "not the cosigning key of a witness",
  address: "not an address that begins with http:// or https://",
  name: "not a name",
  "name-taken": "the name stands above already",
  "key-taken": "the key stands above already",
  "unknown-member": "a member of a group or quorum must stand above, once",
  threshold: "a group needs a number of its members, any or all",
  "no-quorum": "a line `quorum NAME` or `quorum none` is missing",
  "second-quorum": "there is a quorum already",
  "no-log": "no line names this log by its key, as `kimberlite log key` prints it",
};
