// (d) Look-ups of a number by HTTP: the real program's server, with its database, beside a bare node:http server that
// answers the same bytes from memory. Both are children of their own; the same client puts the questions to both.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startOwnPostgres } from "#platform/db/postgres.ts";
import { median, showNote, showRow } from "../support/rows.ts";
import { load } from "../support/load.ts";
import pg from "pg";

const root = fileURLToPath(new URL("../../", import.meta.url));
const connections = 50;
const millis = 2_500;

export async function measureLookUp(program: RunningProgram): Promise<void> {
  const numbers = await knownNumbers(program.folder);
  const paths = numbers.map(
    ({ participant, number }) =>
      `/api/verify?participant=${participant}&number=${encodeURIComponent(number)}`,
  );
  const answer = await fetch(program.base + (paths[0] ?? ""));
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`the look-up answers ${answer.status}: ${body.slice(0, 200)}`);
  const bare = await startBare(Buffer.byteLength(body));
  try {
    const ours: number[] = [];
    const peer: number[] = [];
    // Turn and turn about; the first turn warms both up.
    for (let turn = 0; turn < 6; turn++) {
      const both = [
        await load(program.base, paths, connections, millis),
        await load(bare.base, paths, connections, millis),
      ] as const;
      if (turn === 0) continue;
      ours.push(both[0]);
      peer.push(both[1]);
    }
    showRow({
      what: `(d) GET /api/verify, ${connections} connections / bare node:http, equal JSON`,
      ours: median(ours),
      peer: median(peer),
      unit: "/s",
      target: 0.5,
    });
    showNote(
      `${paths.length} different numbers, ${Buffer.byteLength(body)} bytes of JSON; program, database and client share the machine.`,
    );
  } finally {
    await bare.stop();
  }
}

export interface RunningProgram {
  readonly base: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** The program as people run it, with its demonstration. */
export async function startProgram(): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-program-"));
  await chmod(folder, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "bin/kimberlite.js"), "start"], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      KIMBERLITE_DATA: folder,
      LOG_LEVEL: "error",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const base = `http://127.0.0.1:${port}`;
  await untilServing(base, child);
  return {
    base,
    folder,
    async stop() {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startBare(size: number): Promise<{ base: string; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("../support/bare-server.js", import.meta.url)), String(port), String(size)],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  const base = `http://127.0.0.1:${port}`;
  await untilServing(base, child);
  return { base, stop: () => ended(child) };
}

async function knownNumbers(folder: string): Promise<readonly { participant: string; number: string }[]> {
  const { superuser } = await startOwnPostgres(folder);
  const client = new pg.Client(superuser);
  await client.connect();
  const { rows } = await client.query<{ participant: string; number: string }>(
    "select participant, number from certificate order by number",
  );
  await client.end();
  return rows;
}

async function untilServing(base: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (child.exitCode !== null) throw new Error("the server ended by itself");
    const health = await fetch(`${base}/healthz`).catch(() => undefined);
    if (health?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server does not answer");
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
