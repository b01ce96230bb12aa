// How fast is the public look-up of a number (GET /api/verify), against a bare node:http server that sends the same
// bytes? Both run in this process, one after the other; the load comes from another process over kept connections.
// Prints requests a second and the ratio: for one number asked again and again, for many numbers, and while certificates
// are being issued beside it. Run: npx tsx bench/look-up.ts [seconds]
import { fork } from "node:child_process";
import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { found, recordModule, startSequencer } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { certificatesModule, issueAll, quickLookUp } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import type { Web } from "#platform/http/web.ts";
import { readConfig } from "#platform/config/config.ts";
import { createApp } from "../src/apps/server/app.ts";
import { openInstallation } from "../src/apps/installation.ts";

const connections = 32;

const goods = {
  origin: { kind: "SINGLE" as const, country: "BW" },
  exporter: { name: "Bench Diamonds Ltd", address: "1 Main Mall, Gaborone", country: "BW" },
  importer: { name: "Bench Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [],
};

if (process.env["LOOK_UP_LOAD"] === undefined) await measure(Number(process.argv[2] ?? 4));
else await load(JSON.parse(process.env["LOOK_UP_LOAD"]) as Load);

interface Load {
  readonly port: number;
  readonly paths: readonly string[];
  readonly seconds: number;
}

async function measure(seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-"));
  const installation = await openInstallation(readConfig({ KIMBERLITE_DATA: folder, LOG_LEVEL: "silent" }));
  const { database, keyring } = installation;
  const sequencer = startSequencer({
    database,
    clock: Date.now,
    logSigner: await keyring.logSigner(),
    onError: (error) => console.error(error),
  });
  const base = { database, keyring, clock: Date.now, committed: () => sequencer.nudge() };
  const founder: Actor = {
    kind: "system",
    id: "installation",
    name: "Installation",
    organisation: "KPCS",
    roles: ["secretariat"],
  };
  const officer: Actor = {
    kind: "api-key",
    id: "desk",
    name: "Desk",
    organisation: "BW-KPA",
    roles: ["issuing-officer"],
  };
  await found(
    { ...base, actor: founder },
    { origin: "bench.example/log", scheme: "Bench", demonstration: true },
  );
  await seedParticipants({ ...base, actor: founder });
  await seedDemonstrationAuthorities({ ...base, actor: founder });
  const issue = (count: number) =>
    issueAll(
      { ...base, actor: officer },
      Array.from({ length: count }, () => ({ office: "BW-KPA/GBE", goods })),
    );
  const numbers = [...(await issue(1_000)), ...(await issue(1_000))].map(({ number }) => number);

  const app = createApp({
    modules: [recordModule, schemeModule, identityModule, certificatesModule],
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base,
    authenticate: async () => null,
    founding: async () => undefined,
    report: (error) => console.error(error),
    baseUrl: "http://localhost",
  });
  const pathOf = (number: string): string => `/api/verify?number=${encodeURIComponent(number)}`;
  const sample = await (await app.request(pathOf(numbers[0] as string))).text();
  const bare = createServer((_, response) => {
    response.writeHead(200, {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Length": Buffer.byteLength(sample),
    });
    response.end(sample);
  });
  const barePort = await new Promise<number>((resolve) =>
    bare.listen(0, "127.0.0.1", () => resolve((bare.address() as AddressInfo).port)),
  );
  const program = new Hono<Web>();
  program.get("/api/verify", quickLookUp(base));
  program.all("*", (c) => app.fetch(c.req.raw));
  const ours = await new Promise<{ port: number; close(): void }>((resolve) => {
    const web = serve({ fetch: program.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ port, close: () => void web.close() }),
    );
  });

  const one = [pathOf(numbers[0] as string)];
  const many = numbers.map(pathOf);
  await run({ port: barePort, paths: one, seconds: 1 });
  await run({ port: ours.port, paths: one, seconds: 2 });
  const rows: [string, number][] = [];
  for (const round of [1, 2]) {
    rows.push([
      `bare node:http, ${sample.length} bytes (round ${round})`,
      await run({ port: barePort, paths: one, seconds }),
    ]);
    rows.push([`one number (round ${round})`, await run({ port: ours.port, paths: one, seconds })]);
  }
  rows.push(["2,000 numbers", await run({ port: ours.port, paths: many, seconds })]);
  let issued = 0;
  const timer = setInterval(() => void issue(10).then(() => (issued += 10)), 250);
  rows.push(["2,000 numbers, while others are issued", await run({ port: ours.port, paths: many, seconds })]);
  clearInterval(timer);
  const peer = Math.max(...rows.filter(([name]) => name.startsWith("bare")).map(([, rate]) => rate));
  for (const [name, rate] of rows)
    console.log(
      `${name.padEnd(48)} ${String(Math.round(rate)).padStart(7)}/s   ${(rate / peer).toFixed(2)} of bare`,
    );
  console.log(`${issued} certificates were issued beside the last row`);

  bare.close();
  ours.close();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await sequencer.stop();
  await installation.close();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Requests answered in a second. */
function run(load: Load): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [], {
      env: { ...process.env, LOOK_UP_LOAD: JSON.stringify(load) },
      execArgv: ["--import", "tsx"],
    });
    child.on("message", (rate) => resolve(Number(rate)));
    child.on("error", reject);
  });
}

async function load({ port, paths, seconds }: Load): Promise<void> {
  const until = performance.now() + seconds * 1_000;
  const requests = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`));
  let answered = 0;
  let next = 0;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(port, "127.0.0.1");
          let left = 0;
          let head = "";
          const send = (): void => {
            if (performance.now() >= until) return void socket.end(resolve);
            socket.write(requests[next++ % requests.length] as Buffer);
          };
          socket.setNoDelay(true);
          socket.on("connect", send);
          socket.on("error", reject);
          socket.on("data", (chunk) => {
            if (left === 0) {
              head += chunk.toString("latin1");
              const end = head.indexOf("\r\n\r\n");
              if (end < 0) return;
              if (!head.startsWith("HTTP/1.1 200")) return reject(new Error(head.slice(0, 200)));
              const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
              left = length - (head.length - end - 4);
              head = "";
            } else left -= chunk.length;
            if (left > 0) return;
            left = 0;
            answered++;
            send();
          });
        }),
    ),
  );
  process.send?.(answered / seconds);
  process.exit(0);
}
