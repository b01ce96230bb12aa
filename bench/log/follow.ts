// (k) The whole log verified again from its files alone: every entry hashed, every tile compared, the root, the log's
// signature and three cosignatures; (l) followed as `kimberlite monitor` does, which reads every act and checks its
// signature as well. Each in a process of its own, whose largest memory is told.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { showNote, showRow } from "../support/rows.ts";
import { makeLog } from "./made-log.ts";
import type { MadeLog } from "./made-log.ts";

const start = fileURLToPath(new URL("../start.js", import.meta.url));
const auditSeconds = 30;
const auditMegabytes = 500;

export async function measureFollow(size: number, parts: readonly string[]): Promise<void> {
  const log = await makeLog(size);
  try {
    if (parts.includes("k")) await measureAgain(log);
    if (parts.includes("l")) await measureMonitor(log);
  } finally {
    await log.remove();
  }
}

async function measureAgain(log: MadeLog): Promise<void> {
  const audited = await runApart([start, "log/verify-again", log.folder, log.policyFile]);
  // Aims for a million; in proportion for another size.
  showRow({
    what: `(k) ${log.size} entries of ${log.entryLength} bytes verified again from files / ${auditSeconds} s`,
    ours: log.size / audited.seconds,
    peer: 1_000_000 / auditSeconds,
    unit: "act/s",
    target: 1,
  });
  showRow({
    what: `(k) its largest memory / ${auditMegabytes} MB`,
    ours: auditMegabytes,
    peer: audited.megabytes,
    unit: "MB",
    target: 1,
  });
}

async function measureMonitor(log: MadeLog): Promise<void> {
  const monitor = fileURLToPath(new URL("../../bin/kimberlite.js", import.meta.url));
  const address = `file://${log.folder}`;
  const followed = await runApart([monitor, "monitor", address, "--policy", log.policyFile, "--once"]);
  showNote(
    `(l) kimberlite monitor, every act's signature too: ${followed.seconds.toFixed(1)} s, ${Math.round(log.size / followed.seconds).toLocaleString("en")} acts a second, at most ${Math.round(followed.megabytes)} MB`,
  );
}

/** A process from its start to its end; throws unless it succeeds. */
async function runApart(parameters: readonly string[]): Promise<{ seconds: number; megabytes: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "ignore", "inherit"] });
  let largest = 0;
  const looking = setInterval(
    () => void residentOf(child.pid).then((now) => (largest = Math.max(largest, now))),
    50,
  );
  const code = await new Promise((resolve) => child.once("exit", resolve));
  clearInterval(looking);
  if (code !== 0) throw new Error(`ended with ${String(code)}`);
  return { seconds: (performance.now() - began) / 1000, megabytes: largest };
}

/** By Linux's own count, of the highest so far. */
async function residentOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
