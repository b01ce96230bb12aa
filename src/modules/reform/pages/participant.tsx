// One Participant in reform: what it undertook before and on this record, where sources name it, and what is asked of it.
import { demands, historicCommitments } from "#core/reform/history.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { ShownCommitment } from "../queries.ts";
import { looseDate, seatName } from "../words.ts";
import { ProgressTag } from "./record.tsx";
import { Sources } from "./sources.tsx";

export interface ParticipantView {
  readonly t: T;
  readonly today: string;
  readonly seats: readonly SeatOnDay[];
  /** The one that is asked about. */
  readonly seat: SeatOnDay | undefined;
  readonly commitments: readonly ShownCommitment[];
}

export function ParticipantsPage({ t, today, seats, seat, commitments }: ParticipantView) {
  const order = new Intl.Collator(t.locale);
  return (
    <>
      <h1>
        {seat === undefined
          ? t("reform.participant.title")
          : t("reform.participant.one", { name: seatName(t, seats, seat.code) })}
      </h1>
      <p class="prose">{t("reform.participant.lede")}</p>
      <form method="get" action="/reform/participants">
        <Select
          t={t}
          name="code"
          label={t("reform.participant.choose")}
          value={seat?.code}
          items={seats
            .filter(({ participant }) => participant !== null)
            .map(({ code }) => ({ value: code, label: seatName(t, seats, code) }))
            .toSorted((a, b) => order.compare(a.label, b.label))}
        />
        <Button tone="secondary">{t("reform.participant.show")}</Button>
      </form>
      {seat !== undefined && <Tracker t={t} today={today} code={seat.code} commitments={commitments} />}
    </>
  );
}

function Tracker(props: { t: T; today: string; code: string; commitments: readonly ShownCommitment[] }) {
  const { t, today, code } = props;
  const named = demands.flatMap(({ id, occasions }) =>
    occasions
      .filter(({ participants, date }) => participants.includes(code) && date <= today)
      .map((occasion) => ({ demand: id, occasion })),
  );
  const historic = historicCommitments.filter(
    ({ participants, observer }) =>
      participants.includes(code) || (observer === null && participants.length === 0),
  );
  const own = props.commitments.filter(({ state }) => state.by === code);
  return (
    <>
      <Table
        id="commitments"
        caption={t("reform.commitments.title")}
        columns={[
          { label: t("reform.commitments.column.what") },
          { label: t("reform.column.when") },
          { label: t("reform.commitments.column.state") },
          { label: t("reform.source") },
        ]}
        rows={[
          ...own.map(({ id, text, language, state }) => [
            <a href={`/reform/commitments/${id}`} lang={language}>
              {text}
            </a>,
            t.date(state.madeAt.slice(0, 10)),
            <ProgressTag t={t} progress={state.progress} late={state.late} />,
            t("reform.record.title"),
          ]),
          ...historic.map(({ id, date, state, sources }) => [
            t(`reform.commitment.${id as "commitment-bw"}`),
            looseDate(t, date),
            t(`reform.commitment.state.${state}`),
            <Sources t={t} keys={sources} />,
          ]),
        ]}
        empty={t("reform.participant.commitments.empty")}
      />
      <Table
        id="named"
        caption={t("reform.participant.named")}
        columns={[
          { label: t("reform.column.demand") },
          { label: t("reform.column.when") },
          { label: t("reform.participant.what") },
          { label: t("reform.source") },
        ]}
        rows={named.map(({ demand, occasion }) => [
          <a href={`/reform/demands/${demand}`}>{t(`reform.demand.${demand}`)}</a>,
          looseDate(t, occasion.date),
          `${t(`reform.kind.${occasion.kind}`)}. ${t(`reform.occasion.${occasion.id as "rule-gw"}`)}`,
          <Sources t={t} keys={occasion.sources} />,
        ])}
        empty={t("reform.participant.named.empty")}
      />
      <p>
        <a href={`/requests?about=${code}`}>{t("reform.participant.requests")}</a>
      </p>
    </>
  );
}
