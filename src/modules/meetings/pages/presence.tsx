// Who was asked, who is there, who speaks and for how long: the parts that the meeting's page and its live page share.
import { floorShares, minutesOn } from "#core/meetings/floor.ts";
import { openSession, overrun, presenceOf, slotsNow } from "#core/meetings/state.ts";
import type { PillarPresence } from "#core/meetings/state.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Pillar } from "#modules/governance/index.ts";
import { PillarMarks } from "#ui/components/pillar-marks/PillarMarks.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { Meeting } from "../queries.ts";
import { durationText, hostTime, inTwo, pillarName, seatName } from "../names.ts";

export interface Shown {
  readonly t: T;
  readonly meeting: Meeting;
  readonly pillars: readonly Pillar[];
}

/** What nobody should overlook: a pillar that is not there, seats that were not asked. */
export function Alarms({ t, meeting, pillars }: Shown) {
  const { state, seats, row } = meeting;
  if (row.cancelledAt !== null) return null;
  const absent = presenceOf(state, seats).filter((one) => one.absent !== null);
  const notInvited = seats.filter(({ code }) => !state.invited.has(code));
  return (
    <>
      {absent.map((one) => (
        <WarningText t={t}>
          {t(`meetings.absent.${one.absent ?? "NOBODY_CAME"}`, {
            pillar: pillarName(t, one.pillar, pillars),
          })}
        </WarningText>
      ))}
      {notInvited.length > 0 && (
        <WarningText t={t}>
          {notInvited.length === seats.length
            ? t("meetings.invitations.none")
            : t("meetings.invitations.missing", {
                count: notInvited.length,
                names: t.list(notInvited.slice(0, 12).map(({ code }) => seatName(t, seats, code))),
              })}
        </WarningText>
      )}
    </>
  );
}

export function PresenceTable({ t, meeting, pillars }: Shown) {
  const presence = presenceOf(meeting.state, meeting.seats);
  return (
    <>
      <PillarMarks
        t={t}
        marks={presence.map((one) => ({
          name: pillarName(t, one.pillar, pillars),
          state: wasHeard(meeting, one.pillar) ? "heard" : one.invited > 0 ? "invited" : "not-heard",
        }))}
      />
      <Table
        id="presence"
        caption={t("meetings.presence.caption")}
        captionHidden
        columns={[
          { label: t("meetings.column.pillar") },
          { label: t("meetings.presence.seats"), numeric: true },
          { label: t("meetings.presence.invited"), numeric: true },
          { label: t("meetings.presence.credentials"), numeric: true },
          { label: t("meetings.presence.present"), numeric: true },
          { label: t("meetings.presence.attended"), numeric: true },
        ]}
        rows={presence.map((one) => presenceRow(t, one, pillars, meeting.row.closedAt !== null))}
        empty={t("meetings.presence.empty")}
        note={t("meetings.presence.note")}
      />
    </>
  );
}

function presenceRow(t: T, one: PillarPresence, pillars: readonly Pillar[], isClosed: boolean) {
  return [
    <>
      {pillarName(t, one.pillar, pillars)}
      {one.absent !== null && (
        <>
          {" "}
          <Tag tone="bad">{t(`meetings.absent.tag.${one.absent}`)}</Tag>
        </>
      )}
    </>,
    t.number(one.seats),
    one.invited < one.seats ? <Tag tone="warn">{t.number(one.invited)}</Tag> : t.number(one.invited),
    t.number(one.accredited),
    isClosed ? "–" : t.number(one.present),
    t.number(one.attended),
  ];
}

/** Spoke, or made a statement. */
function wasHeard({ state }: Meeting, pillar: string): boolean {
  return (
    state.speeches.some(({ speaker }) => speaker.pillar === pillar) ||
    state.statements.some((said) => said.pillar === pillar)
  );
}

/** Of seats, by their own declaration. */
export function Departures({ t, meeting }: Shown) {
  const { state, seats, row } = meeting;
  if (state.departures.length === 0) return null;
  return (
    <>
      <h3>{t("meetings.departures")}</h3>
      <ul>
        {state.departures.map((one) => (
          <li>
            {t(`meetings.departure.${one.form}`, {
              seat: seatName(t, seats, one.seat),
              when: hostTime(t, one.at, row.plan.zone),
              reason: one.reason,
            })}{" "}
            <a href={`/log/acts/${one.act}`}>{t("meetings.act")}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

export function FloorTables({ t, meeting, pillars }: Shown) {
  const { state, now } = meeting;
  const share = (by: "pillar" | "entry") => floorShares(state.speeches, by, now);
  const titles = new Map(state.agenda.map(({ id, title }) => [id, inTwo(t, title)]));
  const columns = (first: string) => [
    { label: first },
    { label: t("meetings.floor.time"), numeric: true },
    { label: t("meetings.floor.speeches"), numeric: true },
  ];
  return (
    <>
      <Table
        id="floor-pillar"
        caption={t("meetings.floor.by-pillar")}
        columns={columns(t("meetings.column.pillar"))}
        rows={share("pillar").map(({ key, millis, speeches }) => [
          pillarName(t, key, pillars),
          durationText(t, Math.floor(millis / 60_000)),
          t.number(speeches),
        ])}
        empty={t("meetings.floor.empty")}
      />
      <Table
        id="floor-entry"
        caption={t("meetings.floor.by-entry")}
        columns={columns(t("meetings.column.entry"))}
        rows={share("entry").map(({ key, millis, speeches }) => [
          titles.get(key) ?? key,
          durationText(t, Math.floor(millis / 60_000)),
          t.number(speeches),
        ])}
        empty={t("meetings.floor.empty")}
      />
    </>
  );
}

/** Who speaks now, on what, since when. */
export function WhoSpeaks({ t, meeting, pillars }: Shown) {
  const { state, row, seats, now } = meeting;
  const session = openSession(state);
  const speech = state.speeches.at(-1);
  if (session === undefined) return <p>{t("meetings.live.no-session")}</p>;
  const late = overrun(session, now);
  return (
    <>
      <p>
        {t("meetings.live.session", {
          number: session.number,
          opened: hostTime(t, session.openedAt ?? session.opensAt, row.plan.zone),
          ends: hostTime(t, session.endsAt, row.plan.zone),
        })}{" "}
        {late > 0 && <Tag tone="warn">{t("meetings.session.overrun", { time: durationText(t, late) })}</Tag>}
      </p>
      {speech === undefined || speech.to !== null ? (
        <p>{t("meetings.live.nobody")}</p>
      ) : (
        <p>
          <strong>
            {speech.speaker.seat === undefined
              ? speech.speaker.name
              : seatName(t, seats, speech.speaker.seat)}
          </strong>{" "}
          {t("meetings.live.speaks", {
            pillar: pillarName(t, speech.speaker.pillar, pillars),
            entry: inTwo(
              t,
              state.agenda.find(({ id }) => id === speech.entry)?.title ?? { en: speech.entry },
            ),
            time: durationText(t, Math.floor((Date.parse(now) - Date.parse(speech.from)) / 60_000)),
          })}
        </p>
      )}
    </>
  );
}

const slotTones: Readonly<Record<string, Tone>> = {
  open: "warn",
  offered: "info",
  given: "good",
  declined: "neutral",
  unused: "neutral",
};

export function SlotsTable({ t, meeting, pillars }: Shown) {
  const { state, guaranteed, now, row } = meeting;
  const slots = slotsNow(state, guaranteed, now);
  return (
    <Table
      id="slots"
      caption={t("meetings.slots.caption")}
      captionHidden
      columns={[
        { label: t("meetings.column.pillar") },
        { label: t("meetings.moment.OPENING") },
        { label: t("meetings.moment.CLOSING") },
      ]}
      rows={guaranteed.map((pillar) => [
        pillarName(t, pillar, pillars),
        ...(["OPENING", "CLOSING"] as const).map((moment) => {
          const slot = slots.find((one) => one.pillar === pillar && one.moment === moment);
          if (slot === undefined) return "–";
          return (
            <>
              <Tag tone={slotTones[slot.state] ?? "neutral"}>{t(`meetings.slot.${slot.state}`)}</Tag>
              {slot.state === "offered" && slot.until !== null && (
                <>
                  <br />
                  <span class="quiet">
                    {t("meetings.slot.until", { when: hostTime(t, slot.until, row.plan.zone) })}
                  </span>
                </>
              )}
            </>
          );
        }),
      ])}
      empty={t("meetings.slots.empty")}
      note={t("meetings.slots.note")}
    />
  );
}

/** The entries in their order; what was spoken on each. */
export function AgendaTable({ t, meeting }: Shown) {
  const { state, now } = meeting;
  return (
    <Table
      id="agenda"
      caption={t("meetings.agenda")}
      captionHidden
      columns={[
        { label: t("meetings.agenda.number"), numeric: true },
        { label: t("meetings.column.entry") },
        { label: t("meetings.agenda.listed") },
        { label: t("meetings.floor.time"), numeric: true },
      ]}
      rows={state.agenda.map((entry, place) => [
        t.number(place + 1),
        entry.item === null ? (
          inTwo(t, entry.title)
        ) : (
          <a href={`/items/${entry.item}`}>{inTwo(t, entry.title)}</a>
        ),
        <>
          {entry.item === null ? t("meetings.agenda.point") : t("meetings.agenda.of-right")}
          {entry.carriedFrom !== null && (
            <>
              <br />
              <a href={`/meetings/${entry.carriedFrom}`}>{t("meetings.agenda.carried")}</a>
            </>
          )}
        </>,
        durationText(t, minutesOn(state.speeches, entry.id, now)),
      ])}
      empty={t("meetings.agenda.empty")}
      note={t("meetings.agenda.note")}
    />
  );
}
