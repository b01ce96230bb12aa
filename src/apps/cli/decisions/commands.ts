// `kimberlite decisions …`: replay real decisions under every rule, and prove that the rule of genuine consensus keeps its promises.
import type { Command } from "commander";
import { usualAssumptions } from "#core/decisions/replay/known.ts";
import type { Assumptions } from "#core/decisions/replay/known.ts";
import { replay } from "#core/decisions/replay/replay.ts";
import type { Replay, ReplayOutcome } from "#core/decisions/replay/replay.ts";
import { replayRuleIds, usualSettings } from "#core/decisions/replay/rules.ts";
import type { T } from "#platform/i18n/translator.ts";
import { decisiveInWords, resultInWords, ruleInWords } from "#ui/decisions/replay.ts";
import { readBounded } from "../bounded-file.ts";
import { orTell } from "../client.ts";
import { group, refusesPolitely } from "../server-command.ts";
import { exitCodes, processTerminal, tableOf, UsageError, wordsFor } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";
import { largestList, readDecisionList } from "./list.ts";
import type { RefusedRow } from "./list.ts";
import { proveAll, tryMutants } from "./prove.ts";
import { addSignCommand } from "./sign.ts";

interface ReplayOptions {
  readonly json?: true;
  readonly id?: string;
  readonly industrySeats: string;
  readonly civilSocietySeats: string;
  readonly silentPillars?: true;
  readonly withoutResults?: true;
}

interface ProveOptions {
  readonly deep?: true;
  readonly mutants?: true;
  readonly json?: true;
}

export function addDecisionCommands(program: Command, terminal: Terminal = processTerminal): void {
  const decisions = group(program, "decisions", "rules of decision: replay real decisions, prove the rules");
  addSignCommand(decisions, terminal);
  refusesPolitely(decisions.command("prove"))
    .description("check the sixteen invariants of the rules exhaustively; exit code 1 on a violation")
    .option("--deep", "everything that is known to be finite: many minutes rather than two")
    .option("--mutants", "take every guard out in turn and say which invariant notices")
    .option("--json", "one JSON object, with the acts of every counter-example")
    .action(async (options: ProveOptions) => {
      const t = wordsFor(terminal);
      const json = options.json === true;
      if (options.mutants === true) await tryMutants(terminal, t, json);
      else await proveAll(terminal, t, options.deep === true ? "DEEP" : "USUAL", json);
    });
  refusesPolitely(decisions.command("replay <file>"))
    .description("run a list of real decisions (CSV) under every rule; what is not known stays a range")
    .option("--id <id>", "only this one, with who was decisive and what silence did")
    .option("--industry-seats <number>", "seats of industry under rules that give it any", "3")
    .option("--civil-society-seats <number>", "seats of civil society under rules that give it any", "3")
    .option("--silent-pillars", "take a pillar of which nothing is known to have said nothing")
    .option("--without-results", "do not take the result for evidence of who objected")
    .option("--json", "one JSON object")
    .action(async (file: string, options: ReplayOptions) => {
      const t = wordsFor(terminal);
      await orTell(terminal, options.json === true, () => replayFile(terminal, t, file, options));
    });
}

async function replayFile(terminal: Terminal, t: T, file: string, options: ReplayOptions): Promise<void> {
  const assumed: Assumptions = {
    industrySeats: seatsOf(options.industrySeats),
    civilSocietySeats: seatsOf(options.civilSocietySeats),
    resultIsEvidence: options.withoutResults !== true,
    unknownPillars: options.silentPillars === true ? "SILENT" : usualAssumptions.unknownPillars,
  };
  const { decisions, refused } = readDecisionList(
    await readBounded(file, largestList, (size, most) => t("replay.cli.too-large", { size, most })),
  );
  const wanted =
    options.id === undefined ? decisions : decisions.filter((decision) => decision.id === options.id);
  if (options.id !== undefined && wanted.length === 0 && decisions.length > 0)
    throw new UsageError(`"${options.id.slice(0, 40)}" is not in ${file}`);
  const replays = wanted.map((decision) => replay(decision, usualSettings, assumed));
  if (options.json === true)
    terminal.out(
      JSON.stringify(
        {
          assumed,
          decisions: replays.map(({ decision, known: { eligible, support, objections }, rules }) => ({
            ...decision,
            known: { eligible, support, objections },
            rules,
          })),
          refused,
        },
        null,
        2,
      ),
    );
  else {
    if (options.id !== undefined) for (const one of replays) terminal.out(oneDecision(t, one));
    else if (replays.length > 0) terminal.out(allDecisions(t, replays));
    terminal.out(t("replay.cli.read", { decisions: decisions.length, refused: refused.length }));
  }
  for (const row of refused) terminal.error(rowSentence(t, row));
  terminal.setExitCode(refused.length > 0 ? exitCodes.refused : exitCodes.ok);
}

function seatsOf(text: string): number {
  const seats = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seats <= 12)) throw new UsageError(`"${text.slice(0, 40)}" is not a number of seats from 0 to 12`);
  return seats;
}

const letters: Readonly<Record<ReplayOutcome, string>> = {
  ADOPTED: "A",
  NO_DECISION: "–",
  NOT_ADOPTED: "x",
  DISCUSSED: "D",
  NOT_LISTED: "n",
};

function allDecisions(t: T, replays: readonly Replay[]): string {
  const table = tableOf(
    [
      t("replay.cli.column.id"),
      t("replay.cli.column.date"),
      t("replay.cli.column.result"),
      ...replayRuleIds.map((id) => id.replace(/@.*/, "")),
    ],
    replays.map(({ decision, rules }) => [
      decision.id,
      decision.date,
      decision.result,
      ...rules.map(({ outcomes }) => outcomes.map((outcome) => letters[outcome]).join("")),
    ]),
  );
  return `${table}\n${t("replay.cli.letters")}`;
}

function oneDecision(t: T, { decision, rules }: Replay): string {
  const head = [decision.id, decision.date, resultInWords(t, decision.result)].join("  ");
  const table = tableOf(
    [
      t("replay.cli.column.rule"),
      t("replay.cli.column.outcomes"),
      t("replay.cli.column.decisive"),
      t("replay.cli.column.silence"),
    ],
    rules.map(({ rule, outcomes, decisive, silence }) => [
      ruleInWords(t, rule),
      outcomes.map((outcome) => t(`replay.outcome.${outcome}`)).join(", "),
      decisiveInWords(t, decisive),
      t(`replay.silence.${silence}`),
    ]),
  );
  return `${head}\n${table}`;
}

function rowSentence(t: T, { row, column, problem }: RefusedRow): string {
  const { code, ...values } = problem;
  const sentence = t(`replay.cli.problem.${code}`, values);
  return row === 0 ? sentence : t("replay.cli.row", { row, column: column ?? "–", problem: sentence });
}
