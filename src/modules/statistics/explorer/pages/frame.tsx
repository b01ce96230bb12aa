// What stands around every page of figures: the question as a form that works without a script, the chart with its table, where
// the figures come from, as of when, and the same as CSV.
import type { ComponentChildren } from "preact";
import type { Measure } from "#core/statistics/views/cells.ts";
import type { Sum } from "#core/statistics/views/sums.ts";
import { traders } from "#core/kp/participants.ts";
import { flows } from "#core/statistics/observation.ts";
import type { Flow } from "#core/statistics/observation.ts";
import type { T } from "#platform/i18n/translator.ts";
import { ChartFrame } from "#ui/charts/ChartFrame.tsx";
import type { Measure as ChartMeasure } from "#ui/charts/measure.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { AboutFigure } from "#ui/statistics/AboutFigure.tsx";
import { yearsBetween } from "#core/statistics/views/series.ts";
import type { Known } from "../data.ts";
import { yearsOf } from "../data.ts";
import type { Asked, FieldName } from "../query.ts";
import { instantOf, mostCompared, products } from "../query.ts";
import { nameOf, sourceName } from "../words.ts";

/** What every page of figures is made of. */
export interface Page {
  readonly t: T;
  readonly asked: Asked;
  readonly known: Known;
  /** UTC instant. */
  readonly now: string;
  /** "/statistics/ranking" */
  readonly path: string;
  /** The same as CSV: "/statistics/ranking.csv". */
  readonly file: string;
  /** Of the question as it was asked: "?year=2019". */
  readonly search: string;
  /** The reader may see returns that no release has published. */
  readonly analyst: boolean;
}

export const chartMeasures: Readonly<Record<Measure, ChartMeasure>> = {
  carats: "carats",
  usd: "usd",
  unit: "usd-per-carat",
  count: "certificates",
};

export interface FiguresProps {
  readonly page: Page;
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Every sum that is shown: their sources are named. */
  readonly sums: readonly (Sum | undefined)[];
  /** Where no sums say it. */
  readonly sources?: readonly string[];
  readonly flow: Flow;
  readonly note?: ComponentChildren;
  readonly chart: ComponentChildren;
  readonly table: ComponentChildren;
  readonly level?: 2 | 3;
}

export function Figures(props: FiguresProps) {
  const { page, id, note } = props;
  const { t, known, now, asked } = page;
  const asOf = instantOf(asked.asOf) ?? now;
  const shown = props.sums.flatMap((sum) => sum ?? []);
  const ids = [...new Set([...(props.sources ?? []), ...shown.flatMap(({ source }) => source.split(" "))])];
  const sources = known.sources.filter((source) => ids.includes(source.id));
  const [only] = sources.length === 1 && ids.length === 1 ? sources : [];
  const names =
    ids.length === 0
      ? t("explorer.source.none")
      : t.list(ids.map((one) => sourceName(t, known.sources, one)));
  const csv = { href: csvHref(page), text: "CSV" };
  return (
    <>
      <ChartFrame
        t={t}
        id={id}
        level={props.level ?? 2}
        title={props.title}
        unit={props.unit}
        asOf={asOf}
        source={names}
        note={note}
        table={props.table}
        downloads={[{ format: csv.text, href: csv.href }]}
      >
        {props.chart}
      </ChartFrame>
      <AboutFigure
        t={t}
        facts={{
          source: names,
          asOf,
          definition: t(`releases.definition.${props.flow}`),
          status: shown.some(({ provisional }) => provisional) ? t("explorer.status.provisional") : undefined,
          act: only?.act,
          licence: only === undefined ? undefined : `${only.licence}, ${only.attribution}`,
          downloads: [csv],
        }}
      />
    </>
  );
}

export function csvHref({ file, search, t }: Page): string {
  return `${file}${search === "" ? "?" : `${search}&`}lang=${t.locale}`;
}

/** What the words in place of a figure and the letters behind one mean. */
export function Marks({ t }: { t: T }) {
  return <p class="table__note">{t("explorer.marks")}</p>;
}

/** The fields in the order given; what a page does not ask is not in its form. */
export function Question(props: {
  page: Page;
  fields: readonly FieldName[];
  shown: Partial<Asked>;
  flows?: readonly Flow[];
  measures?: readonly Measure[] | undefined;
  places?: number | undefined;
}) {
  const { page } = props;
  return (
    <form class="figures-question" method="get" action={page.path}>
      <div class="figures-question__fields">
        {props.fields.map((field) => (
          <One {...props} field={field} />
        ))}
      </div>
      <Button tone="secondary">{page.t("explorer.show")}</Button>
    </form>
  );
}

function One({
  page,
  field,
  shown,
  flows: offered = flows,
  measures = measuresOf(offered),
  places = mostCompared,
}: {
  page: Page;
  field: FieldName;
  shown: Partial<Asked>;
  flows?: readonly Flow[];
  measures?: readonly Measure[] | undefined;
  places?: number | undefined;
}) {
  const { t, asked, known, analyst } = page;
  const choice = (
    value: string | undefined,
    items: readonly { readonly value: string; readonly label: string }[],
    id: string = field,
    label = t(`explorer.field.${field}`),
  ) => <Select t={t} id={id} name={field} label={label} choose={false} value={value ?? ""} items={items} />;
  const countries = traders
    .map(({ code }) => ({ value: code, label: nameOf(t, code) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, t.locale));
  switch (field) {
    case "p":
      return (
        <>
          {Array.from({ length: places }, (_, place) =>
            choice(
              shown.participants?.[place],
              [{ value: "", label: t("explorer.nobody") }, ...countries],
              `p-${place + 1}`,
              places === 1 ? t("explorer.field.from") : t("explorer.field.p", { place: place + 1 }),
            ),
          )}
        </>
      );
    case "partner":
      return choice(shown.partner, [{ value: "", label: t("explorer.name.W") }, ...countries]);
    case "flow":
      return choice(
        shown.flow,
        offered.map((flow) => ({ value: flow, label: t(`explorer.flow.${flow}`) })),
      );
    case "side":
      return choice(
        shown.side,
        (["EXPORT", "IMPORT"] as const).map((side) => ({ value: side, label: t(`explorer.side.${side}`) })),
      );
    case "product":
      return choice(
        shown.product,
        products.map((product) => ({ value: product, label: t(`explorer.product.${product as "_T"}`) })),
      );
    case "measure":
      return choice(
        shown.measure,
        measures.map((measure) => ({ value: measure, label: t(`explorer.measure.${measure}`) })),
      );
    case "year": {
      const [first, last] = yearsOf(known.coverage, offered) ?? [0, -1];
      return choice(
        shown.year === undefined ? undefined : String(shown.year),
        yearsBetween(first, last)
          .toReversed()
          .map((year) => ({ value: String(year), label: String(year) })),
      );
    }
    case "source": {
      const ids = [
        ...new Set(known.coverage.filter(({ flow }) => offered.includes(flow)).map((one) => one.source)),
      ];
      return choice(asked.source, [
        { value: "", label: t("explorer.source.best") },
        ...ids.map((id) => ({ value: id, label: sourceName(t, known.sources, id) })),
      ]);
    }
    case "as-of":
      return (
        <TextInput
          t={t}
          name="as-of"
          label={t("explorer.field.as-of")}
          hint={t("explorer.field.as-of-hint")}
          value={asked.asOf}
          width={10}
          inputmode="numeric"
          code
        />
      );
    case "returns":
      return analyst
        ? choice(asked.returns ? "yes" : "", [
            { value: "", label: t("explorer.returns.no") },
            { value: "yes", label: t("explorer.returns.yes") },
          ])
        : null;
  }
}

function measuresOf(offered: readonly Flow[]): readonly Measure[] {
  const counted = offered.every((flow) => flow === "KPC_ISSUED" || flow === "KPC_RECEIVED");
  const weighed = offered.every((flow) => flow !== "KPC_ISSUED" && flow !== "KPC_RECEIVED");
  return counted ? ["count"] : weighed ? ["carats", "usd", "unit"] : ["carats", "usd", "unit", "count"];
}

/** Said above everything where figures are shown that are not public. */
export function NotPublic({ page }: { page: Page }) {
  return page.asked.returns && page.analyst ? (
    <Inset>
      <p>{page.t("explorer.returns.shown")}</p>
    </Inset>
  ) : null;
}
