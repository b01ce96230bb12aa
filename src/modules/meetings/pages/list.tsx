// When and where the scheme meets: what comes, what was, and how to have it in one's own calendar. And its bodies.
import { bodies, seatsOfBody } from "#core/kp/bodies.ts";
import type { BodyRole, BodySeat } from "#core/kp/bodies.ts";
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { MeetingRow } from "../store.ts";
import { bodyName, daysText, inTwo, meetingName, phaseOf, phaseTones, placeText } from "../names.ts";

export interface MeetingsView {
  readonly t: T;
  readonly rows: readonly MeetingRow[];
  readonly now: string;
  readonly mayConvene: boolean;
}

export function MeetingsPage({ t, rows, now, mayConvene }: MeetingsView) {
  const isAhead = (row: MeetingRow): boolean => ["planned", "running"].includes(phaseOf(row, now));
  const ahead = rows.filter(isAhead).toReversed();
  const past = rows.filter((row) => !isAhead(row));
  return (
    <>
      <h1>{t("meetings.title")}</h1>
      <p class="lede">{t("meetings.lede")}</p>
      {mayConvene && (
        <p>
          <Button href="/meetings/new" tone="secondary">
            {t("meetings.convene")}
          </Button>
        </p>
      )}
      <MeetingsTable t={t} id="ahead" caption={t("meetings.ahead")} rows={ahead} now={now} />
      <MeetingsTable t={t} id="past" caption={t("meetings.past")} rows={past} now={now} />
      <h2>{t("meetings.follow")}</h2>
      <ul>
        <li>
          <a href={`/meetings.ics?lang=${t.locale}`}>{t("meetings.follow.calendar")}</a>
        </li>
        <li>
          <a href={`/meetings.atom?lang=${t.locale}`}>{t("meetings.follow.feed")}</a>
        </li>
        <li>
          <a href="/meetings/bodies">{t("meetings.bodies.title")}</a>
        </li>
        <li>
          <a href="/meetings/written-procedures">{t("meetings.written.title")}</a>
        </li>
      </ul>
    </>
  );
}

function MeetingsTable(props: {
  t: T;
  id: string;
  caption: string;
  rows: readonly MeetingRow[];
  now: string;
}) {
  const { t, now } = props;
  return (
    <Table
      id={props.id}
      caption={props.caption}
      columns={[
        { label: t("meetings.column.meeting") },
        { label: t("meetings.column.when") },
        { label: t("meetings.column.where") },
        { label: t("meetings.column.state") },
      ]}
      rows={props.rows.map((row) => {
        const phase = phaseOf(row, now);
        return [
          <a href={`/meetings/${row.id}`}>{meetingName(t, row)}</a>,
          daysText(t, row.plan),
          placeText(t, row.plan),
          <Tag tone={phaseTones[phase]}>{t(`meetings.phase.${phase}`)}</Tag>,
        ];
      })}
      empty={t("meetings.none")}
    />
  );
}

const roleOrder: readonly BodyRole[] = ["CHAIR", "VICE_CHAIR", "MEMBER", "PROVISIONAL", "OBSERVER"];

export function BodiesPage({ t }: { t: T }) {
  return (
    <>
      <h1>{t("meetings.bodies.title")}</h1>
      <p class="lede">{t("meetings.bodies.lede")}</p>
      {bodies.map((body) => {
        const seats = seatsOfBody(body.code);
        return (
          <section aria-labelledby={`body-${body.code}`}>
            <h2 id={`body-${body.code}`}>
              {bodyName(t, body.code)} ({body.code})
            </h2>
            <p>{inTwo(t, body.task)}</p>
            {seats.length === 0 ? (
              <p>{t("meetings.bodies.unknown")}</p>
            ) : (
              <dl class="summary-list">
                {groups(seats).map(([role, source, from, who]) => (
                  <div class="summary-list__row">
                    <dt class="summary-list__key">{t(`meetings.bodies.role.${role}`)}</dt>
                    <dd class="summary-list__value">
                      {t.list(who.map((code) => memberName(t, code)))}
                      <br />
                      <span class="quiet">
                        {from === null
                          ? t("meetings.bodies.undated", { source })
                          : t("meetings.bodies.since", { year: from.slice(0, 4), source })}
                      </span>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
            <p class="quiet">{t("meetings.bodies.source", { source: body.source })}</p>
          </section>
        );
      })}
    </>
  );
}

function memberName(t: T, code: string): string {
  return isCountryOrParticipantCode(code) ? t.country(code) : code;
}

/** Rows of one role and one source stand together. */
function groups(
  seats: readonly BodySeat[],
): readonly (readonly [BodyRole, string, string | null, readonly string[]])[] {
  return roleOrder.flatMap((role) => {
    const bySource = new Map<string, BodySeat[]>();
    for (const seat of seats.filter((one) => one.role === role)) {
      const key = `${seat.source} ${seat.from}`;
      bySource.set(key, [...(bySource.get(key) ?? []), seat]);
    }
    return [...bySource.values()].flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [[role, first.source, first.from, group.map(({ who }) => who)] as const];
    });
  });
}
