// `kimberlite monitor`: follows a log by its public files alone, with no account and no database, and says aloud what
// should not be. One line an alert; the exit code is that of the gravest.
import { mkdir, readFile } from "node:fs/promises";
import type { Command } from "commander";
import { toBase64 } from "#core/log/base64.ts";
import { watchedLog } from "#core/log/follow.ts";
import type { Head } from "#core/log/follow.ts";
import { parsePolicy } from "#core/log/policy.ts";
import type { Policy, PolicyLog } from "#core/log/policy.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { T } from "#platform/i18n/translator.ts";
import { FolderInUse, lockFolder } from "../witness/lock.ts";
import { logFiles } from "../witness/log-files.ts";
import { orTell } from "./client.ts";
import { DamagedCopy, folderCopy, noCopy } from "./monitor/copy.ts";
import { look, openWatch } from "./monitor/watch.ts";
import type { Finding } from "./monitor/finding.ts";
import type { Watch } from "./monitor/watch.ts";
import { refusesPolitely } from "./server-command.ts";
import { exitCodes, processTerminal, UsageError, wordsFor } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

/** The graver, the higher. */
export const monitorExitCodes = {
  unreachable: exitCodes.unreachable,
  stalled: 4,
  "witness-missing": 5,
  "no-quorum": 6,
  "wrong-key": 7,
  "wrong-bytes": 8,
  "not-a-head": 9,
  shrunk: 10,
  forked: 11,
  "own-copy-damaged": 12,
} as const satisfies Readonly<Record<Finding["kind"] | "own-copy-damaged", number>>;

interface Options {
  readonly policy: string;
  readonly folder?: string;
  readonly once?: true;
  readonly json?: true;
  readonly every: string;
  readonly stalledAfter: string;
  readonly absentAfter?: string;
}

export function addMonitorCommand(program: Command, terminal: Terminal = processTerminal): void {
  refusesPolitely(program.command("monitor <address>"))
    .description(
      "follow a log by its public files: verify every head, fetch and read every act, and tell what should not be",
    )
    .requiredOption("--policy <file>", "C2SP tlog-policy: the log's key and its witnesses")
    .option(
      "--folder <folder>",
      "keep an own copy there, and go on from it; without one, begin anew each time",
    )
    .option("--once", "look once and end")
    .option("--json", "one JSON object a line")
    .option("--every <seconds>", "how often to look", "10")
    .option("--stalled-after <seconds>", "alert when nothing new was signed for so long", "86400")
    .option("--absent-after <seconds>", "alert when a witness is missing for so long (60; with --once: 0)")
    .action(async (address: string, options: Options) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, () => monitor(terminal, t, address, options));
    });
}

async function monitor(terminal: Terminal, t: T, address: string, options: Options): Promise<void> {
  if (!/^(https?|file):\/\//.test(address))
    throw new UsageError(`"${address}" is not an address: write it like https://kp.example.org/log`);
  const { policy, log } = await policyFor(options.policy, address);
  const lock = options.folder === undefined ? undefined : await lockOf(options.folder);
  const say = (kind: string, facts: object, sentence: string, isAlert: boolean): void => {
    const at = terminal.now();
    if (options.json === true)
      terminal.out(JSON.stringify(Object.assign({ at, kind }, facts, { kind, sentence })));
    else terminal[isAlert ? "error" : "out"](`${at} ${kind}: ${sentence}`);
  };
  try {
    const watch = await openWatch({
      watched: watchedLog(policy, log, verifyEd25519),
      files: logFiles(address),
      copy: options.folder === undefined ? noCopy(".") : folderCopy(options.folder),
      sha256,
      verifyEs256,
      clock: () => Date.parse(terminal.now()),
      patience: {
        stalledAfter: secondsOf(options.stalledAfter),
        absentAfter: secondsOf(options.absentAfter ?? (options.once === true ? "0" : "60")),
      },
    });
    if (policy.quorum === null) say("unwitnessed", {}, t("monitor.unwitnessed"), true);
    await (options.once === true
      ? lookOnce(terminal, t, watch, say)
      : keepLooking(terminal, t, watch, say, secondsOf(options.every)));
  } catch (error) {
    if (!(error instanceof DamagedCopy)) throw error;
    say(
      "own-copy-damaged",
      { folder: options.folder },
      t("monitor.own-copy-damaged", { folder: options.folder ?? "", what: error.message }),
      true,
    );
    terminal.setExitCode(monitorExitCodes["own-copy-damaged"]);
  } finally {
    await lock?.release();
  }
}

type Say = (kind: string, facts: object, sentence: string, isAlert: boolean) => void;

async function lookOnce(terminal: Terminal, t: T, watch: Watch, say: Say): Promise<void> {
  const found = await look(watch);
  for (const finding of found) say(finding.kind, finding, sentenceOf(t, finding), true);
  if (watch.head !== undefined) sayHead(t, watch.head, say);
  terminal.setExitCode(gravest(found));
}

/** Until it is stopped, or the log is proven a fraud: what it shows afterwards means nothing. */
async function keepLooking(terminal: Terminal, t: T, watch: Watch, say: Say, every: number): Promise<void> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<"stopped">((resolve) => {
    stop = () => {
      watch.interrupted = true;
      resolve("stopped");
    };
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  let standing = new Map<string, Finding>();
  let gravestEver: number = exitCodes.ok;
  let told: string | undefined;
  for (;;) {
    const found = await look(watch);
    gravestEver = Math.max(gravestEver, gravest(found));
    const now = new Map(found.map((finding) => [nameOf(finding), finding]));
    // Of a log that cannot be asked nothing is known to be over.
    if (now.has("unreachable")) for (const [name, finding] of standing) now.set(name, finding);
    for (const [name, finding] of now)
      if (!standing.has(name)) say(finding.kind, finding, sentenceOf(t, finding), true);
    for (const [name, finding] of standing)
      if (!now.has(name) && passes.has(finding.kind))
        say(`${finding.kind}-over`, finding, overOf(t, finding), false);
    standing = now;
    if (watch.head !== undefined && watch.head.note !== told) {
      told = watch.head.note;
      sayHead(t, watch.head, say);
    }
    if (found.some(({ kind }) => kind === "forked")) break;
    let pause: ReturnType<typeof setTimeout> | undefined;
    const waited = new Promise<"waited">((resolve) => {
      pause = setTimeout(() => resolve("waited"), every * 1000);
    });
    const next = await Promise.race([stopped, waited]);
    clearTimeout(pause);
    if (next === "stopped") break;
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, stop);
  terminal.setExitCode(gravestEver);
}

function sayHead(t: T, { size, root, seenBy, quorum }: Head, say: Say): void {
  const witnesses = seenBy.map(({ witness }) => witness);
  say(
    "head",
    { size, root: toBase64(root), seenBy, quorum },
    t("monitor.head", {
      size,
      root: toBase64(root),
      witnesses: witnesses.length === 0 ? t("monitor.nobody") : t.list(witnesses),
    }),
    false,
  );
}

/** What can pass by itself; the others are facts. */
const passes: ReadonlySet<string> = new Set([
  "unreachable",
  "stalled",
  "witness-missing",
  "no-quorum",
  "shrunk",
]);

/** The same trouble at the next look is not told twice. */
function nameOf(finding: Finding): string {
  switch (finding.kind) {
    case "witness-missing":
      return `${finding.kind} ${finding.witness}`;
    case "wrong-key":
      return `${finding.kind} ${finding.position}`;
    case "wrong-bytes":
      return `${finding.kind} ${finding.address}`;
    case "not-a-head":
      return `${finding.kind} ${finding.reason}`;
    default:
      return finding.kind;
  }
}

function overOf(t: T, finding: Finding): string {
  return finding.kind === "witness-missing"
    ? t("monitor.over.witness-missing", { witness: finding.witness })
    : t("monitor.over.other", { kind: finding.kind });
}

function sentenceOf(t: T, finding: Finding): string {
  switch (finding.kind) {
    case "unreachable":
      return t("monitor.unreachable", { cause: finding.cause });
    case "stalled":
      return t("monitor.stalled", { size: finding.size, since: t.instant(finding.since) });
    case "witness-missing": {
      const { witness, size, since } = finding;
      return since === null
        ? t("monitor.witness-never-seen", { witness, size })
        : t("monitor.witness-missing", { witness, size, since: t.instant(since) });
    }
    case "no-quorum":
      return t("monitor.no-quorum", { size: finding.size, missing: t.list(finding.missing) });
    case "wrong-key": {
      const { position, type, organisation = "", key = "" } = finding;
      const reason = t(`monitor.act-fault.${finding.reason}`);
      return type === undefined
        ? t("monitor.wrong-key-unreadable", { position, reason })
        : t("monitor.wrong-key", { position, reason, type, organisation, key });
    }
    case "wrong-bytes":
      return t("monitor.wrong-bytes", {
        address: finding.address,
        reason: t(`monitor.wrong-bytes.${finding.reason}`),
      });
    case "not-a-head":
      return t("monitor.not-a-head", { reason: t(`monitor.not-a-head.${finding.reason}`) });
    case "shrunk":
      return t("monitor.shrunk", { size: finding.size, before: finding.before });
    case "forked":
      return t("monitor.forked", {
        size: finding.size,
        before: finding.before,
        proof: finding.proof,
      });
  }
}

function gravest(found: readonly Finding[]): number {
  return Math.max(exitCodes.ok, ...found.map(({ kind }) => monitorExitCodes[kind]));
}

/** The policy, and the one of its logs that is meant. */
export async function policyFor(file: string, address: string): Promise<{ policy: Policy; log: PolicyLog }> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${causeOf(error)}`, { cause: error });
  }
  const parsed = parsePolicy(sha256, text);
  if (!parsed.ok) throw new UsageError(`${file}, line ${parsed.line}: ${parsed.reason}`);
  const { policy } = parsed;
  const plain = (url: string | undefined): string => (url ?? "").replace(/\/+$/, "");
  const [only, second] = policy.logs;
  const log = second === undefined ? only : policy.logs.find(({ url }) => plain(url) === plain(address));
  if (log === undefined)
    throw new UsageError(`${file} names several logs, and none of them with the address ${address}`);
  return { policy, log };
}

async function lockOf(folder: string): ReturnType<typeof lockFolder> {
  await mkdir(folder, { recursive: true });
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof FolderInUse)
      throw new UsageError(`Another monitor runs in ${folder}.`, { cause: error });
    throw error;
  }
}

function secondsOf(text: string): number {
  const seconds = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds)) throw new UsageError(`"${text}" is not a number of seconds`);
  return seconds;
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
