// The steps of one certificate's paper: look at the preview, print, say how the sheet came out. Until somebody said it
// the file stays here to be opened again, and the certificate may not leave.
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { BackLink } from "#ui/components/back-link/BackLink.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { layoutOf, paperSizes } from "../../paper/render.ts";
import { printOutcomes } from "../../sheets/facts.ts";
import { sheetText } from "../../sheets/number.ts";
import type { SheetNumber } from "../../sheets/number.ts";
import { openPrint, originalIsOut } from "../../sheets/prints.ts";
import type { CertificateRow, Print } from "../../store.ts";
import { errorsOf, numberText } from "../parts.tsx";

export interface PrintingView {
  readonly t: T;
  readonly row: CertificateRow;
  /** Null where the office has no numbered paper; undefined where none is left. */
  readonly next: SheetNumber | null | undefined;
  readonly problem?: Problem | undefined;
  readonly entered?: Readonly<Record<"outcome" | "reason" | "sheet", string>> | undefined;
}

export function PrintingPage(view: PrintingView) {
  const { t, row } = view;
  const id = row.public_id.toString("hex");
  const errors = errorsOf(t, view.problem, (field) =>
    ["outcome", "reason", "sheet"].includes(field) ? field : undefined,
  );
  const open = openPrint(row);
  return (
    <>
      <BackLink t={t} href={`/certificates/${id}`} />
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("printing.title", { number: numberText(row) })}</h1>
      {open === undefined ? (
        <PrintStep {...view} errors={errors} />
      ) : (
        <AnswerStep {...view} open={open} errors={errors} />
      )}
      <History {...view} />
    </>
  );
}

type Errors = readonly { text: string; field?: string }[];
const errorAt = (errors: Errors, name: string): string | undefined =>
  errors.find(({ field }) => field === name)?.text;

function PrintStep({ t, row, next, entered, errors }: PrintingView & { errors: Errors }) {
  const id = row.public_id.toString("hex");
  const copy = originalIsOut(row);
  return (
    <>
      {copy ? (
        <Inset>{t("printing.original-out")}</Inset>
      ) : (
        <p>
          {t("printing.look")} <a href={`/certificates/${id}/preview.pdf`}>{t("certificate.preview")}</a>
        </p>
      )}
      <form method="post" action={`/certificates/${id}/print`} class="stack">
        <h2>{t(copy ? "printing.copy" : "printing.print")}</h2>
        {!copy && next !== null && (
          <TextInput
            t={t}
            name="sheet"
            code
            width={20}
            label={t("printing.sheet")}
            hint={t("printing.sheet.hint")}
            value={entered?.sheet ?? (next === undefined ? "" : sheetText(next))}
            error={errorAt(errors, "sheet")}
          />
        )}
        <Radios
          t={t}
          name="size"
          legend={t("printing.size")}
          inline
          value={layoutOf(row.participant).size}
          items={paperSizes.map((value) => ({ value, label: t(`printing.size.${value}`) }))}
        />
        <p>{t(copy ? "printing.copy.lede" : "printing.print.lede")}</p>
        <Button tone={copy ? "secondary" : "primary"}>
          {t(copy ? "certificate.print.copy" : "certificate.print.submit")}
        </Button>
      </form>
    </>
  );
}

function AnswerStep({ t, row, open, entered, errors }: PrintingView & { open: Print; errors: Errors }) {
  const id = row.public_id.toString("hex");
  return (
    <>
      <Inset>
        <p>
          {open.sheet === null
            ? t("printing.ready")
            : t("printing.ready.sheet", { sheet: textOf(open.sheet) })}
        </p>
        <p>
          <Button tone="secondary" href={`/certificates/${id}/sheet.pdf`}>
            {t("printing.open")}
          </Button>
        </p>
      </Inset>
      <form method="post" action={`/certificates/${id}/printing`} class="stack">
        <Radios
          t={t}
          name="outcome"
          legend={t("printing.question")}
          hint={t("printing.question.hint")}
          value={entered?.outcome}
          error={errorAt(errors, "outcome")}
          items={printOutcomes.map((value) => ({
            value,
            label: t(`printing.outcome.${value}`),
            hint: t(
              open.sheet === null ? `printing.outcome.${value}.plain` : `printing.outcome.${value}.sheet`,
            ),
          }))}
        />
        <Textarea
          t={t}
          name="reason"
          rows={2}
          label={t("printing.reason")}
          hint={t("printing.reason.hint")}
          value={entered?.reason ?? ""}
          error={errorAt(errors, "reason")}
        />
        <Button>{t("printing.answer")}</Button>
      </form>
    </>
  );
}

function History({ t, row }: PrintingView) {
  if (row.prints.length === 0) return null;
  return (
    <Table
      id="prints"
      caption={t("printing.history")}
      columns={[
        { label: t("printing.when") },
        { label: t("printing.what") },
        { label: t("printing.sheet.number") },
        { label: t("printing.came-out") },
      ]}
      rows={row.prints.map((print) => [
        t.instant(print.at),
        t(print.copy ? "printing.kind.copy" : "printing.kind.original"),
        print.sheet === null ? t("printing.plain") : <bdi class="code">{textOf(print.sheet)}</bdi>,
        print.copy ? (
          t("printing.not-asked")
        ) : print.outcome === null ? (
          <strong>{t("printing.unanswered")}</strong>
        ) : (
          <>
            {t(`printing.outcome.${print.outcome}`)}
            {print.reason !== null && `: ${print.reason}`}
          </>
        ),
      ])}
      empty={t("printing.unanswered")}
    />
  );
}

function textOf(sheet: NonNullable<Print["sheet"]>): string {
  return sheetText({ ...sheet, number: BigInt(sheet.number) });
}
