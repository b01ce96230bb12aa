// The sizes of paper, and what a smaller one gives up: the same renderer, the same parts in the same order.

import { millimetres } from "#platform/paper/millimetres.ts";
import type { Sheet } from "#platform/paper/sheet.ts";

export const paperSizes = ["A4", "LETTER"] as const;
export type PaperSize = (typeof paperSizes)[number];

export interface Page {
  readonly width: number;
  readonly height: number;
  /** Between the frame and what stands in it. */
  readonly inset: number;
  /** Heights of the head's parts, and of the whole. */
  readonly head: Readonly<Record<"band" | "title" | "beside" | "english" | "bilingual", number>>;
  readonly seals: number;
  readonly leastValidation: number;
  /** Below the perforation. */
  readonly confirmation: number;
}

/** A sheet of certificate paper. */
export interface CertificateSheet extends Sheet {
  readonly page: Page;
}

export const pages: Readonly<Record<PaperSize, Page>> = {
  A4: {
    width: 595.28,
    height: 841.89,
    inset: 6,
    head: { band: 24, title: 32, beside: 14, english: 96, bilingual: 123 },
    seals: 29,
    leastValidation: 84,
    confirmation: millimetres(64),
  },
  LETTER: {
    width: 612,
    height: 792,
    inset: 3,
    head: { band: 20, title: 27, beside: 13, english: 84, bilingual: 112 },
    seals: 25,
    leastValidation: 65,
    confirmation: millimetres(61),
  },
};
