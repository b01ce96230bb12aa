// The text of an item: clause by clause, each with an address of its own, what stands with it, and how the positions on it
// lie; then the difference of two versions, and the amendments with what became of them.
import { countClause } from "#core/decisions/index.ts";
import type { Amendment, Clause, ItemState, Version } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ComparedTexts } from "#ui/components/compared-texts/ComparedTexts.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { clauseName, pillarName, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { lastCall, versionShown } from "./faces.ts";
import { countsText } from "./item-overview.tsx";
import { ItemFrame, partAddress, stateOf } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";
import { Bars } from "./thresholds.tsx";

export interface Compared {
  readonly from: number;
  readonly to: number;
}

export function ItemTextPage({ view, compared }: { view: ShownItem; compared: Compared }) {
  const { t } = view;
  const state = stateOf(view);
  const version = versionShown(state);
  return (
    <ItemFrame view={view} part="text">
      <h2>{t("item.text.title")}</h2>
      {version !== undefined && (
        <p class="quiet">
          {t("item.text.version", {
            number: version.number,
            origin: t(`item.text.origin.${version.origin}`),
            at: t.instant(version.from),
          })}
          {version.frozenAt !== null && (
            <>
              <br />
              {t("item.text.frozen", { at: t.instant(version.frozenAt) })}
            </>
          )}
        </p>
      )}
      {(version?.clauses ?? view.item.clauses).map((clause) => (
        <ClauseBlock view={view} state={state} clause={clause} />
      ))}
      <h2 id="differences">{t("item.text.differences")}</h2>
      {state.versions.length < 2 ? (
        <p>{t("item.text.only-one")}</p>
      ) : (
        <Differences view={view} state={state} compared={compared} />
      )}
      <h2 id="amendments">{t("item.text.amendments")}</h2>
      {state.amendments.length === 0 ? (
        <p>{t("item.text.amendments.none")}</p>
      ) : (
        state.amendments.map((amendment) => (
          <AmendmentBlock
            t={t}
            names={view.names}
            state={state}
            amendment={amendment}
            language={view.language}
          />
        ))
      )}
    </ItemFrame>
  );
}

function ClauseBlock({ view, state, clause }: { view: ShownItem; state: ItemState; clause: Clause }) {
  const { t, names } = view;
  const call = lastCall(state);
  const standing = standingOf(t, state, clause.id);
  return (
    <article class="clause" id={`clause-${clause.id}`} aria-labelledby={`clause-${clause.id}-name`}>
      <h3 class="clause__name" id={`clause-${clause.id}-name`}>
        <a href={`${partAddress(view.id, "text")}#clause-${clause.id}`}>{clauseName(t, clause.id)}</a>{" "}
        {standing !== undefined && <Tag tone={standing.tone}>{standing.word}</Tag>}
      </h3>
      {clause.id !== "scope" && (
        <p class="clause__text" lang={view.language === t.locale ? undefined : view.language}>
          {clause.text}
        </p>
      )}
      <Translation view={view} clause={clause} />
      {clause.dependsOn.length > 0 && (
        <p class="quiet">
          {t("item.text.depends", { clauses: t.list(clause.dependsOn.map((id) => clauseName(t, id))) })}
        </p>
      )}
      {call !== undefined && (
        <>
          <ul class="clause__counts">
            {countClause(state, call, clause.id).map((counts) => (
              <li>
                {pillarName(t, names, counts.pillar)}: {countsText(t, counts)}
              </li>
            ))}
          </ul>
          <Bars t={t} names={names} state={state} call={call} clause={clause.id} />
        </>
      )}
    </article>
  );
}

/** A translation is of the words as they were tabled: it goes when they change. */
function Translation({ view, clause }: { view: ShownItem; clause: Clause }) {
  const { t } = view;
  const translation = view.translations[clause.id];
  const tabled = view.item.clauses.find(({ id }) => id === clause.id)?.text;
  if (translation === undefined || tabled !== clause.text) return null;
  return (
    <>
      <p class="quiet">{t("item.text.translation")}</p>
      <p class="clause__text">{translation}</p>
    </>
  );
}

function standingOf(t: T, state: ItemState, clause: string): { word: string; tone: Tone } | undefined {
  const { outcome } = state;
  if (outcome !== null && outcome.code.startsWith("ADOPTED"))
    return outcome.adopted.includes(clause)
      ? { word: t("item.text.adopted"), tone: "good" }
      : { word: t("item.text.not-adopted"), tone: "bad" };
  if (state.settled.some((one) => one.clause === clause))
    return { word: t("item.text.settled"), tone: "good" };
  const result = lastCall(state)?.results?.[clause];
  if (result === undefined) return undefined;
  const tone = result === "T1" || result === "T2" ? "good" : result === "BLOCK" ? "bad" : "neutral";
  return { word: t(`item.evaluation.${result}`), tone };
}

function Differences({ view, state, compared }: { view: ShownItem; state: ItemState; compared: Compared }) {
  const { t } = view;
  const find = (number: number): Version | undefined => state.versions.find((one) => one.number === number);
  const [from, to] = [find(compared.from), find(compared.to)];
  const name = ({ number, origin, from: at }: Version): string =>
    t("item.text.version", { number, origin: t(`item.text.origin.${origin}`), at: t.instant(at) });
  const choices = state.versions.map(({ number }) => ({
    value: String(number),
    label: t("item.text.version-short", { number }),
  }));
  return (
    <>
      <form method="get" action={`${partAddress(view.id, "text")}#differences`} class="filter">
        <Select
          t={t}
          name="from"
          label={t("item.text.compare.from")}
          choose={false}
          value={String(compared.from)}
          items={choices}
        />
        <Select
          t={t}
          name="to"
          label={t("item.text.compare.to")}
          choose={false}
          value={String(compared.to)}
          items={choices}
        />
        <Button tone="secondary">{t("item.text.compare.show")}</Button>
      </form>
      {from !== undefined && to !== undefined && (
        <ComparedTexts
          t={t}
          before={name(from)}
          after={name(to)}
          language={view.language === t.locale ? undefined : view.language}
          pairs={pairsOf(t, from.clauses, to.clauses)}
        />
      )}
    </>
  );
}

/** In the order of the newer text; what it no longer has stands last. */
function pairsOf(t: T, before: readonly Clause[], after: readonly Clause[]) {
  const ids = [...new Set([...after, ...before].map(({ id }) => id))];
  const text = (clauses: readonly Clause[], id: string) => clauses.find((clause) => clause.id === id)?.text;
  return ids.map((id) => ({ name: clauseName(t, id), before: text(before, id), after: text(after, id) }));
}

const amendmentTones: Readonly<Record<Amendment["status"], Tone>> = {
  OPEN: "warn",
  ACCEPTED: "good",
  REJECTED: "neutral",
};

function AmendmentBlock(props: {
  t: T;
  names: Names;
  state: ItemState;
  amendment: Amendment;
  language: string;
}) {
  const { t, names, state, amendment } = props;
  const before = state.versions
    .findLast(({ from }) => from <= amendment.at)
    ?.clauses.find(({ id }) => id === amendment.clause)?.text;
  return (
    <section class="amendment" id={`amendment-${amendment.id}`}>
      <h3>
        {t("item.text.amendment.by", {
          who: seatName(names, amendment.seat),
          clause: clauseName(t, amendment.clause),
          at: t.instant(amendment.at),
        })}{" "}
        <Tag tone={amendmentTones[amendment.status]}>{t(`item.text.amendment.${amendment.status}`)}</Tag>
      </h3>
      {amendment.text === null ? (
        <p>{t("item.text.amendment.strike")}</p>
      ) : (
        <ComparedTexts
          t={t}
          before={t("item.text.compare.from")}
          after={t("item.text.compare.to")}
          language={props.language === t.locale ? undefined : props.language}
          pairs={[{ before, after: amendment.text }]}
        />
      )}
      {amendment.reason !== null && <p>{t("item.text.amendment.why", { reason: amendment.reason })}</p>}
    </section>
  );
}
