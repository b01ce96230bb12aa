// The acts of the paper: sheets that arrive in an office, and how a print came out.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { PrintOutcomeFacts, SheetsReceivedFacts } from "./facts.ts";
import * as store from "./store.ts";

export const sheetsReceived = actKind<Facts, SheetsReceivedFacts>("sheets.received", store.projectReceived);

export const certificatePrintOutcome = actKind<Facts, PrintOutcomeFacts>(
  "certificate.print-outcome",
  store.projectOutcome,
);

export const paperActKinds = [sheetsReceived, certificatePrintOutcome];
