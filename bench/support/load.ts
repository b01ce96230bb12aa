// A load of its own: keep-alive connections, each with one question in flight, written as bytes and read only as far as
// the length of each answer, in a process of its own, so that what is measured is the server and not the client.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";

interface Task {
  readonly base: string;
  readonly paths: readonly string[];
  readonly connections: number;
  readonly millis: number;
}

/** Answers per second. Throws when one of them is not a 200. */
export function load(
  base: string,
  paths: readonly string[],
  connections: number,
  millis: number,
): Promise<number> {
  const task: Task = { base, paths, connections, millis };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", thisFile], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.once("exit", (code) =>
      code === 0 ? resolve(Number(output)) : reject(new Error("the load ended by itself")),
    );
    child.stdin.end(JSON.stringify(task));
  });
}

const thisFile = fileURLToPath(import.meta.url);

async function run({ base, paths, connections, millis }: Task): Promise<number> {
  const { hostname, port } = new URL(base);
  const questions = paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: application/json\r\n\r\n`),
  );
  let next = 0;
  let answers = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () => {
      return new Promise<void>((resolve, reject) => {
        const socket = connect({ host: hostname, port: Number(port), noDelay: true });
        let pending: Buffer = Buffer.alloc(0);
        const ask = (): void => void socket.write(questions[next++ % questions.length] ?? Buffer.alloc(0));
        socket.once("connect", ask);
        socket.once("error", reject);
        socket.on("data", (data: Buffer) => {
          pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
          const end = endOfAnswer(pending);
          if (end === undefined) return;
          if (!pending.subarray(0, 12).equals(ok))
            return reject(new Error(pending.subarray(0, 200).toString()));
          pending = pending.subarray(end);
          answers++;
          if (performance.now() - began < millis) return ask();
          socket.destroy();
          resolve();
        });
      });
    }),
  );
  return (answers * 1000) / (performance.now() - began);
}

const ok = Buffer.from("HTTP/1.1 200");
const blank = Buffer.from("\r\n\r\n");
const lastChunk = Buffer.from("\r\n0\r\n\r\n");

/** Where the answer ends, once all of it is there. */
function endOfAnswer(data: Buffer): number | undefined {
  const head = data.indexOf(blank);
  if (head < 0) return undefined;
  const headers = data.toString("latin1", 0, head);
  const length = /content-length: (\d+)/i.exec(headers)?.[1];
  if (length !== undefined) {
    const end = head + 4 + Number(length);
    return data.length >= end ? end : undefined;
  }
  const end = data.indexOf(lastChunk, head + 2);
  return end < 0 ? undefined : end + lastChunk.length;
}

if (process.argv[1] === thisFile) {
  let input = "";
  for await (const text of process.stdin) input += String(text);
  process.stdout.write(String(await run(JSON.parse(input) as Task)));
}
