// What the acts of alerts say. All of it is public.
import type { Facts } from "#core/act/act.ts";

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

/** The alert as it reads from now on, and why it was changed. */
export interface CorrectionFacts extends AlertFacts {
  readonly reason: string;
}

export interface ClosureFacts extends Facts {
  readonly reason: string;
}
