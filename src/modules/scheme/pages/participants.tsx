// Who takes part, and what each may do on a day: a table that can be searched in any language, and a map of the same.
import type { Context } from "hono";
import { isDate } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { countriesCovered } from "#core/kp/participants.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tabs } from "#ui/components/tabs/Tabs.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { page } from "#ui/layout/respond.tsx";
import { WorldMap } from "#ui/maps/WorldMap.tsx";
import { schemeFacts } from "../queries.ts";
import { listedOn, mapStatuses, matches } from "./standing.ts";
import type { Listed } from "./standing.ts";
import { beginning, statusTones } from "./words.ts";
import type { StatusWord } from "./words.ts";

const statusWords = Object.keys(statusTones) as StatusWord[];

export async function participantsPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const facts = await schemeFacts(ctx);
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const asked = c.req.query("on") ?? "";
  const date = isDate(asked) ? asked : today;
  const search = (c.req.query("q") ?? "").slice(0, 100);
  const status = statusWords.find((word) => word === c.req.query("status"));
  const all = byName(t, listedOn(facts, date));
  const shown = all.filter(
    ({ participant, standing }) =>
      matches(participant, search) && (status === undefined || standing.status === status),
  );
  const asMap = c.req.query("view") === "map";
  const taking = all.filter(
    ({ standing }) => !["NOT_PARTICIPANT", "TRADING_ENTITY", "UNKNOWN"].includes(standing.status),
  );
  const finding = t("scheme.participants.finding", {
    participants: taking.length,
    countries: countriesCovered(taking.map(({ participant }) => participant)),
    date: t.date(date),
  });
  const address = (view: string): string =>
    `/participants?${new URLSearchParams({ view, on: date, q: search, ...(status === undefined ? {} : { status }) }).toString()}`;
  return page(
    c,
    { title: t("scheme.participants.title") },
    <>
      <h1>{t("scheme.participants.title")}</h1>
      <p>{finding}</p>
      <form method="get" action="/participants">
        {asMap && <input type="hidden" name="view" value="map" />}
        {!asMap && (
          <TextInput
            t={t}
            name="q"
            label={t("scheme.participants.search")}
            type="search"
            value={search}
            width={20}
          />
        )}
        {!asMap && (
          <Select
            t={t}
            name="status"
            label={t("scheme.label.status")}
            choose={false}
            value={status ?? ""}
            items={[
              { value: "", label: t("scheme.participants.any-status") },
              ...statusWords.map((word) => ({ value: word, label: t(`scheme.status.${word}`) })),
            ]}
          />
        )}
        <DateInput t={t} name="on" label={t("scheme.participants.on")} value={date} />
        <Button tone="secondary">{t("scheme.participants.show")}</Button>
      </form>
      <Tabs
        label={t("scheme.participants.views")}
        items={[
          { text: t("scheme.participants.list"), href: address("list"), current: !asMap },
          { text: t("scheme.participants.map"), href: address("map"), current: asMap },
        ]}
      />
      {asMap ? (
        <WorldMap
          t={t}
          id="map"
          title={finding}
          description={t("scheme.participants.map-description")}
          statuses={mapStatuses(all, date)}
          list={<ParticipantsTable t={t} rows={all} date={date} />}
        />
      ) : (
        <ParticipantsTable t={t} rows={shown} date={date} />
      )}
      <p>
        <a href="/rules">{t("rules.title")}</a> · <a href="/trust-list">{t("scheme.trust-list.title")}</a>
      </p>
    </>,
  );
}

function ParticipantsTable({ t, rows, date }: { t: T; rows: readonly Listed[]; date: IsoDate }) {
  return (
    <Table
      id="participants"
      caption={t("scheme.participants.caption", { date: t.date(date), count: rows.length })}
      columns={[
        { label: t("scheme.label.participant") },
        { label: t("scheme.label.code") },
        { label: t("scheme.label.status") },
        { label: t("scheme.label.since") },
        { label: t("scheme.participants.exports") },
      ]}
      rows={rows.map(({ participant, standing, mayExport }) => [
        <a href={`/participants/${participant.code}`}>{participant.names[t.locale]}</a>,
        participant.code,
        <Tag tone={statusTones[standing.status]}>{t(`scheme.status.${standing.status}`)}</Tag>,
        standing.row === undefined ? "" : beginning(t, standing.row),
        mayExport.ok
          ? t("common.answer.yes")
          : mayExport.reason === "ZONE_REQUIRED"
            ? t("scheme.participants.by-zone")
            : t("common.answer.no"),
      ])}
      empty={t("scheme.participants.none")}
    />
  );
}

function byName(t: T, rows: readonly Listed[]): readonly Listed[] {
  const order = new Intl.Collator(t.locale);
  return rows.toSorted((a, b) => order.compare(a.participant.names[t.locale], b.participant.names[t.locale]));
}
