// Which papers are lost, stolen or forged, and which trade is stopped: of everybody, or of one country; and how to be told.
import { alertKinds } from "#core/kp/alerts.ts";
import type { AlertKind } from "#core/kp/alerts.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import type { ShownAlert } from "../views.ts";

export interface AlertsView {
  readonly t: T;
  readonly country: string | undefined;
  readonly kind: AlertKind | undefined;
  readonly open: readonly ShownAlert[];
  readonly closed: readonly ShownAlert[];
  readonly trade: readonly ShownAlert[];
  /** Day of the newest closed alert, or of the scheme's beginning here. */
  readonly quietSince: string;
  readonly today: string;
  readonly countries: readonly string[];
  readonly mayPublish: boolean;
}

export const kindTones: Readonly<Record<AlertKind, Tone>> = {
  LOST: "bad",
  STOLEN: "bad",
  FAKE: "bad",
  STOPPED_TRADE: "warn",
};

export function AlertsPage(view: AlertsView) {
  const { t, country, kind, open, closed, trade } = view;
  return (
    <>
      <h1>
        {country === undefined ? t("alert.title") : t("alert.title-country", { country: t.country(country) })}
      </h1>
      <p>{t("alert.question")}</p>
      {view.mayPublish && (
        <p>
          <Button href="/alerts/new" tone="secondary">
            {t("alert.new")}
          </Button>
        </p>
      )}
      {country === undefined && <Filter {...view} />}
      <h2>{t("alert.papers")}</h2>
      <Table
        id="open"
        caption={t("alert.papers-caption", { count: open.length })}
        columns={[
          { label: t("alert.column.alert") },
          { label: t("alert.filter.kind") },
          { label: t("alert.column.country") },
          { label: t("alert.column.since") },
          { label: t("alert.column.by") },
        ]}
        rows={open.map((alert) => [
          <a href={alert.path}>{alert.name}</a>,
          <Tag tone={kindTones[alert.kind]}>{t(`alert.kind.${alert.kind}`)}</Tag>,
          <CountryLink t={t} code={alert.country} />,
          t.date(alert.since),
          alert.by,
        ])}
        empty={
          kind === undefined
            ? t("alert.none-since", { date: t.date(view.quietSince) })
            : t("alert.none-chosen")
        }
      />
      <h2>{t("alert.trade")}</h2>
      <Table
        id="trade"
        caption={t("alert.trade-caption", { date: t.date(view.today) })}
        columns={[{ label: t("alert.column.country") }, { label: t("alert.column.what") }]}
        rows={trade.map((status) => [
          <a href={status.path}>{status.name}</a>,
          status.lines.slice(0, -1).map((line) => <p>{line}</p>),
        ])}
        empty={t("alert.trade-none")}
      />
      {closed.length > 0 && (
        <Table
          id="closed"
          caption={t("alert.closed-caption")}
          columns={[
            { label: t("alert.column.alert") },
            { label: t("alert.column.closed") },
            { label: t("alert.column.by") },
          ]}
          rows={closed.map((alert) => [
            <a href={alert.path}>{alert.name}</a>,
            t.date(alert.closedOn ?? alert.since),
            alert.by,
          ])}
          empty={t("alert.closed-none")}
        />
      )}
      <Subscribe t={t} country={country} />
    </>
  );
}

function Filter({ t, kind, countries }: AlertsView) {
  return (
    <>
      <form method="get" action="/alerts">
        <Select
          t={t}
          name="kind"
          label={t("alert.filter.kind")}
          choose={false}
          value={kind ?? ""}
          items={[
            { value: "", label: t("alert.filter.any") },
            ...alertKinds.map((one) => ({ value: one, label: t(`alert.kind.${one}`) })),
          ]}
        />
        <Select
          t={t}
          name="country"
          label={t("alert.filter.country")}
          choose={false}
          value=""
          items={[
            { value: "", label: t("alert.filter.everywhere") },
            ...countries.map((code) => ({ value: code, label: t.country(code) })),
          ]}
        />
        <Button tone="secondary">{t("alert.filter.show")}</Button>
      </form>
    </>
  );
}

function Subscribe({ t, country }: { t: T; country: string | undefined }) {
  return (
    <section class="prose" aria-labelledby="subscribe">
      <h2 id="subscribe">{t("alert.subscribe")}</h2>
      <p>{t("alert.subscribe-how")}</p>
      <ul>
        {feedsFor(t, country).map(({ href, title }) => (
          <li>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Also in the page's head, where browsers and readers find them. */
export function feedsFor(
  t: T,
  country: string | undefined,
): readonly { readonly href: string; readonly type: string; readonly title: string }[] {
  const path = country === undefined ? "/alerts" : `/alerts/country/${country}`;
  const language = `?lang=${t.locale}`;
  const name = country === undefined ? "" : t.country(country);
  return [
    {
      href: `${path}.atom${language}`,
      type: "application/atom+xml",
      title:
        country === undefined
          ? t("alert.subscribe.atom")
          : t("alert.subscribe.atom-country", { country: name }),
    },
    {
      href: `${path}.json${language}`,
      type: "application/feed+json",
      title:
        country === undefined
          ? t("alert.subscribe.json")
          : t("alert.subscribe.json-country", { country: name }),
    },
  ];
}

export function CountryLink({ t, code }: { t: T; code: string }) {
  return <a href={`/alerts/country/${code}`}>{t.country(code)}</a>;
}
