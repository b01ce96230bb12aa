// The acts on technical certificates and letters of comfort: issued, used, closed. What they say is private and salted.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import * as store from "./store.ts";
import type { DocumentFacts } from "./store.ts";

export const issuedKinds = {
  TECHNICAL: actKind<Facts, DocumentFacts>("technical-certificate.issued", store.projectIssued("TECHNICAL")),
  COMFORT: actKind<Facts, DocumentFacts>("comfort-letter.issued", store.projectIssued("COMFORT")),
};

export const stepKinds = {
  TECHNICAL: {
    used: actKind<Facts, Facts>("technical-certificate.used", store.projectStep("used", "USED")),
    closed: actKind<Facts, Facts>("technical-certificate.closed", store.projectStep("closed", "CLOSED")),
  },
  COMFORT: {
    used: actKind<Facts, Facts>("comfort-letter.used", store.projectStep("used", "USED")),
    closed: actKind<Facts, Facts>("comfort-letter.closed", store.projectStep("closed", "CLOSED")),
  },
};

export const documentActKinds = [
  ...Object.values(issuedKinds),
  ...Object.values(stepKinds).flatMap((kinds) => Object.values(kinds)),
];
