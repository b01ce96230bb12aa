// `kimberlite totals check`: reads a log by its public files alone, from its first entry on, and says whether every count
// and every published total fits it. And, where an installation's keys are: count, publish and correct by hand.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { readAct } from "#core/act/act.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import { isDate } from "#core/kp/dates.ts";
import { openCheckpoint, parseCheckpoint } from "#core/log/checkpoint.ts";
import type { KnownLog } from "#core/log/checkpoint.ts";
import { emptyTree, growTree, rootOf, watchedLog } from "#core/log/follow.ts";
import { ed25519Type, ed25519Verifier, keyId, parseNote } from "#core/log/note.ts";
import { bundlesBetween, decodeBundle, largestBundle, tilePath } from "#core/log/tiles.ts";
import { directions } from "#core/totals/acts.ts";
import { authoritiesIn, checkTotals } from "#core/totals/check.ts";
import { checkCounts } from "#core/totals/counts.ts";
import { readEntries } from "#core/totals/entries.ts";
import type { EntryReader } from "#core/totals/entries.ts";
import { lastDayOwed, parseQuarter } from "#core/totals/periods.ts";
import type { Quarter } from "#core/totals/periods.ts";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { T } from "#platform/i18n/translator.ts";
import { actorFor, configureTotals, correctCount, correctTotals, publishDue } from "#modules/totals/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { readConfig } from "#platform/config/config.ts";
import { logFiles } from "../witness/log-files.ts";
import type { LogFiles } from "../witness/log-files.ts";
import { openInstallation } from "../installation.ts";
import { orTell } from "./client.ts";
import { policyFor } from "./monitor.ts";
import { group, refusesPolitely } from "./server-command.ts";
import { exitCodes, processTerminal, tableOf, UsageError, wordsFor } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export const totalsExitCodes = { fits: 0, differs: 4, "not-what-was-signed": 8 } as const;

const largestCheckpoint = 64 * 1024;

interface CheckOptions {
  readonly fromFolder?: string;
  readonly policy?: string;
  readonly quarter?: string;
  readonly json?: true;
}

export function addTotalsCommands(program: Command, terminal: Terminal = processTerminal): void {
  const totals = group(program, "totals", "published totals of each quarter: check them, publish them");
  refusesPolitely(totals.command("check [address]"))
    .description(
      "read a whole log by its public files and check every count and every published total against it",
    )
    .option("--from-folder <folder>", "read the log's files there instead of at an address")
    .option(
      "--policy <file>",
      "C2SP tlog-policy with the log's key; without it the key is the log's own word",
    )
    .option("--quarter <quarter>", "only this one, such as 2026-Q3")
    .option("--json", "one JSON object")
    .action(async (address: string | undefined, options: CheckOptions) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, () => check(terminal, t, address, options));
    });
  refusesPolitely(totals.command("publish"))
    .description("with this installation's keys: count every day and publish every quarter that is due")
    .option("--authority <code>", "only this one")
    .action((options: { authority?: string }) => publish(terminal, options.authority));
  refusesPolitely(totals.command("correct <authority> <quarter>"))
    .description("publish a quarter again that does not fit the acts; the new act names the old one")
    .action((authority: string, quarter: string) =>
      correct(terminal, async (base) => {
        if (parseQuarter(quarter) === undefined) throw new UsageError(`"${quarter}" is not like 2026-Q3`);
        return correctTotals({ ...base, actor: actorFor(authority) }, quarter);
      }),
    );

  const counts = group(program, "counts", "daily counts of certificates: publish them, correct them");
  refusesPolitely(counts.command("publish"))
    .description("with this installation's keys: count every day that is due, and publish quarters that are")
    .option("--authority <code>", "only this one")
    .action((options: { authority?: string }) => publish(terminal, options.authority));
  refusesPolitely(counts.command("correct <authority> <day>"))
    .description("count again the days of a count that does not fit the acts; the new act names the old one")
    .action((authority: string, day: string) =>
      correct(terminal, async (base) => {
        if (!isDate(day)) throw new UsageError(`"${day}" is not like 2026-11-12`);
        return correctCount({ ...base, actor: actorFor(authority) }, day);
      }),
    );
}

async function check(
  terminal: Terminal,
  t: T,
  address: string | undefined,
  options: CheckOptions,
): Promise<void> {
  const place = options.fromFolder === undefined ? address : pathToFileURL(resolve(options.fromFolder)).href;
  if (place === undefined || !/^(https?|file):\/\//.test(place))
    throw new UsageError("Give the log's address, like https://kp.example.org/log, or --from-folder");
  const quarter = options.quarter === undefined ? undefined : parseQuarter(options.quarter);
  if (options.quarter !== undefined && quarter === undefined)
    throw new UsageError(`"${options.quarter}" is not like 2026-Q3`);
  const reading = await readLog(logFiles(place), async (origin, first) =>
    options.policy === undefined
      ? ownWord(origin, first)
      : watchedLog(...policyOf(await policyFor(options.policy, place))).log,
  );
  if (!reading.ok) {
    terminal.error(t(`totals.cli.${reading.reason}`));
    terminal.setExitCode(totalsExitCodes["not-what-was-signed"]);
    return;
  }
  const report = reportOf(reading.reader, lastDayOwed(Date.parse(terminal.now())), quarter);
  const { entries, signatures } = reading.reader.seen;
  const fits = report.totals.every(({ check: state }) => state !== "differs") && report.counts.length === 0;
  if (options.json === true)
    terminal.out(
      JSON.stringify({ entries, signatures, refused: reading.reader.refused, ...report }, null, 2),
    );
  else {
    terminal.out(t("totals.cli.read", { entries, signatures }));
    if (options.policy === undefined) terminal.out(t("totals.cli.unpinned"));
    terminal.out(
      tableOf(
        ["quarter", "authority", "", "certificates", "carats", "US$", "check"],
        report.totals.map((row) => [
          row.quarter,
          row.authority,
          row.direction,
          String(row.certificates),
          row.carats ?? "–",
          row.usd ?? "–",
          [row.check, ...row.faults].join(" "),
        ]),
      ),
    );
    for (const line of report.counts) terminal.error(line);
    terminal.out(t(fits ? "totals.cli.fits" : "totals.cli.differs"));
  }
  terminal.setExitCode(fits ? totalsExitCodes.fits : totalsExitCodes.differs);
}

type Reading =
  | { readonly ok: true; readonly reader: EntryReader }
  | { readonly ok: false; readonly reason: "not-signed" | "not-shown" };

/** Every entry of the newest head, whose root must be theirs. Hostile: the log. */
async function readLog(
  files: LogFiles,
  logOf: (origin: string, first: Uint8Array) => Promise<KnownLog | undefined>,
): Promise<Reading> {
  const note = new TextDecoder().decode(await files.read("checkpoint", largestCheckpoint));
  const text = parseNote(note)?.text;
  const head = text === undefined ? undefined : parseCheckpoint(text);
  if (head === undefined || head.size === 0) return { ok: false, reason: "not-signed" };
  const reader = readEntries(sha256, verifyEs256);
  let tree = emptyTree();
  let first: Uint8Array | undefined;
  for (const { index, width } of bundlesBetween(0, head.size)) {
    const entries = decodeBundle(await files.read(tilePath("entries", index, width), largestBundle));
    if (entries?.length !== width) return { ok: false, reason: "not-shown" };
    first ??= entries[0];
    for (const entry of entries) reader.take(entry);
    ({ tree } = growTree(sha256, tree, entries));
  }
  const known = first === undefined ? undefined : await logOf(head.origin, first);
  if (known === undefined || !openCheckpoint(note, known).ok) return { ok: false, reason: "not-signed" };
  return equalBytes(rootOf(sha256, tree), head.root)
    ? { ok: true, reader }
    : { ok: false, reason: "not-shown" };
}

/** The key that the founding act names: enough to see whether the log agrees with itself. */
function ownWord(origin: string, first: Uint8Array): KnownLog | undefined {
  try {
    const { type, public: facts } = readAct(first);
    const { logKey } = facts;
    if (type !== "record.founded" || facts["origin"] !== origin || !(logKey instanceof Uint8Array))
      return undefined;
    const key = {
      name: origin,
      keyId: keyId(sha256, origin, ed25519Type, logKey),
      type: ed25519Type,
      publicKey: logKey,
    };
    return { origin, verifiers: [ed25519Verifier(key, verifyEd25519)] };
  } catch {
    return undefined;
  }
}

function policyOf({ policy, log }: Awaited<ReturnType<typeof policyFor>>) {
  return [policy, log, verifyEd25519] as const;
}

interface Row {
  readonly quarter: Quarter;
  readonly authority: string;
  readonly direction: string;
  readonly certificates: number;
  readonly carats: string | null;
  readonly usd: string | null;
  readonly check: "holds" | "withheld" | "differs";
  readonly faults: readonly string[];
}

function reportOf({ ledger, refused }: EntryReader, due: string, only: Quarter | undefined) {
  const quarters = [...new Set(ledger.published.map((one) => one.quarter))]
    .filter((one) => only === undefined || one === only)
    .sort();
  const totals = quarters.flatMap((quarter) =>
    authoritiesIn(ledger, quarter).flatMap((authority): readonly Row[] => {
      const verdict = checkTotals(ledger, authority, quarter);
      const place = { quarter, authority };
      const nothing = { certificates: 0, carats: null, usd: null };
      if (verdict.state === "not-published") return [];
      if (verdict.state === "published-twice")
        return [{ ...place, direction: "", ...nothing, check: "differs", faults: [verdict.state] }];
      return directions.map((direction): Row => {
        const flow = verdict.flows[direction];
        const { certificates, sums } = flow.flow;
        return {
          ...place,
          direction,
          certificates,
          carats: sums === null ? null : caratsToString(sums.carats.value),
          usd: sums === null ? null : usdToString(sums.usd.value),
          check: flow.state,
          faults: flow.state === "differs" ? flow.faults.map((fault) => JSON.stringify(fault)) : [],
        };
      });
    }),
  );
  const counts = [...ledger.tallies.keys()]
    .sort()
    .flatMap((authority) =>
      checkCounts(ledger, authority, due).differences.map(
        (difference) => `${authority}: ${JSON.stringify(difference)}`,
      ),
    );
  return { totals, counts: [...refused.map((one) => `entry ${one.place}: ${one.reason}`), ...counts] };
}

async function publish(terminal: Terminal, authority: string | undefined): Promise<void> {
  await correct(terminal, async (base) => {
    for (const { authority: code, counts, quarters } of await publishDue(base, () => false, authority))
      terminal.out([code, `${counts} counts`, ...quarters].join("  "));
    return undefined;
  });
}

type Base = Parameters<typeof publishDue>[0];

/** In the installation of this machine, with its keys; a server may run meanwhile. */
async function correct(
  terminal: Terminal,
  work: (base: Base) => Promise<{ readonly act: string } | undefined>,
): Promise<void> {
  await orTell(terminal, false, async () => {
    const config = readConfig({ ...terminal.environment });
    configureTotals({ fewestCertificates: config.totalsFewest });
    const { database, keyring, ...installation } = await openInstallation(config, { connections: 4 });
    try {
      const clock = (): number => Date.parse(terminal.now());
      const done = await work({ database, keyring, clock, committed: () => undefined });
      if (done !== undefined) terminal.out(done.act);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      terminal.error(wordsFor(terminal)(`problem.${error.code}`, error.values));
      terminal.setExitCode(exitCodes.refused);
    } finally {
      await installation.close();
    }
  });
}
