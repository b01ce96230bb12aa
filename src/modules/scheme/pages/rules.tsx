// The rules that differ between Participants: side by side as of a day, each term with its source, and below that every
// dated row with what it changes. What no source gives is said to be unknown.
import type { Context } from "hono";
import { isDate } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { everyParticipant, ruleFor, sourcesOf } from "#core/kp/rules.ts";
import type { NationalRule, TermName } from "#core/kp/rules.ts";
import { schemeStart } from "#core/kp/statuses.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { page } from "#ui/layout/respond.tsx";
import { schemeFacts } from "../queries.ts";
import { between } from "./participant.tsx";
import { Lines, termLines, termNames, unknownText } from "./rule-terms.tsx";

/** As many columns as a sheet of paper holds. */
const mostCompared = 6;

export async function rulesPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { rules, participants } = await schemeFacts(ctx);
  const asked = c.req.query("on") ?? "";
  const date =
    isDate(asked) && asked >= schemeStart ? asked : new Date(ctx.clock()).toISOString().slice(0, 10);
  const own = [...new Set(rules.map(({ participant }) => participant))].filter(
    (code) => code !== everyParticipant,
  );
  const known = new Set(participants.map(({ code }) => code));
  const wanted = c.req.queries("of")?.filter((code) => known.has(code)) ?? [];
  const other = c.req.query("other") ?? "";
  const compared = [
    ...new Set([
      ...(wanted.length + other.length === 0 ? own : wanted),
      ...(known.has(other) ? [other] : []),
    ]),
  ];
  const inOrder = new Intl.Collator(t.locale);
  return page(
    c,
    {
      title: t("rules.title"),
      breadcrumbs: [{ text: t("scheme.participants.title"), href: "/participants" }],
    },
    <>
      <h1>{t("rules.title")}</h1>
      <p class="prose">{t("rules.intro")}</p>
      <form method="get" action="/rules">
        <DateInput t={t} name="on" label={t("rules.on")} hint={t("rules.on-hint")} value={date} />
        <Checkboxes
          t={t}
          name="of"
          legend={t("rules.which")}
          items={own.map((code) => ({ value: code, label: t.country(code) }))}
          values={compared}
        />
        <Select
          t={t}
          name="other"
          label={t("rules.other")}
          choose={false}
          value={other}
          items={[
            { value: "", label: t("rules.nobody") },
            ...participants
              .filter(({ code }) => !own.includes(code))
              .map(({ code }) => ({ value: code, label: t.country(code) }))
              .sort((a, b) => inOrder.compare(a.label, b.label)),
          ]}
        />
        <Button tone="secondary">{t("rules.compare")}</Button>
      </form>
      <Comparison t={t} rules={rules} compared={compared.slice(0, mostCompared)} date={date} />
      <Rows t={t} rules={rules} />
    </>,
  );
}

function Comparison({
  t,
  rules,
  compared,
  date,
}: {
  t: T;
  rules: readonly NationalRule[];
  compared: readonly string[];
  date: IsoDate;
}) {
  const columns = [everyParticipant, ...compared].map((code) => ({
    code,
    terms: ruleFor(rules, code, date),
    sources: sourcesOf(rules, code, date),
  }));
  const cell = ({ code, terms, sources }: (typeof columns)[number], name: TermName) => {
    const lines = termLines(t, terms, name);
    const origin = sources[name];
    if (lines === undefined || origin === undefined) return unknownText(t, name);
    if (code !== everyParticipant && origin.row.participant === everyParticipant)
      return t("rules.base-holds");
    return (
      <>
        <Lines lines={lines} />
        {origin.source === undefined ? (
          <p class="quiet">{t("rules.assumed")}</p>
        ) : (
          <p class="quiet" lang="en">
            {origin.source}
          </p>
        )}
      </>
    );
  };
  return (
    <Table
      id="compared"
      caption={t("rules.compared", { date: t.date(date) })}
      columns={[
        { label: t("rules.term") },
        ...columns.map(({ code }) => ({
          label:
            code === everyParticipant ? (
              t("rules.everyone")
            ) : (
              <a href={`/participants/${code}`}>{t.country(code)}</a>
            ),
        })),
      ]}
      rows={termNames.map((name) => [
        t(`rules.term.${name}`),
        ...columns.map((column) => cell(column, name)),
      ])}
      empty={t("rules.none")}
      note={t("rules.compared-note")}
    />
  );
}

function Rows({ t, rules }: { t: T; rules: readonly NationalRule[] }) {
  return (
    <Table
      id="rules"
      caption={t("rules.rows")}
      columns={[
        { label: t("rules.where") },
        { label: t("scheme.label.from") },
        { label: t("rules.what") },
        { label: t("scheme.label.source") },
        { label: t("scheme.label.note") },
      ]}
      rows={rules.map((rule) => [
        rule.participant === everyParticipant ? (
          t("rules.everyone")
        ) : (
          <a href={`/participants/${rule.participant}`}>{t.country(rule.participant)}</a>
        ),
        between(t, rule),
        <Lines
          lines={termNames.flatMap((name) => {
            const lines = termLines(t, rule.terms, name);
            return lines === undefined
              ? []
              : [t("rules.named", { name: t(`rules.term.${name}`), value: t.list(lines) })];
          })}
        />,
        <Lines
          lines={[
            rule.source,
            ...termNames.flatMap((name) => {
              const source = rule.sources?.[name];
              return source === undefined
                ? []
                : [t("rules.named", { name: t(`rules.term.${name}`), value: source })];
            }),
          ]}
        />,
        rule.note ?? "",
      ])}
      empty={t("rules.none")}
    />
  );
}
