// The terms of a rule in the reader's language, each as one or more short lines, always in the same order.
import type { RuleTerms, TermName, Tolerance } from "#core/kp/rules.ts";
import type { T } from "#platform/i18n/translator.ts";
import { periodText } from "./words.ts";

export const termNames: readonly TermName[] = [
  "validity",
  "endOfDayOffset",
  "unusedReturned",
  "unusedReturnedWithin",
  "replacement",
  "mixedOrigin",
  "importConditions",
  "confirmation",
  "missingOriginal",
  "weightTolerance",
  "valueTolerance",
  "failure",
  "transit",
  "reports",
  "recordYears",
  "dealerRecordYears",
];

/** Undefined where the terms say nothing of it. */
export function termLines(t: T, terms: Partial<RuleTerms>, name: TermName): readonly string[] | undefined {
  const term = terms[name];
  return term === undefined ? undefined : writers[name](t, term as never);
}

/** Of a term that no row sets. */
export function unknownText(t: T, name: TermName): string {
  return name === "confirmation" ? t("rules.no-deadline") : t("rules.unknown");
}

export function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 1) return <>{lines[0]}</>;
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

type Writers = {
  readonly [Name in TermName]-?: (t: T, term: Exclude<RuleTerms[Name], undefined>) => readonly string[];
};

const writers: Writers = {
  validity: (t, period) => [t("rules.validity", { period: periodText(t, period) })],
  endOfDayOffset: (t, minutes) => [t("rules.end-of-day", { clock: clockText(minutes) })],
  unusedReturned: (t, returned) => [returned ? t("common.answer.yes") : t("common.answer.no")],
  unusedReturnedWithin: (t, period) => [periodText(t, period)],
  replacement: (t, { beforeExportOnly, oldEnclosed, mayInvalidate }) => [
    ...(beforeExportOnly ? [t("rules.replacement.before-export")] : []),
    ...(oldEnclosed ? [t("rules.replacement.old-enclosed")] : []),
    ...(mayInvalidate ? [t("rules.replacement.may-invalidate")] : []),
  ],
  mixedOrigin: (t, mark) => [t(`rules.mixed.${mark}`)],
  importConditions: (t, conditions) => conditions.map((condition) => t(`rules.condition.${condition}`)),
  confirmation: (t, { by, to, within }) => [
    t("rules.confirmation", {
      by: t(`rules.by.${by}`),
      to: t(`rules.to.${to}`),
      within: periodText(t, within),
    }),
  ],
  missingOriginal: (t, period) => [periodText(t, period)],
  weightTolerance: (t, tolerance) => [toleranceText(t, tolerance, (amount) => t.carats(amount))],
  valueTolerance: (t, tolerance) => [toleranceText(t, tolerance, (amount) => t.usd(amount))],
  failure: (t, { tell, detainedAtMost, releasedWhenCured, sentBackWhenOpened }) => [
    ...(tell === undefined
      ? []
      : [
          t("rules.failure.tell", {
            whom: t.list(tell.whom.map((who) => t(`rules.failure.whom.${who}`))),
            within: periodText(t, tell.within),
          }),
        ]),
    ...(detainedAtMost === undefined
      ? []
      : [t("rules.failure.detained", { most: periodText(t, detainedAtMost) })]),
    ...(releasedWhenCured === true ? [t("rules.failure.released")] : []),
    ...(sentBackWhenOpened === true ? [t("rules.failure.sent-back")] : []),
  ],
  transit: (t, rule) => [t(`rules.transit.${rule}`)],
  reports: (t, reports) =>
    reports.map(({ kind, within }) => {
      const report = t(`rules.report.${kind}`);
      return within === undefined
        ? report
        : t("rules.report.within", { report, within: periodText(t, within) });
    }),
  recordYears: (t, count) => [t("rules.years", { count })],
  dealerRecordYears: (t, count) => [t("rules.years", { count })],
};

function toleranceText(
  t: T,
  { absolute, basisPoints }: Tolerance,
  amount: (value: bigint) => string,
): string {
  if (absolute === 0 && basisPoints === 0) return t("rules.exact");
  return t("rules.tolerance", {
    absolute: amount(BigInt(absolute)),
    percent: t.number(basisPoints / 100),
  });
}

/** "UTC", "UTC+05:30". */
function clockText(minutes: number): string {
  if (minutes === 0) return "UTC";
  const pad = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
