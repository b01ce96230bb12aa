// The importing desk: what was found in the parcel against what was sealed, and whether receipt may be confirmed.
// Every item is matched, mismatched or not checked, with coded reasons, so that the same mismatch can be counted
// everywhere. Three things stop a confirmation (Regulation (EC) 2368/2002 Art. 3): no valid validated certificate, a
// broken seal, a certificate that does not clearly match. Everything else is confirmed with its discrepancy.
import type { RoughCode } from "#core/kp/goods.ts";
import { withinTolerance } from "#core/kp/rules.ts";
import type { RuleTerms } from "#core/kp/rules.ts";
import { codesOf, totalsOf } from "./content.ts";
import type { Line } from "./content.ts";
import type { Life } from "./life.ts";

export const arrivalItems = [
  "SEALS",
  "PARCELS",
  "CARATS",
  "VALUE",
  "CODES",
  "DATES",
  "STATUS",
  "CONSIGNMENT",
] as const;
export type ArrivalItem = (typeof arrivalItems)[number];

export type Mismatch =
  | "SEAL_BROKEN"
  | "SEAL_MISSING"
  | "SEAL_NUMBER_DIFFERS"
  /** A container that can be opened and closed again without a trace is not tamper-resistant. */
  | "CONTAINER_NOT_SECURE"
  | "PARCELS_DIFFER"
  | "CARATS_DIFFER"
  | "VALUE_DIFFERS"
  | "CODE_DIFFERS"
  | "EXPIRED"
  | "NOT_YET_VALID"
  /** Withdrawn, reported lost, stolen or fake, or from or to someone who may not trade. */
  | "NOT_IN_GOOD_STANDING"
  /** The register has no such certificate, or the arrival was announced to nobody. */
  | "NOT_ON_LIST"
  | "ORIGINAL_MISSING"
  | "IMPORTER_DIFFERS"
  | "EXPORTER_DIFFERS"
  /** The certificate does not clearly match the consignment. */
  | "DOES_NOT_MATCH";

/** Under which item each mismatch is ticked. */
export const mismatchesOf: Readonly<Record<ArrivalItem, readonly Mismatch[]>> = {
  SEALS: ["SEAL_BROKEN", "SEAL_MISSING", "SEAL_NUMBER_DIFFERS", "CONTAINER_NOT_SECURE"],
  PARCELS: ["PARCELS_DIFFER"],
  CARATS: ["CARATS_DIFFER"],
  VALUE: ["VALUE_DIFFERS"],
  CODES: ["CODE_DIFFERS"],
  DATES: ["EXPIRED", "NOT_YET_VALID"],
  STATUS: ["NOT_IN_GOOD_STANDING", "NOT_ON_LIST"],
  CONSIGNMENT: ["ORIGINAL_MISSING", "IMPORTER_DIFFERS", "EXPORTER_DIFFERS", "DOES_NOT_MATCH"],
};

export type CheckMark =
  | { readonly mark: "match" | "not-checked" }
  | { readonly mark: "mismatch"; readonly codes: readonly Mismatch[]; readonly note?: string };

export type Checklist = Readonly<Record<ArrivalItem, CheckMark>>;

/** What was counted, weighed and valued; left out where the container was not opened (Art. 4 allows a risk analysis). */
export interface Actuals {
  readonly seals: readonly { readonly seal: string; readonly intact: boolean }[];
  readonly parcels?: number;
  readonly lines?: readonly Pick<Line, "code" | "carats" | "usd">[];
}

/** What the certificate says, as far as the desk compares it. */
export interface SealedShipment {
  readonly parcels: number;
  readonly lines: readonly Line[];
  readonly seals: readonly string[];
}

export interface Difference {
  readonly code: Mismatch;
  readonly goods?: RoughCode;
  readonly sealed: string;
  readonly found: string;
}

/** What differs beyond the importing side's tolerance, by the figures alone. */
export function differences(
  sealed: SealedShipment,
  actuals: Actuals,
  rule: RuleTerms,
): readonly Difference[] {
  return [
    ...sealDifferences(sealed, actuals),
    ...parcelDifferences(sealed, actuals),
    ...goodsDifferences(sealed, actuals, rule),
  ];
}

/** The check list as the figures fill it in; the officer adds what figures cannot tell. */
export function checklistFrom(sealed: SealedShipment, actuals: Actuals, rule: RuleTerms): Checklist {
  const found = differences(sealed, actuals, rule);
  const mark = (item: ArrivalItem, counted: boolean): CheckMark => {
    const codes = unique(
      found.map((difference) => difference.code).filter((code) => mismatchesOf[item].includes(code)),
    );
    if (codes.length > 0) return { mark: "mismatch", codes };
    return { mark: counted ? "match" : "not-checked" };
  };
  const weighed = actuals.lines !== undefined;
  return {
    SEALS: mark("SEALS", true),
    PARCELS: mark("PARCELS", actuals.parcels !== undefined),
    CARATS: mark("CARATS", weighed),
    VALUE: mark("VALUE", weighed),
    CODES: mark("CODES", weighed),
    DATES: { mark: "not-checked" },
    STATUS: { mark: "not-checked" },
    CONSIGNMENT: { mark: "not-checked" },
  };
}

export type ConfirmationRefusal =
  | "NOT_PRESENTED"
  | "ALREADY_CONFIRMED"
  /** Art. 3 (a): the certificate is not valid. */
  | "CERTIFICATE_NOT_VALID"
  /** Art. 3 (b). */
  | "SEALS_NOT_INTACT"
  /** Art. 3 (c). */
  | "DOES_NOT_MATCH"
  /** An item that may never be left out. */
  | "NOT_CHECKED"
  /** Ticked as matching although the figures differ, or a code under the wrong item. */
  | "CHECKLIST_CONTRADICTED";

export type ConfirmationDecision =
  | { readonly kind: "full"; readonly notChecked: readonly ArrivalItem[] }
  | {
      readonly kind: "discrepancy";
      readonly mismatches: readonly Mismatch[];
      readonly differences: readonly Difference[];
      readonly notChecked: readonly ArrivalItem[];
    }
  | {
      readonly kind: "not-allowed";
      readonly reason: ConfirmationRefusal;
      readonly items: readonly ArrivalItem[];
    };

export interface CertificateOnArrival extends SealedShipment {
  readonly life: Life;
  /** UTC instant from which it is no longer valid. */
  readonly expiresAt: string;
}

export function decideConfirmation(
  certificate: CertificateOnArrival,
  checklist: Checklist,
  actuals: Actuals,
  rule: RuleTerms,
): ConfirmationDecision {
  const { life } = certificate;
  if (life.state === "CONFIRMED") return notAllowed("ALREADY_CONFIRMED");
  const arrival = life.events.find((event) => event.kind === "presented");
  if (life.state !== "PRESENTED" || arrival === undefined) return notAllowed("NOT_PRESENTED");

  const contradicted = contradictions(certificate, checklist, actuals, rule);
  const expired = Date.parse(arrival.at) >= Date.parse(certificate.expiresAt);
  if (expired && checklist.DATES.mark === "match") contradicted.push("DATES");
  if (contradicted.length > 0) return notAllowed("CHECKLIST_CONTRADICTED", contradicted);

  // Seals, dates, status and the match as a whole need no opened container: they are never left out.
  const always = (["SEALS", "DATES", "STATUS", "CONSIGNMENT"] as const).filter(
    (item) => checklist[item].mark === "not-checked",
  );
  if (always.length > 0) return notAllowed("NOT_CHECKED", always);

  for (const [codes, reason] of stops) {
    const items = arrivalItems.filter((item) =>
      codesIn(checklist[item]).some((code) => codes.includes(code)),
    );
    if (items.length > 0) return notAllowed(reason, items);
  }
  const notChecked = arrivalItems.filter((item) => checklist[item].mark === "not-checked");
  const mismatches = unique(arrivalItems.flatMap((item) => codesIn(checklist[item])));
  if (mismatches.length === 0) return { kind: "full", notChecked };
  return {
    kind: "discrepancy",
    mismatches,
    differences: differences(certificate, actuals, rule),
    notChecked,
  };
}

const stops: readonly (readonly [readonly Mismatch[], ConfirmationRefusal])[] = [
  [
    ["EXPIRED", "NOT_YET_VALID", "NOT_IN_GOOD_STANDING", "NOT_ON_LIST", "ORIGINAL_MISSING"],
    "CERTIFICATE_NOT_VALID",
  ],
  [["SEAL_BROKEN", "SEAL_MISSING", "CONTAINER_NOT_SECURE"], "SEALS_NOT_INTACT"],
  [["DOES_NOT_MATCH"], "DOES_NOT_MATCH"],
];

function contradictions(
  sealed: SealedShipment,
  checklist: Checklist,
  actuals: Actuals,
  rule: RuleTerms,
): ArrivalItem[] {
  const byFigures = checklistFrom(sealed, actuals, rule);
  return arrivalItems.filter((item) => {
    const ticked = codesIn(checklist[item]);
    if (checklist[item].mark === "mismatch" && ticked.length === 0) return true;
    if (ticked.some((code) => !mismatchesOf[item].includes(code))) return true;
    return codesIn(byFigures[item]).some((code) => !ticked.includes(code));
  });
}

function sealDifferences(sealed: SealedShipment, actuals: Actuals): readonly Difference[] {
  const found: Difference[] = [];
  for (const { seal, intact } of actuals.seals) {
    if (!sealed.seals.includes(seal))
      found.push({ code: "SEAL_NUMBER_DIFFERS", sealed: sealed.seals.join(", "), found: seal });
    if (!intact) found.push({ code: "SEAL_BROKEN", sealed: seal, found: seal });
  }
  // Fewer seals than sealed; another number in place of one is told above, and one noted twice is one.
  const seen = new Set(actuals.seals.map(({ seal }) => seal));
  if (seen.size < sealed.seals.length) {
    const absent = sealed.seals.filter((seal) => !seen.has(seal));
    found.push({ code: "SEAL_MISSING", sealed: absent.join(", "), found: "" });
  }
  return found;
}

function parcelDifferences(sealed: SealedShipment, { parcels }: Actuals): readonly Difference[] {
  if (parcels === undefined || parcels === sealed.parcels) return [];
  return [{ code: "PARCELS_DIFFER", sealed: String(sealed.parcels), found: String(parcels) }];
}

function goodsDifferences(
  sealed: SealedShipment,
  { lines }: Actuals,
  rule: RuleTerms,
): readonly Difference[] {
  if (lines === undefined) return [];
  const found: Difference[] = [];
  const actualCodes = unique(lines.filter((line) => line.carats > 0n).map((line) => line.code)).sort();
  const sealedCodes = codesOf(sealed.lines);
  if (actualCodes.join() !== sealedCodes.join()) {
    found.push({ code: "CODE_DIFFERS", sealed: sealedCodes.join(", "), found: actualCodes.join(", ") });
  }
  const compare = (
    was: readonly Pick<Line, "carats" | "usd">[],
    is: readonly Pick<Line, "carats" | "usd">[],
    goods?: RoughCode,
  ) => {
    const before = totalsOf(was as readonly Line[]);
    const after = totalsOf(is as readonly Line[]);
    const named = goods === undefined ? {} : { goods };
    if (!withinTolerance(rule.weightTolerance, before.carats, after.carats)) {
      found.push({
        code: "CARATS_DIFFER",
        ...named,
        sealed: String(before.carats),
        found: String(after.carats),
      });
    }
    if (!withinTolerance(rule.valueTolerance, before.usd, after.usd)) {
      found.push({ code: "VALUE_DIFFERS", ...named, sealed: String(before.usd), found: String(after.usd) });
    }
  };
  compare(sealed.lines, lines);
  // The totals may agree while goods moved from one code to another.
  for (const code of sealedCodes.filter((candidate) => actualCodes.includes(candidate))) {
    if (sealedCodes.length === 1 && actualCodes.length === 1) break;
    compare(
      sealed.lines.filter((line) => line.code === code),
      lines.filter((line) => line.code === code),
      code,
    );
  }
  return found;
}

function notAllowed(reason: ConfirmationRefusal, items: readonly ArrivalItem[] = []): ConfirmationDecision {
  return { kind: "not-allowed", reason, items };
}

function codesIn(check: CheckMark): readonly Mismatch[] {
  return check.mark === "mismatch" ? check.codes : [];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
