// `kimberlite decisions prove`: hands the pieces of the proof to threads, adds up what they found, and says it in a table.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CounterExample, Findings, InvariantId } from "#core/decisions/prove/finding.ts";
import { invariantIds, together } from "#core/decisions/prove/finding.ts";
import { mutants } from "#core/decisions/prove/mutants.ts";
import type { Mutant } from "#core/decisions/prove/mutants.ts";
import { workOf } from "#core/decisions/prove/plan.ts";
import type { Depth, Proved } from "#core/decisions/prove/plan.ts";
import type { T } from "#platform/i18n/translator.ts";
import { tableOf } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";
import type { ProveAnswer, ProveOrder } from "./prove-worker.ts";

/** An invariant does not hold, or a guard is missed by nobody. */
export const provedWrong = 1;

export interface ProofReport {
  readonly depth: Depth;
  readonly seconds: number;
  readonly states: number;
  readonly checked: number;
  readonly violations: number;
  readonly invariants: readonly {
    readonly id: InvariantId;
    readonly checked: number;
    readonly violations: number;
    /** Processor time of the pieces that look at it, shared by what they looked at. */
    readonly seconds: number;
  }[];
  readonly examples: readonly CounterExample[];
}

export async function proveAll(terminal: Terminal, t: T, depth: Depth, json: boolean): Promise<void> {
  const began = performance.now();
  const answers = await byThreads(workOf(depth).map((piece): ProveOrder => ({ piece })));
  const proved = answers.flatMap((answer) =>
    "proved" in answer ? [{ ...answer.proved, milliseconds: answer.milliseconds }] : [],
  );
  const report = reportOf(depth, proved, (performance.now() - began) / 1_000);
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else terminal.out(reportInWords(t, report));
  terminal.setExitCode(report.violations > 0 ? provedWrong : 0);
}

export async function tryMutants(terminal: Terminal, t: T, json: boolean): Promise<void> {
  const answers = await byThreads(mutants.map((without): ProveOrder => ({ without })));
  const tried = answers.flatMap((answer) => ("mutant" in answer ? [answer.mutant] : []));
  const missed = tried.filter(({ caughtBy }) => caughtBy === undefined);
  if (json) terminal.out(JSON.stringify({ mutants: tried, missed: missed.length }, null, 2));
  else terminal.out(mutantsInWords(t, tried, missed));
  terminal.setExitCode(missed.length > 0 ? provedWrong : 0);
}

type TimedProof = Proved & { readonly milliseconds: number };

export function reportOf(depth: Depth, proved: readonly TimedProof[], seconds: number): ProofReport {
  const findings: Findings = together(proved.map((one) => one.findings));
  const time = new Map<InvariantId, number>();
  for (const { findings: own, milliseconds } of proved) {
    const all = Object.values(own).reduce((sum, { checked }) => sum + checked, 0);
    for (const id of invariantIds)
      time.set(id, (time.get(id) ?? 0) + (milliseconds * (own[id]?.checked ?? 0)) / Math.max(1, all) / 1_000);
  }
  const invariants = invariantIds.map((id) => ({
    id,
    checked: findings[id]?.checked ?? 0,
    violations: findings[id]?.violations ?? 0,
    seconds: Math.round((time.get(id) ?? 0) * 10) / 10,
  }));
  return {
    depth,
    seconds: Math.round(seconds * 10) / 10,
    states: proved.reduce((sum, { states }) => sum + states, 0),
    checked: invariants.reduce((sum, { checked }) => sum + checked, 0),
    violations: invariants.reduce((sum, { violations }) => sum + violations, 0),
    invariants,
    examples: invariantIds.flatMap((id) => findings[id]?.examples ?? []),
  };
}

export function reportInWords(t: T, report: ProofReport): string {
  const table = tableOf(
    [
      t("replay.prove.column.invariant"),
      t("replay.prove.column.checked"),
      t("replay.prove.column.violations"),
      t("replay.prove.column.seconds"),
      t("replay.prove.column.means"),
    ],
    report.invariants.map(({ id, checked, violations, seconds }) => [
      id,
      t.number(checked),
      t.number(violations),
      t.number(seconds),
      t(`replay.invariant.${id}`),
    ]),
  );
  const { checked, states, seconds, violations } = report;
  if (violations === 0)
    return `${table}\n${t("replay.prove.holds", { checked, states, seconds: t.number(seconds) })}`;
  const first = report.examples.map(
    ({ invariant, what, log }) =>
      `${invariant}: ${what}${log === undefined ? "" : `\n  ${t("replay.prove.log")}`}`,
  );
  return [table, t("replay.prove.broken", { violations }), ...first].join("\n");
}

export function mutantsInWords(t: T, tried: readonly Mutant[], missed: readonly Mutant[]): string {
  const table = tableOf(
    [t("replay.prove.mutants.column.guard"), t("replay.prove.mutants.column.caught"), ""],
    tried.map(({ guard, caughtBy, example }) => [
      guard,
      caughtBy ?? "–",
      (example?.what ?? "").slice(0, 100),
    ]),
  );
  const sentence =
    missed.length === 0
      ? t("replay.prove.mutants.all", { guards: tried.length })
      : t("replay.prove.mutants.missed", { list: missed.map(({ guard }) => guard).join(", ") });
  return `${table}\n${sentence}`;
}

/** In the order of the orders, whichever thread did them. */
async function byThreads(orders: readonly ProveOrder[]): Promise<readonly ProveAnswer[]> {
  const answers: ProveAnswer[] = [];
  let next = 0;
  const threads = Math.min(orders.length, Math.max(1, availableParallelism()));
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./prove-worker-start.js", import.meta.url));
    try {
      for (let place = next++; place < orders.length; place = next++)
        answers[place] = await answerOf(worker, orders[place] as ProveOrder);
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return answers;
}

function answerOf(worker: Worker, order: ProveOrder): Promise<ProveAnswer> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      worker.off("message", done);
      worker.off("error", failed);
      worker.off("exit", gone);
    };
    const done = (answer: ProveAnswer) => {
      stop();
      resolve(answer);
    };
    const failed = (error: Error) => {
      stop();
      reject(error);
    };
    const gone = (code: number) => {
      stop();
      reject(new Error(`the thread ended with ${code}`));
    };
    worker.once("message", done);
    worker.once("error", failed);
    worker.once("exit", gone);
    worker.postMessage(order, []);
  });
}
