// A return out of a sheet: what was understood of it, the columns, the units and the decimal sign to choose, the first rows in
// plain units, and row by row what cannot be taken. Nothing of it is filed here.
import { formatCarats, formatUsd } from "#core/kp/amounts.ts";
import { columnLetters } from "#core/text/sheet.ts";
import type { SheetRow } from "#core/text/sheet.ts";
import { fieldsOf } from "#core/statistics/reading/filed-rows.ts";
import { units } from "#core/statistics/reading/numbers.ts";
import type { Unit } from "#core/statistics/reading/numbers.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import type { ReturnKey } from "../queries.ts";
import { largestFile } from "../sheet.ts";
import type { SheetView } from "../sheet.ts";
import { addressOf, rowInWords, titleOf } from "./words.ts";

export interface UploadView {
  readonly t: T;
  readonly key_: ReturnKey;
  /** Sentences of what went wrong with the sheet before. */
  readonly errors: readonly string[];
}

export function UploadPage({ t, key_: key, errors }: UploadView) {
  return (
    <>
      <ErrorSummary t={t} errors={errors.map((text) => ({ text, field: "paste" }))} />
      <h1>{t("returns.sheet.title", { title: titleOf(t, key.type, key.period) })}</h1>
      <p class="prose">{t("returns.sheet.lede")}</p>
      <form method="post" action={addressOf(key.type, key.period, "/sheet")} enctype="multipart/form-data">
        <Textarea
          t={t}
          name="paste"
          label={t("returns.sheet.paste")}
          hint={t("returns.sheet.paste-hint")}
          optional
          rows={8}
          error={errors[0]}
        />
        <FileUpload
          t={t}
          name="file"
          label={t("returns.sheet.file")}
          optional
          kinds={["CSV", "XLSX"]}
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          megabytes={largestFile / 1024 / 1024}
        />
        <Button>{t("returns.sheet.read")}</Button>
      </form>
    </>
  );
}

export interface MappingView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly file: string;
  readonly rows: readonly SheetRow[];
  readonly delimiter: string | null;
  readonly furtherSheets: readonly string[];
  readonly view: SheetView;
  readonly problems: readonly FieldProblem[];
}

const delimiterNames: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
};
const previewed = 5;
const mostReported = 100;

export function MappingPage(props: MappingView) {
  const { t, key_: key, file, rows, delimiter, furtherSheets, view, problems } = props;
  const { choices, reading } = view;
  const address = addressOf(key.type, key.period, "/sheet");
  const found = reading.found === "." ? "point" : reading.found === "," ? "comma" : reading.found;
  const repeated = view.problems.some(({ code }) => code === "return-key-twice");
  return (
    <>
      <ErrorSummary
        t={t}
        errors={problems.map((problem) => ({ text: fieldSentence(t, problem), field: problem.field }))}
      />
      <h1>{t("returns.sheet.title", { title: titleOf(t, key.type, key.period) })}</h1>
      <h2>{t("returns.sheet.understood")}</h2>
      <p>
        {t("returns.sheet.file-read", {
          file,
          rows: rows.length,
          delimiter: delimiter === null ? "none" : (delimiterNames[delimiter] ?? "comma"),
        })}{" "}
        {key.type !== "CERTIFICATES" && t("returns.sheet.found", { found })}
      </p>
      {furtherSheets.length > 0 && <p>{t("returns.sheet.further", { names: t.list(furtherSheets) })}</p>}
      <Preview {...props} />
      <form method="post" action={`${address}/choices`}>
        <h2 id="columns">{t("returns.sheet.columns")}</h2>
        <div class="return-line__fields">
          {choices.columns.map((field, place) => (
            <Select
              t={t}
              name={`column.${place}`}
              label={t("returns.sheet.column", {
                column: columnLetters(place),
                example: (rows[0]?.cells[place] ?? "").trim().slice(0, 24),
              })}
              value={field ?? "none"}
              choose={false}
              items={[
                { value: "none", label: t("returns.sheet.not-used") },
                ...[...fieldsOf[key.type].needed, ...fieldsOf[key.type].more].map((one) => ({
                  value: one,
                  label: t(`returns.field.${one}`),
                })),
              ]}
            />
          ))}
        </div>
        <Checkboxes
          t={t}
          name="head"
          legend={t("returns.sheet.head")}
          items={[{ value: "yes", label: t("returns.sheet.head") }]}
          values={choices.head ? ["yes"] : []}
        />
        {key.type !== "CERTIFICATES" && (
          <>
            <Radios
              t={t}
              name="decimal"
              legend={t("returns.sheet.decimal")}
              value={choices.decimal ?? "auto"}
              items={[
                { value: "auto", label: t("returns.sheet.decimal-auto") },
                { value: ".", label: t("returns.sheet.decimal-point") },
                { value: ",", label: t("returns.sheet.decimal-comma") },
              ]}
            />
            <div class="return-line__fields">
              <UnitSelect
                t={t}
                name="caratsUnit"
                label={t("returns.sheet.carats-in")}
                value={choices.caratsUnit}
              />
              <UnitSelect t={t} name="usdUnit" label={t("returns.sheet.usd-in")} value={choices.usdUnit} />
            </div>
          </>
        )}
        {key.type === "TRADE" && !choices.columns.includes("flow") && (
          <Radios
            t={t}
            name="flow"
            legend={t("returns.sheet.flow")}
            inline
            value={choices.flow}
            items={(["EXPORT", "IMPORT"] as const).map((flow) => ({
              value: flow,
              label: t(`returns.flow.${flow}`),
            }))}
          />
        )}
        {repeated && (
          <Checkboxes
            t={t}
            name="together"
            legend={t("returns.sheet.together")}
            items={[{ value: "yes", label: t("returns.sheet.together") }]}
          />
        )}
        <ButtonGroup>
          <Button name="do" value="take">
            {t("returns.sheet.take")}
          </Button>
          <Button name="do" value="show" tone="secondary">
            {t("returns.sheet.show")}
          </Button>
        </ButtonGroup>
      </form>
      <Report {...props} />
      <form method="post" action={addressOf(key.type, key.period, "/discard")}>
        <Button tone="secondary">{t("returns.sheet.other")}</Button>
      </form>
    </>
  );
}

function UnitSelect({ t, name, label, value }: { t: T; name: string; label: string; value: Unit }) {
  return (
    <Select
      t={t}
      name={name}
      label={label}
      value={value}
      choose={false}
      items={(Object.keys(units) as Unit[]).map((unit) => ({
        value: unit,
        label: t(`returns.unit.${unit}`),
      }))}
    />
  );
}

function Preview({ t, key_: key, view }: MappingView) {
  const counts = key.type === "CERTIFICATES";
  return (
    <Table
      id="preview"
      caption={t("returns.sheet.preview")}
      columns={[
        { label: t("returns.sheet.row"), numeric: true },
        { label: t("returns.figures.row") },
        ...(counts
          ? [{ label: t("returns.field.count"), numeric: true }]
          : [
              { label: t("returns.field.carats"), numeric: true },
              { label: t("returns.field.usd"), numeric: true },
            ]),
      ]}
      rows={view.reading.rows
        .slice(0, previewed)
        .map(({ row, given }) => [
          t.number(row),
          rowInWords(t, { ...given, product: given.product === "" ? "_T" : given.product }),
          ...(counts
            ? [given.count === null ? "" : t.number(given.count)]
            : [
                given.carats === null ? "" : formatCarats(given.carats, t.locale),
                given.usd === null ? "" : formatUsd(given.usd, t.locale),
              ]),
        ])}
      empty={t(view.reading.decimal === null ? "returns.sheet.ambiguous-first" : "returns.figures.none")}
    />
  );
}

function Report({ t, view }: MappingView) {
  const lines = [
    ...view.reading.reports.map(({ row, column, code, text }) => ({
      row,
      column,
      said: fieldSentence(t, { code }),
      text,
    })),
    ...view.problems.map((problem) => ({
      row: problem.sheetRow ?? 0,
      column: "",
      said: fieldSentence(t, problem),
      text: "",
    })),
  ].toSorted((a, b) => a.row - b.row);
  return (
    <Table
      id="report"
      caption={t("returns.sheet.report")}
      columns={[
        { label: t("returns.sheet.where") },
        { label: t("returns.sheet.says") },
        { label: t("returns.sheet.cell") },
      ]}
      rows={lines
        .slice(0, mostReported)
        .map(({ row, column, said, text }) => [
          row === 0
            ? t("returns.figures.row")
            : column === ""
              ? t("returns.sheet.at-row", { row })
              : t("returns.sheet.at-cell", { row, column }),
          said,
          <bdi>{text}</bdi>,
        ])}
      empty={t("returns.sheet.report-none")}
    />
  );
}
