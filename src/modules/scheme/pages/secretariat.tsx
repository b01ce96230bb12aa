// The Secretariat's desk: what the trust list in force says and how old it is, and the changes only it may record.
import type { Context } from "hono";
import { participantName, unionMemberStates } from "#core/kp/participants.ts";
import type { Form } from "#platform/http/forms.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { page } from "#ui/layout/respond.tsx";
import { AuthorityInput, designateAuthority } from "../commands/designate-authority.ts";
import { listParticipant, ParticipantInput } from "../commands/list-participant.ts";
import { PublicationInput, publishTrustList } from "../commands/publish-trust-list.ts";
import { RecognitionInput, setRecognition } from "../commands/set-recognition.ts";
import { setStatus, StatusInput } from "../commands/set-status.ts";
import { schemeFacts } from "../queries.ts";
import type { SchemeFacts } from "../queries.ts";
import { changesSincePublication, findCurrentTrustList } from "../trust-lists.ts";
import { schemeForm } from "./forms.tsx";
import type { FieldDef, Option, SchemeForm } from "./forms.tsx";

export async function secretariatPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const facts = await schemeFacts(ctx);
  const published = await findCurrentTrustList(ctx);
  const changed = published !== undefined && (await changesSincePublication(ctx));
  const now = new Date(ctx.clock()).toISOString();
  return page(
    c,
    { title: t("scheme.desk.title") },
    <>
      <h1>{t("scheme.desk.title")}</h1>
      <h2>{t("scheme.desk.trust-list")}</h2>
      {published === undefined || published.list.notAfter <= now ? (
        <WarningText t={t}>{t("scheme.desk.none")}</WarningText>
      ) : changed ? (
        <WarningText t={t}>{t("scheme.desk.changed")}</WarningText>
      ) : (
        <p>{t("scheme.desk.same")}</p>
      )}
      {published !== undefined && (
        <SummaryList
          rows={[
            { key: t("scheme.trust-list.version"), value: <a href="/trust-list">{published.version}</a> },
            { key: t("scheme.trust-list.issued"), value: t.instant(published.list.issuedAt) },
            { key: t("scheme.trust-list.not-after"), value: t.instant(published.list.notAfter) },
            { key: t("scheme.trust-list.keys"), value: t.number(published.list.keys.length) },
          ]}
        />
      )}
      <Button href="/scheme/trust-list">{t("scheme.form.publish.title")}</Button>
      <h2>{t("scheme.desk.changes")}</h2>
      <ul>
        {secretariatForms
          .filter(({ name }) => name !== "publish")
          .map(({ name, path }) => (
            <li>
              <a href={path}>{t(`scheme.form.${name}.title`)}</a>
            </li>
          ))}
      </ul>
      <h2>{t("scheme.desk.known")}</h2>
      <SummaryList
        rows={[
          {
            key: t("scheme.participants.title"),
            value: <a href="/participants">{t.number(facts.participants.length)}</a>,
          },
          { key: t("scheme.authorities"), value: t.number(facts.authorities.length) },
          { key: t("scheme.offices"), value: t.number(facts.offices.length) },
          { key: t("scheme.desk-signers"), value: t.number(facts.deskSigners.length) },
          { key: t("rules.title"), value: <a href="/rules">{t.number(facts.rules.length)}</a> },
        ]}
      />
    </>,
  );
}

const source = (t: T): FieldDef => ({ name: "source", as: "text", hint: t("scheme.hint.source") });

const participantForm = schemeForm({
  name: "participant",
  path: "/scheme/participants/new",
  parent: "/scheme",
  role: "secretariat",
  schema: ParticipantInput,
  fields: ({ t }) => [
    { name: "code", as: "text", code: true, width: 4, hint: t("scheme.hint.country-code") },
    {
      name: "kind",
      as: "radios",
      items: (["STATE", "REIO", "TRADING_ENTITY"] as const).map((kind) => ({
        value: kind,
        label: t(`scheme.kind.${kind}`),
      })),
    },
    { name: "name-en", as: "text" },
    { name: "name-fr", as: "text", optional: true },
  ],
  shownAt: { "names.en": "name-en", "names.fr": "name-fr", names: "name-en" },
  read: (form) => ({ code: form.text("code").toUpperCase(), kind: form.text("kind"), names: namesOf(form) }),
  run: async (ctx, input) => {
    const { code } = await listParticipant(ctx, input);
    return `/scheme/status?participant=${code}`;
  },
});

const statusForm = schemeForm({
  name: "status",
  path: "/scheme/status",
  parent: "/scheme",
  role: "secretariat",
  schema: StatusInput,
  fields: ({ t, facts }) => [
    { name: "participant", as: "select", items: participantOptions(t, facts) },
    {
      name: "status",
      as: "radios",
      items: (
        [
          "PARTICIPANT",
          "CONDITIONAL",
          "SUSPENDED",
          "SELF_SUSPENDED",
          "EMBARGOED",
          "NOT_PARTICIPANT",
          "TRADING_ENTITY",
        ] as const
      ).map((status) => ({
        value: status,
        label: t(`scheme.status.${status}`),
      })),
    },
    { name: "from", as: "date" },
    {
      name: "zones-kind",
      as: "radios",
      optional: true,
      hint: t("scheme.hint.zones-kind"),
      items: [
        { value: "only", label: t("scheme.zones.only") },
        { value: "barred", label: t("scheme.zones.barred") },
      ],
    },
    { name: "zones", as: "lines", optional: true, hint: t("scheme.hint.zones") },
    source(t),
    { name: "note", as: "lines", optional: true },
  ],
  shownAt: { zonesOnly: "zones", zonesBarred: "zones" },
  read: (form) => {
    const zones = zonesOf(form);
    return {
      participant: form.text("participant"),
      status: form.text("status"),
      from: form.text("from"),
      precision: "day",
      source: form.text("source"),
      ...(zones.length === 0
        ? {}
        : form.text("zones-kind") === "barred"
          ? { zonesBarred: zones }
          : { zonesOnly: zones }),
      ...ifGiven("note", form.text("note")),
    };
  },
  run: async (ctx, input) => {
    await setStatus(ctx, input);
    return `/participants/${input.participant}`;
  },
});

const recognitionForm = schemeForm({
  name: "recognition",
  path: "/scheme/recognition",
  parent: "/scheme",
  role: "secretariat",
  schema: RecognitionInput,
  fields: ({ t, facts }) => [
    { name: "jurisdiction", as: "select", items: participantOptions(t, facts) },
    { name: "participant", as: "select", items: participantOptions(t, facts) },
    { name: "from", as: "date" },
    { name: "until", as: "date", optional: true },
    source(t),
  ],
  read: (form) => ({
    jurisdiction: form.text("jurisdiction"),
    participant: form.text("participant"),
    from: form.text("from"),
    source: form.text("source"),
    ...ifGiven("until", form.text("until")),
  }),
  run: async (ctx, input) => {
    await setRecognition(ctx, input);
    return `/participants/${input.participant}`;
  },
});

const authorityForm = schemeForm({
  name: "authority",
  path: "/scheme/authorities/new",
  parent: "/scheme",
  role: "secretariat",
  schema: AuthorityInput,
  fields: ({ t, facts }) => [
    { name: "participant", as: "select", items: participantOptions(t, facts) },
    {
      name: "member-state",
      as: "select",
      optional: true,
      items: unionMemberStates.map((code) => ({ value: code, label: t.country(code) })),
    },
    { name: "code", as: "text", code: true, width: 20, hint: t("scheme.hint.authority-code") },
    { name: "name-en", as: "text" },
    { name: "name-fr", as: "text", optional: true },
    {
      name: "roles",
      as: "checkboxes",
      items: (["EXPORT", "IMPORT"] as const).map((role) => ({
        value: role,
        label: t(`scheme.role.${role}`),
      })),
    },
    { name: "contact", as: "text", hint: t("scheme.hint.contact") },
    {
      name: "register",
      as: "radios",
      items: (["published", "paper-only"] as const).map((value) => ({
        value,
        label: t(`scheme.register.${value}`),
      })),
    },
    { name: "from", as: "date" },
    { name: "until", as: "date", optional: true },
    { name: "public-key", as: "text", code: true, optional: true, hint: t("scheme.hint.public-key") },
  ],
  shownAt: {
    "names.en": "name-en",
    "names.fr": "name-fr",
    names: "name-en",
    memberState: "member-state",
    publicKey: "public-key",
  },
  read: (form) => ({
    participant: form.text("participant"),
    code: form.text("code").toUpperCase(),
    names: namesOf(form),
    roles: form.texts("roles"),
    contact: form.text("contact"),
    register: form.text("register"),
    from: form.text("from"),
    ...ifGiven("memberState", form.text("member-state")),
    ...ifGiven("until", form.text("until")),
    ...ifGiven("publicKey", form.text("public-key").toLowerCase()),
  }),
  run: async (ctx, input) => {
    await designateAuthority(ctx, input);
    return `/participants/${input.participant}`;
  },
});

const publishForm = schemeForm({
  name: "publish",
  path: "/scheme/trust-list",
  parent: "/scheme",
  role: "secretariat",
  schema: PublicationInput,
  fields: ({ t }) => [{ name: "days", as: "text", width: 4, hint: t("scheme.hint.days") }],
  initial: () => ({ days: "7" }),
  read: (form) => ({ days: wholeNumber(form.text("days")) }),
  run: async (ctx, input) => {
    await publishTrustList(ctx, input);
    return "/trust-list";
  },
});

export const secretariatForms: readonly SchemeForm[] = [
  statusForm,
  authorityForm,
  recognitionForm,
  participantForm,
  publishForm,
];

export function participantOptions(t: T, { participants }: SchemeFacts): readonly Option[] {
  const byName = new Intl.Collator(t.locale);
  return participants
    .map(({ code, names }) => ({ value: code, label: names[t.locale] ?? participantName(code, t.locale) }))
    .sort((a, b) => byName.compare(a.label, b.label));
}

export function ifGiven(name: string, text: string): Record<string, string> {
  return text === "" ? {} : { [name]: text };
}

/** The text itself where it is no number, so that the schema refuses it. */
export function wholeNumber(text: string): number | string {
  return /^[0-9]{1,6}$/.test(text) ? Number(text) : text;
}

function namesOf(form: Form): Record<string, string> {
  return { ...ifGiven("en", form.text("name-en")), ...ifGiven("fr", form.text("name-fr")) };
}

/** One zone a line, its day last: "Berbérati 2016-05-01"; without a day, from the status's own. */
function zonesOf(form: Form): readonly Record<string, string>[] {
  return form
    .text("zones")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, zone, day] = /^(.+?)(?:[\s;,]+(\d{4}-\d{2}-\d{2}))?$/.exec(line) ?? [];
      return {
        zone: zone ?? line,
        from: day ?? form.text("from"),
        precision: "day",
        source: form.text("source"),
      };
    });
}
