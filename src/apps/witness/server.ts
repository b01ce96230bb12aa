// The witness's door: POST /add-checkpoint (C2SP tlog-witness), and its keys for whoever writes a policy.
// It persists before it answers, and answers nothing that it has not persisted.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { KnownLog } from "#core/log/checkpoint.ts";
import { cosign } from "#core/log/cosignature.ts";
import type { Cosigner } from "#core/log/cosignature.ts";
import { formatNote, formatSignatureLine } from "#core/log/note.ts";
import type { NoteSignature } from "#core/log/note.ts";
import { decideAddCheckpoint, largestAddCheckpoint, sizeMediaType } from "#core/log/witness.ts";
import type { WitnessDecision } from "#core/log/witness.ts";
import { sha256 } from "./keys.ts";
import type { Memory } from "./memory.ts";
import type { Mirror } from "./mirror.ts";

export interface Witness {
  readonly logs: readonly KnownLog[];
  readonly memory: Memory;
  readonly key: Cosigner & { readonly verifierKey: string };
  /** With a mirror: the key that says so, and the copy of each log by its origin. */
  readonly mirror?: {
    readonly key: Cosigner & { readonly verifierKey: string };
    readonly copies: ReadonlyMap<string, Mirror>;
  };
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly report: (sentence: string) => void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

export function witnessServer(witness: Witness): Server {
  return createServer((request, response) => {
    answer(witness, request).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        witness.report(error instanceof Error ? error.message : String(error));
        send(response, { status: 500, body: "the witness could not answer\n" });
      },
    );
  });
}

async function answer(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? "/").split("?")[0];
  if (request.method === "POST" && path === "/add-checkpoint") {
    const body = await readBody(request);
    return body === undefined ? { status: 400, body: "malformed\n" } : addCheckpoint(witness, body);
  }
  if (request.method === "GET" && path === "/") {
    const keys = [witness.key, ...(witness.mirror === undefined ? [] : [witness.mirror.key])];
    return { status: 200, body: keys.map(({ verifierKey }) => `${verifierKey}\n`).join("") };
  }
  return { status: 404, body: "a witness answers POST /add-checkpoint\n" };
}

/** One at a time for each log: the check of the old size and the keeping of the new one are one step. */
export function addCheckpoint(witness: Witness, body: string): Promise<Answer> {
  const origin = originOf(body);
  return witness.memory.alone(origin, async () => {
    const decision = decideAddCheckpoint(sha256, body, witness.logs, (name) => witness.memory.find(name));
    if (decision.status !== 200) return refusal(decision);
    const { text, checkpoint, signatures } = decision;
    const seconds = Math.floor(witness.clock() / 1000);
    const own = cosign(text, witness.key, seconds);
    const cosignatures: NoteSignature[] = [own];
    await witness.memory.remember(formatNote({ text, signatures: [...signatures, own] }));
    const copy = witness.mirror?.copies.get(checkpoint.origin);
    if (copy !== undefined && witness.mirror !== undefined) {
      try {
        await copy.follow(checkpoint);
        cosignatures.push(cosign(text, witness.mirror.key, seconds));
      } catch (error) {
        // It has seen the head, and says so; it does not hold the entries, and does not say so.
        witness.report(
          `mirror of ${checkpoint.origin}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    return { status: 200, body: cosignatures.map(formatSignatureLine).join("") };
  });
}

function originOf(body: string): string {
  const split = body.indexOf("\n\n");
  return split < 0 ? "" : (body.slice(split + 2).split("\n", 1)[0] ?? "");
}

function refusal(decision: Exclude<WitnessDecision, { status: 200 }>): Answer {
  return decision.status === 409
    ? { status: 409, body: `${decision.size}\n`, type: sizeMediaType }
    : { status: decision.status, body: `${decision.reason}\n` };
}

/** Hostile: cut off as soon as it is longer than any request can be. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > largestAddCheckpoint) return undefined;
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, body, type = "text/plain; charset=utf-8" }: Answer): void {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
