import { describe, expect, test } from "vitest";
import { nationalRules, ruleFor } from "#core/kp/rules.ts";
import type { RuleTerms } from "#core/kp/rules.ts";
import { arrivalItems, checklistFrom, decideConfirmation, differences, mismatchesOf } from "./arrival.ts";
import type { Actuals, CertificateOnArrival, Checklist, CheckMark, Mismatch } from "./arrival.ts";
import type { Line } from "./content.ts";
import { lifeOf } from "./life.ts";
import type { LifeEvent, LifeEventKind } from "./life.ts";
import { content } from "./testing/world.ts";

const exact = ruleFor(nationalRules, "EU", "2026-12-01");
const expiresAt = "2027-01-20T00:00:00.000Z";
const facts = { authority: "SL-KPA", importers: ["EU-BE"], expiresAt };

function certificate(
  over: Partial<CertificateOnArrival> = {},
  arrival = "2026-12-05T10:00:00.000Z",
): CertificateOnArrival {
  const kinds: readonly LifeEventKind[] = ["issued", "validated", "printed", "exported"];
  const past = kinds.map((kind, index): LifeEvent => ({
    kind,
    at: `2026-12-0${index + 1}T10:00:00.000Z`,
    person: String(index),
    authority: "SL-KPA",
  }));
  const events: readonly LifeEvent[] = [
    ...past,
    { kind: "presented", at: arrival, person: "5", authority: "EU-BE" },
  ];
  const { parcels, lines, containers } = content();
  return {
    parcels,
    lines,
    seals: containers.map(({ seal }) => seal),
    life: lifeOf(events, facts),
    expiresAt,
    ...over,
  };
}

const found: Actuals = {
  seals: [
    { seal: "SL-A-0012345", intact: true },
    { seal: "SL-A-0012346", intact: true },
  ],
  parcels: 2,
  lines: content().lines,
};

const match: CheckMark = { mark: "match" };
const mismatch = (...codes: readonly Mismatch[]): CheckMark => ({ mark: "mismatch", codes });

function checklist(
  actuals: Actuals = found,
  over: Partial<Checklist> = {},
  rule: RuleTerms = exact,
): Checklist {
  return {
    ...checklistFrom(certificate(), actuals, rule),
    DATES: match,
    STATUS: match,
    CONSIGNMENT: match,
    ...over,
  };
}

const decide = (
  list: Checklist,
  actuals: Actuals = found,
  subject = certificate(),
  rule: RuleTerms = exact,
) => decideConfirmation(subject, list, actuals, rule);
const codes = (actuals: Actuals, rule: RuleTerms = exact) =>
  differences(certificate(), actuals, rule).map(({ code, goods }) =>
    goods === undefined ? code : `${code} ${goods}`,
  );

describe("what was found against what was sealed", () => {
  test("nothing differs when nothing differs", () => {
    expect(codes(found)).toEqual([]);
    expect(checklistFrom(certificate(), found, exact)).toMatchObject({
      SEALS: match,
      PARCELS: match,
      CARATS: match,
      VALUE: match,
      CODES: match,
    });
  });

  test("seals: broken, another number, one too few", () => {
    const [first, second] = found.seals as [Actuals["seals"][number], Actuals["seals"][number]];
    expect(codes({ ...found, seals: [first, { ...second, intact: false }] })).toEqual(["SEAL_BROKEN"]);
    expect(codes({ ...found, seals: [first, { seal: "SL-A-0099999", intact: true }] })).toEqual([
      "SEAL_NUMBER_DIFFERS",
    ]);
    expect(codes({ ...found, seals: [first] })).toEqual(["SEAL_MISSING"]);
    expect(codes({ ...found, seals: [...found.seals, { seal: "X", intact: true }] })).toEqual([
      "SEAL_NUMBER_DIFFERS",
    ]);
    // The same seal noted twice does not stand for two.
    expect(codes({ ...found, seals: [first, first] })).toEqual(["SEAL_MISSING"]);
  });

  test("one hundredth of a carat and one cent are differences where the rule has no tolerance", () => {
    const [industrial, gems] = content().lines as [Line, Line];
    expect(codes({ ...found, lines: [industrial, { ...gems, carats: gems.carats - 1n }] })).toEqual([
      "CARATS_DIFFER",
      "CARATS_DIFFER 7102.31",
    ]);
    expect(codes({ ...found, lines: [industrial, { ...gems, usd: gems.usd + 1n }] })).toEqual([
      "VALUE_DIFFERS",
      "VALUE_DIFFERS 7102.31",
    ]);
  });

  test("within the importing side's tolerance nothing differs", () => {
    const rule: RuleTerms = { ...exact, weightTolerance: { absolute: 0, basisPoints: 50 } };
    const lines = content().lines.map((line) => ({ ...line, carats: (line.carats * 1_004n) / 1_000n }));
    expect(codes({ ...found, lines }, rule)).toEqual([]);
    expect(
      codes(
        { ...found, lines: lines.map((line) => ({ ...line, carats: (line.carats * 102n) / 100n })) },
        rule,
      ),
    ).toContain("CARATS_DIFFER");
  });

  test("goods that moved from one code to another are seen although the totals agree", () => {
    const moved = content().lines.map((line, index) => ({
      ...line,
      carats: line.carats + (index === 0 ? 100n : -100n),
    }));
    expect(codes({ ...found, lines: moved })).toEqual(["CARATS_DIFFER 7102.21", "CARATS_DIFFER 7102.31"]);
    const relabelled = content().lines.map((line) => ({ ...line, code: "7102.31" as const }));
    expect(codes({ ...found, lines: relabelled })).toContain("CODE_DIFFERS");
  });

  test("what was not counted is not matched", () => {
    expect(checklistFrom(certificate(), { seals: found.seals }, exact)).toMatchObject({
      PARCELS: { mark: "not-checked" },
      CARATS: { mark: "not-checked" },
      CODES: { mark: "not-checked" },
    });
  });
});

describe("whether receipt may be confirmed", () => {
  test("in full when everything matches, and it says what was not checked", () => {
    expect(decide(checklist())).toEqual({ kind: "full", notChecked: [] });
    const sealsOnly = { seals: found.seals };
    expect(decide(checklist(sealsOnly), sealsOnly)).toEqual({
      kind: "full",
      notChecked: ["PARCELS", "CARATS", "VALUE", "CODES"],
    });
  });

  test("with its discrepancy, coded and in figures", () => {
    const actuals = { ...found, parcels: 3 };
    expect(decide(checklist(actuals), actuals)).toEqual({
      kind: "discrepancy",
      mismatches: ["PARCELS_DIFFER"],
      differences: [{ code: "PARCELS_DIFFER", sealed: "2", found: "3" }],
      notChecked: [],
    });
  });

  test("the three conditions: a valid certificate, unbroken seals, a clear match", () => {
    const broken = { ...found, seals: found.seals.map((seal) => ({ ...seal, intact: false })) };
    expect(decide(checklist(broken), broken)).toMatchObject({
      kind: "not-allowed",
      reason: "SEALS_NOT_INTACT",
      items: ["SEALS"],
    });
    const reasons: readonly (readonly [Partial<Checklist>, string])[] = [
      [{ DATES: mismatch("EXPIRED") }, "CERTIFICATE_NOT_VALID"],
      [{ STATUS: mismatch("NOT_ON_LIST") }, "CERTIFICATE_NOT_VALID"],
      [{ STATUS: mismatch("NOT_IN_GOOD_STANDING") }, "CERTIFICATE_NOT_VALID"],
      [{ CONSIGNMENT: mismatch("ORIGINAL_MISSING") }, "CERTIFICATE_NOT_VALID"],
      [{ SEALS: mismatch("CONTAINER_NOT_SECURE") }, "SEALS_NOT_INTACT"],
      [{ CONSIGNMENT: mismatch("DOES_NOT_MATCH") }, "DOES_NOT_MATCH"],
    ];
    for (const [over, reason] of reasons)
      expect(decide(checklist(found, over)), reason).toMatchObject({ kind: "not-allowed", reason });
  });

  test("seals, dates, status and the match as a whole are never left out", () => {
    for (const item of ["SEALS", "DATES", "STATUS", "CONSIGNMENT"] as const) {
      expect(decide(checklist(found, { [item]: { mark: "not-checked" } }))).toEqual({
        kind: "not-allowed",
        reason: "NOT_CHECKED",
        items: [item],
      });
    }
  });

  test("a tick against the figures is refused, in every item", () => {
    const actuals = { ...found, parcels: 9 };
    expect(decide(checklist(), actuals)).toEqual({
      kind: "not-allowed",
      reason: "CHECKLIST_CONTRADICTED",
      items: ["PARCELS"],
    });
    expect(decide(checklist(found, { CARATS: mismatch("SEAL_BROKEN") }))).toMatchObject({
      reason: "CHECKLIST_CONTRADICTED",
    });
    expect(decide(checklist(found, { CARATS: { mark: "mismatch", codes: [] } }))).toMatchObject({
      reason: "CHECKLIST_CONTRADICTED",
    });
  });

  test("what arrived after its last day cannot be ticked as in time", () => {
    const late = certificate({}, "2027-01-20T00:00:00.000Z");
    expect(decide(checklist(), found, late)).toEqual({
      kind: "not-allowed",
      reason: "CHECKLIST_CONTRADICTED",
      items: ["DATES"],
    });
    expect(decide(checklist(found, { DATES: mismatch("EXPIRED") }), found, late)).toMatchObject({
      reason: "CERTIFICATE_NOT_VALID",
    });
  });

  test("never before it was presented, never twice", () => {
    const { life } = certificate();
    const early = certificate({ life: lifeOf(life.events.slice(0, 4), facts) });
    expect(decide(checklist(), found, early)).toMatchObject({ reason: "NOT_PRESENTED" });
    const confirmed: LifeEvent = {
      kind: "confirmed",
      at: "2026-12-06T10:00:00.000Z",
      person: "6",
      authority: "EU-BE",
    };
    const used = certificate({ life: lifeOf([...life.events, confirmed], facts) });
    expect(decide(checklist(), found, used)).toMatchObject({ reason: "ALREADY_CONFIRMED" });
  });

  test("each mismatch is ticked under one item only", () => {
    const all = arrivalItems.flatMap((item) => mismatchesOf[item]);
    expect(new Set(all).size).toBe(all.length);
  });
});
