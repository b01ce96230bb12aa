// What the pages of this module share: the table of rows with their reasons, how a file was read, code to copy.
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { toldRow } from "../batch-report.ts";
import type { ReportRow } from "../batch-report.ts";
import type { Reading } from "../messages/read.ts";

const tones: Readonly<Record<ReportRow["state"], Tone>> = {
  waiting: "neutral",
  ready: "good",
  done: "good",
  repeated: "info",
  refused: "bad",
};

export function StateTag({ t, state }: { t: T; state: ReportRow["state"] }) {
  return <Tag tone={tones[state]}>{t(`exchange.state.${state}`)}</Tag>;
}

/** More rows than this are for a spreadsheet. */
export const mostShown = 200;

export function RowsTable({ t, rows, caption }: { t: T; rows: readonly ReportRow[]; caption: string }) {
  const shown = rows.slice(0, mostShown);
  return (
    <Table
      id="rows"
      caption={caption}
      columns={[
        { label: t("exchange.column.row") },
        { label: t("exchange.column.state") },
        { label: t("exchange.column.reason") },
      ]}
      rows={shown.map((row) => {
        const { problems, number, certificate } = toldRow(t, row);
        return [
          <>
            {row.place}
            {row.row !== "" && (
              <>
                {" · "}
                <bdi class="code">{row.row}</bdi>
              </>
            )}
          </>,
          <StateTag t={t} state={row.state} />,
          <>
            {certificate !== undefined && (
              <a href={`/certificates/${certificate}`}>
                <bdi>{number ?? t("exchange.row.certificate")}</bdi>
              </a>
            )}
            {problems.length > 0 && (
              <ul class="plain-list">
                {problems.map(({ field, reason }) => (
                  <li>
                    {field !== "" && (
                      <>
                        <bdi class="code">{field}</bdi>{" "}
                      </>
                    )}
                    {reason}
                  </li>
                ))}
              </ul>
            )}
          </>,
        ];
      })}
      empty={t("exchange.rows.none")}
      {...(rows.length > mostShown
        ? { note: t("exchange.rows.more", { shown: mostShown, total: rows.length }) }
        : {})}
    />
  );
}

export function HowRead({ t, reading }: { t: T; reading: Reading }) {
  const rows =
    reading.format === "csv"
      ? [
          { key: t("exchange.reading.format"), value: "CSV" },
          {
            key: t("exchange.reading.delimiter"),
            value: t(`exchange.delimiter.${nameOf(reading.delimiter)}`),
          },
          {
            key: t("exchange.reading.decimal"),
            value: t(`exchange.decimal.${reading.decimal === "," ? "comma" : "point"}`),
          },
        ]
      : [{ key: t("exchange.reading.format"), value: t(`exchange.reading.${reading.form}`) }];
  return <SummaryList rows={rows} />;
}

function nameOf(delimiter: "," | ";" | "tab"): "comma" | "semicolon" | "tab" {
  return delimiter === "," ? "comma" : delimiter === ";" ? "semicolon" : "tab";
}

export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <div class="table-scroll" role="region" aria-label={label} tabindex={0}>
      <pre class="code" dir="ltr">
        {text}
      </pre>
    </div>
  );
}
