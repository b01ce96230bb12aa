// One real case: what sources say point by point and how firm that is, who objects to the telling, and the case under each
// definition with the reason.
import { judgeCase } from "#core/reform/cases.ts";
import type { RealCase } from "#core/reform/cases.ts";
import { proposals } from "#core/reform/proposals.ts";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { whyText } from "../words.ts";
import { VerdictTag } from "./definitions.tsx";
import { Sources } from "./sources.tsx";

export function CasePage({ t, real }: { t: T; real: RealCase }) {
  const { id, from, to } = real;
  const objection = `reform.case-objection.${id}`;
  return (
    <>
      <h1>{t(`reform.case.${id}`)}</h1>
      <p class="prose">{t(`reform.case-what.${id}`)}</p>
      <SummaryList
        rows={[
          {
            key: t("reform.case.time"),
            value:
              to === null
                ? t("reform.case.since", { from: `${from}` })
                : t("reform.case.years", { from: `${from}`, to: `${to}` }),
          },
          {
            key: t("reform.case.countries"),
            value: t.list(real.countries.map((code) => t.country(code))),
          },
        ]}
      />
      <h2>{t("reform.case.points")}</h2>
      <Table
        id="points"
        caption={t("reform.case.points.caption")}
        columns={[
          { label: t("reform.case.column.point") },
          { label: t("reform.case.column.known") },
          { label: t("reform.case.column.confidence") },
          { label: t("reform.sources") },
        ]}
        rows={real.points.map((point) => [
          t("reform.why.yes", {
            question: t(`reform.question.${point.question}`),
            answers: t(`reform.answer.${point.answer}`),
          }),
          <>
            {t(`reform.case.known.${point.known}`)}
            {point.disputed && (
              <>
                {" "}
                <Tag tone="warn">{t("reform.case.disputed")}</Tag>
              </>
            )}
          </>,
          t(`reform.case.confidence.${point.confidence}`),
          <Sources t={t} keys={point.sources} />,
        ])}
        empty={t("reform.case.points.none")}
      />
      <h2>{t("reform.case.objections")}</h2>
      {t.has(objection) ? (
        <>
          <p class="prose">{t(objection)}</p>
          <Sources t={t} keys={real.objections} />
        </>
      ) : (
        <p>{t("reform.case.no-objections")}</p>
      )}
      <h2>{t("reform.case.under")}</h2>
      <Table
        id="definitions"
        caption={t("reform.case.under")}
        captionHidden
        columns={[
          { label: t("reform.case.definition") },
          { label: t("reform.column.answer") },
          { label: t("reform.column.why") },
        ]}
        rows={proposals.map((proposal) => {
          const judgement = judgeCase(proposal.checklist, real);
          return [
            <a href={`/reform/definitions/${proposal.id}`}>{t(`reform.proposal.${proposal.id}`)}</a>,
            <VerdictTag t={t} verdict={judgement.answer} />,
            whyText(t, judgement, id),
          ];
        })}
        empty={t("reform.definitions.empty")}
      />
    </>
  );
}
