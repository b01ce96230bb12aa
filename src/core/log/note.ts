// Signed notes (C2SP signed-note): reading, signing and verifying them.
// Reading is strict: whatever is read would be written byte for byte the same, so nobody can be shown another spelling.
// A note's text means nothing before `verifyNote` has said yes.
import { formatSignatureLine, parseSignatureLine } from "./signature.ts";
import type { NoteSignature, VerifyEd25519 } from "./signature.ts";
import { ed25519Type } from "./verifier-key.ts";
import type { VerifierKey } from "./verifier-key.ts";

export { formatSignatureLine, parseSignatureLine } from "./signature.ts";
export type { NoteSignature, VerifyEd25519 } from "./signature.ts";
export { ed25519Type, formatVerifierKey, keyId, parseVerifierKey } from "./verifier-key.ts";
export type { VerifierKey } from "./verifier-key.ts";

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSigner {
  readonly name: string;
  readonly keyId: number;
  readonly type: number;
  sign(text: Uint8Array): Uint8Array;
}

/** Somebody whose signature counts: `ed25519Verifier`, `cosignatureVerifier`. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: number;
  verify(text: Uint8Array, signature: Uint8Array): boolean;
}

export type NoteVerdict =
  | {
      readonly ok: true;
      /** Signatures of known keys; every one of them verified. */ readonly verified: readonly NoteSignature[];
    }
  | { readonly ok: false; readonly reason: "signature-wrong" | "no-known-signature" };

/** Bytes of a note. C2SP asks for a bound; ours leaves room for a hundred post-quantum signatures. */
export const largestNote = 1_000_000;
/** C2SP asks for 16 at least. The bound keeps one request from buying thousands of signature checks. */
export const mostSignatures = 100;

/** Hostile: from a network or a file. Undefined for anything but the one accepted form. */
export function parseNote(note: string | Uint8Array): Note | undefined {
  const whole = strictText(note);
  if (whole === undefined) return undefined;
  // The text may hold empty lines, the signatures none: the last empty line parts them.
  const split = whole.lastIndexOf("\n\n");
  if (split < 0) return undefined;
  const lines = whole.slice(split + 2).split("\n");
  if (lines.pop() !== "" || lines.length === 0 || lines.length > mostSignatures) return undefined;
  const signatures = lines.map(parseSignatureLine).filter((signature) => signature !== undefined);
  return signatures.length === lines.length ? { text: whole.slice(0, split + 1), signatures } : undefined;
}

/** Throws `RangeError` for a text, a name or a number of signatures that `parseNote` would refuse. */
export function formatNote({ text, signatures }: Note): string {
  const whole = strictText(`${text}\n${signatures.map(formatSignatureLine).join("")}`);
  if (whole === undefined || !text.endsWith("\n")) throw new RangeError("not the text of a note");
  if (signatures.length === 0 || signatures.length > mostSignatures)
    throw new RangeError("no signature, or too many");
  return whole;
}

export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const message = new TextEncoder().encode(text);
  return formatNote({
    text,
    signatures: signers.map((signer) => ({
      name: signer.name,
      keyId: signer.keyId,
      signature: signer.sign(message),
    })),
  });
}

/**
 * Unknown keys are ignored, also those that share only the name or only the id of a known one. A known key whose
 * signature fails rejects the whole note, whatever else verifies: somebody has tampered with it.
 */
export function verifyNote(note: Note, verifiers: readonly NoteVerifier[]): NoteVerdict {
  const known = new Map<string, NoteVerifier>();
  for (const verifier of verifiers) {
    if (known.has(nameAndId(verifier)))
      throw new RangeError(`two keys with the same name and key id: ${verifier.name}`);
    known.set(nameAndId(verifier), verifier);
  }
  const message = new TextEncoder().encode(note.text);
  const verified = new Map<string, NoteSignature>();
  for (const signature of note.signatures) {
    const verifier = known.get(nameAndId(signature));
    if (verifier === undefined) continue;
    if (!verifier.verify(message, signature.signature)) return { ok: false, reason: "signature-wrong" };
    // The same key twice is one voice, not two.
    if (!verified.has(nameAndId(signature))) verified.set(nameAndId(signature), signature);
  }
  return verified.size === 0
    ? { ok: false, reason: "no-known-signature" }
    : { ok: true, verified: [...verified.values()] };
}

/** Type 0x01: Ed25519 over the text. Throws `RangeError` for a key of another type. */
export function ed25519Verifier(key: VerifierKey, verifyEd25519: VerifyEd25519): NoteVerifier {
  if (key.type !== ed25519Type) throw new RangeError("not an Ed25519 key (type 0x01)");
  return {
    name: key.name,
    keyId: key.keyId,
    verify: (text, signature) => signature.length === 64 && verifyEd25519(key.publicKey, text, signature),
  };
}

/** A name holds no space, so this is unambiguous. */
function nameAndId({ name, keyId }: { readonly name: string; readonly keyId: number }): string {
  return `${name} ${keyId}`;
}

/** Unicode text within the bound and without control characters; undefined for anything else. */
function strictText(note: string | Uint8Array): string | undefined {
  // A character is at least a byte, so the cheap check may come first.
  if (note.length > largestNote) return undefined;
  const text = typeof note === "string" ? note : decodeUtf8(note);
  if (text === undefined || hasForbiddenCharacter(text)) return undefined;
  return new TextEncoder().encode(text).length > largestNote ? undefined : text;
}

/** Control characters but newline, and half surrogates, which UTF-8 cannot write. */
function hasForbiddenCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return /\p{Surrogate}/u.test(text);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
