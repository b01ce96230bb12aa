// The acts on a certificate between its sealing and its end. Each leaves a row in its history and its mark on the certificate.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type {
  AskedFacts,
  EndorsedFacts,
  FakeReportedFacts,
  LifeFacts,
  NoticedFacts,
  ReplacedPublic,
  TransitFacts,
} from "./facts.ts";
import * as store from "./store.ts";

function lifeActKind<Private extends LifeFacts, Public extends Facts = Facts>(type: `certificate.${string}`) {
  return actKind<Public, Private>(type, store.projectLifeEvent);
}

export const certificateNoticed = lifeActKind<NoticedFacts>("certificate.noticed");
export const certificateTransitEntered = lifeActKind<TransitFacts>("certificate.transit-entered");
export const certificateTransitLeft = lifeActKind<TransitFacts>("certificate.transit-left");
export const certificateEndorsed = lifeActKind<EndorsedFacts>("certificate.endorsed");
export const certificateReturned = lifeActKind("certificate.returned");
export const certificateInvalidated = lifeActKind("certificate.invalidated");
export const certificateLost = lifeActKind("certificate.lost");
export const certificateStolen = lifeActKind("certificate.stolen");
export const certificateFound = lifeActKind("certificate.found");
export const certificateDetained = lifeActKind("certificate.detained");
export const certificateReleased = lifeActKind("certificate.released");
export const certificateSentBack = lifeActKind("certificate.sent-back");
export const certificateForfeited = lifeActKind("certificate.forfeited");
export const certificateFakeReported = lifeActKind<FakeReportedFacts>("certificate.fake-reported");
export const certificateAsked = lifeActKind<AskedFacts>("certificate.asked");
export const certificateDeclined = lifeActKind("certificate.declined");

export const certificateReplaced = actKind<ReplacedPublic, LifeFacts>(
  "certificate.replaced",
  store.projectReplaced,
);

export const lifeActKinds = [
  certificateNoticed,
  certificateTransitEntered,
  certificateTransitLeft,
  certificateEndorsed,
  certificateReturned,
  certificateReplaced,
  certificateInvalidated,
  certificateLost,
  certificateStolen,
  certificateFound,
  certificateDetained,
  certificateReleased,
  certificateSentBack,
  certificateForfeited,
  certificateFakeReported,
  certificateAsked,
  certificateDeclined,
];
