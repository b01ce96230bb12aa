// The monthly file per certificate: a look at it before it is sent, and what came of a file that was taken in.
import { cellsOf, columnNames } from "#core/certificate/monthly-file.ts";
import type { Comparison, MonthlyRow } from "#core/certificate/monthly-file.ts";
import type { Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { TakenIn } from "../commands/take-in.ts";
import { largestMonthlyFile } from "../csv.ts";
import type { RowProblem } from "../csv.ts";
import type { MonthlyFileRow } from "../store.ts";

/** As many rows as a person looks through; the download has them all. */
const mostShown = 200;

export interface MonthlyView {
  readonly t: T;
  readonly month: string;
  readonly rows: readonly MonthlyRow[];
  readonly files: readonly MonthlyFileRow[];
  /** Whose rule asks for it, where one does. */
  readonly source: string | undefined;
  readonly problem: Problem | undefined;
}

export function MonthlyPage({ t, month, rows, files, source, problem }: MonthlyView) {
  const errors =
    problem === undefined
      ? []
      : problem.fields.length === 0
        ? [{ text: problemSentence(t, problem.code, problem.values) }]
        : problem.fields.map((one) => ({ text: fieldSentence(t, one), field: one.field }));
  const errorAt = (field: string) => errors.find((error) => "field" in error && error.field === field)?.text;
  const query = `?month=${month}`;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("monthly.title")}</h1>
      <p class="prose">{t("monthly.intro")}</p>
      <p class="quiet">{source === undefined ? t("monthly.not-asked") : t("scheme.source", { source })}</p>
      <form method="get" action="/reports/monthly">
        <TextInput
          t={t}
          name="month"
          label={t("monthly.month")}
          hint={t("monthly.month-hint")}
          value={month}
          width={10}
          code
          error={errorAt("month")}
        />
        <Button tone="secondary">{t("monthly.show")}</Button>
      </form>
      <Table
        id="rows"
        caption={t("monthly.rows", { count: rows.length, month })}
        columns={columnNames.map((column) => ({
          label: t(`monthly.column.${column}`),
          numeric: column === "carats" || column === "value_usd",
        }))}
        rows={rows.slice(0, mostShown).map((row) => {
          const cells = cellsOf(row);
          return columnNames.map((column) => cells[column]);
        })}
        empty={t("monthly.none")}
        note={rows.length > mostShown ? t("monthly.more", { shown: mostShown }) : undefined}
      />
      <ButtonGroup>
        <Button href={`/reports/monthly.csv${query}`}>{t("monthly.download-csv")}</Button>
        <Button href={`/reports/monthly.json${query}`} tone="secondary">
          {t("monthly.download-json")}
        </Button>
      </ButtonGroup>
      <form method="post" action="/reports/monthly" enctype="multipart/form-data">
        <h2>{t("monthly.take-in")}</h2>
        <p class="prose">{t("monthly.take-in-intro")}</p>
        <TextInput
          t={t}
          id="file-month"
          name="month"
          label={t("monthly.month")}
          hint={t("monthly.month-hint")}
          value={month}
          width={10}
          code
        />
        <FileUpload
          t={t}
          name="file"
          label={t("monthly.file")}
          kinds={["CSV"]}
          accept="text/csv,.csv"
          megabytes={largestMonthlyFile / 1024 / 1024}
          error={errorAt("file")}
        />
        <ButtonGroup>
          <Button name="dry-run" value="yes" tone="secondary">
            {t("monthly.dry-run")}
          </Button>
          <Button>{t("monthly.record")}</Button>
        </ButtonGroup>
      </form>
      <Files t={t} files={files} />
    </>
  );
}

function Files({ t, files }: { t: T; files: readonly MonthlyFileRow[] }) {
  return (
    <Table
      id="files"
      caption={t("monthly.files")}
      columns={[
        { label: t("monthly.file") },
        { label: t("monthly.month") },
        { label: t("monthly.recorded") },
        { label: t("monthly.matched"), numeric: true },
        { label: t("monthly.differing"), numeric: true },
        { label: t("monthly.unknown"), numeric: true },
        { label: t("monthly.missing"), numeric: true },
      ]}
      rows={files.map((file) => [
        <a href={`/reports/monthly/${file.digest.toString("hex")}`}>
          <bdi>{file.name}</bdi>
        </a>,
        file.month,
        t.instant(file.at),
        t.number(file.differences.matched),
        t.number(file.differences.differing),
        t.number(file.differences.unknown),
        t.number(file.differences.missing),
      ])}
      empty={t("monthly.files-none")}
    />
  );
}

export interface ResultView {
  readonly t: T;
  readonly name: string;
  readonly month: string;
  readonly dryRun: boolean;
  readonly taken: TakenIn;
}

export function ResultPage({ t, name, month, dryRun, taken }: ResultView) {
  const { reading, comparison, recordedAt, again, digest } = taken;
  return (
    <>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      {comparison === null ? (
        <p>{t("monthly.refused", { count: reading.problems.length })}</p>
      ) : recordedAt === null ? (
        <p>{t("monthly.only-checked")}</p>
      ) : (
        <Banner t={t} id="recorded" tone={dryRun ? "notice" : "success"}>
          <p>
            {t(again ? "monthly.recorded-before" : "monthly.recorded-now", { date: t.instant(recordedAt) })}
          </p>
        </Banner>
      )}
      <p class="quiet">
        {t("monthly.read-as", {
          month,
          delimiter: t(`monthly.delimiter.${delimiterKey[reading.delimiter]}`),
          decimal: t(reading.decimal === "," ? "monthly.decimal-comma" : "monthly.decimal-point"),
          rows: reading.rows.length,
        })}
      </p>
      <p class="quiet">
        {t("monthly.digest")} <span class="code">{digest}</span>
      </p>
      {comparison === null ? (
        <Problems t={t} problems={reading.problems} />
      ) : (
        <ComparisonTables t={t} comparison={comparison} />
      )}
      <p>
        <a href={`/reports/monthly?month=${month}`}>{t("monthly.title")}</a>
      </p>
    </>
  );
}

const delimiterKey = { ",": "comma", ";": "semicolon", tab: "tab", "|": "bar" } as const;

export function ComparisonTables({ t, comparison }: { t: T; comparison: Comparison }) {
  const { matched, differing, unknown, missing } = comparison;
  const named = (rows: Comparison["unknown"]) =>
    rows.map(({ direction, number, code }) => [number, t(`monthly.direction.${direction}`), code]);
  const columns = [
    { label: t("monthly.column.certificate_number") },
    { label: t("monthly.column.direction") },
    { label: t("monthly.column.hs_code") },
  ];
  return (
    <>
      <Stats
        items={[
          { value: t.number(matched), label: t("monthly.matched") },
          {
            value: t.number(new Set(differing.map(({ number, code }) => `${number} ${code}`)).size),
            label: t("monthly.differing"),
          },
          { value: t.number(unknown.length), label: t("monthly.unknown") },
          { value: t.number(missing.length), label: t("monthly.missing") },
        ]}
      />
      <Table
        id="differing"
        caption={t("monthly.differing-caption")}
        columns={[
          ...columns,
          { label: t("monthly.field") },
          { label: t("monthly.in-file") },
          { label: t("monthly.in-register") },
        ]}
        rows={differing.map(({ column, file, register, ...one }) => [
          ...(named([one])[0] ?? []),
          t(`monthly.column.${column}`),
          <bdi>{file}</bdi>,
          <bdi>{register}</bdi>,
        ])}
        empty={t("monthly.nothing-differs")}
      />
      <Table
        id="unknown"
        caption={t("monthly.unknown-caption")}
        columns={columns}
        rows={named(unknown)}
        empty={t("monthly.nothing-unknown")}
      />
      <Table
        id="missing"
        caption={t("monthly.missing-caption")}
        columns={columns}
        rows={named(missing)}
        empty={t("monthly.nothing-missing")}
      />
    </>
  );
}

function Problems({ t, problems }: { t: T; problems: readonly RowProblem[] }) {
  return (
    <Table
      id="problems"
      caption={t("monthly.problems")}
      columns={[
        { label: t("monthly.row"), numeric: true },
        { label: t("monthly.field") },
        { label: t("monthly.reason") },
      ]}
      rows={problems.map((problem) => [
        problem.row === 0 ? t("monthly.whole-file") : t.number(problem.row),
        problem.column === null ? "" : t(`monthly.column.${problem.column}`),
        problemText(t, problem),
      ])}
      empty=""
    />
  );
}

export function problemText(t: T, { code, value }: RowProblem): string {
  return t(`monthly.problem.${code}`, { value: value ?? "" });
}
