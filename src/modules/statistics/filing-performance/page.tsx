// Who filed when: the last periods by Participant, who is missing, and the delay of each year. Names no fault, only days.
import type { Punctuality } from "#core/statistics/performance.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import type { T } from "#platform/i18n/translator.ts";
import { AboutFigure } from "#ui/statistics/AboutFigure.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import { Table } from "#ui/components/table/Table.tsx";
import type { LastPeriod, OwedReturn, YearsOfFiling } from "./queries.ts";

export interface FilingView {
  readonly t: T;
  readonly asOf: string;
  readonly last: readonly LastPeriod[];
  readonly owed: readonly OwedReturn[];
  readonly years: YearsOfFiling;
}

export function FilingPage({ t, asOf, last, owed, years }: FilingView) {
  return (
    <>
      <h1>{t("filing.title")}</h1>
      <p class="lede">{t("filing.lede")}</p>
      {last.length === 0 ? (
        <p>{t("filing.none-due")}</p>
      ) : (
        <Stats
          items={last.map(({ type, period, filed, owed: of, missing }) => ({
            value: t("filing.filed-of", { filed, of }),
            label: t("filing.last-period", {
              type: t(`filing.type.${type}`),
              period: periodInWords(t, period),
            }),
            note:
              missing.length === 0
                ? t("filing.none-missing")
                : t("filing.missing", { names: t.list(missing.map((code) => t.country(code))) }),
          }))}
        />
      )}
      <h2>{t("filing.by-participant")}</h2>
      <ParticipantsTable t={t} owed={owed} />
      <h2>{t("filing.by-year")}</h2>
      <YearsTable t={t} years={years} />
      <p>
        <a href="/statistics/filing.csv">{t("filing.csv")}</a>
      </p>
      <AboutFigure
        t={t}
        facts={{
          source: t("filing.about.source"),
          asOf,
          definition: t("filing.about.definition"),
          downloads: [{ href: "/statistics/filing.csv", text: "CSV" }],
        }}
      />
    </>
  );
}

function ParticipantsTable({ t, owed }: { t: T; owed: readonly OwedReturn[] }) {
  const of = [...grouped(owed, ({ participant }) => participant)].map(([participant, returns]) => ({
    participant,
    name: t.country(participant),
    returns,
    late: returns.filter(({ filedOn, due }) => filedOn !== null && filedOn > due).length,
    missing: returns.filter(({ filedOn }) => filedOn === null),
  }));
  return (
    <Table
      id="participants"
      caption={t("filing.participants.caption")}
      columns={[
        { label: t("filing.participants.participant") },
        { label: t("filing.participants.owed"), numeric: true },
        { label: t("filing.participants.late"), numeric: true },
        { label: t("filing.participants.missing"), numeric: true },
        { label: t("filing.participants.which") },
      ]}
      rows={of
        .toSorted((a, b) => b.missing.length - a.missing.length || a.name.localeCompare(b.name, t.locale))
        .map(({ participant, name, returns, late, missing }) => [
          <a href={`/statistics/participants/${participant}#filing`}>{name}</a>,
          t.number(returns.length),
          t.number(late),
          t.number(missing.length),
          missing.length === 0 ? "–" : whichMissing(t, missing),
        ])}
      empty={t("filing.none-due")}
    />
  );
}

const mostNamed = 3;

/** The newest few; the download has all. */
function whichMissing(t: T, missing: readonly OwedReturn[]): string {
  const newest = missing.toSorted((a, b) => (a.due < b.due ? 1 : -1));
  const named = newest
    .slice(0, mostNamed)
    .map(({ type, period }) =>
      t("filing.one-return", { type: t(`filing.type.${type}`), period: periodInWords(t, period) }),
    );
  const more = newest.length - named.length;
  return t.list(more === 0 ? named : [...named, t("filing.more", { more })]);
}

function YearsTable({ t, years: { all, years } }: { t: T; years: YearsOfFiling }) {
  const cells = (of: Punctuality) => [
    t.number(of.returns),
    of.medianDays === null ? t("filing.unknown") : t.number(of.medianDays),
    share(t, of.inTime, of.dated),
    t.number(of.beforeTheEnd),
    t.number(of.overAYear),
    t.number(of.corrected),
  ];
  return (
    <Table
      id="years"
      caption={t("filing.years.caption")}
      columns={[
        { label: t("filing.years.year") },
        { label: t("filing.years.returns"), numeric: true },
        { label: t("filing.years.median"), numeric: true },
        { label: t("filing.years.in-time"), numeric: true },
        { label: t("filing.years.before-the-end"), numeric: true },
        { label: t("filing.years.over-a-year"), numeric: true },
        { label: t("filing.years.corrected"), numeric: true },
      ]}
      rows={years.map(({ year, punctuality }) => [String(year), ...cells(punctuality)])}
      foot={[t("filing.years.all"), ...cells(all)]}
      empty={t("filing.years.none")}
      note={t("filing.years.note", { dated: all.dated, returns: all.returns })}
    />
  );
}

function share(t: T, of: number, all: number): string {
  return all === 0 ? t("filing.unknown") : t("filing.percent", { percent: Math.round((of * 100) / all) });
}
