// An authority's people: who they are, what they may do, whom to invite.
import { languages, offered } from "#platform/i18n/locales.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Panel } from "#ui/components/panel/Panel.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { invitationDays } from "../commands/invite-person.ts";
import type { GrantRow, PersonWithGrants } from "../store.ts";
import { errorAt } from "../web/answers.ts";
import type { FormError } from "../web/answers.ts";
import { organisationWord, roleWord } from "../words.ts";

export function PeoplePage(props: {
  t: T;
  organisation: string;
  people: readonly PersonWithGrants[];
  waiting: ReadonlySet<string>;
  /** The Secretariat may look at another organisation. */
  chooses: boolean;
}) {
  const { t, organisation } = props;
  return (
    <>
      <h1>{t("identity.people.title")}</h1>
      <p>{organisationWord(t, organisation)}</p>
      {props.chooses && (
        <form method="get" action="/authority/people">
          <TextInput
            t={t}
            name="organisation"
            label={t("identity.people.choose")}
            hint={t("identity.people.choose-hint")}
            width={10}
            code
            value={organisation}
          />
          <Button tone="secondary">{t("identity.people.show")}</Button>
        </form>
      )}
      <p>
        <Button href={`/authority/people/invite?organisation=${organisation}`}>
          {t("identity.invite.title")}
        </Button>
      </p>
      <Table
        id="people"
        caption={t("identity.people.caption", { organisation: organisationWord(t, organisation) })}
        columns={[
          { label: t("identity.name") },
          { label: t("identity.roles") },
          { label: t("identity.people.state") },
        ]}
        rows={props.people.map((person) => [
          <a href={`/authority/people/${person.id}?organisation=${organisation}`}>{person.name}</a>,
          person.grants.length === 0
            ? t("identity.people.no-role")
            : t.list(person.grants.map((grant) => grantWord(t, grant))),
          <PersonState t={t} person={person} waiting={props.waiting.has(person.id)} />,
        ])}
        empty={t("identity.people.none")}
      />
    </>
  );
}

function PersonState(props: { t: T; person: PersonWithGrants; waiting: boolean }) {
  const { t, person } = props;
  if (person.grants.length === 0) return <Tag>{t("identity.people.without")}</Tag>;
  if (person.demonstration) return <Tag tone="info">{t("identity.people.demonstration")}</Tag>;
  if (props.waiting) return <Tag tone="warn">{t("identity.people.invited")}</Tag>;
  return person.passkeys > 0n ? (
    <Tag tone="good">{t("identity.people.active")}</Tag>
  ) : (
    <Tag tone="warn">{t("identity.people.no-passkey")}</Tag>
  );
}

function grantWord(t: T, grant: GrantRow): string {
  const role = roleWord(t, grant.role);
  return grant.companyName === null ? role : t("identity.role-for", { role, company: grant.companyName });
}

export interface InviteAnswers {
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly roles: readonly string[];
  readonly companyName: string;
}

export const noAnswers: InviteAnswers = { name: "", email: "", locale: "", roles: [], companyName: "" };

export function InvitePage(props: {
  t: T;
  organisation: string;
  roles: readonly string[];
  answers: InviteAnswers;
  errors: readonly FormError[];
}) {
  const { t, answers } = props;
  const error = (field: string) => errorAt(props.errors, field);
  return (
    <div class="prose">
      <ErrorSummary t={t} errors={props.errors} />
      <h1>{t("identity.invite.title")}</h1>
      <p>{t("identity.invite.words", { organisation: organisationWord(t, props.organisation) })}</p>
      <form method="post" action={`/authority/people/invite?organisation=${props.organisation}`} novalidate>
        <TextInput
          t={t}
          name="name"
          label={t("identity.name")}
          hint={t("identity.invite.name-hint")}
          width={30}
          autocomplete="off"
          value={answers.name}
          error={error("name")}
        />
        <TextInput
          t={t}
          name="email"
          label={t("identity.email")}
          type="email"
          width={30}
          autocomplete="off"
          optional
          value={answers.email}
          error={error("email")}
        />
        <Select
          t={t}
          name="locale"
          label={t("identity.invite.locale")}
          choose={false}
          value={answers.locale === "" ? t.locale : answers.locale}
          items={offered.map((locale) => ({ value: locale, label: languages[locale].ownName }))}
          error={error("locale")}
        />
        <Checkboxes
          t={t}
          name="roles"
          legend={t("identity.roles")}
          hint={t("identity.invite.roles-hint")}
          values={answers.roles}
          items={props.roles.map((role) => ({ value: role, label: roleWord(t, role) }))}
          error={error("roles")}
        />
        {props.roles.includes("exporter") && (
          <TextInput
            t={t}
            name="companyName"
            label={t("identity.company")}
            hint={t("identity.company-hint")}
            width={30}
            optional
            value={answers.companyName}
            error={error("companyName")}
          />
        )}
        <Button>{t("identity.invite.button")}</Button>
      </form>
    </div>
  );
}

/** The link, once. It is handed over by a way that reaches the right person: no mail is sent from here. */
export function InvitedPage(props: { t: T; name: string; link: string; organisation: string }) {
  const { t } = props;
  return (
    <div class="prose">
      <Panel title={t("identity.invited.title", { name: props.name })} />
      <p>{t("identity.invited.words", { days: invitationDays })}</p>
      <p>
        <a class="code" href={props.link} rel="noreferrer">
          {props.link}
        </a>
      </p>
      <WarningText t={t}>{t("identity.invited.warning")}</WarningText>
      <p>
        <a href={`/authority/people?organisation=${props.organisation}`}>{t("identity.people.title")}</a>
      </p>
    </div>
  );
}

export function PersonPage(props: {
  t: T;
  organisation: string;
  person: PersonWithGrants;
  roles: readonly string[];
  waiting: boolean;
  /** One's own roles are not one's own to take. */
  self: boolean;
  errors: readonly FormError[];
}) {
  const { t, person, organisation } = props;
  const action = (verb: string) => `/authority/people/${person.id}/${verb}?organisation=${organisation}`;
  const error = (field: string) => errorAt(props.errors, field);
  return (
    <>
      <ErrorSummary t={t} errors={props.errors} />
      <h1>{person.name}</h1>
      <SummaryList
        rows={[
          { key: t("identity.authority"), value: organisationWord(t, organisation) },
          ...(person.email === null ? [] : [{ key: t("identity.email"), value: person.email }]),
          {
            key: t("identity.people.state"),
            value: <PersonState t={t} person={person} waiting={props.waiting} />,
          },
        ]}
      />
      <h2>{t("identity.roles")}</h2>
      <Table
        id="roles-held"
        caption={t("identity.roles")}
        captionHidden
        columns={[{ label: t("identity.role") }, { label: t("identity.action") }]}
        rows={person.grants.map((grant) => [
          grantWord(t, grant),
          props.self ? (
            t("identity.person.own")
          ) : (
            <form method="post" action={action("withdraw")}>
              <Button tone="warning" name="grant" value={grant.id}>
                {t("identity.person.withdraw")}
                <span class="visually-hidden"> ({grantWord(t, grant)})</span>
              </Button>
            </form>
          ),
        ])}
        empty={t("identity.people.no-role")}
      />
      <h2>{t("identity.person.give")}</h2>
      <form method="post" action={action("roles")} novalidate>
        <Select
          t={t}
          name="role"
          label={t("identity.role")}
          items={props.roles.map((role) => ({ value: role, label: roleWord(t, role) }))}
          error={error("role")}
        />
        {props.roles.includes("exporter") && (
          <TextInput
            t={t}
            name="companyName"
            label={t("identity.company")}
            hint={t("identity.company-hint")}
            width={30}
            optional
            error={error("companyName")}
          />
        )}
        <Button tone="secondary">{t("identity.person.give")}</Button>
      </form>
      {person.grants.length > 0 && !props.self && (
        <>
          <h2>{t("identity.person.again")}</h2>
          <p>{t("identity.person.again-words")}</p>
          <form method="post" action={action("invite-again")}>
            <Button tone="secondary">{t("identity.person.again-button")}</Button>
          </form>
        </>
      )}
    </>
  );
}
