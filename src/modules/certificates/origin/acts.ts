// The acts on incoming parcels: a certificate of no register here is recorded, carats of a parcel are lost or stay.
// Draws need no act of their own: they are facts of the certificate that makes them.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { IncomingFacts, LossFacts } from "./facts.ts";
import * as store from "./store.ts";

export const incomingRecorded = actKind<Facts, IncomingFacts>("incoming.recorded", store.projectIncoming);

export const lossRecorded = actKind<Facts, LossFacts>("parcel.loss-recorded", store.projectLosses);

export const originActKinds = [incomingRecorded, lossRecorded];
