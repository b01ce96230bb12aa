// The trade of one Participant over the years, its partners, and what the other side of each trade says.
import { cellOf, tradeCell } from "#core/statistics/views/cells.ts";
import type { Link } from "#core/statistics/views/partners.ts";
import { yearly } from "#core/statistics/views/series.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { cellText, nameOf } from "../../words.ts";
import { MirrorTable } from "../mirror.tsx";
import { YearLines } from "../year-lines.tsx";
import type { ParticipantView } from "./view.ts";

const tradeFlows = ["EXPORT", "IMPORT"] as const;

const mostPartners = 10;

export function Trade({ page, code, observations, years: all, year, exports, imports }: ParticipantView) {
  const { t } = page;
  const traded = observations.filter(({ flow }) => flow === "EXPORT" || flow === "IMPORT");
  const first = Math.min(...traded.flatMap(({ period }) => (period.kind === "FISCAL" ? [] : [period.year])));
  const years = all.filter((one) => one >= first);
  const flows = tradeFlows.map((flow) => ({
    flow,
    points: yearly(
      observations.filter((one) => one.flow === flow),
      "usd",
      years,
    ),
  }));
  const sums = flows.flatMap(({ points }) => points.flatMap(({ sum }) => sum ?? []));
  if (sums.length === 0) return null;
  const title = t("explorer.participant.trade", { name: nameOf(t, code) });
  return (
    <>
      <YearLines
        page={page}
        id="trade"
        title={title}
        measure="usd"
        flow="EXPORT"
        sums={sums}
        note={t("explorer.compare.whole")}
        years={years}
        series={flows.map(({ flow, points }) => ({ label: t(`explorer.flow.${flow}`), points }))}
        columns={flows.flatMap(({ flow, points }) => {
          const other = flows.find((two) => two.flow !== flow)?.points;
          return (["carats", "usd"] as const).map((measure) => ({
            label: `${t(`explorer.flow.${flow}`)}, ${t(`explorer.measure.${measure}`)}`,
            cells: points.map(({ sum }, place) =>
              cellText(t, tradeCell(sum, other?.[place]?.sum, measure), measure),
            ),
          }));
        })}
      />
      <h2 id="partners">{t("explorer.participant.partners", { year: String(year) })}</h2>
      <Partners
        t={t}
        id="destinations"
        caption={t("explorer.participant.destinations")}
        links={exports}
        end="to"
      />
      <Partners
        t={t}
        id="provenances"
        caption={t("explorer.participant.provenances")}
        links={imports}
        end="from"
      />
    </>
  );
}

function Partners(props: { t: T; id: string; caption: string; links: readonly Link[]; end: "from" | "to" }) {
  const { t, links, end } = props;
  return (
    <Table
      id={props.id}
      caption={props.caption}
      columns={[
        { label: t("explorer.column.partner") },
        { label: t("explorer.measure.carats"), numeric: true },
        { label: t("explorer.measure.usd"), numeric: true },
      ]}
      rows={links
        .slice(0, mostPartners)
        .map((link) => [
          nameOf(t, link[end]),
          cellText(t, cellOf(link.sum, "carats"), "carats"),
          cellText(t, cellOf(link.sum, "usd"), "usd"),
        ])}
      empty={t("explorer.participant.no-partners")}
      note={
        links.length > mostPartners
          ? t("explorer.ranking.more", { count: links.length - mostPartners })
          : undefined
      }
    />
  );
}

export function Mirror({ page: { t }, mirror, year }: ParticipantView) {
  if (mirror.length === 0) return null;
  return (
    <section>
      <h2 id="gaps">{t("explorer.participant.gaps", { year: String(year) })}</h2>
      <p class="prose">{t("explorer.mirror.note")}</p>
      <MirrorTable
        t={t}
        id="gaps-table"
        caption={t("explorer.participant.gaps", { year: String(year) })}
        measure="carats"
        lines={mirror.slice(0, 40)}
      />
      <p>
        <a href={`/statistics/mirror?year=${year}`}>{t("explorer.mirror.link")}</a>
      </p>
    </section>
  );
}
