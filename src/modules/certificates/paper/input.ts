// What a sheet of certificate paper is made from: the content, its code, and what the paper says about the scheme.
import type { CertificateContent } from "#core/certificate/content.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import type { Words } from "#platform/paper/sheet.ts";
import type { PaperLayout } from "./layouts.ts";
import type { PaperSize } from "./page-size.ts";

/** A specimen shows a layout with invented parties; like a preview it carries no code. */
export type PaperMode = "preview" | "specimen" | "original" | "copy";

/** What the paper says about the scheme and not about this shipment. */
export interface PaperScheme {
  /** Name of the issuing authority, in English at least (Annex I A 8). */
  readonly authorityName: { readonly en: string } & { readonly [L in Locale]?: string };
  /** Where anyone checks the code or the number, as a person types it. */
  readonly verifyAddress: string;
  /** What the issuer's rule prints for origins that are not listed; empty where the field stays blank. */
  readonly unlistedOrigin: string;
}

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly description: string;
}

/** The second code, on a sheet of its own, and what it proves in words that people read. */
export interface PaperReceipt {
  /** "KPR1:…" */
  readonly text: string;
  /** The entry's number in the log. */
  readonly entry: number;
  readonly origin: string;
  readonly witnesses: readonly { readonly name: Words; readonly at: string }[];
  /** Where the program for desks is, as a person types it. */
  readonly address: string;
}

export interface PaperInput {
  readonly content: CertificateContent;
  /** Null on a preview and on a specimen, which must not carry a code. */
  readonly qrText: string | null;
  readonly scheme: PaperScheme;
  readonly layout: PaperLayout;
  readonly mode: PaperMode;
  /** The layout's own size when absent. */
  readonly size?: PaperSize;
  /** Number of the sheet of security paper, as it stands on the paper. */
  readonly sheet?: string;
  /** Where the authority prints receipts; never on a preview or a specimen. */
  readonly receipt?: PaperReceipt;
  /** Files that travel inside the PDF: the sealed content itself. */
  readonly attachments?: readonly Attachment[];
  /** UTC instant: the document's creation date. */
  readonly generatedAt: string;
}
