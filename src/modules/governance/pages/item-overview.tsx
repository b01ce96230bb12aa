// The first part of an item: what is needed, in sentences from the code that decides; its stages with their clocks; the
// decision; the counts of the last call, clause by clause; and what would follow if seats changed their minds.
import { countClause, pillarsOf } from "#core/decisions/index.ts";
import type { Call, ItemState, PillarCounts } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { StageTrack } from "#ui/components/stage-track/StageTrack.tsx";
import type { Stage } from "#ui/components/stage-track/StageTrack.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { NeededList } from "#ui/decisions/WhatIfResult.tsx";
import { clauseName, outcomeSentence, outcomeWord, pillarName, ruleName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { lastCall, seatsOfPillar } from "./faces.ts";
import { ItemFrame, partAddress, stateOf } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";
import { WhatIf } from "./what-if.tsx";
import type { Asked } from "./what-if.tsx";

export function ItemOverviewPage({ view, asked }: { view: ShownItem; asked: Asked }) {
  const { t, names } = view;
  const state = stateOf(view);
  const call = lastCall(state);
  return (
    <ItemFrame view={view} part="overview">
      <h2>{t("item.item.needed")}</h2>
      <div class="needed">
        <NeededList t={t} names={names} sentences={view.needed} />
      </div>
      {state.outcome !== null && <Decision t={t} names={names} state={state} />}
      <Declared t={t} state={state} />
      <StageTrack t={t} label={t("item.item.stages")} stages={stagesOf(t, state)} />
      <h2>{t("item.item.counts")}</h2>
      {call === undefined ? (
        <p>{t("item.item.counts.none")}</p>
      ) : (
        <CountsTable t={t} names={names} state={state} call={call} id={view.id} />
      )}
      <WhatIf view={view} asked={asked} />
      <p class="quiet prose">{t("item.item.rule-long", { rule: ruleName(t, view.binding) })}</p>
    </ItemFrame>
  );
}

function Decision({ t, names, state }: { t: T; names: Names; state: ItemState }) {
  const { outcome } = state;
  if (outcome === null) return null;
  return (
    <>
      <h2>{t("item.item.decision")}</h2>
      <p>
        <strong>{outcomeSentence(t, outcome)}</strong>.{" "}
        {t("item.item.decision.on", { at: t.instant(outcome.at) })}
        {outcome.adopted.length > 0 && (
          <>
            <br />
            {t("item.item.decision.adopted", {
              clauses: t.list(outcome.adopted.map((clause) => clauseName(t, clause))),
            })}
          </>
        )}
        {outcome.withoutEngagement.length > 0 && (
          <>
            <br />
            {t("item.item.decision.without", {
              pillars: t.list(outcome.withoutEngagement.map((pillar) => pillarName(t, names, pillar))),
            })}
          </>
        )}
      </p>
    </>
  );
}

/** A declaration that the rule does not bear out is shown loudly, and changes nothing. */
function Declared({ t, state }: { t: T; state: ItemState }) {
  const said = (text: string): string => {
    const key = `item.outcome.${text}`;
    return t.has(key) ? t(key) : text;
  };
  return (
    <>
      {state.declarations.map(({ at, outcome, differs }) =>
        differs ? (
          <WarningText t={t}>
            {t("item.item.declared.differs", {
              declared: said(outcome),
              at: t.instant(at),
              computed: outcomeWord(t, state.outcome?.code ?? null),
            })}
          </WarningText>
        ) : (
          <p>{t("item.item.declared", { declared: said(outcome) })}</p>
        ),
      )}
    </>
  );
}

function stagesOf(t: T, state: ItemState): readonly Stage[] {
  const { stage, item, calls, deadline, outcome, listedAt } = state;
  const until = deadline === null ? undefined : t("item.item.stage.until", { at: t.instant(deadline.at) });
  const at = (one: ItemState["stage"]): { state: Stage["state"]; clock?: string | undefined } | undefined =>
    stage === one ? { state: "current", clock: until } : undefined;
  const begun = calls.length > 0 || outcome !== null;
  const discussion = item.class === "K0";
  return [
    at("DRAFT") === undefined && at("SUBMITTED") === undefined
      ? { name: t("item.item.stage.tabled"), state: "done" }
      : { name: t("item.item.stage.tabled"), state: "current", clock: until },
    {
      name: t("item.item.stage.listed"),
      ...(at("LISTED") ?? {
        state: listedAt === null ? "ahead" : "done",
        clock: listedAt === null ? undefined : t.date(listedAt.slice(0, 10)),
      }),
    },
    ...(discussion
      ? [
          {
            name: t("item.item.stage.discussed"),
            ...(at("DISCUSSION") ?? { state: outcome === null ? ("ahead" as const) : ("done" as const) }),
          },
        ]
      : calls.map((call): Stage => {
          const open = call.closedAt === null;
          const kind =
            call.kind === "RECALL" ? "recall" : call.kind === "LAST_RESORT" ? "last-resort" : "call";
          return {
            name: t(`item.item.stage.${kind}`, { number: call.number }),
            state: open ? "current" : "done",
            clock: open
              ? t("item.item.stage.until", { at: t.instant(call.closesAt) })
              : t("item.item.stage.closed-at", { at: t.instant(call.closedAt ?? call.closesAt) }),
          };
        })),
    ...(!discussion && !begun
      ? [{ name: t("item.item.stage.call", { number: 1 }), state: "ahead" as const }]
      : []),
    ...(["FACILITATION", "ANSWERS", "MEDIATION", "MINISTERIAL"] as const).flatMap((one) => {
      const here = at(one);
      return here === undefined ? [] : [{ name: t(`item.stage.${one}`), ...here }];
    }),
    {
      name: t("item.item.stage.decided"),
      state: outcome === null ? "ahead" : "done",
      clock: outcome === null ? undefined : outcomeWord(t, outcome.code),
    },
  ];
}

function clausesOfCall(state: ItemState, call: Call): readonly string[] {
  const version = state.versions.find(({ number }) => number === call.version);
  return (version?.clauses ?? state.item.clauses).map(({ id }) => id);
}

const mostRows = 30;

function CountsTable(props: { t: T; names: Names; state: ItemState; call: Call; id: string }) {
  const { t, names, state, call } = props;
  const clauses = clausesOfCall(state, call);
  const pillars = pillarsOf(call.roster.seats);
  const counted = clauses
    .slice(0, mostRows)
    .map((clause) => [clause, countClause(state, call, clause)] as const);
  const open = call.closedAt === null;
  const text = partAddress(props.id, "text");
  return (
    <Table
      id="counts"
      caption={t("item.item.counts.call", {
        number: call.number,
        state: open ? "open" : "closed",
        at: t.instant(open ? call.closesAt : (call.closedAt ?? call.closesAt)),
      })}
      columns={[
        { label: t("item.item.counts.clause") },
        ...pillars.map((pillar) => ({
          label: t("item.item.counts.eligible", {
            pillar: pillarName(t, names, pillar),
            count: seatsOfPillar(call, pillar).length,
          }),
        })),
        ...(call.results === null ? [] : [{ label: t("item.item.counts.result") }]),
      ]}
      rows={counted.map(([clause, counts]) => [
        <a href={`${text}#clause-${clause}`}>{clauseName(t, clause)}</a>,
        ...counts.map((one) => countsText(t, one)),
        ...(call.results === null ? [] : [resultText(t, call, clause)]),
      ])}
      empty={t("item.item.counts.none")}
      note={clauses.length > mostRows ? <a href={text}>{t("item.item.tab.text")}</a> : undefined}
    />
  );
}

export function countsText(t: T, counts: PillarCounts): string {
  const { eligible, support, aside, objection, opposed } = counts;
  return t("item.item.counts.cell", {
    support,
    objection,
    opposed,
    silent: eligible - support - aside - objection - opposed,
    eligible,
  });
}

function resultText(t: T, call: Call, clause: string): string {
  const result = call.results?.[clause];
  return result === undefined ? "–" : t(`item.evaluation.${result}`);
}
