// What the acts of applications and certificates say: public facts reveal no carats, values, parties or numbers;
// private facts are salted. Amounts are whole hundredths and cents.
import type { Facts } from "#core/act/act.ts";
import type { ContentFacts } from "./content.ts";
import type { SheetFact } from "./sheets/facts.ts";
import type { IssuedSourcingFacts, SourcingFacts } from "./origin/facts.ts";

export interface EvidenceFacts extends Facts {
  readonly name: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly digest: Uint8Array;
  /** Hundredths of a carat that this file shows. */
  readonly carats: number | bigint;
  readonly code?: string;
}

export interface SubmittedFacts extends Facts {
  readonly reference: string;
  readonly office: string;
  readonly company: string;
  readonly content: ContentFacts;
  readonly evidence: readonly EvidenceFacts[];
  /** SHA-256 of the secret in the status link. */
  readonly statusSecret: Uint8Array;
  /** Where the goods come from, where the applicant says so. */
  readonly sourcing?: SourcingFacts;
}

export interface DecisionFacts extends Facts {
  /** Empty for an approval. */
  readonly reason: string;
}

export interface IssuedPublic extends Facts {
  readonly participant: string;
}

export interface IssuedFacts extends Facts {
  readonly office: string;
  readonly year: number;
  readonly serial: number | bigint;
  /** The number came from a national system: the office's own numbering is not moved by it. */
  readonly brought?: boolean;
  readonly content: ContentFacts;
  readonly expiresAt: string;
  readonly destination: string;
  readonly company?: string;
  readonly application?: string;
  readonly sourcing?: IssuedSourcingFacts;
}

export interface ValidatedPublic extends Facts {
  /** Key id of the desk signer whose seal is in the code. */
  readonly signer: Uint8Array;
}

export interface ValidatedFacts extends Facts {
  readonly validatedOn: string;
  readonly containers: ContentFacts["containers"];
  readonly qrText: string;
}

export interface FileSealedPublic extends Facts {
  /** Key id of the desk signer whose seal is in the file. */
  readonly signer: Uint8Array;
}

export interface FileSealedFacts extends Facts {
  readonly file: string;
}

export interface PrintedFacts extends Facts {
  readonly copy: boolean;
  /** SHA-256 of the printed file. */
  readonly digest: Uint8Array;
  /** The sheet of numbered security paper that an original was printed on, where the office has such paper. */
  readonly sheet?: SheetFact;
}

export interface ExportedFacts extends Facts {
  readonly exportedOn: string;
  /** Latest day of confirmation if it arrives on its last valid day; absent where the importer's rule sets none. */
  readonly confirmationDue?: string;
}

export interface PresentedFacts extends Facts {
  readonly arrivedOn: string;
  /** By the importing Participant's rule, counted from the arrival. */
  readonly confirmationDue?: string;
}

export interface ConfirmedPublic extends Facts {
  readonly outcome: "full" | "discrepancy";
}

export interface ConfirmedFacts extends Facts {
  readonly receivedOn: string;
  /** Item of the check list → its mark and, for a mismatch, its codes. */
  readonly checklist: Facts;
  readonly mismatches: readonly string[];
  readonly actuals: {
    readonly seals: readonly { readonly seal: string; readonly intact: boolean }[];
    readonly [counted: string]:
      | number
      | readonly { readonly [part: string]: string | number | bigint | boolean }[];
  };
  readonly note?: string;
}
