// What is due, when, and what came last time; nil in one press. Behind it, where each period stands.
import { dueOn, periodText } from "#core/statistics/periods.ts";
import { pressing } from "#core/statistics/calendar.ts";
import type { DueReturn } from "#core/statistics/calendar.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { returnTypes } from "../../facts.ts";
import type { ReturnType } from "../../facts.ts";
import { periodInWords } from "#ui/statistics/periods.ts";
import { addressOf, stateInWords, titleOf, toneOf } from "./words.ts";

export interface CalendarView {
  readonly t: T;
  readonly participant: string;
  readonly calendar: readonly DueReturn[];
  /** What was filed last of each type, in words; absent where nothing was. */
  readonly lastTime: ReadonlyMap<ReturnType, string>;
  /** "TRADE 2026-Q2": somebody has begun it. */
  readonly begun: ReadonlySet<string>;
  /** Questionnaires that wait for an answer. */
  readonly asked: number;
}

export function CalendarPage({ t, participant, calendar, lastTime, begun, asked }: CalendarView) {
  const now = pressing(calendar);
  const running = calendar.filter(({ state }) => state.kind === "RUNNING" || state.kind === "ADVANCE_NIL");
  const before = calendar.filter(({ state }) => state.kind === "FILED");
  const tiles = (returns: readonly DueReturn[]) => (
    <div class="tiles">
      {returns.map((due) => (
        <Tile
          t={t}
          due={due}
          lastTime={lastTime.get(due.type)}
          begun={begun.has(`${due.type} ${periodText(due.period)}`)}
        />
      ))}
    </div>
  );
  return (
    <>
      <h1>{t("returns.calendar.title", { participant: t.country(participant) })}</h1>
      <p class="prose">{t("returns.calendar.lede")}</p>
      {asked > 0 && (
        <Banner t={t} id="asked">
          <p>
            <a href="/statistics/questionnaires#questionnaires">
              {t("questionnaires.waiting", { count: asked })}
            </a>
          </p>
        </Banner>
      )}
      <h2>{t("returns.calendar.needed")}</h2>
      {now.length === 0 ? (
        <Banner t={t} id="nothing-due" tone="success">
          <p>{t("returns.calendar.nothing-due")}</p>
        </Banner>
      ) : (
        tiles(now)
      )}
      {running.length > 0 && (
        <>
          <h2>{t("returns.calendar.running")}</h2>
          <p class="prose">{t("returns.calendar.running-lede")}</p>
          {tiles(running)}
        </>
      )}
      <h2>{t("returns.calendar.before")}</h2>
      {returnTypes.map((type) => (
        <Table
          id={`filed-${type.toLowerCase()}`}
          caption={t(`returns.type.${type}`)}
          columns={[
            { label: t("returns.column.period") },
            { label: t("returns.column.due") },
            { label: t("returns.column.state") },
          ]}
          rows={before
            .filter((one) => one.type === type)
            .map(({ period, due, state }) => [
              <a href={addressOf(type, period, "/versions")}>{periodInWords(t, period)}</a>,
              t.date(due),
              stateInWords(t, state),
            ])}
          empty={t("returns.calendar.none-filed")}
        />
      ))}
      <p>
        <a href="/returns/filed">{t("returns.calendar.all-filed")}</a>
      </p>
    </>
  );
}

function Tile(props: { t: T; due: DueReturn; lastTime: string | undefined; begun: boolean }) {
  const { t, due, lastTime, begun } = props;
  const title = titleOf(t, due.type, due.period);
  const nilNow = due.state.kind === "NIL_TO_CONFIRM";
  return (
    <section class="tile" aria-labelledby={`${due.type}-${periodText(due.period)}`}>
      <h3 class="tile__title" id={`${due.type}-${periodText(due.period)}`}>
        {title}
      </h3>
      <p class="tile__state">
        <Tag tone={toneOf(due.state)}>{stateInWords(t, due.state)}</Tag>
      </p>
      <p class="quiet">{t("returns.calendar.due-on", { date: t.date(dueOn(due.period)) })}</p>
      <p class="quiet">
        {lastTime === undefined
          ? t("returns.calendar.no-last-time")
          : t("returns.calendar.last-time", { what: lastTime })}
      </p>
      <ButtonGroup>
        <Button
          href={addressOf(due.type, due.period)}
          tone={due.state.kind === "RUNNING" ? "secondary" : "primary"}
        >
          {t(begun ? "returns.calendar.go-on" : "returns.calendar.enter")}
          <span class="visually-hidden"> ({title})</span>
        </Button>
        {due.state.kind !== "ADVANCE_NIL" && (
          <form method="post" action={addressOf(due.type, due.period, "/nil")}>
            <Button tone="secondary">
              {t(
                nilNow
                  ? "returns.calendar.confirm-nil"
                  : due.state.kind === "RUNNING"
                    ? "returns.calendar.advance-nil"
                    : "returns.calendar.file-nil",
              )}
              <span class="visually-hidden"> ({title})</span>
            </Button>
          </form>
        )}
      </ButtonGroup>
    </section>
  );
}
