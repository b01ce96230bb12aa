// One crash after another: load, a kill at a random moment, recovery, and every promise checked.
import { randomInt } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { openDatabase } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { startOwnPostgres } from "#platform/db/postgres.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import { audit, fileHeads, findFounding, knownLog, logFolder } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { makeApiKey } from "#modules/identity/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { actKinds } from "../../src/apps/server/compose.ts";
import { acknowledged, ask, emptyLedger, startLoad } from "./clients.ts";
import type { Keys } from "./clients.ts";
import { kinds, startProgram } from "./program.ts";
import type { Kind, Program } from "./program.ts";
import { checkPromises, nothingSeen, settle, settleWitnesses, watchHeads } from "./promises.ts";

export interface CrashReport {
  readonly rounds: number;
  readonly kills: Readonly<Record<Kind, number>>;
  /** Requests that were answered: issues and validations. */
  readonly acknowledged: number;
  /** Asked again after a crash with the same key, and found to be done already. */
  readonly recovered: number;
  /** "Internal error" answered while the database was away. */
  readonly unclear: number;
  readonly acts: number;
  readonly heads: number;
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly wrong: readonly string[];
  readonly audits: number;
  /** Milliseconds from the kill until the program served again, by what was killed. */
  readonly recovery: Readonly<Record<Kind, readonly number[]>>;
}

export interface CrashOptions {
  readonly rounds: number;
  /** A full audit after every so many rounds, and after the last one. */
  readonly auditEvery?: number;
  readonly clients?: number;
  /** Longest time under load before a kill. */
  readonly longestLoadMillis?: number;
  readonly say?: (line: string) => void;
}

const authority = "EU-BE";

export async function crash(options: CrashOptions): Promise<CrashReport> {
  const { rounds, auditEvery = 10, clients = 6, longestLoadMillis = 1_500, say = () => undefined } = options;
  const program = await startProgram();
  const ledger = emptyLedger();
  const seen = nothingSeen();
  const [lost, twice, wrong]: [string[], string[], string[]] = [[], [], []];
  const kills: Record<Kind, number> = { program: 0, postmaster: 0, everything: 0, witnesses: 0 };
  const recovery: Record<Kind, number[]> = { program: [], postmaster: [], everything: [], witnesses: [] };
  let audits = 0;
  try {
    const { keys, offices, log } = await prepare(program);
    for (let round = 1; round <= rounds; round++) {
      const kind = kinds[(round - 1) % kinds.length] ?? "everything";
      const before = acknowledged(ledger).length;
      const load = startLoad(
        program.base,
        Array.from({ length: clients }, (_, i) => offices[i % offices.length] ?? ""),
        keys,
        ledger,
        round,
      );
      const watch = watchHeads(program.base, seen, log, wrong);
      const loadMillis = 100 + randomInt(longestLoadMillis);
      await new Promise((resolve) => setTimeout(resolve, loadMillis));
      await program.kill(kind);
      kills[kind]++;
      const [recoveryMillis] = await Promise.all([program.recover(), load.stop(), watch.stop()]);
      recovery[kind].push(recoveryMillis);

      await askAgain(program.base, ledger, round);
      const db = await connect(program.folder);
      if (!(await settle(db))) wrong.push(`round ${round}: acts stay without a position`);
      if (!(await settleWitnesses(program.base)))
        wrong.push(`round ${round}: too few witnesses cosign what is signed`);
      const found = await checkPromises(db, ledger, seen, log);
      await db.end();
      lost.push(...found.lost);
      twice.push(...found.twice);
      wrong.push(...found.wrong, ...ledger.wrong.splice(0).map((line) => `round ${round}: ${line}`));
      if (round % auditEvery === 0 || round === rounds) {
        audits++;
        const report = await auditNow(program.folder);
        if (report !== undefined) wrong.push(`round ${round}: ${report}`);
      }
      say(
        `${String(round).padStart(4)}  ${kind.padEnd(10)}  after ${String(loadMillis).padStart(4)} ms  serves again in ${String(Math.round(recoveryMillis)).padStart(5)} ms  ` +
          `+${acknowledged(ledger).length - before} acknowledged  ${seen.acts.size} acts  lost ${lost.length}  twice ${twice.length}  wrong ${wrong.length}`,
      );
    }
    const done = acknowledged(ledger).length;
    return {
      rounds,
      kills,
      acknowledged: done,
      recovered: ledger.recovered,
      unclear: ledger.unclear,
      acts: seen.acts.size,
      heads: seen.heads.size,
      lost,
      twice,
      wrong,
      audits,
      recovery,
    };
  } finally {
    await program.end();
  }
}

/** What was not answered is asked with its key until it is; some of what was answered is asked again as well. */
async function askAgain(base: string, ledger: ReturnType<typeof emptyLedger>, round: number): Promise<void> {
  const all = [...ledger.requests.values()];
  for (const the of all.filter(({ answer }) => answer === undefined)) {
    for (let attempt = 0; the.answer === undefined; attempt++) {
      if (attempt > 100) {
        ledger.wrong.push(`${the.key}: no answer after ${attempt} times, in round ${round}`);
        break;
      }
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 100));
      await ask(base, ledger, the);
    }
  }
  const answered = all.filter(({ answer }) => answer !== undefined);
  for (const the of answered.slice(-6)) await ask(base, ledger, the);
  for (let i = 0; i < 4 && answered.length > 0; i++) {
    const the = answered[randomInt(answered.length)];
    if (the !== undefined) await ask(base, ledger, the);
  }
}

async function prepare(
  program: Program,
): Promise<{ keys: Keys; offices: readonly string[]; log: ReturnType<typeof knownLog> }> {
  return withDatabase(program.folder, undefined, async (database) => {
    const administrator: Actor = {
      kind: "person",
      id: "crash-administrator",
      name: "Crash test",
      organisation: authority,
      roles: ["authority-administrator"],
    };
    const keyring = await openKeyring(join(program.folder, "keys"));
    const ctx = { database, keyring, clock: Date.now, committed: () => undefined, actor: administrator };
    const issuer = await makeApiKey(ctx, {
      organisation: authority,
      name: "Crash issuer",
      roles: ["issuing-officer"],
    });
    // A validator is another person than the issuer, and so is who answers for its program.
    const second = { ...administrator, id: "crash-second-administrator" };
    const validator = await makeApiKey(
      { ...ctx, actor: second },
      {
        organisation: authority,
        name: "Crash validator",
        roles: ["validating-officer"],
      },
    );
    const founding = await findFounding({ db: database.kysely });
    if (founding === undefined) throw new Error("the demonstration has no record");
    const offices = (await officesOf(ctx, authority)).map(({ code }) => code);
    return { keys: { issuer: issuer.key, validator: validator.key }, offices, log: knownLog(founding) };
  });
}

/** The difference that the audit names, if there is one. */
async function auditNow(folder: string): Promise<string | undefined> {
  return withDatabase(folder, null, async (database) => {
    const outside = { heads: fileHeads(join(folder, "log-head")), log: logFolder(join(folder, "log")) };
    const { ok, difference } = await audit(database.kysely, actKinds, outside);
    return ok ? undefined : `the audit says: ${difference}`;
  });
}

async function withDatabase<T>(
  folder: string,
  role: null | undefined,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { superuser } = await startOwnPostgres(folder);
  const database = openDatabase(superuser, {
    name: "crash test",
    connections: 2,
    ...(role === null ? { role } : {}),
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function connect(folder: string): Promise<pg.Client> {
  const { superuser } = await startOwnPostgres(folder);
  const client = new pg.Client(superuser);
  await client.connect();
  return client;
}
