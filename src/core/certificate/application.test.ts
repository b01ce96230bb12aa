import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideIssue, decideReview, decideSubmit, evidenceCoverage } from "./application.ts";
import type { Application, ApplicationState, EvidenceFile } from "./application.ts";
import type { Line } from "./content.ts";

const line = (code: Line["code"], carats: bigint): Line => ({ code, carats, usd: 100n });
const lines = [line("7102.31", 1000n), line("7102.31", 500n), line("7102.21", 300n)];

function application(over: Partial<Application> = {}): Application {
  return {
    state: "DRAFT",
    lines,
    evidence: [{ id: "invoice", carats: 1800n }],
    declaration: { person: "Mariama", at: "2026-11-20T09:00:00Z" },
    ...over,
  };
}

describe("evidence covers the goods", () => {
  test("papers without a code cover any goods", () => {
    expect(evidenceCoverage(lines, [{ id: "a", carats: 1800n }])).toMatchObject({
      needed: 1800n,
      missing: 0n,
      complete: true,
    });
    expect(evidenceCoverage(lines, [{ id: "a", carats: 1799n }])).toMatchObject({
      covered: 1799n,
      missing: 1n,
      complete: false,
    });
  });

  test("a paper that names a code covers that code only: its surplus helps no other", () => {
    const files: EvidenceFile[] = [
      { id: "gems", carats: 9000n, code: "7102.31" },
      { id: "any", carats: 299n },
    ];
    expect(evidenceCoverage(lines, files)).toMatchObject({ missing: 1n, complete: false });
    expect(evidenceCoverage(lines, [...files, { id: "b", carats: 1n }]).complete).toBe(true);
    expect(evidenceCoverage(lines, files).perCode).toEqual([
      { code: "7102.21", needed: 300n, byCode: 0n, open: 300n },
      { code: "7102.31", needed: 1500n, byCode: 1500n, open: 0n },
    ]);
  });

  test("no goods are not covered goods", () => {
    expect(evidenceCoverage([], [{ id: "a", carats: 1n }]).complete).toBe(false);
  });

  test("a negative paper takes nothing from the others, and covered plus missing is always what is needed", () => {
    const code = fc.constantFrom<Line["code"]>("7102.10", "7102.21", "7102.31");
    fc.assert(
      fc.property(
        fc.array(fc.record({ code, carats: fc.bigInt(1n, 1000n) }), { maxLength: 8 }),
        fc.array(fc.record({ id: fc.string(), carats: fc.bigInt(-500n, 1000n), code: fc.option(code) }), {
          maxLength: 8,
        }),
        (goods, papers) => {
          const files = papers.map(({ id, carats, code: named }) =>
            named === null ? { id, carats } : { id, carats, code: named },
          );
          const coverage = evidenceCoverage(goods, files);
          expect(coverage.covered + coverage.missing).toBe(coverage.needed);
          expect(coverage.missing >= 0n && coverage.covered >= 0n).toBe(true);
          const positive = files.filter((file) => file.carats > 0n);
          expect(evidenceCoverage(goods, positive).missing).toBe(coverage.missing);
        },
      ),
    );
  });
});

describe("sending an application", () => {
  test("a complete draft is sent; a returned one is sent again", () => {
    expect(decideSubmit(application(), 0)).toEqual({ ok: true, state: "SUBMITTED", again: false });
    expect(decideSubmit(application({ state: "DEFICIENT" }), 0)).toEqual({
      ok: true,
      state: "SUBMITTED",
      again: true,
    });
  });

  test("every problem is named at once", () => {
    const poor = application({
      lines: [line("7102.10", 100n)],
      evidence: [{ id: "x", carats: 0n }],
      declaration: null,
    });
    expect(decideSubmit(poor, 3)).toEqual({
      ok: false,
      reason: "INCOMPLETE",
      problems: [
        { code: "CONTENT", count: 3 },
        { code: "NO_DECLARATION" },
        { code: "EVIDENCE_WITHOUT_CARATS", file: "x" },
        { code: "EVIDENCE_MISSING", missing: 100n },
      ],
    });
    expect(decideSubmit(application({ lines: [] }), 0)).toMatchObject({ problems: [{ code: "NO_LINES" }] });
  });

  test("only a draft or a returned application can be sent", () => {
    for (const state of ["SUBMITTED", "REJECTED", "APPROVED", "ISSUED"] satisfies ApplicationState[]) {
      expect(decideSubmit(application({ state }), 0)).toEqual({ ok: false, reason: "NOT_OPEN", state });
    }
  });
});

describe("reviewing an application", () => {
  const sent = application({ state: "SUBMITTED" });
  const context = { reviewer: "Fatu", applicants: ["Mariama"], contentProblems: 0 };

  test("an officer approves, returns with a reason or rejects with a reason", () => {
    expect(decideReview(sent, { kind: "approve" }, context)).toEqual({ ok: true, state: "APPROVED" });
    expect(decideReview(sent, { kind: "return", reason: "Invoice unreadable" }, context)).toEqual({
      ok: true,
      state: "DEFICIENT",
    });
    expect(decideReview(sent, { kind: "reject", reason: "Licence withdrawn" }, context)).toEqual({
      ok: true,
      state: "REJECTED",
    });
  });

  test("a refusal without a reason is none", () => {
    expect(decideReview(sent, { kind: "return", reason: " " }, context)).toEqual({
      ok: false,
      reason: "REASON_MISSING",
    });
  });

  test("nobody reviews what they wrote", () => {
    expect(decideReview(sent, { kind: "approve" }, { ...context, reviewer: "Mariama" })).toEqual({
      ok: false,
      reason: "OWN_APPLICATION",
    });
  });

  test("what became wrong since it was sent is not approved, but may be returned", () => {
    const late = { ...context, contentProblems: 1 };
    expect(decideReview(sent, { kind: "approve" }, late)).toMatchObject({ ok: false, reason: "INCOMPLETE" });
    expect(decideReview(sent, { kind: "return", reason: "Importer suspended" }, late)).toMatchObject({
      ok: true,
    });
  });

  test("only a sent application is reviewed", () => {
    expect(decideReview(application(), { kind: "approve" }, context)).toEqual({
      ok: false,
      reason: "NOT_SUBMITTED",
    });
  });
});

test("one application gives one certificate, and only once approved", () => {
  expect(decideIssue(application({ state: "APPROVED" }), 0)).toEqual({ ok: true, state: "ISSUED" });
  expect(decideIssue(application({ state: "ISSUED" }), 0)).toEqual({ ok: false, reason: "ALREADY_ISSUED" });
  expect(decideIssue(application({ state: "SUBMITTED" }), 0)).toEqual({ ok: false, reason: "NOT_APPROVED" });
  expect(decideIssue(application({ state: "APPROVED" }), 2)).toMatchObject({ reason: "INCOMPLETE" });
});
