// The pages of data sets: the list, one data set with its editions, the form that takes a file in, and what was understood.
import { fileKinds } from "#core/statistics/reading/kinds.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { licences } from "../receive.ts";
import type { Received } from "../receive.ts";
import type { DatasetRow } from "../store.ts";
import {
  changesInWords,
  figureCells,
  figureColumns,
  figureReportInWords,
  kindInWords,
  outcomeInWords,
  sizeInWords,
  spanInWords,
  totalInWords,
} from "../words.ts";

export const largestWebFile = 8 * 1024 * 1024;

export function DatasetsPage({
  t,
  datasets,
  mayTakeIn,
}: {
  readonly t: T;
  readonly datasets: readonly DatasetRow[];
  readonly mayTakeIn: boolean;
}) {
  return (
    <>
      <h1>{t("datasets.title")}</h1>
      <p class="prose">{t("datasets.intro")}</p>
      <Table
        id="datasets"
        caption={t("datasets.list")}
        columns={[
          { label: t("datasets.column.title") },
          { label: t("datasets.source") },
          { label: t("datasets.column.figures"), numeric: true },
          { label: t("datasets.column.as-of") },
          { label: t("datasets.column.licence") },
        ]}
        rows={datasets.map(({ id, title, attribution, rows, as_of, licence }) => [
          <a href={`/statistics/datasets/${id}`}>
            <bdi>{title}</bdi>
          </a>,
          <bdi>{attribution}</bdi>,
          t.number(rows),
          t.date(as_of),
          licenceInWords(t, licence),
        ])}
        empty={t("datasets.none")}
      />
      <ButtonGroup>
        {mayTakeIn && <Button href="/statistics/datasets/new">{t("datasets.new")}</Button>}
        <Button href="/api/statistics/datasets" tone="secondary">
          {t("datasets.api")}
        </Button>
      </ButtonGroup>
    </>
  );
}

export function DatasetPage({
  t,
  editions,
  mayHaveFile,
}: {
  readonly t: T;
  /** Newest first; at least one. */
  readonly editions: readonly [DatasetRow, ...DatasetRow[]];
  readonly mayHaveFile: (edition: DatasetRow) => boolean;
}) {
  const [newest] = editions;
  return (
    <>
      <h1>
        <bdi>{newest.title}</bdi>
      </h1>
      <SummaryList
        rows={[
          { key: t("datasets.source"), value: <bdi>{newest.attribution}</bdi> },
          { key: t("datasets.column.licence"), value: licenceInWords(t, newest.licence) },
          { key: t("datasets.kind"), value: kindInWords(t, newest.kind) },
          { key: t("datasets.column.as-of"), value: t.date(newest.as_of) },
          { key: t("datasets.column.figures"), value: t.number(newest.rows) },
          {
            key: t("datasets.openness"),
            value: t(newest.open ? "datasets.openness.open" : "datasets.openness.inside"),
          },
          { key: t("datasets.short-name"), value: <span class="code">{newest.id}</span> },
          {
            key: t("datasets.fingerprint"),
            value: <span class="code">{newest.file.toString("hex")}</span>,
          },
        ]}
      />
      <p>
        <a href={`/statistics?source=${newest.id}`}>{t("datasets.see")}</a>
      </p>
      <Table
        id="editions"
        caption={t("datasets.editions")}
        columns={[
          { label: t("datasets.column.edition") },
          { label: t("datasets.column.as-of") },
          { label: t("datasets.column.taken") },
          { label: t("datasets.column.added"), numeric: true },
          { label: t("datasets.column.changed"), numeric: true },
          { label: t("datasets.column.withdrawn"), numeric: true },
          { label: t("datasets.column.file") },
        ]}
        rows={editions.map((one) => [
          t.number(one.edition),
          t.date(one.as_of),
          t.instant(one.at),
          t.number(one.added),
          t.number(one.changed),
          t.number(one.withdrawn),
          mayHaveFile(one) ? (
            <a href={`/statistics/datasets/${one.id}/${one.edition}/file`}>
              <bdi>{one.name}</bdi>
            </a>
          ) : (
            t("datasets.withheld")
          ),
        ])}
        empty=""
      />
    </>
  );
}

export type FormValues = Readonly<Record<string, string>>;

export function NewDatasetPage({
  t,
  values,
  problem,
}: {
  readonly t: T;
  readonly values: FormValues;
  readonly problem: Problem | undefined;
}) {
  const errors = formErrors(t, problem);
  const errorAt = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  const value = (name: string): string => values[name] ?? "";
  const text = (name: "id" | "title" | "attribution" | "asOf", label: string, hint?: string) => (
    <TextInput t={t} name={name} label={label} hint={hint} value={value(name)} error={errorAt(name)} />
  );
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("datasets.form.title")}</h1>
      <p class="prose">{t("datasets.form.intro")}</p>
      <form method="post" action="/statistics/datasets/new" enctype="multipart/form-data">
        <FileUpload
          t={t}
          name="file"
          label={t("datasets.form.file")}
          hint={t("datasets.form.file-hint")}
          kinds={["CSV", "XLSX"]}
          accept="text/csv,.csv,.xlsx"
          megabytes={largestWebFile / 1024 / 1024}
          error={errorAt("file")}
        />
        <Select
          t={t}
          name="kind"
          label={t("datasets.form.kind")}
          hint={t("datasets.form.kind-hint")}
          value={value("kind")}
          choose={false}
          error={errorAt("kind")}
          items={[
            { value: "", label: t("datasets.form.kind-shown") },
            ...fileKinds.map((kind) => ({ value: kind, label: kindInWords(t, kind) })),
          ]}
        />
        {text("id", t("datasets.short-name"), t("datasets.form.id-hint"))}
        {text("title", t("datasets.form.name"))}
        {text("attribution", t("datasets.form.attribution"))}
        <Select
          t={t}
          name="licence"
          label={t("datasets.form.licence")}
          value={value("licence")}
          choose={false}
          items={licences.map((licence) => ({ value: licence, label: licenceInWords(t, licence) }))}
        />
        {text("asOf", t("datasets.form.as-of"), t("datasets.form.as-of-hint"))}
        <Select
          t={t}
          name="decimal"
          label={t("datasets.form.decimal")}
          value={value("decimal")}
          choose={false}
          items={[
            { value: "", label: t("datasets.form.decimal-shown") },
            { value: ".", label: t("datasets.form.decimal-point") },
            { value: ",", label: t("datasets.form.decimal-comma") },
          ]}
        />
        <Checkboxes
          t={t}
          name="also"
          legend={t("datasets.form.more")}
          error={errorAt("open")}
          values={["open", "parts", "complete"].filter((name) => value(name) === "yes")}
          items={[
            { value: "open", label: t("datasets.form.open") },
            { value: "parts", label: t("datasets.form.parts") },
            { value: "complete", label: t("datasets.form.complete") },
          ]}
        />
        <Button>{t("datasets.form.look")}</Button>
      </form>
    </>
  );
}

/** As many as a person looks through; the command line tells them all. */
const mostReports = 200;

export function PreviewPage({
  t,
  name,
  upload,
  received,
  complete,
}: {
  readonly t: T;
  readonly name: string;
  readonly upload: string;
  readonly received: Received;
  readonly complete: boolean;
}) {
  const { understanding, changes, state } = received;
  const { reports, said, sums, totals, first } = understanding;
  const span = spanInWords(t, understanding);
  const news = changes !== null && changes.added + changes.changed + (complete ? changes.missing : 0) > 0;
  return (
    <>
      <h1>{t("datasets.preview.title")}</h1>
      <p>
        <bdi>{name}</bdi>
      </p>
      {state === "refused" && (
        <Banner t={t} id="refused">
          <p>{outcomeInWords(t, received)}</p>
        </Banner>
      )}
      <ul>
        <li>{t("datasets.read-as", { kind: kindInWords(t, understanding.kind) })}</li>
        <li>{sizeInWords(t, understanding)}</li>
        {span !== undefined && <li>{span}</li>}
        {sums > 0 && <li>{t("datasets.sums", { count: sums })}</li>}
        {changes !== null && <li>{changesInWords(t, changes)}</li>}
        {changes !== null && changes.missing > 0 && (
          <li>
            {t(complete ? "datasets.missing-withdrawn" : "datasets.missing", { count: changes.missing })}
          </li>
        )}
      </ul>
      {totals.length > 0 && (
        <>
          <h2>{t("datasets.preview.totals")}</h2>
          <ul>
            {totals.map((total) => (
              <li>{totalInWords(t, total)}</li>
            ))}
          </ul>
        </>
      )}
      {first.length > 0 && (
        <Table
          id="first"
          caption={t("datasets.first")}
          columns={figureColumns.map((column) => ({
            label: t(`datasets.column.${column}`),
            numeric: column === "carats" || column === "usd",
          }))}
          rows={first.map((row) => figureCells(t, row))}
          empty=""
        />
      )}
      {reports.length > 0 && (
        <>
          <h2>{t("datasets.preview.reports")}</h2>
          <ul>
            {reports.slice(0, mostReports).map((report) => (
              <li>{figureReportInWords(t, report)}</li>
            ))}
          </ul>
          {said > mostReports && <p>{t("datasets.more-reports", { count: said - mostReports })}</p>}
        </>
      )}
      {state !== "refused" && !news && <p>{t("datasets.outcome.nothing-new")}</p>}
      <form method="post" action="/statistics/datasets/take-in">
        <input type="hidden" name="upload" value={upload} />
        <ButtonGroup>
          {state !== "refused" && news && <Button>{t("datasets.preview.take")}</Button>}
          <Button href="/statistics/datasets/new" tone="secondary">
            {t("datasets.preview.other")}
          </Button>
        </ButtonGroup>
      </form>
      <p class="quiet">{t("datasets.preview.kept")}</p>
    </>
  );
}

export function licenceInWords(t: T, licence: string): string {
  const key = `datasets.licence.${licence}`;
  return t.has(key) ? t(key) : licence;
}
