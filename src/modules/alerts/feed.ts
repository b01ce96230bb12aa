// Alerts as feeds: Atom (RFC 4287) and JSON Feed 1.1. Full text, stable ids, the same words as the page.
import { writeAtom } from "#platform/http/atom.ts";
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

export const jsonFeedType = "application/feed+json; charset=utf-8";

export function atomFeed(t: T, feed: Feed): string {
  const { alerts, ...rest } = feed;
  return writeAtom({
    ...rest,
    language: t.locale,
    entries: alerts.map(({ id, path, kind, country, name, by, publishedAt, changedAt, lines, language }) => ({
      id,
      title: name,
      path,
      publishedAt,
      changedAt,
      author: by,
      categories: [
        { term: kind, label: t(`alert.kind.${kind}`) },
        { term: country, label: t.country(country) },
      ],
      lines,
      language,
    })),
  });
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
