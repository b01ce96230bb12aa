// Who was asked and said nothing: seat by seat, and for one seat every call. It only counts; what a silence means is not said.
import type { PillarId, PositionCode, SeatId } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { pillarName, positionWord, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";

/** One closed call in which a seat was asked. */
export interface CallOfSeat {
  readonly item: string;
  readonly title: string;
  readonly call: number;
  readonly closedAt: string;
  /** Empty: silent. */
  readonly codes: readonly PositionCode[];
}

export interface SilenceOfSeat {
  readonly seat: SeatId;
  readonly pillar: PillarId;
  readonly asked: number;
  readonly silent: number;
}

export function SilencePage(props: {
  t: T;
  names: Names;
  seats: readonly SilenceOfSeat[];
  demonstration: boolean;
}) {
  const { t, names, seats } = props;
  return (
    <>
      <h1>{t("item.silence.title")}</h1>
      <p class="lede">{t("item.silence.lede")}</p>
      {props.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      <Table
        id="silence"
        caption={t("item.silence.caption")}
        columns={[
          { label: t("item.silence.seat") },
          { label: t("item.silence.pillar") },
          { label: t("item.silence.asked"), numeric: true },
          { label: t("item.silence.recorded"), numeric: true },
          { label: t("item.silence.silent"), numeric: true },
        ]}
        rows={seats.map(({ seat, pillar, asked, silent }) => [
          <a href={`/silence/${seat}`}>{seatName(names, seat)}</a>,
          pillarName(t, names, pillar),
          t.number(asked),
          t.number(asked - silent),
          t.number(silent),
        ])}
        empty={t("item.silence.empty")}
      />
    </>
  );
}

export function SilenceOfSeatPage(props: {
  t: T;
  names: Names;
  seat: SeatId;
  calls: readonly CallOfSeat[];
  participant: boolean;
  demonstration: boolean;
}) {
  const { t, names, seat, calls } = props;
  const name = seatName(names, seat);
  return (
    <>
      <h1>{t("item.silence.of", { name })}</h1>
      <p class="lede">
        {t("item.silence.of.lede", {
          name,
          asked: calls.length,
          silent: calls.filter(({ codes }) => codes.length === 0).length,
        })}
      </p>
      {props.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      <Table
        id="calls"
        caption={t("item.silence.of.caption")}
        columns={[
          { label: t("item.pillars.item") },
          { label: t("item.silence.of.call"), numeric: true },
          { label: t("item.silence.of.closed") },
          { label: t("item.silence.of.answer") },
        ]}
        rows={calls.map((call) => [
          <a href={`/items/${call.item}/positions?call=${call.call}`}>{call.title}</a>,
          t.number(call.call),
          t.date(call.closedAt.slice(0, 10)),
          call.codes.length === 0 ? (
            <strong>{t("item.silence.of.nothing")}</strong>
          ) : (
            t.list(call.codes.map((code) => positionWord(t, code)))
          ),
        ])}
        empty={t("item.silence.empty")}
      />
      <p>
        <a href="/silence">{t("item.silence.title")}</a>
        {props.participant && (
          <>
            {" · "}
            <a href={`/participants/${seat}`}>{name}</a>
          </>
        )}
      </p>
    </>
  );
}
