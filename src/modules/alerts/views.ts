// An alert as words: its name, who says so since when, and everything a reader has to know, line by line. The page, the
// feeds and the API say the same.
import type { AlertKind, AlertNumbers } from "#core/kp/alerts.ts";
import type { StatusRow } from "#core/kp/statuses.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import type { AlertRow } from "./store.ts";

export interface ShownAlert {
  /** Stable for ever: a feed reader tells by it whether it is new. */
  readonly id: string;
  /** Where it stands on this site. */
  readonly path: string;
  readonly kind: AlertKind;
  readonly country: string;
  readonly name: string;
  readonly by: string;
  /** Day. */
  readonly since: string;
  /** UTC instants. */
  readonly publishedAt: string;
  readonly changedAt: string;
  readonly closedOn: string | null;
  /** In full: the text, the numbers, what to do, corrections, the closing. */
  readonly lines: readonly string[];
  /** Of the text; English where it is in no other language. */
  readonly language: string;
}

export function showAlert(t: T, alert: AlertRow, authorities: readonly AuthorityRow[]): ShownAlert {
  const by = organisationName(t, alert.organisation, authorities);
  const { paragraphs, language } = textOf(t, alert, by);
  const name = nameOf(t, alert);
  return {
    id: `urn:uuid:${alert.id}`,
    path: `/alerts/${alert.id}`,
    kind: alert.kind,
    country: alert.country,
    name: alert.closed_at === null ? name : t("alert.name.closed", { name }),
    by,
    since: alert.published_at.slice(0, 10),
    publishedAt: told(alert, alert.published_at),
    changedAt: told(alert, alert.changed_at),
    closedOn: alert.closed_at?.slice(0, 10) ?? null,
    lines: [
      ...paragraphs,
      ...(alert.numbers.length === 0
        ? []
        : [`${t("alert.numbers")}: ${t.list(alert.numbers.map((run) => runText(t, run)))}`]),
      ...(alert.closed_at === null ? [t(`alert.do.${alert.kind}`)] : []),
      ...historyOf(t, alert),
    ],
    language,
  };
}

/** What the scheme's own statuses stop. */
export function showStatus(t: T, row: StatusRow): ShownAlert {
  const { participant, from, source, note, zonesOnly, zonesBarred } = row;
  const zones = (list: readonly { readonly zone: string }[]): string => t.list(list.map(({ zone }) => zone));
  const at = `${from}T00:00:00.000Z`;
  return {
    id: `tag:kimberlite,2003:status:${participant}:${from}`,
    path: `/participants/${participant}`,
    kind: "STOPPED_TRADE",
    country: participant,
    name: t("alert.name.status", {
      country: t.country(participant),
      status: t(`scheme.status.${row.status}`),
    }),
    by: t("alert.secretariat"),
    since: from,
    publishedAt: at,
    changedAt: at,
    closedOn: null,
    lines: [
      t("alert.status-since", { since: inexact(t, row), source }),
      ...(zonesOnly === undefined ? [] : [t("alert.zones-only", { zones: zones(zonesOnly) })]),
      ...(zonesBarred === undefined ? [] : [t("alert.zones-barred", { zones: zones(zonesBarred) })]),
      ...(note === undefined ? [] : [note]),
      t("alert.do.STOPPED_TRADE"),
    ],
    language: t.locale,
  };
}

export function nameOf(
  t: T,
  { kind, country, numbers }: Pick<AlertRow, "kind" | "country" | "numbers">,
): string {
  if (kind === "STOPPED_TRADE") return t("alert.name.STOPPED_TRADE", { country: t.country(country) });
  if (numbers.length === 0) return t("alert.name.fake-without-numbers", { country: t.country(country) });
  const shown = numbers.slice(0, 3).map((run) => runText(t, run));
  const more = numbers.length - shown.length;
  return t(`alert.name.${kind}`, {
    numbers: t.list([...shown, ...(more === 0 ? [] : [t("alert.and-more", { count: more })])]),
  });
}

export function runText(t: T, { printed, until }: AlertNumbers): string {
  return until === undefined ? printed : t("alert.run", { from: printed, to: until });
}

export function textOf(
  t: T,
  alert: Pick<AlertRow, "kind" | "text" | "certificate" | "published_at">,
  by: string,
): { readonly paragraphs: readonly string[]; readonly language: string } {
  if (alert.certificate !== null && alert.kind !== "STOPPED_TRADE") {
    const date = t.date(alert.published_at.slice(0, 10));
    return { paragraphs: [t(`alert.derived.${alert.kind}`, { by, date })], language: t.locale };
  }
  const language = alert.text[t.locale] === undefined ? "en" : t.locale;
  return { paragraphs: (alert.text[language] ?? "").split(/\n+/), language };
}

export function historyOf(
  t: T,
  { corrections, closed_at, closed_for }: Pick<AlertRow, "corrections" | "closed_at" | "closed_for">,
): readonly string[] {
  const day = (instant: string): string => t.date(instant.slice(0, 10));
  return [
    ...corrections.map(
      ({ at, reason }) => `${t("alert.corrected")}: ${t("alert.corrected-why", { date: day(at), reason })}`,
    ),
    ...(closed_at === null ? [] : [closingOf(t, closed_at, closed_for)]),
  ];
}

function closingOf(t: T, closedAt: string, reason: string | null): string {
  const date = t.date(closedAt.slice(0, 10));
  return reason === null
    ? `${t("alert.closed")}: ${t("alert.closed-found", { date })}`
    : `${t("alert.closed")}: ${t("alert.closed-why", { date, reason })}`;
}

export function organisationName(t: T, code: string, authorities: readonly AuthorityRow[]): string {
  const authority = authorities.find((row) => row.code === code);
  return authority === undefined
    ? t("alert.secretariat")
    : (authority.names[t.locale] ?? authority.names["en"] ?? code);
}

// The log is public and says to the millisecond when something happened to a certificate's id: an alert on its number with
// the same instant would tell which id the number has. So what a certificate's own acts made is told by its day.
function told(alert: AlertRow, instant: string): string {
  return alert.certificate === null ? instant : `${instant.slice(0, 10)}T00:00:00.000Z`;
}

/** Never more exact than the source. */
function inexact(t: T, { from, precision }: StatusRow): string {
  if (precision === "day") return t.date(from);
  return precision === "year" ? from.slice(0, 4) : from.slice(0, 7);
}
