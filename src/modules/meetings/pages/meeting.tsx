// One meeting: what it is about, who was asked and who is there, the agenda, the guaranteed statements, sessions, documents,
// what was said and whether it was answered, and what the reader may do.
import { localTime } from "#core/meetings/host-time.ts";
import { answerState, overrun } from "#core/meetings/state.ts";
import type { MeetingPaper, Statement } from "#core/meetings/state.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Meeting } from "../queries.ts";
import type { Step } from "../steps.ts";
import {
  daysText,
  durationText,
  hostTime,
  inTwo,
  meetingName,
  phaseOf,
  phaseTones,
  placeText,
  seatName,
} from "../names.ts";
import { AgendaTable, Alarms, Departures, FloorTables, PresenceTable, SlotsTable } from "./presence.tsx";
import type { Shown } from "./presence.tsx";

export interface MeetingView extends Shown {
  /** What the reader may do, by the doors. */
  readonly steps: readonly Step[];
  readonly mayRead: (paper: MeetingPaper) => boolean;
  /** Own delegates, or everybody's for the Secretariat. */
  readonly names: readonly (readonly [seat: string, names: readonly string[]])[];
}

export function MeetingPage(view: MeetingView) {
  const { t, meeting } = view;
  const { row, state, now, seats } = meeting;
  const phase = phaseOf(row, now);
  const { plan } = row;
  return (
    <>
      <h1>{meetingName(t, row)}</h1>
      {plan.theme !== null && <p class="lede">{inTwo(t, plan.theme)}</p>}
      <Alarms {...view} />
      <SummaryList
        rows={[
          {
            key: t("meetings.column.state"),
            value: (
              <>
                <Tag tone={phaseTones[phase]}>{t(`meetings.phase.${phase}`)}</Tag>
                {row.cancelledFor !== null && ` ${row.cancelledFor}`}
                {row.closedAt !== null &&
                  ` ${t("meetings.closed-at", { when: hostTime(t, row.closedAt, plan.zone) })}`}
              </>
            ),
          },
          { key: t("meetings.column.when"), value: daysText(t, plan) },
          {
            key: t("meetings.column.where"),
            value: `${placeText(t, plan)} (${t(`meetings.format.${plan.format}`)})`,
          },
          {
            key: t("meetings.host-clock"),
            value: t("meetings.host-clock.now", {
              time: localTime(now, plan.zone).time,
              zone: plan.zone,
            }),
          },
          ...(plan.chair === null
            ? []
            : [{ key: t("meetings.field.chair"), value: seatName(t, seats, plan.chair) }]),
          ...(row.changedFor === null
            ? []
            : [
                {
                  key: t("meetings.changed"),
                  value: t("meetings.changed-why", {
                    date: t.date(row.changedAt.slice(0, 10)),
                    reason: row.changedFor,
                  }),
                },
              ]),
        ]}
      />
      <p>
        <a href={`/meetings/${row.id}/live`}>{t("meetings.live.link")}</a>
        {" · "}
        <a href={`/meetings/${row.id}/record`}>{t("meetings.record.link")}</a>
        {" · "}
        <a href={`/meetings/${row.id}/calendar.ics?lang=${t.locale}`}>{t("meetings.follow.one")}</a>
      </p>
      {view.steps.length > 0 && <Doing {...view} />}
      <h2>{t("meetings.agenda")}</h2>
      <AgendaTable {...view} />
      <h2>{t("meetings.presence")}</h2>
      <PresenceTable {...view} />
      <NotInvited {...view} />
      <Departures {...view} />
      {view.names.length > 0 && (
        <Details summary={t("meetings.names")}>
          <ul>
            {view.names.map(([seat, names]) => (
              <li>
                {seatName(t, seats, seat)}: {t.list(names)}
              </li>
            ))}
          </ul>
        </Details>
      )}
      <h2>{t("meetings.slots")}</h2>
      <SlotsTable {...view} />
      <h2>{t("meetings.sessions")}</h2>
      <SessionsTable t={t} meeting={meeting} />
      <h2>{t("meetings.floor")}</h2>
      <FloorTables {...view} />
      <h2>{t("meetings.statements")}</h2>
      <StatementsTable t={t} meeting={meeting} statements={state.statements} />
      <h2>{t("meetings.documents")}</h2>
      <DocumentsTable {...view} />
    </>
  );
}

function Doing({ t, meeting, steps }: MeetingView) {
  return (
    <nav aria-label={t("meetings.do")} class="card">
      <h2 class="card__title">{t("meetings.do")}</h2>
      <ul>
        {steps.map(({ verb }) => (
          <li>
            <a href={`/meetings/${meeting.row.id}/${verb}`}>
              {t(`meetings.step.${verb}` as "meetings.step.floor")}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NotInvited({ t, meeting }: Shown) {
  const { seats, state } = meeting;
  const missing = seats.filter(({ code }) => !state.invited.has(code));
  if (missing.length === 0 || missing.length === seats.length) return null;
  return (
    <Details summary={t("meetings.invitations.summary", { count: missing.length })}>
      <p>{t.list(missing.map(({ code }) => seatName(t, seats, code)))}</p>
    </Details>
  );
}

function SessionsTable({ t, meeting }: { t: T; meeting: Meeting }) {
  const { state, row, now } = meeting;
  const at = (instant: string | null): string =>
    instant === null ? "–" : hostTime(t, instant, row.plan.zone);
  return (
    <Table
      id="sessions"
      caption={t("meetings.sessions.caption")}
      captionHidden
      columns={[
        { label: t("meetings.session") },
        { label: t("meetings.session.planned") },
        { label: t("meetings.session.opened") },
        { label: t("meetings.session.ended") },
        { label: t("meetings.session.over"), numeric: true },
      ]}
      rows={state.sessions.map((session) => {
        const late = overrun(session, now);
        return [
          t.number(session.number),
          t("meetings.session.from-to", {
            from: at(session.opensAt),
            to: localTime(session.endsAt, row.plan.zone).time,
          }),
          at(session.openedAt),
          at(session.endedAt),
          late > 0 ? <Tag tone="warn">{durationText(t, late)}</Tag> : "–",
        ];
      })}
      empty={t("meetings.sessions.empty")}
      note={t("meetings.sessions.note", { zone: row.plan.zone })}
    />
  );
}

export const answerTones = {
  answered: "good",
  waiting: "info",
  "no-answer": "bad",
  "none-asked": "neutral",
} as const;

export function StatementsTable(props: { t: T; meeting: Meeting; statements: readonly Statement[] }) {
  const { t, meeting } = props;
  const { row, seats, now } = meeting;
  return (
    <Table
      id="statements"
      caption={t("meetings.statements.caption")}
      captionHidden
      columns={[
        { label: t("meetings.column.statement") },
        { label: t("meetings.column.by") },
        { label: t("meetings.column.when") },
        { label: t("meetings.column.answer") },
      ]}
      rows={props.statements.map((said) => {
        const answer = answerState(said, now);
        return [
          <>
            <a href={`/meetings/${row.id}/statements/${said.statement}`}>{said.title}</a>
            {said.corrects !== null && (
              <>
                {" "}
                <span class="quiet">{t("meetings.statement.is-correction")}</span>
              </>
            )}
          </>,
          seatName(t, seats, said.seat),
          hostTime(t, said.at, row.plan.zone),
          <>
            <Tag tone={answerTones[answer]}>{t(`meetings.answer.${answer}`)}</Tag>
            {answer === "waiting" && said.answerBy !== null && (
              <>
                <br />
                <span class="quiet">
                  {t("meetings.answer.by", { date: t.date(said.answerBy.slice(0, 10)) })}
                </span>
              </>
            )}
          </>,
        ];
      })}
      empty={t("meetings.statements.empty")}
      note={t("meetings.statements.note")}
    />
  );
}

function DocumentsTable({ t, meeting, mayRead }: MeetingView) {
  const { row, state, now } = meeting;
  const replaced = new Set(state.papers.flatMap(({ replaces }) => replaces ?? []));
  return (
    <Table
      id="documents"
      caption={t("meetings.documents.caption")}
      captionHidden
      columns={[
        { label: t("meetings.column.document") },
        { label: t("meetings.field.access") },
        { label: t("meetings.column.languages") },
        { label: t("meetings.column.when") },
      ]}
      rows={state.papers.map((paper) => {
        const { document, title, access, embargo, languages, at } = paper;
        return [
          mayRead(paper) && title !== null ? (
            <>
              <a href={`/meetings/${row.id}/documents/${document}`}>{inTwo(t, title)}</a>
              {replaced.has(document) && (
                <>
                  {" "}
                  <Tag>{t("meetings.document.replaced")}</Tag>
                </>
              )}
            </>
          ) : (
            t("meetings.document.hidden")
          ),
          <>
            {t(`meetings.access.${access}`)}
            {embargo !== null && embargo > now && (
              <>
                <br />
                <span class="quiet">
                  {t("meetings.document.embargo", { when: hostTime(t, embargo, row.plan.zone) })}
                </span>
              </>
            )}
          </>,
          languages.join(", "),
          hostTime(t, at, row.plan.zone),
        ];
      })}
      empty={t("meetings.documents.empty")}
    />
  );
}
