// One Participant: is it in good order, and what do its figures say? Returns, production, prices, trade, what the other side of
// its trade says, how one figure was restated, and where two sources do not say the same.
import type { ComponentChildren } from "preact";
import type { Flow, Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { MirrorLine } from "#core/statistics/reconcile/mirror.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import { cellOf, plotted, plottedWhole } from "#core/statistics/views/cells.ts";
import type { Ladder } from "#core/statistics/views/ladder.ts";
import type { Link } from "#core/statistics/views/partners.ts";
import { byMining, disagreements, unitValues, yearly } from "#core/statistics/views/series.ts";
import type { PeriodPoint } from "#core/statistics/views/series.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import { miningTypes } from "#core/statistics/returns.ts";
import type { T } from "#platform/i18n/translator.ts";
import { BarsChart } from "#ui/charts/BarsChart.tsx";
import { FilingStrip } from "#ui/charts/FilingStrip.tsx";
import type { FilingState } from "#ui/charts/FilingStrip.tsx";
import { LineChart } from "#ui/charts/LineChart.tsx";
import { RevisionLadder } from "#ui/charts/RevisionLadder.tsx";
import { UnitValueBand } from "#ui/charts/UnitValueBand.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import type { OwedReturn } from "../../filing-performance/queries.ts";
import type { Fact } from "../csv.ts";
import { cellText, nameOf, sourceName } from "../words.ts";
import { instantOf } from "../query.ts";
import { chartMeasures, Figures, Marks } from "./frame.tsx";
import type { Page } from "./frame.tsx";
import { MirrorTable } from "./mirror.tsx";

export interface ParticipantView {
  readonly page: Page;
  readonly code: string;
  /** All of its own figures. */
  readonly observations: readonly Observation[];
  readonly owed: readonly OwedReturn[];
  readonly years: readonly number[];
  readonly year: number;
  /** The figure whose restatements are shown. */
  readonly flow: Flow;
  readonly measure: Measure;
  readonly ladders: readonly Ladder[];
  readonly exports: readonly Link[];
  readonly imports: readonly Link[];
  readonly mirror: readonly MirrorLine[];
}

const tradeFlows = ["EXPORT", "IMPORT"] as const;
const mostPeriods = 24;
const mostPartners = 10;

export function participantFacts({
  code,
  observations,
  years,
}: Pick<ParticipantView, "code" | "observations" | "years">): readonly Fact[] {
  return (["PRODUCTION", "EXPORT", "IMPORT", "KPC_ISSUED", "KPC_RECEIVED"] as const).flatMap((flow) => {
    const own = observations.filter((one) => one.flow === flow);
    return own.length === 0
      ? []
      : yearly(own, "carats", years).map(({ year, sum }): Fact => ({
          reporter: code,
          flow,
          counterpart: flow === "PRODUCTION" ? "_Z" : "W",
          product: "_T",
          mining: "_T",
          period: String(year),
          measure: flow === "KPC_ISSUED" || flow === "KPC_RECEIVED" ? "count" : "carats",
          sum,
        }));
  });
}

export function ParticipantFigures(view: ParticipantView) {
  const { page, observations } = view;
  const production = observations.filter(({ flow }) => flow === "PRODUCTION");
  return (
    <>
      <Filing {...view} />
      {production.length > 0 && <Production {...view} production={production} />}
      <Trade {...view} />
      <Mirror {...view} />
      <Restated {...view} />
      <Disagreements {...view} />
      {observations.length === 0 && <p>{page.t("explorer.participant.none")}</p>}
    </>
  );
}

function Filing({ page: { t }, owed, code }: ParticipantView) {
  return (
    <section>
      <h2 id="filing">{t("explorer.participant.filing")}</h2>
      {owed.length === 0 ? (
        <p>{t("filing.none-due")}</p>
      ) : (
        (["PRODUCTION", "TRADE", "CERTIFICATES"] as const).map((type) => {
          const own = owed.filter((one) => one.type === type);
          const missing = own.filter(({ state }) => state.kind === "LATE").length;
          return (
            <>
              <h3>{t(`filing.type.${type}`)}</h3>
              <FilingStrip
                t={t}
                id={`strip-${type.toLowerCase()}`}
                title={t("explorer.participant.strip", {
                  name: nameOf(t, code),
                  filed: own.length - missing,
                  owed: own.length,
                })}
                description={t("explorer.participant.strip-description")}
                by={type === "PRODUCTION" ? "half" : "quarter"}
                periods={own.map(({ period, state, filedOn, due }) => ({
                  year: period.year,
                  part: period.part,
                  state: stateOf({ state, filedOn, due }),
                  ...(filedOn === null
                    ? {}
                    : { detail: t("explorer.participant.filed-on", { date: t.date(filedOn) }) }),
                }))}
              />
            </>
          );
        })
      )}
      <p>
        <a href="/statistics/filing">{t("filing.title")}</a>
      </p>
    </section>
  );
}

function stateOf({ state, filedOn, due }: Pick<OwedReturn, "state" | "filedOn" | "due">): FilingState {
  if (state.kind === "LATE") return "missing";
  if (state.kind !== "FILED") return filedOn === null ? "not-due" : "nil";
  if (state.version > 1) return "corrected";
  if (state.nil) return "nil";
  return filedOn !== null && filedOn > due ? "late" : "on-time";
}

function Production(view: ParticipantView & { production: readonly Observation[] }) {
  const { page, code, years, production } = view;
  const { t, known } = page;
  const points = byMining(production);
  const byYear = yearly(production, "carats", years);
  const title = t("explorer.participant.production", { name: nameOf(t, code) });
  return (
    <>
      <Figures
        page={page}
        id="production"
        title={title}
        unit={t("explorer.measure.carats")}
        flow="PRODUCTION"
        sums={byYear.map(({ sum }) => sum)}
        chart={
          <BarsChart
            t={t}
            id="production-bars"
            title={title}
            description={t("explorer.participant.production-description")}
            measure="carats"
            parts={miningTypes.map((mining) => t(`statistics.mining.${mining}`))}
            bars={barsOf(t, points).slice(-mostPeriods)}
          />
        }
        table={
          <>
            <Table
              id="production-table"
              caption={title}
              captionHidden
              columns={[
                { label: t("explorer.column.year") },
                ...(["carats", "usd", "unit"] as const).map((measure) => ({
                  label: t(`explorer.measure.${measure}`),
                  numeric: true,
                })),
                { label: t("explorer.column.missing") },
                { label: t("explorer.column.source") },
              ]}
              rows={byYear
                .map(({ year, sum }) => [
                  String(year),
                  ...(["carats", "usd", "unit"] as const).map((measure) =>
                    cellText(t, cellOf(sum, measure), measure),
                  ),
                  sum?.missing.join(", ") ?? "",
                  sum === undefined ? "" : sourceName(t, known.sources, sum.source),
                ])
                .toReversed()}
              empty={t("explorer.none")}
            />
            <Marks t={t} />
          </>
        }
      />
      <UnitValueFigures {...view} points={points} />
    </>
  );
}

/** One bar a period, made of its mining types. */
function barsOf(t: T, points: readonly PeriodPoint[]) {
  return [...grouped(points, ({ period }) => periodText(period))].map(([text, of]) => {
    const valueOf = (mining: string): number | null => {
      const point = of.find(
        (one) => one.mining === mining || (one.mining === "_T" && mining === "UNSPECIFIED"),
      );
      return point === undefined ? null : plotted(cellOf(point.sum, "carats"), "carats");
    };
    const provisional = of.some(({ sum }) => sum.provisional);
    return {
      label: text,
      values: miningTypes.map(valueOf),
      ...(provisional ? { note: t("explorer.status.provisional") } : {}),
    };
  });
}

function UnitValueFigures({ page, code, points }: ParticipantView & { points: readonly PeriodPoint[] }) {
  const { t } = page;
  const values = unitValues(points);
  if (values.length === 0) return null;
  const title = t("explorer.participant.unit", { name: nameOf(t, code) });
  const periods = [...new Map(points.map(({ period }) => [periodText(period), period])).keys()];
  return (
    <Figures
      page={page}
      id="unit-values"
      title={title}
      unit={t("explorer.measure.unit")}
      flow="PRODUCTION"
      sums={values.flatMap((one) => one.points.map(({ sum }) => sum))}
      note={t("explorer.participant.unit-note")}
      chart={
        <UnitValueBand
          t={t}
          id="unit-band"
          title={title}
          description={t("explorer.participant.unit-note")}
          periods={periods}
          panels={values.map(({ mining, points: priced }) => ({
            label: miningName(t, mining),
            values: periods.map((text) => {
              const point = priced.find(({ period }) => periodText(period) === text);
              return point === undefined ? null : Number(point.unit) / 100;
            }),
          }))}
        />
      }
      table={
        <Table
          id="unit-table"
          caption={title}
          captionHidden
          columns={[
            { label: t("explorer.column.period") },
            { label: t("explorer.column.mining") },
            { label: t("explorer.measure.unit"), numeric: true },
            { label: t("explorer.column.band"), numeric: true },
          ]}
          rows={values
            .flatMap(({ mining, points: priced, band }) =>
              priced.map(({ period, unit }) => [
                periodInWords(t, period),
                miningName(t, mining),
                t.usd(unit),
                band === null
                  ? t("explorer.band.none")
                  : t("explorer.band", { low: t.usd(band.low), high: t.usd(band.high) }),
              ]),
            )
            .toReversed()}
          empty={t("explorer.none")}
        />
      }
    />
  );
}

function miningName(t: T, mining: string): string {
  return mining === "_T" ? t("explorer.mining.all") : t(`statistics.mining.${mining as "ASM"}`);
}

function Trade({ page, code, observations, years: all, year, exports, imports }: ParticipantView) {
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
      <Figures
        page={page}
        id="trade"
        title={title}
        unit={t("explorer.measure.usd")}
        flow="EXPORT"
        sums={sums}
        note={t("explorer.compare.whole")}
        chart={
          <LineChart
            t={t}
            id="trade-lines"
            title={title}
            description={t("explorer.compare.description", {
              from: String(years[0] ?? ""),
              to: String(years.at(-1) ?? ""),
            })}
            measure="usd"
            periods={years.map(String)}
            series={flows.map(({ flow, points }) => ({
              label: t(`explorer.flow.${flow}`),
              values: points.map(({ cell }) => plottedWhole(cell, "usd")),
              provisional: points.flatMap(({ cell }, place) =>
                cell.kind === "FIGURE" && cell.provisional ? [place] : [],
              ),
            }))}
          />
        }
        table={
          <>
            <Table
              id="trade-table"
              caption={title}
              captionHidden
              columns={[
                { label: t("explorer.column.year") },
                ...flows.flatMap(({ flow }) =>
                  (["carats", "usd"] as const).map((measure) => ({
                    label: `${t(`explorer.flow.${flow}`)}, ${t(`explorer.measure.${measure}`)}`,
                    numeric: true,
                  })),
                ),
              ]}
              rows={years
                .map((one, place) => [
                  String(one),
                  ...flows.flatMap(({ points }) =>
                    (["carats", "usd"] as const).map((measure) =>
                      cellText(t, cellOf(points[place]?.sum, measure), measure),
                    ),
                  ),
                ])
                .toReversed()}
              empty={t("explorer.none")}
            />
            <Marks t={t} />
          </>
        }
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

function Mirror({ page: { t }, mirror, year }: ParticipantView) {
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

function Restated({ page, year, flow, measure, ladders }: ParticipantView) {
  const { t, known, asked, now } = page;
  if (ladders.length === 0) return null;
  const title = t("explorer.participant.restated", { flow: t(`explorer.flow.${flow}`), year: String(year) });
  const rows = ladders.flatMap(({ source, steps }) =>
    steps.map(({ at, cell }, place): readonly ComponentChildren[] => [
      sourceName(t, known.sources, source),
      t.date(at.slice(0, 10)),
      cellText(t, cell, measure),
      place === 0 ? t("explorer.ladder.first") : t("explorer.ladder.restated"),
    ]),
  );
  return (
    <section>
      <h2 id="restated">{title}</h2>
      <RevisionLadder
        t={t}
        id="ladder"
        title={title}
        description={t("explorer.participant.ladder-description")}
        measure={chartMeasures[measure]}
        sources={ladders.map(({ source, steps }) => ({
          label: sourceName(t, known.sources, source),
          steps: steps.flatMap(({ at, cell }) => {
            const value = plotted(cell, measure);
            return value === null ? [] : [{ on: at.slice(0, 10), value }];
          }),
        }))}
        until={(instantOf(asked.asOf) ?? now).slice(0, 10)}
      />
      <Table
        id="ladder-table"
        caption={title}
        captionHidden
        columns={[
          { label: t("explorer.column.source") },
          { label: t("explorer.column.since") },
          { label: t(`explorer.measure.${measure}`), numeric: true },
          { label: t("explorer.column.step") },
        ]}
        rows={rows}
        empty={t("explorer.none")}
      />
    </section>
  );
}

function Disagreements({ page, observations }: ParticipantView) {
  const { t, known } = page;
  const found = (["carats", "usd"] as const).flatMap((measure) =>
    disagreements(observations, measure).map((one) => ({ ...one, measure })),
  );
  if (found.length === 0) return null;
  return (
    <section>
      <h2 id="voices">{t("explorer.participant.voices")}</h2>
      <p class="prose">{t("explorer.participant.voices-note")}</p>
      <Table
        id="voices-table"
        caption={t("explorer.participant.voices")}
        captionHidden
        columns={[
          { label: t("explorer.column.what") },
          { label: t("explorer.column.source") },
          { label: t("explorer.column.amount"), numeric: true },
          { label: t("explorer.column.since") },
        ]}
        rows={found
          .slice(0, 60)
          .flatMap(({ flow, year, measure, sums }) =>
            sums.map((sum) => [
              `${t(`explorer.flow.${flow}`)} ${year}`,
              sourceName(t, known.sources, sum.source),
              cellText(t, cellOf(sum, measure), measure),
              t.date(sum.knownFrom.slice(0, 10)),
            ]),
          )}
        empty={t("explorer.none")}
      />
    </section>
  );
}
