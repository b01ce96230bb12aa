// Pieces that several pages of certificates share: what is in a shipment, in which state it stands, whose turn it is.
import type { CertificateJson } from "../content.ts";
import { evidenceKinds } from "../evidence-kinds.ts";
import type { Coverage } from "#core/certificate/application.ts";
import { parseCarats, parseUsd } from "#core/kp/amounts.ts";
import { isRoughCode, roughCodeName } from "#core/kp/goods.ts";
import type { Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { ApplicationState } from "../store.ts";
import type { CertificateState } from "#core/certificate/life.ts";

/** The number as people say it: as printed, with the Participant's code in front where the print leaves it out. */
export function numberText({
  participant,
  number,
}: {
  readonly participant: string;
  readonly number: string;
}): string {
  return number.startsWith(participant) ? number : `${participant} ${number}`;
}

/** Hundredths of a carat, or cents, from the decimal text that the tables keep. */
export const caratsOf = (text: string): bigint => amountOf(parseCarats(text, "en"));
export const usdOf = (text: string): bigint => amountOf(parseUsd(text, "en"));

export function totalsOf(content: Pick<CertificateJson, "lines">): { carats: bigint; usd: bigint } {
  return content.lines.reduce(
    (sum, line) => ({ carats: sum.carats + caratsOf(line.carats), usd: sum.usd + usdOf(line.usd) }),
    { carats: 0n, usd: 0n },
  );
}

/** `unlisted` is what stands on the paper where the origins are not listed. */
export function originText(t: T, origin: CertificateJson["origin"], unlisted: string): string {
  if (origin.kind === "SINGLE") return t.country(origin.country);
  return origin.listed.length === 0
    ? `${t("certificate.origin.mixed")} (${unlisted === "" ? t("certificate.origin.blank") : unlisted})`
    : t.list(origin.listed.map((code) => t.country(code)));
}

export function GoodsTable({ t, content, id = "goods" }: { t: T; content: CertificateJson; id?: string }) {
  const totals = totalsOf(content);
  const withOrigin = content.lines.some((line) => line.origin !== undefined);
  return (
    <Table
      id={id}
      caption={t("certificate.goods")}
      columns={[
        { label: t("certificate.code") },
        ...(withOrigin ? [{ label: t("certificate.origin") }] : []),
        { label: t("certificate.carats"), numeric: true },
        { label: t("certificate.value"), numeric: true },
      ]}
      rows={content.lines.map((line) => [
        isRoughCode(line.code) ? `${line.code} – ${roughCodeName(line.code, t.locale)}` : line.code,
        ...(withOrigin ? [line.origin === undefined ? "" : t.country(line.origin)] : []),
        t.carats(caratsOf(line.carats)),
        t.usd(usdOf(line.usd)),
      ])}
      foot={[t("certificate.total"), ...(withOrigin ? [""] : []), t.carats(totals.carats), t.usd(totals.usd)]}
      empty={t("certificate.goods.none")}
    />
  );
}

export function ShipmentSummary({
  t,
  content,
  unlisted,
}: {
  t: T;
  content: CertificateJson;
  unlisted: string;
}) {
  const party = (value: CertificateJson["exporter"]) => (
    <>
      {value.name}
      <br />
      {value.address}
      <br />
      {t.country(value.country)}
    </>
  );
  return (
    <SummaryList
      rows={[
        { key: t("certificate.exporter"), value: party(content.exporter) },
        { key: t("certificate.importer"), value: party(content.importer) },
        { key: t("certificate.origin"), value: originText(t, content.origin, unlisted) },
        { key: t("certificate.parcels"), value: t.number(content.parcels) },
        ...(content.containers.length === 0
          ? []
          : [{ key: t("certificate.seals"), value: t.list(content.containers.map(({ seal }) => seal)) }]),
      ]}
    />
  );
}

const certificateTones = {
  ISSUED: "info",
  VALIDATED: "info",
  PRINTED: "info",
  EXPORTED: "info",
  PRESENTED: "warn",
  CONFIRMED: "good",
  DETAINED: "bad",
  RETURNED_UNUSED: "warn",
  REPLACED: "warn",
  INVALIDATED: "bad",
  LOST: "bad",
  STOLEN: "bad",
  SENT_BACK: "warn",
  FORFEITED: "bad",
} as const;
const applicationTones = {
  SUBMITTED: "info",
  DEFICIENT: "warn",
  REJECTED: "bad",
  APPROVED: "good",
  ISSUED: "good",
} as const;

export function CertificateStateTag({ t, state }: { t: T; state: CertificateState }) {
  return <Tag tone={certificateTones[state]}>{t(`life.state.${state}`)}</Tag>;
}

export function ApplicationStateTag({ t, state }: { t: T; state: ApplicationState }) {
  return <Tag tone={applicationTones[state]}>{t(`certificate.application-state.${state}`)}</Tag>;
}

/** The sentences of a refusal, for the error summary; `fieldIds` says which control shows a field. */
export function errorsOf(
  t: T,
  problem: Problem | undefined,
  fieldId: (field: string) => string | undefined = (field) => field,
): { text: string; field?: string }[] {
  if (problem === undefined) return [];
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((one) => {
    const id = fieldId(one.field);
    return { text: fieldSentence(t, one), ...(id === undefined ? {} : { field: id }) };
  });
}

/** "Covers 1,200.00 of 1,234.50 ct": the words carry it, the bar repeats it. */
export function CoverageBar({ t, coverage }: { t: T; coverage: Coverage }) {
  if (coverage.needed === 0n) return <p>{t("application.evidence.nothing-yet")}</p>;
  const values = {
    covered: t.carats(coverage.covered),
    needed: t.carats(coverage.needed),
    missing: t.carats(coverage.missing),
  };
  return (
    <p>
      <label class="coverage" for="coverage">
        {t(coverage.complete ? "application.evidence.covers" : "application.evidence.lacks", values)}
      </label>{" "}
      <progress id="coverage" max={100} value={Number((coverage.covered * 100n) / coverage.needed)} />
    </p>
  );
}

export function evidenceKindName(t: T, kind: string): string {
  const known = evidenceKinds.find((one) => one === kind) ?? "other";
  return t(`certificate.evidence.kind.${known}`);
}

function amountOf(parsed: ReturnType<typeof parseCarats>): bigint {
  return parsed.ok ? parsed.value : 0n;
}
