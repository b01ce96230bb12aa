// The acts of this module and what each changes in the tables.
import type { Facts } from "#core/act/act.ts";
import { committedType, countedType, publishedType } from "#core/totals/acts.ts";
import { actKind } from "#modules/record/index.ts";
import type { CommittedPublic, CountedPublic, TotalsPublic } from "./facts.ts";
import * as store from "./store.ts";

export const certificatesCounted = actKind<CountedPublic, Facts>(countedType, store.projectCounted);
export const certificatesCommitted = actKind<CommittedPublic, Facts>(committedType, store.projectCommitted);
export const totalsPublished = actKind<TotalsPublic, Facts>(publishedType, store.projectPublished);

export const totalsActKinds = [certificatesCounted, certificatesCommitted, totalsPublished];
