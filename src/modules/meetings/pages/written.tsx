// The calendar of what is decided without meeting: calls for positions that are open, and every clock that runs on an item.
import type { T } from "#platform/i18n/translator.ts";
import type { CalendarEvent } from "#core/meetings/calendar.ts";
import type { ListedItem } from "#modules/governance/index.ts";
import { Table } from "#ui/components/table/Table.tsx";
import type { FeedPlace } from "./feeds.ts";

/** The first to end comes first. */
export function running(
  items: readonly ListedItem[],
): readonly (ListedItem & { readonly deadlineAt: string })[] {
  return items
    .filter((item): item is ListedItem & { readonly deadlineAt: string } => item.deadlineAt !== null)
    .toSorted((a, b) => (a.deadlineAt < b.deadlineAt ? -1 : 1));
}

export function WrittenPage({ t, items }: { t: T; items: readonly ListedItem[] }) {
  return (
    <>
      <h1>{t("meetings.written.title")}</h1>
      <p class="lede">{t("meetings.written.lede")}</p>
      <Table
        id="written"
        caption={t("meetings.written.caption")}
        captionHidden
        columns={[
          { label: t("meetings.written.column.item") },
          { label: t("meetings.written.column.what") },
          { label: t("meetings.written.column.until") },
        ]}
        rows={running(items).map((item) => [
          <a href={`/items/${item.id}`}>{itemTitle(t, item)}</a>,
          eventWord(t, item.deadlineEvent),
          t.instant(item.deadlineAt),
        ])}
        empty={t("meetings.written.empty")}
      />
    </>
  );
}

/** Deadlines of calls, for everybody's own calendar. A call that closes later keeps its entry, which moves. */
export function callEvents(
  t: T,
  items: readonly ListedItem[],
  { baseUrl, origin }: FeedPlace,
): readonly CalendarEvent[] {
  return running(items)
    .filter(({ deadlineEvent }) => deadlineEvent === "CALL_CLOSES")
    .map((item) => ({
      uid: `item-${item.id}-call-${item.call}@${origin.split("/")[0] ?? origin}`,
      sequence: item.acts,
      changedAt: item.lastAt,
      from: item.deadlineAt,
      to: null,
      summary: `${eventWord(t, item.deadlineEvent)}: ${itemTitle(t, item)}`,
      description: "",
      location: null,
      url: `${baseUrl}/items/${item.id}`,
      categories: ["CALL"],
      status: "CONFIRMED",
    }));
}

export function itemTitle({ locale }: T, { reference, title }: ListedItem): string {
  return `${reference} ${title[locale] ?? title["en"] ?? Object.values(title)[0] ?? ""}`;
}

/** A clock that has no words yet is shown by its name. */
function eventWord(t: T, event: string | null): string {
  const key = `meetings.written.event.${event}`;
  return t.has(key) ? t(key) : (event ?? "");
}
