// Technical certificates and letters of comfort (Working Group of Diamond Experts, 2014): short papers of an authority
// for goods that move without a Kimberley Process Certificate. They have numbers of their own and never replace one.

export const documentPurposes = {
  /** Goods that are held or were seized, or that go to a laboratory. */
  TECHNICAL: ["DETAINED_OR_SEIZED", "SCIENTIFIC_RESEARCH"],
  /** Rock samples that may bear diamonds: starts a chain of custody and informs customs. */
  COMFORT: ["ROCK_SAMPLES"],
} as const;

export type DocumentKind = keyof typeof documentPurposes;
export const documentKinds = Object.keys(documentPurposes) as readonly DocumentKind[];
export type DocumentPurpose = (typeof documentPurposes)[DocumentKind][number];

export interface ShortDocument {
  readonly kind: DocumentKind;
  readonly purpose: DocumentPurpose;
  /** What moves: stones, samples, how packed and how much. */
  readonly goods: string;
  /** Hundredths; rock samples have none. */
  readonly carats?: bigint;
  /** Laboratory, court, customs post. */
  readonly recipient: string;
}
export type TechnicalCertificate = ShortDocument & { readonly kind: "TECHNICAL" };
export type ComfortLetter = ShortDocument & { readonly kind: "COMFORT" };

export const documentStates = ["ISSUED", "USED", "CLOSED"] as const;
export type DocumentState = (typeof documentStates)[number];
export type DocumentStep = "used" | "closed";

/** Undefined where the step may not follow. The receiver says that it was used; the issuer closes it, used or not. */
export function afterDocumentStep(
  state: DocumentState,
  step: DocumentStep,
  by: { readonly issuer: boolean; readonly receiver: boolean },
): DocumentState | undefined {
  if (step === "used") return state === "ISSUED" && (by.receiver || by.issuer) ? "USED" : undefined;
  return state !== "CLOSED" && by.issuer ? "CLOSED" : undefined;
}

/** A purpose of its own kind: a letter of comfort never covers seized stones. */
export function isPurposeOf(kind: DocumentKind, purpose: string): purpose is DocumentPurpose {
  return (documentPurposes[kind] as readonly string[]).includes(purpose);
}

/** "TC SL-KPA 2026/003": cannot be taken for a certificate's number, which is a Participant's code and digits. */
export function documentNumber(kind: DocumentKind, authority: string, year: number, serial: number): string {
  return `${kind === "TECHNICAL" ? "TC" : "LC"} ${authority} ${year}/${String(serial).padStart(3, "0")}`;
}
