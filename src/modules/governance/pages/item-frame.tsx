// What stands above every part of an item: its name, what kind it is, where it stands, and the ways to its parts.
import type { ComponentChildren } from "preact";
import type { Act, Item, ItemState, Outcomes, RuleSetId, Sentence } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Tabs } from "#ui/components/tabs/Tabs.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { ruleName, actorName, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { stateWord, toneOf } from "./board.tsx";
import { lastCall, objectionsIn } from "./faces.ts";

export interface ShownItem {
  readonly t: T;
  readonly names: Names;
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly titleLanguage: string;
  /** In which its clauses are decided. */
  readonly language: string;
  readonly summary: string | undefined;
  /** Of the clauses as they were tabled, for reading, in the reader's language. */
  readonly translations: Readonly<Record<string, string>>;
  readonly item: Item;
  readonly acts: readonly Act[];
  readonly binding: RuleSetId;
  readonly outcomes: Outcomes;
  /** What the binding rule says is needed, the most important first. */
  readonly needed: readonly Sentence[];
  readonly now: string;
  readonly demonstration: boolean;
  /** What this reader may do now. */
  readonly may: readonly Doing[];
}

export const itemParts = ["overview", "text", "positions", "objections", "rules", "acts"] as const;
export type ItemPart = (typeof itemParts)[number];

/** Each is a form at `/items/:id/<doing>`. */
export const doings = [
  "position",
  "statement",
  "object-to-discussing",
  "second",
  "amend",
  "cure",
  "consolidate",
  "reply",
  "answer",
  "challenge",
  "merits",
  "ballot",
  "exclusion",
  "ministers",
  "facilitator",
  "rule-recusal",
  "rule-exclusion",
  "compromise",
  "withdraw",
  "check",
  "name-facilitator",
  "panel",
  "open-call",
  "debate",
  "declare",
] as const;
export type Doing = (typeof doings)[number];

export function stateOf(view: ShownItem): ItemState {
  return view.outcomes.binding.state;
}

export function partAddress(id: string, part: ItemPart): string {
  return part === "overview" ? `/items/${id}` : `/items/${id}/${part}`;
}

/** What there is to do first, in the order of the list, is the button that leads. */
export function ItemFrame(props: { view: ShownItem; part: ItemPart; children: ComponentChildren }) {
  const { view, part } = props;
  const { t, names, id } = view;
  const state = stateOf(view);
  const face = { stage: state.stage, outcome: state.outcome?.code ?? null };
  const call = lastCall(state);
  const objections = call === undefined ? 0 : objectionsIn(state, call).length;
  return (
    <>
      <h1 lang={view.titleLanguage === t.locale ? undefined : view.titleLanguage}>{view.title}</h1>
      <p>
        <Tag tone={toneOf(face)}>{stateWord(t, face)}</Tag> {t(`item.class.${view.item.class}`)} ·{" "}
        {view.reference}
      </p>
      <p>
        {state.sponsors.length > 0 &&
          t("item.item.tabled-by", { names: t.list(state.sponsors.map((seat) => seatName(names, seat))) })}
        {state.seconders.length > 0 && (
          <>
            {" · "}
            {t("item.item.seconded-by", {
              names: t.list(state.seconders.map((seat) => seatName(names, seat))),
            })}
          </>
        )}
        {view.item.subjects.length > 0 && (
          <>
            <br />
            {t("item.item.subjects", {
              names: t.list(view.item.subjects.map((one) => actorName(t, names, one))),
            })}
          </>
        )}
        <br />
        <span class="quiet">{t("item.item.rule", { rule: ruleName(t, view.binding) })}</span>
      </p>
      {part === "overview" && view.summary !== undefined && <p class="prose clause__text">{view.summary}</p>}
      {view.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      {part === "overview" && view.may.length > 0 && <Doings t={t} id={id} may={view.may} />}
      <Tabs
        label={t("item.item.tabs")}
        items={itemParts.map((one) => ({
          text: t(`item.item.tab.${one}`),
          href: partAddress(id, one),
          current: one === part,
          ...(one === "objections" && objections > 0
            ? {
                count: {
                  value: t.number(objections),
                  label: t("item.item.count.objections", { count: objections }),
                },
              }
            : {}),
        }))}
      />
      {props.children}
    </>
  );
}

function Doings({ t, id, may }: { t: T; id: string; may: readonly Doing[] }) {
  const [first, second, ...others] = doings.filter((one) => may.includes(one));
  if (first === undefined) return null;
  return (
    <>
      <ButtonGroup>
        <Button href={`/items/${id}/${first}`}>{t(`item.do.${first}`)}</Button>
        {second !== undefined && (
          <Button href={`/items/${id}/${second}`} tone="secondary">
            {t(`item.do.${second}`)}
          </Button>
        )}
      </ButtonGroup>
      {others.length > 0 && (
        <Details summary={t("item.do.others")}>
          <ul>
            {others.map((one) => (
              <li>
                <a href={`/items/${id}/${one}`}>{t(`item.do.${one}`)}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}
