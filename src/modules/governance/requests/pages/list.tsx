// All requests, the rules of the three kinds, the roster of experts, and the form by which a seat asks.
import { requestKinds } from "#core/decisions/requests.ts";
import type { RequestKind } from "#core/decisions/requests.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { SeatOnDay } from "../../seats/queries.ts";
import { longestQuestion } from "../inputs.ts";
import { shownStage } from "../queries.ts";
import type { RequestView } from "../queries.ts";
import type { ExpertRow } from "../store.ts";
import { nextText, requestName, ruleText, seatName, stageText, stageTones } from "./words.ts";

export interface RequestsView {
  readonly t: T;
  readonly requests: readonly RequestView[];
  readonly seats: readonly SeatOnDay[];
  readonly kind: RequestKind | undefined;
  readonly mayAsk: boolean;
  readonly official: boolean;
  readonly demonstration: boolean;
}

export function RequestsPage({ t, requests, seats, kind, mayAsk, official, demonstration }: RequestsView) {
  return (
    <>
      <h1>{t("requests.title")}</h1>
      <p class="lede">{t("requests.lede")}</p>
      {demonstration && <p class="quiet">{t("requests.invented")}</p>}
      {mayAsk && (
        <p>
          <Button href="/requests/new">{t("requests.new")}</Button>
        </p>
      )}
      <form method="get" action="/requests">
        <Select
          t={t}
          name="kind"
          label={t("requests.filter.kind")}
          choose={false}
          value={kind ?? ""}
          items={[
            { value: "", label: t("requests.filter.any") },
            ...requestKinds.map((one) => ({ value: one, label: t(`requests.kind.${one}`) })),
          ]}
        />
        <Button tone="secondary">{t("requests.filter.show")}</Button>
      </form>
      <Table
        id="requests"
        caption={t("requests.list.caption")}
        columns={[
          { label: t("requests.column.request") },
          { label: t("requests.column.by") },
          { label: t("requests.column.stage") },
          { label: t("requests.column.next") },
          { label: t("requests.column.opened") },
        ]}
        rows={requests.map(({ row, state }) => [
          <a href={`/requests/${row.id}`}>{requestName(t, seats, state)}</a>,
          seatName(t, seats, state.by),
          <Tag tone={stageTones[shownStage(state)]}>{stageText(t, state)}</Tag>,
          nextText(t, state),
          t.date(state.openedAt.slice(0, 10)),
        ])}
        empty={t("requests.list.empty")}
      />
      <h2 id="rules">{t("requests.rules")}</h2>
      {requestKinds.map((one) => (
        <>
          <h3>{t(`requests.kind.${one}`)}</h3>
          <p class="prose">{ruleText(t, one)}</p>
        </>
      ))}
      {!official && <p class="prose">{t("requests.unofficial")}</p>}
      <ul>
        <li>
          <a href="/requests/experts">{t("requests.experts")}</a>
        </li>
        <li>
          <a href={`/requests.atom?lang=${t.locale}`}>{t("requests.feed")}</a>
        </li>
      </ul>
    </>
  );
}

export interface NewRequest {
  readonly kind: string;
  readonly about: string;
  readonly questions: string;
}

export function NewRequestPage(props: {
  t: T;
  seats: readonly SeatOnDay[];
  data: NewRequest;
  problem: Problem | undefined;
}) {
  const { t, seats, data, problem } = props;
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  const order = new Intl.Collator(t.locale);
  return (
    <form method="post" action="/requests/new" class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("requests.new.title")}</h1>
      <Radios
        t={t}
        name="kind"
        legend={t("requests.field.kind")}
        value={data.kind}
        items={requestKinds.map((kind) => ({
          value: kind,
          label: t(`requests.kind.${kind}`),
          hint: ruleText(t, kind),
        }))}
        error={errorAt("kind")}
      />
      <Select
        t={t}
        name="about"
        label={t("requests.field.about")}
        hint={t("requests.field.about-hint")}
        choose={false}
        value={data.about}
        items={[
          { value: "", label: t("requests.field.about-none") },
          ...seats
            .filter(({ participant }) => participant !== null)
            .map(({ code }) => ({ value: code, label: seatName(t, seats, code) }))
            .toSorted((a, b) => order.compare(a.label, b.label)),
        ]}
        error={errorAt("about")}
      />
      <Textarea
        t={t}
        name="questions"
        label={t("requests.field.questions")}
        hint={t("requests.field.questions-hint")}
        value={data.questions}
        limit={longestQuestion}
        rows={6}
        error={errorAt("questions")}
      />
      <WarningText t={t}>{t("requests.field.warning")}</WarningText>
      <Button>{t("requests.do.open")}</Button>
    </form>
  );
}

export interface ExpertsView {
  readonly t: T;
  readonly experts: readonly ExpertRow[];
  readonly seats: readonly SeatOnDay[];
  readonly countries: readonly string[];
  readonly mayList: boolean;
  /** Those that the reader may withdraw. */
  readonly own: readonly ExpertRow[];
  readonly data: { readonly name: string; readonly country: string; readonly fields: string };
  readonly problem: Problem | undefined;
}

export function ExpertsPage(view: ExpertsView) {
  const { t, experts, seats, data } = view;
  const errors = formErrors(t, view.problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("requests.experts")}</h1>
      <p class="prose">{t("requests.roster.lede")}</p>
      <Table
        id="experts"
        caption={t("requests.roster.caption")}
        columns={[
          { label: t("requests.roster.name") },
          { label: t("requests.roster.country") },
          { label: t("requests.roster.fields") },
          { label: t("requests.roster.by") },
          { label: t("requests.roster.since") },
        ]}
        rows={experts.map((expert) => [
          expert.name,
          t.country(expert.country),
          expert.fields,
          seatName(t, seats, expert.proposed_by),
          <>
            {t.date(expert.listed_at.slice(0, 10))}
            {expert.withdrawn_at !== null &&
              ` (${t("requests.roster.withdrawn", { date: t.date(expert.withdrawn_at.slice(0, 10)) })})`}
          </>,
        ])}
        empty={t("requests.roster.empty")}
      />
      {view.mayList && (
        <form method="post" action="/requests/experts" class="prose" novalidate>
          <h2>{t("requests.roster.add")}</h2>
          <WarningText t={t}>{t("requests.roster.consent")}</WarningText>
          <TextInput
            t={t}
            name="name"
            label={t("requests.roster.name")}
            value={data.name}
            error={errorAt("name")}
          />
          <Select
            t={t}
            name="country"
            label={t("requests.roster.country")}
            value={data.country}
            items={view.countries.map((code) => ({ value: code, label: t.country(code) }))}
            error={errorAt("country")}
          />
          <TextInput
            t={t}
            name="fields"
            label={t("requests.roster.fields")}
            value={data.fields}
            error={errorAt("fields")}
          />
          <Button tone="secondary">{t("requests.roster.add")}</Button>
        </form>
      )}
      {view.own.length > 0 && (
        <form method="post" action="/requests/experts/withdrawals" class="prose" novalidate>
          <h2>{t("requests.roster.withdraw")}</h2>
          <Select
            t={t}
            name="expert"
            label={t("requests.roster.name")}
            items={view.own.map(({ id, name }) => ({ value: id, label: name }))}
            error={errorAt("expert")}
          />
          <TextInput
            t={t}
            name="reason"
            label={t("requests.roster.withdraw-reason")}
            error={errorAt("reason")}
          />
          <Button tone="warning">{t("requests.roster.withdraw")}</Button>
        </form>
      )}
    </>
  );
}
