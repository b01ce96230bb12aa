// The acts of alerts: published, corrected, closed. All of it is public by nature: an alert nobody sees warns nobody.
// Alerts that an act on a certificate makes (lost, stolen, a forgery of it) have no act of their own; store.ts projects them.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import * as store from "./store.ts";

export interface AlertNumberFacts extends Facts {
  readonly printed: string;
}

export interface PictureFacts extends Facts {
  /** SHA-256 of the picture, kept as a document. */
  readonly digest: Uint8Array;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

export interface AlertFacts extends Facts {
  readonly kind: string;
  readonly country: string;
  /** `AlertNumbers` of core/kp/alerts.ts. */
  readonly numbers: readonly AlertNumberFacts[];
  /** By language; English is always there. */
  readonly text: Readonly<Record<string, string>>;
  readonly picture: PictureFacts | null;
}

export const alertPublished = actKind<AlertFacts, Facts>("alert.published", store.projectPublished);

/** The alert as it reads from now on, and why it was changed. */
export interface CorrectionFacts extends AlertFacts {
  readonly reason: string;
}

export const alertCorrected = actKind<CorrectionFacts, Facts>("alert.corrected", store.projectCorrected);

export interface ClosureFacts extends Facts {
  readonly reason: string;
}

export const alertClosed = actKind<ClosureFacts, Facts>("alert.closed", store.projectClosed);

export const alertActKinds = [alertPublished, alertCorrected, alertClosed];
