// "What needs you": the first screen of an officer, in order of date, with the deadline and its source.
import type { Actor, Ctx } from "#modules/record/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { importingDestination, rulesAround } from "../../rules-around.ts";
import * as store from "../../store.ts";
import { twiceConcerning } from "../../scans/store.ts";
import { numberText } from "../parts.tsx";

export interface Duty {
  readonly what:
    | "examine"
    | "issue"
    | "validate"
    | "print"
    | "export"
    | "check"
    | "overdue"
    | "coming"
    | "asked"
    | "unused"
    | "held"
    | "scanned-twice";
  readonly href: string;
  readonly name: string;
  readonly about: string;
  readonly since: string;
  readonly due: string | null;
}

/** What this officer's roles can do something about now; the oldest first, what is overdue before all. */
export async function dutiesOf(ctx: Ctx): Promise<readonly Duty[]> {
  const { actor } = ctx;
  const authority = actor.organisation;
  if (authority === null) return [];
  const reader = { db: ctx.database.kysely };
  const has = (role: string): boolean => actor.roles.includes(role);
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const duties: Duty[] = [];
  const certificates = async (
    what: Parameters<typeof dutyOf>[0],
    filter: store.QueueFilter,
    href = "/certificates",
  ): Promise<void> => {
    const rows = await store.listCertificates(reader, filter, { limit: 50, offset: 0 });
    for (const row of rows) duties.push(dutyOf(what, row, href));
  };
  if (has("issuing-officer")) {
    for (const row of await store.listApplications(
      reader,
      { authority, states: ["SUBMITTED", "APPROVED"] },
      100,
    )) {
      duties.push({
        what: row.state === "SUBMITTED" ? "examine" : "issue",
        href: `/queue/${row.id}`,
        name: row.reference,
        about: row.content.exporter.name,
        since: row.submitted_at,
        due: null,
      });
    }
  }
  if (has("validating-officer")) await certificates("validate", { authority, states: ["ISSUED"] });
  if (has("issuing-officer") || has("validating-officer")) {
    await certificates("print", { authority, states: ["VALIDATED"] });
    await certificates("export", { authority, states: ["PRINTED"] });
    await certificates("overdue", { authority, overdueOn: today });
    await certificates("asked", { authority, asked: true });
    // Where the national rule wants the unused paper back (Regulation (EC) 2368/2002 Art. 12(5)).
    if ((await rulesAround(ctx, authority)).rule(today).unusedReturned)
      await certificates("unused", {
        authority,
        states: ["VALIDATED", "PRINTED"],
        expiredBy: new Date(ctx.clock()).toISOString(),
      });
  }
  if (has("importing-officer")) {
    const destination = await importingDestination(ctx);
    await certificates("check", { destination, states: ["PRESENTED"] }, "/arrivals");
    await certificates("held", { destination, states: ["DETAINED"] });
    await certificates("coming", { destination, states: ["EXPORTED"] }, "/arrivals");
  }
  const since = new Date(ctx.clock() - alertDays * 86_400_000).toISOString();
  for (const { certificate, authorities, found_at } of await twiceConcerning(reader, authority, since))
    duties.push({
      what: "scanned-twice",
      href: "/scans#alerts",
      name: certificate.toString("hex").slice(0, 8),
      about: authorities.join(", "),
      since: found_at,
      due: null,
    });
  return duties.toSorted(
    (a, b) => order(a, today) - order(b, today) || (a.due ?? a.since).localeCompare(b.due ?? b.since),
  );
}

/** How long an alert of double use stays among what needs an officer; on the page of scans it stays longer. */
const alertDays = 14;

export function WorkPage({
  t,
  actor,
  duties,
  today,
}: {
  t: T;
  actor: Actor;
  duties: readonly Duty[];
  today: string;
}) {
  return (
    <>
      <h1>{t("certificate.work.title")}</h1>
      <p class="lede">{t("certificate.work.lede", { name: actor.name })}</p>
      {duties.length === 0 ? (
        <Inset>{t("certificate.work.nothing")}</Inset>
      ) : (
        <Table
          id="duties"
          caption={t("certificate.work.caption", { count: duties.length })}
          columns={[
            { label: t("certificate.work.what") },
            { label: t("certificate.work.which") },
            { label: t("certificate.exporter") },
            { label: t("certificate.work.since") },
            { label: t("certificate.work.due") },
          ]}
          rows={duties.map((duty) => [
            t(`certificate.duty.${duty.what}`),
            <a href={duty.href}>
              <bdi>{duty.name}</bdi>
            </a>,
            duty.about,
            t.instant(duty.since),
            duty.due === null ? (
              t("certificate.work.no-deadline")
            ) : duty.due < today ? (
              <strong>{t("certificate.work.overdue", { date: t.date(duty.due) })}</strong>
            ) : (
              t.date(duty.due)
            ),
          ])}
          empty={t("certificate.work.nothing")}
          note={t("certificate.work.source")}
        />
      )}
      <h2>{t("certificate.work.shortcuts")}</h2>
      <ul>
        {shortcuts
          .filter(({ roles }) => roles.some((role) => actor.roles.includes(role)))
          .map(({ href, key }) => (
            <li>
              <a href={href}>{t(key)}</a>
            </li>
          ))}
      </ul>
    </>
  );
}

const shortcuts = [
  {
    href: "/queue",
    key: "certificate.queue.title",
    roles: ["issuing-officer", "validating-officer", "authority-administrator"],
  },
  {
    href: "/certificates",
    key: "certificate.list.title",
    roles: ["issuing-officer", "validating-officer", "importing-officer", "authority-administrator"],
  },
  { href: "/arrivals", key: "certificate.arrivals.title", roles: ["importing-officer"] },
  { href: "/documents", key: "origin.documents.title", roles: ["issuing-officer", "importing-officer"] },
  { href: "/incoming", key: "origin.incoming.title", roles: ["issuing-officer", "importing-officer"] },
  { href: "/desk", key: "life.desk.title", roles: ["importing-officer"] },
  {
    href: "/scans",
    key: "scan.title",
    roles: ["issuing-officer", "validating-officer", "importing-officer", "authority-administrator"],
  },
  {
    href: "/sheets",
    key: "printing.sheets.title",
    roles: ["issuing-officer", "validating-officer", "authority-administrator"],
  },
  {
    href: "/reports/monthly",
    key: "certificate.work.monthly",
    roles: ["issuing-officer", "validating-officer", "importing-officer", "authority-administrator"],
  },
  { href: "/totals/received", key: "totals.received.title", roles: ["importing-officer"] },
  { href: "/authority", key: "certificate.work.authority", roles: ["authority-administrator"] },
  {
    href: "/verify",
    key: "certificate.work.verify",
    roles: ["issuing-officer", "validating-officer", "importing-officer", "authority-administrator"],
  },
] as const;

function dutyOf(what: Exclude<Duty["what"], "scanned-twice">, row: store.CertificateRow, href: string): Duty {
  const since = {
    validate: row.issued_at,
    print: row.validated_at,
    export: row.validated_at,
    check: row.presented_at,
    coming: row.exported_at,
    overdue: row.exported_at,
    asked: row.marks.asked?.at ?? null,
    unused: row.expires_at,
    held: row.marks.withdrawal?.since ?? null,
    examine: null,
    issue: null,
  }[what];
  const due =
    what === "asked" || what === "held"
      ? null
      : what === "check" || what === "overdue" || what === "coming"
        ? row.confirmation_due
        : row.expires_on;
  return {
    what,
    href: `${href}/${row.public_id.toString("hex")}`,
    name: numberText(row),
    about: row.content.exporter.name,
    since: since ?? row.issued_at,
    due,
  };
}

function order(duty: Duty, today: string): number {
  if (duty.due !== null && duty.due < today) return 0;
  return duty.what === "coming" ? 2 : 1;
}
