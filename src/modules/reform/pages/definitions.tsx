// The definition simulator: every real case under every proposed definition and, where the reader composed one, under theirs;
// one definition with its wording, its reading and why each case falls under it; the wordings side by side.
import { judgeCase, realCases } from "#core/reform/cases.ts";
import type { CaseVerdict } from "#core/reform/cases.ts";
import { questionNames, questions } from "#core/reform/definitions.ts";
import type { Alternative, AnyAnswer, Checklist, Known } from "#core/reform/definitions.ts";
import { proposals } from "#core/reform/proposals.ts";
import type { Proposal } from "#core/reform/proposals.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ComparedTexts } from "#ui/components/compared-texts/ComparedTexts.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { answersText, inTurn, looseDate, verdictTones, whyText } from "../words.ts";
import { Sources } from "./sources.tsx";

export const verdicts = ["COVERED", "COVERED_IF_SO", "CANNOT_BE_SAID", "NOT_COVERED"] as const;

export interface OwnDefinition {
  readonly chosen: readonly string[];
  readonly checklist: readonly Alternative[];
}

export function VerdictTag({ t, verdict }: { t: T; verdict: CaseVerdict }) {
  return <Tag tone={verdictTones[verdict]}>{t(`reform.verdict.${verdict}`)}</Tag>;
}

export function DefinitionsPage({ t, own }: { t: T; own: OwnDefinition | undefined }) {
  const columns: readonly { readonly name: string; readonly href: string; readonly checklist: Checklist }[] =
    [
      ...(own === undefined
        ? []
        : [{ name: t("reform.own.name"), href: "#own-cases", checklist: own.checklist }]),
      ...proposals.map(({ id, checklist }) => ({
        name: t(`reform.proposal.${id}`),
        href: `/reform/definitions/${id}`,
        checklist,
      })),
    ];
  return (
    <>
      <h1>{t("reform.definitions.title")}</h1>
      <p class="lede">{t("reform.definitions.question")}</p>
      <div class="prose">
        <p>{t("reform.definitions.how")}</p>
      </div>
      <Inset>
        <p>{t("reform.definitions.limits")}</p>
      </Inset>
      {own !== undefined && (
        <CasesUnder t={t} id="own-cases" caption={t("reform.own.result")} checklist={own.checklist} />
      )}
      <Table
        id="cases"
        caption={t("reform.definitions.caption")}
        columns={[
          { label: t("reform.definitions.case") },
          ...columns.map(({ name, href }) => ({ label: <a href={href}>{name}</a> })),
        ]}
        rows={realCases.map((real) => [
          <a href={`/reform/cases/${real.id}`}>{t(`reform.case.${real.id}`)}</a>,
          ...columns.map(({ checklist }) => <VerdictTag t={t} verdict={judgeCase(checklist, real).answer} />),
        ])}
        empty={t("reform.definitions.empty")}
      />
      <p>
        <a href={`/reform/definitions.csv?lang=${t.locale}`}>{t("reform.csv")}</a> ·{" "}
        <a href="/reform/texts">{t("reform.to-texts")}</a>
      </p>
      <h2>{t("reform.definitions.legend")}</h2>
      <SummaryList
        rows={verdicts.map((verdict) => ({
          key: t(`reform.verdict.${verdict}`),
          value: t(`reform.meaning.${verdict}`),
        }))}
      />
      <form method="get" action="/reform/definitions" aria-labelledby="own">
        <h2 id="own">{t("reform.own.title")}</h2>
        <p class="prose">{t("reform.own.lede")}</p>
        {questionNames.map((question) => (
          <Checkboxes
            t={t}
            name={question}
            legend={t(`reform.question.${question}`)}
            values={own?.chosen}
            items={questions[question].map((answer) => ({
              value: answer,
              label: t(`reform.answer.${answer}`),
            }))}
          />
        ))}
        <Button>{t("reform.own.button")}</Button>
      </form>
    </>
  );
}

/** Each case with its verdict and why. */
function CasesUnder(props: { t: T; id: string; caption: string; checklist: Checklist }) {
  const { t, checklist } = props;
  const judged = realCases.map((real) => ({ id: real.id, judgement: judgeCase(checklist, real) }));
  const count = (verdict: CaseVerdict) =>
    judged.filter(({ judgement }) => judgement.answer === verdict).length;
  return (
    <Table
      id={props.id}
      caption={props.caption}
      columns={[
        { label: t("reform.definitions.case") },
        { label: t("reform.column.answer") },
        { label: t("reform.column.why") },
      ]}
      rows={judged.map(({ id, judgement }) => [
        <a href={`/reform/cases/${id}`}>{t(`reform.case.${id}`)}</a>,
        <VerdictTag t={t} verdict={judgement.answer} />,
        whyText(t, judgement, id),
      ])}
      empty={t("reform.definitions.empty")}
      note={t("reform.count", {
        covered: count("COVERED"),
        ifSo: count("COVERED_IF_SO"),
        open: count("CANNOT_BE_SAID"),
        not: count("NOT_COVERED"),
      })}
    />
  );
}

export function ProposalPage({ t, proposal }: { t: T; proposal: Proposal }) {
  const { id, wording, checklist } = proposal;
  return (
    <>
      <h1>{t(`reform.proposal.${id}`)}</h1>
      <p>
        <Tag tone={proposal.status === "IN_FORCE" ? "good" : "neutral"}>
          {t(`reform.proposal-status.${proposal.status}`)}
        </Tag>{" "}
        {t("reform.proposal.date")} {looseDate(t, proposal.date)}
      </p>
      <h2>
        {t(wording === null || wording.whole ? "reform.proposal.wording" : "reform.proposal.wording.parts")}
      </h2>
      {wording === null ? (
        <p>{t("reform.proposal.wording.none")}</p>
      ) : (
        <Inset>
          {wording.text.map((part) => (
            <p lang="en">“{part}”</p>
          ))}
        </Inset>
      )}
      <h2>{t("reform.proposal.reading")}</h2>
      <p class="prose">{t(`reform.proposal-note.${id}`)}</p>
      {checklist !== "text-not-known" &&
        checklist.map((alternative, index) => (
          <SummaryList
            title={
              checklist.length === 1
                ? t("reform.proposal.and")
                : t("reform.proposal.alternative", { number: index + 1 })
            }
            level={3}
            rows={questionNames.map((question) => ({
              key: t(`reform.question.${question}`),
              value: askedText(t, alternative[question]),
            }))}
          />
        ))}
      <h2>{t("reform.proposal.cases")}</h2>
      <CasesUnder t={t} id="cases" caption={t("reform.proposal.cases")} checklist={checklist} />
      <h2>{t("reform.sources")}</h2>
      <Sources t={t} keys={proposal.sources} />
    </>
  );
}

function askedText(t: T, asked: Partial<Readonly<Record<AnyAnswer, Known>>> | undefined): string {
  if (asked === undefined) return t("reform.proposal.any");
  const of = (known: Known): readonly AnyAnswer[] =>
    (Object.keys(asked) as AnyAnswer[]).filter((answer) => asked[answer] === known);
  const [yes, unknown] = [of("yes"), of("unknown")];
  return inTurn(t, [
    ...(yes.length > 0 ? [answersText(t, yes)] : []),
    ...(unknown.length > 0 ? [t("reform.proposal.unknown", { answers: answersText(t, unknown) })] : []),
  ]);
}

export const quoted: readonly Proposal[] = proposals.filter(({ wording }) => wording !== null);

export function TextsPage({ t, left, right }: { t: T; left: Proposal; right: Proposal }) {
  const items = quoted.map(({ id }) => ({ value: id, label: t(`reform.proposal.${id}`) }));
  const [before, after] = [left.wording?.text ?? [], right.wording?.text ?? []];
  return (
    <>
      <h1>{t("reform.texts.title")}</h1>
      <p class="prose">{t("reform.texts.lede")}</p>
      <form method="get" action="/reform/texts">
        <Select
          t={t}
          name="left"
          label={t("reform.texts.left")}
          choose={false}
          value={left.id}
          items={items}
        />
        <Select
          t={t}
          name="right"
          label={t("reform.texts.right")}
          choose={false}
          value={right.id}
          items={items}
        />
        <Button tone="secondary">{t("reform.texts.button")}</Button>
      </form>
      <ComparedTexts
        t={t}
        before={t(`reform.proposal.${left.id}`)}
        after={t(`reform.proposal.${right.id}`)}
        language="en"
        pairs={Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
          before: before[index],
          after: after[index],
        }))}
      />
      <p class="quiet">{t("reform.texts.language")}</p>
      <p>
        {t("reform.texts.none", {
          proposals: t.list(
            proposals.filter((one) => !quoted.includes(one)).map(({ id }) => t(`reform.proposal.${id}`)),
          ),
        })}
      </p>
    </>
  );
}

/** Every verdict with its reason, as rows of a table for other programs. */
export function definitionRows(t: T): readonly (readonly string[])[] {
  return [
    ["case", "case_name", "definition", "definition_name", "answer", "answer_name", "why"],
    ...realCases.flatMap((real) =>
      proposals.map(({ id, checklist }) => {
        const judgement = judgeCase(checklist, real);
        return [
          real.id,
          t(`reform.case.${real.id}`),
          id,
          t(`reform.proposal.${id}`),
          judgement.answer,
          t(`reform.verdict.${judgement.answer}`),
          whyText(t, judgement, real.id),
        ];
      }),
    ),
  ];
}
