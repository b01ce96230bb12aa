// The certificates of a pair that are worth a look: on their way at the end of the quarter, not confirmed in time, and those
// whose contents were found to differ. Only the two sides and analysts get here.
import type { Shipment } from "#core/statistics/reconcile/certificates.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";
import type { Pair } from "../queries.ts";

const mostListed = 100;

export function CertificateLists({ t, pair }: { t: T; pair: Pair }) {
  return (
    <>
      <List t={t} id="in-flight" kind="in-flight" shipments={pair.inFlight} />
      <List t={t} id="past-due" kind="past-due" shipments={pair.pastDue} />
      <List t={t} id="differing" kind="differing" shipments={pair.differing} />
    </>
  );
}

function List({
  t,
  id,
  kind,
  shipments,
}: {
  t: T;
  id: string;
  kind: "in-flight" | "past-due" | "differing";
  shipments: readonly Shipment[];
}) {
  return (
    <Table
      id={id}
      caption={t(`reconcile.list.${kind}`, { count: shipments.length })}
      columns={[
        { label: t("reconcile.list.number") },
        { label: t("reconcile.column.code") },
        { label: t("reconcile.list.exported") },
        { label: t("reconcile.list.sealed"), numeric: true },
        { label: t("reconcile.list.value"), numeric: true },
        { label: t("reconcile.list.came") },
      ]}
      rows={shipments
        .slice(0, mostListed)
        .map((one) => [
          <bdi>{one.number}</bdi>,
          one.product,
          t.date(one.exportedOn),
          t.carats(one.sealed.carats),
          t.usd(one.sealed.usd),
          cameOf(t, one),
        ])}
      empty={t(`reconcile.list.none.${kind}`)}
      note={shipments.length > mostListed ? t("reconcile.list.more", { most: mostListed }) : undefined}
    />
  );
}

function cameOf(t: T, { received, due, endedOn }: Shipment): string {
  if (received !== null)
    return received.found === null
      ? t("reconcile.list.received", { date: t.date(received.on) })
      : t("reconcile.list.found", { date: t.date(received.on), carats: t.carats(received.found.carats) });
  if (endedOn !== null) return t("reconcile.list.ended", { date: t.date(endedOn) });
  return due === null ? t("reconcile.list.waiting") : t("reconcile.list.due", { date: t.date(due) });
}
