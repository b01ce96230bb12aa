// The three witnesses of a demonstration: the witness program started three times beside the server, with keys and a
// memory of their own under `witnesses/` of the data folder. In a real scheme each pillar runs its own elsewhere.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseVerifierKey } from "#core/log/note.ts";
import { replaceFile } from "#platform/files/durable.ts";
import { sha256 } from "#platform/keys/random.ts";
import { currentPolicy, setLogPolicy, verifierKey } from "#modules/record/index.ts";
import { renewTrustList } from "#modules/scheme/index.ts";
import type { Ctx, Founding } from "#modules/record/index.ts";

export const pillars = ["government", "industry", "civil-society"] as const;
type Pillar = (typeof pillars)[number];

export interface DemonstrationWitnesses {
  stop(): Promise<void>;
}

interface Ready {
  readonly verifierKey: string;
  readonly address: string;
}

const program = fileURLToPath(new URL("../../../bin/kimberlite-witness.js", import.meta.url));
const restartMillis = 1_000;
const endMillis = 3_000;

/**
 * Starts them and returns at once. When all three have told their keys, these become the policy of the log, unless they
 * are it already. `addresses` is filled by the names of their keys: a port of this machine is nothing for the record.
 */
export function startDemonstrationWitnesses(
  ctx: Ctx,
  founding: Founding,
  folder: string,
  addresses: Map<string, string>,
  report: (error: unknown) => void,
): DemonstrationWitnesses {
  const children = new Map<Pillar, ChildProcess>();
  const ready = new Map<Pillar, Ready>();
  let stopped = false;
  const logKey = verifierKey(founding);

  const tell = async (pillar: Pillar, address: string): Promise<void> => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    const [verifierKey = ""] = (await answer.text()).split("\n");
    const key = parseVerifierKey(sha256, verifierKey);
    if (key === undefined) throw new Error(`the witness ${pillar} tells no key`);
    ready.set(pillar, { verifierKey, address });
    addresses.set(key.name, address);
    if (ready.size === pillars.length && !stopped) await agree(ctx, policyText(logKey, ready));
  };

  const run = async (pillar: Pillar): Promise<void> => {
    const place = join(folder, pillar);
    const policy = join(place, "policy.txt");
    await mkdir(place, { recursive: true, mode: 0o700 });
    await replaceFile(policy, `log ${logKey}\nquorum none\n`);
    if (stopped) return;
    const name = `${pillar}.${founding.origin.split("/")[0]}/witness`;
    const parameters = [
      "--folder",
      place,
      "--name",
      name,
      "--policy",
      policy,
      "--port",
      "0",
      "--with-parent",
    ];
    const child = spawn(process.execPath, [program, ...parameters], { stdio: ["pipe", "pipe", "pipe"] });
    children.set(pillar, child);
    child.stdin.on("error", () => undefined);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const address = / at (http:\/\/\S+)$/.exec(line)?.[1];
      if (address === undefined) return;
      tell(pillar, address).catch((error: unknown) => {
        if (stopped) return;
        report(error);
        // Begun again, it tells again.
        child.kill();
      });
    });
    createInterface({ input: child.stderr }).on("line", (line) => report(new Error(`${pillar}: ${line}`)));
    child.once("error", report);
    child.once("exit", () => {
      children.delete(pillar);
      ready.delete(pillar);
      if (!stopped) setTimeout(() => void run(pillar).catch(report), restartMillis).unref();
    });
  };
  for (const pillar of pillars) run(pillar).catch(report);

  return {
    async stop() {
      stopped = true;
      await Promise.all([...children.values()].map(ended));
    },
  };
}

async function agree(ctx: Ctx, text: string): Promise<void> {
  const current = await currentPolicy({ db: ctx.database.kysely });
  if (current?.text === text) return;
  await setLogPolicy(ctx, text);
  // Desks without a network judge receipts by the policy that the trust list tells them.
  await renewTrustList(ctx);
}

/** Two of the three pillars are enough, so that none of them can stop the trade; the third is missed by everybody. */
function policyText(logKey: string, ready: ReadonlyMap<Pillar, Ready>): string {
  return [
    "# Three witnesses, of whom two must have seen a head.",
    `log ${logKey}`,
    ...pillars.map((pillar) => `witness ${pillar} ${ready.get(pillar)?.verifierKey}`),
    `group pillars 2 ${pillars.join(" ")}`,
    "quorum pillars",
    "",
  ].join("\n");
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const last = setTimeout(() => child.kill("SIGKILL"), endMillis).unref();
    child.once("exit", () => {
      clearTimeout(last);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
