// Commands of one kind that arrive together are done in one transaction: its round trips and its durable commit cost the
// same for one as for fifty (docs/decisions/0007). Each is decided on its own and told its own truth: one that is
// refused does not touch the others, and when their transaction fails every one of them is done again by itself.
import { transact } from "#platform/db/database.ts";
import { Problem } from "#platform/http/problem.ts";
import { findAnswers, saveAnswers } from "./answers.ts";
import { answeredBefore, inTransaction, plain, txOf } from "./context.ts";
import type { Ctx, Tx } from "./context.ts";

/** One command inside the transaction; `tx` is the shared one as this command's actor sees it. */
export interface Command<Input> {
  readonly tx: Tx;
  readonly input: Input;
}

/** Not done, because it may not share: it touches what another touches, or waits for a device. It is done by itself. */
export const alone = Symbol("alone");

export type Outcome<Result> = Result | Problem | typeof alone;

export function isResult<Result>(outcome: Outcome<Result>): outcome is Result {
  return outcome !== alone && !(outcome instanceof Problem);
}

/** Decides and records all of them; the outcomes in the order given. Problems are returned: what is thrown fails all. */
export type Work<Input, Result> = (
  commands: readonly Command<Input>[],
) => Promise<readonly Outcome<Result>[]>;

interface Waiting<Input, Result> {
  readonly ctx: Ctx;
  readonly input: Input;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Those of one organisation, which share its keys and its numbers. */
interface Line<Input, Result> {
  readonly ctx: Ctx;
  readonly waiting: Waiting<Input, Result>[];
}

const largest = 64;
/** A group held up by a device or a lock for longer holds up only itself: the next one goes beside it. */
const patienceMillis = 250;

/** A command as its callers see it: asked alone, answered alone. */
export function together<Input, Result>(
  work: Work<Input, Result>,
): (ctx: Ctx, input: Input) => Promise<Result> {
  const lines = new Set<Line<Input, Result>>();

  const lineFor = (ctx: Ctx): Line<Input, Result> => {
    for (const line of lines) if (sameLine(line.ctx, ctx)) return line;
    const line = { ctx, waiting: [] };
    lines.add(line);
    void run(line);
    return line;
  };

  /** One group after another: a second one beside it would only pay for another transaction. */
  const run = async (line: Line<Input, Result>): Promise<void> => {
    do {
      // What arrives in the same turn comes along.
      await new Promise((resolve) => setImmediate(resolve));
      await atMost(patienceMillis, settle(takeGroup(line.waiting, largest), work));
    } while (line.waiting.length > 0);
    lines.delete(line);
  };

  return (ctx, input) =>
    new Promise((resolve, reject) => {
      const one = { ctx, input, resolve, reject };
      // Inside a transaction that is under way there is nothing to share.
      if (ctx.database.kysely.isTransaction) return void byItself(one, work);
      lineFor(ctx).waiting.push(one);
    });
}

function sameLine(a: Ctx, b: Ctx): boolean {
  return (
    a.database === b.database && a.keyring === b.keyring && a.actor.organisation === b.actor.organisation
  );
}

/** The first that wait; of two with one key, the second stays for a later group, where it finds what the first earned. */
function takeGroup<Input, Result>(
  waiting: Waiting<Input, Result>[],
  most: number,
): readonly Waiting<Input, Result>[] {
  const keys = new Set<string>();
  const group: Waiting<Input, Result>[] = [];
  for (let at = 0; at < waiting.length && group.length < most;) {
    const one = waiting[at] as Waiting<Input, Result>;
    const key = one.ctx.idempotency && `${one.ctx.idempotency.organisation} ${one.ctx.idempotency.key}`;
    if (key !== undefined && keys.has(key)) {
      at++;
      continue;
    }
    if (key !== undefined) keys.add(key);
    group.push(one);
    waiting.splice(at, 1);
  }
  return group;
}

/** Never rejects: whatever happens is told to those who asked. */
async function settle<Input, Result>(
  group: readonly Waiting<Input, Result>[],
  work: Work<Input, Result>,
): Promise<void> {
  const [only] = group;
  if (group.length === 1 && only !== undefined) return byItself(only, work);
  try {
    const outcomes = await inOneTransaction(group, work);
    const left: Promise<void>[] = [];
    for (const [i, one] of group.entries()) {
      const outcome = outcomes[i] as Outcome<Result> | Error;
      if (outcome === alone) left.push(byItself(one, work));
      else if (outcome instanceof Error) one.reject(outcome);
      else one.resolve(outcome);
    }
    await Promise.all(left);
  } catch (error) {
    // Where nobody can know whether it was stored, nothing is done a second time.
    if (error instanceof Problem && error.code === "outcome-unknown")
      for (const one of group) one.reject(error);
    else await Promise.all(group.map((one) => byItself(one, work)));
  }
}

async function inOneTransaction<Input, Result>(
  group: readonly Waiting<Input, Result>[],
  work: Work<Input, Result>,
): Promise<readonly (Outcome<Result> | Error)[]> {
  const [{ ctx }] = group as readonly [Waiting<Input, Result>];
  const millis = ctx.clock();
  const outcomes = await transact(ctx.database, async (db) => {
    const commands = group.map((one) => ({ tx: txOf(one.ctx, db, millis), input: one.input }));
    const keyed = group.flatMap((one) => one.ctx.idempotency ?? []);
    const answers = keyed.length === 0 ? [] : await findAnswers({ db }, keyed);
    const before = group.map(({ ctx: { idempotency } }) =>
      idempotency === undefined ? undefined : answeredBefore(answers, idempotency),
    );
    const done = await work(commands.filter((_, i) => before[i] === undefined));
    const next = done.values();
    const all = before.map((error) => error ?? (next.next().value as Outcome<Result>));
    const earned = group.flatMap(({ ctx: { idempotency } }, i) => {
      const outcome = all[i];
      return idempotency === undefined || outcome === alone || outcome instanceof Error
        ? []
        : [{ idempotency, response: plain(outcome) }];
    });
    if (earned.length > 0) await saveAnswers({ db, now: new Date(millis).toISOString() }, earned);
    return all;
  });
  for (const tell of new Set(group.map((one) => one.ctx.committed))) tell();
  return outcomes;
}

async function byItself<Input, Result>(
  { ctx, input, resolve, reject }: Waiting<Input, Result>,
  work: Work<Input, Result>,
): Promise<void> {
  try {
    const result = await inTransaction(ctx, async (tx) => {
      const [outcome] = await work([{ tx, input }]);
      if (outcome instanceof Error) throw outcome;
      return outcome as Result;
    });
    resolve(result);
  } catch (error) {
    reject(error);
  }
}

async function atMost(millis: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, millis)))]);
  clearTimeout(timer);
}

/** The refusal as a value, so that one command's does not end the others'. */
export async function refusalOr<T>(work: () => T | Promise<T>): Promise<T | Problem> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
