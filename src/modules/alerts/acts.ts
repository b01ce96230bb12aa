// The acts of alerts: published, corrected, closed. All of it is public by nature: an alert nobody sees warns nobody.
// Alerts that an act on a certificate makes (lost, stolen, a forgery of it) have no act of their own; store.ts projects them.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { AlertFacts, ClosureFacts, CorrectionFacts } from "./facts.ts";
import * as store from "./store.ts";

export const alertPublished = actKind<AlertFacts, Facts>("alert.published", store.projectPublished);

export const alertCorrected = actKind<CorrectionFacts, Facts>("alert.corrected", store.projectCorrected);

export const alertClosed = actKind<ClosureFacts, Facts>("alert.closed", store.projectClosed);

export const alertActKinds = [alertPublished, alertCorrected, alertClosed];
