// Who sent how much to whom in one year, as one of the two sides tells it: the twelve largest links and the rest together.
import type { Measure } from "#core/statistics/views/cells.ts";
import { plotted } from "#core/statistics/views/cells.ts";
import { largest } from "#core/statistics/views/partners.ts";
import type { Link, Links, Side } from "#core/statistics/views/partners.ts";
import { mostLinks, Sankey } from "#ui/charts/Sankey.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { Fact } from "../csv.ts";
import { amountWords, cellText, nameOf } from "../words.ts";
import { chartMeasures, Figures, Marks } from "./frame.tsx";
import type { Page } from "./frame.tsx";

export interface FlowsView {
  readonly page: Page;
  readonly side: Side;
  readonly measure: Measure;
  readonly year: number;
  readonly links: Links;
  /** Who mined within the year. */
  readonly producers: readonly string[];
}

export function flowsFacts({
  side,
  measure,
  year,
  links,
}: Pick<FlowsView, "side" | "measure" | "year" | "links">): readonly Fact[] {
  return all(links).map(({ from, to, sum }) => ({
    reporter: side === "EXPORT" ? from : to,
    flow: side,
    counterpart: side === "EXPORT" ? to : from,
    product: "_T",
    mining: "_T",
    period: String(year),
    measure,
    sum,
  }));
}

export function FlowsFigures({ page, side, measure, year, links, producers }: FlowsView) {
  const { t } = page;
  const { shown, others } = largest(links.links, mostLinks);
  const title = t("explorer.flows.title", { year: String(year), side: t(`explorer.side.${side}`) });
  return (
    <>
      <Figures
        page={page}
        id="flows"
        title={title}
        unit={t(`explorer.measure.${measure}`)}
        flow={side}
        sums={all(links).map(({ sum }) => sum)}
        note={
          others.links > 0
            ? t("explorer.flows.others", {
                count: others.links,
                amount: amountWords(t, measure, others.amount),
              })
            : undefined
        }
        chart={
          <Sankey
            t={t}
            id="flows-links"
            title={title}
            description={t("explorer.flows.description", { count: shown.length })}
            measure={chartMeasures[measure]}
            flows={links.links.map(({ from, to, cell }) => ({
              from,
              to,
              value: plotted(cell, measure) ?? 0,
            }))}
            producers={producers}
            nameOf={(code) => nameOf(t, code)}
          />
        }
        table={
          <>
            <Table
              id="flows-table"
              caption={title}
              captionHidden
              columns={[
                { label: t("explorer.column.from") },
                { label: t("explorer.column.to") },
                { label: t(`explorer.measure.${measure}`), numeric: true },
                { label: t("explorer.column.missing") },
              ]}
              rows={all(links).map(({ from, to, sum, cell }) => [
                nameOf(t, from),
                nameOf(t, to),
                cellText(t, cell, measure),
                sum.missing.join(", "),
              ])}
              empty={t("explorer.flows.none")}
            />
            <Marks t={t} />
          </>
        }
      />
      {links.unnamed.length > 0 && (
        <p>
          {t("explorer.flows.unnamed", {
            names: t.list(links.unnamed.map(({ reporter }) => nameOf(t, reporter))),
          })}
        </p>
      )}
    </>
  );
}

function all({ links, unknown }: Links): readonly Link[] {
  return [...links, ...unknown];
}
