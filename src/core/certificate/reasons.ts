// Why something was done to a certificate, coded, so that the same reason can be counted everywhere. Closed lists; a note
// in words goes with each. Sources: Regulation (EC) 2368/2002 Articles 3 to 5, 12(5) and 14; Canada's Export and Import of
// Rough Diamonds Act and SOR/2003-15; India's circular of 2003 on missing originals.
import type { LifeEventKind } from "./life.ts";

export const reasons = {
  returned: ["SHIPMENT_CANCELLED", "NOT_SHIPPED_IN_TIME", "OTHER_REASON"],
  replaced: ["ERROR_ON_CERTIFICATE", "SHIPMENT_CHANGED", "PAPER_DAMAGED", "PAPER_LOST", "OTHER_REASON"],
  invalidated: ["ERROR_ON_CERTIFICATE", "ISSUED_WITHOUT_GROUNDS", "ORDERED", "OTHER_REASON"],
  detained: [
    "NO_VALID_CERTIFICATE",
    "SEALS_BROKEN",
    "CONSIGNMENT_DOES_NOT_MATCH",
    "ORIGINAL_NOT_PRODUCED",
    "SUSPECTED_FORGERY",
    "OTHER_REASON",
  ],
  released: ["CURED", "UNFOUNDED", "OTHER_REASON"],
  "sent-back": [
    "CONTAINER_OPENED",
    "ORIGINAL_NOT_PRODUCED",
    "CONSIGNMENT_DOES_NOT_MATCH",
    "NO_VALID_CERTIFICATE",
    "OTHER_REASON",
  ],
  forfeited: ["ORDERED", "OTHER_REASON"],
} as const satisfies Partial<Record<LifeEventKind, readonly string[]>>;

export type ReasonedKind = keyof typeof reasons;
export type Reason = (typeof reasons)[ReasonedKind][number];

export function isReasonFor(kind: ReasonedKind, code: string): boolean {
  return (reasons[kind] as readonly string[]).includes(code);
}

/** What an exporter may ask its authority to record. */
export const askable = ["lost", "stolen", "returned"] as const;
export type Askable = (typeof askable)[number];
