// Commands of the command line against a server of their own, which programs of a few offices may ask.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { ServerType } from "@hono/node-server";
import { Command } from "commander";
import { expect, vi } from "vitest";
import { certificatesModule } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { recordModule } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import {
  findCurrentTrustList,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { addApiCommands } from "../../src/apps/cli/api.ts";
import { addOriginCommands } from "../../src/apps/cli/origin.ts";
import { addPresentCommand } from "../../src/apps/cli/present.ts";
import { addSheetsCommands } from "../../src/apps/cli/sheets.ts";
import type { Terminal } from "../../src/apps/cli/terminal.ts";
import { addVerifyCommand } from "../../src/apps/cli/verify.ts";
import { createApp } from "../../src/apps/server/app.ts";
import { testScheme } from "./scheme.ts";
import type { TestScheme } from "./scheme.ts";

const officer = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "api-key",
  id: `00000000-0000-7000-8000-0000000000${place}`,
  name: `Program ${place}`,
  organisation,
  roles,
});
const people: Readonly<Record<string, Actor>> = {
  counter: officer(31, "SL-KPA", "issuing-officer"),
  desk: officer(32, "SL-KPA", "issuing-officer"),
  validator: officer(33, "SL-KPA", "validating-officer"),
  antwerp: officer(34, "EU-BE", "importing-officer"),
};

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface ServedCommands {
  readonly scheme: TestScheme;
  readonly server: string;
  /** For the files of a test. */
  readonly folder: string;
  /** The trust list as a file, and the key that signed it. */
  readonly list: { readonly file: string; readonly key: string };
  /** As the program of `who`, or as nobody's. */
  readonly run: (
    who: string | null,
    words: readonly string[],
    input?: string,
    environment?: Record<string, string>,
  ) => Promise<Ran>;
  /** The words, and the server that is meant. */
  readonly at: (...words: string[]) => string[];
  /** A certificate that was just issued. */
  readonly issuedHere: () => Promise<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export const goods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
};
export async function servedCommands(): Promise<ServedCommands> {
  const scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const { database, keyring } = scheme;
  const clock = () => scheme.now;
  const sequencer = await scheme.startSequencer();
  const app = createApp({
    modules: [recordModule, schemeModule, identityModule, certificatesModule],
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base: { database, keyring, clock, committed: () => sequencer.nudge() },
    authenticate: async (_, headers) => people[headers.get("authorization")?.slice(7) ?? ""] ?? null,
    founding: async () => undefined,
    report: (error) => expect.unreachable(String(error)),
    baseUrl: "http://localhost",
  });
  const { web, server } = await new Promise<{ web: ServerType; server: string }>((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ web: listening, server: `http://127.0.0.1:${port}` }),
    );
  });
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-cli-"));
  const published = await findCurrentTrustList(scheme.ctx());
  if (published === undefined) throw new Error("no trust list was published");
  const file = join(folder, "trust-list.cose");
  await writeFile(file, published.bytes);
  const list = { file, key: toHex(published.schemeKey) };
  const at: ServedCommands["at"] = (...words) => [...words, "--server", server];
  const run: ServedCommands["run"] = (...ask) => runCommand(clock, ...ask);
  return {
    scheme,
    server,
    folder,
    list,
    run,
    at,
    issuedHere: async () =>
      parsed(
        await run(
          "desk",
          at("certificate", "issue", "-", "--json"),
          JSON.stringify({ office: "SL-KPA/FNA", goods }),
        ),
      ),
    async close() {
      web.close();
      await sequencer.stop();
      await scheme.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function runCommand(
  clock: () => number,
  who: string | null,
  words: readonly string[],
  input = "",
  environment: Record<string, string> = {},
): Promise<Ran> {
  let code = 0;
  const [out, error]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    environment: { ...(who === null ? {} : { KIMBERLITE_API_KEY: who }), ...environment },
    now: () => new Date(clock()).toISOString(),
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    readInput: async () => Buffer.from(input),
    setExitCode: (value) => void (code = value),
  };
  const program = new Command("kimberlite").configureOutput({
    writeErr: (text) => void error.push(text),
    writeOut: (text) => void out.push(text),
  });
  const exit = vi.spyOn(process, "exit").mockImplementation((value) => {
    throw new Exit(Number(value));
  });
  try {
    addVerifyCommand(program, terminal);
    addPresentCommand(program, terminal);
    addApiCommands(program, terminal);
    addOriginCommands(program, terminal);
    addSheetsCommands(program, terminal);
    for (const command of [
      program,
      ...program.commands,
      ...program.commands.flatMap(({ commands }) => commands),
    ]) {
      command.configureOutput({
        writeErr: (text) => void error.push(text),
        writeOut: (text) => void out.push(text),
      });
    }
    await program.parseAsync(words, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof Exit)) throw thrown;
    code = thrown.code;
  } finally {
    exit.mockRestore();
  }
  return { code, out: out.join("\n"), error: error.join("\n") };
}

class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** What a command printed as JSON; it must have succeeded. */
export function parsed({ out, error, code }: Ran): Record<string, string> {
  expect([code, error]).toEqual([0, ""]);
  return JSON.parse(out) as Record<string, string>;
}
