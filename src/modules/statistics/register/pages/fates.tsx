// What became of the certificates that left: confirmed, on the way, past their last day, or ended otherwise. Drawn as what was
// sealed, so that the parts come to what left; the table has what was found as well.
import { BarsChart } from "#ui/charts/BarsChart.tsx";
import { ChartFrame } from "#ui/charts/ChartFrame.tsx";
import { drawn } from "#ui/charts/measure.ts";
import { Table } from "#ui/components/table/Table.tsx";
import type { Amounts, Passages } from "../../summaries/questions/store.ts";
import type { RegisterView } from "./view.ts";
import { amountInWords } from "./words.ts";

const fates = ["receivedAsSealed", "onTheWay", "expired", "withdrawn"] as const;
const mostDrawn = 20;

export function FatesFigure({
  t,
  register,
  now,
  csv,
  side,
  when,
}: RegisterView & { readonly side: "sent" | "coming"; readonly when: string }) {
  const { asked } = register;
  const { measure, participant } = asked;
  const passages = register[side].toSorted((a, b) => Number(b.exported[measure] - a.exported[measure]));
  const all = participant === undefined;
  const title = all
    ? t("reconcile.certified.fates.all", { when })
    : t(`reconcile.certified.fates.${side}`, { when, who: t.country(participant) });
  const nameOf = ({ exporter, importer }: Passages): string => t.country(exporter ?? importer ?? "");
  const amount = (amounts: Amounts) =>
    t("reconcile.certified.amount", {
      amount: amountInWords(t, amounts[measure], measure),
      count: amounts.certificates,
    });
  return (
    <ChartFrame
      t={t}
      id={`fates-${side}`}
      level={2}
      title={title}
      unit={t(`reconcile.certified.measure.${measure}`)}
      asOf={now}
      source={t("reconcile.certified.source")}
      note={
        passages.length > mostDrawn
          ? t("reconcile.certified.fates.drawn", { shown: mostDrawn, all: passages.length })
          : undefined
      }
      downloads={[{ format: "CSV", href: csv }]}
      table={
        <Table
          id={`fates-${side}-table`}
          caption={title}
          captionHidden
          columns={[
            { label: t(all || side === "coming" ? "reconcile.certified.from" : "reconcile.certified.to") },
            { label: t("reconcile.register.exported"), numeric: true },
            { label: t("reconcile.certified.fate.at-once"), numeric: true },
            { label: t("reconcile.certified.fate.later"), numeric: true },
            { label: t("reconcile.certified.fate.receivedAsSealed"), numeric: true },
            { label: t("reconcile.certified.fate.onTheWay"), numeric: true },
            { label: t("reconcile.certified.fate.expired"), numeric: true },
            { label: t("reconcile.certified.fate.withdrawn"), numeric: true },
          ]}
          rows={passages.map((one) => [
            nameOf(one),
            amount(one.exported),
            amount(one.receivedAtOnce),
            amount(one.receivedLater),
            ...fates.map((fate) => amount(one[fate])),
          ])}
          empty={t("reconcile.certified.none")}
        />
      }
    >
      {passages.length === 0 ? (
        <p>{t("reconcile.certified.none")}</p>
      ) : (
        <BarsChart
          t={t}
          id={`fates-${side}-bars`}
          title={title}
          description={t("reconcile.certified.fates.description", {
            count: Math.min(mostDrawn, passages.length),
          })}
          measure={measure}
          parts={fates.map((fate) => t(`reconcile.certified.fate.${fate}`))}
          bars={passages.slice(0, mostDrawn).map((one) => ({
            label: nameOf(one),
            values: fates.map((fate) => drawn(one[fate][measure])),
          }))}
        />
      )}
    </ChartFrame>
  );
}
