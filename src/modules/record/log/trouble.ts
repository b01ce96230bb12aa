// What stops the log: it would rather say nothing than contradict itself. Each has a sentence for whoever looks after the
// installation, kept in a table so that every door can tell it.
import type { Reader } from "../store.ts";
import { clearTroubles, saveTrouble } from "./store.ts";

export type LogTroubleCode =
  /** Heads were signed, but the file that remembers the last one is not there. */
  | "head-missing"
  | "head-damaged"
  | "head-of-another-log"
  /** The last signed head is of more entries than the record holds: a restored backup. */
  | "head-ahead"
  /** What was signed is not a beginning of what the record holds. */
  | "head-differs"
  /** A witness has seen more than was ever signed here: a restored backup, or a second log under the same key. */
  | "witness-ahead"
  /** A witness has seen other entries than the record holds. */
  | "witness-disagrees"
  /** A published file holds other bytes than the record. */
  | "published-differs";

export class LogTrouble extends Error {
  readonly code: LogTroubleCode;

  constructor(code: LogTroubleCode, sentence: string) {
    super(sentence);
    this.name = "LogTrouble";
    this.code = code;
  }
}

/** Kept until the log goes on. `at`: UTC instant. */
export function tellTrouble(reader: Reader, { code, message }: LogTrouble, at: string): Promise<void> {
  return saveTrouble(reader, { code, detail: message, since: at });
}

export function forgetTroubles(reader: Reader): Promise<void> {
  return clearTroubles(reader);
}
