// Checkpoints (C2SP tlog-checkpoint): the text that names a log, its size and its root, and the note around it.
// One head has one spelling. A laxer reader lets a log show byte-different, equal heads to different witnesses.
import { fromBase64, toBase64 } from "./base64.ts";
import { hashLength, isSize } from "./merkle.ts";
import { parseNote, verifyNote } from "./note.ts";
import type { Note, NoteSignature, NoteVerifier } from "./note.ts";

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Opaque lines after the root. Ours has none: nobody could audit them. */
  readonly extensions: readonly string[];
}

/** A log as its readers know it. More than one verifier while a key is being changed. */
export interface KnownLog {
  readonly origin: string;
  readonly verifiers: readonly NoteVerifier[];
}

export type OpenedCheckpoint =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      readonly note: Note;
      /** The log's own, verified. */
      readonly signatures: readonly NoteSignature[];
      /** The verified signatures of `witnesses`. */
      readonly cosignatures: readonly NoteSignature[];
    }
  | {
      readonly ok: false;
      readonly reason: "malformed" | "other-origin" | "not-signed-by-log" | "signature-wrong";
    };

/** The note text. Throws `RangeError` for a head that `parseCheckpoint` would refuse. */
export function formatCheckpoint(
  head: Omit<Checkpoint, "extensions"> & { readonly extensions?: readonly string[] },
): string {
  const { origin, size, root, extensions = [] } = head;
  if (!isSize(size)) throw new RangeError(`${size} is not a tree size`);
  if (root.length !== hashLength) throw new RangeError(`a root is ${hashLength} bytes`);
  if ([origin, ...extensions].some((line) => line === "" || /[\r\n]/.test(line))) {
    throw new RangeError("the origin and the extension lines are one line each, and not empty");
  }
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join("");
}

/** Undefined for anything that `formatCheckpoint` would not write. Hostile unless the note was verified. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split("\n");
  if (lines.pop() !== "") return undefined;
  const [origin, sizeLine, rootLine, ...extensions] = lines;
  if (origin === undefined || sizeLine === undefined || rootLine === undefined) return undefined;
  const size = parseDecimal(sizeLine);
  const root = parseHash(rootLine);
  if (size === undefined || root === undefined) return undefined;
  return [origin, ...extensions].some((line) => line === "" || line.includes("\r"))
    ? undefined
    : { origin, size, root, extensions };
}

/**
 * Reads a note as a head of this log, or says why not. The log itself must have signed it: a witness's cosignature
 * alone makes no head. Hostile: the note.
 */
export function openCheckpoint(
  note: string | Uint8Array,
  log: KnownLog,
  witnesses: readonly NoteVerifier[] = [],
): OpenedCheckpoint {
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  if (parsed === undefined || checkpoint === undefined) return { ok: false, reason: "malformed" };
  // The whole origin, not a part of it: "example.com/log" is not "example.com/log2".
  if (checkpoint.origin !== log.origin) return { ok: false, reason: "other-origin" };
  const verdict = verifyNote(parsed, [...log.verifiers, ...witnesses]);
  if (!verdict.ok)
    return {
      ok: false,
      reason: verdict.reason === "signature-wrong" ? "signature-wrong" : "not-signed-by-log",
    };
  const { verified } = verdict;
  const signatures = verified.filter((signature) => isOneOf(log.verifiers, signature));
  if (signatures.length === 0) return { ok: false, reason: "not-signed-by-log" };
  return {
    ok: true,
    checkpoint,
    note: parsed,
    signatures,
    cosignatures: verified.filter((signature) => isOneOf(witnesses, signature)),
  };
}

/** ASCII digits without sign or leading zeroes. Beyond 2^53 - 1 no number here is exact: undefined. */
export function parseDecimal(text: string): number | undefined {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return isSize(value) ? value : undefined;
}

export function parseHash(base64: string): Uint8Array | undefined {
  const hash = fromBase64(base64);
  return hash?.length === hashLength ? hash : undefined;
}

function isOneOf(verifiers: readonly NoteVerifier[], signature: NoteSignature): boolean {
  return verifiers.some(({ name, keyId }) => name === signature.name && keyId === signature.keyId);
}
