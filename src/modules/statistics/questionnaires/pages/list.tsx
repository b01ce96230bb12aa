// The public list of those who do not answer, and below it what the reader may see: every questionnaire, or their own.
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { periodTextInWords } from "#ui/statistics/periods.ts";
import type { ShownQuestionnaire, Silence } from "../queries.ts";
import { standingInWords, standingTones } from "./words.ts";

export interface ListView {
  readonly t: T;
  readonly today: string;
  readonly silent: readonly Silence[];
  /** Undefined for whoever has none to read. */
  readonly own: readonly ShownQuestionnaire[] | undefined;
  readonly mayAsk: boolean;
}

export function ListPage({ t, today, silent, own, mayAsk }: ListView) {
  return (
    <>
      <h1>{t("questionnaires.title")}</h1>
      <p class="lede">{t("questionnaires.lede")}</p>
      {mayAsk && (
        <p>
          <Button href="/statistics/questionnaires/new">{t("questionnaires.new")}</Button>
        </p>
      )}
      <Table
        id="silent"
        caption={t("questionnaires.silent.caption", { date: t.date(today) })}
        columns={[
          { label: t("questionnaires.column.participant") },
          { label: t("questionnaires.column.period") },
          { label: t("questionnaires.column.due") },
          { label: t("questionnaires.column.days"), numeric: true },
          { label: t("questionnaires.column.unanswered"), numeric: true },
        ]}
        rows={silent.map((one) => [
          t.country(one.participant),
          periodTextInWords(t, one.period),
          t.date(one.since),
          t.number(one.days),
          t("questionnaires.of", { open: one.unanswered, all: one.questions }),
        ])}
        empty={t("questionnaires.silent.none")}
        note={t("questionnaires.silent.note")}
      />
      {own !== undefined && (
        <Table
          id="questionnaires"
          caption={t("questionnaires.own.caption")}
          columns={[
            { label: t("questionnaires.column.participant") },
            { label: t("questionnaires.column.period") },
            { label: t("questionnaires.column.state") },
            { label: t("questionnaires.column.due") },
            { label: t("questionnaires.column.asked") },
          ]}
          rows={own.map(({ row, standing }) => [
            <a href={`/statistics/questionnaires/${row.id}`}>{t.country(row.participant)}</a>,
            periodTextInWords(t, row.period),
            <Tag tone={standingTones[standing.kind]}>{standingInWords(t, standing)}</Tag>,
            t.date(row.deadline),
            t.date(row.at.slice(0, 10)),
          ])}
          empty={t("questionnaires.own.none")}
        />
      )}
    </>
  );
}
