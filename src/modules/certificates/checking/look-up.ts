// Looks numbers up in the register, fast: those asked for at the same moment go to the database in one statement, and
// what was found is kept while nothing is committed there, which is looked at four times a second at most.
// An answer is therefore never more than a quarter of a second behind another process, and not at all behind this one
// (`forgetAnswers`).
import type { Ctx } from "#modules/record/index.ts";
import { momentOf, standingsByNumber } from "./store.ts";
import type { Sought, StandingRow } from "./store.ts";

type Base = Pick<Ctx, "database" | "clock">;

/**
 * What `make` answers for the key; kept, and made again when anything was committed since or five seconds have passed.
 * `make` gets the answer before, while that is not too old: it may find that it still holds and give the same again.
 */
export async function keptAnswer<Answer extends object>(
  base: Base,
  key: string,
  make: (before: Answer | undefined) => Promise<Answer>,
): Promise<Answer> {
  const memory = memoryOf(base.database);
  const moment = await currentMoment(base, memory);
  const now = base.clock();
  const known = memory.answers.get(key);
  const young = known !== undefined && now >= known.at && now - known.at < longestKept;
  if (young && known.moment === moment) return known.answer as Promise<Answer>;
  const before = young ? (known.ready as Answer | undefined) : undefined;
  const answer = make(before);
  if (memory.answers.size >= mostKept) memory.answers.clear();
  const entry: Kept = { moment, at: now, answer, ready: undefined };
  memory.answers.set(key, entry);
  void settle(memory, key, entry, known);
  return answer;
}

async function settle(memory: Memory, key: string, entry: Kept, known: Kept | undefined): Promise<void> {
  try {
    entry.ready = await entry.answer;
    // Given again, it does not become younger: what it says of the time would be wrong one day.
    if (known !== undefined && entry.ready === known.ready) entry.at = known.at;
  } catch {
    // A failure is told once and not kept.
    if (memory.answers.get(key) === entry) memory.answers.delete(key);
  }
}

/** The kept answer, when it can be given without asking the database anything. */
export function readyAnswer(base: Base, key: string): unknown {
  const memory = memoryOf(base.database);
  if (memory.forgotten || memory.looking !== undefined || performance.now() - memory.lookedAt >= lookMillis)
    return undefined;
  const known = memory.answers.get(key);
  const now = base.clock();
  return known !== undefined &&
    known.moment === memory.moment &&
    now >= known.at &&
    now - known.at < longestKept
    ? known.ready
    : undefined;
}

/** After an act of this process: the next question looks at the database again. */
export function forgetAnswers({ database }: Pick<Ctx, "database">): void {
  memoryOf(database).forgotten = true;
}

/** One row of the register, read together with whatever else is being asked for. */
export function lookUp(base: Base, sought: Sought): Promise<StandingRow | undefined> {
  const memory = memoryOf(base.database);
  return new Promise((resolve, reject) => {
    memory.waiting.push({ sought, resolve, reject });
    void readWaiting(base, memory);
  });
}

interface Kept {
  readonly moment: string;
  /** Milliseconds of the installation's clock: what expires at midnight expires here too. */
  at: number;
  readonly answer: Promise<unknown>;
  ready: unknown;
}

interface Waiting {
  readonly sought: Sought;
  readonly resolve: (row: StandingRow | undefined) => void;
  readonly reject: (error: unknown) => void;
}

interface Memory {
  readonly answers: Map<string, Kept>;
  moment: string;
  lookedAt: number;
  forgotten: boolean;
  looking: Promise<string> | undefined;
  waiting: Waiting[];
  reading: boolean;
}

const lookMillis = 250;
const longestKept = 5_000;
const mostKept = 20_000;
const largestBatch = 1_000;

/** By database, because a process may hold several. */
const memories = new WeakMap<object, Memory>();

function memoryOf(database: Ctx["database"]): Memory {
  let memory = memories.get(database);
  if (memory === undefined) {
    memory = {
      answers: new Map(),
      moment: "",
      lookedAt: 0,
      forgotten: true,
      looking: undefined,
      waiting: [],
      reading: false,
    };
    memories.set(database, memory);
  }
  return memory;
}

function currentMoment({ database }: Base, memory: Memory): string | Promise<string> {
  if (memory.looking !== undefined && !memory.forgotten) return memory.looking;
  const asked = performance.now();
  if (!memory.forgotten && asked - memory.lookedAt < lookMillis) return memory.moment;
  // Before the question is put: what is forgotten meanwhile makes the next one look again.
  memory.forgotten = false;
  memory.lookedAt = asked;
  const looking = momentOf({ db: database.kysely }).then(
    (moment) => {
      if (memory.looking === looking) [memory.moment, memory.looking] = [moment, undefined];
      return moment;
    },
    (error: unknown) => {
      if (memory.looking === looking) [memory.forgotten, memory.looking] = [true, undefined];
      throw error;
    },
  );
  memory.looking = looking;
  return looking;
}

async function readWaiting({ database }: Base, memory: Memory): Promise<void> {
  if (memory.reading) return;
  memory.reading = true;
  // Whoever asks in this turn of the loop comes along.
  await Promise.resolve();
  while (memory.waiting.length > 0) {
    const batch = memory.waiting.splice(0, largestBatch);
    try {
      const rows = await standingsByNumber(
        { db: database.kysely },
        batch.map(({ sought }) => sought),
      );
      const found = new Map(rows.map((row) => [`${row.participant}/${row.serial}`, row]));
      for (const { sought, resolve } of batch) resolve(found.get(`${sought.participant}/${sought.serial}`));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  memory.reading = false;
}
