// A feed of news as Atom (RFC 4287): stable ids, full text, the same words as the page it belongs to.
import { escapeXml as xml } from "#core/encoding/xml.ts";

export interface AtomFeed {
  readonly title: string;
  readonly language: string;
  /** Address of the site, without a slash at the end. */
  readonly baseUrl: string;
  /** Of the page that shows the same. */
  readonly path: string;
  /** Of the feed itself, with its language. */
  readonly self: string;
  readonly author: string;
  /** When the scheme began, for a feed without entries. */
  readonly begun: string;
  readonly entries: readonly AtomEntry[];
}

export interface AtomEntry {
  /** Stable for ever: a feed reader tells by it whether it is new. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** UTC instants. */
  readonly publishedAt: string;
  readonly changedAt: string;
  /** Where it is not the feed's. */
  readonly author?: string;
  readonly categories: readonly { readonly term: string; readonly label: string }[];
  readonly lines: readonly string[];
  readonly language: string;
}

export const atomType = "application/atom+xml; charset=utf-8";

export function writeAtom(feed: AtomFeed): string {
  const { title, language, baseUrl, path, self, author, begun, entries } = feed;
  const latest = entries
    .map(({ changedAt }) => changedAt)
    .sort()
    .at(-1);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(language)}">`,
    `  <id>${xml(baseUrl + path)}</id>`,
    `  <title>${xml(title)}</title>`,
    `  <updated>${latest ?? begun}</updated>`,
    `  <author><name>${xml(author)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(baseUrl + self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(baseUrl + path)}"/>`,
    ...entries.map((entry) => entryLines(baseUrl, entry)),
    "</feed>",
    "",
  ].join("\n");
}

function entryLines(baseUrl: string, entry: AtomEntry): string {
  const { id, title, path, publishedAt, changedAt, author, categories, lines, language } = entry;
  return [
    "  <entry>",
    `    <id>${xml(id)}</id>`,
    `    <title>${xml(title)}</title>`,
    `    <published>${publishedAt}</published>`,
    `    <updated>${changedAt}</updated>`,
    ...(author === undefined ? [] : [`    <author><name>${xml(author)}</name></author>`]),
    ...categories.map(({ term, label }) => `    <category term="${xml(term)}" label="${xml(label)}"/>`),
    `    <link rel="alternate" type="text/html" href="${xml(baseUrl + path)}"/>`,
    `    <content type="text" xml:lang="${xml(language)}">${xml(lines.join("\n\n"))}</content>`,
    "  </entry>",
  ].join("\n");
}
