// Meetings outside of the pages: in everybody's own calendar, and as a feed of what was convened, said and published.
import type { CalendarEvent } from "#core/meetings/calendar.ts";
import type { AtomEntry } from "#platform/http/atom.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Meeting } from "../queries.ts";
import type { MeetingRow } from "../store.ts";
import { daysText, hostTime, inTwo, meetingName, phaseOf, placeText, seatName } from "../names.ts";

export interface FeedPlace {
  readonly baseUrl: string;
  /** Of the log: the same on every copy of the site, so that an event stays one event. */
  readonly origin: string;
}

/** The meeting's days, and each of its sessions. */
export function calendarEvents(
  t: T,
  { row, state }: Pick<Meeting, "row" | "state">,
  { baseUrl, origin }: FeedPlace,
): readonly CalendarEvent[] {
  const name = meetingName(t, row);
  const url = `${baseUrl}/meetings/${row.id}`;
  const uid = (what: string): string => `${row.id}${what}@${origin.split("/")[0] ?? origin}`;
  const status = row.cancelledAt === null ? "CONFIRMED" : "CANCELLED";
  const shared = { url, location: placeText(t, row.plan), categories: [row.kind], status } as const;
  const reason = row.cancelledFor ?? row.changedFor;
  return [
    {
      ...shared,
      uid: uid(""),
      sequence: row.changes,
      changedAt: row.changedAt,
      from: row.plan.from,
      to: row.plan.to,
      summary: name,
      description: [
        ...(row.plan.theme === null ? [] : [inTwo(t, row.plan.theme)]),
        ...(reason === null ? [] : [reason]),
      ].join("\n"),
    },
    ...state.sessions.map((session) => ({
      ...shared,
      uid: uid(`-session-${session.number}`),
      // A change of the meeting changes its sessions' entries too.
      sequence: row.changes + session.revision,
      changedAt: session.plannedAt > row.changedAt ? session.plannedAt : row.changedAt,
      from: session.opensAt,
      to: session.endsAt,
      summary: t("meetings.session.of", { number: session.number, meeting: name }),
      description: "",
    })),
  ];
}

export function meetingEntries(t: T, meeting: Meeting): readonly AtomEntry[] {
  const { row, state, seats, now } = meeting;
  const name = meetingName(t, row);
  const category = { term: row.kind, label: t(`meetings.kind.${row.kind}`) };
  const entry = (
    at: string,
    changedAt: string,
  ): Pick<AtomEntry, "publishedAt" | "changedAt" | "categories" | "language"> => ({
    publishedAt: at,
    changedAt,
    categories: [category],
    language: t.locale,
  });
  return [
    {
      ...entry(row.convenedAt, lastChange(row)),
      id: `tag:kimberlite,2026:meeting:${row.id}`,
      title: name,
      path: `/meetings/${row.id}`,
      lines: [
        `${t(`meetings.phase.${phaseOf(row, now)}`)}. ${daysText(t, row.plan)}, ${placeText(t, row.plan)}`,
        ...(row.cancelledFor === null ? [] : [row.cancelledFor]),
      ],
    },
    ...state.statements.map((said) => ({
      ...entry(said.at, said.answers.at(-1)?.at ?? said.at),
      id: `urn:uuid:${said.statement}`,
      title: t("meetings.feed.statement", { seat: seatName(t, seats, said.seat), title: said.title }),
      path: `/meetings/${row.id}/statements/${said.statement}`,
      author: seatName(t, seats, said.seat),
      lines: [name, hostTime(t, said.at, row.plan.zone)],
    })),
    ...state.papers
      // Nobody learns here that there is a document that is not for everybody.
      .filter(
        (paper) => paper.access === "PUBLIC" && (paper.embargo ?? paper.at) <= now && paper.title !== null,
      )
      .map((paper) => ({
        ...entry(paper.embargo ?? paper.at, paper.embargo ?? paper.at),
        id: `urn:uuid:${paper.document}`,
        title: t("meetings.feed.document", { title: inTwo(t, paper.title ?? { en: "" }) }),
        path: `/meetings/${row.id}/documents/${paper.document}`,
        lines: [name],
      })),
  ];
}

function lastChange({ changedAt, cancelledAt, closedAt }: MeetingRow): string {
  return [changedAt, cancelledAt ?? "", closedAt ?? ""].sort().at(-1) ?? changedAt;
}
