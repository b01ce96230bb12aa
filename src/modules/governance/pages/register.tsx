// The register of decisions: what was adopted, clause by clause, with the dissent and the silence that stood beside it; and
// what was not adopted, with the reason. Each decision has an address of its own and a form for paper.
import type { ItemClass, OutcomeCode } from "#core/decisions/index.ts";
import { itemClasses } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import {
  clauseName,
  outcomeSentence,
  outcomeWord,
  pillarName,
  ruleName,
  seatName,
} from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { toneOf } from "./board.tsx";
import type { Decision } from "./decision.ts";

const years = (decisions: readonly Pick<Decision, "at">[]): readonly string[] =>
  [...new Set(decisions.map(({ at }) => at.slice(0, 4)))].sort().reverse();

export interface RegisterFilter {
  readonly year: string;
  readonly class: ItemClass | undefined;
  /** Only what was adopted, or only what was not. */
  readonly result: "" | "adopted" | "not";
}

export interface DecisionRow {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly class: ItemClass;
  readonly outcome: OutcomeCode;
  readonly at: string;
  readonly adopted: readonly string[];
  readonly objectors: number;
  readonly silent: number;
}

export function isAdopted(outcome: OutcomeCode): boolean {
  return outcome.startsWith("ADOPTED");
}

export function rowOf(decision: Decision): DecisionRow {
  return {
    id: decision.id,
    reference: decision.reference,
    title: decision.title,
    class: decision.class,
    outcome: decision.outcome.code,
    at: decision.at,
    adopted: decision.adopted.map(({ id }) => id),
    objectors: new Set(decision.objections.map(({ seat }) => seat)).size,
    silent: decision.silent.length,
  };
}

export function filtered<Row extends Pick<DecisionRow, "at" | "class" | "outcome">>(
  rows: readonly Row[],
  filter: RegisterFilter,
): readonly Row[] {
  return rows.filter(
    ({ at, class: kind, outcome }) =>
      (filter.year === "" || at.startsWith(filter.year)) &&
      (filter.class === undefined || kind === filter.class) &&
      (filter.result === "" || isAdopted(outcome) === (filter.result === "adopted")),
  );
}

export function RegisterPage(props: {
  t: T;
  all: readonly DecisionRow[];
  filter: RegisterFilter;
  demonstration: boolean;
}) {
  const { t, all, filter } = props;
  const rows = filtered(all, filter);
  return (
    <>
      <h1>{t("item.register.title")}</h1>
      <p class="lede">{t("item.register.lede")}</p>
      {props.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      <form method="get" action="/decisions" class="filter">
        <Select
          t={t}
          name="year"
          label={t("item.register.year")}
          choose={false}
          value={filter.year}
          items={[
            { value: "", label: t("item.board.filter.any") },
            ...years(all).map((year) => ({ value: year, label: year })),
          ]}
        />
        <Select
          t={t}
          name="class"
          label={t("item.board.filter.class")}
          choose={false}
          value={filter.class ?? ""}
          items={[
            { value: "", label: t("item.board.filter.any") },
            ...itemClasses.map((one) => ({ value: one, label: t(`item.class.${one}`) })),
          ]}
        />
        <Select
          t={t}
          name="result"
          label={t("item.register.result")}
          choose={false}
          value={filter.result}
          items={[
            { value: "", label: t("item.board.filter.any") },
            { value: "adopted", label: t("item.register.adopted") },
            { value: "not", label: t("item.register.not-adopted") },
          ]}
        />
        <Button tone="secondary">{t("item.board.filter.show")}</Button>
      </form>
      <Table
        id="decisions"
        caption={t("item.register.caption", { count: rows.length })}
        columns={[
          { label: t("item.board.list.item") },
          { label: t("item.register.date") },
          { label: t("item.register.result") },
          { label: t("item.rules.adopted") },
          { label: t("item.register.dissent"), numeric: true },
          { label: t("item.board.list.silent"), numeric: true },
        ]}
        rows={rows.map((row) => [
          <>
            <a href={`/decisions/${row.id}`}>{row.title}</a>
            <br />
            <span class="quiet">
              {t(`item.class.${row.class}`)} · {row.reference}
            </span>
          </>,
          t.date(row.at.slice(0, 10)),
          <Tag tone={toneOf({ stage: "CLOSED", outcome: row.outcome })}>{outcomeWord(t, row.outcome)}</Tag>,
          row.adopted.length === 0 ? "–" : t.list(row.adopted.map((clause) => clauseName(t, clause))),
          t.number(row.objectors),
          t.number(row.silent),
        ])}
        empty={t("item.register.empty")}
      />
      <ul>
        <li>
          <a href="/decisions.csv">{t("item.register.csv")}</a>
        </li>
        <li>
          <a href={`/decisions.atom?lang=${t.locale}`}>{t("item.register.feed")}</a>
        </li>
        <li>
          <a href="/decisions/replay">{t("item.register.replay")}</a>
        </li>
        <li>
          <a href="/items">{t("item.board.title")}</a>
        </li>
      </ul>
    </>
  );
}

/** One decision, as it is cited and printed: Part A the clauses adopted, Part B what the acts say, which nobody negotiates. */
export function DecisionPage(props: { t: T; names: Names; decision: Decision; demonstration: boolean }) {
  const { t, names, decision } = props;
  const { outcome } = decision;
  const seats = (list: readonly string[]): string =>
    list.length === 0 ? t("item.rules.none") : t.list(list.map((seat) => seatName(names, seat)));
  return (
    <>
      <h1 lang={decision.titleLanguage === t.locale ? undefined : decision.titleLanguage}>
        {decision.title}
      </h1>
      <p>
        <Tag tone={toneOf({ stage: "CLOSED", outcome: outcome.code })}>{outcomeSentence(t, outcome)}</Tag>{" "}
        {t(`item.class.${decision.class}`)} · {decision.reference}
      </p>
      {props.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      <h2>{t("item.decision.part-a")}</h2>
      {decision.adopted.length === 0 ? (
        <p>{t("item.decision.nothing-adopted")}</p>
      ) : (
        decision.adopted.map((clause) => (
          <article class="clause" id={`clause-${clause.id}`}>
            <h3 class="clause__name">
              <a href={`/decisions/${decision.id}#clause-${clause.id}`}>{clauseName(t, clause.id)}</a>
            </h3>
            {clause.id !== "scope" && (
              <p class="clause__text" lang={decision.language === t.locale ? undefined : decision.language}>
                {clause.text}
              </p>
            )}
          </article>
        ))
      )}
      {decision.left.length > 0 && (
        <p>
          {t("item.decision.left", { clauses: t.list(decision.left.map((clause) => clauseName(t, clause))) })}
        </p>
      )}
      <h2>{t("item.decision.part-b")}</h2>
      <p class="prose quiet">{t("item.decision.part-b-note")}</p>
      <SummaryList
        rows={[
          { key: t("item.register.date"), value: t.instant(outcome.at) },
          { key: t("item.rules.rule"), value: ruleName(t, decision.rule) },
          { key: t("item.decision.requested"), value: seats(decision.sponsors) },
          { key: t("item.decision.seconded"), value: seats(decision.seconders) },
          { key: t("item.decision.supported"), value: seats(decision.supported) },
          { key: t("item.decision.reserved"), value: <Reserved t={t} names={names} decision={decision} /> },
          { key: t("item.decision.aside"), value: seats(decision.aside) },
          { key: t("item.decision.objected"), value: <Objected t={t} names={names} decision={decision} /> },
          { key: t("item.decision.silent"), value: seats(decision.silent) },
          { key: t("item.decision.recused"), value: seats(decision.recused) },
          ...(outcome.withoutEngagement.length === 0
            ? []
            : [
                {
                  key: t("item.decision.unheard"),
                  value: t.list(outcome.withoutEngagement.map((pillar) => pillarName(t, names, pillar))),
                },
              ]),
          {
            key: t("item.decision.statements"),
            value: t("item.decision.statements-count", { count: decision.statements }),
          },
        ]}
      />
      <p>
        <a href={`/items/${decision.id}`}>{t("item.decision.item")}</a> ·{" "}
        <a href={`/items/${decision.id}/objections#statements`}>{t("item.statements.title")}</a> ·{" "}
        <a href={`/items/${decision.id}/rules`}>{t("item.rules.title")}</a> ·{" "}
        <a href={`/items/${decision.id}/acts`}>{t("item.acts.title")}</a>
      </p>
    </>
  );
}

function Reserved({ t, names, decision }: { t: T; names: Names; decision: Decision }) {
  if (decision.reservations.length === 0) return <>{t("item.rules.none")}</>;
  return (
    <ul>
      {decision.reservations.map(({ seat, words }) => (
        <li>
          {seatName(names, seat)}: {words}
        </li>
      ))}
    </ul>
  );
}

function Objected({ t, names, decision }: { t: T; names: Names; decision: Decision }) {
  if (decision.objections.length === 0) return <>{t("item.rules.none")}</>;
  return (
    <ul>
      {decision.objections.map(({ seat, clauses, standing, position: { objection } }) => (
        <li>
          {t("item.objections.by", {
            who: seatName(names, seat),
            clauses: t.list(clauses.map((clause) => clauseName(t, clause))),
          })}
          {": "}
          {standing === "SUSTAINED" && objection !== null && objection.ground !== null
            ? t(`item.ground.${objection.ground}`)
            : t(`item.objections.standing.${standing}`)}
        </li>
      ))}
    </ul>
  );
}
