// Runs the program: database, keys, sequencer, web server; and stops it cleanly, in the opposite order.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { pino } from "pino";
import type { Logger } from "pino";
import type { Config } from "#platform/config/config.ts";
import { forgetAnswers, renewStatusList } from "#modules/certificates/index.ts";
import { authenticate, configureIdentity } from "#modules/identity/index.ts";
import { currentPolicy, findFounding, LogTrouble, startSequencer } from "#modules/record/index.ts";
import type { Ctx, Founding, QuickAnswer, QuickDoor } from "#modules/record/index.ts";
import { renewTrustList } from "#modules/scheme/index.ts";
import { configureTotals } from "#modules/totals/index.ts";
import { stopFileWorker } from "#platform/files/file-worker.ts";
import { loadAssets } from "#ui/assets.ts";
import { openInstallation } from "../installation.ts";
import type { Installation } from "../installation.ts";
import { createApp } from "./app.ts";
import { modules } from "./compose.ts";
import { seedDemonstration, systemActor } from "./demonstration.ts";
import { startDemonstrationWitnesses } from "./demonstration-witnesses.ts";

export interface Running {
  readonly address: string;
  readonly installation: Installation;
  /** False where no policy asks that anybody sees the heads of the log. */
  readonly witnessed: boolean;
  stop(): Promise<void>;
}

/** Rejects with a sentence for the person at the terminal when it cannot start. */
export async function start(
  config: Config,
  options: { clock?: () => number; demonstration?: boolean } = {},
): Promise<Running> {
  const clock = options.clock ?? systemClock;
  const log = pino({ level: config.logLevel, redact: ["headers", "cookie", "authorization"] });
  const assets = loadAssets();
  const installation = await openInstallation(config, { alone: true, label: config.baseUrl });
  const { database, keyring } = installation;
  const addresses = new Map<string, string>();
  const sequencer = startSequencer({
    database,
    clock,
    logSigner: await keyring.logSigner(),
    heads: installation.heads,
    folder: installation.log,
    addresses,
    onError: (error) =>
      error instanceof LogTrouble
        ? log.fatal({ code: error.code, error: error.message }, "THE LOG HAS STOPPED")
        : log.error({ error: message(error) }, "the sequencer will try again"),
    onWitness: (sentence) => log.warn(sentence),
  });
  const committed = (): void => {
    sequencer.nudge();
    forgetAnswers({ database });
  };
  const base = { database, keyring, clock, committed };
  let server: Server | undefined;
  const founding = rememberFounding(installation);
  try {
    if ((await founding()) === undefined) {
      if (options.demonstration === false)
        throw new Error("This record is empty; run `kimberlite init` first.");
      await seedDemonstration(base);
    }
    configureIdentity({
      baseUrl: config.baseUrl,
      oidcProviders: config.oidcProviders,
      environment: process.env,
    });
    configureTotals({ fewestCertificates: config.totalsFewest });
    const app = createApp({
      modules,
      assets: await assets,
      base,
      authenticate,
      founding,
      report: (error, requestId) =>
        log.error(
          { requestId, error: message(error), stack: error instanceof Error ? error.stack : undefined },
          "request failed",
        ),
      baseUrl: config.baseUrl,
      log: installation.log,
    });
    const quick = modules.flatMap((module) => module.quick?.(base) ?? []);
    server = await listenOn(app.fetch, quick, config, log);
    const clockwork = await keepListsFresh({ ...base, actor: systemActor }, (error) =>
      log.error({ error: message(error) }, "a list for desks without a network was not renewed"),
    );
    const backgrounds = modules.flatMap(
      (module) =>
        module.background?.(base, (error) =>
          log.error(
            { module: module.name, error: message(error) },
            "work beside the requests will be tried again",
          ),
        ) ?? [],
    );
    const begun = await founding();
    const policy = await currentPolicy({ db: database.kysely });
    // They start once the server listens, so that nobody waits for them who does not need them.
    const witnesses =
      begun?.demonstration === true
        ? startDemonstrationWitnesses(
            { ...base, actor: systemActor },
            begun,
            join(installation.folder, "witnesses"),
            addresses,
            (error) => log.warn({ error: message(error) }, "a witness of the demonstration"),
          )
        : undefined;
    return {
      address: config.baseUrl,
      installation,
      witnessed: witnesses !== undefined || (policy?.policy.quorum ?? null) !== null,
      async stop() {
        clearInterval(clockwork);
        await closeServer(server);
        await stopFileWorker();
        for (const background of backgrounds) await background.stop();
        await sequencer.stop();
        await witnesses?.stop();
        await installation.close();
      },
    };
  } catch (error) {
    await closeServer(server);
    await sequencer.stop();
    await installation.close();
    throw error;
  }
}

/** Lists that run out stop every desk that checks offline, so they are published again each day they are not changed. */
async function keepListsFresh(ctx: Ctx, onError: (error: unknown) => void): Promise<NodeJS.Timeout> {
  const renew = async (): Promise<void> => {
    await renewTrustList(ctx).catch(onError);
    await renewStatusList(ctx).catch(onError);
  };
  await renew();
  const hour = 3_600_000;
  return setInterval(() => void renew(), hour).unref();
}

/** The founding act never changes, so it is read once. */
function rememberFounding({ database }: Installation): () => Promise<Founding | undefined> {
  let known: Founding | undefined;
  return async () => (known ??= await findFounding({ db: database.kysely }));
}

function listenOn(
  fetch: (request: Request) => Response | Promise<Response>,
  quick: readonly QuickDoor[],
  config: Config,
  log: Logger,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const chain = getRequestListener(fetch, { hostname: config.host });
    const server = createServer((request, response) => {
      if (!answerQuickly(quick, request, response, chain)) void chain(request, response);
    });
    server.listen(config.port, config.host, () => {
      log.debug("listening");
      resolve(server);
    });
    server.on("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${config.port} is taken by another program; set PORT to a free one.`)
          : error,
      ),
    );
  });
}

/** False: none of the quick doors is for this request. */
function answerQuickly(
  quick: readonly QuickDoor[],
  request: IncomingMessage,
  response: ServerResponse,
  chain: (request: IncomingMessage, response: ServerResponse) => unknown,
): boolean {
  for (const door of quick) {
    const answer = door(request);
    if (answer === undefined) continue;
    if (answer instanceof Promise)
      void answer.then((given) => (given === undefined ? chain(request, response) : send(response, given)));
    else send(response, answer);
    return true;
  }
  return false;
}

function send(response: ServerResponse, { headers, text }: QuickAnswer): void {
  response.writeHead(200, headers);
  response.end(text);
}

function closeServer(server: Server | undefined): Promise<void> {
  if (server === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The one place where the program looks at the clock by itself. */
function systemClock(): number {
  // oxlint-disable-next-line no-restricted-properties -- every other part gets the time from here
  return Date.now();
}
