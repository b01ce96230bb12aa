// Where the figures begin: what there is, since when and after whom, who has filed for the last period, and the ways onward.
import { flows } from "#core/statistics/observation.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Door, Doors } from "#ui/components/door/Door.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import { traders } from "#core/kp/participants.ts";
import type { LastPeriod } from "../../filing-performance/queries.ts";
import type { ReleaseRow } from "../../releases/store.ts";
import type { Known } from "../data.ts";
import { nameOf, sourceName } from "../words.ts";

export interface HubView {
  readonly t: T;
  readonly known: Known;
  readonly last: readonly LastPeriod[];
  readonly release: Pick<ReleaseRow, "id" | "at"> | undefined;
}

export const views = ["ranking", "compare", "flows", "mirror", "codes", "map"] as const;

export function HubPage({ t, known, last, release }: HubView) {
  const bySource = [...grouped(known.coverage, ({ source, flow }) => `${source} ${flow}`).values()];
  return (
    <>
      <h1>{t("explorer.hub.title")}</h1>
      <p class="lede">{t("explorer.hub.lede")}</p>
      {release !== undefined && (
        <p>
          {t("explorer.hub.release", { date: t.date(release.at.slice(0, 10)) })}{" "}
          <a href={`/statistics/releases/${release.id}`}>{t("releases.release", { id: release.id })}</a>
        </p>
      )}
      <h2>{t("explorer.hub.filed")}</h2>
      {last.length === 0 ? (
        <p>{t("filing.none-due")}</p>
      ) : (
        <Stats
          items={last.map(({ type, period, filed, owed, missing }) => ({
            label: t("filing.last-period", {
              type: t(`filing.type.${type}`),
              period: periodInWords(t, period),
            }),
            value: t("filing.filed-of", { filed, of: owed }),
            note:
              missing.length === 0
                ? t("filing.none-missing")
                : t("explorer.hub.missing", { count: missing.length }),
            href: "/statistics/filing",
          }))}
        />
      )}
      <h2>{t("explorer.hub.views")}</h2>
      <Doors>
        {views.map((view) => (
          <Door
            icon="chart"
            title={t(`explorer.${view}.name`)}
            href={`/statistics/${view}`}
            sentence={t(`explorer.${view}.question`)}
          />
        ))}
      </Doors>
      <h2 id="by-participant">{t("explorer.hub.participants")}</h2>
      <ul class="figures-names">
        {traders
          .map(({ code }) => ({ code, name: nameOf(t, code) }))
          .toSorted((a, b) => a.name.localeCompare(b.name, t.locale))
          .map(({ code, name }) => (
            <li>
              <a href={`/statistics/participants/${code}`}>{name}</a>
            </li>
          ))}
      </ul>
      <h2>{t("explorer.hub.sources")}</h2>
      <Table
        id="sources"
        caption={t("explorer.hub.sources")}
        captionHidden
        columns={[
          { label: t("explorer.column.source") },
          { label: t("explorer.column.flow") },
          { label: t("explorer.column.years") },
          { label: t("explorer.column.figures"), numeric: true },
          { label: t("explorer.column.since") },
        ]}
        rows={bySource
          .toSorted(
            ([a], [b]) =>
              (a?.source ?? "").localeCompare(b?.source ?? "") ||
              flows.indexOf(a?.flow ?? "PRODUCTION") - flows.indexOf(b?.flow ?? "PRODUCTION"),
          )
          .flatMap((of) => {
            const [first] = of;
            if (first === undefined) return [];
            const years = of.map(({ year }) => year);
            return [
              [
                sourceName(t, known.sources, first.source),
                t(`explorer.flow.${first.flow}`),
                yearsInWords(t, Math.min(...years), Math.max(...years)),
                t.number(of.reduce((sum, { figures }) => sum + figures, 0)),
                t.date(
                  (
                    of
                      .map(({ newest }) => newest)
                      .toSorted()
                      .at(-1) ?? ""
                  ).slice(0, 10),
                ),
              ],
            ];
          })}
        empty={t("explorer.hub.no-figures")}
      />
      <h2>{t("explorer.hub.more")}</h2>
      <ul>
        {more.map(({ href, title }) => (
          <li>
            <a href={href}>{t(title)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

const more = [
  { href: "/statistics/filing", title: "filing.title" },
  { href: "/statistics/releases", title: "releases.title" },
  { href: "/statistics/datasets", title: "datasets.title" },
  { href: "/statistics/catalogue", title: "releases.catalogue.title" },
  { href: "/statistics/questionnaires", title: "questionnaires.title" },
] as const;

function yearsInWords(t: T, from: number, to: number): string {
  return from === to ? String(from) : t("explorer.years", { from: String(from), to: String(to) });
}
