// The QR codes in a picture or a PDF that somebody handed in: their texts, or why there are none.
// Promises an answer within the time limit whatever the file holds; checks nothing about what a text says.
import { runFileWork, usualLimits } from "./file-worker.ts";
import type { WorkLimits } from "./file-worker.ts";
import { largestPicture, pictureSize, sniff } from "./sniff.ts";
import type { FileFault } from "./work.ts";

export type CodesRead =
  | { readonly ok: true; readonly texts: readonly string[] }
  | { readonly ok: false; readonly reason: Exclude<FileFault, "encrypted"> };

export const largestCodeFile = 15 * 1024 * 1024;

/** `mediaType` is what the sender claims; a file that is something else is refused, not guessed. */
export async function readCodes(
  bytes: Uint8Array,
  mediaType: string,
  limits: WorkLimits = usualLimits,
): Promise<CodesRead> {
  if (bytes.length > largestCodeFile) return { ok: false, reason: "too-large" };
  const type = sniff(bytes);
  if (type === undefined || type !== mediaType) return { ok: false, reason: "not-an-image" };
  if (type !== "application/pdf") {
    const size = pictureSize(bytes, type);
    if (size === undefined) return { ok: false, reason: "damaged" };
    if (size.width * size.height > largestPicture) return { ok: false, reason: "too-large" };
  }
  const answer = await runFileWork({ kind: "read-codes", bytes, type }, limits);
  if (answer.ok) return { ok: true, texts: answer.texts };
  // A locked PDF cannot be looked into: to the person at the desk that is a file that does not open.
  return { ok: false, reason: answer.reason === "encrypted" ? "damaged" : answer.reason };
}
