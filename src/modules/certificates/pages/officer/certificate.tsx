// One certificate as its officers see it: where it stands in a sentence, what happened, and what can be done next.
import type { Problem } from "#platform/http/problem.ts";
import { personBehind } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { StepKind } from "../../life/steps.ts";
import { mayExport, mayPrint, mayValidate } from "../../policy.ts";
import { openPrint, originalIsOut } from "../../sheets/prints.ts";
import { MarksOf, standingText, StepLinks } from "../life/standing.tsx";
import { timelineOf } from "../life/timeline.tsx";
import type { History } from "../life/timeline.tsx";
import { ScansOfCertificate } from "../../scans/page.tsx";
import type { ScanRow, ToldRow } from "../../scans/store.ts";
import {
  caratsOf,
  CertificateStateTag,
  errorsOf,
  GoodsTable,
  ShipmentSummary,
  usdOf,
  numberText,
} from "../parts.tsx";
import { CertificateChain } from "./sources.tsx";
import type { CertificateOrigin } from "./sources.tsx";

export interface CertificateView extends History {
  /** What the paper prints for origins that are not listed. */
  readonly unlisted: string;
  readonly actor: Actor;
  readonly mayReceive: boolean;
  /** What desks handed in; not for exporters. */
  readonly scans?: readonly ScanRow[] | undefined;
  /** That it was used twice; told where its scans are. */
  readonly twice?: ToldRow | undefined;
  readonly origin: CertificateOrigin;
  /** What else can be done with it now. */
  readonly steps: readonly StepKind[];
  readonly problem?: Problem | undefined;
  readonly enteredSeals?: string | undefined;
  /** A message after something was done here. */
  readonly done?: string | undefined;
}

export function CertificatePage(view: CertificateView) {
  const { t, row } = view;
  const id = row.public_id.toString("hex");
  const errors = errorsOf(t, view.problem, (field) => (field.startsWith("containers") ? "seals" : undefined));
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      {view.done === "step" && <Inset>{t("life.done.step")}</Inset>}
      {isDone(view.done) && <Inset>{t(`certificate.done.${view.done}`)}</Inset>}
      <h1>
        {t("certificate.title", { number: numberText(row) })} <CertificateStateTag t={t} state={row.state} />
      </h1>
      <p class="lede">{standingText(view)}</p>
      <MarksOf {...view} />
      <Actions {...view} errors={errors} />
      <StepLinks t={t} id={id} steps={view.steps} />
      <h2>{t("certificate.what-happened")}</h2>
      <Timeline t={t} events={timelineOf(view)} />
      <p>
        <a href={`/certificates/${id}/timeline`}>{t("life.timeline.link")}</a>
      </p>
      <h2>{t("certificate.content")}</h2>
      <SummaryList
        rows={[
          { key: t("certificate.number"), value: <bdi class="code">{row.number}</bdi> },
          { key: t("certificate.issuing-authority"), value: view.nameOf(row.authority) },
          { key: t("certificate.issued"), value: t.date(row.issued_on) },
          { key: t("certificate.expires"), value: t.date(row.expires_on) },
        ]}
      />
      <ShipmentSummary t={t} content={row.content} unlisted={view.unlisted} />
      <GoodsTable t={t} content={row.content} />
      <CertificateChain t={t} {...view.origin} />
      {row.confirmation !== null && <ConfirmationDetails {...view} />}
      {view.scans !== undefined && (
        <ScansOfCertificate t={t} alert={view.twice} scans={view.scans} nameOf={view.nameOf} />
      )}
      <p>
        <a href={`/certificates/${id}/preview.pdf`}>{t("certificate.preview")}</a>
        {row.qr_text !== null && (
          <>
            {" · "}
            <a href={`/certificates/${id}/receipt`}>{t("certificate.receipt")}</a>
            {" · "}
            <a href={`/certificates/${id}/file`}>{t("file.download")}</a>
            {" · "}
            <a href={`/certificates/${id}/show`}>{t("file.show.link")}</a>
          </>
        )}
      </p>
    </>
  );
}

function isDone(step: string | undefined): step is "issued" | "validated" | "exported" {
  return step === "issued" || step === "validated" || step === "exported";
}

function Actions(view: CertificateView & { errors: readonly { text: string; field?: string }[] }) {
  const { t, row, actor } = view;
  const id = row.public_id.toString("hex");
  if (row.state === "ISSUED" && mayValidate(actor, row)) {
    if (row.issued_by === personBehind(actor))
      return <WarningText t={t}>{t("certificate.validate.not-you")}</WarningText>;
    return (
      <form method="post" action={`/certificates/${id}/validate`} class="stack">
        <h2>{t("certificate.validate.title")}</h2>
        <p>{t("certificate.validate.lede")}</p>
        <Textarea
          t={t}
          name="seals"
          rows={3}
          label={t("certificate.validate.seals")}
          hint={t("certificate.validate.seals.hint")}
          value={view.enteredSeals ?? row.content.containers.map(({ seal }) => seal).join("\n")}
          error={view.errors.find((error) => error.field === "seals")?.text}
        />
        <Button>{t("certificate.validate.submit")}</Button>
      </form>
    );
  }
  if ((row.state === "VALIDATED" || row.prints.length > 0) && mayPrint(actor, row)) {
    const [open, out] = [openPrint(row) !== undefined, originalIsOut(row)];
    return (
      <div class="actions">
        <div>
          <p>
            {t(
              open ? "printing.unanswered.lede" : out ? "certificate.print.again" : "certificate.print.lede",
            )}
          </p>
          <Button href={`/certificates/${id}/printing`} tone={out ? "secondary" : "primary"}>
            {t(open ? "printing.answer" : out ? "certificate.print.copy" : "printing.begin")}
          </Button>
        </div>
        {row.state === "PRINTED" && out && mayExport(actor, row) && (
          <form method="post" action={`/certificates/${id}/export`}>
            <p>{t("certificate.export.lede")}</p>
            <Button>{t("certificate.export.submit")}</Button>
          </form>
        )}
      </div>
    );
  }
  if (view.mayReceive && (row.state === "EXPORTED" || row.state === "PRESENTED" || row.state === "DETAINED"))
    return <Button href={`/arrivals/${id}`}>{t("certificate.arrival.open")}</Button>;
  return null;
}

function ConfirmationDetails({ t, row, nameOf }: CertificateView) {
  const { confirmation } = row;
  if (confirmation === null) return null;
  const { actuals } = confirmation;
  return (
    <section>
      <h2>{t("certificate.confirmation.title")}</h2>
      <SummaryList
        rows={[
          { key: t("certificate.confirmation.by"), value: nameOf(row.importing_authority ?? "") },
          { key: t("certificate.confirmation.on"), value: t.date(confirmation.receivedOn) },
          {
            key: t("certificate.confirmation.outcome"),
            value: t(`certificate.confirmation.${confirmation.outcome}`),
          },
          ...(confirmation.mismatches.length === 0
            ? []
            : [
                {
                  key: t("certificate.confirmation.mismatches"),
                  value: t.list(confirmation.mismatches.map((code) => t(`certificate.mismatch.${code}`))),
                },
              ]),
          ...(actuals.parcels === undefined
            ? []
            : [{ key: t("certificate.confirmation.parcels"), value: t.number(actuals.parcels) }]),
          ...(confirmation.note === undefined
            ? []
            : [{ key: t("certificate.confirmation.note"), value: confirmation.note }]),
        ]}
      />
      {actuals.lines !== undefined && (
        <Table
          id="actual"
          caption={t("certificate.confirmation.found")}
          columns={[
            { label: t("certificate.code") },
            { label: t("certificate.carats"), numeric: true },
            { label: t("certificate.value"), numeric: true },
          ]}
          rows={actuals.lines.map((line) => [
            line.code,
            t.carats(caratsOf(line.carats)),
            t.usd(usdOf(line.usd)),
          ])}
          empty={t("certificate.goods.none")}
        />
      )}
    </section>
  );
}
