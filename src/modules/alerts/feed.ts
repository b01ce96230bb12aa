// Alerts as feeds: Atom (RFC 4287) and JSON Feed 1.1. Full text, stable ids, the same words as the page.
import type { T } from "#platform/i18n/translator.ts";
import type { ShownAlert } from "./views.ts";

export interface Feed {
  readonly title: string;
  /** Address of the site, without a slash at the end. */
  readonly baseUrl: string;
  /** Of the page that shows the same. */
  readonly path: string;
  /** Of the feed itself, with its language. */
  readonly self: string;
  readonly author: string;
  /** When the scheme began, for a feed without entries. */
  readonly begun: string;
  readonly alerts: readonly ShownAlert[];
}

export const atomType = "application/atom+xml; charset=utf-8";
export const jsonFeedType = "application/feed+json; charset=utf-8";

export function atomFeed(t: T, feed: Feed): string {
  const { title, baseUrl, path, self, author, alerts } = feed;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${t.locale}">`,
    `  <id>${xml(baseUrl + path)}</id>`,
    `  <title>${xml(title)}</title>`,
    `  <updated>${latest(feed)}</updated>`,
    `  <author><name>${xml(author)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(baseUrl + self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(baseUrl + path)}"/>`,
    ...alerts.map((alert) => entry(t, baseUrl, alert)),
    "</feed>",
    "",
  ].join("\n");
}

function entry(t: T, baseUrl: string, alert: ShownAlert): string {
  return [
    "  <entry>",
    `    <id>${xml(alert.id)}</id>`,
    `    <title>${xml(alert.name)}</title>`,
    `    <published>${alert.publishedAt}</published>`,
    `    <updated>${alert.changedAt}</updated>`,
    `    <author><name>${xml(alert.by)}</name></author>`,
    `    <category term="${alert.kind}" label="${xml(t(`alert.kind.${alert.kind}`))}"/>`,
    `    <category term="${xml(alert.country)}" label="${xml(t.country(alert.country))}"/>`,
    `    <link rel="alternate" type="text/html" href="${xml(baseUrl + alert.path)}"/>`,
    `    <content type="text" xml:lang="${alert.language}">${xml(alert.lines.join("\n\n"))}</content>`,
    "  </entry>",
  ].join("\n");
}

export function jsonFeed(t: T, feed: Feed): string {
  const { title, baseUrl, path, self, author, alerts } = feed;
  return JSON.stringify(
    {
      version: "https://jsonfeed.org/version/1.1",
      title,
      home_page_url: baseUrl + path,
      feed_url: baseUrl + self,
      language: t.locale,
      authors: [{ name: author }],
      items: alerts.map((alert) => ({
        id: alert.id,
        url: baseUrl + alert.path,
        title: alert.name,
        content_text: alert.lines.join("\n\n"),
        date_published: alert.publishedAt,
        date_modified: alert.changedAt,
        authors: [{ name: alert.by }],
        tags: [alert.kind, alert.country],
        language: alert.language,
      })),
    },
    null,
    2,
  );
}

function latest({ alerts, begun }: Feed): string {
  return (
    alerts
      .map(({ changedAt }) => changedAt)
      .sort()
      .at(-1) ?? begun
  );
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

// Hostile: texts come from people. What XML 1.0 cannot carry is left out.
function xml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, "")
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");
}
