// The acts of an application and of a certificate, and what each changes in the tables. Public parts say that
// something happened to a blinded id, and when; carats, values, parties and numbers are private and salted.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type {
  SubmittedFacts,
  DecisionFacts,
  IssuedPublic,
  IssuedFacts,
  ValidatedPublic,
  ValidatedFacts,
  FileSealedPublic,
  FileSealedFacts,
  PrintedFacts,
  ExportedFacts,
  PresentedFacts,
  ConfirmedPublic,
  ConfirmedFacts,
} from "./facts.ts";
import { projectFileSealed } from "./file/store.ts";
import { paperActKinds } from "./sheets/acts.ts";
import { lifeActKinds } from "./life/acts.ts";
import { documentActKinds } from "./documents/acts.ts";
import { originActKinds } from "./origin/acts.ts";
import { projectApplicationSourcing, projectCertificateSourcing } from "./origin/store.ts";
import { certificateScanned, deskDeviceEnrolled } from "./scans/hand-in.ts";
import { certificateScannedTwice } from "./scans/twice.ts";
import { statusListPublished } from "./status-list/publish.ts";
import * as store from "./store.ts";

export const applicationSubmitted = actKind<Facts, SubmittedFacts>(
  "application.submitted",
  async (tx, acts) => {
    await store.projectSubmitted(tx, acts);
    await projectApplicationSourcing(tx, acts);
  },
);

export const applicationReturned = actKind<Facts, DecisionFacts>("application.returned", (tx, acts) =>
  store.projectDecision(tx, acts, "DEFICIENT"),
);
export const applicationRejected = actKind<Facts, DecisionFacts>("application.rejected", (tx, acts) =>
  store.projectDecision(tx, acts, "REJECTED"),
);
export const applicationApproved = actKind<Facts, DecisionFacts>("application.approved", (tx, acts) =>
  store.projectDecision(tx, acts, "APPROVED"),
);

export const certificateIssued = actKind<IssuedPublic, IssuedFacts>(
  "certificate.issued",
  async (tx, acts) => {
    await store.projectIssued(tx, acts);
    await projectCertificateSourcing(tx, acts);
  },
);

export const certificateValidated = actKind<ValidatedPublic, ValidatedFacts>(
  "certificate.validated",
  store.projectValidated,
);

export const certificateFileSealed = actKind<FileSealedPublic, FileSealedFacts>(
  "certificate.file-sealed",
  projectFileSealed,
);

export const certificatePrinted = actKind<Facts, PrintedFacts>("certificate.printed", store.projectPrinted);

export const certificateExported = actKind<Facts, ExportedFacts>(
  "certificate.exported",
  store.projectExported,
);

export const certificatePresented = actKind<Facts, PresentedFacts>(
  "certificate.presented",
  store.projectPresented,
);

export const certificateConfirmed = actKind<ConfirmedPublic, ConfirmedFacts>(
  "certificate.confirmed",
  store.projectConfirmed,
);

export const certificateActKinds = [
  statusListPublished,
  deskDeviceEnrolled,
  certificateScanned,
  certificateScannedTwice,
  applicationSubmitted,
  applicationReturned,
  applicationRejected,
  applicationApproved,
  certificateIssued,
  certificateValidated,
  certificateFileSealed,
  certificatePrinted,
  certificateExported,
  certificatePresented,
  certificateConfirmed,
  ...paperActKinds,
  ...lifeActKinds,
  ...originActKinds,
  ...documentActKinds,
];
