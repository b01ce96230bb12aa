// The consensus board: every item by the stage it is in, how long it has waited, who objects with or without a reason, and
// who is silent. The same as a list, for narrow screens, for paper and for those who look for one item.
import type { ItemClass } from "#core/decisions/index.ts";
import { itemClasses } from "#core/decisions/index.ts";
import type { MessageKey, T } from "#platform/i18n/translator.ts";
import { Board } from "#ui/components/board/Board.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tabs } from "#ui/components/tabs/Tabs.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { outcomeWord, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { columnOf, columns, wholeDays } from "./faces.ts";
import type { Column, ItemCard } from "./faces.ts";

export interface BoardView {
  readonly t: T;
  readonly names: Names;
  readonly items: readonly ItemCard[];
  readonly now: string;
  readonly asList: boolean;
  readonly filter: BoardFilter;
  readonly demonstration: boolean;
  readonly mayTable: boolean;
}

export interface BoardFilter {
  readonly class: ItemClass | undefined;
  readonly column: Column | undefined;
  readonly search: string;
}

/** Cards of one column before "all of this column". */
const mostCards = 12;
/** Names of silent seats before their number alone. */
const mostNames = 4;

export function BoardPage(view: BoardView) {
  const { t, filter } = view;
  return (
    <>
      <h1>{t("item.board.title")}</h1>
      <p class="lede">{t("item.board.lede")}</p>
      {view.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      {view.mayTable && (
        <p>
          <Button href="/items/new" start>
            {t("item.board.new")}
          </Button>
        </p>
      )}
      <Tabs
        label={t("item.board.views")}
        items={[
          { text: t("item.board.as-board"), href: address(filter, false), current: !view.asList },
          { text: t("item.board.as-list"), href: address(filter, true), current: view.asList },
        ]}
      />
      <Filter {...view} />
      {view.asList ? <ItemList {...view} /> : <ItemBoard {...view} />}
      <h2>{t("item.board.ways")}</h2>
      <ul>
        {ways.map(({ href, key }) => (
          <li>
            <a href={href}>{t(key)}</a>
          </li>
        ))}
        <li>
          <a href={`/items.atom?lang=${t.locale}`}>{t("item.board.feed")}</a>
        </li>
      </ul>
    </>
  );
}

/** What belongs to deciding and stands on pages of its own. */
const ways: readonly { readonly href: string; readonly key: MessageKey }[] = [
  { href: "/decisions", key: "item.register.title" },
  { href: "/decisions/replay", key: "item.register.replay" },
  { href: "/meetings", key: "meetings.title" },
  { href: "/pillars", key: "item.pillars.title" },
  { href: "/silence", key: "item.silence.title" },
  { href: "/requests", key: "requests.title" },
  { href: "/reform", key: "reform.short" },
  { href: "/offices", key: "offices.title" },
];

function address(filter: BoardFilter, asList: boolean): string {
  const asked = new URLSearchParams();
  if (asList) asked.set("view", "list");
  if (filter.class !== undefined) asked.set("class", filter.class);
  if (filter.column !== undefined) asked.set("stage", filter.column);
  if (filter.search !== "") asked.set("search", filter.search);
  const text = asked.toString();
  return text === "" ? "/items" : `/items?${text}`;
}

function Filter({ t, filter, asList }: BoardView) {
  return (
    <form method="get" action="/items" class="filter">
      {asList && <input type="hidden" name="view" value="list" />}
      <TextInput t={t} name="search" label={t("item.board.filter.search")} value={filter.search} />
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
      {asList && (
        <Select
          t={t}
          name="stage"
          label={t("item.board.filter.stage")}
          choose={false}
          value={filter.column ?? ""}
          items={[
            { value: "", label: t("item.board.filter.any") },
            ...columns.map((one) => ({ value: one, label: t(`item.board.column.${one}`) })),
          ]}
        />
      )}
      <Button tone="secondary">{t("item.board.filter.show")}</Button>
    </form>
  );
}

function ItemBoard(view: BoardView) {
  const { t, items, filter } = view;
  return (
    <Board
      columns={columns.map((column) => {
        const inside = items.filter(({ stage, outcome }) => columnOf(stage, outcome) === column);
        return {
          id: column,
          title: t(`item.board.column.${column}`),
          count: { value: t.number(inside.length), label: t("item.board.count", { count: inside.length }) },
          empty: t(`item.board.empty.${column}`),
          cards: inside.slice(0, mostCards).map((item) => ({
            href: `/items/${item.id}`,
            title: item.title,
            over: `${t(`item.class.${item.class}`)} · ${item.reference}`,
            lines: linesOf(view, item),
          })),
          more:
            inside.length > mostCards ? (
              <a href={address({ ...filter, column }, true)}>{t("item.board.more")}</a>
            ) : undefined,
        };
      })}
    />
  );
}

function linesOf(view: BoardView, item: ItemCard) {
  const { t, now, names } = view;
  const ended = item.outcome !== null;
  const positions = item.stage === "CALL" || item.stage === "FACILITATION" || item.objectors.length > 0;
  return [
    <Tag tone={toneOf(item)}>{stateWord(t, item)}</Tag>,
    ended
      ? t("item.board.ended", { date: t.date(item.since.slice(0, 10)) })
      : t("item.board.waiting", { days: wholeDays(item.since, now) }),
    ...(ended
      ? []
      : item.callCloses !== null
        ? [t("item.board.closes", { at: t.instant(item.callCloses) })]
        : item.deadline === null
          ? []
          : [t("item.board.next", { at: t.instant(item.deadline) })]),
    ...item.objectors.map((objector) => objectorText(t, names, objector)),
    ...(positions && item.objectors.length === 0 ? [t("item.board.nobody-objects")] : []),
    ...(item.silent.length === 0 && !positions ? [] : [silentText(t, names, item)]),
  ];
}

export function stateWord(t: T, { stage, outcome }: Pick<ItemCard, "stage" | "outcome">): string {
  return outcome === null ? t(`item.stage.${stage}`) : outcomeWord(t, outcome);
}

export function toneOf({ stage, outcome }: Pick<ItemCard, "stage" | "outcome">): Tone {
  switch (columnOf(stage, outcome)) {
    case "adopted":
      return outcome === "ADOPTED_CONSENSUS" ? "good" : "info";
    case "blocked":
      return "bad";
    case "open":
      return "warn";
    case "discussed":
      return "info";
    case "tabled":
    case "carried":
      return "neutral";
  }
}

function objectorText(t: T, names: Names, { seat, reasoned }: ItemCard["objectors"][number]): string {
  return t(reasoned ? "item.board.objects" : "item.board.objects-unreasoned", { who: seatName(names, seat) });
}

function silentText(t: T, names: Names, { silent, outcome }: ItemCard) {
  if (outcome !== null) return t("item.board.silent-ended", { count: silent.length });
  return silent.length > 0 && silent.length <= mostNames
    ? t("item.board.silent-names", { names: t.list(silent.map((seat) => seatName(names, seat))) })
    : t("item.board.silent", { count: silent.length });
}

function ItemList(view: BoardView) {
  const { t, names, now, filter } = view;
  const items = view.items.filter(
    ({ stage, outcome }) => filter.column === undefined || columnOf(stage, outcome) === filter.column,
  );
  return (
    <Table
      id="items"
      caption={t("item.board.list.caption", { count: items.length })}
      columns={[
        { label: t("item.board.list.item") },
        { label: t("item.board.list.stage") },
        { label: t("item.board.list.since") },
        { label: t("item.board.list.waiting"), numeric: true },
        { label: t("item.board.list.objections") },
        { label: t("item.board.list.silent"), numeric: true },
      ]}
      rows={items.map((item) => [
        <>
          <a href={`/items/${item.id}`}>{item.title}</a>
          <br />
          <span class="quiet">
            {t(`item.class.${item.class}`)} · {item.reference}
          </span>
        </>,
        <Tag tone={toneOf(item)}>{stateWord(t, item)}</Tag>,
        t.date(item.since.slice(0, 10)),
        item.outcome === null ? t.number(wholeDays(item.since, now)) : "–",
        item.objectors.length === 0 ? (
          "–"
        ) : (
          <ul>
            {item.objectors.map((objector) => (
              <li>{objectorText(t, names, objector)}</li>
            ))}
          </ul>
        ),
        t.number(item.silent.length),
      ])}
      empty={t("item.board.list.empty")}
    />
  );
}
