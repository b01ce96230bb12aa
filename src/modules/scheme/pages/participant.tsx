// One Participant: what it may trade today, its statuses with their sources, who recognises it since when, its authorities
// and offices, how it numbers certificates, which rules are in force there.
import { schemeStart } from "#core/kp/statuses.ts";
import type { Context } from "hono";
import { isDate } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { findFormat } from "#core/kp/numbers.ts";
import { ruleFor } from "#core/kp/rules.ts";
import type { Rule } from "#core/kp/rules.ts";
import type { MayTrade, ZoneRow } from "#core/kp/statuses.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { page } from "#ui/layout/respond.tsx";
import { getParticipant, schemeFacts } from "../queries.ts";
import type { SchemeFacts } from "../queries.ts";
import { Lines, termLines, termNames, unknownText } from "./rule-terms.tsx";
import { listed } from "./standing.ts";
import { beginning, inexactDay, statusTones, tradeRefusal } from "./words.ts";

export async function participantPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const participant = await getParticipant(ctx, c.req.param("code") ?? "");
  const facts = await schemeFacts(ctx);
  const asked = c.req.query("on") ?? "";
  const date =
    isDate(asked) && asked >= schemeStart ? asked : new Date(ctx.clock()).toISOString().slice(0, 10);
  const { code } = participant;
  const { standing, mayExport, mayImport } = listed(participant, facts.statuses, date);
  const name = participant.names[t.locale];
  return page(
    c,
    { title: name, breadcrumbs: [{ text: t("scheme.participants.title"), href: "/participants" }] },
    <>
      <h1>{name}</h1>
      <p>
        <Tag tone={statusTones[standing.status]}>{t(`scheme.status.${standing.status}`)}</Tag>{" "}
        {t(`scheme.kind.${participant.kind}`)}, {code}
      </p>
      <h2>{t("scheme.participant.trade", { date: t.date(date) })}</h2>
      <SummaryList
        rows={[
          { key: t("scheme.participant.may-export"), value: <Trade t={t} answer={mayExport} /> },
          { key: t("scheme.participant.may-import"), value: <Trade t={t} answer={mayImport} /> },
        ]}
      />
      {!standing.certain && <Inset>{t("scheme.participant.uncertain")}</Inset>}
      <Zones
        t={t}
        id="zones"
        caption={t("scheme.zones.only")}
        zones={standing.row?.zonesOnly}
        unnamed={standing.row?.unnamedZones}
      />
      <Zones t={t} id="zones-barred" caption={t("scheme.zones.barred")} zones={standing.row?.zonesBarred} />
      <StatusesTable t={t} facts={facts} code={code} />
      <RecognitionsTable t={t} facts={facts} code={code} />
      <AuthoritiesTable t={t} facts={facts} code={code} />
      <Numbers t={t} facts={facts} code={code} />
      <h2>{t("scheme.participant.rules", { date: t.date(date) })}</h2>
      <RuleSummary t={t} rule={ruleFor(facts.rules, code, date)} />
      <p>
        <a href="/rules">{t("rules.title")}</a> ·{" "}
        <a href={`/statistics/participants/${code}`}>{t("explorer.participant.name", { name })}</a> ·{" "}
        <a href={`/specimens#${code}`}>{t("printing.specimens.of")}</a> ·{" "}
        <a href={`/alerts/country/${code}`}>{t("alert.title-country", { country: name })}</a> ·{" "}
        <a href={`/silence/${code}`}>{t("item.silence.of", { name })}</a>
      </p>
    </>,
  );
}

function Trade({ t, answer }: { t: T; answer: MayTrade }) {
  return (
    <>
      <strong>{answer.ok ? t("common.answer.yes") : tradeRefusal(t, answer.reason)}</strong>
      {answer.source !== "" && (
        <>
          <br />
          {t("scheme.source", { source: answer.source })}
        </>
      )}
      {!answer.ok && answer.note !== undefined && (
        <>
          <br />
          {answer.note}
        </>
      )}
    </>
  );
}

function Zones({
  t,
  id,
  caption,
  zones,
  unnamed,
}: {
  t: T;
  id: string;
  caption: string;
  zones: readonly ZoneRow[] | undefined;
  unnamed?: number | undefined;
}) {
  if (zones === undefined) return null;
  return (
    <Table
      id={id}
      caption={caption}
      columns={[
        { label: t("scheme.zones.zone") },
        { label: t("scheme.label.from") },
        { label: t("scheme.label.source") },
      ]}
      rows={zones.map((zone) => [zone.zone, beginning(t, zone), zone.source])}
      empty={t("scheme.zones.none")}
      note={unnamed === undefined ? undefined : t("scheme.zones.unnamed", { count: unnamed })}
    />
  );
}

function StatusesTable({ t, facts, code }: { t: T; facts: SchemeFacts; code: string }) {
  const rows = facts.statuses.filter((row) => row.participant === code);
  return (
    <Table
      id="statuses"
      caption={t("scheme.participant.statuses")}
      columns={[
        { label: t("scheme.label.from") },
        { label: t("scheme.label.status") },
        { label: t("scheme.label.source") },
        { label: t("scheme.label.note") },
      ]}
      rows={rows.map((row) => [
        beginning(t, row),
        <Tag tone={statusTones[row.status]}>{t(`scheme.status.${row.status}`)}</Tag>,
        row.source,
        row.note ?? "",
      ])}
      empty={t("scheme.participant.no-statuses")}
    />
  );
}

function RecognitionsTable({ t, facts, code }: { t: T; facts: SchemeFacts; code: string }) {
  const rows = facts.recognitions.filter(
    ({ participant, jurisdiction }) => participant === code || jurisdiction === code,
  );
  if (rows.length === 0) return <p>{t("scheme.participant.no-recognitions")}</p>;
  return (
    <Table
      id="recognitions"
      caption={t("scheme.participant.recognitions")}
      columns={[
        { label: t("scheme.label.jurisdiction") },
        { label: t("scheme.participant.recognises") },
        { label: t("scheme.label.from") },
        { label: t("scheme.label.source") },
      ]}
      rows={rows.map((row) => [
        t.country(row.jurisdiction),
        t.country(row.participant),
        t.date(row.from),
        row.source,
      ])}
      empty=""
      note={t("scheme.participant.recognitions-note")}
    />
  );
}

function AuthoritiesTable({ t, facts, code }: { t: T; facts: SchemeFacts; code: string }) {
  return (
    <Table
      id="authorities"
      caption={t("scheme.authorities")}
      columns={[
        { label: t("scheme.label.code") },
        { label: t("scheme.label.name") },
        { label: t("scheme.label.roles") },
        { label: t("scheme.offices") },
        { label: t("scheme.label.register") },
        { label: t("scheme.label.contact") },
      ]}
      rows={facts.authorities
        .filter(({ participant }) => participant === code)
        .map((authority) => [
          authority.code,
          authority.names[t.locale] ?? authority.names["en"],
          t.list(authority.roles.map((role) => t(`scheme.role.${role}`))),
          t.list(
            facts.offices
              .filter((office) => office.authority === authority.code)
              .map(({ place, code: office }) => `${place} (${office.split("/")[1] ?? ""})`),
          ),
          t(`scheme.register.${authority.register}`),
          authority.contact,
        ])}
      empty={t("scheme.participant.no-authorities")}
    />
  );
}

function Numbers({ t, facts, code }: { t: T; facts: SchemeFacts; code: string }) {
  const format = findFormat(facts.formats, code);
  if (format === undefined) return null;
  return (
    <>
      <h2>{t("scheme.participant.numbers")}</h2>
      <SummaryList
        rows={[
          { key: t("scheme.number.example"), value: <code>{format.example}</code> },
          {
            key: t("scheme.number.digits"),
            value:
              format.digits.min === format.digits.max
                ? t.number(format.digits.max)
                : `${format.digits.min}–${format.digits.max}`,
          },
          ...(format.olderPrefixes ?? []).map((older) => ({
            key: t("scheme.number.older"),
            value:
              older.until === undefined
                ? older.prefix
                : t("scheme.number.older-until", { prefix: older.prefix, date: t.date(older.until) }),
          })),
          ...(format.yearRanges === true
            ? [{ key: t("scheme.number.year-ranges"), value: t("common.answer.yes") }]
            : []),
          ...(format.parcelSuffix === true
            ? [{ key: t("scheme.number.parcel-suffix"), value: t("common.answer.yes") }]
            : []),
          { key: t("scheme.label.source"), value: format.source },
        ]}
      />
    </>
  );
}

function RuleSummary({ t, rule }: { t: T; rule: Rule }) {
  return (
    <SummaryList
      rows={[
        ...termNames.map((name) => ({
          key: t(`rules.term.${name}`),
          value: <Lines lines={termLines(t, rule, name) ?? [unknownText(t, name)]} />,
        })),
        { key: t("scheme.label.source"), value: rule.sources.join("; ") },
      ]}
    />
  );
}

export function between(
  t: T,
  row: { from: IsoDate; until?: IsoDate; precision: "day" | "month" | "year"; atLatest?: boolean },
): string {
  return row.until === undefined
    ? beginning(t, row)
    : t("scheme.between", { from: beginning(t, row), until: inexactDay(t, row.until, "day") });
}
