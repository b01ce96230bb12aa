// One thread of `decisions prove`: does the piece of work it is sent and sends back what was found.
import { parentPort } from "node:worker_threads";
import { tryWithout } from "#core/decisions/prove/mutants.ts";
import type { Mutant } from "#core/decisions/prove/mutants.ts";
import { prove } from "#core/decisions/prove/plan.ts";
import type { Proved } from "#core/decisions/prove/plan.ts";
import type { GuardName } from "#core/decisions/guards.ts";

export type ProveOrder = { readonly piece: string } | { readonly without: GuardName };

export type ProveAnswer =
  | { readonly proved: Proved; readonly milliseconds: number }
  | { readonly mutant: Mutant; readonly milliseconds: number };

parentPort?.on("message", (order: ProveOrder) => {
  const began = performance.now();
  const answer = "piece" in order ? { proved: prove(order.piece) } : { mutant: tryWithout(order.without) };
  parentPort?.postMessage({ ...answer, milliseconds: performance.now() - began }, []);
});
