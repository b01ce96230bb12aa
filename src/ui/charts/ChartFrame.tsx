// What stands around every chart: a sentence, what is measured, as of when and after whom; below it the same as a table, the
// files, and what there is to know about the figure.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";

export interface ChartFrameProps {
  readonly t: T;
  /** Unique on the page. */
  readonly id: string;
  /** A sentence with the finding, or what is shown. */
  readonly title: string;
  /** The level of the title among the headings of the page: 2 or, without a word, 3. */
  readonly level?: 2 | 3 | undefined;
  /** "Carats, by half-year". */
  readonly unit: string;
  /** The instant as of which the figures are; undefined for what has none. */
  readonly asOf?: string | undefined;
  /** Who says so: "Returns of the Participants", a data set with a link to it. */
  readonly source: ComponentChildren;
  /** The chart. */
  readonly children: ComponentChildren;
  /** How to read it, where that is not plain: "re-exports are counted at every border". */
  readonly note?: ComponentChildren;
  /** The same in figures: a `Table`. */
  readonly table: ComponentChildren;
  /** "CSV", "XLSX", "SDMX-CSV" and their addresses. */
  readonly downloads?: readonly { readonly format: string; readonly href: string }[] | undefined;
  /** Source, method, known limits, whom to ask. */
  readonly about?: ComponentChildren;
}

export function ChartFrame(props: ChartFrameProps) {
  const { t, id, asOf, note, about, downloads = [] } = props;
  const Heading = props.level === 2 ? "h2" : "h3";
  return (
    <figure class="chart-frame" id={id} aria-labelledby={`${id}-heading`}>
      <figcaption>
        <Heading class="chart-frame__title" id={`${id}-heading`}>
          {props.title}
        </Heading>
        <p class="chart-frame__facts">
          <span>{props.unit}</span>
          {asOf !== undefined && <span>{t("charts.frame.as-of", { asOf: t.instant(asOf) })}</span>}
          <span>
            {t("charts.frame.source")} {props.source}
          </span>
        </p>
      </figcaption>
      {props.children}
      {note !== undefined && <p class="chart-frame__note">{note}</p>}
      <Details summary={t("charts.frame.table")}>{props.table}</Details>
      {about !== undefined && <Details summary={t("charts.frame.about")}>{about}</Details>}
      {downloads.length > 0 && (
        <p class="chart-frame__files">
          {t("charts.frame.download")}
          {downloads.map(({ format, href }) => (
            <a href={href}>{format}</a>
          ))}
        </p>
      )}
    </figure>
  );
}
