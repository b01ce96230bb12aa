// The history of reform: demands with what became of them, the gap between demands and agendas, the cycles, praise and
// commitments; and one demand from its first day on.
import { demands, historicCommitments, historicCycles, praises, stateOf } from "#core/reform/history.ts";
import type { Demand, DemandState, DemandStatus, OccasionKind } from "#core/reform/history.ts";
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import type { ShownCycle } from "../queries.ts";
import { looseDate } from "../words.ts";
import { Sources } from "./sources.tsx";

export const statusTones: Readonly<Record<DemandStatus, Tone>> = {
  NEVER_ON_AGENDA: "bad",
  ON_AGENDA: "info",
  NOT_ADOPTED: "warn",
  NOTED: "warn",
  PARTLY: "info",
  ADOPTED: "good",
};

const order: Readonly<Record<DemandStatus, number>> = {
  NEVER_ON_AGENDA: 0,
  NOTED: 1,
  NOT_ADOPTED: 2,
  ON_AGENDA: 3,
  PARTLY: 4,
  ADOPTED: 5,
};

export interface DemandRow {
  readonly demand: Demand;
  readonly state: DemandState;
}

/** Those never on an agenda first, and of those the longest waiting. */
export function demandRows(today: string): readonly DemandRow[] {
  return demands
    .map((demand) => ({ demand, state: stateOf(demand, today) }))
    .toSorted(
      (a, b) => order[a.state.status] - order[b.state.status] || b.state.yearsWaited - a.state.yearsWaited,
    );
}

export interface ReformView {
  readonly t: T;
  readonly today: string;
  readonly cycles: readonly ShownCycle[];
  /** What stands on this record itself. */
  readonly onRecord: ComponentChildren;
}

export function ReformPage({ t, today, cycles, onRecord }: ReformView) {
  const rows = demandRows(today);
  return (
    <>
      <h1>{t("reform.title")}</h1>
      <p class="lede">{t("reform.lede")}</p>
      <p class="prose">{t("reform.neutral")}</p>
      <nav aria-label={t("reform.contents")}>
        <ul>
          <li>
            <a href="/reform/definitions">{t("reform.to-definitions")}</a>
          </li>
          <li>
            <a href="/reform/texts">{t("reform.to-texts")}</a>
          </li>
          <li>
            <a href="/reform/participants">{t("reform.participant.title")}</a>
          </li>
          <li>
            <a href="/requests">{t("reform.to-requests")}</a>
          </li>
          <li>
            <a href="/decisions/replay">{t("reform.to-decisions")}</a>
          </li>
        </ul>
      </nav>
      <Gap t={t} rows={rows} />
      <Table
        id="demands"
        caption={t("reform.demands.caption")}
        columns={[
          { label: t("reform.column.demand") },
          { label: t("reform.column.status") },
          { label: t("reform.column.first") },
          { label: t("reform.column.times"), numeric: true },
          { label: t("reform.column.by") },
          { label: t("reform.column.waited") },
        ]}
        rows={rows.map(({ demand, state }) => [
          <a href={`/reform/demands/${demand.id}`}>{t(`reform.demand.${demand.id}`)}</a>,
          <Tag tone={statusTones[state.status]}>{t(`reform.status.${state.status}`)}</Tag>,
          looseDate(t, state.firstRaised),
          t.number(state.timesRaised),
          t.list(state.pillars.map((pillar) => t(`reform.pillar.${pillar}`))),
          waitedText(t, state),
        ])}
        empty={t("reform.demands.empty")}
        note={t("reform.demands.note")}
      />
      <p>
        <a href={`/reform/demands.csv?lang=${t.locale}`}>{t("reform.csv")}</a>
      </p>
      {onRecord}
      <Cycles t={t} opened={cycles} />
      <h2 id="praise">{t("reform.praise.title")}</h2>
      <Table
        id="praises"
        caption={t("reform.praise.caption")}
        columns={[
          { label: t("reform.praise.column.what") },
          { label: t("reform.column.who") },
          { label: t("reform.column.when") },
          { label: t("reform.source") },
        ]}
        rows={praises.map(({ id, by, date, sources }) => [
          t(`reform.praise.${id as "praise-eu"}`),
          t(`reform.by.${by}`),
          looseDate(t, date),
          <Sources t={t} keys={sources} />,
        ])}
        empty={t("reform.demands.empty")}
      />
      <h2 id="commitments">{t("reform.commitments.title")}</h2>
      <Table
        id="commitments-table"
        caption={t("reform.commitments.caption")}
        columns={[
          { label: t("reform.commitments.column.what") },
          { label: t("reform.column.who") },
          { label: t("reform.column.when") },
          { label: t("reform.commitments.column.state") },
          { label: t("reform.source") },
        ]}
        rows={historicCommitments.map(({ id, participants, observer, date, state, sources }) => [
          t(`reform.commitment.${id as "commitment-bw"}`),
          observer !== null
            ? t(`reform.by.${observer}`)
            : participants.length === 0
              ? t("reform.commitments.all")
              : t.list(participants.map((code) => t.country(code))),
          looseDate(t, date),
          t(`reform.commitment.state.${state}`),
          <Sources t={t} keys={sources} />,
        ])}
        empty={t("reform.commitments.empty")}
      />
    </>
  );
}

function Gap({ t, rows }: { t: T; rows: readonly DemandRow[] }) {
  const never = rows.filter(({ state }) => state.status === "NEVER_ON_AGENDA");
  const [longest] = never;
  if (longest === undefined) return null;
  return (
    <>
      <h2 id="gap">{t("reform.gap.title")}</h2>
      <p class="prose">
        {t("reform.gap.text", {
          count: never.length,
          years: longest.state.yearsWaited,
          demand: t(`reform.demand.${longest.demand.id}`),
        })}
      </p>
    </>
  );
}

function Cycles({ t, opened }: { t: T; opened: readonly ShownCycle[] }) {
  return (
    <>
      <h2 id="cycles">{t("reform.cycles.title")}</h2>
      {opened.map(({ id, title, body, from, until, topics, language }) => (
        <section aria-labelledby={`cycle-${id}`}>
          <h3 id={`cycle-${id}`} lang={language}>
            {title}
          </h3>
          <p>
            {body}, {t("reform.cycle.name", { from: t.date(from), to: t.date(until) })}{" "}
            <Tag tone="info">{t("reform.open-cycle.recorded")}</Tag>
          </p>
          <Table
            id={`topics-${id}`}
            caption={t("reform.cycle.topics", { cycle: title })}
            captionHidden
            columns={[{ label: t("reform.cycle.topic") }, { label: t("reform.cycle.owner") }]}
            rows={topics.map((topic) => [
              <span lang={language}>{topic.title}</span>,
              <span lang={language}>{topic.owner}</span>,
            ])}
            empty={t("reform.demands.empty")}
          />
        </section>
      ))}
      {historicCycles.map(({ id, from, to, body, leaders, topics, sources }) => {
        const name = t("reform.cycle.name", { from: looseDate(t, from), to: looseDate(t, to) });
        const left = demands.filter(
          (demand) =>
            !topics.some((topic) => topic.demand === demand.id) &&
            stateOf(demand, from).timesRaised > 0 &&
            !["ADOPTED", "PARTLY"].includes(stateOf(demand, from).status),
        );
        return (
          <section aria-labelledby={`cycle-${id}`}>
            <h3 id={`cycle-${id}`}>{name}</h3>
            <p>
              {t(`reform.cycle.body.${body}`)}
              {leaders.length > 0 && (
                <>
                  . {t("reform.cycle.led", { participants: t.list(leaders.map((code) => t.country(code))) })}
                </>
              )}
            </p>
            <Table
              id={`topics-${id}`}
              caption={t("reform.cycle.topics", { cycle: name })}
              captionHidden
              columns={[
                { label: t("reform.cycle.topic") },
                { label: t("reform.cycle.owner") },
                { label: t("reform.cycle.result") },
              ]}
              rows={topics.map(({ demand, owner, result }) => [
                <a href={`/reform/demands/${demand}`}>{t(`reform.demand.${demand}`)}</a>,
                owner === null ? t("reform.cycle.owner.none") : t(`reform.by.${owner}`),
                <Tag tone={statusTones[result]}>{t(`reform.status.${result}`)}</Tag>,
              ])}
              empty={t("reform.demands.empty")}
            />
            {left.length > 0 && (
              <p>
                {t("reform.cycle.left", {
                  demands: t.list(left.map((demand) => t(`reform.demand.${demand.id}`))),
                })}
              </p>
            )}
            <Sources t={t} keys={sources} />
          </section>
        );
      })}
    </>
  );
}

export function waitedText(t: T, { firstOnAgenda, yearsWaited }: DemandState): string {
  return firstOnAgenda === null
    ? t("reform.waited.still", { years: yearsWaited })
    : t("reform.waited.agenda", { years: yearsWaited });
}

const kindTones: Readonly<Record<OccasionKind, Exclude<Tone, "neutral">>> = {
  RAISED: "info",
  ON_AGENDA: "good",
  OBJECTED: "bad",
  NOTED: "warn",
  NOT_ADOPTED: "warn",
  PARTLY: "good",
  ADOPTED: "good",
};

export function DemandPage({ t, demand, today }: { t: T; demand: Demand; today: string }) {
  const state = stateOf(demand, today);
  return (
    <>
      <h1>{t(`reform.demand.${demand.id}`)}</h1>
      <SummaryList
        rows={[
          {
            key: t("reform.column.status"),
            value: <Tag tone={statusTones[state.status]}>{t(`reform.status.${state.status}`)}</Tag>,
          },
          { key: t("reform.column.first"), value: looseDate(t, state.firstRaised) },
          { key: t("reform.column.times"), value: t.number(state.timesRaised) },
          {
            key: t("reform.column.by"),
            value: t.list(state.pillars.map((pillar) => t(`reform.pillar.${pillar}`))),
          },
          { key: t("reform.column.waited"), value: waitedText(t, state) },
        ]}
      />
      <h2>{t("reform.demand.timeline")}</h2>
      <Timeline
        t={t}
        events={demand.occasions
          .filter(({ date }) => date <= today)
          .map(({ id, date, kind, pillars, participants, sources }) => ({
            title: t(`reform.kind.${kind}`),
            when: looseDate(t, date),
            datetime: date,
            by:
              pillars.length === 0
                ? undefined
                : t.list(pillars.map((pillar) => t(`reform.pillar.${pillar}`))),
            tone: kindTones[kind],
            children: (
              <>
                <p>{t(`reform.occasion.${id as "rule-gw"}`)}</p>
                {participants.length > 0 && (
                  <p>
                    {t("reform.demand.named", {
                      participants: t.list(participants.map((code) => t.country(code))),
                    })}
                  </p>
                )}
                <Sources t={t} keys={sources} />
              </>
            ),
          }))}
      />
    </>
  );
}
