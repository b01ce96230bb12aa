// What a witness answers to `add-checkpoint` (C2SP tlog-witness): the request's form, and the decision. Pure: the caller
// knows the logs and what it last cosigned, and persists before it answers.
// The order of the questions is the specification's: a log must not learn of a stranger's state by asking wrongly.
import { openCheckpoint, parseCheckpoint, parseDecimal, parseHash } from "./checkpoint.ts";
import type { Checkpoint, KnownLog } from "./checkpoint.ts";
import { emptyRoot, verifyConsistency } from "./merkle.ts";
import type { Sha256 } from "./merkle.ts";
import { toBase64 } from "./base64.ts";
import { largestNote, parseNote } from "./note.ts";
import type { NoteSignature } from "./note.ts";

export interface AddCheckpoint {
  /** The size that the log believes the witness to have cosigned last. */
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  /** The note, verbatim. */
  readonly checkpoint: string;
}

/** What a witness last cosigned for a log. */
export interface Seen {
  readonly size: number;
  readonly root: Uint8Array;
}

export type WitnessDecision =
  /** Persist, then cosign the text and answer with the signature line. */
  | {
      readonly status: 200;
      readonly text: string;
      readonly checkpoint: Checkpoint;
      /** The log's own, verified: what the witness keeps beside its cosignature. */
      readonly signatures: readonly NoteSignature[];
    }
  | { readonly status: 400; readonly reason: "malformed" | "old-size-above-size" }
  | { readonly status: 403; readonly reason: "not-signed-by-log" | "signature-wrong" }
  | { readonly status: 404; readonly reason: "unknown-log" }
  /** The answer's body is this size, as `text/x.tlog.size`. */
  | { readonly status: 409; readonly reason: "other-size"; readonly size: number }
  | { readonly status: 422; readonly reason: "empty-root-wrong" | "inconsistent" };

export const sizeMediaType = "text/x.tlog.size";
const mostHashes = 63;
/** Characters: a note, 63 hashes and the first line. */
export const largestAddCheckpoint = largestNote + 64 * 64;

/** Throws `RangeError` for what `parseAddCheckpoint` would refuse. */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  const body = `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${checkpoint}`;
  if (parseAddCheckpoint(body) === undefined) throw new RangeError("not a request to a witness");
  return body;
}

/** Hostile: from the network. Undefined for anything but the one accepted form. */
export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  if (body.length > largestAddCheckpoint) return undefined;
  // The first empty line: the checkpoint has another one.
  const split = body.indexOf("\n\n");
  if (split < 0) return undefined;
  const [first = "", ...lines] = body.slice(0, split).split("\n");
  const oldSize = first.startsWith("old ") ? parseDecimal(first.slice("old ".length)) : undefined;
  if (oldSize === undefined || lines.length > mostHashes) return undefined;
  const proof = lines.map(parseHash).filter((hash) => hash !== undefined);
  return proof.length === lines.length ? { oldSize, proof, checkpoint: body.slice(split + 2) } : undefined;
}

/** `logs`: those it watches. `seen`: what it last cosigned for an origin; undefined where it never did. Hostile: `body`. */
export function decideAddCheckpoint(
  sha256: Sha256,
  body: string,
  logs: readonly KnownLog[],
  seen: (origin: string) => Seen | undefined,
): WitnessDecision {
  const request = parseAddCheckpoint(body);
  const note = request === undefined ? undefined : parseNote(request.checkpoint);
  const claimed = note === undefined ? undefined : parseCheckpoint(note.text);
  if (request === undefined || note === undefined || claimed === undefined)
    return { status: 400, reason: "malformed" };
  const log = logs.find(({ origin }) => origin === claimed.origin);
  if (log === undefined) return { status: 404, reason: "unknown-log" };
  const opened = openCheckpoint(request.checkpoint, log);
  if (!opened.ok)
    return {
      status: 403,
      reason: opened.reason === "signature-wrong" ? "signature-wrong" : "not-signed-by-log",
    };
  const { checkpoint, signatures } = opened;
  const { oldSize, proof } = request;
  if (oldSize > checkpoint.size) return { status: 400, reason: "old-size-above-size" };
  const last = seen(checkpoint.origin);
  if (oldSize !== (last?.size ?? 0)) return { status: 409, reason: "other-size", size: last?.size ?? 0 };
  const before = last ?? { size: 0, root: emptyRoot(sha256) };
  if (checkpoint.size === 0 && toBase64(checkpoint.root) !== toBase64(emptyRoot(sha256)))
    return { status: 422, reason: "empty-root-wrong" };
  const consistent = verifyConsistency(sha256, {
    size1: before.size,
    root1: before.root,
    size2: checkpoint.size,
    root2: checkpoint.root,
    proof,
  });
  return consistent
    ? { status: 200, text: note.text, checkpoint, signatures }
    : { status: 422, reason: "inconsistent" };
}
