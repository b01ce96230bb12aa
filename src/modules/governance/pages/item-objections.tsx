// Objections to an item, each with its ground, explanation and cure, the facilitator's answers and the replies; objections to
// discussing it at all; motions and claims; statements, which nobody can edit.
import type { AnswerToObjection, ItemState } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { clauseName, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { lastCall, objectionsIn } from "./faces.ts";
import type { ObjectionFace } from "./faces.ts";
import { ItemFrame, stateOf } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";

export function ItemObjectionsPage({ view }: { view: ShownItem }) {
  const { t, names } = view;
  const state = stateOf(view);
  const call = lastCall(state);
  const objections = call === undefined ? [] : objectionsIn(state, call);
  const discussing = state.statements.filter(({ objectsToDiscussing }) => objectsToDiscussing);
  return (
    <ItemFrame view={view} part="objections">
      <h2>{t("item.objections.title")}</h2>
      <p class="prose">{t("item.objections.lede")}</p>
      {objections.length === 0 ? (
        <p>{t("item.objections.none")}</p>
      ) : (
        objections.map((objection) => (
          <ObjectionBlock t={t} names={names} objection={objection} answers={answersTo(state, objection)} />
        ))
      )}
      {discussing.length > 0 && (
        <>
          <h2 id="discussing">{t("item.discussing.title")}</h2>
          <p class="prose">{t("item.discussing.lede")}</p>
          <Statements t={t} names={names} statements={discussing} />
        </>
      )}
      {state.motions.length > 0 && (
        <>
          <h2>{t("item.objections.motions")}</h2>
          {state.motions.map((motion) => {
            const ballots = Object.values(motion.ballots);
            return (
              <p>
                {t("item.objections.motion", {
                  movers: t.list(motion.movers.map((seat) => seatName(names, seat))),
                  seat: seatName(names, motion.seat),
                  clause: clauseName(t, motion.clause),
                  reason: motion.reason,
                })}{" "}
                {t("item.objections.motion.ballots", {
                  yes: ballots.filter(Boolean).length,
                  no: ballots.filter((one) => !one).length,
                })}
              </p>
            );
          })}
        </>
      )}
      {state.claims.length > 0 && (
        <>
          <h2>{t("item.objections.exclusion")}</h2>
          {state.claims.map((claim) => (
            <p>
              {t("item.objections.claim", {
                who: seatName(names, claim.seat),
                at: t.instant(claim.at),
                reason: claim.reason,
              })}{" "}
              <Tag tone={claim.ruling === "UPHELD" ? "bad" : "neutral"}>
                {t(`item.objections.claim.${claim.ruling ?? "open"}`)}
              </Tag>
            </p>
          ))}
        </>
      )}
      <h2 id="statements">{t("item.statements.title")}</h2>
      {state.statements.length === 0 ? (
        <p>{t("item.statements.none")}</p>
      ) : (
        <Statements t={t} names={names} statements={state.statements} />
      )}
      {state.debates.length > 0 && (
        <>
          <h2 id="debate">{t("item.debate.title")}</h2>
          {state.debates.map((debate) => (
            <p>
              {t(debate.in === "MEETING" ? "item.debate.meeting" : "item.debate.writing", {
                minutes: debate.minutes,
                at: t.instant(debate.at),
              })}
              <br />
              {t("item.debate.words", {
                first: debate.firstWordOffered ? "yes" : "no",
                last: debate.lastWordOffered ? "yes" : "no",
              })}
            </p>
          ))}
        </>
      )}
    </ItemFrame>
  );
}

function answersTo(state: ItemState, { seat, clauses }: ObjectionFace): readonly AnswerToObjection[] {
  return state.answers.filter((answer) => answer.seat === seat && clauses.includes(answer.clause));
}

function ObjectionBlock(props: {
  t: T;
  names: Names;
  objection: ObjectionFace;
  answers: readonly AnswerToObjection[];
}) {
  const { t, names, answers } = props;
  const { seat, clauses, position, standing } = props.objection;
  const { objection } = position;
  const who = seatName(names, seat);
  return (
    <section class="card" id={`objection-${position.act}`}>
      <h3 class="card__title">
        {t("item.objections.by", { who, clauses: t.list(clauses.map((clause) => clauseName(t, clause))) })}{" "}
        <Tag tone={standing === "SUSTAINED" ? "bad" : "neutral"}>
          {t(`item.objections.standing.${standing}`)}
        </Tag>
      </h3>
      <SummaryList
        rows={[
          {
            key: t("item.objections.ground"),
            value:
              objection === null || objection.ground === null
                ? t("item.objections.no-ground")
                : t(`item.ground.${objection.ground}`),
          },
          {
            key: t("item.objections.explanation"),
            value:
              objection === null || objection.explanation === ""
                ? (position.words ?? t("item.objections.no-explanation"))
                : objection.explanation,
          },
          { key: t("item.objections.cure"), value: <Cure t={t} cure={objection?.cure ?? null} /> },
        ]}
      />
      <h4>{t("item.objections.answers")}</h4>
      {answers.length === 0 ? (
        <p>{t("item.objections.no-answer")}</p>
      ) : (
        <Timeline
          t={t}
          level={4}
          events={answers.flatMap((answer) => [
            {
              title: clauseName(t, answer.clause),
              when: t("item.objections.answer", { at: t.instant(answer.at) }),
              datetime: answer.at,
              children: <p>{answer.text}</p>,
            },
            answer.reply === null
              ? { title: who, when: t("item.objections.no-reply"), expected: true }
              : {
                  title: who,
                  when: t("item.objections.reply", { who, at: t.instant(answer.reply.at) }),
                  datetime: answer.reply.at,
                  children: <p>{answer.reply.text}</p>,
                },
          ])}
        />
      )}
    </section>
  );
}

type CureOf = NonNullable<ObjectionFace["position"]["objection"]>["cure"];

function Cure({ t, cure }: { t: T; cure: CureOf }) {
  if (cure === null) return <>{t("item.objections.no-cure")}</>;
  return "text" in cure ? (
    <>
      {t("item.objections.cure.text")}: {cure.text}
    </>
  ) : (
    <>
      {t("item.objections.cure.condition")}: {cure.condition}
    </>
  );
}

function Statements(props: { t: T; names: Names; statements: ItemState["statements"] }) {
  const { t, names } = props;
  return (
    <Timeline
      t={t}
      events={props.statements.map((statement) => ({
        title: t("item.statements.by", {
          who: authorName(t, names, statement.author),
          at: t.instant(statement.at),
        }),
        when: statement.objectsToDiscussing ? t("item.statements.objects") : "",
        datetime: statement.at,
        tone: statement.objectsToDiscussing ? ("warn" as const) : undefined,
        children: <p class="clause__text">{statement.text}</p>,
      }))}
    />
  );
}

/** A seat by its name, an office by its word. */
export function authorName(t: T, names: Names, author: string): string {
  const key = `item.office.${author}`;
  return t.has(key) ? t(key) : seatName(names, author);
}
