// Certificates of an authority, newest first, to be found by state, number or destination.
import { certificateStates } from "../../store.ts";
import type { CertificateRow } from "../../store.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Pagination } from "#ui/components/pagination/Pagination.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { CertificateStateTag, totalsOf, numberText } from "../parts.tsx";

export interface ListFilter {
  readonly state: string;
  readonly number: string;
  readonly page: number;
}

export const listPageSize = 50;

export function CertificateListPage({
  t,
  rows,
  total,
  filter,
  byFile,
}: {
  t: T;
  rows: readonly CertificateRow[];
  total: number;
  filter: ListFilter;
  /** Whose work may also come as files. */
  byFile: boolean;
}) {
  const pages = Math.max(1, Math.ceil(total / listPageSize));
  const address = (page: number): string =>
    `/certificates?${new URLSearchParams({ state: filter.state, number: filter.number, page: String(page) }).toString()}`;
  return (
    <>
      <h1>{t("certificate.list.title")}</h1>
      {byFile && (
        <p>
          <a href="/batches">{t("exchange.batches.title")}</a>
        </p>
      )}
      <form method="get" action="/certificates" class="filter">
        <TextInput
          t={t}
          name="number"
          label={t("certificate.number")}
          value={filter.number}
          code
          width={10}
        />
        <Select
          t={t}
          name="state"
          label={t("certificate.list.state")}
          value={filter.state}
          choose={false}
          items={[
            { value: "", label: t("certificate.list.any") },
            ...certificateStates.map((state) => ({ value: state, label: t(`life.state.${state}`) })),
          ]}
        />
        <Button tone="secondary">{t("certificate.list.filter")}</Button>
      </form>
      <Table
        id="certificates"
        caption={t("certificate.list.caption", { count: total })}
        columns={[
          { label: t("certificate.number") },
          { label: t("certificate.list.state") },
          { label: t("certificate.exporter") },
          { label: t("certificate.destination") },
          { label: t("certificate.carats"), numeric: true },
          { label: t("certificate.issued") },
          { label: t("certificate.expires") },
        ]}
        rows={rows.map((row) => [
          <a href={`/certificates/${row.public_id.toString("hex")}`}>
            <bdi class="code">{numberText(row)}</bdi>
          </a>,
          <CertificateStateTag t={t} state={row.state} />,
          row.content.exporter.name,
          t.country(row.content.importer.country),
          t.carats(totalsOf(row.content).carats),
          t.date(row.issued_on),
          t.date(row.expires_on),
        ])}
        empty={t("certificate.list.empty")}
      />
      {pages > 1 && <Pagination t={t} page={filter.page} pages={pages} hrefOf={address} />}
    </>
  );
}
