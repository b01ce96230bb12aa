// One application on the desk: what is asked, what shows it, and the decision.
import { evidenceCoverage } from "#core/certificate/application.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { BackLink } from "#ui/components/back-link/BackLink.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { accountsForCarats, evidenceOfRow } from "../../application-of-row.ts";
import { goodsOf } from "../../content.ts";
import type { ApplicationRow, Hold } from "../../store.ts";
import { ApplicationSources } from "./sources.tsx";
import type { StatedSourcing } from "./sources.tsx";
import {
  ApplicationStateTag,
  errorsOf,
  evidenceKindName,
  GoodsTable,
  ShipmentSummary,
  CoverageBar,
} from "../parts.tsx";

export interface ApplicationView {
  readonly t: T;
  readonly row: ApplicationRow;
  /** What the paper prints for origins that are not listed. */
  readonly unlisted: string;
  readonly hold: Hold;
  readonly me: string;
  /** What the applicant says of the sources, and how it stands now. */
  readonly stated: StatedSourcing | undefined;
  readonly problem?: Problem | undefined;
  readonly entered?: { readonly decision: string; readonly reason: string } | undefined;
  readonly issuing?:
    | {
        readonly offices: readonly { code: string; name: string }[];
        readonly nextNumber: string | null;
        readonly latest: string;
      }
    | undefined;
}

export function ApplicationPage({
  t,
  row,
  unlisted,
  hold,
  me,
  stated,
  problem,
  entered,
  issuing,
}: ApplicationView) {
  const errors = errorsOf(t, problem, (field) =>
    field === "reason" || field === "office" || field === "expiresOn" ? field : undefined,
  );
  const mine = hold.person === me;
  return (
    <>
      <BackLink t={t} href="/queue" />
      <ErrorSummary t={t} errors={errors} />
      <h1>
        {t("certificate.application.title", { reference: row.reference })}{" "}
        <ApplicationStateTag t={t} state={row.state} />
      </h1>
      <p>{t("certificate.application.sent", { when: t.instant(row.submitted_at) })}</p>
      {!mine && (
        <>
          <WarningText t={t}>
            {t("certificate.application.held", { name: hold.name, since: t.instant(hold.since) })}
          </WarningText>
          <form method="post" action={`/queue/${row.id}/take-over`}>
            <Button tone="secondary">{t("certificate.application.take-over")}</Button>
          </form>
        </>
      )}
      <ShipmentSummary t={t} content={row.content} unlisted={unlisted} />
      <GoodsTable t={t} content={row.content} />
      <ApplicationSources t={t} stated={stated} />
      <Evidence t={t} row={row} />
      {row.state === "SUBMITTED" && mine && (
        <DecisionForm t={t} row={row} entered={entered} errors={errors} />
      )}
      {row.state === "APPROVED" && mine && issuing !== undefined && (
        <IssueForm t={t} row={row} issuing={issuing} errors={errors} />
      )}
      {row.reason !== null && (
        <Inset>{t("certificate.application.reason-given", { reason: row.reason })}</Inset>
      )}
      {row.certificate !== null && (
        <p>
          <a href={`/certificates/${row.certificate.toString("hex")}`}>
            {t("certificate.application.to-certificate")}
          </a>
        </p>
      )}
      {mine && (row.state === "SUBMITTED" || row.state === "APPROVED") && (
        <form method="post" action={`/queue/${row.id}/put-back`}>
          <Button tone="secondary">{t("certificate.application.put-back")}</Button>
        </form>
      )}
    </>
  );
}

function Evidence({ t, row }: { t: T; row: ApplicationRow }) {
  const coverage = evidenceCoverage(
    goodsOf(row.content).lines,
    row.evidence.filter(accountsForCarats).map(evidenceOfRow),
  );
  return (
    <section>
      <h2>{t("certificate.evidence")}</h2>
      <CoverageBar t={t} coverage={coverage} />
      <Table
        id="evidence"
        caption={t("certificate.evidence.files")}
        columns={[
          { label: t("certificate.evidence.file") },
          { label: t("certificate.evidence.kind") },
          { label: t("certificate.carats"), numeric: true },
        ]}
        rows={row.evidence.map((file) => [
          <a href={`/queue/${row.id}/evidence/${file.digest}`}>
            <bdi>{file.name}</bdi>
          </a>,
          evidenceKindName(t, file.kind),
          t.carats(BigInt(file.carats)),
        ])}
        empty={t("certificate.evidence.none")}
      />
    </section>
  );
}

function DecisionForm({
  t,
  row,
  entered,
  errors,
}: {
  t: T;
  row: ApplicationRow;
  entered: ApplicationView["entered"];
  errors: readonly { text: string; field?: string }[];
}) {
  return (
    <form method="post" action={`/queue/${row.id}/review`} class="stack">
      <h2>{t("certificate.review.title")}</h2>
      <Radios
        t={t}
        name="decision"
        legend={t("certificate.review.legend")}
        value={entered?.decision}
        items={[
          {
            value: "approve",
            label: t("certificate.review.approve"),
            hint: t("certificate.review.approve.hint"),
          },
          {
            value: "return",
            label: t("certificate.review.return"),
            hint: t("certificate.review.return.hint"),
          },
          {
            value: "reject",
            label: t("certificate.review.reject"),
            hint: t("certificate.review.reject.hint"),
          },
        ]}
      />
      <Textarea
        t={t}
        name="reason"
        label={t("certificate.review.reason")}
        hint={t("certificate.review.reason.hint")}
        value={entered?.reason ?? ""}
        error={errors.find((error) => error.field === "reason")?.text}
        limit={2_000}
      />
      <Button>{t("certificate.review.submit")}</Button>
    </form>
  );
}

function IssueForm({
  t,
  row,
  issuing,
  errors,
}: {
  t: T;
  row: ApplicationRow;
  issuing: NonNullable<ApplicationView["issuing"]>;
  errors: readonly { text: string; field?: string }[];
}) {
  return (
    <form method="post" action={`/queue/${row.id}/issue`} class="stack">
      <h2>{t("certificate.issue.title")}</h2>
      {issuing.nextNumber !== null && (
        <Inset>{t("certificate.issue.next-number", { number: issuing.nextNumber })}</Inset>
      )}
      <Select
        t={t}
        name="office"
        label={t("certificate.issue.office")}
        value={row.office}
        items={issuing.offices.map(({ code, name }) => ({ value: code, label: name }))}
        error={errors.find((error) => error.field === "office")?.text}
      />
      <TextInput
        t={t}
        name="expiresOn"
        label={t("certificate.issue.expires")}
        hint={t("certificate.issue.expires.hint", { latest: t.date(issuing.latest) })}
        value={issuing.latest}
        code
        width={10}
        error={errors.find((error) => error.field === "expiresOn")?.text}
      />
      <p>{t("certificate.issue.then")}</p>
      <Button>{t("certificate.issue.submit")}</Button>
    </form>
  );
}
