// (k) The whole log verified again from its files alone: every entry hashed, every tile compared, the root, the log's
// signature and three cosignatures; (l) followed as `kimberlite monitor` does, which reads every act and checks its
// signature as well. Each in a process of its own, whose largest memory is told.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyTree, growTree, readHead, rootOf, watchedLog } from "#core/log/follow.ts";
import { hashLength, sameBytes } from "#core/log/merkle.ts";
import { parsePolicy } from "#core/log/policy.ts";
import { decodeBundle, tilePath, tileWidth } from "#core/log/tiles.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { showNote, showRow } from "../support/rows.ts";
import { makeLog } from "./made-log.ts";

const auditSeconds = 30;
const auditMegabytes = 500;

export async function measureFollow(size: number): Promise<void> {
  const log = await makeLog(size);
  try {
    const audited = await runApart(["--import", "tsx", thisFile, log.folder, log.policyFile]);
    // Aims for a million; in proportion for another size.
    showRow({
      what: `(k) ${size} entries of ${log.entryLength} bytes verified again from files / ${auditSeconds} s`,
      ours: size / audited.seconds,
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
    const monitor = fileURLToPath(new URL("../../bin/kimberlite.js", import.meta.url));
    const address = `file://${log.folder}`;
    const followed = await runApart([monitor, "monitor", address, "--policy", log.policyFile, "--once"]);
    showNote(
      `(l) kimberlite monitor, every act's signature too: ${followed.seconds.toFixed(1)} s, ${Math.round(size / followed.seconds).toLocaleString("en")} acts a second, at most ${Math.round(followed.megabytes)} MB`,
    );
  } finally {
    await log.remove();
  }
}

const thisFile = fileURLToPath(import.meta.url);

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

async function verifyAgain(folder: string, policyFile: string): Promise<void> {
  const parsed = parsePolicy(sha256, await readFile(policyFile, "utf8"));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { policy } = parsed;
  const [log] = policy.logs;
  if (log === undefined) throw new Error("the policy names no log");
  const reading = readHead(
    watchedLog(policy, log, verifyEd25519),
    await readFile(join(folder, "checkpoint")),
  );
  if (!reading.ok) throw new Error(reading.reason);
  const { head } = reading;
  if (!head.quorum || head.seenBy.length !== 3) throw new Error("not all witnesses have seen it");
  let tree = emptyTree();
  for (let index = 0; tree.size < head.size; index++) {
    const width = Math.min(tileWidth, head.size - tree.size);
    const entries = decodeBundle(await readFile(join(folder, tilePath("entries", index, width))));
    if (entries?.length !== width) throw new Error(`bundle ${index} does not hold ${width} entries`);
    const grown = growTree(sha256, tree, entries);
    tree = grown.tree;
    const served = tree.size === head.size ? [...grown.full, ...tree.edge] : grown.full;
    for (const { level, index: place, hashes } of served) {
      const path = tilePath(level, place, hashes.length / hashLength);
      if (!sameBytes(await readFile(join(folder, path)), hashes)) throw new Error(`${path} differs`);
    }
  }
  if (!sameBytes(rootOf(sha256, tree), head.root)) throw new Error("the entries make another root");
}

if (process.argv[1] === thisFile) await verifyAgain(process.argv[2] ?? "", process.argv[3] ?? "");
