// The strict check of a file that goes on record as evidence: a PDF, PNG or JPEG that is whole and opens.
// Says nothing about its content; such a file is only ever given back as a download, never shown in a page.
import { runFileWork, usualLimits } from "./file-worker.ts";
import type { WorkLimits } from "./file-worker.ts";
import { fileTypes, isWhole, largestPicture, pictureSize, sniff } from "./sniff.ts";
import type { FileType } from "./sniff.ts";

export type EvidenceFault =
  | "empty"
  | "too-large"
  | "type-not-accepted"
  | "not-what-it-claims"
  | "damaged"
  | "encrypted"
  | "too-many-pages"
  | "too-many-pixels"
  | "took-too-long";

export type EvidenceChecked =
  | { readonly ok: true; readonly type: FileType; readonly pages: number }
  | { readonly ok: false; readonly reason: EvidenceFault };

export const largestEvidence = 10 * 1024 * 1024;
export const mostEvidencePages = 200;

export async function checkEvidence(
  bytes: Uint8Array,
  mediaType: string,
  limits: WorkLimits = usualLimits,
): Promise<EvidenceChecked> {
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > largestEvidence) return refused("too-large");
  const claimed = fileTypes.find((type) => type === mediaType);
  if (claimed === undefined) return refused("type-not-accepted");
  if (sniff(bytes) !== claimed) return refused("not-what-it-claims");
  if (!isWhole(bytes, claimed)) return refused("damaged");
  return claimed === "application/pdf" ? await checkPdf(bytes, limits) : checkPicture(bytes, claimed);
}

function checkPicture(bytes: Uint8Array, type: "image/png" | "image/jpeg"): EvidenceChecked {
  const size = pictureSize(bytes, type);
  if (size === undefined) return refused("damaged");
  return size.width * size.height > largestPicture
    ? refused("too-many-pixels")
    : { ok: true, type, pages: 1 };
}

async function checkPdf(bytes: Uint8Array, limits: WorkLimits): Promise<EvidenceChecked> {
  const opened = await runFileWork({ kind: "open-pdf", bytes, type: "application/pdf" }, limits);
  if (opened.ok) {
    return opened.pages > mostEvidencePages
      ? refused("too-many-pages")
      : { ok: true, type: "application/pdf", pages: opened.pages };
  }
  const { reason } = opened;
  return refused(reason === "encrypted" || reason === "took-too-long" ? reason : "damaged");
}

function refused(reason: EvidenceFault): EvidenceChecked {
  return { ok: false, reason };
}
