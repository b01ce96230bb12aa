// Three real witnesses beside a test scheme, in the test's own process: their server, their memory on the disk, and a
// policy that asks for two of them. A test may stop them, start them again, or put a liar in their place.
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFounding, knownLog, setLogPolicy, verifierKey } from "#modules/record/index.ts";
import { openKey } from "../../src/apps/witness/keys.ts";
import { openMemory } from "../../src/apps/witness/memory.ts";
import { witnessServer } from "../../src/apps/witness/server.ts";
import type { TestScheme } from "./scheme.ts";

export const pillars = ["government", "industry", "civil-society"] as const;
export type Pillar = (typeof pillars)[number];

/** What a liar does: answers in the witness's place, or does not. `ask` is the honest witness. */
export type Liar = (
  request: { url: string; body: string },
  ask: () => Promise<Response>,
) => Promise<Response>;

export interface TestWitnesses {
  /** By the names of their keys, for the sequencer. */
  readonly addresses: ReadonlyMap<string, string>;
  /** For the sequencer: goes to the witnesses, through the liars. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly policyText: string;
  /** Key name of each. */
  readonly keyName: (pillar: Pillar) => string;
  stop(pillar: Pillar): Promise<void>;
  start(pillar: Pillar): Promise<void>;
  lie(pillar: Pillar, liar: Liar | undefined): void;
  /** How often each was asked. */
  readonly asked: Map<Pillar, number>;
  /** The last head that each has kept. */
  seen(pillar: Pillar): { size: number; note: string } | undefined;
  close(): Promise<void>;
}

export async function testWitnesses(
  scheme: TestScheme,
  options: { policy?: boolean } = {},
): Promise<TestWitnesses> {
  const founding = await findFounding({ db: scheme.database.kysely });
  if (founding === undefined) throw new Error("a scheme that is not founded has no log");
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-witnesses-"));
  const keys = Object.fromEntries(
    pillars.map((pillar) => [pillar, openKey(folder, `${pillar}.pem`, `${pillar}.test/witness`)]),
  ) as Record<Pillar, ReturnType<typeof openKey>>;
  const memories = new Map<Pillar, Awaited<ReturnType<typeof openMemory>>>();
  const servers = new Map<Pillar, Server>();
  const ports = new Map<Pillar, number>();
  const addresses = new Map<string, string>();
  const liars = new Map<Pillar, Liar>();
  const asked = new Map<Pillar, number>();
  const pillarAt = (url: string): Pillar | undefined =>
    pillars.find((pillar) => new URL(url).port === String(ports.get(pillar)));

  const witnesses: TestWitnesses = {
    addresses,
    asked,
    keyName: (pillar) => keys[pillar].name,
    policyText: [
      `log ${verifierKey(founding)}`,
      ...pillars.map((pillar) => `witness ${pillar} ${keys[pillar].verifierKey}`),
      `group pillars 2 ${pillars.join(" ")}`,
      "quorum pillars",
      "",
    ].join("\n"),
    async fetch(url, init) {
      const pillar = pillarAt(url);
      if (pillar === undefined) throw new Error(`nobody is at ${url}`);
      asked.set(pillar, (asked.get(pillar) ?? 0) + 1);
      const liar = liars.get(pillar);
      return liar === undefined
        ? fetch(url, init)
        : liar({ url, body: typeof init.body === "string" ? init.body : "" }, () => fetch(url, init));
    },
    async stop(pillar) {
      const server = servers.get(pillar);
      servers.delete(pillar);
      server?.closeAllConnections();
      await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    },
    async start(pillar) {
      const memory = await openMemory(join(folder, pillar));
      memories.set(pillar, memory);
      const server = witnessServer({
        logs: [knownLog(founding)],
        memory,
        key: keys[pillar],
        clock: () => scheme.now,
        report: () => undefined,
      });
      await new Promise<void>((resolve) => server.listen(ports.get(pillar) ?? 0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      ports.set(pillar, port);
      servers.set(pillar, server);
      addresses.set(keys[pillar].name, `http://127.0.0.1:${port}`);
    },
    lie: (pillar, liar) => void (liar === undefined ? liars.delete(pillar) : liars.set(pillar, liar)),
    seen: (pillar) => memories.get(pillar)?.find(founding.origin),
    async close() {
      for (const pillar of pillars) await witnesses.stop(pillar);
      await rm(folder, { recursive: true, force: true });
    },
  };
  for (const pillar of pillars) await witnesses.start(pillar);
  if (options.policy !== false) await setLogPolicy(scheme.ctx(), witnesses.policyText);
  return witnesses;
}
