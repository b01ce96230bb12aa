// The figures of a return as a table, with their sums; the same before it is sent, on its receipt and in every version.
import { formatCarats, formatUsd } from "#core/kp/amounts.ts";
import type { ReturnRow } from "#core/statistics/return-rules.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";
import type { ReturnType } from "../../facts.ts";
import { rowInWords } from "./words.ts";

export function FiguresTable(props: { t: T; id: string; type: ReturnType; rows: readonly ReturnRow[] }) {
  const { t, id, type, rows } = props;
  const counts = type === "CERTIFICATES";
  const hasNotes = rows.some(
    ({ note, status, valuation }) => note !== null || valuation !== null || status !== "NORMAL",
  );
  return (
    <Table
      id={id}
      caption={t("returns.figures.caption", { count: rows.length })}
      columns={[
        { label: t("returns.figures.row") },
        ...(counts
          ? [{ label: t("returns.field.count"), numeric: true }]
          : [
              { label: t("returns.field.carats"), numeric: true },
              { label: t("returns.field.usd"), numeric: true },
              { label: t("returns.figures.unit-value"), numeric: true },
            ]),
        ...(hasNotes ? [{ label: t("returns.figures.notes") }] : []),
      ]}
      rows={rows.map((row) => [
        rowInWords(t, row),
        ...(counts
          ? [row.count === null ? "" : t.number(row.count)]
          : [
              row.carats === null ? t("returns.no-carats") : formatCarats(row.carats, t.locale),
              row.usd === null ? t("returns.no-value") : formatUsd(row.usd, t.locale),
              row.carats !== null && row.usd !== null && row.carats > 0n && row.usd > 0n
                ? formatUsd((row.usd * 100n) / row.carats, t.locale)
                : "",
            ]),
        ...(hasNotes ? [notes(t, row)] : []),
      ])}
      foot={counts || rows.length < 2 ? undefined : sums(t, rows, hasNotes)}
      empty={t("returns.figures.none")}
    />
  );
}

function notes(t: T, { status, valuation, note }: ReturnRow): string {
  return [
    ...(status === "NORMAL" ? [] : [t(`returns.status.${status}`)]),
    ...(valuation === null ? [] : [t(`returns.valuation.${valuation}`)]),
    ...(note === null ? [] : [note]),
  ].join("; ");
}

/** Exports and imports are never one sum. */
function sums(t: T, rows: readonly ReturnRow[], hasNotes: boolean) {
  const flows = [...new Set(rows.map(({ flow }) => flow))];
  if (flows.length !== 1) return undefined;
  const sum = (of: "carats" | "usd"): bigint => rows.reduce((total, row) => total + (row[of] ?? 0n), 0n);
  return [
    t("returns.figures.sum"),
    formatCarats(sum("carats"), t.locale),
    formatUsd(sum("usd"), t.locale),
    "",
    ...(hasNotes ? [""] : []),
  ];
}
