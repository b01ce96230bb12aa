// The real decisions under every rule: the form, the twelve moments, the fifty-two rows, the illustration, and what is assumed.
import { share, atMost } from "#core/decisions/parameters.ts";
import { shareUnblocked } from "#core/decisions/replay/ability.ts";
import { historicExamples } from "#core/decisions/replay/examples.ts";
import type { Replay } from "#core/decisions/replay/replay.ts";
import type { ReplayRuleId } from "#core/decisions/replay/rules.ts";
import { findRealDecision } from "#core/kp/decisions.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { addressOf } from "./choices.ts";
import type { Choosing, Chosen } from "./choices.ts";
import { ReplayForm } from "./form.tsx";
import {
  aboutRule,
  dateInWords,
  outcomesInWords,
  procedureInWords,
  resultInWords,
  ruleInWords,
} from "#ui/decisions/replay.ts";

/** In the large table; the shapes of other bodies are on each decision's own page. */
const shownRules: readonly ReplayRuleId[] = [
  "kp-strict@2003",
  "kp-strict-written",
  "genuine-consensus@1",
  "ddi-2017",
  "two-thirds-of-all",
];

export function ReplayPage(props: { t: T; choosing: Choosing; replays: readonly Replay[] }) {
  const { t, replays } = props;
  const { chosen, bad } = props.choosing;
  const byId = new Map(replays.map((one) => [one.decision.id, one]));
  return (
    <>
      <h1>{t("replay.title")}</h1>
      <p class="lede">{t("replay.lede")}</p>
      <Inset>{t("replay.neutral")}</Inset>
      {bad.map((value) => (
        <p class="quiet">{t("replay.bad", { value })}</p>
      ))}
      <Details summary={t("replay.parameters")} open={addressOf(chosen) !== ""}>
        <ReplayForm t={t} chosen={chosen} />
      </Details>
      <h2>{t("replay.history.title")}</h2>
      <Moments t={t} chosen={chosen} byId={byId} />
      <h2>{t("replay.table.title")}</h2>
      <Decisions t={t} chosen={chosen} replays={replays} />
      <Ability t={t} bloc={Number(chosen.bloc)} />
      <Details summary={t("replay.how.title")}>
        <ul>
          {(["unknown", "grounds", "pillars", "class", "count"] as const).map((key) => (
            <li>{t(`replay.how.${key}`)}</li>
          ))}
          {shownRules.map((rule) => (
            <li>
              <strong>{ruleInWords(t, rule)}</strong>
              {" – "}
              {aboutRule(t, rule, chosen.replies)}
            </li>
          ))}
        </ul>
      </Details>
    </>
  );
}

function Decisions({ t, chosen, replays }: { t: T; chosen: Chosen; replays: readonly Replay[] }) {
  return (
    <Table
      id="decisions"
      caption={t("replay.table.caption")}
      captionHidden
      columns={[
        { label: t("replay.column.decision") },
        { label: t("replay.column.happened") },
        ...shownRules.map((rule) => ({ label: ruleInWords(t, rule) })),
      ]}
      rows={replays.map(({ decision, rules }) => {
        const real = findRealDecision(decision.id);
        return [
          <>
            <a href={`/decisions/replay/${decision.id}${addressOf(chosen)}`}>
              {real?.matter[t.locale === "fr" ? "fr" : "en"]}
            </a>
            <br />
            <span class="quiet">
              {decision.id} · {dateInWords(t, decision.date)} · {procedureInWords(t, decision.procedure)}
            </span>
          </>,
          resultInWords(t, decision.result),
          ...shownRules.map((rule) =>
            outcomesInWords(t, rules.find((one) => one.rule === rule)?.outcomes ?? []),
          ),
        ];
      })}
      empty={t("replay.one.unknown")}
      note={<a href={`/decisions/replay.csv${addressOf(chosen)}`}>{t("replay.csv")}</a>}
    />
  );
}

function Moments({ t, chosen, byId }: { t: T; chosen: Chosen; byId: ReadonlyMap<string, Replay> }) {
  const outcome = (ids: readonly string[], rule: ReplayRuleId) =>
    ids.length === 0
      ? t("replay.history.none")
      : ids.map((id, place) => (
          <>
            {place > 0 && <br />}
            {outcomesInWords(t, byId.get(id)?.rules.find((one) => one.rule === rule)?.outcomes ?? [])}
          </>
        ));
  return (
    <Table
      id="moments"
      caption={t("replay.history.title")}
      captionHidden
      columns={[
        { label: t("replay.history.column.moment") },
        { label: t("replay.history.column.shows") },
        { label: ruleInWords(t, "kp-strict@2003") },
        { label: ruleInWords(t, "genuine-consensus@1") },
      ]}
      rows={historicExamples.map(({ id, decisions }) => [
        <>
          {t(`replay.history.${id}.moment`)}
          {decisions.map((one) => (
            <>
              {" "}
              <a href={`/decisions/replay/${one}${addressOf(chosen)}`}>{one}</a>
            </>
          ))}
        </>,
        t(`replay.history.${id}.shows`),
        outcome(decisions, "kp-strict@2003"),
        outcome(decisions, "genuine-consensus@1"),
      ])}
      empty={t("replay.one.unknown")}
    />
  );
}

const governments = 59;
const probabilities = [10, 20, 50, 100];

function Ability({ t, bloc }: { t: T; bloc: number }) {
  const percent = (perMille: number, cap: number) =>
    t("replay.percent", { share: rounded(t, shareUnblocked(governments, cap, perMille, bloc)) });
  return (
    <>
      <h2>{t("replay.act.title")}</h2>
      <p class="prose">{t("replay.act.lede")}</p>
      <p>
        {t("replay.act.field.bloc")}:{" "}
        {bloc === 0 ? t("replay.act.field.bloc.none") : t("replay.act.field.bloc.some", { seats: bloc })}
      </p>
      <Table
        id="ability"
        caption={t("replay.act.caption")}
        columns={[
          { label: t("replay.act.column.p") },
          { label: t("replay.act.column.strict"), numeric: true },
          { label: t("replay.act.column.eighth"), numeric: true },
          { label: t("replay.act.column.quarter"), numeric: true },
        ]}
        rows={probabilities.map((perMille) => [
          t("replay.percent", { share: t.number(perMille / 10) }),
          percent(perMille, 0),
          percent(perMille, atMost(share(1, 8), governments)),
          percent(perMille, atMost(share(1, 4), governments)),
        ])}
        empty={t("replay.one.unknown")}
      />
    </>
  );
}

/** To a tenth, and never rounded up to certainty. */
function rounded(t: T, share: number): string {
  const tenths = Math.round(share * 1_000) / 10;
  return share < 1 && tenths === 100 ? `> ${t.number(99.9)}` : t.number(tenths);
}
