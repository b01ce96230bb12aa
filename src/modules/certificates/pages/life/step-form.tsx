// The form of one step, and the page on which what was entered is read again before it counts. What a step asks for comes
// from its own table (`life/steps.ts`), so a new step needs words and nothing else here.
import { endorsableFields } from "#core/certificate/endorsements.ts";
import { askable, reasons } from "#core/certificate/reasons.ts";
import type { ReasonedKind } from "#core/certificate/reasons.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { BackLink } from "#ui/components/back-link/BackLink.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { steps } from "../../life/steps.ts";
import type { StepKind } from "../../life/steps.ts";
import type { CertificateRow } from "../../store.ts";
import { errorsOf, numberText } from "../parts.tsx";
import { CorrectionFields, correctionLabel, correctionsIn } from "./corrections.tsx";
import type { Entered } from "./corrections.tsx";

export interface StepView {
  readonly t: T;
  readonly row: CertificateRow;
  readonly kind: StepKind;
  readonly entered: Entered;
  readonly today: string;
  readonly back: string;
  readonly problem?: Problem | undefined;
}

/** The questions of a step, in order; what a replacement should say has fields of its own (`corrections.tsx`). */
export function questionsOf(kind: StepKind): readonly string[] {
  return Object.keys(steps[kind].input.shape).filter((field) => field !== "goods");
}

export function isOptional(kind: StepKind, field: string): boolean {
  const schema = (steps[kind].input.shape as Record<string, { isOptional(): boolean } | undefined>)[field];
  return schema?.isOptional() ?? true;
}

export function StepFormPage(view: StepView) {
  const { t, row, kind, back } = view;
  // Where the goods come from is asked nowhere here: a replacement takes that over.
  const errors = errorsOf(t, view.problem, (field) =>
    /^(sources|origin)\b/.test(field) ? undefined : field.replace(/^evidence\..*/, "evidence"),
  );
  return (
    <>
      <BackLink t={t} href={back} />
      <ErrorSummary t={t} errors={errors} />
      <h1>
        {t(`life.step.${kind}`)} <bdi class="code">{numberText(row)}</bdi>
      </h1>
      <p class="lede">{t(`life.about.${kind}`)}</p>
      <form method="post" class="stack">
        {questionsOf(kind).map((field) => (
          <Question view={view} field={field} error={errors.find((error) => error.field === field)?.text} />
        ))}
        {kind === "replaced" && (
          <CorrectionFields
            t={t}
            row={row}
            entered={view.entered}
            errorOf={(field) => errors.find((error) => error.field === field)?.text}
          />
        )}
        <Button>{t("life.form.continue")}</Button>
      </form>
    </>
  );
}

/** Nothing counts before this is sent. */
export function StepCheckPage(view: StepView) {
  const { t, row, kind, entered, back } = view;
  const errors = errorsOf(t, view.problem, (field) => field.replace(/^evidence\..*/, "evidence"));
  const answers = questionsOf(kind).filter((field) => (entered[field] ?? "") !== "");
  const corrections = kind === "replaced" ? Object.entries(correctionsIn(entered, row)) : [];
  return (
    <>
      <BackLink t={t} href={back} />
      <ErrorSummary t={t} errors={errors} />
      <h1>
        {t("life.check.title")}: {t(`life.step.${kind}`)} <bdi class="code">{numberText(row)}</bdi>
      </h1>
      {answers.length + corrections.length > 0 && (
        <SummaryList
          rows={[
            ...answers.map((field) => ({
              key: t(`life.told.${field as "on"}`),
              value: answerText(t, field, entered[field] ?? ""),
            })),
            ...corrections.map(([field, value]) => ({ key: correctionLabel(t, field), value })),
          ]}
        />
      )}
      <form method="post" enctype="multipart/form-data" class="stack">
        {[...answers, ...corrections.map(([field]) => field)].map((field) => (
          <input type="hidden" name={field} value={entered[field]} />
        ))}
        <input type="hidden" name="confirmed" value="yes" />
        <FileUpload
          t={t}
          name="evidence"
          label={t("life.check.evidence")}
          hint={t("life.check.evidence.hint")}
          kinds={["PDF", "PNG", "JPEG"]}
          accept="application/pdf,image/png,image/jpeg"
          megabytes={10}
          optional
          error={errors.find((error) => error.field === "evidence")?.text}
        />
        <WarningText t={t}>{t(`life.commit.${kind}`)}</WarningText>
        <Button>{t("life.check.record")}</Button>
      </form>
      <Inset>{t("life.check.open-record")}</Inset>
    </>
  );
}

/** As an answer reads: codes in words, days as days. */
export function answerText(t: T, field: string, value: string): string {
  if (field === "reason") return t(`life.reason.${value as "CURED"}`);
  if (field === "what") return t(`life.asked.${value as "lost"}`);
  if (field === "field") return t(`life.field.${value as "importer.address"}`);
  if (field === "on" || field === "expectedOn")
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? t.date(value) : value;
  if (booleans.has(field))
    return t(value === "yes" || value === "true" ? "life.answer.yes" : "life.answer.no");
  return value;
}

export const booleans: ReadonlySet<string> = new Set(["containerIntact", "certificateIntact", "enclosed"]);

function Question({ view, field, error }: { view: StepView; field: string; error: string | undefined }) {
  const { t, kind, entered, row } = view;
  const common = {
    t,
    name: field,
    value: entered[field] ?? "",
    error,
    optional: isOptional(kind, field),
  };
  const label = t(`life.question.${field as "on"}`);
  const choice = (items: readonly { value: string; label: string }[]) => (
    <Radios {...common} legend={label} items={items} />
  );
  if (field === "reason")
    return choice(
      reasons[kind as ReasonedKind].map((value) => ({ value, label: t(`life.reason.${value}`) })),
    );
  if (field === "what") return choice(askable.map((value) => ({ value, label: t(`life.asked.${value}`) })));
  if (field === "field")
    return choice(endorsableFields.map((value) => ({ value, label: t(`life.field.${value}`) })));
  if (field === "seal")
    return choice(row.content.containers.map(({ seal }) => ({ value: seal, label: seal })));
  if (booleans.has(field))
    return choice([
      { value: "yes", label: t("life.answer.yes") },
      { value: "no", label: t("life.answer.no") },
    ]);
  if (field === "on" || field === "expectedOn") return <DateInput {...common} label={label} />;
  if (field === "note") return <Textarea {...common} label={label} rows={3} limit={2_000} />;
  return <TextInput {...common} label={label} />;
}
