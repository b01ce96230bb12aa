// The stock of security paper of an authority: what each office received, used and spoiled, and what should be left.
// This is what a review counts ("certificate security, stock and spoilage").
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { sheetText } from "../../sheets/number.ts";
import type { LotWithUse, SpoiledRow } from "../../sheets/store.ts";
import { errorsOf } from "../parts.tsx";

export interface SheetsView {
  readonly t: T;
  readonly lots: readonly LotWithUse[];
  readonly spoiled: readonly SpoiledRow[];
  readonly offices: readonly { readonly code: string; readonly name: string }[];
  readonly today: string;
  readonly problem?: Problem | undefined;
  readonly entered?: Readonly<Record<string, string>> | undefined;
  /** How many sheets were just entered. */
  readonly received?: number | undefined;
}

export const spoiledShown = 200;

export function SheetsPage(view: SheetsView) {
  const { t, lots, spoiled } = view;
  return (
    <>
      <ErrorSummary t={t} errors={errorsOf(t, view.problem, (field) => field)} />
      {view.received !== undefined && (
        <Inset>{t("printing.sheets.received", { count: view.received })}</Inset>
      )}
      <h1>{t("printing.sheets.title")}</h1>
      <p class="lede">{t("printing.sheets.lede")}</p>
      <Table
        id="lots"
        caption={t("printing.sheets.lots")}
        columns={[
          { label: t("printing.sheets.office") },
          { label: t("printing.sheets.numbers") },
          { label: t("printing.sheets.on") },
          { label: t("printing.sheets.count"), numeric: true },
          { label: t("printing.sheets.used"), numeric: true },
          { label: t("printing.sheets.spoiled"), numeric: true },
          { label: t("printing.sheets.open"), numeric: true },
          { label: t("printing.sheets.left"), numeric: true },
        ]}
        rows={lots.map((lot) => {
          const count = lot.last - lot.first + 1n;
          return [
            <>
              {lot.office}
              {lot.note !== null && <span class="hint"> {lot.note}</span>}
            </>,
            <bdi class="code">
              {sheetText({ ...lot, number: lot.first })} – {sheetText({ ...lot, number: lot.last })}
            </bdi>,
            t.date(lot.received_on),
            t.number(count),
            t.number(lot.used),
            t.number(lot.spoiled),
            t.number(lot.open),
            <strong>{t.number(count - lot.used - lot.spoiled - lot.open)}</strong>,
          ];
        })}
        empty={t("printing.sheets.none")}
      />
      <Table
        id="spoiled"
        caption={t("printing.sheets.spoiled-list")}
        columns={[
          { label: t("printing.sheet.number") },
          { label: t("printing.when") },
          { label: t("certificate.number") },
          { label: t("printing.reason") },
          { label: t("printing.sheets.by") },
        ]}
        rows={spoiled.map((row) => [
          <bdi class="code">{sheetText(row)}</bdi>,
          t.instant(row.at),
          <a href={`/certificates/${row.certificate.toString("hex")}`}>
            <bdi class="code">{row.certificate_number}</bdi>
          </a>,
          row.reason ?? "",
          row.by_name,
        ])}
        empty={t("printing.sheets.none-spoiled")}
      />
      <ReceiveForm {...view} />
    </>
  );
}

function ReceiveForm({ t, offices, today, problem, entered }: SheetsView) {
  const errors = errorsOf(t, problem, (field) => field);
  const at = (name: string): string | undefined => errors.find(({ field }) => field === name)?.text;
  return (
    <form method="post" action="/sheets" class="stack">
      <h2>{t("printing.sheets.receive")}</h2>
      <p>{t("printing.sheets.receive.lede")}</p>
      <Select
        t={t}
        name="office"
        label={t("printing.sheets.office")}
        value={entered?.["office"] ?? (offices.length === 1 ? offices[0]?.code : undefined)}
        error={at("office")}
        items={offices.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
      />
      <TextInput
        t={t}
        name="first"
        code
        width={20}
        label={t("printing.sheets.first")}
        hint={t("printing.sheets.first.hint")}
        value={entered?.["first"]}
        error={at("first")}
      />
      <TextInput
        t={t}
        name="last"
        code
        width={20}
        label={t("printing.sheets.last")}
        value={entered?.["last"]}
        error={at("last")}
      />
      <DateInput
        t={t}
        name="receivedOn"
        label={t("printing.sheets.on")}
        value={entered?.["receivedOn"] ?? today}
        error={at("receivedOn")}
      />
      <TextInput
        t={t}
        name="note"
        width={30}
        label={t("printing.sheets.note")}
        value={entered?.["note"]}
        error={at("note")}
      />
      <Button>{t("printing.sheets.submit")}</Button>
    </form>
  );
}
