// kimberlite-witness: one pillar's eye on the log. It keeps its own key and its own memory in its own folder, and needs
// nothing of the installation that it watches.
import { mkdir, readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { KnownLog } from "#core/log/checkpoint.ts";
import { ed25519Verifier } from "#core/log/note.ts";
import { parsePolicy } from "#core/log/policy.ts";
import type { PolicyLog } from "#core/log/policy.ts";
import { openKey, sha256, verifyEd25519 } from "./keys.ts";
import { lockFolder } from "./lock.ts";
import { logFiles } from "./log-files.ts";
import { openMemory } from "./memory.ts";
import { openMirror } from "./mirror.ts";
import type { Mirror } from "./mirror.ts";
import { witnessServer } from "./server.ts";

const help = `kimberlite-witness --folder DIR --name NAME --policy FILE [--port 7102] [--host 127.0.0.1] [--mirror] [--with-parent]
kimberlite-witness --folder DIR --name NAME --keys

Cosigns the checkpoints of the logs that the policy names (C2SP tlog-witness: POST /add-checkpoint).
  --folder   its key and what it has seen; one witness a folder
  --name     the name of its key, such as "civil-society.example/witness"
  --policy   a C2SP tlog-policy file; its "log" lines count, with the address of each log for --mirror
  --mirror   also fetches and keeps every entry, and says so with a second key, NAME/mirror
  --port     0 takes a free one; the first line of the output says which
  --with-parent  ends when its standard input does, as when the program that started it is gone
  --keys     prints its verifier keys, for the policy, and ends
`;

export async function main(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      folder: { type: "string" },
      name: { type: "string" },
      policy: { type: "string" },
      port: { type: "string", default: "7102" },
      host: { type: "string", default: "127.0.0.1" },
      mirror: { type: "boolean", default: false },
      keys: { type: "boolean", default: false },
      "with-parent": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const { folder, name } = values;
  if (folder === undefined || name === undefined)
    throw new Error(`--folder and --name are needed.\n\n${help}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = openKey(folder, "witness.pem", name);
  if (values.keys) {
    process.stdout.write(`${key.verifierKey}\n`);
    if (values.mirror) process.stdout.write(`${mirrorKey(folder, name).verifierKey}\n`);
    return;
  }
  if (values.policy === undefined) throw new Error("--policy is needed: the logs that this witness watches.");
  const logs = await logsOf(values.policy);
  const lock = await lockFolder(folder);
  const memory = await openMemory(join(folder, "seen"));
  const mirror = values.mirror
    ? { key: mirrorKey(folder, name), copies: await copiesOf(folder, logs) }
    : undefined;
  const server = witnessServer({
    logs: logs.map(knownLog),
    memory,
    key,
    ...(mirror === undefined ? {} : { mirror }),
    clock: () => new Date().getTime(),
    report: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(Number(values.port), values.host, resolve);
  });
  const end = (): void => {
    server.close(() => void lock.release().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  if (values["with-parent"]) process.stdin.once("close", end).resume();
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${name} watches ${logs.length} log(s) at http://${values.host}:${port}\n`);
}

function mirrorKey(folder: string, name: string): ReturnType<typeof openKey> {
  return openKey(folder, "mirror.pem", `${name}/mirror`);
}

async function logsOf(file: string): Promise<readonly PolicyLog[]> {
  const parsed = parsePolicy(sha256, await readFile(file, "utf8"));
  if (!parsed.ok) throw new Error(`${file}, line ${parsed.line}: ${parsed.reason}`);
  return parsed.policy.logs;
}

/** A log's origin is the name of its key. */
function knownLog({ key }: PolicyLog): KnownLog {
  return { origin: key.name, verifiers: [ed25519Verifier(key, verifyEd25519)] };
}

async function copiesOf(folder: string, logs: readonly PolicyLog[]): Promise<ReadonlyMap<string, Mirror>> {
  const copies = new Map<string, Mirror>();
  for (const { key, url } of logs) {
    if (url === undefined) throw new Error(`the policy gives no address for ${key.name}: a mirror needs one`);
    const place = Buffer.from(sha256(new TextEncoder().encode(key.name))).toString("hex");
    copies.set(key.name, await openMirror(join(folder, "mirror", place), logFiles(url)));
  }
  return copies;
}
