// A meeting while it runs: the open session, who has the floor, the time of each pillar and subject, who is there. With a
// script it follows the public log by itself; without one it is as new as its last loading.
import { localTime } from "#core/meetings/host-time.ts";
import { daysText, meetingName } from "../names.ts";
import {
  AgendaTable,
  Alarms,
  Departures,
  FloorTables,
  PresenceTable,
  SlotsTable,
  WhoSpeaks,
} from "./presence.tsx";
import type { Shown } from "./presence.tsx";

export function LivePage(view: Shown & { readonly position: bigint }) {
  const { t, meeting } = view;
  const { row, now } = meeting;
  return (
    <>
      <h1>{t("meetings.live.title", { name: meetingName(t, row) })}</h1>
      <p>{daysText(t, row.plan)}</p>
      <p
        id="live-state"
        role="status"
        data-events={`/meetings/${row.id}/events?after=${view.position}`}
        data-following={t("meetings.live.following")}
        data-waiting={t("meetings.live.waiting")}
      >
        {t("meetings.live.as-of", { time: localTime(now, row.plan.zone).time, zone: row.plan.zone })}{" "}
        <a href={`/meetings/${row.id}/live`}>{t("meetings.live.reload")}</a>
      </p>
      <div id="live">
        <Alarms {...view} />
        <h2>{t("meetings.live.floor")}</h2>
        <WhoSpeaks {...view} />
        <FloorTables {...view} />
        <h2>{t("meetings.agenda")}</h2>
        <AgendaTable {...view} />
        <h2>{t("meetings.presence")}</h2>
        <PresenceTable {...view} />
        <Departures {...view} />
        <h2>{t("meetings.slots")}</h2>
        <SlotsTable {...view} />
      </div>
      <p>
        <a href={`/meetings/${row.id}`}>{t("meetings.live.back")}</a>
      </p>
    </>
  );
}
