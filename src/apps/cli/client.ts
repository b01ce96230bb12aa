// Speaks to a server's machine doors. Answers are data; a refusal is told in the server's own sentences, field by field;
// a server that does not answer is told apart from one that says no.
import { randomUUID } from "node:crypto";
import { exitCodes, UsageError } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export interface Connection {
  readonly server: string;
  /** Absent for what anybody may ask. */
  readonly key?: string;
  readonly language: string;
}

export interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Sent as it is, instead of a body. */
  readonly file?: Uint8Array;
  /** Sent with every POST; made afresh when the person gives none. */
  readonly idempotencyKey?: string;
}

/** The server said no, or could not be asked. */
export class Refusal extends Error {
  readonly exitCode: number;
  /** RFC 9457, where the server sent it. */
  readonly problem: unknown;

  constructor(message: string, exitCode: number, problem?: unknown) {
    super(message);
    this.exitCode = exitCode;
    this.problem = problem;
  }
}

export async function ask(connection: Connection, request: Request): Promise<unknown> {
  const response = await send(connection, request);
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch (error) {
    throw new Refusal(
      `${connection.server} answered with something else than JSON. Is it a Kimberlite server?`,
      exitCodes.unreachable,
      { cause: String(error) },
    );
  }
}

export async function askForFile(connection: Connection, request: Request): Promise<Uint8Array> {
  return new Uint8Array(await (await send(connection, request)).arrayBuffer());
}

async function send(
  { server, key, language }: Connection,
  { method, path, query, body, file, idempotencyKey }: Request,
): Promise<Response> {
  const url = addressOf(server, path);
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) url.searchParams.set(name, value);
  const headers: Record<string, string> = { "Accept-Language": language };
  if (key !== undefined) headers["Authorization"] = `Bearer ${key}`;
  if (method === "POST") {
    headers["Idempotency-Key"] = idempotencyKey ?? randomUUID();
    headers["Content-Type"] = file === undefined ? "application/json" : "application/octet-stream";
  }
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      ...(method === "POST"
        ? { body: file === undefined ? JSON.stringify(body ?? {}) : new Uint8Array(file) }
        : {}),
      signal: AbortSignal.timeout(120_000),
    });
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Refusal(`No answer from ${server}: ${cause}`, exitCodes.unreachable);
  }
  if (!response.ok) throw await refusalOf(server, response);
  return response;
}

function addressOf(server: string, path: string): URL {
  try {
    return new URL(path, server.endsWith("/") ? server : `${server}/`);
  } catch (error) {
    throw new UsageError(`"${server}" is not an address: write it like https://kp.example.org`, {
      cause: error,
    });
  }
}

interface ProblemBody {
  readonly title?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
  readonly instance?: string;
}

async function refusalOf(server: string, response: Response): Promise<Refusal> {
  const exitCode = response.status >= 500 ? exitCodes.unreachable : exitCodes.refused;
  if (!(response.headers.get("content-type") ?? "").startsWith("application/problem+json")) {
    return new Refusal(`${server} answered ${response.status}.`, exitCode);
  }
  const problem = (await response.json()) as ProblemBody;
  const lines = [
    problem.title ?? `${response.status}`,
    ...(problem.errors ?? []).map(({ field, detail }) => `  ${field}: ${detail}`),
  ];
  return new Refusal(lines.join("\n"), exitCode, problem);
}

/** Prints what went wrong and sets the exit code; what is no refusal and no usage error is a bug and goes on. */
export async function orTell(terminal: Terminal, asJson: boolean, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`kimberlite: ${error.message}`);
      terminal.setExitCode(exitCodes.usage);
    } else if (error instanceof Refusal) {
      if (asJson && error.problem !== undefined) terminal.out(JSON.stringify(error.problem, null, 2));
      else terminal.error(error.message);
      terminal.setExitCode(error.exitCode);
    } else throw error;
  }
}
