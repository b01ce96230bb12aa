// Files of an authority, and one of them: what came of each row, and the steps that are left.
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { ReportRow } from "../batch-report.ts";
import { largestFile } from "../messages/limits.ts";
import { messageKinds } from "../messages/rows.ts";
import { rowStates } from "../store.ts";
import type { BatchRow, Counts } from "../store.ts";
import { HowRead, RowsTable } from "./parts.tsx";

export interface FormError {
  readonly field: string;
  readonly text: string;
}

export function BatchesPage(props: {
  t: T;
  batches: readonly (BatchRow & { readonly counts: Counts })[];
  kind: string;
  errors: readonly FormError[];
}) {
  const { t, errors } = props;
  const errorAt = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("exchange.batches.title")}</h1>
      <p class="lede">{t("exchange.batches.lede")}</p>
      <form method="post" action="/batches" enctype="multipart/form-data">
        <Radios
          t={t}
          name="kind"
          legend={t("exchange.batches.kind")}
          value={props.kind}
          items={messageKinds.map((kind) => ({ value: kind, label: t(`exchange.kind.${kind}`) }))}
          error={errorAt("kind")}
        />
        <FileUpload
          t={t}
          name="file"
          label={t("exchange.batches.file")}
          kinds={["CSV", "JSON"]}
          accept=".csv,.json,.jsonl,.ndjson,text/csv,application/json"
          megabytes={largestFile / 1024 / 1024}
          error={errorAt("file")}
        />
        <Button>{t("exchange.batches.send")}</Button>
      </form>
      <p>
        <a href="/developers/validator">{t("exchange.validator.title")}</a>
      </p>
      <Table
        id="batches"
        caption={t("exchange.batches.sent")}
        columns={[
          { label: t("exchange.column.name") },
          { label: t("exchange.column.kind") },
          { label: t("exchange.column.sent") },
          ...rowStates.map((state) => ({ label: t(`exchange.state.${state}`), numeric: true })),
        ]}
        rows={props.batches.map((batch) => [
          <a href={`/batches/${batch.id}`}>
            <bdi>{batch.name}</bdi>
          </a>,
          t(`exchange.kind.${batch.kind}`),
          t("exchange.sent-by", { name: batch.sender_name, when: t.instant(batch.received_at) }),
          ...rowStates.map((state) => t.number(batch.counts[state])),
        ])}
        empty={t("exchange.batches.none")}
      />
    </>
  );
}

export function BatchPage(props: {
  t: T;
  batch: BatchRow;
  counts: Counts;
  rows: readonly ReportRow[];
  /** The rows are what would come of them. */
  dryRun: boolean;
  mayValidate: boolean;
}) {
  const { t, batch, counts, rows, dryRun } = props;
  const ready = rows.filter(({ state }) => state === "ready").length;
  const refused = rows.filter(({ state }) => state === "refused").length;
  return (
    <>
      <h1>
        <bdi>{batch.name}</bdi>
      </h1>
      <p>{t("exchange.sent-by", { name: batch.sender_name, when: t.instant(batch.received_at) })}</p>
      <Stats
        items={rowStates.map((state) => ({
          label: t(`exchange.state.${state}`),
          value: t.number(counts[state]),
        }))}
      />
      {dryRun && <Inset>{t("exchange.dry-run.result", { ready, refused })}</Inset>}
      {counts.waiting > 0 && (
        <>
          <p>{t("exchange.batch.waiting")}</p>
          <ButtonGroup>
            <form method="post" action={`/batches/${batch.id}/dry-run`}>
              <Button tone="secondary">{t("exchange.batch.dry-run")}</Button>
            </form>
            <form method="post" action={`/batches/${batch.id}/run`}>
              <Button>{t(counts.done === 0 ? "exchange.batch.run" : "exchange.batch.go-on")}</Button>
            </form>
          </ButtonGroup>
        </>
      )}
      {counts.waiting === 0 && counts.refused > 0 && <p>{t("exchange.batch.correct")}</p>}
      {props.mayValidate && batch.kind === "certificates" && counts.done > 0 && (
        <form method="post" action={`/batches/${batch.id}/validate`}>
          <p>{t("exchange.batch.validate-words")}</p>
          <Button tone="secondary">{t("exchange.batch.validate", { count: counts.done })}</Button>
        </form>
      )}
      <RowsTable t={t} rows={rows} caption={t(dryRun ? "exchange.dry-run.title" : "exchange.rows.title")} />
      <p>
        <a href={`/batches/${batch.id}/report.csv`}>{t("exchange.batch.csv")}</a>
      </p>
      <h2>{t("exchange.reading.title")}</h2>
      <HowRead t={t} reading={batch.reading} />
    </>
  );
}
