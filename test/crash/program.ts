// The real program under test: started by its own command as a child, killed without warning, started again.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startOwnPostgres } from "#platform/db/postgres.ts";

export const kinds = ["program", "postmaster", "everything", "witnesses"] as const;
/**
 * What is killed: the program alone, the database's first process alone, the program and every database process, or the
 * three witnesses that run beside a demonstration.
 */
export type Kind = (typeof kinds)[number];

export interface Program {
  readonly base: string;
  readonly folder: string;
  /** Sends SIGKILL; nobody is asked, nothing is flushed. Resolves when the program, if it was killed, is gone. */
  kill(kind: Kind): Promise<void>;
  /** Starts what does not run any more; resolves when the program answers from its database. Returns milliseconds. */
  recover(): Promise<number>;
  /** Ends everything and takes the folder away. */
  end(): Promise<void>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const longestStart = 90_000;

export async function startProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-crash-"));
  // As root the database runs as another user, who must be able to reach the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = "";
  let killedPostmaster: number | undefined;

  const start = (): void => {
    child = spawn(process.execPath, [join(root, "bin/kimberlite.js"), "start"], {
      cwd: root,
      // What surrounds a test (another BASE_URL, a DATABASE_URL) must not reach the program; an empty setting is none.
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        BASE_URL: base,
        DATABASE_URL: "",
        KIMBERLITE_DATA: folder,
        LOG_LEVEL: "silent",
        NODE_ENV: "production",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (text: Buffer) => (output = (output + text.toString()).slice(-20_000)));
  };
  const isRunning = (): boolean =>
    child !== undefined && child.exitCode === null && child.signalCode === null;

  const program: Program = {
    base,
    folder,
    async kill(kind) {
      const postmaster = postmasterOf(folder);
      const takesProgram = kind === "program" || kind === "everything";
      const takesDatabase = kind === "postmaster" || kind === "everything";
      if (takesDatabase) killedPostmaster = postmaster;
      const witnesses = child?.pid === undefined ? [] : childrenOf(child.pid).filter(isWitness);
      const victims: number[] = [];
      if (takesProgram && child?.pid !== undefined) victims.push(child.pid);
      if (takesDatabase && postmaster !== undefined) victims.push(postmaster);
      if (kind === "everything" && postmaster !== undefined) victims.push(...childrenOf(postmaster));
      if (kind === "witnesses") victims.push(...witnesses);
      for (const pid of victims) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It ended by itself meanwhile: a database process whose postmaster is gone does.
        }
      }
      while (takesProgram && isRunning()) await delay(5);
      // Nobody tells the witnesses: they notice that the program is gone, and go as well.
      for (let waited = 0; takesProgram && witnesses.some(isWitness); waited += 20) {
        if (waited > 10_000) throw new Error("a witness outlives the program that started it");
        await delay(20);
      }
    },
    async recover() {
      const began = performance.now();
      if (!isRunning()) start();
      while (performance.now() - began < longestStart) {
        if (!isRunning()) throw new Error(`the program ended by itself:\n${output}`);
        const health = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(5_000) }).catch(
          () => undefined,
        );
        await health?.body?.cancel();
        // A database process may outlive its postmaster by a moment, and still answer.
        if (health?.status === 200 && postmasterOf(folder) !== killedPostmaster)
          return performance.now() - began;
        await delay(50);
      }
      throw new Error(
        `the program did not serve again within ${longestStart / 1000} s:\n${output}\n${await databaseLog(folder)}`,
      );
    },
    async end() {
      if (isRunning()) {
        const ended = new Promise((resolve) => child?.once("exit", resolve));
        child?.kill("SIGTERM");
        await Promise.race([ended, delay(10_000)]);
      }
      await program.kill("program");
      const left = await startOwnPostgres(folder).catch(() => undefined);
      await left?.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  try {
    await program.recover();
  } catch (error) {
    await program.end();
    throw error;
  }
  return program;
}

function postmasterOf(folder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, "db/postmaster.pid"), "utf8"), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

/** From /proc; where there is none, the database's other processes end by themselves when their first one is gone. */
function childrenOf(parent: number): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === parent);
  } catch {
    return [];
  }
}

function isWitness(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("kimberlite-witness");
  } catch {
    return false;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

async function databaseLog(folder: string): Promise<string> {
  return (await readFile(join(folder, "postgres.log"), "utf8").catch(() => "")).slice(-3_000);
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
