// What we say to a witness, and what we believe of its answer (C2SP tlog-witness, the log's side). Everything that comes
// back is hostile: its length, its form, the size it claims, and every signature.
import { parseDecimal } from "#core/log/checkpoint.ts";
import { verifyCosignature } from "#core/log/cosignature.ts";
import { formatSignatureLine, parseSignatureLine } from "#core/log/note.ts";
import type { PolicyWitness } from "#core/log/policy.ts";
import { sizeMediaType } from "#core/log/witness.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type WitnessAnswer =
  | { readonly kind: "cosigned"; readonly cosignatures: readonly VerifiedCosignature[] }
  /** It has cosigned this size, and not the one that we said. */
  | { readonly kind: "other-size"; readonly size: number }
  /** The head does not continue what it has seen. */
  | { readonly kind: "inconsistent" }
  /** Anything else; a sentence for whoever looks after the installation. */
  | { readonly kind: "failed"; readonly why: string };

export interface VerifiedCosignature {
  readonly name: string;
  readonly keyId: number;
  readonly seconds: number;
  /** With its newline. */
  readonly line: string;
}

/** Characters: a mirror's second line, and room for keys to come. */
const largestAnswer = 65_536;

/** `body`: `formatAddCheckpoint`. `text`: the note text in it. `known`: whose lines count; all others are ignored. */
export async function askWitness(
  fetch: Fetch,
  url: string,
  body: string,
  text: string,
  known: readonly PolicyWitness[],
  patienceMillis: number,
): Promise<WitnessAnswer> {
  let response: Response;
  let answer: string | undefined;
  try {
    response = await fetch(`${url.replace(/\/$/, "")}/add-checkpoint`, {
      method: "POST",
      body,
      redirect: "error",
      signal: AbortSignal.timeout(patienceMillis),
    });
    answer = await readText(response);
  } catch (error) {
    return { kind: "failed", why: unreachable(error, patienceMillis) };
  }
  if (answer === undefined) return { kind: "failed", why: "its answer is too long, or not text" };
  if (response.status === 200) return readCosignatures(answer, text, known);
  if (response.status === 409) {
    const isSize = response.headers.get("content-type")?.split(";")[0]?.trim() === sizeMediaType;
    const size = isSize && answer.endsWith("\n") ? parseDecimal(answer.slice(0, -1)) : undefined;
    return size === undefined
      ? { kind: "failed", why: "it answers 409 without the size it has seen" }
      : { kind: "other-size", size };
  }
  if (response.status === 422) return { kind: "inconsistent" };
  const reasons: Readonly<Record<number, string>> = {
    400: "it does not understand our request",
    403: "it does not trust the key of this log",
    404: "it does not watch this log",
  };
  return { kind: "failed", why: reasons[response.status] ?? `it answers ${response.status}` };
}

/** One line that claims to be of a known key and is not makes the whole answer worthless: somebody tampers. */
function readCosignatures(answer: string, text: string, known: readonly PolicyWitness[]): WitnessAnswer {
  const lines = answer.split("\n");
  if (lines.pop() !== "" || lines.length > 100) return { kind: "failed", why: "its answer is malformed" };
  const message = new TextEncoder().encode(text);
  const cosignatures: VerifiedCosignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return { kind: "failed", why: "its answer is malformed" };
    const { name, keyId } = signature;
    const key = known.find((one) => one.key.name === name && one.key.keyId === keyId)?.key;
    if (key === undefined) continue;
    const seconds = verifyCosignature(key.publicKey, message, signature.signature, verifyEd25519);
    if (seconds === undefined) return { kind: "failed", why: `it answers a forged cosignature of ${name}` };
    cosignatures.push({ name, keyId, seconds, line: formatSignatureLine(signature) });
  }
  return { kind: "cosigned", cosignatures };
}

async function readText(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (response.body !== null) {
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > largestAnswer) return undefined;
      parts.push(part);
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    return undefined;
  }
}

function unreachable(error: unknown, patienceMillis: number): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `it does not answer within ${patienceMillis} ms`;
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code : undefined;
  return `it cannot be reached${cause === undefined ? "" : ` (${cause})`}`;
}
