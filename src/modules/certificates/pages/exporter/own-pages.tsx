// A company's own applications, one of them with its history, its status by link for whoever was given the link, the page
// before a new one, and the saved parties.
import type { T } from "#platform/i18n/translator.ts";
import type { StoredAct } from "#modules/record/index.ts";
import { openAct } from "#modules/record/index.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Pagination } from "#ui/components/pagination/Pagination.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import type { TimelineEvent } from "#ui/components/timeline/Timeline.tsx";
import { DraftData, runningTotals } from "../../drafts/data.ts";
import type { DraftParty } from "../../drafts/data.ts";
import type { DraftRow, PartyRow } from "../../drafts/store.ts";
import type { ApplicationRow, CertificateRow } from "../../store.ts";
import { ApplicationStateTag, GoodsTable, ShipmentSummary, totalsOf } from "../parts.tsx";
import { EvidenceTable } from "./evidence-form.tsx";
import { PartyFields } from "./party-form.tsx";
import type { PageError } from "./words.ts";

export interface OwnApplications {
  /** Sent back by the desk: these wait for the applicant. */
  readonly returned: readonly ApplicationRow[];
  readonly drafts: readonly DraftRow[];
  readonly sent: readonly ApplicationRow[];
  readonly page: number;
  readonly pages: number;
}

export function OwnApplicationsPage({ t, own }: { t: T; own: OwnApplications }) {
  return (
    <>
      <h1>{t("application.own.title")}</h1>
      <Button start href="/applications/new">
        {t("application.own.new")}
      </Button>
      {own.returned.length > 0 && (
        <section>
          <h2>{t("application.own.needs-you")}</h2>
          {own.returned.map((row) => (
            <Inset>
              <h3>
                <a href={`/applications/${row.id}`}>
                  <bdi>{row.reference}</bdi>
                </a>{" "}
                <ApplicationStateTag t={t} state={row.state} />
              </h3>
              <p>{t("application.sent-back-with", { reason: row.reason ?? "" })}</p>
              <form method="post" action={`/applications/${row.id}/mend`}>
                <Button>{t("application.mend")}</Button>
              </form>
            </Inset>
          ))}
        </section>
      )}
      <Table
        id="drafts"
        caption={t("application.own.drafts")}
        columns={[
          { label: t("application.own.to") },
          { label: t("application.goods.carats"), numeric: true },
          { label: t("application.own.saved") },
        ]}
        rows={own.drafts.map((row) => {
          const data = DraftData.parse(row.data);
          return [
            <a href={`/applications/draft/${row.id}`}>
              {data.importer.name === "" ? t("application.own.unnamed") : <bdi>{data.importer.name}</bdi>}
            </a>,
            t.carats(runningTotals(data.goods.lines).carats),
            t.instant(row.updated_at),
          ];
        })}
        empty={t("application.own.no-drafts")}
      />
      <Table
        id="sent"
        caption={t("application.own.sent")}
        columns={[
          { label: t("application.own.reference") },
          { label: t("application.own.state") },
          { label: t("application.own.to") },
          { label: t("application.goods.carats"), numeric: true },
          { label: t("application.own.sent-on") },
        ]}
        rows={own.sent.map((row) => [
          <a href={`/applications/${row.id}`}>
            <bdi>{row.reference}</bdi>
          </a>,
          <ApplicationStateTag t={t} state={row.state} />,
          <bdi>{row.content.importer.name}</bdi>,
          t.carats(totalsOf(row.content).carats),
          t.instant(row.submitted_at),
        ])}
        empty={t("application.own.none-sent")}
      />
      <Pagination t={t} page={own.page} pages={own.pages} hrefOf={(page) => `/applications?page=${page}`} />
      <p>
        <a href="/parties">{t("application.parties.title")}</a>
      </p>
    </>
  );
}

/** `companies`: for whom an officer can file at the counter; undefined for a company's own clerk. */
export function StartPage({
  t,
  companies,
}: {
  t: T;
  companies: readonly { id: string; name: string }[] | undefined;
}) {
  return (
    <>
      <h1>{t("application.start.title")}</h1>
      <p>{t("application.start.lede")}</p>
      <ul>
        <li>{t("application.start.parties")}</li>
        <li>{t("application.start.goods")}</li>
        <li>{t("application.start.evidence")}</li>
        <li>{t("application.start.declaration")}</li>
      </ul>
      <p>{t("application.start.saved")}</p>
      <form method="post" action="/applications/new">
        {companies !== undefined && (
          <Select
            t={t}
            name="company"
            label={t("application.start.company")}
            hint={t("application.start.company.hint")}
            choose={false}
            items={[
              { value: "", label: t("application.start.counter") },
              ...companies.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <Button start>{t("application.start.begin")}</Button>
      </form>
    </>
  );
}

export interface OneApplication {
  readonly t: T;
  readonly row: ApplicationRow;
  readonly acts: readonly StoredAct[];
  readonly certificate: CertificateRow | undefined;
  /** What the paper prints for origins that are not listed. */
  readonly unlisted: string;
}

export function OneApplicationPage({ t, row, acts, certificate, unlisted }: OneApplication) {
  return (
    <>
      <h1>
        {t("application.one.title", { reference: row.reference })}{" "}
        <ApplicationStateTag t={t} state={row.state} />
      </h1>
      {row.state === "DEFICIENT" && (
        <Banner t={t} id="returned">
          <p>{t("application.sent-back-with", { reason: row.reason ?? "" })}</p>
          <form method="post" action={`/applications/${row.id}/mend`}>
            <Button>{t("application.mend")}</Button>
          </form>
        </Banner>
      )}
      {row.state === "REJECTED" && (
        <Inset>{t("application.rejected-with", { reason: row.reason ?? "" })}</Inset>
      )}
      {certificate !== undefined && (
        <p>
          <a href={`/certificates/${certificate.public_id.toString("hex")}`}>
            {t("application.one.certificate", { number: `${certificate.participant} ${certificate.number}` })}
          </a>
        </p>
      )}
      <h2>{t("application.one.history")}</h2>
      <Timeline t={t} events={[...eventsOf(t, acts), ...certificateEvents(t, certificate)]} />
      <h2>{t("application.one.content")}</h2>
      <ShipmentSummary t={t} content={row.content} unlisted={unlisted} />
      <GoodsTable t={t} content={row.content} />
      <EvidenceTable
        t={t}
        files={row.evidence.map((file) => ({
          id: file.digest,
          name: file.name,
          kind: file.kind,
          media_type: file.mediaType,
          carats: BigInt(file.carats),
          code: file.code ?? null,
        }))}
        hrefOf={(file) => `/applications/${row.id}/evidence/${file.id}`}
      />
    </>
  );
}

/** Shows no party, no amount and no name: the link may have gone further than its owner meant. */
export function StatusPage({
  t,
  row,
  certificate,
}: {
  t: T;
  row: ApplicationRow;
  certificate: CertificateRow | undefined;
}) {
  const decided: TimelineEvent[] =
    row.decided_at === null ||
    (row.state !== "DEFICIENT" &&
      row.state !== "REJECTED" &&
      row.state !== "APPROVED" &&
      row.state !== "ISSUED")
      ? []
      : [
          {
            title: t(`application.event.${row.state === "ISSUED" ? "APPROVED" : row.state}`),
            when: t.instant(row.decided_at),
            datetime: row.decided_at,
            tone: row.state === "DEFICIENT" ? "warn" : row.state === "REJECTED" ? "bad" : "good",
            ...(row.state === "DEFICIENT" && row.reason !== null
              ? { children: <p>{t("application.sent-back-with", { reason: row.reason })}</p> }
              : {}),
          },
        ];
  return (
    <>
      <h1>
        {t("application.status.title", { reference: row.reference })}{" "}
        <ApplicationStateTag t={t} state={row.state} />
      </h1>
      <p>{t(`application.status.${row.state}`)}</p>
      <Timeline
        t={t}
        level={2}
        events={[
          {
            title: t("application.event.SUBMITTED"),
            when: t.instant(row.submitted_at),
            datetime: row.submitted_at,
          },
          ...decided,
          ...certificateEvents(t, certificate),
        ]}
      />
      <p class="hint">{t("application.status.private")}</p>
    </>
  );
}

export function PartiesPage({
  t,
  parties,
  entered,
  errors,
}: {
  t: T;
  parties: readonly PartyRow[];
  entered: DraftParty;
  errors: readonly PageError[];
}) {
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("application.parties.title")}</h1>
      <p>{t("application.parties.lede")}</p>
      <form method="post">
        <Table
          id="parties"
          caption={t("application.parties.list")}
          columns={[
            { label: t("application.party.name") },
            { label: t("application.party.address") },
            { label: t("application.party.country") },
            { label: <span class="visually-hidden">{t("common.button.remove")}</span> },
          ]}
          rows={parties.map((party) => [
            party.name,
            party.address,
            t.country(party.country),
            <Button tone="secondary" formaction={`/parties/${party.id}/delete`}>
              {t("common.button.remove")}
              <span class="visually-hidden"> ({party.name})</span>
            </Button>,
          ])}
          empty={t("application.parties.none")}
        />
      </form>
      <form method="post" action="/parties">
        <h2>{t("application.parties.add")}</h2>
        <PartyFields t={t} party={entered} errors={errors} />
        <Button>{t("common.button.add")}</Button>
      </form>
    </>
  );
}

const kindsOfActs = {
  "application.submitted": { state: "SUBMITTED", tone: "info" },
  "application.returned": { state: "DEFICIENT", tone: "warn" },
  "application.rejected": { state: "REJECTED", tone: "bad" },
  "application.approved": { state: "APPROVED", tone: "good" },
} as const;

/** Every sending and every answer, from the record itself. */
function eventsOf(t: T, acts: readonly StoredAct[]): readonly TimelineEvent[] {
  return acts.flatMap((act) => {
    if (!Object.hasOwn(kindsOfActs, act.type)) return [];
    const { state, tone } = kindsOfActs[act.type as keyof typeof kindsOfActs];
    const facts = openAct(act).private;
    const reason = typeof facts?.["reason"] === "string" ? facts["reason"] : "";
    const sender = state === "SUBMITTED" ? nameIn(facts?.["actor"]) : act.organisation;
    return [
      {
        title: t(`application.event.${state}`),
        when: t.instant(act.at),
        datetime: act.at,
        tone,
        ...(sender === undefined ? {} : { by: sender }),
        ...(reason === "" ? {} : { children: <p>{t("application.reason", { reason })}</p> }),
      },
    ];
  });
}

/** A step to come is shown where something says by when: the certificate's last day, the importer's rule. */
function certificateEvents(t: T, certificate: CertificateRow | undefined): readonly TimelineEvent[] {
  if (certificate === undefined) return [];
  const event = (
    kind: "ISSUED" | "VALIDATED" | "EXPORTED" | "CONFIRMED",
    at: string | null,
    due: string | null,
  ): readonly TimelineEvent[] => {
    const title = t(`application.event.${kind}`);
    if (at !== null) return [{ title, when: t.instant(at), datetime: at, tone: "good" }];
    return due === null ? [] : [{ title, when: t.date(due), datetime: due, expected: true }];
  };
  const { expires_on: last } = certificate;
  return [
    ...event("ISSUED", certificate.issued_at, null),
    ...event("VALIDATED", certificate.validated_at, last),
    ...event("EXPORTED", certificate.exported_at, last),
    ...event("CONFIRMED", certificate.confirmed_at, certificate.confirmation_due),
  ];
}

function nameIn(actor: unknown): string | undefined {
  return typeof actor === "object" && actor !== null && "name" in actor && typeof actor.name === "string"
    ? actor.name
    : undefined;
}
