// Runs one file at a time in a warm worker thread, with a time limit and a memory limit.
// A file that hangs or crashes its worker costs that worker, never the server: the next file gets a new one.
import { Worker } from "node:worker_threads";
import type { FileAnswer, FileWork, FromWorker } from "./work.ts";

export interface WorkLimits {
  readonly milliseconds: number;
}

export const usualLimits: WorkLimits = { milliseconds: 5000 };

/** Answers always; never throws on account of the file. Files wait their turn, up to `longestQueue` of them. */
export async function runFileWork(work: FileWork, limits: WorkLimits = usualLimits): Promise<FileAnswer> {
  if (waiting >= longestQueue) return tooLong;
  waiting += 1;
  const turn = queue.then(() => runNow(work, limits));
  queue = turn.then(
    () => undefined,
    () => undefined,
  );
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}

/** Ends the thread; the next file starts another. For an orderly stop of the program. */
export async function stopFileWorker(): Promise<void> {
  const old = warm;
  warm = undefined;
  await (await old?.catch(() => undefined))?.terminate();
}

const tooLong: FileAnswer = { ok: false, reason: "took-too-long" };
// Each waiting file is held in memory: sixteen at 15 MB are what one program can afford.
const longestQueue = 16;
const startLimit = 30_000;

let warm: Promise<Worker> | undefined;
let queue: Promise<void> = Promise.resolve();
let waiting = 0;

async function runNow(work: FileWork, limits: WorkLimits): Promise<FileAnswer> {
  warm ??= startWorker();
  let worker: Worker;
  try {
    worker = await warm;
  } catch (error) {
    warm = undefined;
    throw error;
  }
  worker.ref();
  const reply = await nextReply(worker, limits.milliseconds, () => worker.postMessage(work, []));
  worker.unref();
  if (reply === undefined || reply.kind !== "answer") {
    await replace(worker);
    return reply === undefined ? tooLong : { ok: false, reason: "damaged" };
  }
  if (reply.spent) await replace(worker);
  return reply.answer;
}

async function replace(worker: Worker): Promise<void> {
  warm = undefined;
  await worker.terminate();
  warm = startWorker();
  // A failed start is told to the next file that asks, not to nobody.
  warm.catch(() => undefined);
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL("./worker-start.js", import.meta.url), {
    // The parent's own flags (a test runner's, a debugger's) are not for this thread.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 },
  });
  const failure = new Promise<never>((_resolve, reject) => {
    worker.once("error", reject);
  });
  failure.catch(() => undefined);
  const reply = await Promise.race([nextReply(worker, startLimit, () => undefined), failure]);
  if (reply?.kind !== "ready") {
    await worker.terminate();
    throw new Error("the file worker did not start");
  }
  worker.unref();
  return worker;
}

/** The next message; `crashed` when the thread ended instead; undefined when time ran out. */
async function nextReply(
  worker: Worker,
  milliseconds: number,
  ask: () => void,
): Promise<FromWorker | { readonly kind: "crashed" } | undefined> {
  return await new Promise((resolve) => {
    const finish = (reply: FromWorker | { readonly kind: "crashed" } | undefined): void => {
      clearTimeout(timer);
      worker.off("message", finish);
      worker.off("exit", onEnd);
      worker.off("error", onEnd);
      resolve(reply);
    };
    const onEnd = (): void => finish({ kind: "crashed" });
    const timer = setTimeout(() => finish(undefined), milliseconds);
    worker.on("message", finish);
    worker.on("exit", onEnd);
    worker.on("error", onEnd);
    ask();
  });
}
