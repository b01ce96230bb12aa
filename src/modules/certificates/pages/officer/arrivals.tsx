// Arrivals: what comes to this country, and the check list that ends in a confirmation.
import { arrivalItems, mismatchesOf } from "#core/certificate/arrival.ts";
import type { ArrivalItem, Difference } from "#core/certificate/arrival.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Panel } from "#ui/components/panel/Panel.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { StepKind } from "../../life/steps.ts";
import type { EventRow } from "../../life/store.ts";
import type { CertificateRow } from "../../store.ts";
import { MarksOf, standingText, StepLinks } from "../life/standing.tsx";
import {
  caratsOf,
  CertificateStateTag,
  errorsOf,
  GoodsTable,
  ShipmentSummary,
  totalsOf,
  usdOf,
  numberText,
} from "../parts.tsx";

export function ArrivalsPage({
  t,
  rows,
  today,
  problem,
  sought,
}: {
  t: T;
  rows: readonly CertificateRow[];
  today: string;
  problem?: Problem | undefined;
  sought: string;
}) {
  const errors = errorsOf(t, problem, () => "sought");
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("certificate.arrivals.title")}</h1>
      <form method="post" action="/arrivals/find" class="stack">
        <Textarea
          t={t}
          name="sought"
          rows={2}
          label={t("certificate.arrivals.find")}
          hint={t("certificate.arrivals.find.hint")}
          value={sought}
          error={errors[0]?.text}
        />
        <Button>{t("certificate.arrivals.find.submit")}</Button>
      </form>
      <Table
        id="arrivals"
        caption={t("certificate.arrivals.caption", { count: rows.length })}
        columns={[
          { label: t("certificate.number") },
          { label: t("certificate.list.state") },
          { label: t("certificate.importer") },
          { label: t("certificate.carats"), numeric: true },
          { label: t("certificate.expires") },
          { label: t("life.notice.column") },
          { label: t("certificate.work.due") },
        ]}
        rows={rows.map((row) => [
          <a href={`/arrivals/${row.public_id.toString("hex")}`}>
            <bdi class="code">{numberText(row)}</bdi>
          </a>,
          <CertificateStateTag t={t} state={row.state} />,
          row.content.importer.name,
          t.carats(totalsOf(row.content).carats),
          t.date(row.expires_on),
          noticeShort(t, row),
          row.confirmation_due === null ? (
            t("certificate.work.no-deadline")
          ) : row.confirmation_due < today ? (
            <strong>{t("certificate.work.overdue", { date: t.date(row.confirmation_due) })}</strong>
          ) : (
            t.date(row.confirmation_due)
          ),
        ])}
        empty={t("certificate.arrivals.empty")}
      />
    </>
  );
}

/** What the officer typed, as text, so that a refusal loses nothing. */
export interface EnteredCheck {
  readonly marks: Readonly<Record<ArrivalItem, string>>;
  readonly codes: readonly string[];
  readonly seals: Readonly<Record<string, string>>;
  readonly parcels: string;
  readonly lines: readonly { readonly code: string; readonly carats: string; readonly usd: string }[];
  readonly note: string;
}

export interface ArrivalView {
  readonly t: T;
  readonly row: CertificateRow;
  /** What the paper prints for origins that are not listed. */
  readonly unlisted: string;
  readonly entered: EnteredCheck;
  readonly problem?: Problem | undefined;
  /** Differences that the figures show, once they were entered. */
  readonly differences?: readonly Difference[] | undefined;
  readonly nameOf: (authority: string) => string;
  readonly events: readonly EventRow[];
  readonly now: string;
  /** What else the desk can do with it now. */
  readonly steps: readonly StepKind[];
}

/** When it is expected, or that it was announced at all. */
function noticeShort(t: T, { marks }: CertificateRow): string {
  const { noticed } = marks;
  if (noticed === undefined) return "–";
  return t.date(noticed.expectedOn ?? noticed.at.slice(0, 10));
}

/** The check at arrival says whether the exporting side announced the shipment (Annex II 19). */
function noticeText(t: T, { marks }: CertificateRow): string {
  const { noticed } = marks;
  if (noticed === undefined) return t("life.notice.none");
  const date = t.date(noticed.at.slice(0, 10));
  return noticed.expectedOn === undefined
    ? t("life.notice.sent", { date })
    : t("life.notice.expected", { date, day: t.date(noticed.expectedOn) });
}

export function ArrivalPage(view: ArrivalView) {
  const { t, row } = view;
  const id = row.public_id.toString("hex");
  const errors = errorsOf(t, view.problem, (field) => field.replace("checklist.", "mark-"));
  if (row.state === "CONFIRMED") return <AlreadyConfirmed {...view} />;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>
        {t("certificate.arrival.title", { number: numberText(row) })}{" "}
        <CertificateStateTag t={t} state={row.state} />
      </h1>
      {row.state === "DETAINED" && <p class="lede">{standingText(view)}</p>}
      <p>{noticeText(t, row)}</p>
      <MarksOf {...view} />
      <ShipmentSummary t={t} content={row.content} unlisted={view.unlisted} />
      <GoodsTable t={t} content={row.content} />
      {row.state === "DETAINED" ? null : row.state !== "PRESENTED" ? (
        <form method="post" action={`/arrivals/${id}/present`}>
          <p>{t("certificate.arrival.present.lede")}</p>
          <Button>{t("certificate.arrival.present")}</Button>
        </form>
      ) : (
        <CheckForm {...view} errors={errors} />
      )}
      <StepLinks t={t} id={id} steps={view.steps} />
    </>
  );
}

function CheckForm({
  t,
  row,
  entered,
  differences,
  errors,
}: ArrivalView & { errors: readonly { text: string; field?: string }[] }) {
  const id = row.public_id.toString("hex");
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  return (
    <form method="post" action={`/arrivals/${id}/confirm`} class="stack">
      <h2>{t("certificate.arrival.found")}</h2>
      <p>{t("certificate.arrival.found.lede")}</p>
      {row.content.containers.map(({ seal }, i) => (
        <Radios
          t={t}
          name={`seal-${i}`}
          legend={t("certificate.arrival.seal", { seal })}
          inline
          value={entered.seals[`seal-${i}`]}
          items={[
            { value: "intact", label: t("certificate.arrival.seal.intact") },
            { value: "broken", label: t("certificate.arrival.seal.broken") },
            { value: "missing", label: t("certificate.arrival.seal.missing") },
          ]}
        />
      ))}
      <TextInput
        t={t}
        name="parcels"
        label={t("certificate.arrival.parcels", { sealed: row.content.parcels })}
        value={entered.parcels}
        inputmode="numeric"
        width={5}
        optional
        error={errorOf("parcels")}
      />
      {row.content.lines.map((line, i) => (
        <fieldset class="fieldset">
          <legend class="fieldset__legend">
            {t("certificate.arrival.line", {
              code: line.code,
              carats: t.carats(caratsOf(line.carats)),
              value: t.usd(usdOf(line.usd)),
            })}
          </legend>
          <TextInput
            t={t}
            name={`code-${i}`}
            label={t("certificate.code")}
            value={entered.lines[i]?.code ?? line.code}
            code
            width={10}
            error={errorOf(`lines.${i}.code`)}
          />
          <TextInput
            t={t}
            name={`carats-${i}`}
            label={t("certificate.arrival.carats")}
            value={entered.lines[i]?.carats ?? ""}
            inputmode="decimal"
            width={10}
            optional
            error={errorOf(`lines.${i}.carats`)}
          />
          <TextInput
            t={t}
            name={`usd-${i}`}
            label={t("certificate.arrival.value")}
            value={entered.lines[i]?.usd ?? ""}
            inputmode="decimal"
            width={10}
            optional
            error={errorOf(`lines.${i}.usd`)}
          />
        </fieldset>
      ))}
      {differences !== undefined && differences.length > 0 && (
        <>
          <WarningText t={t}>
            {t("certificate.arrival.differences", { count: differences.length })}
          </WarningText>
          <Table
            id="differences"
            caption={t("certificate.arrival.differences.caption")}
            columns={[
              { label: t("certificate.arrival.what") },
              { label: t("certificate.arrival.sealed"), numeric: true },
              { label: t("certificate.arrival.actual"), numeric: true },
            ]}
            rows={differences.map((difference) => [
              `${t(`certificate.mismatch.${difference.code}`)}${difference.goods === undefined ? "" : ` (${difference.goods})`}`,
              difference.sealed,
              difference.found,
            ])}
            empty=""
          />
        </>
      )}
      <h2>{t("certificate.arrival.checklist")}</h2>
      <p>{t("certificate.arrival.checklist.lede")}</p>
      {arrivalItems.map((item) => (
        <Radios
          t={t}
          name={`mark-${item}`}
          legend={t(`certificate.item.${item}`)}
          value={entered.marks[item]}
          error={errorOf(`mark-${item}`)}
          items={[
            { value: "match", label: t("certificate.mark.match") },
            {
              value: "mismatch",
              label: t("certificate.mark.mismatch"),
              more: (
                <Checkboxes
                  t={t}
                  name={`codes-${item}`}
                  legend={t("certificate.arrival.codes")}
                  values={entered.codes}
                  items={mismatchesOf[item].map((code) => ({
                    value: code,
                    label: t(`certificate.mismatch.${code}`),
                  }))}
                />
              ),
            },
            { value: "not-checked", label: t("certificate.mark.not-checked") },
          ]}
        />
      ))}
      <Textarea
        t={t}
        name="note"
        label={t("certificate.arrival.note")}
        value={entered.note}
        rows={3}
        limit={1_000}
        optional
      />
      <Inset>{t("certificate.arrival.commit")}</Inset>
      <Button>{t("certificate.arrival.confirm")}</Button>
    </form>
  );
}

function AlreadyConfirmed({ t, row, nameOf }: ArrivalView) {
  return (
    <>
      <Panel title={t("certificate.arrival.done")}>
        {t("life.standing.used", {
          authority: nameOf(row.importing_authority ?? ""),
          date: t.instant(row.confirmed_at ?? row.issued_at),
        })}
      </Panel>
      <p>{t("certificate.arrival.done.lede", { authority: nameOf(row.authority) })}</p>
      <p>
        <a href={`/certificates/${row.public_id.toString("hex")}`}>
          {t("certificate.application.to-certificate")}
        </a>
      </p>
    </>
  );
}
