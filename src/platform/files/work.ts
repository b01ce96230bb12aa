// What the file worker is asked and what it answers: plain values that cross a thread boundary.
// One vocabulary of failures for every reader of foreign files; each has a sentence in the locale files.
import type { FileType } from "./sniff.ts";

export interface FileWork {
  readonly kind: "read-codes" | "open-pdf";
  readonly bytes: Uint8Array;
  readonly type: FileType;
}

export type FileFault = "not-an-image" | "too-large" | "damaged" | "encrypted" | "no-code" | "took-too-long";

export type FileAnswer =
  | { readonly ok: true; readonly texts: readonly string[]; readonly pages: number }
  | { readonly ok: false; readonly reason: FileFault };

export type FromWorker =
  | { readonly kind: "ready" }
  /** `spent`: the worker's memory is large or in doubt, and the next file should get a fresh one. */
  | { readonly kind: "answer"; readonly answer: FileAnswer; readonly spent: boolean };
