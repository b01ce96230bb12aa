// All pairs of a quarter, as the reader may see them: both sides, how far apart, and whether one of them has said why.
import type { Participant } from "#core/kp/participants.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Quarter } from "#core/statistics/periods.ts";
import { isOpenGap } from "#core/statistics/reconcile/mirror.ts";
import type { MirrorLine } from "#core/statistics/reconcile/mirror.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import type { Pairs, Sight } from "../queries.ts";
import { sideInWords, toneOf, verdictInWords } from "./words.ts";

export interface PairsView {
  readonly t: T;
  readonly pairs: Pairs;
  readonly sight: Sight;
  readonly quarters: readonly Quarter[];
  readonly participants: readonly Participant[];
  readonly show: "gaps" | "all";
}

export function PairsPage({ t, pairs, sight, quarters, participants, show }: PairsView) {
  const whole = pairs.lines.filter(({ product }) => product === "_T");
  const gaps = whole.filter(isOpenGap);
  const shown = show === "all" ? whole : gaps;
  const count = (of: (line: MirrorLine) => boolean): string => t.number(whole.filter(of).length);
  const told = (line: MirrorLine): number =>
    pairs.explanations.filter((one) => one.exporter === line.exporter && one.importer === line.importer)
      .length;
  return (
    <>
      <h1>{t("reconcile.title")}</h1>
      <p class="lede">
        {sight.all ? t("reconcile.lede.all") : t("reconcile.lede.own", { who: t.country(sight.own ?? "") })}
      </p>
      <form class="figures-question" method="get" action="/reconcile">
        <div class="figures-question__fields">
          <Select
            t={t}
            name="period"
            label={t("reconcile.period")}
            choose={false}
            value={periodText(pairs.period)}
            items={quarters.map((quarter) => ({
              value: periodText(quarter),
              label: periodInWords(t, quarter),
            }))}
          />
          {sight.all && (
            <Select
              t={t}
              name="participant"
              label={t("reconcile.participant")}
              choose={false}
              value={pairs.participant ?? ""}
              items={[
                { value: "", label: t("reconcile.any") },
                ...participants
                  .map(({ code }) => ({ value: code, label: t.country(code) }))
                  .sort((a, b) => a.label.localeCompare(b.label, t.locale)),
              ]}
            />
          )}
          <Select
            t={t}
            name="show"
            label={t("reconcile.show")}
            choose={false}
            value={show}
            items={(["gaps", "all"] as const).map((one) => ({
              value: one,
              label: t(`reconcile.show.${one}`),
            }))}
          />
        </div>
        <Button tone="secondary">{t("reconcile.look")}</Button>
      </form>
      <Stats
        items={[
          { value: t.number(whole.length), label: t("reconcile.stat.pairs") },
          { value: count(({ carats }) => carats.kind === "AGREES"), label: t("reconcile.stat.agree") },
          {
            value: count(({ carats }) => carats.kind === "DIFFERS" || carats.kind === "NIL_AGAINST_FIGURE"),
            label: t("reconcile.stat.differ"),
          },
          { value: count(({ carats }) => carats.kind === "ONE_MISSING"), label: t("reconcile.stat.missing") },
        ]}
      />
      <Table
        id="pairs"
        caption={t("reconcile.pairs.caption", { period: periodInWords(t, pairs.period) })}
        columns={[
          { label: t("reconcile.column.pair") },
          { label: t("reconcile.column.exporter"), numeric: true },
          { label: t("reconcile.column.importer"), numeric: true },
          { label: t("reconcile.column.carats") },
          { label: t("reconcile.column.usd") },
          { label: t("reconcile.column.explained"), numeric: true },
        ]}
        rows={shown.map((line) => [
          <a href={`/reconcile/${line.exporter}/${line.importer}/${periodText(line.period)}`}>
            {t("reconcile.pair", { exporter: t.country(line.exporter), importer: t.country(line.importer) })}
          </a>,
          sideInWords(t, line.exported, "carats"),
          sideInWords(t, line.imported, "carats"),
          <Tag tone={toneOf(line.carats)}>{verdictInWords(t, line.carats)}</Tag>,
          verdictInWords(t, line.usd),
          t.number(told(line)),
        ])}
        empty={t(show === "all" ? "reconcile.pairs.none" : "reconcile.pairs.no-gaps")}
        note={t("reconcile.pairs.note")}
      />
      <Details summary={t("reconcile.how.title")}>
        <p>{t("reconcile.how.difference")}</p>
        <p>{t("reconcile.how.states")}</p>
      </Details>
      <ul>
        <li>
          <a
            href={`/reconcile/register?year=${pairs.period.year}${pairs.participant === undefined ? "" : `&participant=${pairs.participant}`}`}
          >
            {t("reconcile.certified.title")}
          </a>
        </li>
        <li>
          <a href={`/reconcile/balance${sight.own === undefined ? "" : `?participant=${sight.own}`}`}>
            {t("reconcile.balance.title")}
          </a>
        </li>
        <li>
          <a href="/statistics/questionnaires">{t("questionnaires.title")}</a>
        </li>
      </ul>
    </>
  );
}
