// A log's public files, wherever they lie: behind an address, or in a folder that somebody copied.
// Hostile: the log may be slow, endless, compressed a thousandfold or elsewhere. What is longer than it may be is not
// read to its end, and counted as it comes out of its compression.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface LogFiles {
  /** The bytes under this path, at most so many. Throws `NotServed`, or any other error when the log cannot be asked. */
  read(path: string, atMost: number): Promise<Uint8Array>;
}

/** The log answered, and not with what it promises. */
export class NotServed extends Error {
  readonly path: string;
  readonly reason: "missing" | "too-long";

  constructor(path: string, reason: NotServed["reason"]) {
    super(reason === "missing" ? `${path} is not there` : `${path} is too long`);
    this.path = path;
    this.reason = reason;
  }
}

const patienceMillis = 30_000;

/** "https://…", or "file:///…" for a folder. */
export function logFiles(address: string): LogFiles {
  const base = address.replace(/\/+$/, "");
  if (base.startsWith("file:")) {
    const folder = fileURLToPath(base);
    return { read: (path, atMost) => readFrom(folder, path, atMost) };
  }
  return { read: (path, atMost) => readOver(base, path, atMost) };
}

async function readOver(base: string, path: string, atMost: number): Promise<Uint8Array> {
  const answer = await fetch(`${base}/${path}`, {
    redirect: "error",
    signal: AbortSignal.timeout(patienceMillis),
  });
  if (answer.status === 404 || answer.status === 410) {
    await answer.body?.cancel();
    throw new NotServed(path, "missing");
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`${base}/${path} answers ${answer.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    // Leaving the loop ends the connection.
    if (length > atMost) throw new NotServed(path, "too-long");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function readFrom(folder: string, path: string, atMost: number): Promise<Uint8Array> {
  let file;
  try {
    file = await open(join(folder, path), "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new NotServed(path, "missing");
    throw error;
  }
  try {
    const { size } = await file.stat();
    if (size > atMost) throw new NotServed(path, "too-long");
    return await file.readFile();
  } finally {
    await file.close();
  }
}
