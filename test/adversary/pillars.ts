// Three witnesses as programs of their own, with keys and memory in folders, and the policy that names them: for tests in
// which some of them are down, forgetful, or wrong about the time.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openKey } from "../../src/apps/witness/keys.ts";

export const pillarNames = ["government", "industry", "civil-society"] as const;
export type PillarName = (typeof pillarNames)[number];

export interface Pillars {
  readonly folder: string;
  /** The policy's text: two of the three are the quorum. `log`: verifier key of the log that they watch. */
  policy(log: string, threshold?: number): string;
  url(name: PillarName): string;
  /** The witness program, listening when it resolves. */
  start(name: PillarName, log: string): Promise<void>;
  /** Killed, as by a power cut. */
  kill(name: PillarName): Promise<void>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL("../../bin/kimberlite-witness.js", import.meta.url));

export async function threePillars(): Promise<Pillars> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-pillars-"));
  const ports = new Map<PillarName, number>();
  const keys = new Map<PillarName, string>();
  for (const name of pillarNames) {
    ports.set(name, await freePort());
    await mkdir(join(folder, name));
    keys.set(name, openKey(join(folder, name), "witness.pem", `${name}.example/witness`).verifierKey);
  }
  const running = new Map<PillarName, ChildProcess>();
  const url = (name: PillarName): string => `http://127.0.0.1:${ports.get(name)}`;
  const kill = async (name: PillarName): Promise<void> => {
    const child = running.get(name);
    running.delete(name);
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  return {
    folder,
    url,
    kill,
    policy: (log, threshold = 2) =>
      [
        `log ${log}`,
        ...pillarNames.map((name) => `witness ${name} ${keys.get(name)} ${url(name)}`),
        `group pillars ${threshold} ${pillarNames.join(" ")}`,
        "quorum pillars",
        "",
      ].join("\n"),
    async start(name, log) {
      const policy = join(folder, `${name}.policy`);
      await writeFile(policy, `log ${log}\nquorum none\n`);
      const parameters = ["--folder", join(folder, name), "--name", `${name}.example/witness`];
      const child = spawn(
        process.execPath,
        [program, ...parameters, "--policy", policy, "--port", String(ports.get(name))],
        { stdio: ["ignore", "pipe", "pipe"] },
      );
      running.set(name, child);
      let said = "";
      child.stderr.on("data", (data: Buffer) => (said += data.toString()));
      await new Promise<void>((resolve, reject) => {
        child.stdout.once("data", () => resolve());
        child.once("exit", () => reject(new Error(`the witness ${name} ended: ${said}`)));
      });
    },
    async close() {
      await Promise.all(pillarNames.map(kill));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
