// Webhooks of an authority: what is registered, how it goes, the log of what was sent, and the steps that are left.
import type { T } from "#platform/i18n/translator.ts";
import { certificateEvents } from "#modules/certificates/index.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { DeliveryRow, WebhookRow } from "../webhooks/store.ts";
import type { FormError } from "./batches.tsx";
import { CodeBlock } from "./parts.tsx";

export function WebhooksPage(props: {
  t: T;
  webhooks: readonly WebhookRow[];
  answers: { readonly url: string; readonly events: readonly string[] };
  errors: readonly FormError[];
}) {
  const { t, errors } = props;
  const errorAt = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("exchange.webhooks.title")}</h1>
      <p class="lede">{t("exchange.webhooks.lede")}</p>
      <Table
        id="webhooks"
        caption={t("exchange.webhooks.registered")}
        columns={[
          { label: t("exchange.column.address") },
          { label: t("exchange.column.events") },
          { label: t("exchange.column.state") },
        ]}
        rows={props.webhooks.map((webhook) => [
          <a href={`/authority/webhooks/${webhook.id}`}>
            <bdi class="code">{webhook.url}</bdi>
          </a>,
          eventsText(t, webhook.events),
          <WebhookState t={t} webhook={webhook} />,
        ])}
        empty={t("exchange.webhooks.none")}
      />
      <h2>{t("exchange.webhooks.new")}</h2>
      <form method="post" action="/authority/webhooks" novalidate>
        <TextInput
          t={t}
          name="url"
          label={t("exchange.column.address")}
          hint={t("exchange.webhooks.url-hint")}
          value={props.answers.url}
          error={errorAt("url")}
          code
        />
        <Checkboxes
          t={t}
          name="events"
          legend={t("exchange.column.events")}
          hint={t("exchange.webhooks.events-hint")}
          values={props.answers.events}
          items={certificateEvents.map((event) => ({ value: event, label: <bdi class="code">{event}</bdi> }))}
          error={errorAt("events")}
        />
        <Button>{t("exchange.webhooks.register")}</Button>
      </form>
    </>
  );
}

function eventsText(t: T, events: readonly string[]): string {
  return events.includes("*") ? t("exchange.webhooks.every") : events.join(", ");
}

function WebhookState({ t, webhook }: { t: T; webhook: WebhookRow }) {
  return webhook.disabled_at === null ? (
    <Tag tone="good">{t("exchange.webhook.live")}</Tag>
  ) : (
    <Tag tone="bad">{t("exchange.webhook.disabled")}</Tag>
  );
}

export function WebhookSecretPage({ t, id, secret }: { t: T; id: string; secret: string }) {
  return (
    <div class="prose">
      <h1>{t("exchange.secret.title")}</h1>
      <WarningText t={t}>{t("exchange.secret.once")}</WarningText>
      <CodeBlock label={t("exchange.secret.title")} text={secret} />
      <p>{t("exchange.secret.use")}</p>
      <p>
        <Button href={`/authority/webhooks/${id}`}>{t("exchange.secret.kept")}</Button>
      </p>
    </div>
  );
}

export function WebhookPage(props: {
  t: T;
  webhook: WebhookRow;
  deliveries: readonly DeliveryRow[];
  /** Position before which the next page begins; null at the end. */
  next: bigint | null;
}) {
  const { t, webhook } = props;
  const action = `/authority/webhooks/${webhook.id}`;
  return (
    <>
      <h1>{t("exchange.webhook.title")}</h1>
      {webhook.disabled_at !== null && (
        <Banner t={t} id="disabled">
          <p>
            {t(
              `exchange.disabled.${webhook.disabled_why === "gone" || webhook.disabled_why === "failing" ? webhook.disabled_why : "by-hand"}`,
              {
                when: t.instant(webhook.disabled_at),
              },
            )}
          </p>
        </Banner>
      )}
      <SummaryList
        rows={[
          { key: t("exchange.column.address"), value: <bdi class="code">{webhook.url}</bdi> },
          { key: t("exchange.column.events"), value: eventsText(t, webhook.events) },
          { key: t("exchange.column.state"), value: <WebhookState t={t} webhook={webhook} /> },
          {
            key: t("exchange.webhook.registered"),
            value: t("exchange.sent-by", {
              name: webhook.registered_by,
              when: t.instant(webhook.registered_at),
            }),
          },
        ]}
      />
      <ButtonGroup>
        {webhook.disabled_at === null ? (
          <form method="post" action={`${action}/disable`}>
            <Button tone="secondary">{t("exchange.webhook.disable")}</Button>
          </form>
        ) : (
          <form method="post" action={`${action}/enable`}>
            <Button>{t("exchange.webhook.enable")}</Button>
          </form>
        )}
        <form method="post" action={`${action}/secret`}>
          <Button tone="secondary">{t("exchange.webhook.new-secret")}</Button>
        </form>
        <form method="post" action={`${action}/remove`}>
          <Button tone="warning">{t("exchange.webhook.remove")}</Button>
        </form>
      </ButtonGroup>
      <Table
        id="deliveries"
        caption={t("exchange.deliveries.title")}
        columns={[
          { label: t("exchange.column.position"), numeric: true },
          { label: t("exchange.column.event") },
          { label: t("exchange.column.state") },
          { label: t("exchange.column.answer") },
          { label: t("exchange.column.last-try") },
          { label: t("exchange.column.again") },
        ]}
        rows={props.deliveries.map((row) => [
          t.number(row.position),
          <bdi class="code">{row.type}</bdi>,
          <DeliveryState t={t} row={row} />,
          row.status === null
            ? row.failure === null
              ? ""
              : t(`exchange.failure.${row.failure}`)
            : `HTTP ${row.status}`,
          row.last_try === null
            ? ""
            : t("exchange.delivery.tried", { tries: row.tries, when: t.instant(row.last_try) }),
          <form method="post" action={`${action}/deliveries/${row.position}/send`}>
            <Button tone="secondary">
              {t("exchange.delivery.send-again")}
              <span class="visually-hidden"> ({t.number(row.position)})</span>
            </Button>
          </form>,
        ])}
        empty={t("exchange.deliveries.none")}
        note={t("exchange.deliveries.note")}
      />
      {props.next !== null && (
        <p>
          <a href={`${action}?before=${props.next}`}>{t("exchange.deliveries.older")}</a>
        </p>
      )}
    </>
  );
}

function DeliveryState({ t, row }: { t: T; row: DeliveryRow }) {
  if (row.state === "delivered") return <Tag tone="good">{t("exchange.delivery.delivered")}</Tag>;
  if (row.state === "given-up") return <Tag tone="bad">{t("exchange.delivery.given-up")}</Tag>;
  return (
    <>
      <Tag tone="warn">{t("exchange.delivery.waiting")}</Tag>
      {row.tries > 0 && <> {t("exchange.delivery.next", { when: t.instant(row.next_try) })}</>}
    </>
  );
}
