// An exporter's application for a certificate: what it needs before it may be sent, and what an officer may decide on it.
// Evidence must cover the goods carat for carat; without the declaration of Annex II 18 nothing is sent.
import type { RoughCode } from "#core/kp/goods.ts";
import type { Line } from "./content.ts";

export type ApplicationState = "DRAFT" | "SUBMITTED" | "DEFICIENT" | "REJECTED" | "APPROVED" | "ISSUED";

export interface EvidenceFile {
  readonly id: string;
  /** Hundredths of a carat this paper (invoice, airway bill, certificate of a re-exported parcel) accounts for. */
  readonly carats: bigint;
  /** Where the paper names one: it then covers goods of this code only. */
  readonly code?: RoughCode;
}

export interface CodeCoverage {
  readonly code: RoughCode;
  readonly needed: bigint;
  /** By papers that name this code; never more than needed. */
  readonly byCode: bigint;
  /** What papers without a code must still cover. */
  readonly open: bigint;
}

export interface Coverage {
  readonly needed: bigint;
  readonly covered: bigint;
  readonly missing: bigint;
  readonly complete: boolean;
  readonly perCode: readonly CodeCoverage[];
}

/** A paper's surplus for one code never helps another; papers without a code help where something is open. */
export function evidenceCoverage(
  lines: readonly Pick<Line, "code" | "carats">[],
  files: readonly EvidenceFile[],
): Coverage {
  const codes = [...new Set(lines.map((line) => line.code))].sort();
  const perCode = codes.map((code) => {
    const needed = sum(lines.filter((line) => line.code === code));
    const byCode = least(needed, sum(files.filter((file) => file.code === code)));
    return { code, needed, byCode, open: needed - byCode };
  });
  const needed = perCode.reduce((total, row) => total + row.needed, 0n);
  const open = perCode.reduce((total, row) => total + row.open, 0n);
  const missing = open - least(open, sum(files.filter((file) => file.code === undefined)));
  return { needed, covered: needed - missing, missing, complete: needed > 0n && missing === 0n, perCode };
}

export interface Application {
  readonly state: ApplicationState;
  readonly lines: readonly Line[];
  readonly evidence: readonly EvidenceFile[];
  /** Who declared that these are no conflict diamonds (Annex II 18), and when; null until then. */
  readonly declaration: { readonly person: string; readonly at: string } | null;
}

export type SubmitProblem =
  | { readonly code: "NO_LINES" }
  | { readonly code: "NO_DECLARATION" }
  | { readonly code: "EVIDENCE_MISSING"; readonly missing: bigint }
  /** A file that accounts for nothing, or for less than nothing, is a slip. */
  | { readonly code: "EVIDENCE_WITHOUT_CARATS"; readonly file: string }
  /** The content itself has problems (rules.ts). */
  | { readonly code: "CONTENT"; readonly count: number };

export type SubmitDecision =
  | { readonly ok: true; readonly state: "SUBMITTED"; readonly again: boolean }
  | { readonly ok: false; readonly reason: "NOT_OPEN"; readonly state: ApplicationState }
  | { readonly ok: false; readonly reason: "INCOMPLETE"; readonly problems: readonly SubmitProblem[] };

/** `contentProblems` is the number `checkContent` found. */
export function decideSubmit(application: Application, contentProblems: number): SubmitDecision {
  if (application.state !== "DRAFT" && application.state !== "DEFICIENT") {
    return { ok: false, reason: "NOT_OPEN", state: application.state };
  }
  const problems = incompleteness(application, contentProblems);
  if (problems.length > 0) return { ok: false, reason: "INCOMPLETE", problems };
  return { ok: true, state: "SUBMITTED", again: application.state === "DEFICIENT" };
}

export type ReviewOutcome =
  | { readonly kind: "approve" }
  /** Back to the applicant, who may correct and send it again. */
  | { readonly kind: "return"; readonly reason: string }
  | { readonly kind: "reject"; readonly reason: string };

export interface ReviewContext {
  readonly reviewer: string;
  /** Everybody who wrote in the application. */
  readonly applicants: readonly string[];
  readonly contentProblems: number;
}

export type ReviewDecision =
  | { readonly ok: true; readonly state: "APPROVED" | "DEFICIENT" | "REJECTED" }
  | { readonly ok: false; readonly reason: "NOT_SUBMITTED" | "OWN_APPLICATION" | "REASON_MISSING" }
  | { readonly ok: false; readonly reason: "INCOMPLETE"; readonly problems: readonly SubmitProblem[] };

export function decideReview(
  application: Application,
  outcome: ReviewOutcome,
  context: ReviewContext,
): ReviewDecision {
  if (application.state !== "SUBMITTED") return { ok: false, reason: "NOT_SUBMITTED" };
  if (context.applicants.includes(context.reviewer)) return { ok: false, reason: "OWN_APPLICATION" };
  if (outcome.kind !== "approve") {
    if (outcome.reason.trim() === "") return { ok: false, reason: "REASON_MISSING" };
    return { ok: true, state: outcome.kind === "return" ? "DEFICIENT" : "REJECTED" };
  }
  // Days may lie between sending and review: a Participant may have been suspended meanwhile, so all is checked again.
  const problems = incompleteness(application, context.contentProblems);
  return problems.length > 0
    ? { ok: false, reason: "INCOMPLETE", problems }
    : { ok: true, state: "APPROVED" };
}

export type IssueDecision =
  | { readonly ok: true; readonly state: "ISSUED" }
  | { readonly ok: false; readonly reason: "NOT_APPROVED" | "ALREADY_ISSUED" }
  | { readonly ok: false; readonly reason: "INCOMPLETE"; readonly problems: readonly SubmitProblem[] };

/** One application, one certificate: a shipment has exactly one (Section II (a)). */
export function decideIssue(application: Application, contentProblems: number): IssueDecision {
  if (application.state === "ISSUED") return { ok: false, reason: "ALREADY_ISSUED" };
  if (application.state !== "APPROVED") return { ok: false, reason: "NOT_APPROVED" };
  const problems = incompleteness(application, contentProblems);
  return problems.length > 0 ? { ok: false, reason: "INCOMPLETE", problems } : { ok: true, state: "ISSUED" };
}

function incompleteness(application: Application, contentProblems: number): readonly SubmitProblem[] {
  const problems: SubmitProblem[] = [];
  if (application.lines.length === 0) problems.push({ code: "NO_LINES" });
  if (contentProblems > 0) problems.push({ code: "CONTENT", count: contentProblems });
  if (application.declaration === null) problems.push({ code: "NO_DECLARATION" });
  for (const file of application.evidence) {
    if (file.carats <= 0n) problems.push({ code: "EVIDENCE_WITHOUT_CARATS", file: file.id });
  }
  const { missing } = evidenceCoverage(application.lines, application.evidence);
  if (missing > 0n) problems.push({ code: "EVIDENCE_MISSING", missing });
  return problems;
}

function sum(rows: readonly { readonly carats: bigint }[]): bigint {
  return rows.reduce((total, row) => total + (row.carats > 0n ? row.carats : 0n), 0n);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
