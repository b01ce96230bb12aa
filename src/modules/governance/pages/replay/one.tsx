// One real decision: what is known and from where, and what each rule would have made of it.
import type { Replay } from "#core/decisions/replay/replay.ts";
import { decisionSources } from "#core/kp/decision-sources.ts";
import type { RealDecision } from "#core/kp/decisions.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { addressOf } from "./choices.ts";
import type { Chosen } from "./choices.ts";
import {
  aboutRule,
  countries,
  dateInWords,
  decisiveInWords,
  outcomesInWords,
  procedureInWords,
  rangeInWords,
  resultInWords,
  ruleInWords,
  sideInWords,
} from "#ui/decisions/replay.ts";

export function OneReplayPage(props: { t: T; chosen: Chosen; real: RealDecision; replay: Replay }) {
  const { t, chosen, real } = props;
  const { known, rules } = props.replay;
  const pillars = (["I", "C"] as const).flatMap((pillar) => {
    const stance = real.pillars?.[pillar];
    return stance === undefined
      ? []
      : [t(`replay.one.pillar.${stance}`, { pillar: t(`replay.pillar.${pillar}`) })];
  });
  return (
    <>
      <h1>{real.matter[t.locale === "fr" ? "fr" : "en"]}</h1>
      <p class="lede">
        {t("replay.one.date", {
          date: dateInWords(t, real.date),
          procedure: procedureInWords(t, real.procedure),
        })}
        {" · "}
        {resultInWords(t, real.result)}
      </p>
      <Inset>{t("replay.neutral")}</Inset>
      <SummaryList
        rows={[
          { key: t("replay.one.support"), value: sideInWords(t, real.support, "one.nobody") },
          { key: t("replay.one.objections"), value: sideInWords(t, real.objections, "one.nobody") },
          {
            key: t("replay.one.pillars"),
            value: pillars.length === 0 ? t("replay.one.unknown") : pillars.join("; "),
          },
          { key: t("replay.one.eligible"), value: rangeInWords(t, known.eligible) },
          { key: t("replay.one.possible-support"), value: rangeInWords(t, known.support) },
          { key: t("replay.one.possible-objections"), value: rangeInWords(t, known.objections) },
          { key: t("replay.one.class"), value: t(`replay.class.${real.class}`) },
          ...(real.subjects === undefined
            ? []
            : [{ key: t("replay.one.subjects"), value: countries(t, real.subjects) }]),
          {
            key: t("replay.one.sources"),
            value: (
              <ul>
                {real.sources.map((source) => (
                  <li>
                    {source}: {decisionSources[source]}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <Table
        id="rules"
        caption={t("replay.one.rules")}
        columns={[
          { label: t("replay.one.column.rule") },
          { label: t("replay.one.column.outcomes") },
          { label: t("replay.one.column.decisive") },
          { label: t("replay.one.column.silence") },
        ]}
        rows={rules.map(({ rule, outcomes, decisive, silence }) => [
          ruleInWords(t, rule),
          outcomesInWords(t, outcomes),
          decisiveInWords(t, decisive),
          t(`replay.silence.${silence}`),
        ])}
        empty={t("replay.one.unknown")}
      />
      <Details summary={t("replay.how.title")}>
        <ul>
          {rules.map(({ rule }) => (
            <li>
              <strong>{ruleInWords(t, rule)}</strong>
              {" – "}
              {aboutRule(t, rule, chosen.replies)}
            </li>
          ))}
          {(["unknown", "grounds", "pillars", "class", "count"] as const).map((key) => (
            <li>{t(`replay.how.${key}`)}</li>
          ))}
        </ul>
      </Details>
      <p>
        <a href={`/decisions/replay${addressOf(chosen)}`}>{t("replay.back")}</a>
      </p>
    </>
  );
}
