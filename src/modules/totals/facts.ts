// What the acts of this module say. All of it is public: counts, commitments that hide what they hold, and sums.
import type { Facts } from "#core/act/act.ts";
import type { Counts } from "#core/totals/acts.ts";

export interface CountedPublic extends Facts {
  readonly from: string;
  readonly to: string;
  readonly counts: Counts & Facts;
  readonly totals: Counts & Facts;
  readonly corrects?: Uint8Array;
}

export interface CommittedPublic extends Facts {
  readonly items: Uint8Array;
}

export interface TotalsPublic extends Facts {
  readonly quarter: string;
  readonly participant: string;
  readonly exports: Facts;
  readonly imports: Facts;
  readonly corrects?: Uint8Array;
}
