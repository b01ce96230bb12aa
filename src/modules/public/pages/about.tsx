// The small true pages: accessibility, privacy, contact, licences, and how the service is.
import type { MessageKey, T } from "#platform/i18n/translator.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { ageText } from "../home/page.tsx";
import { nameOf } from "#ui/answer/sentence.ts";

const texts = {
  accessibility: [
    "public.accessibility.aim",
    "public.accessibility.how",
    "public.accessibility.checked",
    "public.accessibility.gaps",
    "public.accessibility.tell",
  ],
  privacy: [
    "public.privacy.cookies",
    "public.privacy.verify",
    "public.privacy.record",
    "public.privacy.people",
    "public.privacy.third",
  ],
  licences: [
    "public.licences.program",
    "public.licences.map",
    "public.licences.type",
    "public.licences.data",
  ],
} as const satisfies Readonly<Record<string, readonly MessageKey[]>>;

export type TextPageName = keyof typeof texts;

export function TextPage({ t, name }: { t: T; name: TextPageName }) {
  return (
    <div class="prose">
      <h1>{t(`public.${name}.title`)}</h1>
      {texts[name].map((paragraph) => (
        <p>{t(paragraph)}</p>
      ))}
      {name === "accessibility" && (
        <p>
          <a href="/contact">{t("public.contact.title")}</a>
        </p>
      )}
    </div>
  );
}

export function ContactPage({
  t,
  authorities,
  demonstration,
}: {
  t: T;
  authorities: readonly AuthorityRow[];
  demonstration: boolean;
}) {
  const rows = authorities
    .filter(({ until }) => until === null)
    .map((row) => ({ ...row, country: t.country(row.memberState ?? row.participant) }))
    .toSorted((a, b) => a.country.localeCompare(b.country, t.locale) || (a.code < b.code ? -1 : 1));
  return (
    <>
      <h1>{t("public.contact.title")}</h1>
      <div class="prose">
        <p class="lede">{t("public.contact.lede")}</p>
        <h2>{t("public.contact.concern.title")}</h2>
        <Inset>
          <p>{t("public.contact.concern.not-here")}</p>
        </Inset>
        <p>{t("public.contact.concern.paper")}</p>
        <h2>{t("public.contact.secretariat.title")}</h2>
        <p>
          {t("public.contact.secretariat.where")}{" "}
          <a href="https://www.kimberleyprocess.com">kimberleyprocess.com</a>
        </p>
        <h2>{t("public.contact.authorities.title")}</h2>
        {demonstration && <p>{t("public.contact.authorities.invented")}</p>}
      </div>
      <Table
        id="authorities"
        caption={t("public.contact.authorities.title")}
        captionHidden
        columns={[
          { label: t("public.contact.authorities.country") },
          { label: t("public.contact.authorities.name") },
          { label: t("public.contact.authorities.tasks") },
          { label: t("public.contact.authorities.contact") },
        ]}
        rows={rows.map((row) => [
          row.country,
          nameOf(t, row),
          t.list(row.roles.map((role) => t(`public.contact.role.${role}`))),
          row.contact,
        ])}
        empty={t("public.contact.authorities.empty")}
      />
    </>
  );
}

export interface ServiceState {
  readonly size: bigint;
  readonly checkpointAt: string | null;
  readonly now: string;
  readonly version: string;
}

export function StatusPage({ t, state }: { t: T; state: ServiceState }) {
  return (
    <>
      <h1>{t("public.service.title")}</h1>
      <p class="lede">{t("public.service.lede")}</p>
      <SummaryList
        rows={[
          { key: t("public.service.version"), value: state.version },
          { key: t("public.service.acts"), value: t.number(state.size) },
          {
            key: t("public.service.checkpoint"),
            value:
              state.checkpointAt === null
                ? t("public.stat.no-checkpoint")
                : t("public.stat.checkpoint", { age: ageText(t, state.checkpointAt, state.now) }),
          },
          { key: t("public.service.clock"), value: t.instant(state.now) },
        ]}
      />
      <p>
        <a href="/healthz">{t("public.service.machine")}</a>
      </p>
    </>
  );
}
