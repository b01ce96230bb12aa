// The desk's queue: every application and certificate that waits for somebody here, and who has it in hand.
import type { Ctx } from "#modules/record/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { Tabs } from "#ui/components/tabs/Tabs.tsx";
import * as store from "../../store.ts";
import { ApplicationStateTag, CertificateStateTag, totalsOf, numberText } from "../parts.tsx";

export const queueTabs = [
  "new",
  "waiting",
  "to-issue",
  "to-validate",
  "to-print",
  "to-export",
  "sent",
  "overdue",
] as const;
export type QueueTab = (typeof queueTabs)[number];

interface QueueRow {
  readonly href: string;
  readonly name: string;
  readonly exporter: string;
  readonly destination: string;
  readonly carats: bigint;
  readonly since: string;
  readonly state: { application: store.ApplicationState } | { certificate: store.CertificateRow["state"] };
  readonly holder: { name: string; since: string } | null;
}

export interface Queue {
  readonly tab: QueueTab;
  readonly counts: Readonly<Record<QueueTab, number>>;
  readonly rows: readonly QueueRow[];
  readonly overdue: readonly { destination: string; count: bigint; oldest: string }[];
}

export async function loadQueue(ctx: Ctx, authority: string, tab: QueueTab): Promise<Queue> {
  const reader = { db: ctx.database.kysely };
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const applications = await store.listApplications(
    reader,
    { authority, states: ["SUBMITTED", "DEFICIENT", "APPROVED"] },
    500,
  );
  const filters = certificateFilters(authority, today);
  const counts = Object.fromEntries(
    await Promise.all(
      queueTabs.map(async (name) => {
        const filter = filters[name];
        return [
          name,
          filter === undefined
            ? applications.filter((row) => row.state === applicationTabs[name]).length
            : await store.countCertificates(reader, filter),
        ] as const;
      }),
    ),
  ) as Record<QueueTab, number>;
  const filter = filters[tab];
  const rows =
    filter === undefined
      ? applications.filter((row) => row.state === applicationTabs[tab]).map(rowOfApplication)
      : (await store.listCertificates(reader, filter, { limit: 200, offset: 0 })).map(rowOfCertificate);
  return {
    tab,
    counts,
    rows,
    overdue: tab === "overdue" ? await store.overdueByPartner(reader, authority, today) : [],
  };
}

export function QueuePage({ t, queue, me }: { t: T; queue: Queue; me: string }) {
  const held = (row: QueueRow): string => {
    if (row.holder === null) return t("certificate.queue.not-looked-at");
    return row.holder.name === me
      ? t("certificate.queue.with-you")
      : t("certificate.queue.with", { name: row.holder.name, since: t.instant(row.holder.since) });
  };
  return (
    <>
      <h1>{t("certificate.queue.title")}</h1>
      <Tabs
        label={t("certificate.queue.title")}
        items={queueTabs.map((tab) => ({
          text: t(`certificate.queue.${tab}`),
          href: `/queue?tab=${tab}`,
          current: tab === queue.tab,
          count: {
            value: t.number(queue.counts[tab]),
            label: t("certificate.queue.count", { count: queue.counts[tab] }),
          },
        }))}
      />
      <Table
        id="queue"
        caption={t(`certificate.queue.${queue.tab}`)}
        columns={[
          { label: t("certificate.queue.which") },
          { label: t("certificate.exporter") },
          { label: t("certificate.destination") },
          { label: t("certificate.carats"), numeric: true },
          { label: t("certificate.work.since") },
          { label: t("certificate.queue.holder") },
        ]}
        rows={queue.rows.map((row) => [
          <>
            <a href={row.href}>
              <bdi>{row.name}</bdi>
            </a>{" "}
            {"application" in row.state ? (
              <ApplicationStateTag t={t} state={row.state.application} />
            ) : (
              <CertificateStateTag t={t} state={row.state.certificate} />
            )}
          </>,
          row.exporter,
          t.country(row.destination),
          t.carats(row.carats),
          t.instant(row.since),
          "application" in row.state ? held(row) : "–",
        ])}
        empty={t(`certificate.queue.empty.${queue.tab}`)}
      />
      {queue.tab === "overdue" && (
        <Table
          id="partners"
          caption={t("certificate.queue.by-partner")}
          columns={[
            { label: t("certificate.destination") },
            { label: t("certificate.queue.number"), numeric: true },
            { label: t("certificate.queue.oldest") },
          ]}
          rows={queue.overdue.map((row) => [
            t.country(row.destination),
            t.number(row.count),
            t.date(row.oldest),
          ])}
          empty={t("certificate.queue.empty.overdue")}
          note={t("certificate.queue.overdue-note")}
        />
      )}
    </>
  );
}

const applicationTabs: Readonly<Partial<Record<QueueTab, store.ApplicationState>>> = {
  new: "SUBMITTED",
  waiting: "DEFICIENT",
  "to-issue": "APPROVED",
};

function certificateFilters(
  authority: string,
  today: string,
): Readonly<Partial<Record<QueueTab, store.QueueFilter>>> {
  return {
    "to-validate": { authority, states: ["ISSUED"] },
    "to-print": { authority, states: ["VALIDATED"] },
    "to-export": { authority, states: ["PRINTED"] },
    sent: { authority, states: ["EXPORTED", "PRESENTED"] },
    overdue: { authority, overdueOn: today },
  };
}

function rowOfApplication(row: Awaited<ReturnType<typeof store.listApplications>>[number]): QueueRow {
  return {
    href: `/queue/${row.id}`,
    name: row.reference,
    exporter: row.content.exporter.name,
    destination: row.content.importer.country,
    carats: totalsOf(row.content).carats,
    since: row.submitted_at,
    state: { application: row.state },
    holder:
      row.holder === null || row.held_since === null ? null : { name: row.holder, since: row.held_since },
  };
}

function rowOfCertificate(row: store.CertificateRow): QueueRow {
  return {
    href: `/certificates/${row.public_id.toString("hex")}`,
    name: numberText(row),
    exporter: row.content.exporter.name,
    destination: row.content.importer.country,
    carats: totalsOf(row.content).carats,
    since: row.exported_at ?? row.validated_at ?? row.issued_at,
    state: { certificate: row.state },
    holder: null,
  };
}
