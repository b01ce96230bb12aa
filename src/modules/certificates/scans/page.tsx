// Scans at our desks: alerts of double use, how many confirmed imports anybody scanned, certificates that two desks scanned,
// and the last scans.
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { ScanRow, ToldRow, TwiceRow } from "./store.ts";

export interface ScansView {
  readonly t: T;
  readonly alerts: readonly ToldRow[];
  readonly scans: readonly ScanRow[];
  readonly twice: readonly TwiceRow[];
  readonly coverage: { readonly confirmed: number; readonly scanned: number };
  readonly days: number;
  /** Names of authorities by code, in the reader's language. */
  readonly nameOf: (authority: string) => string;
}

export function ScansPage({ t, alerts, scans, twice, coverage, days, nameOf }: ScansView) {
  return (
    <>
      <h1>{t("scan.title")}</h1>
      <p class="lede">{t("scan.lede")}</p>
      <p>
        <a href="/verifier/">{t("scan.get")}</a>
      </p>
      {alerts.length > 0 && (
        <>
          <h2>{t("scan.alert.title")}</h2>
          <WarningText t={t}>{t("scan.alert.what-to-do")}</WarningText>
          <Table
            id="alerts"
            caption={t("scan.alert.caption", { days })}
            columns={[
              { label: t("scan.list.certificate") },
              { label: t("scan.alert.authorities") },
              { label: t("scan.alert.found") },
            ]}
            rows={alerts.map((alert) => [
              <CertificateLink t={t} certificate={alert.certificate} />,
              t.list(alert.authorities.map(nameOf)),
              t.instant(alert.found_at),
            ])}
            empty={t("scan.twice.none")}
          />
        </>
      )}
      <h2>{t("scan.coverage.title")}</h2>
      {coverage.confirmed === 0 ? (
        <p>{t("scan.coverage.none", { days })}</p>
      ) : (
        <Inset>
          <p>{t("scan.coverage.some", { ...coverage, days })}</p>
          <p>{t("scan.coverage.why")}</p>
        </Inset>
      )}
      <h2>{t("scan.twice.title")}</h2>
      {twice.length > 0 && <WarningText t={t}>{t("scan.twice.why")}</WarningText>}
      <Table
        id="twice"
        caption={t("scan.twice.caption", { days })}
        columns={[
          { label: t("scan.list.certificate") },
          { label: t("scan.twice.here") },
          { label: t("scan.list.desk") },
          { label: t("scan.twice.there") },
          { label: t("scan.twice.there-at") },
        ]}
        rows={twice.map((row) => [
          <CertificateLink t={t} certificate={row.certificate} />,
          t.instant(row.scanned_at),
          <bdi>{row.desk}</bdi>,
          row.same_authority ? t("scan.twice.ours") : nameOf(row.other_organisation),
          t.instant(row.other_at),
        ])}
        empty={t("scan.twice.none")}
      />
      <Table
        id="scans"
        caption={t("scan.list.caption", { count: scans.length })}
        columns={[
          { label: t("scan.list.when") },
          { label: t("scan.list.answer") },
          { label: t("scan.list.certificate") },
          { label: t("scan.list.desk") },
          { label: t("scan.list.received") },
        ]}
        rows={scans.map((scan) => [
          t.instant(scan.scanned_at),
          t(`verify.word.${scan.answer}`),
          scan.certificate === null ? (
            t("scan.list.no-certificate")
          ) : (
            <CertificateLink t={t} certificate={scan.certificate} />
          ),
          <bdi>{scan.desk}</bdi>,
          t.instant(scan.received_at),
        ])}
        empty={t("scan.list.none")}
      />
    </>
  );
}

/** Whether it opens is decided at its door: the certificate may be none of this authority's. */
function CertificateLink({ t, certificate }: { t: T; certificate: Buffer }) {
  const id = certificate.toString("hex");
  return (
    <a href={`/certificates/${id}`}>
      {t("scan.open")} <bdi class="code">{id.slice(0, 8)}</bdi>
    </a>
  );
}

/** On a certificate's own page, for those who may see it. */
export function ScansOfCertificate({
  t,
  alert,
  scans,
  nameOf,
}: {
  t: T;
  alert: ToldRow | undefined;
  scans: readonly ScanRow[];
  nameOf: (authority: string) => string;
}) {
  return (
    <section>
      <h2>{t("scan.certificate.title")}</h2>
      {alert !== undefined && (
        <WarningText t={t}>
          {t("scan.alert.of-certificate", {
            authorities: t.list(alert.authorities.map(nameOf)),
            time: t.instant(alert.found_at),
          })}
        </WarningText>
      )}
      {scans.length === 0 ? (
        <p>{t("scan.certificate.none")}</p>
      ) : (
        <Table
          id="scans"
          caption={t("scan.certificate.caption")}
          captionHidden
          columns={[
            { label: t("scan.list.when") },
            { label: t("scan.list.answer") },
            { label: t("scan.certificate.authority") },
            { label: t("scan.list.desk") },
          ]}
          rows={scans.map((scan) => [
            t.instant(scan.scanned_at),
            t(`verify.word.${scan.answer}`),
            nameOf(scan.organisation),
            <bdi>{scan.desk}</bdi>,
          ])}
          empty={t("scan.certificate.none")}
        />
      )}
    </section>
  );
}
