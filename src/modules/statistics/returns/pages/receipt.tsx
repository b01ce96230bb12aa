// A return that was filed: its receipt with number, time and hash, its figures, what the filer said, and every version of it.
import type { ReturnRow } from "#core/statistics/return-rules.ts";
import { findingOf } from "#core/statistics/screening/kept.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Panel } from "#ui/components/panel/Panel.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { filingFindingInWords } from "#ui/statistics/trade-findings.ts";
import type { ReturnKey } from "../queries.ts";
import type { FilingRow } from "../store.ts";
import { FiguresTable } from "./figures.tsx";
import { addressOf, titleOf } from "./words.ts";

export interface ReceiptView {
  readonly t: T;
  readonly row: FilingRow;
  readonly figures: readonly ReturnRow[];
  /** Just sent. */
  readonly sent: boolean;
  /** A later version stands in its place. */
  readonly replacedBy: number | null;
  /** The reader files for this Participant. */
  readonly own: boolean;
}

/** "SL trade 2026-Q2, version 1" is how a person names it on the telephone. */
export function numberOf({ participant, type, period, version }: FilingRow): string {
  return `${participant}-${type}-${period}-${version}`;
}

export function ReceiptPage({ t, row, figures, sent, replacedBy, own }: ReceiptView) {
  const title = titleOf(t, row.type, row.period);
  const key = `/returns/${row.type.toLowerCase()}/${row.period}`;
  return (
    <>
      {sent ? (
        <Panel title={t("returns.receipt.sent")}>
          <p>
            {t("returns.receipt.number")} <strong class="code">{numberOf(row)}</strong>
          </p>
        </Panel>
      ) : (
        <h1>{t("returns.receipt.title", { participant: t.country(row.participant), title })}</h1>
      )}
      {replacedBy !== null && (
        <Inset>
          <p>{t("returns.receipt.replaced", { version: replacedBy })}</p>
        </Inset>
      )}
      <SummaryList
        rows={[
          { key: t("returns.receipt.what"), value: title },
          { key: t("returns.receipt.participant"), value: t.country(row.participant) },
          { key: t("returns.receipt.number-key"), value: <span class="code">{numberOf(row)}</span> },
          { key: t("returns.receipt.version"), value: t.number(row.version) },
          {
            key: t("returns.receipt.kind"),
            value: t(row.kind === "NIL" ? "returns.nil" : `returns.status.${row.status}`),
          },
          { key: t("returns.receipt.time"), value: t.instant(row.at) },
          { key: t("returns.receipt.by"), value: `${row.by_name}, ${row.authority}` },
          {
            key: t("returns.receipt.hash"),
            value: <span class="code code--long">{row.leaf_hash.toString("hex")}</span>,
          },
          {
            key: t("returns.receipt.act"),
            value: <a href={`/log/acts/${row.act}`}>{t("returns.receipt.act-link")}</a>,
          },
          ...(row.file === null
            ? []
            : [
                {
                  key: t("returns.receipt.file"),
                  value: <a href={`/returns/filed/${row.act}/file`}>{t("returns.receipt.file-link")}</a>,
                },
              ]),
        ]}
      />
      {row.kind === "NIL" ? (
        <p>{t("returns.receipt.nil")}</p>
      ) : (
        <FiguresTable t={t} id="figures" type={row.type} rows={figures} />
      )}
      {row.why !== "" && (
        <>
          <h2>{t("returns.receipt.why")}</h2>
          <p class="prose">
            <bdi>{row.why}</bdi>
          </p>
        </>
      )}
      {row.findings.length > 0 && (
        <>
          <h2>{t("returns.receipt.findings")}</h2>
          <ul>
            {row.findings.map((finding) => (
              <li>{filingFindingInWords(t, findingOf(finding))}</li>
            ))}
          </ul>
        </>
      )}
      <ul class="no-print">
        {own && (
          <>
            <li>
              <a href={`${key}?do=correct`}>{t("returns.stands.correct")}</a>
            </li>
            <li>
              <a href={`${key}/versions`}>{t("returns.receipt.versions")}</a>
            </li>
          </>
        )}
        <li>
          <a href={own ? "/returns" : "/returns/filed"}>{t("returns.receipt.back")}</a>
        </li>
      </ul>
      <p class="quiet no-print">{t("returns.receipt.print")}</p>
    </>
  );
}

export interface VersionsView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly versions: readonly { readonly row: FilingRow; readonly figures: readonly ReturnRow[] }[];
}

/** The newest first, each with what it changed. */
export function VersionsPage({ t, key_: key, versions }: VersionsView) {
  return (
    <>
      <h1>{t("returns.versions.title", { title: titleOf(t, key.type, key.period) })}</h1>
      <p class="prose">{t("returns.versions.lede")}</p>
      {versions.length === 0 && <p>{t("returns.versions.none")}</p>}
      {versions.map(({ row, figures }) => (
        <section aria-labelledby={`version-${row.version}`}>
          <h2 id={`version-${row.version}`}>{t("returns.versions.version", { version: row.version })}</h2>
          <p>
            {t("returns.versions.filed", { by: row.by_name, date: t.instant(row.at) })}{" "}
            <a href={`/returns/filed/${row.act}`}>{t("returns.versions.read")}</a>
          </p>
          {row.why !== "" && (
            <Inset>
              <p>
                <bdi>{row.why}</bdi>
              </p>
            </Inset>
          )}
          {row.kind === "NIL" ? (
            <p>{t("returns.receipt.nil")}</p>
          ) : (
            <FiguresTable t={t} id={`figures-${row.version}`} type={row.type} rows={figures} />
          )}
        </section>
      ))}
      <p>
        <a href={addressOf(key.type, key.period)}>{t("returns.stands.correct")}</a>
      </p>
    </>
  );
}

export interface FiledView {
  readonly t: T;
  readonly filings: readonly FilingRow[];
  readonly before: number | null;
  readonly after: number | null;
}

/** The newest returns that the reader may see: its own Participant's, or everybody's for analysts. */
export function FiledPage({ t, filings, before, after }: FiledView) {
  return (
    <>
      <h1>{t("returns.filed.title")}</h1>
      <p class="prose">{t("returns.filed.lede")}</p>
      <Table
        id="filed"
        caption={t("returns.filed.title")}
        captionHidden
        columns={[
          { label: t("returns.receipt.what") },
          { label: t("returns.receipt.participant") },
          { label: t("returns.receipt.time") },
          { label: t("returns.receipt.version"), numeric: true },
          { label: t("returns.receipt.kind") },
          { label: t("returns.filed.findings"), numeric: true },
        ]}
        rows={filings.map((row) => [
          <a href={`/returns/filed/${row.act}`}>{titleOf(t, row.type, row.period)}</a>,
          t.country(row.participant),
          t.instant(row.at),
          t.number(row.version),
          t(row.kind === "NIL" ? "returns.nil" : `returns.status.${row.status}`),
          t.number(row.findings.length),
        ])}
        empty={t("returns.calendar.none-filed")}
      />
      <p>
        {before !== null && <a href={`/returns/filed?page=${before}`}>{t("returns.filed.newer")}</a>}
        {before !== null && after !== null && " · "}
        {after !== null && <a href={`/returns/filed?page=${after}`}>{t("returns.filed.older")}</a>}
      </p>
    </>
  );
}
